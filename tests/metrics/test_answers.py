"""Exact match and F1 of answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.metrics.answers import exact_match, f1, normalize_answer


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
