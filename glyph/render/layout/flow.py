"""Layout: a document becomes rows of runs of characters, and rows fill the frames (text columns) of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import NO_SOURCE, Document, Span
from glyph.render.config import RenderConfig
from glyph.render.layout import textkernels
from glyph.render.layout.assemble import assemble
from glyph.render.layout.blocks import BlockCursor, LaidOut, Piece
from glyph.render.layout.charclass import CLASSES, NEWLINE
from glyph.render.layout.frame import Frame
from glyph.render.layout.grid import Lines
from glyph.render.layout.rows import PageRows, Rows
from glyph.render.layout.stream import Text, Typesetter, Unit
from glyph.render.layout.units import CUT_MARK, FAINT, UnitBuilder
from glyph.render.looks import style_of
from glyph.render.raster import pagekernels


def layout(document: Document, config: RenderConfig) -> Iterator[PageRows]:
    """Lay a document out; the rows of a page may come in several parts, in order. At least one part."""
    setter = Typesetter(config)
    style = style_of(document, config)
    frame = Frame.of(config, style)
    cursor = BlockCursor(document.blocks)
    number, filled, gap = 0, 0.0, 0.0
    while pieces := cursor.take():
        rows, laid_out, gap_below = _break_pieces(UnitBuilder(setter, style, frame), pieces, gap)
        while pieces[-1].is_open and laid_out is None:  # no line of the last piece: it has to be longer
            cursor.back(pieces[-1], None)
            pieces = [*pieces[:-1], *cursor.take()]
            rows, laid_out, gap_below = _break_pieces(UnitBuilder(setter, style, frame), pieces, gap)
        if pieces[-1].is_open:
            cursor.back(pieces[-1], laid_out)
        gap = gap_below
        placed, frames, tops, repeats, number, filled = pagekernels.fill_frames(
            rows.heights, rows.aboves, rows.keeps, rows.heads[0], rows.heads[1], rows.hidden, frame.height_px, number,
            filled,
        )  # fmt: skip
        pages = frames // config.columns
        bounds = [0, *(np.flatnonzero(np.diff(pages)) + 1).tolist(), len(pages)] if len(pages) else [0]
        for start, end in pairwise(bounds):
            here = slice(start, end)
            x = frame.left_px + (frames[here] % config.columns) * frame.step_px
            yield PageRows(int(pages[start]), rows, placed[here], x, frame.top_px + tops[here], repeats[here])


def _break_pieces(builder: UnitBuilder, pieces: Sequence[Piece], gap_px: float) -> tuple[Rows, LaidOut | None, float]:
    """The rows of pieces; how much they hold of the last one if it is open, None for nothing; the space below, px."""
    for piece in pieces:
        builder.add(piece)
    if any(part.look.verbatim for part in builder.parts):
        builder.units.append(Unit((Span(CUT_MARK, NO_SOURCE),), FAINT))
    text = builder.setter.set(builder.units)
    if any(part.piece.block.rows for part in builder.parts):
        builder.fit_tables(text)
    rooms = np.array([unit.room_px for unit in builder.units], np.float64)
    begins, ends, units, widths, cut = textkernels.wrap(
        text.codes,
        text.advances,
        CLASSES.flags,
        text.starts,
        rooms,
        np.array([min(unit.room_px, unit.first_room_px) for unit in builder.units], np.float64),
        np.array([unit.look.verbatim for unit in builder.units], np.bool_),
        _hyphen_widths(builder, text),
    )
    if text.has_soft:
        text, begins, ends = builder.setter.without_soft(text, begins, ends, cut)
    laid_out = None
    if pieces[-1].is_open:
        unit = builder.parts[-1].first_unit + builder.parts[-1].num_markers
        first, stop = np.searchsorted(units, [unit, unit + 1])
        if stop - first > 1:
            laid_out = _laid_out(pieces[-1], text, unit, int(begins[stop - 1]), cut[first : stop - 1])
        keep = np.arange(len(begins)) != stop - 1
        begins, ends, units, widths, cut = begins[keep], ends[keep], units[keep], widths[keep], cut[keep]
    lines = Lines(begins, ends, units, widths, cut, np.searchsorted(units, np.arange(len(builder.units) + 1)))
    rows, gap_px = assemble(builder, text, lines, rooms, gap_px)
    return rows, laid_out, gap_px


def _hyphen_widths(builder: UnitBuilder, text: Text) -> NDArray[np.float64]:
    """[U] how wide a hyphen at the end of a line of each unit is at most, px; 0 where no line ends with one."""
    if not text.has_soft:
        return np.zeros(len(builder.units))
    return np.array([builder.setter.width("-", replace(unit.look, bold=True)) for unit in builder.units], np.float64)


def _laid_out(piece: Piece, text: Text, unit: int, end: int, cut: NDArray[np.bool_]) -> LaidOut:
    """How far a piece is laid out, whose text is ``unit``, in lines that end at character ``end``."""
    stop = int(text.starts[unit + 1])
    num_chars = int(text.places[end] - text.unit_places[unit]) if end < stop else len(piece.block.text)
    start = int(text.starts[unit])
    line_ends = np.flatnonzero((CLASSES.flags[text.codes[start:end]] & NEWLINE) > 0)
    column = end - start - int(line_ends[-1]) - 1 if len(line_ends) else end - start + piece.column
    return LaidOut(num_chars, int(np.count_nonzero(~cut)), bool(cut[-1]), column)
