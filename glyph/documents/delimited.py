"""Tables as text: comma- and tab-separated values (RFC 4180), every cell at its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from glyph.documents.model import Document, Span
from glyph.documents.text_table import NOTHING, TextCell, build_table

DELIMITERS = ",;\t|"
SAMPLE_CHARS = 8_192  # looked at to tell the delimiter
_PART = re.compile(r'([^"]*")"|([^"]+)')


def parse_csv(text: str, name: str = "") -> Document:
    """Read values that commas, semicolons, tabs or bars part, whichever parts the first lines alike.

    A value in quotes may hold delimiters and line ends; a doubled quote stands for one. Lines that hold nothing are
    skipped.
    """
    return _parse(text, name, _delimiter(text[:SAMPLE_CHARS]))


def parse_tsv(text: str, name: str = "") -> Document:
    """Read values that tabs part; quotes as in ``parse_csv``."""
    return _parse(text, name, "\t")


def _parse(text: str, name: str, delimiter: str) -> Document:
    rows = [row for row in _rows(text, delimiter) if any(spans for spans, _ in row)]
    return Document(text, (build_table(rows),) if rows else (), name)


def _delimiter(sample: str) -> str:
    """The delimiter that gives the first lines the same number of cells, more than one if any does."""

    def worth(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in _rows(sample, delimiter)][:20]
        if len(counts) > 2 and len(sample) == SAMPLE_CHARS:
            counts.pop()  # cut off
        usual = max(set(counts), key=counts.count) if counts else 1
        return (counts.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=worth)


@lru_cache
def _value(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(
        rf"[ ]*\"(?P<quoted>(?:[^\"]|\"\")*+)\"[ ]*(?P<end>{mark}|\r\n?|\n|\Z)"
        rf"|(?P<plain>[^\r\n{mark}]*+)(?P<stop>{mark}|\r\n?|\n|\Z)"
    )


def _rows(text: str, delimiter: str) -> Iterator[list[TextCell]]:
    pattern = _value(delimiter)
    row: list[TextCell] = []
    at = int(text.startswith("\ufeff"))
    while at < len(text) or row:
        match = pattern.match(text, at)
        assert match is not None
        if match["quoted"] is not None:
            row.append((_quoted(match["quoted"], match.start("quoted")), 1))
        else:
            value = match["plain"].strip()
            start = match.start("plain") + match["plain"].index(value)
            row.append(((Span(value, start),), 1) if value else NOTHING)
        at = match.end()
        if (match["end"] if match["quoted"] is not None else match["stop"]) != delimiter:
            yield row
            row = []


def _quoted(written: str, start: int) -> tuple[Span, ...]:
    """The value between quotes; a doubled quote stands at its first."""
    spans = [Span(match[1] or match[2], start + match.start()) for match in _PART.finditer(written)]
    return tuple(spans) if written.strip() else ()
