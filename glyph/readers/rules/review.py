"""Review: which answers a person should look at, and why.

Three things speak against an answer. What contradicts it: it is not of the kind asked for, cannot be worked out, or
has a figure that stands nowhere on the pages; hardly any such answer is right, so little is left of its confidence.
What casts doubt on the figures it rests on: a digit that may be another, figures that do not add up, a growth that is
hardly possible; then the answer may be right and is to be looked at all the same. And little confidence, without a
reason that can be told.

Words that the language model writes are no contradiction where no page has them: yes, no, "not stated" and what sums
a page up are its own. Figures are never its own: they are copied, or worked out from copied ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, Doubt
from glyph.readers.rules.asked import misfit, shortened
from glyph.readers.rules.balance import Imbalance, broken_equations, misread_sums
from glyph.readers.rules.figure_rows import Figure, figure_rows
from glyph.readers.rules.growth import odd_growth, wrong_rates

REVIEW_CONFIDENCE = 0.79  # answers less sure than this are to be looked at; by validation, see benchmarks/review.py
AGAINST = 0.02  # of its confidence that an answer keeps when something contradicts it; by validation too
DOUBTED_CHAR = 0.85  # a digit that is less sure than this, and may be another, is told
_FIGURE_CHARS = {**{char: char for char in "0123456789.,%("}, **dict.fromkeys("-−–—", "-"), ")": "("}
_WRITTEN_FIGURE = re.compile(r"\d(?:[\d,.]*\d)?")


def review(
    answer: Answer,
    question: str,
    readings: Sequence[Reading],
    threshold: float = REVIEW_CONFIDENCE,
    passed_over: Answer | None = None,
) -> Answer:
    """Say whether an answer needs a person's look, and why; what contradicts it lowers its confidence.

    Args:
        answer: as composed; one that says already why it needs review keeps that reason.
        question: what was asked.
        readings: of the pages that it was answered from, in order.
        threshold: confidence under which an answer is flagged without further reason; 0 leaves reasons alone.
        passed_over: a likelier answer that was contradicted, in place of which this one is given.
    """
    against = [answer.reason] if answer.needs_review else list(contradictions(answer, question, readings))
    confidence = AGAINST * answer.confidence if against else answer.confidence
    reasons = [*against, *doubtful_characters(answer), *doubtful_figures(answer, readings)]
    if passed_over is not None:
        reasons.append(f"a likelier answer, {shortened(passed_over.text)!r}, cannot be right")
    if not reasons and confidence < threshold:
        reasons = [f"confidence {confidence:.2f} is under {threshold:g}"]
    return replace(answer, confidence=confidence, needs_review=bool(reasons), reason="; ".join(reasons))


def is_contradicted(answer: Answer, question: str, readings: Sequence[Reading]) -> bool:
    """Whether an answer as composed cannot be worked out, or cannot be right."""
    return answer.needs_review or any(True for _ in contradictions(answer, question, readings))


def contradictions(answer: Answer, question: str, readings: Sequence[Reading]) -> Iterator[str]:
    """What cannot be so if the answer is right."""
    if reason := misfit(question, answer.text, answer.template):
        yield reason
    written = _figures_in(re.sub(r"\{\d+\}", " ", answer.template))
    if not written:
        return
    known = _figures_in(" ".join([question, *(reading.text for reading in readings)]))
    for figure in sorted(written - known):
        yield f"the answer has {figure}, which stands nowhere on the pages"


def doubtful_characters(answer: Answer) -> Iterator[str]:
    """Digits, points and signs of the copied text that may be others, so that it would be another figure."""
    told: set[tuple[str, str, int]] = set()
    for doubt in answer.doubts:
        if _changes_figure(doubt) and doubt.confidence < DOUBTED_CHAR:
            key = (doubt.char, doubt.alternative, doubt.page)
            if key not in told and any(doubt.char in operand and _is_figure(operand) for operand in answer.operands):
                told.add(key)
                yield f"a {doubt.char!r} on page {doubt.page + 1} may be a {doubt.alternative!r}"


def doubtful_figures(answer: Answer, readings: Sequence[Reading]) -> Iterator[str]:
    """Figures that the answer rests on and that do not go with each other, or with others of their column or row."""
    if not any(map(_is_figure, answer.operands)):
        return
    if answer.template.startswith("growth(") and len(answer.operands) == 2 and (odd := odd_growth(*answer.operands)):
        yield odd
    pages = [figure_rows(reading, page) for page, reading in enumerate(readings)]
    broken = [*broken_equations([row for rows in pages for row in rows])]
    for reading, rows in zip(readings, pages, strict=True):
        broken += [*misread_sums(rows), *wrong_rates(reading, rows)]
    yield from dict.fromkeys(found.sentence for found in broken if _rests_on(answer, found))


def _figures_in(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text)
    return {figure.replace(",", "") for figure in _WRITTEN_FIGURE.findall(plain)}


def _changes_figure(doubt: Doubt) -> bool:
    """Whether the other character would make another number; kinds of dashes and brackets are one."""
    char, other = (_FIGURE_CHARS.get(unicodedata.normalize("NFKC", c)) for c in (doubt.char, doubt.alternative))
    return char is not None and other is not None and char != other


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _rests_on(answer: Answer, found: Imbalance) -> bool:
    return any(_holds(page, box, figure) for figure in found.figures for page, box in answer.evidence)


def _holds(page: int, box: NDArray[np.float32], figure: Figure) -> bool:
    x, y = (figure.box[0] + figure.box[2]) / 2, (figure.box[1] + figure.box[3]) / 2
    return page == figure.page and bool(box[0] <= x < box[2] and box[1] <= y < box[3])
