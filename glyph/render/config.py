"""RenderConfig: everything that decides how text looks on a page, in one frozen, validated object."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from glyph.render.themes import THEMES, luma, palette_of, parse_colour

Granularity = Literal["coarse", "medium", "fine"]
Style = Literal["auto", "document", "code", "web"]
Theme = Literal["document", "web", "code", "dark", "pixel"]
Alignment = Literal["left", "justified", "right", "center"]
TableBorders = Literal["none", "rows", "grid"]
WhitespacePolicy = Literal["keep", "merge"]
ParagraphPolicy = Literal["keep", "key"]
Hinting = Literal["vertical", "none"]
NewlineMark = Literal["", "↵", "¶", "\\n"]

MIN_CONTRAST = 60  # levels of luma between ink and paper under which text is refused as unreadable
MIN_SIZE_PX = 3.0  # of an em, under which no letter can be told from another
PAGE_SIZES_PT = {
    "A3": (842, 1191), "A4": (595, 842), "A5": (420, 595), "B4": (709, 1001), "B5": (499, 709),
    "Letter": (612, 792), "Legal": (612, 1008), "Tabloid": (792, 1224),
}  # fmt: skip

MAX_SIDE_PX, MAX_PAGE_PX = 16_383, 100_000_000  # of a page


class RenderConfigError(ValueError):
    """A render setting is out of its range or contradicts another."""


def _number(default: float, low: float, high: float, unit: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "unit": unit})


def _whole(default: int, low: int, high: int, unit: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "unit": unit, "whole": True})


def _choice(default: str, kind: Any) -> Any:
    return field(default=default, metadata={"choices": get_args(kind)})


def _flag(default: bool) -> Any:
    return field(default=default, metadata={"flag": True})


def _colour() -> Any:
    return field(default="", metadata={"colour": True})


@dataclass(frozen=True, slots=True)
class RenderConfig:
    """How a document is drawn.

    Lengths are points, 1/72 inch: at 72 dpi a point is a pixel. Fields carry their legal range and unit in
    the dataclass metadata (``low``, ``high``, ``unit``), or their ``choices``.

    Raises:
        RenderConfigError: when a field is out of range, or the settings together cannot be read.
    """

    style: Style = _choice("auto", Style)  # auto: what suits the document
    theme: Theme = _choice("document", Theme)
    font: str = "DejaVu Sans"  # a family, sans, serif or mono, or a font file
    code_font: str = "DejaVu Sans Mono"
    font_size_pt: float = _number(10.0, 4.0, 64.0, "pt")
    line_height: float = _number(1.2, 1.0, 3.0, "multiple of font_size_pt")
    letter_spacing_pt: float = _number(0.0, -1.0, 8.0, "pt")
    horizontal_scale: float = _number(1.0, 0.5, 1.5, "multiple of a glyph's width")
    alignment: Alignment = _choice("left", Alignment)
    first_line_indent_pt: float = _number(0.0, 0.0, 200.0, "pt")
    left_indent_pt: float = _number(0.0, 0.0, 400.0, "pt")
    right_indent_pt: float = _number(0.0, 0.0, 400.0, "pt")
    space_before: float = _number(0.0, 0.0, 3.0, "multiple of the line pitch")
    space_after: float = _number(0.4, 0.0, 3.0, "multiple of the line pitch")
    page_width_pt: float = _number(448.0, 32.0, 4096.0, "pt")
    page_height_pt: float = _number(448.0, 32.0, 4096.0, "pt")
    margin_x_pt: float = _number(12.0, 0.0, 400.0, "pt")
    margin_y_pt: float = _number(12.0, 0.0, 400.0, "pt")
    columns: int = _whole(1, 1, 6, "text columns on a page")
    column_gap_pt: float = _number(16.0, 0.0, 200.0, "pt")
    dpi: int = _whole(72, 45, 300, "px per inch")
    crop_width: bool = _flag(False)  # cut each page right of its text
    crop_last_page: bool = _flag(True)  # cut the last page below its text
    ink: str = _colour()  # #RRGGBB; empty: the theme's
    paper: str = _colour()
    border_pt: float = _number(0.0, 0.0, 10.0, "pt, around the text of a page")
    shadow: bool = _flag(False)
    table_borders: TableBorders = _choice("rows", TableBorders)
    line_numbers: bool = _flag(True)  # in the code style
    tab_width: int = _whole(4, 1, 16, "columns")
    whitespace: WhitespacePolicy = _choice("merge", WhitespacePolicy)
    paragraphs: ParagraphPolicy = _choice("keep", ParagraphPolicy)
    newline_mark: NewlineMark = _choice("", NewlineMark)  # painted in place of a line break; empty: the line breaks
    hinting: Hinting = _choice("vertical", Hinting)
    supersampling: int = _whole(1, 1, 4, "times, at which glyphs are drawn before they are averaged down")

    def __post_init__(self) -> None:
        for spec in dataclasses.fields(self):
            self._check(spec.name, getattr(self, spec.name), spec.metadata)
        palette = palette_of(self)
        if abs(luma(palette.ink) - luma(palette.paper)) < MIN_CONTRAST:
            raise RenderConfigError(
                f"ink={self.ink or 'of the theme'} on paper={self.paper or 'of the theme'} cannot be read;"
                f" keep them {MIN_CONTRAST} levels of lightness apart"
            )
        if self.font_size_px < MIN_SIZE_PX:
            raise RenderConfigError(
                f"font_size_pt={self.font_size_pt} at dpi={self.dpi} is {self.font_size_px:.1f} px, too small to read;"
                f" it takes {MIN_SIZE_PX} px"
            )
        height, width = self.page_size_px
        if max(height, width) > MAX_SIDE_PX or height * width > MAX_PAGE_PX:
            raise RenderConfigError(
                f"page_width_pt={self.page_width_pt:g} and page_height_pt={self.page_height_pt:g} at dpi={self.dpi}"
                f" make a page of {width} x {height} px, more than {MAX_SIDE_PX} px a side or {MAX_PAGE_PX:,} in all"
            )
        self._check_room()

    def _check_room(self) -> None:
        gaps = (self.columns - 1) * self.column_gap_pt
        indents = self.left_indent_pt + self.right_indent_pt + self.first_line_indent_pt
        width = (self.page_width_pt - 2 * self.margin_x_pt - gaps) / self.columns - indents
        height = self.page_height_pt - 2 * self.margin_y_pt
        if width < 2 * self.font_size_pt or height < 2 * self.font_size_pt:
            raise RenderConfigError(
                f"margins, indents and columns leave {width:.0f} x {height:.0f} pt on a {self.page_width_pt:g} x"
                f" {self.page_height_pt:g} pt page, too little for font_size_pt={self.font_size_pt}"
            )

    @staticmethod
    def _check(name: str, value: Any, legal: Mapping[str, Any]) -> None:
        if "low" in legal:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise RenderConfigError(f"{name}={value!r} is not a number")
            if legal.get("whole") and not isinstance(value, int):
                raise RenderConfigError(f"{name}={value} must be a whole number ({legal['unit']})")
            if not legal["low"] <= value <= legal["high"]:
                raise RenderConfigError(
                    f"{name}={value} is outside {legal['low']} to {legal['high']} ({legal['unit']})"
                )
        elif "choices" in legal:
            if value not in legal["choices"]:
                raise RenderConfigError(f"{name}={value!r} is not one of {', '.join(map(repr, legal['choices']))}")
        elif legal.get("flag"):
            if not isinstance(value, bool):
                raise RenderConfigError(f"{name}={value!r} is neither true nor false")
        elif not isinstance(value, str):
            raise RenderConfigError(f"{name}={value!r} is not text")
        elif legal.get("colour") and value:
            try:
                parse_colour(value)
            except ValueError as error:
                raise RenderConfigError(f"{name}: {error}") from None

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.dpi / 72

    @property
    def font_size_px(self) -> float:
        return self.font_size_pt * self.scale

    @property
    def line_pitch_px(self) -> float:
        """Distance between baselines, px."""
        return self.font_size_px * self.line_height

    @property
    def page_size_px(self) -> tuple[int, int]:
        """(height, width) of a whole page, px."""
        return round(self.page_height_pt * self.scale), round(self.page_width_pt * self.scale)

    @classmethod
    def preset(cls, granularity: Granularity, **changes: Any) -> RenderConfig:
        """A named granularity, with any field changed.

        fine reads character by character, medium for understanding, coarse for an overview: see DESIGN.
        """
        return cls.from_dict({**preset_settings(granularity), **changes})

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RenderConfig:
        """The config for a plain mapping, as YAML gives it; unknown keys are refused by name.

        Two keys stand for two fields each: ``margin_pt``, and ``page_size`` (``A4``, ``595x842`` in points).
        """
        given = _spelled_out(values)
        known = {spec.name for spec in dataclasses.fields(cls)}
        unknown = sorted(set(given) - known)
        if unknown:
            raise RenderConfigError(
                f"unknown render setting {unknown[0]!r}; the settings are {', '.join(sorted(known))}"
            )
        return cls(**given)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for YAML or JSON; ``from_dict`` inverts it."""
        return dataclasses.asdict(self)

    def replace(self, **changes: Any) -> RenderConfig:
        """A copy with some fields changed, validated anew; shorthands as in ``from_dict``."""
        return self.from_dict({**self.to_dict(), **_spelled_out(changes)})

    @property
    def id(self) -> str:
        """A stable 12-digit name for this config: equal settings, equal id, on every machine."""
        plain = {name: float(v) if isinstance(v, int) else v for name, v in self.to_dict().items()}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]


def _spelled_out(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with each shorthand replaced by the fields it stands for, unless they are given themselves."""
    given = dict(values)
    if "margin_pt" in given:
        margin = given.pop("margin_pt")
        given = {"margin_x_pt": margin, "margin_y_pt": margin, **given}
    if "page_size" in given:
        width, height = parse_page_size(given.pop("page_size"))
        given = {"page_width_pt": width, "page_height_pt": height, **given}
    return given


def parse_page_size(size: Any) -> tuple[float, float]:
    """(width, height) in points of a named size, or of ``WIDTHxHEIGHT``."""
    by_name = {name.lower(): points for name, points in PAGE_SIZES_PT.items()}
    if isinstance(size, str) and size.lower() in by_name:
        return by_name[size.lower()]
    try:
        width, height = (float(part) for part in str(size).lower().replace(",", "x").split("x"))
    except ValueError:
        names = ", ".join(PAGE_SIZES_PT)
        raise RenderConfigError(f"page_size={size!r} is neither one of {names} nor WIDTHxHEIGHT in points") from None
    return width, height


PRESETS: dict[str, dict[str, Any]] = {
    "coarse": {"font_size_pt": 8.0, "line_height": 1.5, "whitespace": "merge", "paragraphs": "key"},
    "medium": {"font_size_pt": 10.0, "line_height": 1.2, "whitespace": "merge", "paragraphs": "keep"},
    "fine": {"font_size_pt": 12.0, "line_height": 1.0, "whitespace": "keep", "paragraphs": "keep"},
}


def preset_settings(granularity: Granularity) -> dict[str, Any]:
    """The settings a granularity fixes; the others are free."""
    if granularity not in PRESETS:
        raise RenderConfigError(f"granularity={granularity!r} is not one of {', '.join(PRESETS)}")
    return dict(PRESETS[granularity])


assert set(THEMES) == set(get_args(Theme)), "a theme has a name and a palette"
