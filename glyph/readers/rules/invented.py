"""Invented figures: those that a model writes itself must stand in the question or on the pages.

Words that a model writes are no contradiction where no page has them: yes, no, "not stated" and what sums a page up
are its own. Figures are to be copied, or worked out from copied ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from glyph.models.ocr.reading import Reading
from glyph.readers.rules.asked import asks_count, asks_to_work_out
from glyph.readers.rules.protocol import Verdict
from glyph.text.numbers import find_numbers

if TYPE_CHECKING:
    from glyph.readers.answer import Answer

MOST_COUNTED = 20  # things that are counted without a figure for their number on the page
_SLOT = re.compile(r"\{\w+\}")


class InventedFigures:
    """Contradicts figures that are written and stand nowhere; doubts them where the question asks to work one out."""

    name = "invented"

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """See ``Rule``."""
        written = _SLOT.sub(" ", answer.template)
        if not any(char.isdigit() for char in written):
            return Verdict(self.name)
        told = tuple(invented_figures(question, written, "\n".join(reading.text for reading in readings)))
        if asks_to_work_out(question):
            return Verdict(self.name, doubts=told)
        return Verdict(self.name, told)


def invented_figures(question: str, written: str, pages: str) -> list[str]:
    """A sentence for each figure of a written text that neither the question nor the pages' text holds."""
    known = _figures(f"{question}\n{pages}")
    nowhere = sorted(_figures(written, whole=True) - known - {"0"})  # a nil is printed as a dash
    if asks_count(question):
        nowhere = [figure for figure in nowhere if not (figure.isdecimal() and int(figure) <= MOST_COUNTED)]
    return [f"the answer has {figure}, which stands nowhere on the pages" for figure in nowhere]


def _figures(text: str, whole: bool = False) -> set[str]:
    """The numbers of a text without their signs; unless ``whole``, also the parts of numbers that spaces group."""
    numbers = find_numbers(text, in_words=True, spaced=not whole)
    return {n.canonical.removeprefix("-") for n in (*numbers, *find_numbers(text, in_words=True))}
