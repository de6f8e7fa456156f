"""Ranges of a page's text as the spans of one block or cell: looks, line joints, raised and lowered figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glyph.documents.model import Span
from glyph.documents.pdf.chars import BOLD, ITALIC
from glyph.documents.pdf.columns import CJK
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.segments import Box
from glyph.documents.scripts import Script, spell_scripts

AMOUNT = re.compile(r"[(（\-−]?[$€£¥￥]?[(（\-−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）]?[%％]?[)）]?")
_CUT_AMOUNT = re.compile(r"[(（\-−]?[\d,，]*\d[\d,，.]*")
HYPHENS = "-\u2010\u00ad"


class SpanWriter:
    """Collects ranges of a page's text, joined where a line ends."""

    def __init__(self, page: PdfPage) -> None:
        self._page = page
        self._spans: list[Span] = []
        self._scripts: list[Script | None] = []
        self._last: tuple[int, int, Box] | None = None

    def add(self, start: int, end: int, box: Box, line_end: str = "") -> None:
        """Append a range.

        Args:
            start: in the page's text.
            end: half-open.
            box: of its text, pt; it goes on on the same line if it is not below the range before it.
            line_end: what to write at the line end before it, in place of what suits the words there.
        """
        page = self._page
        if self._last is not None:
            first, until, above = self._last
            is_below = box[1] > (above[1] + above[3]) / 2
            blank = line_end or (joiner(page.text, first, until, start) if is_below else " ")
            if blank and until < len(page.text):
                self._spans.append(Span(blank, page.start + until))
                self._scripts.append(None)
        for span, script in _spans(page, start, end):
            self._spans.append(span)
            self._scripts.append(script)
        self._last = start, end, box

    def spans(self) -> tuple[Span, ...]:
        """All of it, raised and lowered figures told apart from the numbers beside them."""
        return spell_scripts(self._spans, self._scripts)


def joiner(text: str, start: int, end: int, following: int) -> str:
    """What parts the text [start, end) from what goes on at ``following``, a line below."""
    if CJK.match(text[end - 1]) or CJK.match(text[following]):
        return ""
    if _is_cut_amount(text, start, end, following):
        return ""
    return "" if is_hyphenated(text, start, end) else " "


def _is_cut_amount(text: str, start: int, end: int, following: int) -> bool:
    """Whether an amount is broken at the line's end: 749,888, | 699.00 or 5,267,128,24 | 3.75."""
    above = text[start:end]
    if not _CUT_AMOUNT.fullmatch(above):
        return False
    below = text[following : following + 1]
    return (below.isdigit() and not AMOUNT.fullmatch(above)) or (below in ".,，" and below != "")


def is_hyphenated(text: str, start: int, end: int) -> bool:
    """Whether the text [start, end) ends within a word."""
    return text[end - 1] in HYPHENS and end - start > 1 and text[end - 2].isalnum()


def _spans(page: PdfPage, start: int, end: int) -> Iterator[tuple[Span, Script | None]]:
    """The text of a range, parted where its look or height changes; blanks look like what comes before them."""
    text = page.text
    looks = ((page.styles[start:end] & (BOLD | ITALIC)).astype(int) + 8 * (page.scripts[start:end] + 1)).tolist()
    a, look, run = start, looks[0], start
    for k in range(start, end) if any(other != look for other in looks) else ():
        here = looks[k - start]
        if here != look and (not text[k].isspace() or look >> 3 != 1):
            yield _span(page, a, k, look, run)
            run = k if here >> 3 != look >> 3 else run
            a, look = k, here
    yield _span(page, a, end, look, run)


def _span(page: PdfPage, start: int, end: int, look: int, run: int) -> tuple[Span, Script | None]:
    kind = look >> 3
    script = None if kind == 1 else Script("sup" if kind == 2 else "sub", run)
    return Span(page.text[start:end], page.start + start, bool(look & BOLD), bool(look & ITALIC)), script
