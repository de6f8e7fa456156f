"""Run a Reader over a data set: means of all scores, and every prediction."""

from __future__ import annotations

from rich.progress import track

from glyph.data.feed.dataset import QADataset
from glyph.readers.majority import MajorityReader
from glyph.readers.protocol import Reader
from glyph.tasks.scores import Prediction, Totals, not_stated_f1, score_document

__all__ = ["MajorityReader", "Prediction", "evaluate_reader", "not_stated_f1"]


def evaluate_reader(
    reader: Reader, dataset: QADataset, title: str = "evaluating"
) -> tuple[dict[str, float], list[Prediction]]:
    """Score a reader on every document of a data set.

    Returns:
        Means by name, as ``Totals.means`` gives them; and the predictions in order.
    """
    totals = Totals()
    for index in track(range(len(dataset)), description=title, transient=True):
        sample, pages = dataset[index]
        totals.add(score_document(reader, sample, pages))
    return totals.means(), totals.predictions
