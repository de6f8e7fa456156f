"""Cells in rows and columns, and the table block that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from glyph.documents.model import Align, Block, Cell
from glyph.documents.pdf.columns import FIGURE
from glyph.documents.pdf.order import Piece
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.spans import SpanWriter

YEAR = re.compile(r"[(（]?(?:FY\s?|Q[1-4]\s?|H[12]\s?)?(?:19|20)\d\d(?:[AE]|\([a-z0-9]\)|\s?年(?:度|末)?)?[)）]?")


@dataclass(slots=True)
class GridCell:
    """Pieces of text that stand in one cell, in reading order."""

    column: int
    colspan: int = 1
    pieces: list[Piece] = field(default_factory=list)


GridRow = list[GridCell]  # by column


def is_figure(text: str) -> bool:
    """Whether a cell's text is an amount, a share, or a dash in its place; a year is not."""
    return FIGURE.fullmatch(text) is not None and YEAR.fullmatch(text) is None and text[-1] not in ",，"


def cell_text(page: PdfPage, cell: GridCell) -> str:
    return " ".join(page.text[piece.start : piece.end] for piece in cell.pieces)


def table_block(page: PdfPage, rows: Sequence[GridRow], num_columns: int) -> Block:
    """A table; rows before the first with an amount are its header, unless none has any."""
    texts = [[cell_text(page, cell) for cell in row] for row in rows]
    with_figures = [k for k, row in enumerate(texts) if any(map(is_figure, row[1:]))]
    num_headers = with_figures[0] if with_figures else 1
    if with_figures:  # a label alone before the first amount opens the body
        while num_headers and not any(cell.column for cell in rows[num_headers - 1] if cell.pieces):
            num_headers -= 1
    figures = [0] * num_columns
    others = [0] * num_columns
    for row, row_texts in zip(rows[num_headers:], texts[num_headers:], strict=True):
        for cell, text in zip(row, row_texts, strict=True):
            if text and cell.colspan == 1:
                (figures if is_figure(text) else others)[cell.column] += 1
    is_numeric = [a > b for a, b in zip(figures, others, strict=True)]
    built = [tuple(_cells(page, row, num_columns, is_numeric, number < num_headers)) for number, row in enumerate(rows)]
    return Block("table", rows=tuple(built))


def _cells(
    page: PdfPage, row: GridRow, num_columns: int, is_numeric: Sequence[bool], is_header: bool
) -> Iterator[Cell]:
    column = 0
    for cell in row:
        for _ in range(cell.column - column):
            yield Cell((), header=is_header)
        align: Align = "left"
        if cell.colspan > 1:
            align = "center" if cell.column else "left"
        elif is_numeric[cell.column]:
            align = "right"
        writer = SpanWriter(page)
        for piece in cell.pieces:
            writer.add(piece.start, piece.end, piece.box)
        yield Cell(writer.spans(), align, is_header, cell.colspan)
        column = cell.column + cell.colspan
    for _ in range(num_columns - column):
        yield Cell((), header=is_header)
