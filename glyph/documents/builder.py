"""Build a document in code, with a source string and exact offsets, for data that has no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glyph.documents.model import Align, Block, BlockKind, Cell, Document, Span

SourceSpan = tuple[int, int]  # half-open character range in Document.source


class DocumentBuilder:
    """Appends blocks and writes their source as it goes: one line a block or table row, cells parted by tabs.

    >>> builder = DocumentBuilder()
    >>> builder.heading("Results")
    (0, 7)
    >>> builder.table([["", "2023"], ["Revenue", "1,024"]])[1][1]
    (23, 28)
    """

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def _write(self, text: str) -> SourceSpan:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _text_block(self, kind: BlockKind, text: str, level: int = 0, marker: str = "") -> SourceSpan:
        start, end = self._write(text)
        self._write("\n")
        self._blocks.append(Block(kind, (Span(text, start),), level=level, marker=marker))
        return start, end

    def heading(self, text: str, level: int = 1) -> SourceSpan:
        """Append a heading; returns where it stands in the source."""
        return self._text_block("heading", text, level=level)

    def paragraph(self, text: str) -> SourceSpan:
        """Append a paragraph; returns where it stands, so ``start + text.find(word)`` locates a word."""
        return self._text_block("paragraph", text)

    def list_item(self, text: str, marker: str = "•", level: int = 1) -> SourceSpan:
        """Append a list item; the marker is painted but is not part of the source."""
        return self._text_block("list_item", text, level=level, marker=marker)

    def code(self, text: str) -> SourceSpan:
        """Append lines of code, uncoloured; returns where they stand."""
        return self._text_block("code", text)

    def table(self, rows: Sequence[Sequence[str | Cell]], header_rows: int = 1) -> list[list[SourceSpan]]:
        """Append a table.

        Args:
            rows: each cell a str, or a ``Cell`` holding one span (its ``start`` is ignored) for alignment,
                bold text or a merged header (``colspan``). Strings become left-aligned in the first
                column and right-aligned elsewhere; those in the first ``header_rows`` rows are headers.
            header_rows: how many rows open the table as header rows.

        Returns:
            The source span of each given cell's text, in the shape of ``rows``.
        """
        built: list[tuple[Cell, ...]] = []
        positions: list[list[SourceSpan]] = []
        for r, row in enumerate(rows):
            cells: list[Cell] = []
            where: list[SourceSpan] = []
            for c, given in enumerate(row):
                align: Align = "left" if c == 0 else "right"
                cell = given if isinstance(given, Cell) else Cell((Span(given, 0),), align, r < header_rows)
                where.append(self._write(cell.text))
                cells.append(replace(cell, spans=(replace(cell.spans[0], start=where[-1][0]),)))
                self._write("\t" if c + 1 < len(row) else "\n")
            built.append(tuple(cells))
            positions.append(where)
        self._blocks.append(Block("table", rows=tuple(built)))
        return positions

    def build(self) -> Document:
        """The document so far."""
        return Document("".join(self._parts), tuple(self._blocks), self._name)
