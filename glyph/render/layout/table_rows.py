"""Rows of tables and of navigation bars."""

from __future__ import annotations

import numpy as np

from glyph.render.layout.blocks import num_header_rows
from glyph.render.layout.grid import Grid
from glyph.render.layout.rows import Shape
from glyph.render.layout.units import Part


def table_rows(grid: Grid, part: Part) -> None:
    """Rows of a table's cells, in columns if these fit."""
    builder, lines, block = grid.builder, grid.lines, part.piece.block
    if part.widths_px is None:
        _narrow_table_rows(grid, part)
        return
    edges = part.left_px + np.concatenate([[0.0], np.cumsum(part.widths_px)])
    borders = builder.config.table_borders
    half_gap = part.gap_px / 2
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
            grid.hidden[first : grid.num_rows] = not part.piece.is_first
        elif num_bands:
            grid.heads[:, first : grid.num_rows] = [[start], [head_end]]
        if num_bands and borders != "none":
            end = grid.num_rows
            grid.heights[end - 1] += 2 * builder.config.scale
            grid.shapes.append(Shape(end - 1, end, float(edges[0]), float(edges[-1]), "below", "line"))
    grid.keeps[start : grid.num_rows][-1:] = False  # a header without a body stays with nothing
    if borders == "grid" and grid.num_rows > start:
        grid.shapes += (Shape(start, grid.num_rows, float(x), float(x) + 1, "fill", "line") for x in edges)
        grid.shapes.append(Shape(start, grid.num_rows, float(edges[0]), float(edges[-1]) + 1, "above", "line"))


def _narrow_table_rows(grid: Grid, part: Part) -> None:
    """A table of more columns than fit: the cells of each row one after the other."""
    unit = part.first_unit
    for number, row in enumerate(part.piece.block.rows):
        first = _item_rows(grid, part, range(unit, unit + len(row)))
        unit += len(row)
        if number < num_header_rows(part.piece.block):
            grid.hidden[first : grid.num_rows] = not part.piece.is_first
        end = grid.num_rows
        if end > first and grid.builder.config.table_borders != "none":
            grid.heights[end - 1] += 2 * grid.builder.config.scale
            grid.shapes.append(Shape(end - 1, end, part.left_px, part.right_px, "below", "line"))


def nav_rows(grid: Grid, part: Part) -> None:
    """Items one beside the other, in as many rows as they take, on a shaded bar."""
    start = _item_rows(grid, part, range(part.first_unit, part.first_unit + sum(map(len, part.piece.block.rows))))
    if start < grid.num_rows:
        grid.heights[start] += grid.em_px / 2
        grid.tops[start] += grid.em_px / 2
        grid.heights[grid.num_rows - 1] += grid.em_px / 2
        shade = Shape(start, grid.num_rows, part.left_px, part.right_px, "fill", "shade")
        grid.shapes += (shade, Shape(start, grid.num_rows, part.left_px, part.right_px, "below", "line"))


def _item_rows(grid: Grid, part: Part, units: range) -> int:
    """Items one beside the other, in as many rows as they take; the first of these rows."""
    start, row = grid.num_rows, -1
    left = x = part.left_px + part.gap_px / 2
    for unit in units:
        bands, width = grid.lines.count(unit), grid.builder.units[unit].room_px
        if row < 0 or x + width > part.right_px or bands > 1:
            row, x = grid.open_rows(bands), left
        grid.unit_rows[unit], grid.unit_left[unit] = row, x
        x += width + part.gap_px
    return start
