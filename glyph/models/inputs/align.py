"""Align what was read with what was painted, so that a model can be taught on its own readings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glyph.models.inputs.assembler import PageText, word_breaks
from glyph.models.ocr.reading import Reading
from glyph.render import NO_SOURCE, Page


def read_text(reading: Reading, page: Page | None = None) -> PageText:
    """A reading as the text of a page.

    Args:
        reading: of the page.
        page: as painted, where known: each read character then gets the source offset of the painted one whose
            box holds its centre (the nearest of several), or ``NO_SOURCE``.
    """
    breaks = word_breaks(reading.lines, reading.space_before)
    if page is None:
        return PageText(reading.chars, reading.boxes, breaks)
    offsets = np.full(len(reading.chars), NO_SOURCE, np.int64)
    if len(page.boxes) and len(reading.boxes):
        centres = (reading.boxes[:, None, :2] + reading.boxes[:, None, 2:]) / 2  # [K, 1, 2]
        inside: NDArray[np.bool_] = np.all(
            (centres >= page.boxes[None, :, :2]) & (centres < page.boxes[None, :, 2:]), axis=-1
        )
        distance = np.abs(centres - (page.boxes[None, :, :2] + page.boxes[None, :, 2:]) / 2).sum(axis=-1)
        nearest = np.where(inside, distance, np.inf).argmin(axis=1)
        found = inside.any(axis=1)
        offsets[found] = page.offsets[nearest[found]]
    return PageText(reading.chars, reading.boxes, breaks, offsets)
