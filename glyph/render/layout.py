"""Layout: a document becomes rows of runs of characters, and rows fill the frames (text columns) of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import Block, Document, Span
from glyph.render import pagekernels, textkernels
from glyph.render.blocks import BlockCursor, LaidOut, Piece, num_header_rows, num_line_ends
from glyph.render.charclass import BLANK, CLASSES, NEWLINE
from glyph.render.config import RenderConfig
from glyph.render.looks import BlockLook, look_of, style_of
from glyph.render.page import NO_SOURCE
from glyph.render.shaping import visual_order
from glyph.render.stream import Text, Typesetter, Unit
from glyph.render.tables import column_widths

COLUMN_GAP_EM = 1.2
BASELINE_EM = 0.82  # from the top of a line's em square
MARKER_GAP_EM = 0.4  # between a bullet and its text
NUMBER_GAP_EM = 0.8  # between a line number and its line
MIN_CODE_EM = 4  # of room for code beside line numbers
FAINT = BlockLook(mono=True, role="faint")  # of line numbers and cut marks
CUT_MARK = "↩"  # at the end of a line of code that goes on in the next one
WEB_MEASURE_EM = 62  # widest text column of the web style
SCROLL_BAR_PT = 9.0
IMAGE_LINES = 3  # height of an image whose size is not given, lines
MAX_IMAGE_SHARE = 0.4  # of a page's height

PROSE = ("paragraph", "list_item", "quote")  # kinds that are aligned as the config says

ShapeKind = Literal["fill", "frame", "below", "above"]
ShapeColour = Literal["line", "shade"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle behind rows [first, last): filled, framed, or one line at its lower or upper edge; x in px."""

    first: int
    last: int
    x0: float
    x1: float
    kind: ShapeKind
    colour: ShapeColour


@dataclass(frozen=True, slots=True)
class Rows:
    """R rows of Q runs, not yet on pages; lengths in px."""

    text: Text
    heights: NDArray[np.float64]  # [R]
    aboves: NDArray[np.float64]  # [R] space above, dropped at the top of a frame
    keeps: NDArray[np.bool_]  # [R] stays with the next row
    heads: NDArray[np.int32]  # [2, R] header rows that are repeated where this row opens a frame
    baselines: NDArray[np.float64]  # [R] from the row's top
    sizes: NDArray[np.float32]  # [R] em
    row_runs: NDArray[np.int64]  # [R + 1] first run of each row
    run_begins: NDArray[np.int64]  # [Q] characters
    run_ends: NDArray[np.int64]  # [Q]
    run_x: NDArray[np.float64]  # [Q] from the left edge of the frame
    run_blank_gaps: NDArray[np.float32]  # [Q] what justifying adds after each blank
    run_char_gaps: NDArray[np.float32]  # [Q] and after each character
    order: NDArray[np.int64]  # [N] which character is drawn where, or empty
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class PageRows:
    """Rows that stand on one page, or some of them."""

    number: int  # of the page, from 0
    rows: Rows
    placed: NDArray[np.int32]  # [P] index into ``rows``
    x: NDArray[np.float64]  # [P] left edge of the frame, px
    y: NDArray[np.float64]  # [P] upper edge, px
    repeats: NDArray[np.bool_]  # [P] a table header shown again


def layout(document: Document, config: RenderConfig) -> Iterator[PageRows]:
    """Lay a document out; the rows of a page may come in several parts, in order. At least one part."""
    setter = Typesetter(config)
    style = style_of(document, config)
    frame = Frame.of(config, style)
    cursor = BlockCursor(document.blocks)
    number, filled, gap = 0, 0.0, 0.0
    while pieces := cursor.take():
        builder = _RowBuilder(setter, style, frame, gap)
        rows, laid_out = builder.build(pieces)
        if pieces[-1].is_open:
            cursor.back(pieces[-1], laid_out)
        gap = builder.gap_px
        placed, frames, tops, repeats, number, filled = pagekernels.fill_frames(
            rows.heights, rows.aboves, rows.keeps, rows.heads[0], rows.heads[1], frame.height_px, number, filled
        )
        pages = frames // config.columns
        bounds = [0, *(np.flatnonzero(np.diff(pages)) + 1).tolist(), len(pages)] if len(pages) else [0]
        for start, end in pairwise(bounds):
            here = slice(start, end)
            x = frame.left_px + (frames[here] % config.columns) * frame.step_px
            yield PageRows(int(pages[start]), rows, placed[here], x, frame.top_px + tops[here], repeats[here])


@dataclass(frozen=True, slots=True)
class Frame:
    """The text columns of every page, px."""

    left_px: float  # of the first
    top_px: float
    width_px: float
    height_px: float
    step_px: float  # from one column to the next

    @classmethod
    def of(cls, config: RenderConfig, style: str) -> Frame:
        page_height, page_width = config.page_size_px
        left, top = config.margin_x_pt * config.scale, config.margin_y_pt * config.scale
        room = page_width - 2 * left
        if style == "web":
            room -= SCROLL_BAR_PT * config.scale
            widest = WEB_MEASURE_EM * config.font_size_px * config.columns
            left, room = left + max(0.0, room - widest) / 2, min(room, widest)
        gap = config.column_gap_pt * config.scale
        width = max((room - (config.columns - 1) * gap) / config.columns, config.font_size_px)
        return cls(left, top, width, page_height - 2 * top, width + gap)


@dataclass(slots=True)
class _Part:
    """A piece and the units it was turned into."""

    piece: Piece
    look: BlockLook
    first_unit: int
    left_px: float = 0.0
    right_px: float = 0.0
    height_px: float = 0.0  # of an image
    num_markers: int = 0  # units before the text itself: line numbers or a bullet
    widths_px: NDArray[np.float64] | None = None  # of a table's columns


@dataclass(slots=True)
class _RowBuilder:
    """Turns pieces of blocks into rows."""

    setter: Typesetter
    style: str
    frame: Frame
    gap_px: float  # space the block before leaves below itself
    units: list[Unit] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    @property
    def config(self) -> RenderConfig:
        return self.setter.config

    def build(self, pieces: Sequence[Piece]) -> tuple[Rows, LaidOut | None]:
        """The rows of pieces; and, if the last one is open, how much of its text they hold, None for nothing."""
        for piece in pieces:
            self._add(piece)
        if any(part.look.verbatim for part in self.parts):
            self.units.append(Unit((Span(CUT_MARK, NO_SOURCE),), FAINT))
        text = self.setter.set(self.units)
        if any(part.piece.block.rows for part in self.parts):
            self._fit_tables(text)
        rooms = np.array([unit.room_px for unit in self.units], np.float64)
        begins, ends, units, widths, cut = textkernels.wrap(
            text.codes,
            text.advances,
            CLASSES.flags,
            text.starts,
            rooms,
            np.array([min(unit.room_px, unit.first_room_px) for unit in self.units], np.float64),
            np.array([unit.look.verbatim for unit in self.units], np.bool_),
        )
        laid_out = None
        if pieces[-1].is_open:
            unit = self.parts[-1].first_unit + self.parts[-1].num_markers
            first, stop = np.searchsorted(units, [unit, unit + 1])
            if stop - first > 1:
                laid_out = _laid_out(pieces[-1], text, unit, int(begins[stop - 1]), cut[first : stop - 1])
            keep = np.arange(len(begins)) != stop - 1
            begins, ends, units, widths, cut = begins[keep], ends[keep], units[keep], widths[keep], cut[keep]
        lines = _Lines(begins, ends, units, widths, cut, np.searchsorted(units, np.arange(len(self.units) + 1)))
        return _assemble(self, text, lines, rooms), laid_out

    def _add(self, piece: Piece) -> None:
        config, block = self.config, piece.block
        look = look_of(block.kind, block.level, self.style)
        em = config.font_size_px
        part = _Part(piece, look, len(self.units))
        self.parts.append(part)
        scale = config.scale
        left = config.left_indent_pt * scale + look.pad * em
        right = self.frame.width_px - config.right_indent_pt * scale - look.pad * em
        if look.indent:
            left += min(look.indent * em * max(1, block.level), (right - left) / 2)
        if block.kind == "rule":
            part.left_px, part.right_px = left, right
            return
        if block.rows:
            part.left_px, part.right_px = left, right
            self.units += (
                Unit(cell.spans, BlockLook(bold=cell.header, mono=look.mono or self.style == "code"))
                for row in block.rows
                for cell in row
            )
            return
        if block.marker and piece.is_first:
            self.units.append(Unit((Span(block.marker, NO_SOURCE),), look))
            part.num_markers = 1
        if block.marker:
            left = max(left, self.setter.width(block.marker, look) + MARKER_GAP_EM * em)
        if block.kind == "code" and self.style == "code" and config.line_numbers:
            left = self._add_line_numbers(part, left, right)
        if block.kind == "image":
            pad = look.pad * em
            width, part.height_px = _image_size(block, config, self.frame, right - left + 2 * pad)
            right = left + width - 2 * pad
        part.left_px, part.right_px = left, right
        room = max(right - left, 1.0)
        if look.verbatim:
            room = max(room - max(em, self._cut_mark_px() + 0.2 * em), 1.0)
        indented = block.kind == "paragraph" and piece.is_first
        first_room = room - config.first_line_indent_pt * scale if indented else room
        self.units.append(Unit(block.spans, look, room, first_room, piece.column))

    def _add_line_numbers(self, part: _Part, left: float, right: float) -> float:
        """Numbers for the lines of a piece; where the text right of them starts, px. Too narrow a page gets none."""
        piece, em = part.piece, self.config.font_size_px
        digits = max(3, len(str(piece.num_lines)))
        text_left = left + self.setter.width("0" * digits, FAINT) + NUMBER_GAP_EM * em
        if right - text_left < MIN_CODE_EM * em:
            return left
        first = piece.first_line + 1
        text = piece.block.text
        numbers = range(first + piece.mid_line, first + 1 + num_line_ends(text) - text.endswith("\n"))
        self.units += (Unit((Span(str(number), NO_SOURCE),), FAINT) for number in numbers)
        part.num_markers += len(numbers)
        return text_left

    def _cut_mark_px(self) -> float:
        return self.setter.width(CUT_MARK, FAINT)

    def _fit_tables(self, text: Text) -> None:
        natural = textkernels.natural_widths(text.codes, text.advances, text.starts)
        words = textkernels.word_widths(text.codes, text.advances, CLASSES.flags, text.starts)
        gap = COLUMN_GAP_EM * self.config.font_size_px
        for part in self.parts:
            block = part.piece.block
            if block.rows and block.kind != "nav":
                number = part.first_unit
                cells = sum(map(len, block.rows))
                here = slice(number, number + cells)
                room = part.right_px - part.left_px
                part.widths_px = column_widths(block, natural[here], words[here], room, gap)
                edges = np.concatenate([[0.0], np.cumsum(part.widths_px)])
                for row in block.rows:
                    column = 0
                    for cell in row:
                        end = min(column + cell.colspan, len(part.widths_px))
                        self.units[number].room_px = max(float(edges[end] - edges[column]) - gap, 1.0)
                        column += cell.colspan
                        number += 1
            elif block.rows:
                for number in range(part.first_unit, part.first_unit + sum(map(len, block.rows))):
                    room = part.right_px - part.left_px - gap
                    self.units[number].room_px = max(min(float(natural[number]) + 0.5, room), 1.0)


def _laid_out(piece: Piece, text: Text, unit: int, end: int, cut: NDArray[np.bool_]) -> LaidOut:
    """How far a piece is laid out, whose text is ``unit``, in lines that end at character ``end``."""
    stop = int(text.starts[unit + 1])
    num_chars = int(text.places[end] - text.unit_places[unit]) if end < stop else len(piece.block.text)
    start = int(text.starts[unit])
    line_ends = np.flatnonzero((CLASSES.flags[text.codes[start:end]] & NEWLINE) > 0)
    column = end - start - int(line_ends[-1]) - 1 if len(line_ends) else end - start + piece.column
    return LaidOut(num_chars, int(np.count_nonzero(~cut)), bool(cut[-1]), column)


@dataclass(frozen=True, slots=True)
class _Lines:
    """L lines of all units, in order."""

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    units: NDArray[np.int32]
    widths: NDArray[np.float64]  # px
    cut: NDArray[np.bool_]  # ended by the room, not by a line end
    firsts: NDArray[np.int64]  # [U + 1] first line of each unit

    def count(self, unit: int) -> int:
        return int(self.firsts[unit + 1] - self.firsts[unit])


class _Grid:
    """Row arrays being filled, and where the lines of each unit go."""

    def __init__(self, builder: _RowBuilder, lines: _Lines) -> None:
        most = len(lines.begins) + 4 * len(builder.parts) + 4
        config = builder.config
        self.builder, self.lines = builder, lines
        self.pitch_px, self.em_px = config.line_pitch_px, config.font_size_px
        self.heights = np.full(most, self.pitch_px)
        self.aboves = np.zeros(most)
        self.keeps = np.zeros(most, np.bool_)
        self.heads = np.zeros((2, most), np.int32)
        self.tops = np.zeros(most)  # of the text in the row
        self.scales = np.ones(most)
        self.num_rows = 0
        num_units = len(builder.units)
        self.unit_rows = np.zeros(num_units, np.int64)  # row of each unit's first line
        self.unit_left = np.zeros(num_units)
        self.unit_align = np.zeros(num_units)
        self.unit_rank = np.ones(num_units, np.int64)  # order of runs in a row: markers 0, text 1, cut marks 2
        self.extra: list[tuple[int, int, float]] = []  # row, unit, x of runs that show a unit once more
        self.hidden_units: list[int] = []  # units shown only as extras

    def open_rows(self, count: int) -> int:
        first = self.num_rows
        self.num_rows += count
        return first


def _assemble(builder: _RowBuilder, text: Text, lines: _Lines, rooms: NDArray[np.float64]) -> Rows:
    grid = _Grid(builder, lines)
    config = builder.config
    before, after = config.space_before * grid.pitch_px, config.space_after * grid.pitch_px
    for part in builder.parts:
        kind, first = part.piece.block.kind, grid.num_rows
        if kind == "rule":
            row = grid.open_rows(1)
            grid.heights[row] = grid.pitch_px / 2
            builder.shapes.append(Shape(row, row + 1, part.left_px, part.right_px, "below", "line"))
        elif kind == "nav":
            _nav_rows(grid, part)
        elif part.piece.block.rows:
            _table_rows(grid, part)
        elif kind != "table":
            _text_rows(grid, part)
        if part.piece.is_first and grid.num_rows > first:
            grid.aboves[first] += builder.gap_px + before + part.look.above * grid.pitch_px
        if not part.piece.is_open:
            builder.gap_px = after
        if not part.piece.is_first and part.piece.start != (0, 0):
            grid.aboves[first : first + 1] = 0.0
    if any(part.look.verbatim for part in builder.parts):
        grid.hidden_units.append(len(builder.units) - 1)
    return _finish(grid, text, rooms)


def _text_rows(grid: _Grid, part: _Part) -> None:
    builder, lines, block, look = grid.builder, grid.lines, part.piece.block, part.look
    config = builder.config
    unit = part.first_unit + part.num_markers
    count = lines.count(unit)
    first = grid.open_rows(count)
    last = first + count
    pitch = grid.pitch_px * look.scale
    grid.unit_rows[unit] = first
    grid.unit_left[unit] = part.left_px
    if look.scale != 1.0:
        grid.heights[first:last], grid.scales[first:last] = pitch, look.scale
    if block.kind == "heading":
        grid.keeps[first:last] = True
    elif block.kind in PROSE:
        grid.unit_align[unit] = {"center": 0.5, "right": 1.0}.get(config.alignment, 0.0)
    if part.num_markers:
        _place_markers(grid, part, unit, first)
    if look.verbatim:
        at = np.flatnonzero(lines.cut[lines.firsts[unit] : lines.firsts[unit + 1]])
        x = part.right_px - max(0.8 * grid.em_px, builder._cut_mark_px())
        grid.extra += ((first + int(k), len(builder.units) - 1, x) for k in at)
    pad = look.pad * grid.em_px
    left, right = part.left_px - pad, part.right_px + pad
    if block.kind == "image":
        _grow_image(grid, part, first, last)
        grid.unit_align[unit] = 0.5
    elif block.kind in ("button", "field"):
        natural = float(lines.widths[lines.firsts[unit] : lines.firsts[unit + 1]].max(initial=0.0)) + 2 * pad
        right = min(right, left + max(natural, grid.em_px * (18 if block.kind == "field" else 4)))
        if block.kind == "button":
            grid.unit_left[unit] += max((right - left - natural) / 2, 0.0)
    if pad and count and block.kind != "image":
        if part.piece.is_first:
            grid.heights[first] += pad
            grid.tops[first] += pad
        if part.piece.is_last:
            grid.heights[last - 1] += pad
    _decorate(grid, part, first, last, left, right)


def _decorate(grid: _Grid, part: _Part, first: int, last: int, left: float, right: float) -> None:
    shapes, look = grid.builder.shapes, part.look
    if look.shade:
        shapes.append(Shape(first, last, left, right, "fill", "shade"))
    if look.frame:
        shapes.append(Shape(first, last, left, right, "frame", "line"))
    if look.bar:
        bar = part.left_px - 0.6 * grid.em_px
        shapes.append(Shape(first, last, bar, bar + max(1.0, grid.builder.config.scale), "fill", "line"))
    if look.rule_below:
        grid.heights[last - 1] += 0.25 * grid.em_px
        shapes.append(Shape(last - 1, last, left, right, "below", "line"))


def _place_markers(grid: _Grid, part: _Part, unit: int, first: int) -> None:
    """A bullet beside the first line, or line numbers beside every line that starts a line of the source."""
    lines = grid.lines
    markers = np.arange(part.first_unit, unit)
    grid.unit_rank[markers] = 0
    widths = lines.widths[lines.firsts[markers]]
    if part.piece.block.kind != "code":
        grid.unit_rows[markers] = first
        grid.unit_left[markers] = np.maximum(part.left_px - widths - MARKER_GAP_EM * grid.em_px, 0.0)
        return
    cut = lines.cut[lines.firsts[unit] : lines.firsts[unit + 1]]
    starts = np.flatnonzero(~np.concatenate([[part.piece.mid_line], cut[:-1]])) if len(cut) else np.zeros(0, np.int64)
    shown = min(len(markers), len(starts))
    grid.unit_rows[markers[:shown]] = first + starts[:shown]
    grid.unit_left[markers] = part.left_px - widths - NUMBER_GAP_EM * grid.em_px
    grid.hidden_units += markers[shown:].tolist()


def _grow_image(grid: _Grid, part: _Part, first: int, last: int) -> None:
    """Give an image's rows its height."""
    extra = max(0.0, part.height_px - float(grid.heights[first:last].sum()))
    grid.heights[first] += extra / 2
    grid.tops[first] += extra / 2
    grid.heights[last - 1] += extra - extra / 2
    grid.keeps[first : last - 1] = True


def _image_size(block: Block, config: RenderConfig, frame: Frame, room_px: float) -> tuple[float, float]:
    """Width and height of an image's box on the page, px."""
    default = (room_px / config.scale, IMAGE_LINES * config.line_pitch_px / config.scale)
    width, height = (max(side, 1) * config.scale for side in block.size or default)
    shrink = min(1.0, room_px / width, MAX_IMAGE_SHARE * frame.height_px / height)
    return max(width * shrink, room_px / 3), height * shrink


def _table_rows(grid: _Grid, part: _Part) -> None:
    builder, lines, block = grid.builder, grid.lines, part.piece.block
    assert part.widths_px is not None
    edges = part.left_px + np.concatenate([[0.0], np.cumsum(part.widths_px)])
    borders = builder.config.table_borders
    half_gap = COLUMN_GAP_EM * grid.em_px / 2
    num_headers = num_header_rows(block)
    start = grid.num_rows
    head_end = start
    unit = part.first_unit
    for number, row in enumerate(block.rows):
        num_bands = max((lines.count(unit + k) for k in range(len(row))), default=0)
        first = grid.open_rows(num_bands)
        column = 0
        for cell in row:
            grid.unit_rows[unit] = first
            grid.unit_left[unit] = edges[min(column, len(edges) - 1)] + half_gap
            grid.unit_align[unit] = {"left": 0.0, "center": 0.5, "right": 1.0}[cell.align]
            column += cell.colspan
            unit += 1
        if number + 1 == num_headers:
            head_end = grid.num_rows
        if number < num_headers:
            grid.keeps[first : grid.num_rows] = True
        elif num_bands:
            grid.heads[:, first : grid.num_rows] = [[start], [head_end]]
        if num_bands and borders != "none":
            end = grid.num_rows
            grid.heights[end - 1] += 2 * builder.config.scale
            builder.shapes.append(Shape(end - 1, end, float(edges[0]), float(edges[-1]), "below", "line"))
    if borders == "grid" and grid.num_rows > start:
        builder.shapes += (Shape(start, grid.num_rows, float(x), float(x) + 1, "fill", "line") for x in edges)
        builder.shapes.append(Shape(start, grid.num_rows, float(edges[0]), float(edges[-1]) + 1, "above", "line"))


def _nav_rows(grid: _Grid, part: _Part) -> None:
    """Items one beside the other, in as many rows as they take, on a shaded bar."""
    builder, lines = grid.builder, grid.lines
    gap = 1.2 * grid.em_px
    x = part.left_px + gap / 2
    start = row = -1
    for unit in range(part.first_unit, part.first_unit + sum(map(len, part.piece.block.rows))):
        bands = lines.count(unit)
        width = builder.units[unit].room_px
        if row < 0 or x + width > part.right_px or bands > 1:
            row = grid.open_rows(bands)
            x = part.left_px + gap / 2
            start = row if start < 0 else start
        grid.unit_rows[unit], grid.unit_left[unit] = row, x
        x += width + gap
    if start >= 0:
        grid.heights[start] += grid.em_px / 2
        grid.tops[start] += grid.em_px / 2
        grid.heights[grid.num_rows - 1] += grid.em_px / 2
        shade = Shape(start, grid.num_rows, part.left_px, part.right_px, "fill", "shade")
        builder.shapes += (shade, Shape(start, grid.num_rows, part.left_px, part.right_px, "below", "line"))


def _finish(grid: _Grid, text: Text, rooms: NDArray[np.float64]) -> Rows:
    """Lines become runs, sorted by the row they stand in."""
    builder, lines, config = grid.builder, grid.lines, grid.builder.config
    units = lines.units
    line_rows = grid.unit_rows[units] + np.arange(len(units)) - lines.firsts[units]
    x = grid.unit_left[units] + 0.0
    slack = np.zeros(len(units))
    is_first = np.arange(len(units)) == lines.firsts[units]
    if config.alignment != "left" or config.first_line_indent_pt or grid.unit_align.any():
        first_rooms = np.array([min(unit.room_px, unit.first_room_px) for unit in builder.units])
        room = np.where(is_first, first_rooms[units], rooms[units])
        bounded = np.isfinite(room)
        x[bounded] += rooms[units][bounded] - room[bounded]  # the first line's indent
        slack[bounded] = np.maximum(room[bounded] - lines.widths[bounded], 0.0)
        x += grid.unit_align[units] * slack
    blank_gaps, char_gaps = _justify(builder, text, lines, np.where(grid.unit_align[units] > 0, 0.0, slack))
    begins, ends = lines.begins, lines.ends
    if grid.extra or grid.hidden_units or (len(line_rows) > 1 and (np.diff(line_rows) < 0).any()):
        shown = ~np.isin(units, grid.hidden_units)
        extra = np.array([(row, lines.firsts[unit]) for row, unit, _ in grid.extra], np.int64).reshape(-1, 2)
        keys = np.concatenate([line_rows[shown] * 4 + grid.unit_rank[units][shown], extra[:, 0] * 4 + 2])
        which = np.concatenate([np.flatnonzero(shown), extra[:, 1]])
        x = np.concatenate([x[shown], [at for _, _, at in grid.extra]])
        sort = np.argsort(keys, kind="stable")
        which, x, line_rows = which[sort], x[sort], keys[sort] // 4
        begins, ends, blank_gaps, char_gaps = begins[which], ends[which], blank_gaps[which], char_gaps[which]
    count = grid.num_rows
    sizes = grid.em_px * grid.scales[:count]
    baselines = grid.tops[:count] + (grid.pitch_px * grid.scales[:count] - sizes) / 2 + BASELINE_EM * sizes
    return Rows(
        text, grid.heights[:count], grid.aboves[:count], grid.keeps[:count], grid.heads[:, :count], baselines,
        sizes.astype(np.float32), np.searchsorted(line_rows, np.arange(count + 1)), begins, ends, x,
        blank_gaps, char_gaps, _order(builder.setter, text, lines), tuple(builder.shapes),
    )  # fmt: skip


def _justify(
    builder: _RowBuilder, text: Text, lines: _Lines, slack: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What to add after blanks, and after characters, so that wrapped lines fill their room, px [L] each."""
    none = np.zeros(len(slack), np.float32)
    if builder.config.alignment != "justified":
        return none, none
    is_prose = np.zeros(len(builder.units), np.bool_)
    prose = (p.first_unit + p.num_markers for p in builder.parts if p.piece.block.kind in PROSE)
    is_prose[list(prose)] = True
    slack = np.where(lines.cut & is_prose[lines.units], slack, 0.0)
    blanks = np.concatenate([[0], np.cumsum((CLASSES.flags[text.codes] & BLANK) > 0)])
    num_blanks = blanks[lines.ends] - blanks[lines.begins]
    num_chars = np.maximum(lines.ends - lines.begins - 1, 1)
    by_blank = slack / np.maximum(num_blanks, 1)
    wide = by_blank > 1.5 * builder.config.font_size_px
    stretch = (num_blanks > 0) & ~wide
    return (
        np.where(stretch, by_blank, 0.0).astype(np.float32),
        np.where(stretch, 0.0, slack / num_chars).astype(np.float32),
    )


def _order(setter: Typesetter, text: Text, lines: _Lines) -> NDArray[np.int64]:
    """Which character is drawn at each place; mirrored signs take their glyphs."""
    if not text.is_complex:
        return np.zeros(0, np.int64)
    order = np.arange(len(text.codes))
    for begin, end in zip(lines.begins.tolist(), lines.ends.tolist(), strict=True):
        if visual := visual_order("".join(map(chr, text.codes[begin:end].tolist()))):
            order[begin:end] = begin + np.array(visual[0])
            signs = np.array([ord(sign) for sign in visual[1].values()], np.uint32)
            places = begin + np.array(list(visual[1]), np.int64)
            text.glyphs[places] = setter.measure(signs, text.looks[places])[0]
    return order
