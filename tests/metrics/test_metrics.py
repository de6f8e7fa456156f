"""Tests of glyph.metrics.metrics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.metrics.metrics import (
    box_iou,
    cer,
    corpus_cer,
    evidence_iou,
    exact_match,
    expected_calibration_error,
    f1,
    normalize_answer,
)


def test_cer() -> None:
    assert cer("kitten", "sitting") == pytest.approx(3 / 7)
    assert cer("", "") == 0
    assert cer("abc", "") == 3
    assert cer("数据", "数字") == 0.5
    assert corpus_cer([("a", "abc"), ("xy", "xy")]) == pytest.approx(2 / 5)
    assert corpus_cer([]) == 0


@given(st.text(max_size=20), st.text(max_size=20))
def test_cer_bounds(prediction: str, reference: str) -> None:
    longest = max(len(prediction), len(reference))
    assert 0 <= cer(prediction, reference) * max(1, len(reference)) <= longest + 1e-9
    assert cer(reference, reference) == 0


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("The  Answer, is (a) Cat!", "answer is cat"), ("U.S. cost-plus", "us costplus"), ("12.5%", "12.5"),
        ("12.50 percent", "12.5"), ("(3.2)", "-3.2"), ("−3.20", "-3.2"), ("-$3.2", "-3.2"), ("$-3.2", "-3.2"),
        ("$(1,024)", "-1024"), ("(1,024), (5)", "-1024 -5"), ("1,024", "1024"), ("1024.00", "1024"),
        ("US$ 1,024", "1024"),
        ("RMB 5", "5"), ("１，０２４．５％", "1024.5"), (".5", "0.5"), ("-0.00", "0"), ("2019, 2018", "2019 2018"),
        ("Revenue (2019)", "revenue 2019"), ("3.50亿元", "3.5亿"), ("人民币 100 元", "100元"), ("数 据，表", "数据表"),
        ("净利润 为 5 万元", "净利润为5万元"), ("4th quarter", "4th quarter"), ("$3.5m", "3.5m"),
        ("10-K", "10k"), ("", ""),
    ],
)  # fmt: skip
def test_normalize_answer(text: str, normalized: str) -> None:
    assert normalize_answer(text) == normalized


@pytest.mark.parametrize(
    ("prediction", "reference"),
    [
        ("12.5%", "12.5"),
        ("(3.2)", "-3.2"),
        ("1,024", "1024.00"),
        ("¥1,024.00元", "1024"),
        ("是。", "是"),
        ("Not stated.", "not stated"),
    ],
)
def test_exact_match(prediction: str, reference: str) -> None:
    assert exact_match(prediction, ["other", reference])
    assert f1(prediction, ["other", reference]) == 1


@pytest.mark.parametrize(
    ("a", "b"), [("12.5", "125"), ("3.2", "-3.2"), ("2019", "2018"), ("1.024", "1,024"), ("100", "1")]
)
def test_different_numbers_stay_different(a: str, b: str) -> None:
    assert not exact_match(a, [b])
    assert f1(a, [b]) == 0


def test_f1_by_token() -> None:
    assert f1("the net profit", ["net loss"]) == pytest.approx(0.5)
    assert f1("净利润", ["利润"]) == pytest.approx(0.8)
    assert f1("利润 12.5 万", ["利润125万"]) == pytest.approx(6 / 8)
    assert f1("", ["."]) == 1
    assert f1("", ["x"]) == 0
    with pytest.raises(ValueError, match="references"):
        f1("x", [])
    with pytest.raises(ValueError, match="references"):
        exact_match("x", "x")


@given(st.text(max_size=30), st.text(max_size=30))
def test_f1_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert 0 <= f1(a, [b]) <= 1
    assert f1(a, [b]) == pytest.approx(f1(b, [a]))
    assert exact_match(a, [a]) and f1(a, [a]) == 1


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_printed_forms_of_a_number_agree(whole: int, cents: int) -> None:
    printed = f"{abs(whole):,}.{cents:02d}"
    sign = whole < 0
    forms = [
        f"{'-' if sign else ''}{text}" for text in (printed, printed.replace(",", ""), f"${printed}", f"{printed}%")
    ]
    assert len({normalize_answer(form) for form in [*forms, *([f"({printed})"] if sign else [])]}) == 1


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


def test_box_iou() -> None:
    a = np.array([[0, 0, 2, 2], [5, 5, 5, 5]], np.float32)
    b = np.array([[1, 0, 3, 2], [0, 0, 2, 2], [5, 5, 5, 5]], np.float32)
    np.testing.assert_allclose(box_iou(a, b), np.array([[1 / 3, 1, 0], [0, 0, 0]]))
    assert box_iou(np.zeros((0, 4)), b).shape == (0, 3)


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
