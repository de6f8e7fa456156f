"""Score what a Reader says of a document: answers, evidence and reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from glyph.data.generators.reports.vocabulary_files import LANGUAGES, vocabulary
from glyph.data.sample import Question, Sample
from glyph.metrics.answers import exact_match, f1
from glyph.metrics.boxes import evidence_iou
from glyph.metrics.text_errors import cer
from glyph.readers.answer import Answer, PageBox
from glyph.readers.protocol import PageReader, Reader
from glyph.render import Page
from glyph.text.language import CHARS_PER_TOKEN


@cache
def not_stated_texts() -> tuple[str, ...]:
    """All ways to say that a document does not answer."""
    return tuple(text for language in LANGUAGES for text in vocabulary(language).not_stated)


EVIDENCE_IOU = 0.5  # at which evidence counts as found


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


def score_document(reader: Reader, sample: Sample, pages: Sequence[Page]) -> ScoredDocument:
    """Ask all questions of a sample and score the answers, and the reading where the reader tells it."""
    answers = reader.answer([question.text for question in sample.questions], pages)
    readings = reader.read(pages) if isinstance(reader, PageReader) and sample.document is not None else []
    scores = [score_answer(q, a, pages) for q, a in zip(sample.questions, answers, strict=True)]
    if not readings:
        return ScoredDocument(sample, tuple(pages), answers, scores, None, 0)
    painted = " ".join(" ".join(page.reading_text().split()) for page in pages)
    read = " ".join(" ".join(reading.text.split()) for reading in readings)
    return ScoredDocument(sample, tuple(pages), answers, scores, cer(read, painted), len(painted))


class Totals:
    """Scores over the documents of a data set: means weighted as ``ScoredDocument.logged`` says, and what they cost."""

    def __init__(self) -> None:
        self.predictions: list[Prediction] = []
        self._sums: dict[str, float] = defaultdict(float)
        self._weights: dict[str, float] = defaultdict(float)
        self._num_documents = 0
        self._source_tokens = 0.0

    def add(self, document: ScoredDocument) -> None:
        """Count one document."""
        for name, value, weight in document.logged():
            self._sums[name] += value * weight
            self._weights[name] += weight
        self._source_tokens += len(document.answers) * source_tokens(document.sample, document.pages)
        self._num_documents += 1
        self.predictions += document.predictions()

    def means(self) -> dict[str, float]:
        """Means by name (``em``, ``f1``, ``cer``, ``evidence_iou``, ``em_<kind>`` ...), ``not_stated_f1``, the costs of
        a question (see ``costs``), ``num_questions`` and ``num_documents``."""
        means = {name: self._sums[name] / self._weights[name] for name in sorted(self._sums)}
        if any(map(_is_absent, self.predictions)):
            means["not_stated_f1"] = not_stated_f1(self.predictions)
        means |= costs([prediction.answer for prediction in self.predictions], self._source_tokens)
        return means | {
            "num_questions": float(len(self.predictions)),
            "num_documents": float(self._num_documents),
        }


def source_tokens(sample: Sample, pages: Sequence[Page]) -> float:
    """What the text of a sample's pages would cost a language model in place of them."""
    return sum(len(page.text) for page in pages) / CHARS_PER_TOKEN[sample.language]


def costs(answers: Sequence[Answer], source_tokens: float) -> dict[str, float]:
    """What questions cost, as their reader counts it.

    Args:
        answers: to each question.
        source_tokens: text tokens of the whole source of each, summed.

    Returns:
        Means of ``visual_tokens``, of which ``overview_tokens`` are a first look's, of ``text_tokens`` (words read and
        handed to the copy path, or text handed over in place of pages) and of ``pixels`` looked at;
        ``compression_ratio``, text tokens of the sources over visual tokens, where a page was seen; and
        ``total_compression_ratio``, over visual and handed text tokens together.
    """
    names = ("visual_tokens", "overview_tokens", "text_tokens", "pixels")
    means = {name: sum(getattr(answer, name) for answer in answers) / max(1, len(answers)) for name in names}
    ratios = {
        "compression_ratio": sum(answer.visual_tokens for answer in answers),
        "total_compression_ratio": sum(answer.num_tokens for answer in answers),
    }
    return means | {name: source_tokens / spent for name, spent in ratios.items() if spent}


def not_stated_f1(predictions: Sequence[Prediction]) -> float:
    """How well is told which questions the document does not answer: F1 of saying "not stated" where that is right."""
    told = [exact_match(prediction.answer.text, not_stated_texts()) for prediction in predictions]
    right = [_is_absent(prediction) for prediction in predictions]
    both = sum(a and b for a, b in zip(told, right, strict=True))
    return 2 * both / max(1, sum(told) + sum(right))


def _is_absent(prediction: Prediction) -> bool:
    return exact_match(prediction.question.answer, not_stated_texts())
