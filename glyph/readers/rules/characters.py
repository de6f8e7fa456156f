"""Doubtful characters: a digit, point or sign of a copied figure that may be another, so that it is another figure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glyph.models.ocr.reading import Reading
from glyph.readers.rules.protocol import Verdict

if TYPE_CHECKING:
    from glyph.readers.answer import Answer, Doubt

DOUBTED_CHAR = 0.85  # a digit that is less sure than this, and may be another, is told
_FIGURE_CHARS = {**{char: char for char in "0123456789.,%("}, **dict.fromkeys("-−–—", "-"), ")": "("}


class DoubtfulCharacters:
    """Doubts figures with a character that may be another; that is in the confidence already."""

    name = "characters"

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """See ``Rule``."""
        return Verdict(self.name, doubts=tuple(doubtful_characters(answer)))


def doubtful_characters(answer: Answer) -> Iterator[str]:
    """A sentence for each kind of doubt on each page."""
    told: set[tuple[str, str, int]] = set()
    for doubt in answer.doubts:
        if _changes_figure(doubt) and doubt.confidence < DOUBTED_CHAR:
            key = (doubt.char, doubt.alternative, doubt.page)
            if key not in told and any(doubt.char in operand and is_figure(operand) for operand in answer.operands):
                told.add(key)
                yield f"a {doubt.char!r} on page {doubt.page + 1} may be a {doubt.alternative!r}"


def is_figure(text: str) -> bool:
    """Whether a copied text has a digit."""
    return any(char.isdigit() for char in text)


def _changes_figure(doubt: Doubt) -> bool:
    """Whether the other character would make another number; kinds of dashes and brackets are one."""
    char, other = (_FIGURE_CHARS.get(unicodedata.normalize("NFKC", c)) for c in (doubt.char, doubt.alternative))
    return char is not None and other is not None and char != other
