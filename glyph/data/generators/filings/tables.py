"""The tables of a PDF page as named rows and columns of figures, so far as names and figures leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from glyph.documents.model import NO_SOURCE, Block, Cell, SourceSpan
from glyph.documents.pdf.tables.grid import is_figure
from glyph.text.numbers import find_numbers

MAX_NAME_CHARS = 90  # of a row or column that is asked for
MIN_LETTERS = 2
_YEAR = re.compile(r"(?<![0-9,.])(?:19|20)[0-9]{2}(?![0-9,.])")
_MARKS = re.compile(
    r"\s*(?:\((?:[0-9a-z]{1,2}|[Nn]otes? [0-9, and]+)\)|\[[0-9a-z]{1,2}\]|[:：*†‡¹²³])+\s*$"
)  # behind a label
_UNITS = re.compile(
    r"\((?:[Ii]n|[Dd]ollars|[Aa]mounts|[Ee]xcept|[Uu]naudited)\b[^)]*\)|[（(]?单位[:：].*$"
)  # in a header
_LEADERS = re.compile(r"[\s.…·_]*[.…·_]{2,}\s*$")
_BEFORE = re.compile(r"^(?:[$€£¥]|RMB|HK\$|US\$)\s+")  # a currency that stands apart from its figure


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as printed, and where it stands."""

    text: str
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row with its label, the section heading that it stands under ("" for none), and its figures by column."""

    label: str
    span: SourceSpan
    section: str
    figures: dict[int, Figure]


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column with all its header says, and the one year named there, if there is one."""

    header: str
    span: SourceSpan  # of the header's last line
    year: int | None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows and columns under one header; no two columns have the same name."""

    columns: dict[int, NamedColumn]
    rows: tuple[NamedRow, ...]

    @property
    def is_dated(self) -> bool:
        """Whether each column is of a year of its own."""
        years = [column.year for column in self.columns.values()]
        return len(years) > 1 and None not in years and len(set(years)) == len(years)

    @property
    def span(self) -> SourceSpan:
        """From its first header or label to its last figure."""
        starts = [column.span[0] for column in self.columns.values()] + [row.span[0] for row in self.rows]
        ends = [figure.span[1] for row in self.rows for figure in row.figures.values()]
        return min(starts), max(ends)


@dataclass(slots=True)
class _Under:
    """Rows gathered under one header."""

    headers: list[tuple[Cell, ...]] = field(default_factory=list)
    rows: list[NamedRow] = field(default_factory=list)


def figure_tables(blocks: Sequence[Block]) -> list[FigureTable]:
    """The tables among a page's blocks.

    A header is what stands above the figures of a column, in rows without any other figure; a label, what a row begins
    with. A table in which two columns would be called the same is left out.
    """
    return [table for block in blocks if block.rows for table in _tables(block)]


def _tables(block: Block) -> Iterator[FigureTable]:
    under, section = _Under(), ""
    for row in block.rows:
        cells = dict(_by_column(row))
        label = clean_label(cells[0].text) if 0 in cells else ""
        figures = {c: found for c, cell in cells.items() if c and (found := _figure(cell)) is not None}
        others = [cell for c, cell in cells.items() if c and cell.text.strip()]
        if figures and _is_name(label):
            span = _span(cells[0])
            if span is not None:
                under.rows.append(NamedRow(label, span, section, figures))
        elif others and not figures and _names_columns(row, label, others):
            if under.rows:
                yield from _finished(under)
                under, section = _Under(), ""
            under.headers.append(row)
        elif label and not others:
            section = label
    yield from _finished(under)


def _names_columns(row: Sequence[Cell], label: str, others: Sequence[Cell]) -> bool:
    """Whether a row without figures names columns; else it is text, or dashes, among figures."""
    return row[0].header or not _is_name(label) or all(_YEAR.search(cell.text) for cell in others)


def _finished(under: _Under) -> Iterator[FigureTable]:
    used = sorted({column for row in under.rows for column in row.figures})
    columns = {c: named for c in used if (named := _column(under.headers, c)) is not None}
    names = [column.header.casefold() for column in columns.values()]
    rows = [
        NamedRow(row.label, row.span, row.section, {c: figure for c, figure in row.figures.items() if c in columns})
        for row in under.rows
    ]
    rows = [row for row in rows if row.figures]
    if rows and columns and len(set(names)) == len(names):
        yield FigureTable(columns, tuple(rows))


def _by_column(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.colspan


def _column(headers: Sequence[Sequence[Cell]], column: int) -> NamedColumn | None:
    parts: list[Cell] = []
    for row in headers:
        at = 0
        for cell in row:
            if at <= column < at + cell.colspan and cell.text.strip() and (at or cell.colspan > 1):
                parts.append(cell)
            at += cell.colspan
    header = " ".join(_UNITS.sub("", " ".join(" ".join(cell.text.split()) for cell in parts)).split())
    span = _span(parts[-1]) if parts else None
    words = header.split()
    is_cut = any(len(word) > 1 and words.count(word) > 1 and not word.isascii() for word in words)  # by narrow columns
    if span is None or not header or is_cut or len(header) > MAX_NAME_CHARS or _holds_amount(header):
        return None
    years = _YEAR.findall(header)
    return NamedColumn(header, span, int(years[0]) if len(set(years)) == 1 else None)


def _holds_amount(header: str) -> bool:
    """Whether a header is cut from figures: it holds a grouped or decimal number, or a piece of one."""
    pieces = (header[number.start : number.end] for number in find_numbers(header))
    return header[0] in ".," or header[-1] in ".," or any("," in piece or "." in piece for piece in pieces)


def _figure(cell: Cell) -> Figure | None:
    """A cell's amount without a currency that stands apart from it; None for anything else, a dash too."""
    text, span = cell.text.strip(), _span(cell)
    if span is None or cell.colspan > 1 or not is_figure(text) or not any(char.isdigit() for char in text):
        return None
    apart = _BEFORE.match(text)
    shown = text[apart.end() :] if apart else text
    numbers = find_numbers(shown)
    if len(numbers) != 1 or (numbers[0].start, numbers[0].end) != (0, len(shown)):
        return None
    return Figure(shown, (span[1] - len(shown), span[1]))


def _span(cell: Cell) -> SourceSpan | None:
    """Where a cell's text stands; None where it is not in one piece of the source."""
    spans = [span for span in cell.spans if span.text.strip()]
    if not spans or any(span.start == NO_SOURCE for span in spans):
        return None
    start, end = spans[0].start, spans[-1].end
    first, last = spans[0].text, spans[-1].text
    return start + len(first) - len(first.lstrip()), end - (len(last) - len(last.rstrip()))


def clean_label(text: str) -> str:
    """A row's label without leaders, footnote marks and colons behind it."""
    text = " ".join(_LEADERS.sub("", text).split())
    while (shorter := _MARKS.sub("", text)) != text:
        text = shorter
    return text


def _is_name(label: str) -> bool:
    return len(label) <= MAX_NAME_CHARS and sum(char.isalpha() for char in label) >= MIN_LETTERS
