"""Run a Reader over a data set: means of all scores, and every prediction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rich.progress import track

from glyph.data.feed.dataset import QADataset
from glyph.data.generators.reports.vocabulary_files import LANGUAGES, vocabulary
from glyph.data.sample import Question, Sample
from glyph.metrics.metrics import exact_match
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.render import Page
from glyph.tasks.scores import AnswersAll, Score, score_document
from glyph.text.language import CHARS_PER_TOKEN, language_of


@dataclass(frozen=True)
class Prediction:
    """One scored answer with its pages."""

    sample: Sample
    question: Question
    pages: tuple[Page, ...]
    answer: Answer
    score: Score


def evaluate_reader(
    reader: AnswersAll, dataset: QADataset, title: str = "evaluating"
) -> tuple[dict[str, float], list[Prediction]]:
    """Score a reader on every document of a data set.

    Returns:
        Means by name (``em``, ``f1``, ``cer``, ``evidence_iou``, ``em_<kind>`` ...), ``not_stated_f1``,
        ``visual_tokens`` a document, ``compression_ratio``, ``num_questions`` and ``num_documents``; and the
        predictions in order.
    """
    sums: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    predictions: list[Prediction] = []
    text_tokens, visual_tokens = 0.0, 0
    for index in track(range(len(dataset)), description=title, transient=True):
        sample, pages = dataset[index]
        scored = score_document(reader, sample, pages)
        for name, value, weight in scored.logged():
            sums[name] += value * weight
            weights[name] += weight
        text_tokens += sum(len(page.text) for page in pages) / CHARS_PER_TOKEN[sample.language]
        visual_tokens += dataset.grid.num_visual_tokens(page.grey for page in pages)
        rows = zip(sample.questions, scored.answers, scored.scores, strict=True)
        predictions += [Prediction(sample, question, pages, answer, score) for question, answer, score in rows]
    means = {name: sums[name] / weights[name] for name in sorted(sums)}
    if any(map(_is_absent, predictions)):
        means["not_stated_f1"] = not_stated_f1(predictions)
    means |= {"visual_tokens": visual_tokens / len(dataset), "compression_ratio": text_tokens / max(1, visual_tokens)}
    return {**means, "num_questions": float(len(predictions)), "num_documents": float(len(dataset))}, predictions


def not_stated_f1(predictions: Sequence[Prediction]) -> float:
    """How well is told which questions the document does not answer: F1 of saying "not stated" where that is right."""
    told = [exact_match(prediction.answer.text, _not_stated()) for prediction in predictions]
    right = [_is_absent(prediction) for prediction in predictions]
    both = sum(a and b for a, b in zip(told, right, strict=True))
    return 2 * both / max(1, sum(told) + sum(right))


@cache
def _not_stated() -> tuple[str, ...]:
    return tuple(text for language in LANGUAGES for text in vocabulary(language).not_stated)


def _is_absent(prediction: Prediction) -> bool:
    return exact_match(prediction.question.answer, _not_stated())


class MajorityReader:
    """Looks at nothing and always gives the commonest answer of the training data in the question's language."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = dict(answers)

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        default = next(iter(self.answers.values()))
        return [Answer(self.answers.get(language_of(question), default), 1.0) for question in questions], []
