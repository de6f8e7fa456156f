"""Canvases: what a page is painted on. Grey pages hold ink coverage, eight pixels a word; colour pages blend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from glyph.render import pagekernels
from glyph.render.glyphs import GlyphSheet
from glyph.render.looks import paint_colours
from glyph.render.themes import Colour, Palette

SHADOW_SHARE = 0.3  # of the way from the paper to the ink
_SPARE_PX = 16  # beyond the right and lower edge, where words and shadows may run over


@dataclass(frozen=True, slots=True)
class Stamps:
    """K characters ready to be painted."""

    glyphs: NDArray[np.int32]  # [K]
    colours: NDArray[np.uint8]  # [K]
    corners: NDArray[np.int32]  # [K, 2] px, upper left of the bitmap
    clips: NDArray[np.int32]  # [K, 4] xyxy px, what may be painted
    phases: NDArray[np.uint8]  # [K]


class Canvas(Protocol):
    """A page being painted."""

    def fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour) -> None:
        """Fill a rectangle, px; what lies outside the page is cut."""

    def paint(self, stamps: Stamps, sheet: GlyphSheet, shadow_px: int = 0) -> None:
        """Paint characters, over their shadow if it is cast any number of pixels away."""

    def image(self, height: int, width: int) -> NDArray[np.uint8]:
        """The upper left part of the page, [height, width] or [height, width, 3]."""


def new_canvas(height: int, width: int, palette: Palette) -> Canvas:
    """An empty page in the colours of a palette."""
    kind: Callable[[int, int, Palette], Canvas] = _GreyCanvas if palette.is_grey else _ColourCanvas
    return kind(height, width, palette)


def _bitmaps(sheet: GlyphSheet) -> tuple[NDArray[Any], ...]:
    return sheet.slots, sheet.starts, sheet.shapes, sheet.ink


def _layers(shadow_px: int, shadow: NDArray[Any], ink: NDArray[Any]) -> list[tuple[int, NDArray[Any]]]:
    return [(shadow_px, shadow), (0, ink)] if shadow_px else [(0, ink)]


class _GreyCanvas:
    def __init__(self, height: int, width: int, palette: Palette) -> None:
        self._size = height, width
        self._ink, self._paper = palette.ink[0], palette.paper[0]
        self._strengths = np.array([self._coverage(colour) for colour in paint_colours(palette)], np.uint8)
        self._coverage_map = np.zeros((height + _SPARE_PX, width + _SPARE_PX), np.uint8)
        flat = self._coverage_map.reshape(-1)
        self._words = as_strided(flat[: len(flat) // 8 * 8].view(np.uint64), (len(flat) - 7,), (1,))

    def _coverage(self, colour: Colour) -> int:
        share = (self._paper - colour[0]) / (self._paper - self._ink)
        return round(255 * min(max(share, 0.0), 1.0))

    def fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour) -> None:
        height, width = self._size
        rows, columns = slice(max(y0, 0), min(max(y1, 0), height)), slice(max(x0, 0), min(max(x1, 0), width))
        self._coverage_map[rows, columns] = self._coverage(colour)

    def paint(self, stamps: Stamps, sheet: GlyphSheet, shadow_px: int = 0) -> None:
        for shift, strengths in _layers(shadow_px, (self._strengths * SHADOW_SHARE).astype(np.uint8), self._strengths):
            pagekernels.stamp(
                self._coverage_map, self._words, strengths, stamps.glyphs, stamps.colours, stamps.corners,
                stamps.clips, _bitmaps(sheet), stamps.phases, shift,
            )  # fmt: skip

    def image(self, height: int, width: int) -> NDArray[np.uint8]:
        if (self._ink, self._paper) == (0, 255):
            return np.subtract(255, self._coverage_map[:height, :width])
        return pagekernels.develop(self._coverage_map[:height], width, self._ink, self._paper)


class _ColourCanvas:
    def __init__(self, height: int, width: int, palette: Palette) -> None:
        self._pixels = np.empty((height, width, 3), np.uint8)
        self._pixels[:] = np.array(palette.paper, np.uint8)
        colours = np.array(paint_colours(palette), np.uint8)
        paper = np.array(palette.paper, np.float64)
        self._inks, self._shadows = colours, np.rint(paper + (colours - paper) * SHADOW_SHARE).astype(np.uint8)

    def fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour) -> None:
        height, width = self._pixels.shape[:2]
        self._pixels[max(y0, 0) : min(max(y1, 0), height), max(x0, 0) : min(max(x1, 0), width)] = colour

    def paint(self, stamps: Stamps, sheet: GlyphSheet, shadow_px: int = 0) -> None:
        for shift, inks in _layers(shadow_px, self._shadows, self._inks):
            pagekernels.blend(
                self._pixels, inks, stamps.glyphs, stamps.colours, stamps.corners, stamps.clips, _bitmaps(sheet),
                stamps.phases, shift,
            )  # fmt: skip

    def image(self, height: int, width: int) -> NDArray[np.uint8]:
        return np.ascontiguousarray(self._pixels[:height, :width])
