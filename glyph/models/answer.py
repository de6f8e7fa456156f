"""Answer: what a reader says to a question, where it stands on the pages, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glyph.data.program import Language, execute
from glyph.data.qa_collate import DocumentUnits, Step
from glyph.render import merge_by_line

PageBox = tuple[int, NDArray[np.float32]]  # page index within the document, xyxy px
REVIEW_CONFIDENCE = 0.5  # answers less sure than this are to be looked at by a person
REVIEW_MARK = {"en": "[needs review]", "zh": "[需人工确认]"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. ``evidence`` holds a box for each line of each span it was copied or computed from."""

    text: str
    confidence: float  # least sure step, times the least sure character it copied; 0..1
    evidence: tuple[PageBox, ...] = ()
    needs_review: bool = False
    reason: str = ""  # why it needs review
    language: Language = "en"

    @property
    def marked(self) -> str:
        """The text, with the review mark where it needs one."""
        return f"{self.text} {REVIEW_MARK[self.language]}" if self.needs_review else self.text


def span_text(document: DocumentUnits, chars: str, first: int, last: int) -> str:
    """The characters of units ``first`` to ``last``, spaced as on the page."""
    start, end = int(document.units.starts[first]), int(document.units.ends[last])
    return "".join((" " if k > start and document.breaks[k] else "") + chars[k] for k in range(start, end))


def compose_answer(
    steps: Sequence[Step],
    probs: Sequence[float],
    decoded: Sequence[str],
    document: DocumentUnits,
    chars: str,
    confidences: NDArray[np.float32],
    language: Language,
) -> Answer:
    """Carry out the steps of a generated answer.

    Args:
        steps: what the model produced: token ids, and spans of units.
        probs: how sure each step was.
        decoded: text of each step that is a token; anything at a span.
        document: units of the pages as read.
        chars: the K characters read.
        confidences: [K] of each character.
        language: of the question; says how yes and no are written.
    """
    template = ""
    operands: list[str] = []
    evidence: list[PageBox] = []
    sure = [1.0, *probs]
    for step, text in zip(steps, decoded, strict=True):
        if isinstance(step, tuple):
            template += f"{{{len(operands)}}}"
            operands.append(span_text(document, chars, *step))
            start, end = int(document.units.starts[step[0]]), int(document.units.ends[step[1]])
            sure.append(float(confidences[start:end].min()))
            evidence += _span_boxes(document, *step)
        else:
            template += text.replace("{", "").replace("}", "")  # braces are the template's own
    confidence = float(min(sure[: len(probs) + 1]) * min([1.0, *sure[len(probs) + 1 :]]))
    if not template.strip():
        return Answer("", confidence, (), True, "the model gave no answer", language)
    try:
        answer = execute(template, operands, language)
    except ValueError as error:
        return Answer(", ".join(operands) or template, confidence, tuple(evidence), True, str(error), language)
    unsure = confidence < REVIEW_CONFIDENCE
    reason = f"confidence {confidence:.2f} is under {REVIEW_CONFIDENCE}" if unsure else ""
    return Answer(answer, confidence, tuple(evidence), unsure, reason, language)


def _span_boxes(document: DocumentUnits, first: int, last: int) -> list[PageBox]:
    boxes, pages = document.boxes[first : last + 1], document.pages[first : last + 1]
    found: list[PageBox] = []
    for page in np.unique(pages):
        here = boxes[pages == page]
        lines = np.concatenate([[0], np.cumsum(here[1:, 0] < here[:-1, 0])]).astype(
            np.int32
        )  # x jumps back: a new line
        found += [(int(page), box) for box in merge_by_line(here, lines)]
    return found
