"""Blocks made into rows of cells: data tables and navigation bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from glyph.documents.model import NO_SOURCE, Align, Block, Cell, Span

NAV_WORD_LENGTH = 24  # characters of a text among links that still is an item of the bar, as the current page's name

MANY_BLOCKS, MANY_CHARS = 8, 600  # of a cell that is laid out as a page


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
    """The text of blocks as one run, as a cell or a button holds it; headings are bold in it, code in fixed pitch."""
    spans: list[Span] = []
    for block in blocks:
        rows = [[cell.spans for cell in row] for row in block.rows] or [[_looking_like(block)]]
        for row in rows:
            opening = separator + (block.marker and f"{block.marker} ")
            for cell_spans in row:
                if cell_spans:
                    opening = opening if spans else opening[len(separator) :]
                    spans += [Span(opening, NO_SOURCE), *cell_spans] if opening else cell_spans
                    opening = " "
    return tuple(spans)


def _looking_like(block: Block) -> tuple[Span, ...]:
    if block.kind not in ("heading", "code"):
        return block.spans
    return tuple(
        replace(span, bold=span.bold or block.kind == "heading", mono=span.mono or block.kind == "code")
        for span in block.spans
    )


def is_data(table: Table) -> bool:
    """Whether a table shows rows and columns rather than lays out a page.

    It must have two columns and hold text. With header cells, most cells must not be laid out as a page is. Without,
    a table of one row must hold a paragraph or image at most in each cell; one of several rows must have no cell laid
    out as a page, mostly such simple cells, and not be a form, one field a row.
    """
    cells = [cell for row in table.rows for cell in row if cell.blocks]
    if table.is_layout or max(map(len, table.rows), default=0) < 2:
        return False
    if not any(block.text for cell in cells for block in cell.blocks):
        return False
    if any(block.kind == "nav" for cell in cells for block in cell.blocks):
        return False
    num_pages = sum(map(_is_page, cells))
    if any(cell.is_header for row in table.rows for cell in row):
        return 2 * num_pages <= len(cells)
    num_simple = sum(map(_is_simple, cells))
    if sum(sum(bool(cell.blocks) for cell in row) > 1 for row in table.rows) < 2:
        return num_simple == len(cells)
    return not num_pages and 2 * num_simple >= len(cells) and not _is_form(table)


def _is_simple(cell: TableCell) -> bool:
    return len(cell.blocks) <= 1 and cell.blocks[0].kind in ("paragraph", "image")


def _is_page(cell: TableCell) -> bool:
    """Whether a cell holds what a page does: tables, a title with its text, or much text in many blocks."""
    kinds = [block.kind for block in cell.blocks]
    if not cell.is_header and "table" in kinds:
        return True
    has_title = any(block.kind == "heading" and block.level <= 2 for block in cell.blocks)
    if has_title and len(cell.blocks) > 2:
        return True
    return len(cell.blocks) > MANY_BLOCKS and sum(len(block.text) for block in cell.blocks) > MANY_CHARS


def _is_form(table: Table) -> bool:
    """Whether each row is a label and a field."""
    rows = [row for row in table.rows if any(cell.blocks for cell in row)]
    fields = sum(any(block.kind == "field" for cell in row for block in cell.blocks) for row in rows)
    return max(map(len, rows)) <= 2 and 2 * fields >= len(rows)


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
