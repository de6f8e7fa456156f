"""Plain text: paragraphs parted by blank lines, every line break and space within them kept; tables set by columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glyph.documents.columns import (
    MAX_LABELS,
    Columns,
    Line,
    aligned_table,
    blanks_in,
    columns_of,
    has_gaps,
    read_line,
    tab_count,
    tab_table,
)
from glyph.documents.model import NO_SOURCE, Block, Document, Span

MIN_ART_LINES = 3  # with wide gaps, that are kept in a fixed pitch though they stand in no columns
WIDE_GAP = 3  # columns
MAX_LABEL_CHARS = 60  # of a paragraph between two parts of a table

_PARAGRAPH = re.compile(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)
_LONE_RETURN = re.compile(r"\r(?!\n)")  # ended the lines of old Macintoshes


def parse_plain(text: str, name: str = "") -> Document:
    """Read plain text; each run of lines that are not blank becomes one paragraph.

    Lines whose gaps of blanks or tabs stand one below the other become a table, which goes on over a blank line. Of
    other lines with wide gaps, three and more become code, which keeps them. Rulers within a table are not painted.
    """
    plain = _LONE_RETURN.sub("\n", text) if "\r" in text else text
    runs = [match.span() for match in _PARAGRAPH.finditer(plain)]
    blanks = blanks_in(plain)
    if not blanks:
        return Document(text, tuple(_paragraph(text, start, end) for start, end in runs), name)
    reader = _Reader(text)
    for start, end in runs:
        if not has_gaps(plain, start, end, blanks):
            reader.read_prose(start, end)
            continue
        for part in _parts(plain, start, end):
            reader.read_part(part)
    reader.finish()
    return Document(text, tuple(reader.blocks), name)


def _paragraph(text: str, start: int, end: int) -> Block:
    whole = Span(text[start:end].removesuffix("\r"), start)
    if "\r" not in whole.text:
        return Block("paragraph", (whole,))
    spans: list[Span] = []
    at = 0
    for match in _LONE_RETURN.finditer(whole.text):
        spans += (whole.part(at, match.start()), Span("\n", NO_SOURCE))
        at = match.end()
    return Block("paragraph", (*spans, whole.part(at, len(whole.text))))


class _Table:
    """The lines of a table that is being read."""

    def __init__(self, lines: list[Line], columns: Columns | None, num_tabs: int) -> None:
        self.lines, self.columns, self.num_tabs = lines, columns, num_tabs

    @classmethod
    def of(cls, lines: list[Line]) -> _Table | None:
        if num_tabs := tab_count(lines):
            return cls(lines, None, num_tabs)
        columns = columns_of(lines)
        return cls(lines, columns, 0) if columns else None

    def takes(self, lines: Sequence[Line]) -> bool:
        """Whether further lines go on with the table."""
        rows = [line for line in lines if line.is_row]
        if self.columns is None:
            return bool(rows) and tab_count([*lines, *lines]) == self.num_tabs
        return bool(rows) and all(
            (placed := self.columns.place(line)) is not None and all(first == last for first, last, _, _ in placed)
            for line in rows
        )

    def block(self) -> Block:
        if self.columns is None:
            return tab_table(self.lines, self.num_tabs)
        return aligned_table(self.lines, self.columns)


class _Reader:
    """Finds the tables of a text, paragraph by paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self._table: _Table | None = None  # being read
        self._labels: list[Line] = []  # paragraphs of one line behind it, that belong to the table if it goes on
        self._waiting: list[Line] = []  # lines with gaps that may head the table of the next paragraph

    def read_prose(self, start: int, end: int) -> None:
        """A paragraph without gaps."""
        is_label = end - start <= MAX_LABEL_CHARS and "\n" not in self.text[start:end]
        if (self._table is not None or self._waiting) and is_label and len(self._labels) < MAX_LABELS:
            self._labels.append(read_line(start, self.text[start:end]))
            return
        self.finish()
        self.blocks.append(_paragraph(self.text, start, end))

    def read_part(self, lines: list[Line]) -> None:
        """Lines of a paragraph that has gaps."""
        has_rows = any(line.is_row for line in lines)
        if self._table is not None and self._table.takes(lines):
            self._table.lines += [*self._labels, *lines]
            self._labels = []
            return
        if self._waiting and has_rows and (headed := _Table.of([*self._waiting, *self._labels, *lines])) is not None:
            self._table, self._waiting, self._labels = headed, [], []
            return
        self.finish()
        self._table = _Table.of(lines) if has_rows else None
        if self._table is None:
            self._waiting = lines
            if not has_rows or len(lines) > MAX_LABELS:
                self.finish()

    def finish(self) -> None:
        """End the table, or show the lines that are in none."""
        if self._table is not None:
            self.blocks.append(self._table.block())
        elif self._waiting:
            self.blocks.append(_loose(self.text, self._waiting))
        for label in self._labels:
            self.blocks.append(_paragraph(self.text, label.start, label.start + len(label.text)))
        self._table, self._labels, self._waiting = None, [], []


def _loose(text: str, lines: Sequence[Line]) -> Block:
    """Lines that stand in no columns: code where most have wide gaps, else a paragraph."""
    block = _paragraph(text, lines[0].start, lines[-1].start + len(lines[-1].text))
    num_wide = sum(map(_has_wide_gap, lines))
    return Block("code", block.spans) if num_wide >= MIN_ART_LINES and 2 * num_wide >= len(lines) else block


def _has_wide_gap(line: Line) -> bool:
    pairs = zip(line.fields, line.fields[1:], strict=False)
    return any(after.left - before.right >= WIDE_GAP for before, after in pairs)


def _parts(plain: str, start: int, end: int) -> list[list[Line]]:
    """The lines of a paragraph, parted where lines with gaps begin and end."""
    lines: list[Line] = []
    at = start
    for written in plain[start:end].split("\n"):
        lines.append(read_line(at, written))
        at += len(written) + 1
    kept = [line.is_row or line.is_rule for line in lines]
    rows = [k for k, line in enumerate(lines) if line.is_row]
    parts: list[list[Line]] = []
    first = 0
    for k, row in enumerate(rows):
        last_of_run = k + 1 == len(rows) or rows[k + 1] - row - 1 > MAX_LABELS
        is_first_of_run = k == 0 or row - rows[k - 1] - 1 > MAX_LABELS
        if is_first_of_run:
            begin = row
            while begin > first and kept[begin - 1]:
                begin -= 1
            if begin > first:
                parts.append(lines[first:begin])
            first = begin
        if last_of_run:
            stop = row + 1
            while stop < len(lines) and kept[stop] and not lines[stop].is_row:
                stop += 1
            parts.append(lines[first:stop])
            first = stop
    if first < len(lines):
        parts.append(lines[first:])
    return parts
