"""Themes: the colours a page is drawn in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glyph.documents.model import Token

if TYPE_CHECKING:
    from glyph.render.config import RenderConfig

Colour = tuple[int, int, int]  # red, green, blue, 0-255


_COLOUR = re.compile("#(?:[0-9A-Fa-f]{3}){1,2}")


def parse_colour(text: str) -> Colour:
    """``#RRGGBB`` or ``#RGB`` as numbers.

    Raises:
        ValueError: if the text is neither.
    """
    if not _COLOUR.fullmatch(text):
        raise ValueError(f"{text!r} is no colour; write it as #RRGGBB")
    digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
    value = int(digits, 16)
    return value >> 16, value >> 8 & 255, value & 255


def luma(colour: Colour) -> float:
    """Perceived lightness, 0 to 255 (ITU-R BT.601)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme; ``tokens`` colours syntax classes, those absent take ``ink``."""

    ink: Colour
    paper: Colour
    faint: Colour  # line numbers, marks, captions
    line: Colour  # rules, table borders, bars
    shade: Colour  # behind code blocks, navigation bars, buttons
    link: Colour
    tokens: Mapping[Token, Colour] = field(default_factory=dict)
    antialias: bool = True

    @property
    def is_grey(self) -> bool:
        colours = (self.ink, self.paper, self.faint, self.line, self.shade, self.link, *self.tokens.values())
        return all(r == g == b for r, g, b in colours)


def _grey(level: int) -> Colour:
    return level, level, level


_DAY: dict[Token, Colour] = {
    "keyword": (0, 0, 205),
    "name": (110, 60, 0),
    "type": (0, 100, 110),
    "string": (160, 20, 20),
    "number": (0, 110, 70),
    "comment": (70, 120, 70),
    "operator": (60, 60, 60),
    "error": (200, 0, 0),
}
_NIGHT: dict[Token, Colour] = {
    "keyword": (120, 175, 250),
    "name": (230, 220, 160),
    "type": (95, 205, 180),
    "string": (220, 155, 130),
    "number": (185, 210, 170),
    "comment": (125, 165, 105),
    "operator": (205, 205, 205),
    "error": (255, 110, 110),
}

THEMES: dict[str, Palette] = {
    "document": Palette(_grey(0), _grey(255), _grey(110), _grey(135), _grey(240), _grey(0)),
    "web": Palette((33, 37, 41), _grey(255), (100, 108, 116), (206, 212, 218), (240, 242, 245), (0, 82, 204), _DAY),
    "code": Palette(_grey(20), _grey(255), _grey(130), _grey(200), _grey(244), (0, 82, 204), _DAY),
    "dark": Palette(_grey(222), _grey(30), _grey(140), _grey(85), _grey(45), (110, 175, 255), _NIGHT),
    "pixel": Palette(_grey(0), _grey(255), _grey(0), _grey(0), _grey(255), _grey(0), antialias=False),
}


def palette_of(config: RenderConfig) -> Palette:
    """The colours of a config: its theme's, with ``ink`` and ``paper`` of its own where they are set."""
    palette = THEMES[config.theme]
    if config.ink:
        palette = replace(palette, ink=parse_colour(config.ink), tokens={})
    if config.paper:
        palette = replace(palette, paper=parse_colour(config.paper), shade=parse_colour(config.paper))
    return palette
