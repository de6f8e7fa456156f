"""The rows of a PDF page made paragraphs, headings, code and tables, each character at its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from glyph.documents.model import Block, BlockKind
from glyph.documents.pdf.chars import MONO, REPLACEMENT, upright
from glyph.documents.pdf.columns import CJK
from glyph.documents.pdf.order import Row
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.segments import Box
from glyph.documents.pdf.spans import SpanWriter
from glyph.documents.pdf.tables.aligned import aligned_tables
from glyph.documents.pdf.tables.grid import table_block
from glyph.documents.pdf.tables.ruled import Rules, ruled_tables

HEADING_RATIOS = ((1.7, 1), (1.35, 2), (1.15, 3))  # font size over the page's commonest, and the level it makes
MAX_HEADING_CHARS = 200
SAME_SIZE = 1.15  # lines of one paragraph differ in size by no more than this ratio
WIDE_GAP_EM = 2.0  # within a line: parts table cells
MAX_BAD = 0.1  # of a row: characters without a meaning; with more it is not legible
INDENT_EM = 0.9
MAX_PITCH_EM = 3.0  # from line to line of one paragraph
PITCH_SLACK = 1.35  # lines further apart than this many usual pitches are of different paragraphs
MOSTLY = 0.8  # of a page set in a fixed-width font: it is no code, but typewritten
SHORT_LINE = 0.4  # of the column's width left free at its end: the line ends its paragraph

_BULLET = re.compile(
    r"[•●○▪■◦‣⁃*–—-]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"
)
_SENTENCE_END = frozenset(".!?:;。！？：；…")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A row, and what tells whether the next one goes on with its paragraph."""

    row: Row
    box: Box
    first_word_width: float  # pt
    is_tabular: bool
    is_mono: bool
    opens_item: bool
    ends_sentence: bool

    @property
    def size(self) -> float:
        return self.row.size

    @property
    def bottom(self) -> float:
        return self.row.base


@dataclass(frozen=True, slots=True)
class Flowed:
    """A block, and the lines that it is made of; none for a table."""

    block: Block
    page: PdfPage
    region: int  # of the page: a column, or a part of it
    lines: tuple[TextLine, ...] = ()
    left: float = 0.0  # of the region, pt
    right: float = 0.0


def reflow(page: PdfPage) -> list[Block]:
    """Gather a page's rows into blocks.

    Lines of one paragraph are joined by a space that stands at the line break, or, beside a Chinese or Japanese
    character and after a hyphen, by nothing; words broken by a hyphen keep it. Headings are told by font size, code
    by a fixed-width font unless the whole page is set in one; tables by their rules or by the places of their cells.
    Of a page of unreadable text, only legible rows are kept. Spans count in the whole document's text.
    """
    return [flowed.block for flowed in flow(page)]


def flow(page: PdfPage) -> list[Flowed]:
    """The blocks of ``reflow`` with their lines."""
    rows = [row for row in page.rows if not page.is_unreadable or _is_legible(page, row)]
    if not rows:
        return []
    sizes = np.array([row.size for row in rows]).round(1)
    weights = np.array([row.end - row.start for row in rows])
    commonest = {size: weights[sizes == size].sum() for size in set(sizes.tolist())}
    common = max(commonest, key=lambda size: commonest[size])
    mono = {id(row): _is_mono(page, row) for row in rows}
    mono_is_code = bool(weights[[mono[id(row)] for row in rows]].sum() < MOSTLY * weights.sum())
    blocks: list[Flowed] = []
    for number, region in groupby(rows, key=lambda row: row.region):
        group = list(region)
        rest = 0
        left, right = min(row.box[0] for row in group), max(row.box[2] for row in group)
        for first, end, cells, num_columns in [*_tables(page, group, mono_is_code, mono), (len(group), 0, [], 0)]:
            between = [_row(page, row, mono[id(row)]) for row in group[rest:first]]
            for lines in _paragraphs(between, mono_is_code) if between else ():
                block = _block(page, lines, common, mono_is_code)
                blocks.append(Flowed(block, page, number, tuple(lines), left, right))
            if cells:
                blocks.append(Flowed(table_block(page, cells, num_columns), page, number))
            rest = end
    return blocks


def _tables(page: PdfPage, rows: Sequence[Row], mono_is_code: bool, mono: dict[int, bool]) -> list[Any]:
    """The tables of a region, ruled ones first, in order: first and end of their rows, their cells and columns."""
    turned = upright(page.rules, rows[0].turn)
    found = ruled_tables(page, rows, Rules(turned)) if len(turned) else []
    free, rest = list[tuple[int, int]](), 0
    for table in found:
        free.append((rest, table[0]))
        rest = table[1]
    for first, end in [*free, (rest, len(rows))]:
        part = rows[first:end]
        if mono_is_code and all(mono[id(row)] for row in part):
            continue
        found += [(first + a, first + b, cells, num) for a, b, cells, num in aligned_tables(page, part, turned)]
    return sorted(found, key=lambda table: table[0])


def _is_legible(page: PdfPage, row: Row) -> bool:
    text = page.text[row.start : row.end]
    num_bad = sum(ord(char) == REPLACEMENT or 0xE000 <= ord(char) <= 0xF8FF for char in text)
    return num_bad <= MAX_BAD * len(text)


def _is_mono(page: PdfPage, row: Row) -> bool:
    return bool((page.styles[row.start : row.end] & MONO).all())


def _row(page: PdfPage, row: Row, is_mono: bool) -> TextLine:
    first = page.text[row.start : row.end]
    word = 1 if CJK.match(first) else len(first.split(maxsplit=1)[0])
    word_boxes = upright(page.boxes[row.start : row.start + word], row.turn)
    word_boxes = word_boxes[word_boxes.any(axis=1)]
    gaps = [b.box[0] - a.box[2] for a, b in pairwise(row.pieces)]
    return TextLine(
        row=row,
        box=row.box,
        first_word_width=float(word_boxes[:, 2].max() - word_boxes[:, 0].min()) if len(word_boxes) else 0.0,
        is_tabular=max(gaps, default=0.0) > WIDE_GAP_EM * row.size,
        is_mono=is_mono,
        opens_item=_BULLET.match(first) is not None,
        ends_sentence=page.text[row.end - 1] in _SENTENCE_END,
    )


def _paragraphs(rows: Sequence[TextLine], mono_is_code: bool) -> Iterator[list[TextLine]]:
    """Part rows where the page shows a break, then each run of rows where its shape does."""
    pitches = [(b.bottom - a.bottom) / a.size for a, b in pairwise(rows) if _flows(a, b)]
    near = [pitch for pitch in pitches if pitch < MAX_PITCH_EM]
    usual_pitch_em = float(np.percentile(near, 30)) if near else 1.3
    run: list[TextLine] = []
    for row in rows:
        if run and not _continues(run[-1], row, usual_pitch_em, mono_is_code):
            yield from _shaped(run, mono_is_code)
            run = []
        run.append(row)
    yield from _shaped(run, mono_is_code)


def _flows(above: TextLine, below: TextLine) -> bool:
    """Whether a row may be the next line of the same column, whatever the space between."""
    is_same_size = max(above.size, below.size) <= SAME_SIZE * min(above.size, below.size)
    overlaps = below.box[0] < above.box[2] and above.box[0] < below.box[2]
    is_code = above.is_mono and below.is_mono
    return is_same_size and (overlaps or is_code) and below.bottom > above.bottom


def _continues(above: TextLine, below: TextLine, usual_pitch_em: float, mono_is_code: bool) -> bool:
    if not _flows(above, below):
        return False
    if mono_is_code and (above.is_mono or below.is_mono):
        return above.is_mono and below.is_mono
    is_close = below.bottom - above.bottom <= PITCH_SLACK * usual_pitch_em * above.size
    return is_close and not (above.is_tabular or below.is_tabular or below.opens_item)


def _shaped(run: Sequence[TextLine], mono_is_code: bool) -> Iterator[list[TextLine]]:
    """Part a run of evenly spaced rows at indents and at lines that end early."""
    left, right = min(row.box[0] for row in run), max(row.box[2] for row in run)
    indented = [row.box[0] > left + INDENT_EM * row.size for row in run]
    is_hanging = sum(indented) * 2 > len(run) or run[0].opens_item
    paragraph = [run[0]]
    for k, (above, below) in enumerate(pairwise(run), 1):
        room = right - above.box[2]
        ends_early = room > SHORT_LINE * (right - left) or (
            above.ends_sentence and room > below.first_word_width + above.size / 2
        )
        is_centred = abs(sum(above.box[::2]) - sum(below.box[::2])) < above.size
        turns = not indented[k] and indented[k - 1] if is_hanging else indented[k] and not indented[k - 1]
        if not (mono_is_code and below.is_mono) and not is_centred and (ends_early or turns):
            yield paragraph
            paragraph = []
        paragraph.append(below)
    yield paragraph


def _block(page: PdfPage, rows: Sequence[TextLine], common_size: float, mono_is_code: bool) -> Block:
    is_code = mono_is_code and rows[0].is_mono
    writer = SpanWriter(page)
    for row in rows:
        writer.add(row.row.start, row.row.end, row.box, "\n" if is_code else "")
    spans = writer.spans()
    level = 0
    if not is_code and sum(len(span.text) for span in spans) <= MAX_HEADING_CHARS:
        level = next((level for ratio, level in HEADING_RATIOS if rows[0].size >= ratio * common_size), 0)
    kind: BlockKind = "heading" if level else "code" if is_code else "paragraph"
    return Block(kind, spans, level)
