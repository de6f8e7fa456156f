"""Scores of readings: what is counted as right, and whether confidence tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from glyph.models.ocr.reading import NUM_SIGNS, Reading, group_means, group_signs
from glyph.tasks.reading_scores import compare, fit_calibration, fit_grouping, summarize


def reading(chars: str, sure: float | list[float] = 0.95, words: list[int] | None = None) -> Reading:
    """Characters of one line; ``words`` are the first characters of its words."""
    num = len(chars)
    space = np.isin(np.arange(num), words if words is not None else [0])
    confidences = np.broadcast_to(np.asarray(sure, np.float32), num).copy()
    return Reading(
        chars,
        np.zeros((num, 4), np.float32),
        confidences,
        np.zeros(num, np.int32),
        space,
        np.zeros((num, NUM_SIGNS), np.float32),
    )


def test_what_is_right_and_what_vanished() -> None:
    found = compare(reading("a8cd"), "ab cde")
    assert found.hits.tolist() == [True, False, True, False] and found.gaps.tolist() == [4]
    assert (found.num_edits, found.num_painted, found.cer) == (2, 5, 0.4)
    nothing = compare(reading(""), "ab")
    assert nothing.cer == 1.0 and nothing.gaps.tolist() == [0, 0]
    assert compare(reading("xy"), "").hits.tolist() == [False, False]


def test_scores_of_all_pages_together() -> None:
    pages = [compare(reading("abcd", [0.9, 0.3, 0.9, 0.9]), "axcd"), compare(reading("ab"), "ab")]
    scores = summarize(pages)
    assert scores["cer"] == pytest.approx(1 / 6) and scores["chars"] == 6
    assert scores["auroc"] == 1.0 and scores["catastrophic"] == 0
    assert scores["doubted"] == pytest.approx(1 / 6)
    assert summarize([compare(reading("zz"), "ab")])["catastrophic"] == 1


def test_a_vanished_character_asks_for_doubt_beside_it() -> None:
    assert summarize([compare(reading("acd", [0.9, 0.4, 0.99]), "abcd")])["deletions_doubted"] == 1.0
    assert summarize([compare(reading("acd", [0.99, 0.99, 0.4]), "abcd")])["deletions_doubted"] == 0.0
    assert np.isnan(summarize([compare(reading("ab"), "ab")])["deletions_doubted"])


def test_fields_are_words_with_a_digit() -> None:
    scores = summarize([compare(reading("ab12c3", 1.0, words=[0, 2]), "ab 12c4")])
    assert scores["field_ece"] == pytest.approx(1.0, abs=1e-4) == scores["line_ece"]
    assert summarize([compare(reading("ab", 1.0), "ab")])["line_ece"] == pytest.approx(0.0, abs=1e-4)


def test_an_empty_page_has_no_confidence() -> None:
    scores = summarize([compare(reading(""), "")])
    assert scores["cer"] == 0.0 and np.isnan(scores["ece"]) and np.isnan(scores["line_ece"])


@given(st.integers(0, 2**32 - 1), st.floats(-1, 1), st.floats(0.3, 2))
def test_a_fit_finds_how_often_it_is_right(seed: int, bias: float, slope: float) -> None:
    rng = np.random.default_rng(seed)
    signs = rng.normal(0, 2, (4000, NUM_SIGNS)).astype(np.float32)
    hits = rng.random(4000) < 1 / (1 + np.exp(-(bias + slope * signs[:, 0])))
    weights = fit_calibration(signs, hits)
    torch.testing.assert_close(weights, torch.tensor([bias, slope, *[0.0] * (NUM_SIGNS - 1)]), atol=0.35, rtol=0)


def test_a_fit_stays_finite_where_all_is_right() -> None:
    assert torch.isfinite(fit_calibration(np.ones((10, 3), np.float32), np.ones(10, np.bool_))).all()


def test_words_and_lines_have_a_confidence() -> None:
    found = reading("ab12", [0.9, 0.8, 0.5, 1.0], words=[0, 2])
    assert found.words.tolist() == [0, 0, 1, 1]
    assert found.word_confidences == pytest.approx([0.72, 0.5], abs=1e-5)
    assert found.line_confidences == pytest.approx([0.36], abs=1e-5)
    assert reading("").line_confidences.shape == (0,) and reading("").words.shape == (0,)


def test_signs_of_groups_are_product_least_mean_and_size() -> None:
    signs = group_signs(np.array([0.9, 0.5, 0.8], np.float32), np.array([0, 0, 1], np.int32))
    odds = [[0.45 / 0.55, 1.0, 3.0], [4.0, 4.0, 4.0]]  # the mean of log 9 and log 1 is log 3
    assert signs == pytest.approx(np.column_stack([np.log(odds), np.log([2, 1])]), abs=1e-5)
    assert group_signs(np.zeros(0, np.float32), np.zeros(0, np.int32)).shape == (0, 4)


def test_means_over_groups() -> None:
    values, numbers = np.array([1, 2, 6, 5], np.float32), np.array([0, 0, 0, 1], np.int32)
    assert group_means(values, numbers).tolist() == [3, 3, 3, 5]
    assert len(group_means(values[:0], numbers[:0])) == 0


def test_grouping_fits_lines_whose_mistakes_come_together() -> None:
    """Characters of 0.9 of which either all of a line are right or none: the line is as sure as a character."""
    rng = np.random.default_rng(0)
    pages = [compare(reading("abcdefgh", 0.9), "abcdefgh" if rng.random() < 0.9 else "stuvwxyz") for _ in range(400)]
    assert summarize(pages)["line_ece"] > 0.4
    weights = fit_grouping(pages).numpy()
    fitted = [replace(page, reading=replace(page.reading, grouping=weights)) for page in pages]
    assert summarize(fitted)["line_ece"] < 0.1  # 27 pages a bin
