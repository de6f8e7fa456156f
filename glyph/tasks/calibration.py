"""Fit the OCR head's confidence to how often it is right on pages whose text is known."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import torch

from glyph.models.ocr.head import OCRHead
from glyph.models.ocr.read_cells import read_cells
from glyph.models.page_encoder import PageEncoder
from glyph.models.precision import fast_autocast
from glyph.tasks.collate import TaughtBatch
from glyph.tasks.reading_scores import Compared, compare, fit_calibration, fit_grouping, summarize
from glyph.text.charset import Charset

log = logging.getLogger(__name__)

MIN_MISTAKES = 5  # fewer wrong characters do not tell what wrong ones look like


@torch.no_grad()
def fit_confidence(head: OCRHead, compared: Sequence[Compared]) -> list[Compared]:
    """Fit the confidence of characters, then that of lines and words.

    Args:
        head: whose calibration is changed.
        compared: readings of the head.

    Returns:
        The readings with their new confidence.
    """
    signs = np.concatenate([item.reading.signs for item in compared])
    head.calibration.copy_(fit_calibration(signs, np.concatenate([item.hits for item in compared])))
    head.grouping.copy_(fit_grouping([_confident_anew(head, item) for item in compared]))
    return [_confident_anew(head, item) for item in compared]


def _confident_anew(head: OCRHead, item: Compared) -> Compared:
    signs = torch.from_numpy(item.reading.signs).to(head.calibration.device)
    confidences = head.confidence(signs).cpu().numpy()
    grouping = head.grouping.cpu().numpy()
    return replace(item, reading=replace(item.reading, confidences=confidences, grouping=grouping))


@torch.no_grad()
def calibrate(encoder: PageEncoder, batches: Iterable[TaughtBatch], charset: Charset) -> dict[str, float]:
    """Fit the confidence of an encoder's OCR head anew on rendered documents; ready-made images tell nothing.

    Left as it is where hardly anything is misread (``MIN_MISTAKES``): the confidence cannot tell what it never saw.

    Args:
        encoder: in evaluation mode.
        batches: of documents that it was not trained on, on its device.
        charset: of the head.

    Returns:
        ``ece_before`` and ``ece_after``, of characters of these pages; empty where nothing was fitted.
    """
    compared: list[Compared] = []
    for batch in batches:
        with fast_autocast(batch.pixel_values.device):  # as a reader reads
            _, cells = encoder(batch.pixel_values, batch.grid_sizes)
        readings = iter(read_cells(encoder.ocr_head, cells, charset))
        for sample, pages in zip(batch.samples, batch.pages, strict=True):
            own = [(next(readings), page) for page in pages]
            compared += [compare(reading, page.text) for reading, page in own if sample.document is not None]
    mistakes = sum(int((~item.hits).sum()) for item in compared)
    if mistakes < MIN_MISTAKES:
        log.info("the confidence is left as it is: %d characters of validation are misread", mistakes)
        return {}
    before = summarize(compared)["ece"]
    return {"ece_before": before, "ece_after": summarize(fit_confidence(encoder.ocr_head, compared))["ece"]}
