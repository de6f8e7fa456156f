"""Whether confidences say how often they are right."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def expected_calibration_error(confidence: ArrayLike, correct: ArrayLike, bins: int = 15) -> float:
    """Mean gap between confidence and accuracy over bins of equal mass.

    Naeini et al. 2015 (ECE), with the adaptive bins of Nguyen and O'Connor 2015 (arXiv 1508.05154). Equal
    confidences keep their order, so a bin's border may part them.

    Args:
        confidence: [K] in 0..1.
        correct: bool or 0/1 [K].
        bins: how many; fewer where K is smaller.
    """
    confidences, hits = np.asarray(confidence, np.float64), np.asarray(correct, np.float64)
    if confidences.ndim != 1 or confidences.shape != hits.shape or not len(hits) or bins < 1:
        raise ValueError(
            f"needs equal, non-empty 1-D inputs and bins >= 1, got {confidences.shape}, {hits.shape}, {bins}"
        )
    if not ((confidences >= 0) & (confidences <= 1)).all():
        raise ValueError("confidence must lie in 0..1")
    order = np.argsort(confidences, kind="stable")
    gaps = [abs(float((confidences[part] - hits[part]).sum())) for part in np.array_split(order, min(bins, len(order)))]
    return sum(gaps) / len(order)
