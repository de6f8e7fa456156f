"""Wear: pages stay pages, text stays in place, and everything follows from the generator."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.pages.degrade import degrade, stamped, turned
from glyph.render import RenderConfig, render

PAGE = next(render("Net income 1,024 净利润\n" * 4, RenderConfig(page_width_pt=160, page_height_pt=96))).image


@given(st.integers(0, 2**32), st.sampled_from([0.3, 1.0, 2.5, 20.0]))
def test_pages_stay_pages(seed: int, strength: float) -> None:
    before = PAGE.copy()
    one, two = (degrade(PAGE, np.random.default_rng(seed), strength) for _ in range(2))
    assert one.shape == PAGE.shape and one.dtype == np.uint8
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(PAGE, before)


def test_no_strength_changes_nothing() -> None:
    np.testing.assert_array_equal(degrade(PAGE, np.random.default_rng(0), 0.0), PAGE)


def test_wear_grows_with_strength_and_spares_legibility() -> None:
    def damage(strength: float) -> float:
        worn = [degrade(PAGE, np.random.default_rng(seed), strength) for seed in range(30)]
        return float(np.mean([np.abs(image.astype(float) - PAGE).mean() for image in worn]))

    assert 0 < damage(0.3) < damage(1.0) < damage(2.0)
    correlation = [np.corrcoef(degrade(PAGE, np.random.default_rng(s)).ravel(), PAGE.ravel())[0, 1] for s in range(30)]
    assert min(correlation) > 0.7


@pytest.mark.parametrize("shift", [(0, 1), (1, 0)])
def test_no_character_moves(shift: tuple[int, int]) -> None:
    for seed in range(10):
        worn = degrade(PAGE, np.random.default_rng(seed)).ravel()
        moved = np.roll(PAGE, shift, axis=(0, 1)).ravel()
        assert np.corrcoef(worn, PAGE.ravel())[0, 1] > np.corrcoef(worn, moved)[0, 1]


def test_stamps_darken_and_spare_legibility() -> None:
    stamps = [stamped(PAGE, np.random.default_rng(seed)) for seed in range(30)]
    assert all((stamp <= PAGE).all() and stamp.dtype == np.uint8 for stamp in stamps)
    assert sum((stamp != PAGE).any() for stamp in stamps) > 20
    assert all(((stamp < 60) == (PAGE < 60)).mean() > 0.9 for stamp in stamps)


@given(st.floats(-5, 5))
def test_boxes_turn_with_their_ink(degrees: float) -> None:
    """A turned blot is where its turned box is."""
    image = np.full((120, 200), 255, np.uint8)
    image[20:30, 150:160] = 0
    out, boxes = turned(image, np.array([[150, 20, 160, 30]], np.float32), degrees, 255)
    rows, columns = np.nonzero(out < 128)
    middle = np.array([columns.mean() + 0.5, rows.mean() + 0.5])
    np.testing.assert_allclose((boxes[0, :2] + boxes[0, 2:]) / 2, middle, atol=0.6)
    assert out[0, 0] == 255 and out.shape == image.shape
