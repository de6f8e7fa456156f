"""Canvases: what a page is painted on. Grey pages are painted eight pixels at a time; colour pages blend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from glyph.render.config import RenderConfig
from glyph.render.looks import paint_colours
from glyph.render.raster import pagekernels
from glyph.render.raster.glyphs import GlyphSheet
from glyph.render.themes import Colour, Palette, palette_of

SHADOW_SHARE = 0.3  # of the way from the paper to the ink
_SPARE_BYTES = 8  # behind the last pixel, where a word may run over


@dataclass(frozen=True, slots=True)
class Stamps:
    """K characters ready to be painted."""

    bitmaps: NDArray[np.int32]  # [K] of the glyph sheet, 0 for nothing
    colours: NDArray[np.uint8]  # [K]
    spots: NDArray[np.int16]  # [K, 6] px, upper left of the bitmap, and what may be painted, xyxy


class Canvas(Protocol):
    """A page being painted."""

    def fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour) -> None:
        """Fill a rectangle, px; what lies outside the page is cut."""

    def paint(self, stamps: Stamps, sheet: GlyphSheet, shadow_px: int = 0) -> None:
        """Paint characters, over their shadow if it is cast any number of pixels away."""

    def image(self, height: int, width: int) -> NDArray[np.uint8]:
        """The upper left part of the page, [height, width] or [height, width, 3]."""


@lru_cache(maxsize=64)
def canvas_maker(config: RenderConfig) -> Callable[[], Canvas]:
    """Makes empty pages of a config's size and colours."""
    height, width = config.page_size_px
    palette = palette_of(config)
    colours = paint_colours(palette)
    if palette.is_grey:
        strengths = np.array([_coverage(palette, colour) for colour in colours], np.uint8)
        return partial(_GreyCanvas, height, width, palette, strengths)
    return partial(_ColourCanvas, height, width, palette, np.array(colours, np.uint8))


def _sheet_arrays(sheet: GlyphSheet) -> tuple[NDArray[Any], ...]:
    return sheet.starts, sheet.shapes, sheet.ink


def _layers(shadow_px: int, shadow: NDArray[Any], ink: NDArray[Any]) -> list[tuple[int, NDArray[Any]]]:
    return [(shadow_px, shadow), (0, ink)] if shadow_px else [(0, ink)]


class _GreyCanvas:
    """Holds 255 less the coverage by ink, which is the image itself where ink is black and paper white."""

    def __init__(self, height: int, width: int, palette: Palette, strengths: NDArray[np.uint8]) -> None:
        self._palette, self._strengths = palette, strengths
        flat = np.full(height * width + _SPARE_BYTES, 255, np.uint8)
        self._pixels = flat[: height * width].reshape(height, width)
        self._words = np.ndarray(len(flat) - 7, np.uint64, flat, strides=(1,))

    def fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour) -> None:
        height, width = self._pixels.shape
        rows, columns = slice(max(y0, 0), min(max(y1, 0), height)), slice(max(x0, 0), min(max(x1, 0), width))
        self._pixels[rows, columns] = 255 - _coverage(self._palette, colour)

    def paint(self, stamps: Stamps, sheet: GlyphSheet, shadow_px: int = 0) -> None:
        for shift, strengths in _layers(shadow_px, (self._strengths * SHADOW_SHARE).astype(np.uint8), self._strengths):
            pagekernels.stamp(
                self._pixels, self._words, strengths, stamps.bitmaps, stamps.colours, stamps.spots,
                _sheet_arrays(sheet), shift,
            )  # fmt: skip

    def image(self, height: int, width: int) -> NDArray[np.uint8]:
        pixels, ink, paper = self._pixels[:height, :width], self._palette.ink[0], self._palette.paper[0]
        if (ink, paper) != (0, 255):
            return pagekernels.develop(pixels, ink, paper)
        return pixels if pixels.shape == self._pixels.shape else pixels.copy()


def _coverage(palette: Palette, colour: Colour) -> int:
    """How much ink, of 255, makes a grey."""
    share = (palette.paper[0] - colour[0]) / (palette.paper[0] - palette.ink[0])
    return round(255 * min(max(share, 0.0), 1.0))


class _ColourCanvas:
    def __init__(self, height: int, width: int, palette: Palette, colours: NDArray[np.uint8]) -> None:
        self._pixels = np.empty((height, width, 3), np.uint8)
        self._pixels[:] = np.array(palette.paper, np.uint8)
        paper = np.array(palette.paper, np.float64)
        self._inks, self._shadows = colours, np.rint(paper + (colours - paper) * SHADOW_SHARE).astype(np.uint8)

    def fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour) -> None:
        height, width = self._pixels.shape[:2]
        self._pixels[max(y0, 0) : min(max(y1, 0), height), max(x0, 0) : min(max(x1, 0), width)] = colour

    def paint(self, stamps: Stamps, sheet: GlyphSheet, shadow_px: int = 0) -> None:
        for shift, inks in _layers(shadow_px, self._shadows, self._inks):
            pagekernels.blend(
                self._pixels, inks, stamps.bitmaps, stamps.colours, stamps.spots, _sheet_arrays(sheet), shift
            )  # fmt: skip

    def image(self, height: int, width: int) -> NDArray[np.uint8]:
        return np.ascontiguousarray(self._pixels[:height, :width])
