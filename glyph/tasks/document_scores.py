"""Test scores of a Reader on batches of documents, beside those of the commonest answer: what every QA task shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import torch

from glyph.data.sample import Sample
from glyph.readers.majority import MajorityReader
from glyph.readers.protocol import Reader
from glyph.render import Page
from glyph.tasks.scores import Prediction, ScoredDocument, Totals, score_document

MAJORITY_SHOWN = ("em", "f1")


class DocumentBatch(Protocol):
    """What of a batch is scored: D documents with their pages."""

    @property
    def samples(self) -> Sequence[Sample]: ...

    @property
    def pages(self) -> Sequence[Sequence[Page]]: ...


def score_batch(reader: Reader, batch: DocumentBatch, device: torch.device) -> list[ScoredDocument]:
    """Ask a reader every question of a batch, in the precision of a reader, whatever training computes in."""
    with torch.autocast(device.type, enabled=False):
        return [score_document(reader, s, pages) for s, pages in zip(batch.samples, batch.pages, strict=True)]


class TestScores:
    """Collects the test scores of a reader, and those of always giving the commonest answer of the training data."""

    __test__ = False  # no test of pytest's

    def __init__(self, reader: Reader, majority: Mapping[str, str]) -> None:
        """
        Args:
            reader: that is tested.
            majority: the commonest answer by language.
        """
        self.reader, self.majority = reader, MajorityReader(majority)
        self.totals, self.majority_totals = Totals(), Totals()

    def step(self, batch: DocumentBatch, device: torch.device) -> list[Prediction]:
        """Score a batch; returns its predictions."""
        predictions = []
        for document in score_batch(self.reader, batch, device):
            self.totals.add(document)
            self.majority_totals.add(score_document(self.majority, document.sample, document.pages))
            predictions += document.predictions()
        return predictions

    def logged(self) -> dict[str, Any]:
        """All means, as ``test/<name>``, and ``majority/em`` and ``majority/f1``."""
        test = {f"test/{name}": value for name, value in self.totals.means().items()}
        majority = self.majority_totals.means()
        return test | {f"majority/{name}": majority[name] for name in MAJORITY_SHOWN}
