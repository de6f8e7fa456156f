"""Answer: what a reader says to a question, where it stands on the pages, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from glyph.models.inputs.assembler import DocumentUnits, Step
from glyph.models.ocr.reading import Reading
from glyph.readers.rules.asked import shortened
from glyph.readers.rules.protocol import Verdict
from glyph.readers.whole_numbers import with_whole_numbers
from glyph.render import Page, merge_by_line
from glyph.text.answer_program import Language, execute
from glyph.text.language import CHARS_PER_TOKEN

PageBox = tuple[int, NDArray[np.float32]]  # page index within the document, xyxy px
LEGIBLE = 0.9  # mean confidence of a reading above which what is not on a page is known not to be
UNREADABLE = 0.5  # below which such an answer is always to be looked at
BLANK_RANGE = 24  # grey levels; a page of fewer holds no ink
NOTHING_READ = "nothing legible was read on a page"
REVIEW_MARK = {"en": "[needs review]", "zh": "[需人工确认]"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character that an answer rests on and that may be another."""

    char: str
    alternative: str
    confidence: float
    page: int
    box: NDArray[np.float32]  # [4] xyxy px


@dataclass(frozen=True, slots=True)
class Focus:
    """Where on the pages a reader looked for an answer; U units of text."""

    pages: NDArray[np.int64]  # [U]
    boxes: NDArray[np.float32]  # [U, 4] xyxy px
    weights: NDArray[np.float32]  # [U] 0..1
    sizes: tuple[tuple[int, int], ...]  # height and width of each page, px


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. ``evidence`` holds a box for each line of each span it was copied or computed from.

    ``text`` is ``template`` with ``operands`` in its slots, or what the function that it calls makes of them
    (``glyph/text/answer_program.py``): how an answer was worked out can be shown, and checked (``review.py``).

    Pages are counted among those that were given, or, for a document, among ``pages``, those it was drawn as.
    """

    text: str
    confidence: float  # least sure step, times the least sure character it copied; less where review contradicts; 0..1
    evidence: tuple[PageBox, ...] = ()
    needs_review: bool = False
    reason: str = ""  # why it needs review
    language: Language = "en"
    char_confidences: tuple[float, ...] = ()  # one for each character of the text
    doubts: tuple[Doubt, ...] = ()  # least sure first
    focus: Focus | None = None
    pages: tuple[Page, ...] = ()  # what was drawn of a document to answer from
    visual_tokens: int = 0  # of all pages looked at for it: those handed to the language model and the overview's
    overview_tokens: int = 0  # of those, what a first look at the whole would cost; it is read without the model
    text_tokens: int = 0  # of the text handed over, as read or as given, and of that searched, by a common tokenizer
    searched_tokens: int = 0  # of those, what of the text of a longer source was only searched for what to look at
    words: int = 0  # units of that text among which the copy path chooses
    pixels: int = 0  # looked at, in every look
    template: str = ""  # such as "{0}" or "growth({0}, {1})"
    operands: tuple[str, ...] = ()  # the copied spans
    verdicts: tuple[Verdict, ...] = ()  # of the rules that have something to say, see ``rules/protocol.py``

    def heatmap(self, page: int) -> NDArray[np.float32]:
        """How much each pixel of a page was looked at: float32 [H, W] in 0..1.

        Raises:
            IndexError: when there is no such page.
        """
        if self.focus is None or not 0 <= page < len(self.focus.sizes):
            raise IndexError(f"page={page} is none of the {len(self.focus.sizes) if self.focus else 0} pages looked at")
        heat = np.zeros(self.focus.sizes[page], np.float32)
        for k in np.flatnonzero(self.focus.pages == page):
            x0, y0, x1, y1 = np.rint(np.maximum(self.focus.boxes[k], 0)).astype(int)
            np.maximum(heat[y0:y1, x0:x1], self.focus.weights[k], out=heat[y0:y1, x0:x1])
        return heat

    @property
    def num_tokens(self) -> int:
        """What the source cost in all: visual tokens and those of the text handed over."""
        return self.visual_tokens + self.text_tokens

    def with_overview(self, num_tokens: int) -> Answer:
        """The answer with the visual tokens of a first, coarse look counted among what it cost."""
        return replace(self, visual_tokens=self.visual_tokens + num_tokens, overview_tokens=num_tokens)

    def with_text_overview(self, num_tokens: int) -> Answer:
        """The answer with the tokens of a text that was searched for what to look at counted among what it cost."""
        return replace(self, text_tokens=self.text_tokens + num_tokens, searched_tokens=num_tokens)

    @property
    def marked(self) -> str:
        """The text, with the review mark where it needs one."""
        return f"{self.text} {REVIEW_MARK[self.language]}" if self.needs_review else self.text


def within_pages(answer: Answer, sizes: Sequence[tuple[int, int]]) -> Answer:
    """The answer with its evidence cut to the pages, of so many px height and width each."""
    cut = (np.clip(box, 0, np.array([*sizes[page][::-1]] * 2, np.float32)) for page, box in answer.evidence)
    return replace(answer, evidence=tuple((page, box) for (page, _), box in zip(answer.evidence, cut, strict=True)))


def num_text_tokens(num_chars: int, language: Language) -> int:
    """What a text of so many characters would cost a language model; blank space does not count."""
    return round(num_chars / CHARS_PER_TOKEN[language])


def legibility(images: Sequence[NDArray[np.uint8]], readings: Sequence[Reading]) -> float:
    """How legible the least legible page was: the mean confidence of its reading, 0 where nothing of its ink was read.

    Blank pages do not count, but there is nothing to answer from where all are.
    """
    pages = zip(images, readings, strict=True)
    inked = [reading.mean_confidence for image, reading in pages if reading.chars or np.ptp(image) > BLANK_RANGE]
    return min(inked, default=0.0)


def doubted_where_illegible(answer: Answer, legible: float, threshold: float) -> Answer:
    """An answer that rests on no place of the pages, such as "not stated", is no surer than the pages are legible.

    Args:
        answer: as reviewed.
        legible: 0 to 1, see ``legibility``.
        threshold: confidence under which an answer is to be looked at.
    """
    if answer.evidence or legible >= LEGIBLE:
        return answer
    reason = f"little on a page could be read, with a mean confidence of {legible:.2f}" if legible else NOTHING_READ
    reasons = [answer.reason] * bool(answer.reason) + [reason] * (legible < max(threshold, UNREADABLE))
    confidence = min(answer.confidence, legible)
    return replace(answer, confidence=confidence, needs_review=bool(reasons), reason="; ".join(reasons))


def span_text(document: DocumentUnits, chars: str, first: int, last: int) -> str:
    """The characters of units ``first`` to ``last``, spaced as on the page."""
    start, end = int(document.units.starts[first]), int(document.units.ends[last])
    return "".join((" " if k > start and document.breaks[k] else "") + chars[k] for k in range(start, end))


def doubts_of(steps: Sequence[Step], document: DocumentUnits, readings: Sequence[Reading]) -> tuple[Doubt, ...]:
    """The characters of copied spans that may be others, least sure first; ``readings`` are of the document's pages."""
    firsts = np.cumsum([0, *(len(reading.chars) for reading in readings)])
    found: list[Doubt] = []
    for step in steps:
        if not isinstance(step, tuple):
            continue
        for k in range(int(document.units.starts[step[0]]), int(document.units.ends[step[1]])):
            page = int(np.searchsorted(firsts, k, side="right")) - 1
            reading, at = readings[page], k - int(firsts[page])
            if reading.alternatives and reading.alternatives[at]:
                sure, box = float(reading.confidences[at]), reading.boxes[at]
                found.append(Doubt(reading.chars[at], reading.alternatives[at], sure, page, box))
    return tuple(sorted(found, key=lambda doubt: doubt.confidence))


def compose_answer(
    steps: Sequence[Step],
    probs: Sequence[float],
    decoded: Sequence[str],
    document: DocumentUnits,
    chars: str,
    confidences: NDArray[np.float32],
    language: Language,
) -> Answer:
    """Carry out the steps of a generated answer; it needs review where they give none (``review.py`` for the rest).

    Args:
        steps: what the model produced: token ids, and spans of units.
        probs: how sure each step was.
        decoded: text of each step that is a token; anything at a span.
        document: units of the pages as read.
        chars: the K characters read.
        confidences: [K] of each character.
        language: of the question; says how yes and no are written.
    """
    steps = with_whole_numbers(steps, document, chars)
    template = ""
    operands: list[str] = []
    evidence: list[PageBox] = []
    sure = [1.0, *probs]
    plain, by_char = "", list[float]()  # what was copied and written, and how sure each character of it is
    for step, prob, text in zip(steps, probs, decoded, strict=True):
        if isinstance(step, tuple):
            template += f"{{{len(operands)}}}"
            operands.append(span_text(document, chars, *step))
            start, end = int(document.units.starts[step[0]]), int(document.units.ends[step[1]])
            sure.append(float(confidences[start:end].min()))
            own = iter(confidences[start:end])
            by_char += [prob if char == " " else prob * float(next(own)) for char in operands[-1]]
            evidence += _span_boxes(document, *step)
            plain += operands[-1]
        else:
            written = text.replace("{", "").replace("}", "")  # braces are the template's own
            template, plain = template + written, plain + written
            by_char += [prob] * len(written)
    confidence = float(min(sure[: len(probs) + 1]) * min([1.0, *sure[len(probs) + 1 :]]))
    made = Answer("", confidence, tuple(evidence), language=language, template=template, operands=tuple(operands))
    if not template.strip():
        return replace(made, needs_review=True, reason="the model gave no answer")
    try:
        answer = execute(template, operands, language)
    except ValueError:
        of, text = " and ".join(repr(shortened(text)) for text in operands), ", ".join(operands) or template
        made = replace(made, text=text, char_confidences=(confidence,) * len(text))
        reason = f"{template.partition('(')[0]} of {of or 'nothing'} cannot be worked out"
        return replace(made, needs_review=True, reason=reason)
    each = by_char if answer == plain else [confidence] * len(answer)  # a computed one is as sure as its operands
    return replace(made, text=answer, char_confidences=tuple(each))


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
