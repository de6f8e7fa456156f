"""Tables made of cells of text: what their headers are, and which columns hold figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glyph.documents.model import Align, Block, Cell, Span

MAX_NUMBER_CHARS = 40
_NUMBER = re.compile(r"[(\-+−–$€£¥]*\s*\d[\d.,\s'’]*\s*[%)kKmM]*|[-–—]|n/?a", re.IGNORECASE)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d\D{0,3}")

TextCell = tuple[tuple[Span, ...], int]  # what a cell holds, and how many columns it covers
NOTHING: TextCell = ((), 1)


def build_table(rows: Sequence[Sequence[TextCell]], num_ruled: int = 0) -> Block:
    """A table with figures to the right; its first row is a header if it heads columns of figures, or is ruled off."""
    num_columns = max(sum(width for _, width in row) for row in rows)
    bodies: list[list[str]] = [[] for _ in range(num_columns)]  # texts of each column below the first row
    for row in rows[len(rows) > 1 :]:
        at = 0
        for spans, width in row:
            if spans and width == 1:
                bodies[at].append(_text(spans))
            at += width
    aligns: list[Align] = [
        "right" if k and 2 * sum(map(_is_number, texts)) > len(texts) else "left" for k, texts in enumerate(bodies)
    ]
    heads = [_text(spans) for spans, _ in rows[0][1:] if spans]
    is_headed = "right" in aligns and bool(heads) and not any(map(is_figure, heads))
    num_headers = num_ruled or int(is_headed and len(rows) > 1)
    built: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        at = 0
        for spans, width in row:
            align = aligns[min(at, num_columns - 1)] if width == 1 else "center" if at else "left"
            cells.append(Cell(spans, align, number < num_headers, width))
            at += width
        built.append(tuple(cells))
    return Block("table", rows=tuple(built))


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def _is_number(text: str) -> bool:
    return len(text) <= MAX_NUMBER_CHARS and _NUMBER.fullmatch(text.strip()) is not None


def is_figure(text: str) -> bool:
    """Whether text is a number that is no year."""
    return _is_number(text) and _YEAR.fullmatch(text.strip()) is None
