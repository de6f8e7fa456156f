"""Run a Reader over a data set: means of all scores, and every prediction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.progress import track

from glyph.data.feed.dataset import QADataset
from glyph.data.generators.reports.wordings_en import ENGLISH
from glyph.data.generators.reports.wordings_zh import CHINESE
from glyph.data.sample import Question, Sample
from glyph.metrics.metrics import exact_match
from glyph.readers.answer import Answer
from glyph.readers.protocol import Reader
from glyph.render import Page
from glyph.tasks.scores import Score, score_document
from glyph.text.language import CHARS_PER_TOKEN

NOT_STATED = (*ENGLISH.not_stated, *CHINESE.not_stated)


@dataclass(frozen=True)
class Prediction:
    """One scored answer with its pages."""

    sample: Sample
    question: Question
    pages: tuple[Page, ...]
    answer: Answer
    score: Score


def evaluate_reader(
    reader: Reader, dataset: QADataset, title: str = "evaluating"
) -> tuple[dict[str, float], list[Prediction]]:
    """Score a reader on every document of a data set.

    Returns:
        Means by name (``em``, ``f1``, ``cer``, ``evidence_iou``, ``em_<kind>`` ...), ``not_stated_f1``,
        the costs of a question (see ``costs``), ``num_questions`` and ``num_documents``; and the predictions in order.
    """
    sums: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    predictions: list[Prediction] = []
    text_tokens: list[float] = []
    for index in track(range(len(dataset)), description=title, transient=True):
        sample, pages = dataset[index]
        scored = score_document(reader, sample, pages)
        for name, value, weight in scored.logged():
            sums[name] += value * weight
            weights[name] += weight
        text_tokens += [source_tokens(sample, pages)] * len(sample.questions)
        rows = zip(sample.questions, scored.answers, scored.scores, strict=True)
        predictions += [Prediction(sample, question, pages, answer, score) for question, answer, score in rows]
    means = {name: sums[name] / weights[name] for name in sorted(sums)}
    if any(map(_is_absent, predictions)):
        means["not_stated_f1"] = not_stated_f1(predictions)
    means |= costs([prediction.answer for prediction in predictions], text_tokens)
    return {**means, "num_questions": float(len(predictions)), "num_documents": float(len(dataset))}, predictions


def source_tokens(sample: Sample, pages: Sequence[Page]) -> float:
    """What the text of a sample's pages would cost a language model in place of them."""
    return sum(len(page.text) for page in pages) / CHARS_PER_TOKEN[sample.language]


def costs(answers: Sequence[Answer], text_tokens: Sequence[float]) -> dict[str, float]:
    """What questions cost, as the reader counts it.

    Args:
        answers: to each question.
        text_tokens: that the whole source of each would cost.

    Returns:
        Means of ``visual_tokens``, of which ``overview_tokens`` are a first look's, ``text_tokens`` handed over and
        ``pixels`` looked at; ``compression_ratio``, text
        tokens of the sources over all tokens spent, where any were.
    """
    spent = sum(answer.num_tokens for answer in answers)
    means = {
        name: sum(getattr(answer, name) for answer in answers) / max(1, len(answers))
        for name in ("visual_tokens", "overview_tokens", "text_tokens", "pixels")
    }
    return means | ({"compression_ratio": sum(text_tokens) / spent} if spent else {})


def not_stated_f1(predictions: Sequence[Prediction]) -> float:
    """How well is told which questions the document does not answer: F1 of saying "not stated" where that is right."""
    told = [exact_match(prediction.answer.text, NOT_STATED) for prediction in predictions]
    right = [_is_absent(prediction) for prediction in predictions]
    both = sum(a and b for a, b in zip(told, right, strict=True))
    return 2 * both / max(1, sum(told) + sum(right))


def _is_absent(prediction: Prediction) -> bool:
    return exact_match(prediction.question.answer, NOT_STATED)
