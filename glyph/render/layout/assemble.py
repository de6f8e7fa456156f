"""Assemble: the lines of all units become rows, each with its runs, height and decoration."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.render.layout.charclass import BLANK, CLASSES
from glyph.render.layout.grid import Grid, Lines
from glyph.render.layout.rows import Rows, Shape
from glyph.render.layout.shaping import base_level, visual_order
from glyph.render.layout.stream import Text, Typesetter, Unit
from glyph.render.layout.table_rows import nav_rows, table_rows
from glyph.render.layout.units import MARKER_GAP_EM, NUMBER_GAP_EM, Part, UnitBuilder

BASELINE_EM = 0.82  # from the top of a line's em square
PROSE = ("paragraph", "list_item", "quote")  # kinds that are aligned as the config says


def assemble(
    builder: UnitBuilder, text: Text, lines: Lines, rooms: NDArray[np.float64], gap_px: float
) -> tuple[Rows, float]:
    """The rows of all lines, ``gap_px`` below the block before; and the space the last block leaves below, px."""
    grid = Grid(builder, lines)
    config = builder.config
    before, after = config.space_before * grid.pitch_px, config.space_after * grid.pitch_px
    for part in builder.parts:
        kind, first = part.piece.block.kind, grid.num_rows
        if kind == "rule":
            row = grid.open_rows(1)
            grid.heights[row] = grid.pitch_px / 2
            grid.shapes.append(Shape(row, row + 1, part.left_px, part.right_px, "below", "line"))
        elif kind == "nav":
            nav_rows(grid, part)
        elif part.piece.block.rows:
            table_rows(grid, part)
        elif kind != "table":
            _text_rows(grid, part)
        if part.piece.is_first and grid.num_rows > first:
            grid.aboves[first] += gap_px + before + part.look.above * grid.pitch_px
        if not part.piece.is_open:
            gap_px = after
        if not part.piece.is_first:
            grid.aboves[first : first + 1] = 0.0
    if any(part.look.verbatim for part in builder.parts):
        grid.hidden_units.append(len(builder.units) - 1)
    return _finish(grid, text, rooms), gap_px


def _text_rows(grid: Grid, part: Part) -> None:
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
        x = part.right_px - max(0.8 * grid.em_px, builder.cut_mark_px())
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


def _decorate(grid: Grid, part: Part, first: int, last: int, left: float, right: float) -> None:
    shapes, look = grid.shapes, part.look
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


def _place_markers(grid: Grid, part: Part, unit: int, first: int) -> None:
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


def _grow_image(grid: Grid, part: Part, first: int, last: int) -> None:
    """Give an image's rows its height."""
    extra = max(0.0, part.height_px - float(grid.heights[first:last].sum()))
    grid.heights[first] += extra / 2
    grid.tops[first] += extra / 2
    grid.heights[last - 1] += extra - extra / 2
    grid.keeps[first : last - 1] = True


def _finish(grid: Grid, text: Text, rooms: NDArray[np.float64]) -> Rows:
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
        text, grid.heights[:count], grid.aboves[:count], grid.keeps[:count], grid.heads[:, :count],
        grid.hidden[:count], baselines,
        sizes.astype(np.float32), np.searchsorted(line_rows, np.arange(count + 1)), begins, ends, x,
        blank_gaps, char_gaps, _order(builder.setter, builder.units, text, lines), tuple(grid.shapes),
        np.array([(shape.first, shape.last) for shape in grid.shapes], np.int64).reshape(-1, 2),
    )  # fmt: skip


def _justify(
    builder: UnitBuilder, text: Text, lines: Lines, slack: NDArray[np.float64]
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


def _order(setter: Typesetter, units: Sequence[Unit], text: Text, lines: Lines) -> NDArray[np.int64]:
    """Which character is drawn at each place; mirrored signs take their glyphs."""
    if not text.is_complex:
        return np.zeros(0, np.int64)
    order = np.arange(len(text.codes))
    characters = text.codes.tobytes().decode("utf-32-le", "surrogatepass")
    bounds = pairwise(text.starts.tolist())
    levels = [base_level(unit.whole_text or characters[slice(*here)]) for unit, here in zip(units, bounds, strict=True)]
    for begin, end, unit in zip(lines.begins.tolist(), lines.ends.tolist(), lines.units.tolist(), strict=True):
        if visual := visual_order(characters[begin:end], levels[unit]):
            order[begin:end] = begin + np.array(visual[0])
            signs = np.array([ord(sign) for sign in visual[1].values()], np.uint32)
            places = begin + np.array(list(visual[1]), np.int64)
            text.glyphs[places] = setter.measure(signs, text.looks[places])[0]
    return order
