"""Intervals of means."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.metrics.intervals import bootstrap, estimate


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_interval_holds_its_mean(values: list[float]) -> None:
    mean, low, high = bootstrap(values)
    assert low - 1e-9 <= mean <= high + 1e-9 and bootstrap(values) == (mean, low, high)


def test_an_interval_needs_values() -> None:
    with pytest.raises(ValueError, match="nothing to average"):
        bootstrap([])


def test_a_single_value_has_no_width() -> None:
    assert bootstrap([0.25]) == (0.25, 0.25, 0.25)
    assert estimate([0.25]).half_width is None


def test_half_widths_are_of_t() -> None:
    """t(1) is Cauchy, t(2) has a closed form, and many values come near to the normal distribution."""
    two, three, many = estimate([0.0, 2.0]), estimate([-1.0, 0.0, 1.0]), estimate([0.0, 1.0] * 5000)
    assert two.half_width == pytest.approx(math.tan(math.pi * 0.475) * math.sqrt(2) / math.sqrt(2))
    assert three.half_width == pytest.approx(0.95 * math.sqrt(2 / (1 - 0.95**2)) / math.sqrt(3))
    assert many.half_width == pytest.approx(1.96 * 0.5 / 100, rel=1e-3)
