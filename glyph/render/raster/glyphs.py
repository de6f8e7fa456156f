"""Glyph bitmaps and advances, drawn by FreeType once per character, look and sub-pixel phase, in flat arrays.

A *look* is a font chain at a size, bold or italic. The arrays are laid out for the compiled kernels: a code and a look
give a glyph id, an id and a phase give a bitmap.
"""

from __future__ import annotations

import ctypes
import logging
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
from freetype import raw as ft
from numpy.typing import NDArray

from glyph.render.config import RenderConfig, RenderConfigError
from glyph.render.fonts import FontFile, font_chain, system_fonts
from glyph.render.layout.charclass import EMPTY_CODE, MAX_CLUSTERS, NUM_CHARS
from glyph.render.layout.linebreak import NO_BREAK_SPACES, SOFT_HYPHEN, ZERO_WIDTH_SPACE
from glyph.render.raster.faces import NO_INK, Bitmap, averaged, missing_box, open_face, sized, system_glyph, trimmed
from glyph.render.raster.faces import glyph_index as glyph_index

log = logging.getLogger(__name__)

NUM_PHASES = 4  # horizontal sub-pixel positions a glyph is drawn at
EMPTY_ID = 1  # of the glyph without ink and advance
MAX_LOOKS = 64
SLANT = 0.2  # of a made italic
EMBOLDEN = 1 / 26  # of the em, a made bold adds to a stroke
MIN_ADVANCE_EM = 0.25  # of a character drawn on its own whose font gives it none
MISSING_EM = 0.6  # width of the box that stands for a character no font has
PIXEL_THRESHOLD = 100  # coverage from which a pixel is inked where nothing is smoothed
MAX_INK_BYTES = 1 << 27  # a sheet with more is not used for the next document
_PAGE = 256  # codes a row of the id table
ABOVE_EM, BELOW_EM = 0.88, 0.21  # what nearly all glyphs stay within; those of small type are stored in so many rows
MAX_PADDED_PX = 32

ShapedGlyph = tuple[FontFile, int, float, float]  # font, glyph index in it, x and y offset (up) from the pen, px


@dataclass(frozen=True, slots=True)
class Look:
    """A font chain at a size."""

    font: str
    bold: bool
    italic: bool
    size_px: float
    is_mono: bool = False  # characters of East Asian scripts take two cells of a fixed pitch


@dataclass(frozen=True, slots=True)
class _Source:
    """What is drawn for a glyph id: glyphs of fonts at offsets, or a box of a width."""

    look: Look
    glyphs: tuple[ShapedGlyph, ...]
    box_px: float = 0.0


class GlyphSheet:
    """All glyphs drawn with one set of rasterising options; grows as characters are met.

    Arrays, G glyphs and B bitmaps (longer than used):
        rows: int32 [MAX_LOOKS, codes / 256], row of ``ids`` that holds a look's 256 codes; row 0 holds none.
        ids: int32 [R, 256] glyph id, 0 where not yet known.
        advances: float32 [G] px.  slots: int32 [G, NUM_PHASES] bitmap, -1 where not yet drawn.
        starts: int64 [B] first row in ``ink``.  shapes: int16 [B, 6] height, width, left, top; and, blank ones counted,
            how many rows are stored above the first and in all: the same in all small glyphs of a look.
        ink: uint64, rows of eight pixels a word, 255 = full ink.
    """

    def __init__(self, horizontal_scale: float, hinting: str, supersampling: int, antialias: bool) -> None:
        self.horizontal_scale = horizontal_scale
        self._flags = ft.FT_LOAD_NO_BITMAP | (ft.FT_LOAD_NO_HINTING if hinting == "none" else 0)
        self._supersampling = supersampling
        self._antialias = antialias
        self._looks: dict[Look, int] = {}
        self._sources: list[_Source | None] = [None, None]
        self._clusters: dict[tuple[int, tuple[ShapedGlyph, ...]], int] = {}
        self.missing: set[str] = set()  # characters no font has, drawn as boxes
        self.rows = np.zeros((MAX_LOOKS, (NUM_CHARS + MAX_CLUSTERS) // _PAGE), np.int32)
        self.ids = np.zeros((64, _PAGE), np.int32)
        self.advances = np.zeros(1024, np.float32)
        self.slots = np.full((1024, NUM_PHASES), -1, np.int32)
        self.slots[:2] = 0
        self.starts = np.zeros(1024, np.int64)
        self.shapes = np.zeros((1024, 6), np.int16)
        self.ink = np.zeros(1 << 14, np.uint64)
        self.rows[:, EMPTY_CODE // _PAGE] = 1
        self.ids[1, EMPTY_CODE % _PAGE] = EMPTY_ID
        self._num_rows, self._num_bitmaps, self._num_ink = 2, 1, 0

    def look(self, look: Look) -> int:
        """The index of a look, 0 to MAX_LOOKS - 1."""
        found = self._looks.get(look)
        if found is None:
            if len(self._looks) == MAX_LOOKS:
                raise RenderConfigError(f"more than {MAX_LOOKS} fonts and sizes on one sheet")
            for file in font_chain(look.font, look.bold, look.italic)[:1]:
                open_face(file.path)  # tells plainly when a file is no font
            found = self._looks[look] = len(self._looks)
        return found

    def learn(self, codes: NDArray[np.uint32], looks: NDArray[np.uint8]) -> None:
        """Give ids and advances to characters [n] met for the first time."""
        by_index = {index: look for look, index in self._looks.items()}
        for look, code in _distinct(looks, codes):
            char = chr(code)
            if char in (ZERO_WIDTH_SPACE, SOFT_HYPHEN):
                self._row(look, code)[code % _PAGE] = EMPTY_ID
                continue
            found = self._find(" " if char in NO_BREAK_SPACES else char, by_index[look])
            self._enter(look, code, *(self._in_cells(char, *found) if by_index[look].is_mono else found))

    def cluster(self, look: Look, glyphs: tuple[ShapedGlyph, ...], advance: float) -> int | None:
        """The code, from NUM_CHARS on, that stands for glyphs shaped together; None when all codes are taken."""
        index = self.look(look)
        code = self._clusters.get((index, glyphs))
        if code is None:
            if NUM_CHARS + len(self._clusters) == EMPTY_CODE:
                return None
            code = self._clusters[index, glyphs] = NUM_CHARS + len(self._clusters)
            self._enter(index, code, *self._with_room(_Source(look, glyphs), advance))
        return code

    def draw(self, ids: NDArray[np.int32], phases: NDArray[np.int32]) -> None:
        """Draw the bitmaps of glyphs [n] at phases [n] that are not drawn yet."""
        for glyph, phase in _distinct(ids, phases):
            source = self._sources[glyph]
            assert source is not None, glyph
            ink, left, top = self._compose(source, phase / NUM_PHASES)
            self.slots[glyph, phase] = self._store(ink, left, top, source.look.size_px) if ink.size else 0

    def _find(self, char: str, look: Look) -> tuple[_Source, float]:
        for file in font_chain(look.font, look.bold, look.italic):
            if index := glyph_index(file.path, char):
                return self._plain(file, index, look)
        for path in system_fonts():
            if (index := system_glyph(path, char)) and char not in self.missing:
                return self._plain(FontFile(path, look.bold, look.italic), index, look)
        self.missing.add(char)
        width = MISSING_EM * look.size_px * self.horizontal_scale
        return _Source(look, (), width), width

    def _plain(self, file: FontFile, index: int, look: Look) -> tuple[_Source, float]:
        source = _Source(look, ((file, index, 0.0, 0.0),))
        advance = ft.FT_Fixed()  # 16.16 px, from the font's table of advances: no outline is loaded for it
        ft.FT_Get_Advance(sized(file.path, look.size_px), index, ft.FT_LOAD_NO_HINTING, ctypes.byref(advance))
        return self._with_room(source, advance.value / 65536 * self.horizontal_scale)

    def _with_room(self, source: _Source, advance: float) -> tuple[_Source, float]:
        """A source and its advance; a mark without a letter, which has no advance, stands beside the last character."""
        if advance >= 0.1 * source.look.size_px:
            return source, advance
        ink, left, _ = self._compose(source, 0.0)
        shift = max(-left, 0)
        glyphs = tuple((file, index, dx + shift, dy) for file, index, dx, dy in source.glyphs)
        least = MIN_ADVANCE_EM * source.look.size_px
        return _Source(source.look, glyphs), max(advance, left + shift + ink.shape[1], least)

    def _in_cells(self, char: str, source: _Source, advance: float) -> tuple[_Source, float]:
        """A wide character of a font of a fixed pitch, in the middle of two cells, if these hold it."""
        if char.isascii() or unicodedata.east_asian_width(char) not in "WF":
            return source, advance
        look = source.look
        cell = self._find("0", look)[1]
        spare = 2 * cell - advance
        if spare <= 0 or self._find("i", look)[1] != cell:
            return source, advance
        glyphs = tuple((file, index, dx + spare / 2, dy) for file, index, dx, dy in source.glyphs)
        return _Source(look, glyphs, source.box_px), 2 * cell

    def _row(self, look: int, code: int) -> NDArray[np.int32]:
        """The ids of the codes around a code, in a look."""
        row = self.rows[look, code // _PAGE]
        if not row:
            self.ids = _grown(self.ids, self._num_rows)
            row = self.rows[look, code // _PAGE] = self._num_rows
            self._num_rows += 1
        ids: NDArray[np.int32] = self.ids[row]
        return ids

    def _enter(self, look: int, code: int, source: _Source, advance: float) -> None:
        ids = self._row(look, code)
        number = len(self._sources)
        self._sources.append(source)
        self.advances = _grown(self.advances, number)
        if number >= len(self.slots):
            self.slots = np.concatenate([self.slots, np.full_like(self.slots, -1)])
        ids[code % _PAGE] = number
        self.advances[number] = advance

    def _store(self, ink: NDArray[np.uint8], left: int, top: int, size_px: float) -> int:
        slot = self._num_bitmaps
        self.starts, self.shapes = _grown(self.starts, slot), _grown(self.shapes, slot)
        height, width = ink.shape
        above, rows = top + ceil(ABOVE_EM * size_px), ceil(ABOVE_EM * size_px) + ceil(BELOW_EM * size_px)
        if size_px > MAX_PADDED_PX or above < 0 or above + height > rows:
            above, rows = 0, height
        per_row = -(-width // 8)
        end = self._num_ink + rows * per_row
        while end > len(self.ink):
            self.ink = np.concatenate([self.ink, np.zeros_like(self.ink)])
        start = self._num_ink + above * per_row
        self.ink[start : start + height * per_row].view(np.uint8).reshape(height, -1)[:, :width] = ink
        self.starts[slot] = start
        self.shapes[slot] = (height, width, left, top, above, rows)
        self._num_ink = end
        self._num_bitmaps += 1
        return slot

    def _compose(self, source: _Source, x: float) -> Bitmap:
        """Ink of one or several glyphs with the pen at ``x`` px right of a pixel's edge."""
        if not source.glyphs:
            return missing_box(source.box_px, source.look.size_px, x)
        parts = [self._rasterise(f, g, source.look.size_px, x + dx, dy) for f, g, dx, dy in source.glyphs]
        parts = [part for part in parts if part[0].size]
        if len(parts) < 2:
            return parts[0] if parts else NO_INK
        left, top = min(p[1] for p in parts), min(p[2] for p in parts)
        right = max(p[1] + p[0].shape[1] for p in parts)
        bottom = max(p[2] + p[0].shape[0] for p in parts)
        ink = np.zeros((bottom - top, right - left), np.uint8)
        for part, x0, y0 in parts:
            target = ink[y0 - top : y0 - top + part.shape[0], x0 - left : x0 - left + part.shape[1]]
            np.maximum(target, part, out=target)
        return ink, left, top

    def _rasterise(self, file: FontFile, index: int, size_px: float, x: float, y: float) -> Bitmap:
        times = self._supersampling
        face = sized(file.path, size_px * times)
        if not (x or y or file.slant or file.embolden or self.horizontal_scale != 1.0):
            if ft.FT_Load_Glyph(face, index, self._flags | ft.FT_LOAD_RENDER):  # one call into FreeType, not three
                return NO_INK
            return self._bitmap(face.contents.glyph.contents)
        ft.FT_Load_Glyph(face, index, self._flags)
        slot = face.contents.glyph.contents
        outline = ctypes.byref(slot.outline)
        if self.horizontal_scale != 1.0 or file.slant:
            shear = int(0x10000 * SLANT) if file.slant else 0
            matrix = ft.FT_Matrix(int(0x10000 * self.horizontal_scale), shear, 0, 0x10000)
            ft.FT_Outline_Transform(outline, ctypes.byref(matrix))
        if file.embolden:
            ft.FT_Outline_Embolden(outline, int(64 * EMBOLDEN * size_px * times))
        ft.FT_Outline_Translate(outline, round(64 * x * times), round(64 * y * times))
        if ft.FT_Render_Glyph(face.contents.glyph, ft.FT_RENDER_MODE_NORMAL):
            return NO_INK
        return self._bitmap(slot)

    def _bitmap(self, slot: Any) -> Bitmap:
        """What FreeType has drawn into a glyph slot."""
        times, bitmap = self._supersampling, slot.bitmap
        rows, width, pitch = bitmap.rows, bitmap.width, bitmap.pitch
        if not rows or not width:
            return NO_INK
        flat = np.frombuffer(ctypes.string_at(bitmap.buffer, rows * pitch), np.uint8)
        ink = flat.reshape(rows, pitch)[:, :width]
        left, top = slot.bitmap_left, -slot.bitmap_top
        if times > 1:
            ink, left, top = averaged(ink, left, top, times)
        if not self._antialias:
            ink = np.where(ink >= PIXEL_THRESHOLD, np.uint8(255), np.uint8(0))
        return trimmed(ink, left, top)


def _distinct(first: NDArray[Any], second: NDArray[Any]) -> list[tuple[int, int]]:
    """The pairs that occur in two arrays of one length, whose numbers fit 32 bits, in order."""
    keys = np.unique((first.astype(np.int64) << 32) | second.astype(np.int64))
    return list(zip((keys >> 32).tolist(), (keys & 0xFFFFFFFF).tolist(), strict=True))


def _grown(array: NDArray[Any], used: int) -> NDArray[Any]:
    """The array, doubled when index ``used`` is beyond its end."""
    return array if used < len(array) else np.concatenate([array, np.zeros_like(array)])


@lru_cache(maxsize=64)
def _sheet(
    horizontal_scale: float, hinting: str, supersampling: int, antialias: bool, fonts: tuple[str | float, ...]
) -> GlyphSheet:
    return GlyphSheet(horizontal_scale, hinting, supersampling, antialias)


def glyph_sheet(config: RenderConfig) -> GlyphSheet:
    """The sheet shared by all pages of this process that draw glyphs alike."""
    fonts = (config.font, config.code_font, config.font_size_px)
    key = (config.horizontal_scale, config.hinting, config.supersampling, config.theme != "pixel", fonts)
    if _sheet(*key).ink.nbytes > MAX_INK_BYTES:
        _sheet.cache_clear()
    return _sheet(*key)
