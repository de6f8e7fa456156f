"""Scores of a reader that looks coarsely first, then at what each question is about (``models/zoom.py``)."""

from __future__ import annotations

from collections import defaultdict

from rich.progress import track

from glyph.data.feed.dataset import QADataset
from glyph.readers.torch_reader import TorchReader
from glyph.tasks.scores import EVIDENCE_IOU, score_answer
from glyph.text.language import CHARS_PER_TOKEN


def evaluate_zoom(reader: TorchReader, dataset: QADataset, budget: int, title: str = "zooming") -> dict[str, float]:
    """Score answers to documents that are given as such, a question at a time.

    Evidence that was not drawn was not found. Nothing is said of the CER: every question has pages of its own.

    Args:
        reader: draws what it looks at twice as its ``render_config`` says.
        dataset: of documents, rendered as if they were read whole; that is what the compression is of.
        budget: visual tokens that a question may cost the language model.
        title: of the progress bar.

    Returns:
        Means by name, as ``evaluate_reader`` gives them; ``visual_tokens`` are those of a question.
    """
    found: dict[str, list[float]] = defaultdict(list)
    text_tokens = visual_tokens = 0.0
    for index in track(range(len(dataset)), description=title, transient=True):
        sample, pages = dataset[index]
        assert sample.document is not None, "an image cannot be drawn again"
        whole = sum(len(page.text) for page in pages) / CHARS_PER_TOKEN[sample.language]
        for question in sample.questions:
            answer = reader.answer(question.text, sample.document, budget)
            score = score_answer(question, answer, answer.pages)
            found["em"].append(score.em)
            found["f1"].append(score.f1)
            found[f"em_{question.kind}"].append(score.em)
            if question.evidence:
                found["evidence_iou"].append(score.iou or 0.0)
                found["evidence_found"].append(float((score.iou or 0.0) >= EVIDENCE_IOU))
            text_tokens += whole
            visual_tokens += answer.visual_tokens
    num = len(found["em"])
    means = {name: sum(values) / len(values) for name, values in sorted(found.items())}
    means |= {"visual_tokens": visual_tokens / num, "compression_ratio": text_tokens / max(1.0, visual_tokens)}
    return {**means, "num_questions": float(num), "num_documents": float(len(dataset))}
