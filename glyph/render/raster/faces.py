"""Font files opened by FreeType, and the bitmaps that it draws."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import freetype
import numpy as np
from freetype import raw as ft
from numpy.typing import NDArray

from glyph.render.config import RenderConfigError

Bitmap = tuple[NDArray[np.uint8], int, int]  # ink [h, w], left, top relative to the pen on the baseline, px
NO_INK: Bitmap = (np.zeros((0, 0), np.uint8), 0, 0)


def trimmed(ink: NDArray[np.uint8], left: int, top: int) -> Bitmap:
    width, raw = ink.shape[1], ink.tobytes()
    if all(edge.strip(b"\0") for edge in (raw[:width], raw[-width:], raw[::width], raw[width - 1 :: width])):
        return ink, left, top
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return NO_INK
    tight = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.ascontiguousarray(tight), left + int(columns[0]), top + int(rows[0])


def averaged(ink: NDArray[np.uint8], left: int, top: int, times: int) -> Bitmap:
    """Mean over squares of ``times`` pixels that lie on the page's pixel grid."""
    x0, y0 = left // times, top // times
    height = -(-(top + ink.shape[0]) // times) - y0
    width = -(-(left + ink.shape[1]) // times) - x0
    canvas = np.zeros((height * times, width * times), np.uint8)
    canvas[top - y0 * times :, left - x0 * times :][: ink.shape[0], : ink.shape[1]] = ink
    mean = canvas.reshape(height, times, width, times).mean(axis=(1, 3))
    return np.rint(mean).astype(np.uint8), x0, y0


def missing_box(width: float, size_px: float, x: float) -> Bitmap:
    """A hollow rectangle, for a character no font has."""
    left, right = round(x + 0.1 * width), max(round(x + 0.9 * width), round(x + 0.1 * width) + 2)
    height = max(round(0.7 * size_px), 2)
    ink = np.full((height, right - left), 255, np.uint8)
    ink[1:-1, 1:-1] = 0
    return ink, left, -height


@lru_cache(maxsize=512)
def open_face(path: Path) -> freetype.Face:
    """A font file, opened.

    Raises:
        RenderConfigError: if FreeType cannot read it.
    """
    try:
        return freetype.Face(str(path))
    except (freetype.FT_Exception, OSError) as error:
        raise RenderConfigError(f"{path} is not a readable font: {error}") from error


def glyph_index(path: Path, char: str) -> int:
    """Which glyph of a font file draws a character; 0 if none does."""
    return ft.FT_Get_Char_Index(open_face(path)._FT_Face, ord(char))


def system_glyph(path: Path, char: str) -> int:
    try:
        return glyph_index(path, char)
    except RenderConfigError:
        return 0  # a broken font of the machine is not the user's mistake


_sizes: WeakKeyDictionary[freetype.Face, int] = WeakKeyDictionary()  # that faces are set to, 1/64 px


def sized(path: Path, size_px: float) -> Any:
    face, size = open_face(path), max(round(64 * size_px), 1)
    if _sizes.get(face) != size:  # setting it anew would run the font's own program again
        ft.FT_Set_Char_Size(face._FT_Face, 0, size, 72, 72)
        _sizes[face] = size
    return face._FT_Face
