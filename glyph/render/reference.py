"""Configs of the reference implementation (thu-coai/Glyph, ``word2png_function.py``) read as RenderConfigs.

The reference lays text out with reportlab and squeezes the finished page by ``horizontal-scale``. Its lengths are
points. What changes no more than a decoration is told in a warning; what would give other pages is refused.
"""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from glyph.render.config import NewlineMark, RenderConfig, RenderConfigError, parse_page_size
from glyph.render.fonts import find_font
from glyph.render.themes import THEMES, Colour, parse_colour

log = logging.getLogger(__name__)

FRAME_PADDING_PT = 6.0  # reportlab's own, which the reference adds to its margins without saying so
DEFAULTS: dict[str, Any] = {
    "page-size": (595.27, 841.89), "dpi": 72, "margin-x": 20, "margin-y": 20, "font-path": None, "font-size": 9,
    "line-height": None, "font-color": "#000000", "alignment": "JUSTIFY", "horizontal-scale": 1.0,
    "first-line-indent": 0, "left-indent": 0, "right-indent": 0, "space-before": 0, "space-after": 0,
    "border-width": 0, "border-padding": 0, "page-bg-color": "#FFFFFF", "para-bg-color": "#FFFFFF",
    "para-border-color": "#FFFFFF", "auto-crop-width": False, "auto-crop-last-page": False,
    "newline-markup": "<br/>",
}  # fmt: skip
ALIGNMENTS = {"LEFT": "left", "JUSTIFY": "justified", "RIGHT": "right", "CENTER": "center"}
MARKS: dict[str, NewlineMark] = {"": "", "↵": "↵", "¶": "¶", "\\n": "\\n"}
# part of a font file's name -> the family that takes its place
FAMILY_BY_NAME = (
    (r"(source.?han|noto).*mono", "Noto Sans Mono CJK SC"),
    (r"(source.?han|noto).*serif|song|simsun|ming", "Noto Serif CJK SC"),
    (r"source.?han|cjk|hei|yahei|fang|kai", "Noto Sans CJK SC"),
    (r"mono|courier|consola|code", "DejaVu Sans Mono"),
    (r"times|serif(?!.*sans)|georgia|garamond", "DejaVu Serif"),
)

Warn = Callable[[str], None]


def is_reference_config(values: Mapping[str, Any]) -> bool:
    """Whether a mapping is spelled as the reference spells its configs, not as RenderConfig does."""
    return any("-" in key for key in values)


def load_reference_config(path: str | Path) -> RenderConfig:
    """Read a JSON config of the reference.

    Logs a warning for each setting that is left out or changed, such as a font file that is not there.

    Raises:
        RenderConfigError: naming file and key, if the file is no JSON object, a key is unknown, or a value is illegal
            or asks for what RenderConfig has not.
        OSError: if the file cannot be read.
    """
    path = Path(path)
    try:
        values = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RenderConfigError(f"{path}: not UTF-8 text at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise RenderConfigError(f"{path}:{error.lineno}: invalid JSON at column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise RenderConfigError(f"{path}: invalid JSON: {error}") from None
    if not isinstance(values, dict):
        raise RenderConfigError(f"{path}: a config must be an object of settings, got {type(values).__name__}")
    try:
        return from_reference(values, path.parent, lambda text: log.warning("%s: %s", path, text))
    except RenderConfigError as error:
        raise RenderConfigError(f"{path}: {error}") from None


def from_reference(values: Mapping[str, Any], folder: Path = Path(), warn: Warn = log.warning) -> RenderConfig:
    """The RenderConfig for settings of the reference.

    Args:
        values: by the reference's names; what is absent has the reference's default.
        folder: where a font path is looked for, besides the current directory.
        warn: told of each setting that is left out or changed.

    Raises:
        RenderConfigError: naming the key that is unknown or cannot be had.
    """
    unknown = sorted(set(values) - set(DEFAULTS))
    if unknown:
        raise RenderConfigError(f"unknown setting {unknown[0]!r}; the reference has {', '.join(DEFAULTS)}")
    given = {**DEFAULTS, **values}
    number = {key: _number(key, value) for key, value in given.items() if type(DEFAULTS[key]) in (int, float)}
    size = number["font-size"]
    pitch = _number("line-height", given["line-height"] or size + 1)
    if pitch < size:
        raise RenderConfigError(f"'line-height': {pitch:g} pt is less than the font size of {size:g} pt; lines overlap")
    if number["dpi"] != int(number["dpi"]):
        raise RenderConfigError(f"'dpi': {number['dpi']:g} must be a whole number")
    squeeze = number["horizontal-scale"]
    width, height = _page_size(given["page-size"])
    ink, paper = (_colour(key, given[key]) for key in ("font-color", "page-bg-color"))
    mark = _newline_mark(given["newline-markup"], warn)
    usual = THEMES["document"]
    return RenderConfig(
        font=_font(given["font-path"], folder, warn),
        font_size_pt=size,
        line_height=pitch / size if size else 1.0,
        horizontal_scale=squeeze,
        alignment=_choice("alignment", given["alignment"], ALIGNMENTS),
        first_line_indent_pt=number["first-line-indent"] * squeeze,
        left_indent_pt=number["left-indent"] * squeeze,
        right_indent_pt=number["right-indent"] * squeeze,
        space_before=number["space-before"] / pitch if pitch else 0.0,
        # an empty line of the text stays one there; here it parts paragraphs
        space_after=(number["space-after"] / pitch if pitch else 0.0) + (0.0 if mark else 1.0),
        page_width_pt=width * squeeze,
        page_height_pt=height,
        margin_x_pt=(number["margin-x"] + FRAME_PADDING_PT) * squeeze,
        margin_y_pt=number["margin-y"] + FRAME_PADDING_PT,
        dpi=int(number["dpi"]),
        crop_width=_flag("auto-crop-width", given["auto-crop-width"]),
        crop_last_page=_flag("auto-crop-last-page", given["auto-crop-last-page"]),
        ink="" if ink == usual.ink else "#{:02x}{:02x}{:02x}".format(*ink),
        paper="" if paper == usual.paper else "#{:02x}{:02x}{:02x}".format(*paper),
        border_pt=_border(values, number, paper, warn),
        whitespace="keep",
        newline_mark=mark,
    )


def _number(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RenderConfigError(f"{key!r}: {value!r} is not a number")
    return float(value)


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise RenderConfigError(f"{key!r}: {value!r} is neither true nor false")
    return value


def _choice(key: str, value: Any, choices: Mapping[str, Any]) -> Any:
    if not isinstance(value, str) or value not in choices:
        raise RenderConfigError(f"{key!r}: {value!r} is not one of {', '.join(choices)}")
    return choices[value]


def _page_size(value: Any) -> tuple[float, float]:
    """``"595,842"``, the name of a size, or a list of two numbers; points."""
    text = ",".join(map(str, value)) if isinstance(value, list | tuple) else value
    try:
        return parse_page_size(text)
    except RenderConfigError:
        raise RenderConfigError(f"'page-size': {value!r} is not WIDTH,HEIGHT in points, as in \"595,842\"") from None


def _colour(key: str, value: Any) -> Colour:
    """``#RRGGBB``, also without ``#`` or with ``0x``, as reportlab reads it."""
    try:
        return parse_colour("#" + str(value).removeprefix("#").removeprefix("0x"))
    except ValueError:
        raise RenderConfigError(f"{key!r}: {value!r} is no colour; write it as #RRGGBB") from None


def _newline_mark(markup: Any, warn: Warn) -> NewlineMark:
    """What the markup between lines shows: nothing but a line break, or a mark."""
    if isinstance(markup, str):
        shown = re.sub(r"<[^>]*>", "", markup).strip()
        if shown in MARKS and len(re.findall(r"<br\s*/?>", markup)) == (not shown):
            if "color" in markup:
                warn("'newline-markup': the mark is drawn in the colour of the text")
            return MARKS[shown]
    known = ", ".join(filter(None, MARKS))
    raise RenderConfigError(f"'newline-markup': {markup!r} cannot be drawn; it may be <br/>, or one of {known}")


def _font(value: Any, folder: Path, warn: Warn) -> str:
    """The font file, or the family that comes nearest to one that is not there."""
    if value is None:
        warn("'font-path' is missing; the text is set in DejaVu Sans")
        return "DejaVu Sans"
    if not isinstance(value, str) or not value:
        raise RenderConfigError(f"'font-path': {value!r} is not a path")
    for path in (Path(value), folder / value):
        if path.is_file():
            find_font(str(path.resolve()))
            return str(path.resolve())
    name = re.split(r"[/\\]", value)[-1].lower()
    family = next((family for part, family in FAMILY_BY_NAME if re.search(part, name)), "DejaVu Sans")
    warn(f"'font-path': {value} does not exist; the text is set in {family}")
    return family


def _border(values: Mapping[str, Any], number: Mapping[str, float], paper: Colour, warn: Warn) -> float:
    """Check what is drawn around and behind paragraphs; returns the width of the border, pt."""
    behind = _colour("para-bg-color", values.get("para-bg-color", DEFAULTS["para-bg-color"]))
    edge = _colour("para-border-color", values.get("para-border-color", DEFAULTS["para-border-color"]))
    if behind != paper:
        if "para-bg-color" in values:
            raise RenderConfigError(
                f"'para-bg-color': {values['para-bg-color']!r} differs from 'page-bg-color'; a page has one colour here"
            )
        warn("'para-bg-color' is missing; paragraphs take the colour of the page, not white")
    if not number["border-width"] or edge == paper:
        return 0.0
    warn("'border-width': the border is drawn around the text of each page, in grey, not around paragraphs")
    if number["border-padding"]:
        warn("'border-padding' is left out")
    return number["border-width"]
