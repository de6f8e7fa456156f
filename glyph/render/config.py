"""RenderConfig: everything that decides how text looks on a page, in one frozen, validated object."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Granularity = Literal["coarse", "medium", "fine"]
Theme = Literal["light", "dark"]
TableBorders = Literal["none", "rows", "grid"]
WhitespacePolicy = Literal["keep", "merge"]
ParagraphPolicy = Literal["keep", "key"]

MIN_CONTRAST = 60  # grey levels between ink and paper under which text is refused as unreadable


class RenderConfigError(ValueError):
    """A render setting is out of its range or contradicts another."""


def _number(default: float, low: float, high: float, unit: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "unit": unit})


def _whole(default: int, low: int, high: int, unit: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "unit": unit, "whole": True})


def _choice(default: str, kind: Any) -> Any:
    return field(default=default, metadata={"choices": get_args(kind)})


@dataclass(frozen=True, slots=True)
class RenderConfig:
    """How a document is drawn.

    Lengths are pixels of the page image, origin top-left. Numeric fields carry their legal range and unit
    in the dataclass metadata (``low``, ``high``, ``unit``).

    Raises:
        RenderConfigError: when a field is out of range, or the settings together cannot be read.
    """

    font: str = "DejaVu Sans"
    font_size_px: float = _number(10.0, 5.0, 64.0, "px")
    line_height: float = _number(1.2, 1.0, 3.0, "multiple of font_size_px")
    letter_spacing_px: float = _number(0.0, -1.0, 8.0, "px")
    paragraph_spacing: float = _number(0.4, 0.0, 3.0, "multiple of the line pitch")
    margin_px: int = _whole(12, 0, 400, "px")
    page_width_px: int = _whole(448, 32, 4096, "px")
    page_height_px: int = _whole(448, 32, 4096, "px")
    theme: Theme = _choice("light", Theme)
    ink: int = _whole(0, 0, 255, "grey level, of the light theme")
    paper: int = _whole(255, 0, 255, "grey level, of the light theme")
    table_borders: TableBorders = _choice("rows", TableBorders)
    whitespace: WhitespacePolicy = _choice("merge", WhitespacePolicy)
    paragraphs: ParagraphPolicy = _choice("keep", ParagraphPolicy)

    def __post_init__(self) -> None:
        for spec in dataclasses.fields(self):
            value = getattr(self, spec.name)
            if "low" in spec.metadata:
                self._check_number(spec.name, value, spec.metadata)
            elif "choices" in spec.metadata and value not in spec.metadata["choices"]:
                raise RenderConfigError(f"{spec.name}={value!r} is not one of {', '.join(spec.metadata['choices'])}")
        if abs(self.ink - self.paper) < MIN_CONTRAST:
            raise RenderConfigError(
                f"ink={self.ink} on paper={self.paper} cannot be read; keep them {MIN_CONTRAST} grey levels apart"
            )
        room = min(self.page_width_px, self.page_height_px) - 2 * self.margin_px
        if room < 2 * self.font_size_px:
            raise RenderConfigError(
                f"margin_px={self.margin_px} leaves {room} px on a {self.page_width_px} x {self.page_height_px} page,"
                f" too little for font_size_px={self.font_size_px}"
            )

    @staticmethod
    def _check_number(name: str, value: Any, legal: Mapping[str, Any]) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RenderConfigError(f"{name}={value!r} is not a number")
        if legal.get("whole") and not isinstance(value, int):
            raise RenderConfigError(f"{name}={value} must be a whole number ({legal['unit']})")
        if not legal["low"] <= value <= legal["high"]:
            raise RenderConfigError(f"{name}={value} is outside {legal['low']} to {legal['high']} ({legal['unit']})")

    @property
    def line_pitch_px(self) -> float:
        """Distance between baselines, px."""
        return self.font_size_px * self.line_height

    @property
    def colours(self) -> tuple[int, int]:
        """(ink, paper) grey levels after the theme: dark swaps them."""
        return (self.paper, self.ink) if self.theme == "dark" else (self.ink, self.paper)

    @classmethod
    def preset(cls, granularity: Granularity, **changes: Any) -> RenderConfig:
        """A named granularity, with any field changed.

        fine reads character by character, medium for understanding, coarse for an overview: see DESIGN.
        """
        return cls.from_dict({**preset_settings(granularity), **changes})

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RenderConfig:
        """The config for a plain mapping, as YAML gives it; unknown keys are refused by name."""
        known = {spec.name for spec in dataclasses.fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise RenderConfigError(
                f"unknown render setting {unknown[0]!r}; the settings are {', '.join(sorted(known))}"
            )
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for YAML or JSON; ``from_dict`` inverts it."""
        return dataclasses.asdict(self)

    def replace(self, **changes: Any) -> RenderConfig:
        """A copy with some fields changed, validated anew."""
        return dataclasses.replace(self, **changes)

    @property
    def id(self) -> str:
        """A stable 12-digit name for this config: equal settings, equal id, on every machine."""
        plain = {name: float(v) if isinstance(v, int) else v for name, v in self.to_dict().items()}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]


PRESETS: dict[str, dict[str, Any]] = {
    "coarse": {"font_size_px": 8.0, "line_height": 1.5, "whitespace": "merge", "paragraphs": "key"},
    "medium": {"font_size_px": 10.0, "line_height": 1.2, "whitespace": "merge", "paragraphs": "keep"},
    "fine": {"font_size_px": 12.0, "line_height": 1.0, "whitespace": "keep", "paragraphs": "keep"},
}


def preset_settings(granularity: Granularity) -> dict[str, Any]:
    """The settings a granularity fixes; the others are free."""
    if granularity not in PRESETS:
        raise RenderConfigError(f"granularity={granularity!r} is not one of {', '.join(PRESETS)}")
    return dict(PRESETS[granularity])
