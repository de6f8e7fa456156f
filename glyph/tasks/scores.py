"""Score what a Reader says of a document: answers, evidence and reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from glyph.data.generators.reports.vocabulary_files import LANGUAGES, vocabulary
from glyph.data.sample import Question, Sample
from glyph.metrics.metrics import cer, evidence_iou, exact_match, f1
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, PageBox
from glyph.render import Page
from glyph.render.visual_tokens import TokenGrid
from glyph.text.language import CHARS_PER_TOKEN


@cache
def not_stated_texts() -> tuple[str, ...]:
    """All ways to say that a document does not answer."""
    return tuple(text for language in LANGUAGES for text in vocabulary(language).not_stated)


EVIDENCE_IOU = 0.5  # at which evidence counts as found


class AnswersAll(Protocol):
    """The part of a Reader that scoring needs."""

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]: ...


@dataclass(frozen=True)
class Score:
    """Of one answer; ``iou`` is None where no evidence is labelled."""

    em: float
    f1: float
    iou: float | None


@dataclass(frozen=True)
class Prediction:
    """One scored answer with its pages."""

    sample: Sample
    question: Question
    pages: tuple[Page, ...]
    answer: Answer
    score: Score


@dataclass(frozen=True)
class ScoredDocument:
    """Answers and readings of one document with their scores."""

    sample: Sample
    pages: tuple[Page, ...]
    answers: list[Answer]
    scores: list[Score]
    cer: float | None  # of all pages together; None where the painted text is not known, or nothing was read
    num_chars: int

    def predictions(self) -> list[Prediction]:
        """Every answer by itself."""
        rows = zip(self.sample.questions, self.answers, self.scores, strict=True)
        return [Prediction(self.sample, question, self.pages, answer, score) for question, answer, score in rows]

    def logged(self) -> Iterator[tuple[str, float, int]]:
        """(name, value, weight) of everything to average."""
        for question, answer, score in zip(self.sample.questions, self.answers, self.scores, strict=True):
            yield "em", score.em, 1
            yield "f1", score.f1, 1
            yield f"em_{question.kind}", score.em, 1
            yield f"f1_{question.kind}", score.f1, 1
            yield "needs_review", float(answer.needs_review), 1
            if score.iou is not None:
                yield "evidence_iou", score.iou, 1
                yield "evidence_found", float(score.iou >= EVIDENCE_IOU), 1
        if self.cer is not None:
            yield "cer", self.cer, max(1, self.num_chars)


def references(question: Question) -> tuple[str, ...]:
    """All answers that count as right."""
    return (question.answer, *question.references)


def score_answer(question: Question, answer: Answer, pages: Sequence[Page]) -> Score:
    """Exact match, F1, and how well the evidence covers the labelled one."""
    labelled: list[PageBox] = [
        (p, box) for span in question.evidence for p, page in enumerate(pages) for box in page.boxes_of(span)
    ]
    iou = evidence_iou(answer.evidence, labelled) if labelled else None
    return Score(float(exact_match(answer.text, references(question))), f1(answer.text, references(question)), iou)


def answered(reader: AnswersAll, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
    """Answers to questions about the pages of one document, and how these were read; the one call of a Reader here."""
    return reader.answer_all(questions, pages)


def score_document(reader: AnswersAll, sample: Sample, pages: Sequence[Page]) -> ScoredDocument:
    """Ask all questions of a sample and score the answers and the reading."""
    answers, readings = answered(reader, [question.text for question in sample.questions], pages)
    scores = [score_answer(q, a, pages) for q, a in zip(sample.questions, answers, strict=True)]
    if sample.document is None or not readings:
        return ScoredDocument(sample, tuple(pages), answers, scores, None, 0)
    painted = " ".join(" ".join(page.reading_text().split()) for page in pages)
    read = " ".join(" ".join(reading.text.split()) for reading in readings)
    return ScoredDocument(sample, tuple(pages), answers, scores, cer(read, painted), len(painted))


class Totals:
    """Scores over the documents of a data set: means weighted as ``ScoredDocument.logged`` says; what pages cost."""

    def __init__(self, grid: TokenGrid) -> None:
        """
        Args:
            grid: says how many visual tokens a page is.
        """
        self.grid = grid
        self.predictions: list[Prediction] = []
        self._sums: dict[str, float] = defaultdict(float)
        self._weights: dict[str, float] = defaultdict(float)
        self._num_documents = self._visual_tokens = 0
        self._text_tokens = 0.0

    def add(self, document: ScoredDocument) -> None:
        """Count one document."""
        for name, value, weight in document.logged():
            self._sums[name] += value * weight
            self._weights[name] += weight
        language = document.sample.language
        self._text_tokens += sum(len(page.text) for page in document.pages) / CHARS_PER_TOKEN[language]
        self._visual_tokens += self.grid.num_visual_tokens(page.grey for page in document.pages)
        self._num_documents += 1
        self.predictions += document.predictions()

    def means(self) -> dict[str, float]:
        """Means by name (``em``, ``f1``, ``cer``, ``evidence_iou``, ``em_<kind>`` ...), ``not_stated_f1``,
        ``visual_tokens`` a document, ``compression_ratio``, ``num_questions`` and ``num_documents``."""
        means = {name: self._sums[name] / self._weights[name] for name in sorted(self._sums)}
        if any(map(_is_absent, self.predictions)):
            means["not_stated_f1"] = not_stated_f1(self.predictions)
        return means | {
            "visual_tokens": self._visual_tokens / max(1, self._num_documents),
            "compression_ratio": self._text_tokens / max(1, self._visual_tokens),
            "num_questions": float(len(self.predictions)),
            "num_documents": float(self._num_documents),
        }


def not_stated_f1(predictions: Sequence[Prediction]) -> float:
    """How well is told which questions the document does not answer: F1 of saying "not stated" where that is right."""
    told = [exact_match(prediction.answer.text, not_stated_texts()) for prediction in predictions]
    right = [_is_absent(prediction) for prediction in predictions]
    both = sum(a and b for a, b in zip(told, right, strict=True))
    return 2 * both / max(1, sum(told) + sum(right))


def _is_absent(prediction: Prediction) -> bool:
    return exact_match(prediction.question.answer, not_stated_texts())
