"""Text that needs shaping: marks that combine, letters that join, lines that run right to left (HarfBuzz, UAX #9).

Shaped clusters get codes of their own beyond Unicode, so that the compiled loops treat them as characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np
import uharfbuzz as hb
from bidi import algorithm as bidi
from bidi.mirror import MIRRORED
from numpy.typing import NDArray

from glyph.render.fonts import FontFile, font_chain, system_fonts
from glyph.render.layout.charclass import BLANK, CLASSES, COMPLEX, EMPTY_CODE, NEWLINE
from glyph.render.raster.glyphs import GlyphSheet, Look, ShapedGlyph, glyph_index

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_UNITS = 64  # HarfBuzz works in whole numbers, 64 a pixel
MAX_CLUSTER_GLYPHS = 32  # of more marks on one letter (UAX #15 allows 30) the rest is not drawn

# first and last place in a run, glyphs or None if the font lacks some of them, advance in px
_Cluster = tuple[int, int, tuple[ShapedGlyph, ...] | None, float]


def shape(
    codes: NDArray[np.uint32],
    looks: NDArray[np.uint8],
    starts: NDArray[np.int64],
    by_index: dict[int, Look],
    sheet: GlyphSheet,
) -> NDArray[np.uint32]:
    """Codes [N] of units that begin at ``starts`` [U + 1], with codes of shaped clusters for complex text."""
    shaped = codes.copy()
    for start, end in _complex_runs(codes, looks, starts):
        look = by_index[int(looks[start])]
        text = "".join(map(chr, codes[start:end].tolist()))
        for first, last, glyphs, advance in _clusters(text, look, sheet.horizontal_scale):
            code = sheet.cluster(look, glyphs, advance) if glyphs is not None else None
            if code is not None:
                shaped[start + first] = code
                shaped[start + first + 1 : start + last] = EMPTY_CODE
    return shaped


def _complex_runs(
    codes: NDArray[np.uint32], looks: NDArray[np.uint8], starts: NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """Maximal runs of characters of one look to shape together: complex ones, with the letter a mark stands on."""
    flags = CLASSES.flags[codes]
    fresh = np.ones(len(codes) + 1, np.bool_)  # what cannot be shaped with the character before
    fresh[1:-1] = looks[1:] != looks[:-1]
    fresh[starts] = True
    joined = (flags & COMPLEX) > 0
    joined[:-1] |= joined[1:] & ~fresh[1:-1] & ((flags[:-1] & (BLANK | NEWLINE)) == 0)  # the base of a mark
    firsts = np.flatnonzero(joined & (fresh[:-1] | ~np.concatenate([[False], joined[:-1]])))
    lasts = np.flatnonzero(joined & (fresh[1:] | ~np.concatenate([joined[1:], [False]])))
    return zip(firsts.tolist(), (lasts + 1).tolist(), strict=True)


def _clusters(text: str, look: Look, scale_x: float) -> Iterator[_Cluster]:
    at = 0
    for file, part in groupby(_graphemes(text), key=lambda grapheme: _font_for(grapheme, look)):
        run = "".join(part)
        yield from _shape_run(run, at, file, look, scale_x)
        at += len(run)


def _graphemes(text: str) -> Iterator[str]:
    """A character with the marks that follow it, so that both come from one font."""
    start = 0
    for k in range(1, len(text) + 1):
        if k == len(text) or not CLASSES.flags[ord(text[k])] & COMPLEX or text[k].isalnum():
            yield text[start:k]
            start = k


def _font_for(grapheme: str, look: Look) -> FontFile:
    chain = font_chain(look.font, look.bold, look.italic)
    for file in (*chain, *(FontFile(path) for path in system_fonts())):
        if all(glyph_index(file.path, char) or char in "\u200c\u200d" for char in grapheme):
            return file
    return next((file for file in chain if glyph_index(file.path, grapheme[0])), chain[0])


def _shape_run(text: str, shift: int, file: FontFile, look: Look, scale_x: float) -> Iterator[_Cluster]:
    font = hb.Font(_face(file.path))
    font.scale = (round(look.size_px * _UNITS), round(look.size_px * _UNITS))
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for char in text])
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    found: dict[int, tuple[list[ShapedGlyph], float]] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs, pen = found.get(info.cluster, ([], 0.0))
        if len(glyphs) < MAX_CLUSTER_GLYPHS:
            dx, dy = (pen + position.x_offset) / _UNITS * scale_x, position.y_offset / _UNITS
            glyphs.append((file, info.codepoint, dx, dy))
            found[info.cluster] = (glyphs, pen + position.x_advance)
    firsts = sorted(found)
    for first, last in zip(firsts, [*firsts[1:], len(text)], strict=True):
        glyphs, pen = found[first]
        is_whole = all(index for _, index, _, _ in glyphs)
        yield shift + first, shift + last, tuple(glyphs) if is_whole else None, pen / _UNITS * scale_x


@lru_cache(maxsize=64)
def _face(path: Path) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)))


def base_level(text: str) -> int:
    """The level that a paragraph's first letter gives it: 1 if it runs right to left, else 0 (UAX #9, P2 and P3)."""
    return int(bidi.get_base_level(text))


def visual_order(text: str, base: int) -> tuple[list[int], dict[int, str]] | None:
    """Which character of a line stands at each place from left to right, and what brackets are drawn as.

    None if the line runs plainly. ``base`` is the level of its paragraph.
    """
    if not base and not _RIGHT_TO_LEFT.search(text):
        return None
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    bidi.get_embedding_levels(text, storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
        if char["type"] == "BN":  # a joiner, which the algorithm would take out
            char["type"] = char["orig"] = "NSM"
        elif not char["type"]:  # not in Unicode yet
            char["type"] = "L"
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    bidi.reorder_resolved_levels(storage, False)
    order = [char["index"] for char in storage["chars"]]
    assert len(order) == len(text), text
    if order == sorted(order):
        return None
    signs = {c["index"]: MIRRORED[c["ch"]] for c in storage["chars"] if c["level"] % 2 and c["ch"] in MIRRORED}
    return order, signs
