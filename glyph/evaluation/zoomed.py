"""Scores of a reader that looks coarsely first, then at what each question is about (``readers/zoom.py``)."""

from __future__ import annotations

from collections import defaultdict

from rich.progress import track

from glyph.data.feed.dataset import QADataset
from glyph.readers.answer import Answer
from glyph.readers.protocol import Reader
from glyph.tasks.scores import EVIDENCE_IOU, costs, score_answer, source_tokens


def evaluate_zoom(reader: Reader, dataset: QADataset, budget: int, title: str = "zooming") -> dict[str, float]:
    """Score answers to documents that are given as such, a question at a time.

    Evidence that was not drawn was not found. Nothing is said of the CER: every question has pages of its own.

    Args:
        reader: draws what it looks at twice as its ``render_config`` says.
        dataset: of documents, whose whole text is what the compression is of.
        budget: visual tokens that a question may cost the language model.
        title: of the progress bar.

    Returns:
        Means by name, as ``evaluate_reader`` gives them.
    """
    found: dict[str, list[float]] = defaultdict(list)
    text_tokens = 0.0
    answers: list[Answer] = []
    for index in track(range(len(dataset)), description=title, transient=True):
        sample, pages = dataset[index]
        assert sample.document is not None, "an image cannot be drawn again"
        told = reader.answer([question.text for question in sample.questions], sample.document, budget)
        for question, answer in zip(sample.questions, told, strict=True):
            score = score_answer(question, answer, answer.pages)
            found["em"].append(score.em)
            found["f1"].append(score.f1)
            found[f"em_{question.kind}"].append(score.em)
            if question.evidence:
                found["evidence_iou"].append(score.iou or 0.0)
                found["evidence_found"].append(float((score.iou or 0.0) >= EVIDENCE_IOU))
            text_tokens += source_tokens(sample, pages)
        answers += told
    num = len(found["em"])
    means = {name: sum(values) / len(values) for name, values in sorted(found.items())}
    return {**means, **costs(answers, text_tokens), "num_questions": float(num), "num_documents": float(len(dataset))}
