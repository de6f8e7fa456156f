"""Overlap of boxes: whether evidence is marked where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PageBox = tuple[int, Sequence[float] | NDArray[np.float32]]  # page index, (x0, y0, x1, y1) px


def evidence_iou(predicted: Sequence[PageBox], reference: Sequence[PageBox]) -> float:
    """Intersection over union of the areas that two sets of boxes cover, page by page (Jaccard 1901).

    Boxes of one set may overlap; what they cover together counts once. Two empty sets score 1.
    """
    shared = union = 0.0
    for page in {page for page, _ in [*predicted, *reference]}:
        sets = [
            np.array([box for p, box in boxes if p == page], np.float64).reshape(-1, 4)
            for boxes in (predicted, reference)
        ]
        both = np.concatenate(sets)
        xs, ys = np.unique(both[:, 0::2]), np.unique(both[:, 1::2])
        areas = np.diff(ys)[:, None] * np.diff(xs)[None, :]  # of the grid that all edges cut
        first, second = (_covered(boxes, xs, ys) for boxes in sets)
        shared += float(areas[first & second].sum())
        union += float(areas[first | second].sum())
    return shared / union if union > 0 else float(not predicted and not reference)


def _covered(boxes: NDArray[np.float64], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.bool_]:
    """bool [Y-1, X-1]: which cells of a grid the boxes cover; their edges lie on the grid's lines."""
    covered = np.zeros((len(ys) - 1, len(xs) - 1), np.bool_)
    for x0, y0, x1, y1 in boxes:
        covered[
            np.searchsorted(ys, y0) : np.searchsorted(ys, y1), np.searchsorted(xs, x0) : np.searchsorted(xs, x1)
        ] = True
    return covered
