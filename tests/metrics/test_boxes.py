"""Overlap of evidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.metrics.boxes import evidence_iou


def test_evidence_iou() -> None:
    assert evidence_iou([(0, (0, 0, 2, 2))], [(0, (1, 0, 3, 2))]) == pytest.approx(1 / 3)
    assert evidence_iou([(0, (0, 0, 2, 2))], [(1, (0, 0, 2, 2))]) == 0
    halves = [(0, (0, 0, 2, 2)), (0, (1, 0, 4, 2))]  # overlapping, together one box
    assert evidence_iou(halves, [(0, (0, 0, 4, 2))]) == pytest.approx(1)
    assert evidence_iou([*halves, (1, (0, 0, 2, 4))], [(0, (0, 0, 4, 2))]) == pytest.approx(0.5)
    assert evidence_iou([], []) == 1
    assert evidence_iou([], halves) == 0


BOX = st.tuples(*[st.integers(0, 9)] * 4).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]) + 1, max(b[1], b[3]) + 1)
)
Placed = tuple[int, tuple[int, int, int, int]]  # page, box
BOXES = st.lists(st.tuples(st.integers(0, 1), BOX), min_size=1, max_size=5)


@given(BOXES, BOXES)
def test_evidence_iou_counts_pixels(predicted: list[Placed], reference: list[Placed]) -> None:
    grids = np.zeros((2, 2, 10, 10), bool)
    for grid, boxes in zip(grids, (predicted, reference), strict=True):
        for page, (x0, y0, x1, y1) in boxes:
            grid[page, y0:y1, x0:x1] = True
    expected = (grids[0] & grids[1]).sum() / (grids[0] | grids[1]).sum()
    assert evidence_iou(predicted, reference) == pytest.approx(expected)
