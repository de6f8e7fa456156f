"""The lines of a PDF page gathered into paragraphs, headings and code, each character at its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.documents.cjk import CJK
from glyph.documents.model import Block, BlockKind, Span
from glyph.documents.pdf.page import BOLD, ITALIC, MONO, PdfPage

HEADING_RATIOS = ((1.7, 1), (1.35, 2), (1.15, 3))  # font size over the page's commonest, and the level it makes
MAX_HEADING_CHARS = 200
SAME_SIZE = 1.15  # lines of one paragraph differ in size by no more than this ratio
WIDE_GAP_EM = 2.0  # within a line: parts table cells
INDENT_EM = 0.9
MAX_PITCH_EM = 3.0  # from line to line of one paragraph
PITCH_SLACK = 1.35  # lines further apart than this many usual pitches are of different paragraphs
MOSTLY = 0.8  # of a page set in a fixed-width font: it is no code, but typewritten
SHORT_LINE = 0.4  # of the column's width left free at its end: the line ends its paragraph

_BULLET = re.compile(
    r"[•●○▪■◦‣⁃*–—-]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"
)
_CJK = re.compile(f"[{CJK}]")
_SENTENCE_END = frozenset(".!?:;。！？：；…")


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands side by side on the page: ranges of the page's text, and their common box."""

    pieces: tuple[tuple[int, int], ...]  # half-open, without blanks at their ends
    box: tuple[float, float, float, float]  # xyxy, pt
    bottom: float  # of most characters, pt
    size: float  # font size of most characters, pt
    first_word_width: float  # pt
    is_tabular: bool
    is_mono: bool
    opens_item: bool
    ends_sentence: bool


def reflow(page: PdfPage) -> list[Block]:
    """Gather a page's lines into blocks.

    Lines of one paragraph are joined by a space that stands at the line break, or, beside a Chinese or Japanese
    character and after a hyphen, by nothing; words broken by a hyphen keep it. Headings are told by font size, code
    by a fixed-width font unless the whole page is set in one. A row with wide gaps, as in a table, is a
    paragraph of its own. Spans count in the whole document's text.
    """
    rows = list(_rows(page))
    if not rows:
        return []
    sizes = np.array([row.size for row in rows]).round(1)
    weights = np.array([sum(b - a for a, b in row.pieces) for row in rows])
    common = max(set(sizes), key=lambda size: weights[sizes == size].sum())
    mono_is_code = bool(weights[[row.is_mono for row in rows]].sum() < MOSTLY * weights.sum())
    return [_block(page, group, float(common), mono_is_code) for group in _paragraphs(rows, mono_is_code)]


def _rows(page: PdfPage) -> Iterator[_Row]:
    pending: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", page.text):
        line = match.group()
        core = line.strip()
        if not core:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        piece = (start, start + len(core))
        if pending and not _side_by_side(page, pending[-1], piece):
            yield _row(page, pending)
            pending = []
        pending.append(piece)
    if pending:
        yield _row(page, pending)


def _inked(page: PdfPage, piece: tuple[int, int]) -> NDArray[np.float32]:
    boxes = page.boxes[slice(*piece)]
    inked = boxes[boxes.any(axis=1)]
    return inked if len(inked) else boxes[:1]


def _side_by_side(page: PdfPage, left: tuple[int, int], right: tuple[int, int]) -> bool:
    a, b = _inked(page, left), _inked(page, right)
    top, bottom = max(a[:, 1].min(), b[:, 1].min()), min(a[:, 3].max(), b[:, 3].max())
    height = min(np.ptp(a[:, 1::2]), np.ptp(b[:, 1::2]))
    return bool(bottom - top > height / 2 and b[:, 0].min() >= a[:, 2].max() - 1)


def _row(page: PdfPage, pieces: Sequence[tuple[int, int]]) -> _Row:
    boxes = np.concatenate([_inked(page, piece) for piece in pieces])
    sizes = np.concatenate([page.sizes[a:b] for a, b in pieces])
    styles = np.concatenate([page.styles[a:b][page.boxes[a:b].any(axis=1)] for a, b in pieces])
    size = max(float(np.median(sizes)), 0.1)
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    start, end = pieces[0]
    first = page.text[start:end]
    word = 1 if _CJK.match(first) else len(first.split(maxsplit=1)[0])
    word_boxes = _inked(page, (start, start + word))
    return _Row(
        pieces=tuple(pieces),
        box=(
            float(boxes[:, 0].min()), float(boxes[:, 1].min()), float(boxes[:, 2].max()), float(boxes[:, 3].max()),
        ),
        bottom=float(np.median(boxes[:, 3])),
        size=size,
        first_word_width=float(np.ptp(word_boxes[:, ::2])),
        is_tabular=bool((gaps > WIDE_GAP_EM * size).any()),
        is_mono=bool(len(styles) and (styles & MONO > 0).all()),
        opens_item=_BULLET.match(first) is not None,
        ends_sentence=page.text[pieces[-1][1] - 1] in _SENTENCE_END,
    )  # fmt: skip


def _paragraphs(rows: Sequence[_Row], mono_is_code: bool) -> Iterator[list[_Row]]:
    """Part rows where the page shows a break, then each run of rows where its shape does."""
    pitches = [(b.bottom - a.bottom) / a.size for a, b in pairwise(rows) if _flows(a, b)]
    near = [pitch for pitch in pitches if pitch < MAX_PITCH_EM]
    usual_pitch_em = float(np.percentile(near, 30)) if near else 1.3
    run: list[_Row] = []
    for row in rows:
        if run and not _continues(run[-1], row, usual_pitch_em, mono_is_code):
            yield from _shaped(run, mono_is_code)
            run = []
        run.append(row)
    yield from _shaped(run, mono_is_code)


def _flows(above: _Row, below: _Row) -> bool:
    """Whether a row may be the next line of the same column, whatever the space between."""
    is_same_size = max(above.size, below.size) <= SAME_SIZE * min(above.size, below.size)
    overlaps = below.box[0] < above.box[2] and above.box[0] < below.box[2]
    is_code = above.is_mono and below.is_mono
    return is_same_size and (overlaps or is_code) and below.bottom > above.bottom


def _continues(above: _Row, below: _Row, usual_pitch_em: float, mono_is_code: bool) -> bool:
    if not _flows(above, below):
        return False
    if mono_is_code and (above.is_mono or below.is_mono):
        return above.is_mono and below.is_mono
    is_close = below.bottom - above.bottom <= PITCH_SLACK * usual_pitch_em * above.size
    return is_close and not (above.is_tabular or below.is_tabular or below.opens_item)


def _shaped(run: Sequence[_Row], mono_is_code: bool) -> Iterator[list[_Row]]:
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


def _block(page: PdfPage, rows: Sequence[_Row], common_size: float, mono_is_code: bool) -> Block:
    is_code = mono_is_code and rows[0].is_mono
    spans: list[Span] = []
    pieces = [piece for row in rows for piece in row.pieces]
    for k, (start, end) in enumerate(pieces):
        if k:
            joint = page.text.index("\n", pieces[k - 1][1])
            joiner = "\n" if is_code else _joiner(page.text, pieces[k - 1], start)
            spans += [Span(joiner, page.start + joint)] if joiner else []
        spans += _spans(page, start, end)
    level = 0
    if not is_code and sum(len(span.text) for span in spans) <= MAX_HEADING_CHARS:
        level = next((level for ratio, level in HEADING_RATIOS if rows[0].size >= ratio * common_size), 0)
    kind: BlockKind = "heading" if level else "code" if is_code else "paragraph"
    return Block(kind, tuple(spans), level)


def _joiner(text: str, piece: tuple[int, int], following: int) -> str:
    start, end = piece
    if _CJK.match(text[end - 1]) or _CJK.match(text[following]):
        return ""
    is_hyphenated = text[end - 1] in "-\u2010\u00ad" and end - start > 1 and text[end - 2].isalnum()
    return "" if is_hyphenated else " "


def _spans(page: PdfPage, start: int, end: int) -> Iterator[Span]:
    """The text of a range, parted where its look changes; blanks look like what comes before them."""
    a, look = start, int(page.styles[start]) & (BOLD | ITALIC)
    for k in range(start, end):
        here = int(page.styles[k]) & (BOLD | ITALIC)
        if here != look and not page.text[k].isspace():
            yield Span(page.text[a:k], page.start + a, bool(look & BOLD), bool(look & ITALIC))
            a, look = k, here
    yield Span(page.text[a:end], page.start + a, bool(look & BOLD), bool(look & ITALIC))
