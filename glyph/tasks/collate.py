"""Collate samples into a TaughtBatch: what the model is fed, with the answers it is to give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from transformers import PreTrainedTokenizerBase

from glyph.data.sample import Question, Sample
from glyph.models.inputs.assembler import DocumentUnits, InputAssembler, PageText, Step, document_units
from glyph.models.inputs.batch import QABatch
from glyph.render import Page


@dataclass
class TaughtBatch(QABatch):
    """A QABatch with the answers in its labels, and the samples and pages it was made of, for scoring."""

    samples: tuple[Sample, ...] = ()  # D
    pages: tuple[tuple[Page, ...], ...] = ()  # of each


def answer_steps(question: Question, document: DocumentUnits, tokenizer: PreTrainedTokenizerBase) -> list[Step] | None:
    """The answer as the model is to produce it: text tokens and copied spans, in the order of the template.

    None when a span of the evidence is not painted (hidden by the paragraph policy), or not in one piece (a
    table cell of several lines), so the question cannot be taught; without a template the answer is spelled.
    """
    template = question.template if question.template is not None else question.answer
    steps: list[Step] = []
    for piece in re.split(r"(\{\d+\})", template):
        if re.fullmatch(r"\{\d+\}", piece) and question.template is not None:
            span = _unit_span(question.evidence[int(piece[1:-1])], document)
            if span is None:
                return None
            steps.append(span)
        elif piece:
            steps += tokenizer.encode(piece, add_special_tokens=False)
    return steps


def _unit_span(span: tuple[int, int], document: DocumentUnits) -> tuple[int, int] | None:
    if document.offsets is None:
        return None
    wanted = (document.offsets >= span[0]) & (document.offsets < span[1])
    inside = np.flatnonzero(wanted)
    if not len(inside):
        return None
    foreign = ~wanted & (
        document.offsets >= 0
    )  # other cells between two lines of a cell; marks and misreadings are not
    if foreign[inside[0] : inside[-1] + 1].any():
        return None
    return document.units.covering(int(inside[0]), int(inside[-1]) + 1)


class QACollator:
    """Turns rendered samples into a ``TaughtBatch``."""

    def __init__(
        self,
        assembler: InputAssembler,
        use_copy: bool = True,
    ) -> None:
        """
        Args:
            assembler: lays out what the model is fed.
            use_copy: False teaches every answer by its letters, computed ones too; see ``PageQA``.
        """
        self.assembler, self.use_copy = assembler, use_copy

    def __call__(self, items: Sequence[tuple[Sample, Sequence[Page]]]) -> TaughtBatch:
        """Batch documents for training or teacher-forced scoring; their questions come in order."""
        samples, pages = [item[0] for item in items], [item[1] for item in items]
        return self.batch(samples, pages, [[PageText.of_page(page) for page in group] for group in pages])

    def batch(
        self,
        samples: Sequence[Sample],
        pages: Sequence[Sequence[Page]],
        texts: Sequence[Sequence[PageText]],
    ) -> TaughtBatch:
        """A batch whose units come from ``texts``, one a page: what was painted, or what was read there."""
        documents = [
            document_units(own, [len(page.grey) for page in group], self.assembler.charset)
            for own, group in zip(texts, pages, strict=True)
        ]
        questions = [question.text for sample in samples for question in sample.questions]
        owner = [d for d, sample in enumerate(samples) for _ in sample.questions]
        taught = [
            (q if self.use_copy else replace(q, template=None), documents[d])
            for d, sample in enumerate(samples)
            for q in sample.questions
        ]
        steps = [answer_steps(question, document, self.assembler.tokenizer) for question, document in taught]
        fed = self.assembler.assemble([[p.grey for p in group] for group in pages], documents, questions, owner, steps)
        batch = TaughtBatch(**vars(fed), samples=tuple(samples), pages=tuple(tuple(group) for group in pages))
        flat = [page for group in pages for page in group]
        batch.char_boxes = torch.from_numpy(np.concatenate([page.boxes for page in flat]))
        ids = np.concatenate([self.assembler.charset.encode(page.text) for page in flat])
        batch.char_ids = torch.from_numpy(np.where(ids == 0, -1, ids))
        batch.char_pages = torch.from_numpy(
            np.concatenate([np.full(len(p.text), i, np.int64) for i, p in enumerate(flat)])
        )
        return batch
