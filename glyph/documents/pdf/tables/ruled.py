"""Tables whose cells are ruled: which cell each piece of text stands in, by the lines around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from glyph.documents.pdf.order import Piece, Row
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.spans import AMOUNT
from glyph.documents.pdf.tables.grid import GridCell, GridRow

SLACK_PT = 2.0  # rules nearer than this are one; text may stand out of its cell by as much
ABUT_PT = 0.6  # pieces of one rule
MIN_COLUMNS = 2

CellBox = tuple[float, float, float, float]  # left, top, right, bottom; pt


class Rules:
    """The rules of a page, upright and level."""

    def __init__(self, rules: NDArray[np.float32]) -> None:
        """Take [R, 4] xyxy, pt."""
        is_upright = rules[:, 3] - rules[:, 1] > rules[:, 2] - rules[:, 0]
        x0, y0, x1, y1 = rules[is_upright].astype(np.float64).T
        self.uprights = np.stack([(x0 + x1) / 2, y0 - SLACK_PT, y1 + SLACK_PT])  # x, and the range of y
        x0, y0, x1, y1 = rules[~is_upright].astype(np.float64).T
        self.levels = np.stack([(y0 + y1) / 2, x0 - SLACK_PT, x1 + SLACK_PT])  # y, and the range of x

    def cell_at(self, x: float, y: float) -> CellBox | None:
        """The cell around a point; a table may be open to one side."""
        places, low, high = self.levels
        above, below = _around(places[(low <= x) & (x <= high)], y)
        if above is None or below is None:
            return None
        places, low, high = self.uprights
        left, right = _around(places[(low <= y) & (y <= high)], x)
        if left is None and right is None:
            return None
        at_edges = np.minimum(np.abs(self.levels[0] - above), np.abs(self.levels[0] - below)) <= SLACK_PT
        left = float(self.levels[1][at_edges].min()) + SLACK_PT if left is None else left
        right = float(self.levels[2][at_edges].max()) - SLACK_PT if right is None else right
        return left, above, right, below

    def level_below(self, x: float, top: float, bottom: float) -> tuple[float, float] | None:
        """The range of x of the level rule between two heights, under a point; pieces that abut are one."""
        places, low, high = self.levels
        here = (top <= places) & (places <= bottom)
        left = right = x
        is_under = here & (low + SLACK_PT <= x) & (x <= high - SLACK_PT)
        if not is_under.any():
            return None
        while True:
            abut = here & (low + SLACK_PT <= right + ABUT_PT) & (high - SLACK_PT >= left - ABUT_PT)
            reach = float(low[abut].min()) + SLACK_PT, float(high[abut].max()) - SLACK_PT
            if reach[0] >= left and reach[1] <= right:
                return left, right
            left, right = min(left, reach[0]), max(right, reach[1])


def _around(places: NDArray[np.float64], at: float) -> tuple[float | None, float | None]:
    before, after = places[places <= at], places[places > at]
    return (float(before.max()) if len(before) else None), (float(after.min()) if len(after) else None)


def ruled_tables(page: PdfPage, rows: Sequence[Row], rules: Rules) -> list[tuple[int, int, list[GridRow], int]]:
    """Runs of rows that are ruled tables.

    Returns:
        Of each: first and end among ``rows``, its rows of cells and how many columns it has.
    """
    if not rules.uprights.shape[1] or not rules.levels.shape[1]:
        return []
    cells = [[rules.cell_at((p.box[0] + p.box[2]) / 2, (p.box[1] + p.box[3]) / 2) for p in row.pieces] for row in rows]
    tables: list[tuple[int, int, list[GridRow], int]] = []
    first = 0
    while first < len(rows):
        end, bottom = first, None
        while end < len(rows):
            here = [cell for cell in cells[end] if cell]
            if len(here) < len(cells[end]) or (bottom is not None and min(c[1] for c in here) > bottom + SLACK_PT):
                break
            bottom = max([cell[3] for cell in here] + ([] if bottom is None else [bottom]))
            end += 1
        if end > first:
            pieces = [piece for row in rows[first:end] for piece in row.pieces]
            boxes = [cell for row in cells[first:end] for cell in row if cell]
            made = None if _is_coarse(page, rows[first:end], cells[first:end]) else _grid(pieces, boxes)
            if made:
                tables.append((first, end, *made))
        first = max(end, first + 1)
    return tables


def _is_coarse(page: PdfPage, rows: Sequence[Row], cells: Sequence[Sequence[CellBox | None]]) -> bool:
    """Whether some cell holds rows of its own: several that are parted by gaps, or several amounts."""
    num_parted, num_figures = Counter[CellBox](), Counter[CellBox]()
    for row, row_cells in zip(rows, cells, strict=True):
        num_parted.update({cell for cell in row_cells if cell and row_cells.count(cell) > 1})
        texts = [page.text[piece.start : piece.end] for piece in row.pieces]
        num_figures.update(
            {cell for cell, text in zip(row_cells, texts, strict=True) if cell and AMOUNT.fullmatch(text)}
        )
    return max(num_parted.values(), default=0) > 1 or max(num_figures.values(), default=0) > 1


def _grid(pieces: Sequence[Piece], boxes: Sequence[CellBox]) -> tuple[list[GridRow], int] | None:
    xs = _levels(x for left, _, right, _ in boxes for x in (left, right))
    ys = _levels(top for _, top, _, _ in boxes)
    num_columns = len(xs) - 1
    if num_columns < MIN_COLUMNS:
        return None
    grid: dict[tuple[int, int], GridCell] = {}
    for piece, (left, top, right, _) in zip(pieces, boxes, strict=True):
        a, b = _nearest(xs, left), _nearest(xs, right)
        cell = grid.setdefault((_nearest(ys, top), a), GridCell(a, max(1, b - a)))
        cell.colspan = min(cell.colspan, max(1, b - a))
        cell.pieces.append(piece)
    rows: list[GridRow] = []
    for _, cells in groupby(sorted(grid), key=lambda place: place[0]):
        row: GridRow = []
        for place in cells:
            cell = grid[place]
            if row and row[-1].column + row[-1].colspan > cell.column:
                row[-1].colspan = max(1, cell.column - row[-1].column)
            row.append(cell)
        rows.append(row)
    return (rows, num_columns) if any(len(row) >= MIN_COLUMNS for row in rows) else None


def _levels(values: Iterable[float]) -> list[float]:
    """The values in order, those that are nearly the same but once."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value > levels[-1] + SLACK_PT:
            levels.append(value)
    return levels


def _nearest(levels: Sequence[float], value: float) -> int:
    """The number of the level that a value was taken for."""
    return max(0, bisect_right(levels, value) - 1)
