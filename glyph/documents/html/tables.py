"""Blocks made into rows of cells: data tables and navigation bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from glyph.documents.model import NO_SOURCE, Align, Block, Cell, Span

NAV_WORD_LENGTH = 24  # characters of a text among links that still is an item of the bar, as the current page's name


@dataclass(slots=True)
class TableCell:
    """What a table cell holds."""

    blocks: list[Block]
    align: Align
    is_header: bool
    colspan: int
    rowspan: int


@dataclass(slots=True)
class Table:
    is_layout: bool
    rows: list[list[TableCell]] = field(default_factory=list)


def joined(blocks: Iterable[Block], separator: str = "\n") -> tuple[Span, ...]:
    """The text of blocks as one run, as a cell or a button holds it."""
    spans: list[Span] = []
    for block in blocks:
        rows = [[cell.spans for cell in row] for row in block.rows] or [[block.spans]]
        for row in rows:
            opening = separator + (block.marker and f"{block.marker} ")
            for cell_spans in row:
                if cell_spans:
                    opening = opening if spans else opening[len(separator) :]
                    spans += [Span(opening, NO_SOURCE), *cell_spans] if opening else cell_spans
                    opening = " "
    return tuple(spans)


def is_data(table: Table) -> bool:
    """Whether a table shows rows and columns rather than lays out a page.

    It must have two columns, and no cell may hold a field, a heading or a navigation bar. If it has no header
    cells either, each cell must hold one paragraph or image at most.
    """
    cells = [cell for row in table.rows for cell in row]
    kinds = {block.kind for cell in cells for block in cell.blocks}
    if table.is_layout or max(map(len, table.rows), default=0) < 2 or kinds & {"field", "heading", "nav"}:
        return False
    if not any(block.text for cell in cells for block in cell.blocks):
        return False
    return any(cell.is_header for cell in cells) or (
        kinds <= {"paragraph", "image"} and all(len(cell.blocks) <= 1 for cell in cells)
    )


def table_rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """Rows that hold something, with an empty cell wherever one from a row above reaches down."""
    rows: list[tuple[Cell, ...]] = []
    num_fillers = 4 * sum(map(len, table.rows))  # so that a table stays about as large as its source
    reaching: dict[int, tuple[int, int]] = {}  # column: rows still to cover, columns
    for row in table.rows:
        cells: list[Cell] = []
        below: dict[int, tuple[int, int]] = {}
        column = 0
        for cell in [*row, None]:
            while column in reaching and num_fillers > 0:
                num_rows, width = reaching.pop(column)
                cells.append(Cell((), colspan=width))
                num_fillers -= 1
                if num_rows > 1:
                    below[column] = num_rows - 1, width
                column += width
            if cell is not None:
                cells.append(Cell(joined(cell.blocks), cell.align, cell.is_header, cell.colspan))
                if cell.rowspan > 1:
                    below[column] = cell.rowspan - 1, cell.colspan
                column += cell.colspan
        reaching = below
        if row:
            rows.append(tuple(cells))
    return tuple(rows)


def with_bars(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a navigation element, with each run of links and single words made one bar."""
    items: list[Block] = []

    def bar() -> Iterator[Block]:
        if any(span.link for block in items for span in block.spans):
            yield Block("nav", rows=(tuple(Cell(block.spans) for block in items),))
        else:
            yield from items
        items.clear()

    for block in blocks:
        is_link = any(span.link for span in block.spans)
        if block.kind in ("paragraph", "list_item") and (is_link or len(block.text) <= NAV_WORD_LENGTH):
            items.append(block)
        else:
            yield from bar()
            yield block
    yield from bar()
