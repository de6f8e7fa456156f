"""Calibration error."""

from __future__ import annotations

import numpy as np
import pytest

from glyph.metrics.calibration import expected_calibration_error


def test_expected_calibration_error() -> None:
    assert expected_calibration_error([1.0, 1.0, 0.0], [True, True, False]) == 0
    assert expected_calibration_error([0.9] * 10, [1] * 5 + [0] * 5, bins=1) == pytest.approx(0.4)
    assert expected_calibration_error([0.2, 0.8], [1, 1], bins=2) == pytest.approx(0.5)
    rng = np.random.default_rng(0)
    confidence = rng.random(20000)
    assert expected_calibration_error(confidence, rng.random(20000) < confidence) < 0.02
    with pytest.raises(ValueError, match=r"0\.\.1"):
        expected_calibration_error([1.2], [1])
    with pytest.raises(ValueError, match="equal, non-empty"):
        expected_calibration_error([], [])
