"""Tables without upright rules, as in statements: rows of labels and amounts, told by their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glyph.documents.pdf.columns import CJK
from glyph.documents.pdf.grid import YEAR, GridCell, GridRow, is_figure
from glyph.documents.pdf.order import Piece, Row
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.segments import common_box

WIDE_GAP_EM = 1.5  # between the cells of a row
MAX_PITCH_EM = 4.0  # from row to row of one table
MAX_BETWEEN = 6  # rows of one cell between rows of several
OVERLAP = 0.25  # of the narrower: columns share so much with their cells
WRAP_PITCH = 1.25  # rows nearer than this many least pitches are lines of the same cells
BULLET = re.compile(
    r"[•●○▪■◦‣⁃*–—\-·]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]"
)

_SYMBOL = re.compile(r"(?:US|HK|RMB|C|A)?[$€£¥￥]\s?[(（]?|RMB|[(（]")
_SUFFIX = re.compile(r"[)）]?\s?[%％]?\s?[)）]?")


@dataclass(slots=True)
class _Part:
    """A cell to be: pieces that belong together, such as a currency sign and its amount."""

    pieces: list[Piece]
    text: str
    x0: float  # of what tells the column
    x1: float
    is_figure: bool


def parts_of(page: PdfPage, row: Row) -> list[_Part]:
    """The cells of a row: a currency sign goes with the amount behind it, a bracket or percent sign with the one before."""
    parts: list[_Part] = []
    symbol: Piece | None = None
    for number, piece in enumerate(row.pieces):
        text = page.text[piece.start : piece.end]
        last = row.pieces[number + 1 :] == ()
        if symbol is None and _SYMBOL.fullmatch(text) and not last:
            symbol = piece
            continue
        if parts and symbol is None and parts[-1].is_figure and _SUFFIX.fullmatch(text):
            parts[-1].pieces.append(piece)
            parts[-1].text += text
            continue
        pieces, symbol = ([symbol] if symbol else []) + [piece], None
        whole = "".join(page.text[p.start : p.end] for p in pieces)
        parts.append(_Part(pieces, whole, piece.box[0], piece.box[2], is_figure(whole)))
    return parts


def aligned_tables(page: PdfPage, rows: Sequence[Row]) -> list[tuple[int, int, list[GridRow], int]]:
    """Runs of a region's rows that are tables: amounts or short texts under each other, apart from their labels.

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
            end = reach[0] + 1
        tail = _wrapped_tail(rows, parts, end)
        start = _header_start(rows, parts, first, tables[-1][1] if tables else 0)
        made = _grid(rows[start:tail], parts[start:tail])
        if made:
            tables.append((start, tail, *made))
            end = tail
        first = end
    return tables


def _is_tabular(row: Row, cells: Sequence[_Part]) -> bool:
    if len(cells) < 2:
        return False
    if BULLET.fullmatch(cells[0].text) and len(cells) == 2 and not cells[1].is_figure:
        return False
    gaps = [b.pieces[0].box[0] - a.pieces[-1].box[2] for a, b in pairwise(cells)]
    return max(gaps) > WIDE_GAP_EM * row.size or any(cell.is_figure for cell in cells[1:])


def _goes_on(rows: Sequence[Row], parts: Sequence[Sequence[_Part]], above: int, below: int) -> bool:
    """Whether two rows of several cells, and what stands between them, are of one table."""
    for k in range(above, below):
        a, b = rows[k], rows[k + 1]
        if b.base - a.base > MAX_PITCH_EM * max(a.size, b.size) or max(a.size, b.size) > 1.6 * min(a.size, b.size):
            return False
    edge = min(_edge(parts[above]), _edge(parts[below]))
    for cells in parts[above + 1 : below]:
        is_label = len(cells) == 1 and cells[0].x1 <= edge + rows[above].size
        is_header = all(cell.x0 >= edge - 6 * rows[above].size and cell.text[-1:] != "." for cell in cells)
        if not (is_label or is_header):
            return False
    if below == above + 1:
        return _share_columns(parts[above], parts[below])
    return True


def _edge(cells: Sequence[_Part]) -> float:
    """Where the columns beside the labels start."""
    return cells[0].x0 if len(cells) < 2 or cells[0].is_figure or YEAR.fullmatch(cells[0].text) else cells[1].x0


def _share_columns(above: Sequence[_Part], below: Sequence[_Part]) -> bool:
    """Whether the gaps of two rows agree: some gap is common to both."""
    for a, b in pairwise(above):
        for c, d in pairwise(below):
            if min(b.pieces[0].box[0], d.pieces[0].box[0]) > max(a.pieces[-1].box[2], c.pieces[-1].box[2]):
                return True
    return False


def _header_start(rows: Sequence[Row], parts: Sequence[Sequence[_Part]], first: int, least: int) -> int:
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


def _wrapped_tail(rows: Sequence[Row], parts: Sequence[Sequence[_Part]], end: int) -> int:
    """A last label may go on below its row."""
    while end < len(rows) and len(parts[end]) == 1 and end >= 1:
        above, below, cell = rows[end - 1], rows[end], parts[end][0]
        is_near = below.base - above.base <= 1.4 * above.size and abs(above.size - below.size) < 0.1 * above.size
        edge = parts[end - 1][1].x0 if len(parts[end - 1]) > 1 else parts[end - 1][0].x1 + above.size
        if not (is_near and cell.x1 <= edge and cell.text[:1].islower()):
            break
        end += 1
    return end


def _grid(rows: Sequence[Row], parts: Sequence[Sequence[_Part]]) -> tuple[list[GridRow], int] | None:
    columns = _columns(parts)
    if len(columns) < 2 or sum(len(cells) > 1 for cells in parts) < 2:
        return None
    grid: list[GridRow] = []
    for cells in parts:
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
    return list(_merged(rows, parts, grid)), len(columns)


def _columns(parts: Sequence[Sequence[_Part]]) -> list[tuple[float, float]]:
    """The x ranges of columns: those of the cells that stand over no two others of one row."""
    body = [cells for cells in parts if any(cell.is_figure for cell in cells[1:])]
    body = body if len(body) >= 2 else [cells for cells in parts if len(cells) > 1]
    figures = _united([(c.x0, c.x1) for cells in body for c in cells if c.is_figure])
    others = []
    for cells in body:
        for cell in cells:
            num_shared = sum(_shared((cell.x0, cell.x1), column) > OVERLAP for column in figures)
            if not cell.is_figure and not num_shared and not _spans(cell, body):
                others.append((cell.x0, cell.x1))
    return sorted([*figures, *_united(others)])


def _united(ranges: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    united: list[tuple[float, float]] = []
    for x0, x1 in sorted(ranges):
        if united and x0 < united[-1][1]:
            united[-1] = united[-1][0], max(x1, united[-1][1])
        else:
            united.append((x0, x1))
    return united


def _spans(cell: _Part, body: Sequence[Sequence[_Part]]) -> bool:
    for cells in body:
        under = [c for c in cells if _shared((c.x0, c.x1), (cell.x0, cell.x1)) > OVERLAP]
        if len(under) > 1 and cell not in under:
            return True
    return False


def _shared(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How much of the narrower range lies in the other."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1e-3, min(a[1] - a[0], b[1] - b[0]))


def _place(columns: Sequence[tuple[float, float]], cell: _Part) -> tuple[int, int]:
    """The columns [first, end) that a cell stands over."""
    centres = [k for k, (x0, x1) in enumerate(columns) if cell.x0 <= (x0 + x1) / 2 <= cell.x1]
    if len(centres) > 1 and not cell.is_figure:
        if centres[0] == 0 and cell.x0 < columns[0][1]:  # a long label, over amounts that its row lacks
            return 0, centres[-1] + 1
        return centres[0], centres[-1] + 1
    shares = [min(x1, cell.x1) - max(x0, cell.x0) for x0, x1 in columns]
    best = max(range(len(columns)), key=lambda k: shares[k])
    return best, best + 1


def _merged(rows: Sequence[Row], parts: Sequence[Sequence[_Part]], grid: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows, with the lines of wrapped labels and texts made one."""
    is_start = _starts_of_records(rows, parts, grid) or [
        not (k and _continues(rows, parts, grid, k)) for k in range(len(grid))
    ]
    merged: dict[int, GridCell] = {}
    for start, row in zip(is_start, grid, strict=True):
        if start and merged:
            yield sorted(merged.values(), key=lambda cell: cell.column)
            merged = {}
        for cell in row:
            known = merged.get(cell.column)
            if known is None:
                merged[cell.column] = cell
            else:
                known.pieces += cell.pieces
                known.colspan = min(known.colspan, cell.colspan)
    yield _without_overlaps(sorted(merged.values(), key=lambda cell: cell.column))


def _without_overlaps(row: GridRow) -> GridRow:
    for a, b in pairwise(row):
        a.colspan = min(a.colspan, max(1, b.column - a.column))
    return row


def _continues(rows: Sequence[Row], parts: Sequence[Sequence[_Part]], grid: Sequence[GridRow], k: int) -> bool:
    """Whether row ``k`` goes on with the labels of the row above."""
    above, below = parts[k - 1], parts[k]
    is_near = rows[k].base - rows[k - 1].base <= 1.6 * max(rows[k].size, rows[k - 1].size)
    if not is_near or not above or grid[k][0].column or grid[k - 1][0].column:
        return False
    only_label = len(below) == 1, len(above) == 1
    opens_low = below[0].text[:1].islower() or (below[0].text[:1] in "&(" and not CJK.match(below[0].text))
    has_ended = above[0].text[-1:] in ":：.。" or above[0].is_figure
    return (only_label[0] or only_label[1]) and opens_low and not has_ended


def _starts_of_records(
    rows: Sequence[Row], parts: Sequence[Sequence[_Part]], grid: Sequence[GridRow]
) -> list[bool] | None:
    """Which rows open a record, where larger spaces part records of several lines; None where they do not."""
    pitches = [b.base - a.base for a, b in pairwise(rows)]
    if len(pitches) < 3:
        return None
    least = min(pitches)
    starts = [True, *(pitch > WRAP_PITCH * least for pitch in pitches)]
    records: list[list[int]] = []
    for k, start in enumerate(starts):
        if start:
            records.append([])
        records[-1].append(k)
    if len(records) < 2 or sum(len(record) > 1 for record in records) * 2 < len(records):
        return None
    for record in records:
        filled = [cell.column for k in record for cell in grid[k] if is_figure_cell(parts[k], cell)]
        if len(filled) != len(set(filled)):
            return None
        columns = [{cell.column for cell in grid[k]} for k in record]
        if len(record) > 1 and max(map(len, columns)) < 2:
            return None
    return starts


def is_figure_cell(parts: Sequence[_Part], cell: GridCell) -> bool:
    return any(part.is_figure and part.pieces[0] is cell.pieces[0] for part in parts)


def table_box(rows: Sequence[Row]) -> tuple[float, float, float, float]:
    return common_box(row.box for row in rows)
