"""Answers that cannot be worked out: there is none, or an operand is no number, or runs over two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glyph.models.ocr.reading import Reading
from glyph.readers.rules.figure_rows import stands_as_one
from glyph.readers.rules.protocol import Verdict
from glyph.text.numbers import is_number, read_number

if TYPE_CHECKING:
    from glyph.readers.answer import Answer


class Workable:
    """Contradicts what ``compose_answer`` could not carry out, and sums of figures from two columns taken for one."""

    name = "workable"

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """See ``Rule``."""
        against = [answer.reason] if answer.needs_review else []
        if "(" in answer.template:
            spaced = (text for text in answer.operands if is_number(text) and read_number(text).separator == " ")
            against += [f"{text!r} are figures of two columns" for text in spaced if not stands_as_one(text, readings)]
        return Verdict(self.name, tuple(against))
