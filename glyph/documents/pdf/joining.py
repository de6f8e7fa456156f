"""Paragraphs that go on in the next column or on the next page, past the pages' running heads and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from glyph.documents.model import Block, Span
from glyph.documents.pdf.columns import CJK
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.reflow import Flowed, flow
from glyph.documents.pdf.spans import joiner

MAX_FURNITURE_CHARS = 120  # of a running head
MAX_FURNITURE = 4  # of one end of a page
EDGE = 0.15  # of the page's height, where they stand
SAME_SIZE = 1.05
FULL_EM = 1.5  # a full line ends this near to the column's edge
NOT_INDENTED_EM = 0.6

_PAGE_NUMBER = re.compile(
    r"\W*(?:[A-Z]-)?(?:page|seite|第)?\s*\d+(?:\s*(?:of|von|/|页|頁|共)+\s*\d+)?\s*(?:页|頁)?\W*", re.I
)
_ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’)）」』\]]*$")
_OPEN_END = re.compile(
    r"(?:,|\b(?:the|an?|of|and|or|in|on|at|to|by|for|from|with|that|which|than|as|is|are|was|were))$"
)
_DIGITS = re.compile(r"\d+")


def joined_blocks(pages: Sequence[PdfPage]) -> list[Block]:
    """The blocks of pages that follow each other, paragraphs that a column or page cuts in two made whole."""
    flows = [flow(page) for page in pages]
    repeated = _repeated(flows)
    blocks: list[Flowed] = []
    last: int | None = None  # the paragraph that may go on
    for flowed in (flowed for page_flow in flows for flowed in page_flow):
        if _is_furniture(flowed, repeated):
            blocks.append(flowed)
            continue
        open_one = blocks[last] if last is not None else None
        if last is not None and open_one is not None and _goes_on(open_one, flowed):
            blocks[last] = _joined(open_one, flowed)
            continue
        blocks.append(flowed)
        last = len(blocks) - 1 if flowed.block.kind == "paragraph" else None
    return [flowed.block for flowed in blocks]


def _repeated(flows: Sequence[Sequence[Flowed]]) -> frozenset[str]:
    """What stands near the edge of several pages, but for its digits."""
    counts = Counter(
        key for page_flow in flows for key in {_key(flowed) for flowed in page_flow if _is_at_edge(flowed)} if key
    )
    return frozenset(key for key, count in counts.items() if count > 1)


def _key(flowed: Flowed) -> str:
    return _DIGITS.sub("0", flowed.block.text.strip().lower())


def _is_at_edge(flowed: Flowed) -> bool:
    if not flowed.lines or len(flowed.block.text) > MAX_FURNITURE_CHARS or flowed.lines[0].row.turn:
        return False
    height = flowed.page.size_pt[0]
    return flowed.lines[-1].box[3] < EDGE * height or flowed.lines[0].box[1] > (1 - EDGE) * height


def _is_furniture(flowed: Flowed, repeated: frozenset[str]) -> bool:
    """Whether a block is a running head or a page's number."""
    if not _is_at_edge(flowed):
        return False
    return _PAGE_NUMBER.fullmatch(flowed.block.text) is not None or _key(flowed) in repeated


def _goes_on(above: Flowed, below: Flowed) -> bool:
    """Whether a paragraph, the last of its column or page, goes on with the first of the next."""
    if below.block.kind != "paragraph" or not above.lines or not below.lines:
        return False
    is_turned = below.page is not above.page or below.region != above.region
    last, first = above.lines[-1], below.lines[0]
    if not is_turned or first.opens_item or max(last.size, first.size) > SAME_SIZE * min(last.size, first.size):
        return False
    if last.is_tabular or first.is_tabular or last.row.turn != first.row.turn:
        return False
    text, following = above.block.text, below.block.text
    if _ENDS.search(text) or not text or not following:
        return False
    if following[0].islower():
        return True
    is_full = last.box[2] >= above.right - FULL_EM * last.size and len(above.lines) > 1
    is_flush = first.box[0] <= below.left + NOT_INDENTED_EM * first.size and len(below.lines) > 1
    if CJK.match(text[-1]) or CJK.match(following):
        return is_full and is_flush
    return is_full and is_flush and _OPEN_END.search(text) is not None


def _joined(above: Flowed, below: Flowed) -> Flowed:
    row = above.lines[-1].row
    blank = joiner(above.page.text + "\n" + below.block.text, row.start, row.end, len(above.page.text) + 1)
    spans = [Span(blank, above.page.start + row.end)] if blank else []
    block = replace(above.block, spans=(*above.block.spans, *spans, *below.block.spans))
    return replace(below, block=block, lines=(*above.lines, *below.lines))
