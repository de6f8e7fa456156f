"""Glyph bitmaps: each character of a font and size is rasterised once per sub-pixel phase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

from glyph.render.fonts import coverage, font_chain

NUM_PHASES = 4  # horizontal sub-pixel positions a glyph is drawn at


@dataclass(frozen=True, slots=True)
class Glyph:
    """Ink of one character at one phase; ``left`` and ``top`` are relative to the pen on the baseline, px."""

    mask: NDArray[np.uint8]  # [h, w], 255 = full ink
    left: int
    top: int


class Atlas:
    """Advances and bitmaps of one font chain at one size, filled as characters are met."""

    def __init__(self, chain: tuple[Path, ...], size_px: float) -> None:
        self._chain = chain
        for path in chain:
            coverage(path)  # tells plainly when a file is no font
        self._fonts = [ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC) for path in chain]
        self._advances: dict[str, float] = {}
        self._glyphs: dict[tuple[str, int], Glyph] = {}

    def _font_for(self, char: str) -> ImageFont.FreeTypeFont:
        for path, font in zip(self._chain, self._fonts, strict=True):
            if ord(char) in coverage(path):
                return font
        return self._fonts[0]

    def advance(self, char: str) -> float:
        """How far the pen moves, px."""
        found = self._advances.get(char)
        if found is None:
            found = self._advances[char] = float(self._font_for(char).getlength(char))
        return found

    def advances(self, text: str) -> NDArray[np.float64]:
        """[K] advances of a string's characters, px."""
        return np.fromiter(map(self.advance, text), np.float64, len(text))

    def glyph(self, char: str, phase: int) -> Glyph:
        """The ink of ``char`` with the pen at ``phase / NUM_PHASES`` px."""
        found = self._glyphs.get((char, phase))
        if found is None:
            found = self._glyphs[(char, phase)] = self._draw(char, phase)
        return found

    def _draw(self, char: str, phase: int) -> Glyph:
        core, offset = self._font_for(char).getmask2(char, mode="L", anchor="ls", start=(phase / NUM_PHASES, 0))
        width, height = core.size
        if not width or not height:
            return Glyph(np.zeros((0, 0), np.uint8), 0, 0)
        mask = np.frombuffer(bytes(core), np.uint8).reshape(height, width)
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if not len(rows):
            return Glyph(np.zeros((0, 0), np.uint8), 0, 0)
        tight = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        return Glyph(np.ascontiguousarray(tight), int(offset[0] + columns[0]), int(offset[1] + rows[0]))

    def uncovered(self, text: str) -> set[str]:
        """Characters of ``text`` no font of the chain can draw."""
        return {c for c in set(text) if not c.isspace() and not any(ord(c) in coverage(p) for p in self._chain)}


@lru_cache(maxsize=256)
def get_atlas(font: str, size_px: float, bold: bool = False) -> Atlas:
    """The atlas shared by all pages of this process that use the same font and size."""
    return Atlas(font_chain(font, bold), size_px)
