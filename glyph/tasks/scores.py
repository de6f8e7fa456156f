"""Score what a Reader says of a document: answers, evidence and reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glyph.data.sample import Question, Sample
from glyph.metrics.metrics import cer, evidence_iou, exact_match, f1
from glyph.readers.answer import Answer, PageBox
from glyph.readers.protocol import PageReader, Reader
from glyph.render import Page

EVIDENCE_IOU = 0.5  # at which evidence counts as found


@dataclass(frozen=True)
class Score:
    """Of one answer; ``iou`` is None where no evidence is labelled."""

    em: float
    f1: float
    iou: float | None


@dataclass(frozen=True)
class ScoredDocument:
    """Answers and readings of one document with their scores."""

    sample: Sample
    answers: list[Answer]
    scores: list[Score]
    cer: float | None  # of all pages together; None where the painted text is not known, or nothing was read
    num_chars: int

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
        return ScoredDocument(sample, answers, scores, None, 0)
    painted = " ".join(" ".join(page.reading_text().split()) for page in pages)
    read = " ".join(" ".join(reading.text.split()) for reading in readings)
    return ScoredDocument(sample, answers, scores, cer(read, painted), len(painted))
