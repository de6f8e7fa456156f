"""Tables without upright rules, as in statements: rows of labels and amounts, told by their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.documents.pdf.order import Row
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.segments import common_box
from glyph.documents.pdf.tables.grid import YEAR, GridCell, GridRow
from glyph.documents.pdf.tables.parts import Part, parts_of
from glyph.documents.pdf.tables.records import merged_rows
from glyph.documents.pdf.tables.ruled import Rules

WIDE_GAP_EM = 1.5  # between the cells of a row
MAX_PITCH_EM = 4.0  # from row to row of one table
MAX_LABEL = 60  # characters of a label that ends like a sentence
MAX_BETWEEN = 6  # rows of one cell between rows of several
MAX_SPREAD = 30  # columns of a table whose headers are spread
OFF_CENTRE = 0.1  # of its width: a header over several columns is centred that well
OVERLAP = 0.25  # of the narrower: columns share so much with their cells
BULLET = re.compile(
    r"[•●○▪■◦‣⁃*–—\-·]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]"
)


def aligned_tables(
    page: PdfPage, rows: Sequence[Row], rules: NDArray[np.float32]
) -> list[tuple[int, int, list[GridRow], int]]:
    """Runs of a region's rows that are tables: amounts or short texts under each other, apart from their labels.

    Args:
        page: the page.
        rows: of a region, or a part of it.
        rules: [R, 4] xyxy, pt, of the upright text; one below a header tells which columns that is of.

    Returns:
        Of each: first and end among ``rows``, its rows of cells and how many columns it has.
    """
    parts = [parts_of(page, row) for row in rows]
    is_tabular = [_is_tabular(row, cells) for row, cells in zip(rows, parts, strict=True)]
    tables: list[tuple[int, int, list[GridRow], int]] = []
    first = 0
    while first < len(rows):
        if not is_tabular[first]:
            first += 1
            continue
        end = first + 1
        while True:
            reach = [k for k in range(end, min(end + MAX_BETWEEN + 1, len(rows))) if is_tabular[k]]
            if not reach or not _goes_on(rows, parts, end - 1, reach[0]):
                break
            if _is_header(parts[reach[0]]) and any(c.is_figure for cells in parts[first:end] for c in cells[1:]):
                break
            end = reach[0] + 1
        tail = _wrapped_tail(rows, parts, end)
        start = _header_start(rows, parts, first, tables[-1][1] if tables else 0)
        made = _grid(rows[start:tail], parts[start:tail], Rules(rules))
        if made:
            tables.append((start, tail, *made))
            end = tail
        first = end
    return tables


def _is_tabular(row: Row, cells: Sequence[Part]) -> bool:
    if len(cells) < 2:
        return False
    if BULLET.fullmatch(cells[0].text) and len(cells) == 2 and not cells[1].is_figure:
        return False
    gaps = [b.pieces[0].box[0] - a.pieces[-1].box[2] for a, b in pairwise(cells)]
    return max(gaps) > WIDE_GAP_EM * row.size or any(cell.is_figure for cell in cells[1:])


def _goes_on(rows: Sequence[Row], parts: Sequence[Sequence[Part]], above: int, below: int) -> bool:
    """Whether two rows of several cells, and what stands between them, are of one table."""
    for k in range(above, below):
        a, b = rows[k], rows[k + 1]
        if b.base - a.base > MAX_PITCH_EM * max(a.size, b.size) or max(a.size, b.size) > 1.6 * min(a.size, b.size):
            return False
    edge = min(_edge(parts[above]), _edge(parts[below]))
    for cells in parts[above + 1 : below]:
        if cells[0].text[-1:] in ".。" and len(cells[0].text) > MAX_LABEL:
            return False
        is_label = len(cells) == 1 and cells[0].x1 <= edge + rows[above].size
        is_header = all(cell.x0 >= edge - 6 * rows[above].size and cell.text[-1:] != "." for cell in cells)
        if not (is_label or is_header):
            return False
    if below == above + 1:
        return _share_columns(parts[above], parts[below])
    return True


def _is_header(cells: Sequence[Part]) -> bool:
    """Whether a row names years and holds nothing else."""
    years = [YEAR.fullmatch(cell.text) is not None for cell in cells]
    return sum(years) > 1 and all(years[1:])


def _edge(cells: Sequence[Part]) -> float:
    """Where the columns beside the labels start."""
    return cells[0].x0 if len(cells) < 2 or cells[0].is_figure or YEAR.fullmatch(cells[0].text) else cells[1].x0


def _share_columns(above: Sequence[Part], below: Sequence[Part]) -> bool:
    """Whether the gaps of two rows agree: some gap is common to both."""
    for a, b in pairwise(above):
        for c, d in pairwise(below):
            if min(b.pieces[0].box[0], d.pieces[0].box[0]) > max(a.pieces[-1].box[2], c.pieces[-1].box[2]):
                return True
    return False


def _header_start(rows: Sequence[Row], parts: Sequence[Sequence[Part]], first: int, least: int) -> int:
    """The rows above a table's first that stand over its amounts are its header."""
    start, edge = first, _edge(parts[first])
    left = min(row.box[0] for row in rows)
    while start > least and len(parts[start - 1]) == 1:
        cell, row = parts[start - 1][0], rows[start - 1]
        is_near = rows[start].base - row.base <= 2.5 * max(row.size, rows[start].size)
        is_above = cell.x0 >= edge - 8 * row.size and cell.x0 > left + 4 * row.size
        if not is_near or not is_above or row.region != rows[first].region or cell.x1 > rows[first].box[2] + row.size:
            break
        start -= 1
    return start


def _wrapped_tail(rows: Sequence[Row], parts: Sequence[Sequence[Part]], end: int) -> int:
    """A last label may go on below its row."""
    while end < len(rows) and len(parts[end]) == 1 and end >= 1:
        above, below, cell = rows[end - 1], rows[end], parts[end][0]
        is_near = below.base - above.base <= 1.4 * above.size and abs(above.size - below.size) < 0.1 * above.size
        edge = parts[end - 1][1].x0 if len(parts[end - 1]) > 1 else parts[end - 1][0].x1 + above.size
        if not (is_near and cell.x1 <= edge and cell.text[:1].islower()):
            break
        end += 1
    return end


def _grid(rows: Sequence[Row], parts: Sequence[Sequence[Part]], rules: Rules) -> tuple[list[GridRow], int] | None:
    columns = _columns(parts)
    if len(columns) < 2 or sum(len(cells) > 1 for cells in parts) < 2:
        return None
    grid: list[GridRow] = []
    is_body = False
    for source, cells in zip(rows, parts, strict=True):
        is_body = is_body or any(cell.is_figure for cell in cells[1:]) or (bool(cells) and cells[0].is_figure)
        if not is_body:
            _widen(cells, rules, source.size)
        row: GridRow = []
        for cell in cells:
            a, b = _place(columns, cell)
            if row and row[-1].column + row[-1].colspan > a:
                if row[-1].column >= a or row[-1].colspan == 1:
                    row[-1].pieces += cell.pieces
                    continue
                row[-1].colspan = a - row[-1].column
            row.append(GridCell(a, b - a, list(cell.pieces)))
        grid.append(row)
    _spread(grid, parts, len(columns))
    return list(merged_rows(rows, parts, grid, rules)), len(columns)


def _widen(cells: Sequence[Part], rules: Rules, size: float) -> None:
    """Take each header for as wide as the rule below it, unless that runs on below others."""
    for cell in cells:
        _, top, _, bottom = common_box(piece.box for piece in cell.pieces)
        rule = rules.level_below((cell.x0 + cell.x1) / 2, (top + bottom) / 2, bottom + size / 2)
        others = [other for other in cells if other is not cell]
        if rule is None or rule[0] > cell.x0 + size or rule[1] < cell.x1 - size:
            continue
        if not any(rule[0] < (other.x0 + other.x1) / 2 < rule[1] for other in others):
            cell.x0, cell.x1 = min(cell.x0, rule[0]), max(cell.x1, rule[1])


def _spread(grid: Sequence[GridRow], parts: Sequence[Sequence[Part]], num_columns: int) -> None:
    """Let a header that is centred over several headers of the next row reach over them."""
    for row, cells, below in zip(grid, parts, grid[1:], strict=False):
        if any(cell.is_figure for cell in cells[1:]) or num_columns > MAX_SPREAD:
            return
        taken = {column for cell in row for column in range(cell.column, cell.column + cell.colspan)}
        heads = {c.column: common_box(p.box for p in c.pieces) for c in below if c.colspan == 1 and c.column}
        for cell in (cell for cell in row if cell.column and cell.colspan == 1):
            x0, x1 = min(piece.box[0] for piece in cell.pieces), max(piece.box[2] for piece in cell.pieces)
            for first, end in sorted(combinations(range(1, num_columns + 1), 2), key=lambda run: run[0] - run[1]):
                run = range(first, end)
                is_free = cell.column in run and not taken.difference({cell.column}).intersection(run)
                if len(run) < 2 or not is_free or not set(run) <= set(heads):
                    continue
                if abs(heads[first][0] + heads[end - 1][2] - x0 - x1) / 2 <= OFF_CENTRE * (x1 - x0):
                    cell.column, cell.colspan = first, len(run)
                    taken |= set(run)
                    break


def _columns(parts: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """The x ranges of columns: those of the cells that stand over no two others of one row."""
    body = [cells for cells in parts if any(cell.is_figure for cell in cells[1:])]
    body = body if len(body) >= 2 else [cells for cells in parts if len(cells) > 1]
    figures = _united([(c.x0, c.x1) for cells in body for c in cells if c.is_figure])
    texts = [
        cell
        for cells in body
        for cell in cells
        if not cell.is_figure and not any(_shared((cell.x0, cell.x1), column) > OVERLAP for column in figures)
    ]
    others = [(cell.x0, cell.x1) for cell, spans in zip(texts, _spanning(texts, body), strict=True) if not spans]
    return sorted([*figures, *_united(others)])


def _united(ranges: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    united: list[tuple[float, float]] = []
    for x0, x1 in sorted(ranges):
        if united and x0 < united[-1][1]:
            united[-1] = united[-1][0], max(x1, united[-1][1])
        else:
            united.append((x0, x1))
    return united


def _spanning(cells: Sequence[Part], body: Sequence[Sequence[Part]]) -> list[bool]:
    """Of each cell, whether it stands over two or more cells of some other row."""
    x0, x1 = np.array([(c.x0, c.x1) for row in body for c in row]).T
    row_of = np.repeat(np.arange(len(body)), [len(row) for row in body])
    spanning: list[bool] = []
    for cell in cells:
        shared = np.minimum(x1, cell.x1) - np.maximum(x0, cell.x0)
        is_under = shared > OVERLAP * np.maximum(1e-3, np.minimum(x1 - x0, cell.x1 - cell.x0))
        spanning.append(bool((np.bincount(row_of[is_under]) > 1).any()))
    return spanning


def _shared(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How much of the narrower range lies in the other."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1e-3, min(a[1] - a[0], b[1] - b[0]))


def _place(columns: Sequence[tuple[float, float]], cell: Part) -> tuple[int, int]:
    """The columns [first, end) that a cell stands over."""
    centres = [k for k, (x0, x1) in enumerate(columns) if cell.x0 <= (x0 + x1) / 2 <= cell.x1]
    if len(centres) > 1 and not cell.is_figure:
        if centres[0] == 0 and cell.x0 < columns[0][1]:  # a long label, over amounts that its row lacks
            return 0, centres[-1] + 1
        return centres[0], centres[-1] + 1
    shares = [min(x1, cell.x1) - max(x0, cell.x0) for x0, x1 in columns]
    best = max(range(len(columns)), key=lambda k: shares[k])
    return best, best + 1
