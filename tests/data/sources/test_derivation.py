"""Tests of glyph.data.sources.derivation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.sources.derivation import parse_derivation


@pytest.mark.parametrize(
    ("derivation", "is_percent", "expected"),
    [
        ("44.1-56.7", False, "difference 44.1 56.7"), ("(38,476 − 24,264)", False, "difference 38476 24264"),
        ("-5,637-(-3,990)", False, "difference -5637 -3990"), ("(44.1-56.7)/56.7", True, "growth 44.1 56.7"),
        ("(-238-(-168))/-168", True, "growth -238 -168"), ("126 / 67 - 1", True, "growth 126 67"),
        ("[($166.3-$513.3)]/$513.3", True, "growth 166.3 513.3"), ("2,664/909", False, "ratio 2664 909"),
        ("(1.7%+1.5%+1.5%)/3", True, "average 1.7 1.5 1.5"), ("-(0.9 + 0.1) / 2", False, "average -0.9 -0.1"),
        ("(8+7+6)/(2019-2017+1)", False, "average 8 7 6"), ("10.0+14.0 ", False, "sum 10.0 14.0"),
        ("1+2-3", False, "sum 1 2 -3"),
        ("473,550/1,283,281", True, None), ("(1+2)-(3/4)", False, None), ("2*3", False, None),
        ("(1-2)/3", True, None),
        ("60.3 million + 32 thousand", False, None), ("1,496.5>1,202.9", False, None),
        ("", False, None), ("5", False, None),
        ("(1+2", False, None), ("1+", False, None), ("1 2", False, None), ("(1+2)/0", False, None),
        ("(" * 5000, False, None),
    ],
)  # fmt: skip
def test_matches_one_function(derivation: str, is_percent: bool, expected: str | None) -> None:
    call = parse_derivation(derivation, is_percent)
    assert (call and " ".join([call.function, *map(str, call.operands)])) == expected


def test_template_of_a_call() -> None:
    call = parse_derivation("(1+2+4)/3", False)
    assert call is not None and call.template == "average({0}, {1}, {2})"


@given(st.text(alphabet="0123456789.,+-*/()[]%$ a", max_size=30), st.booleans())
def test_any_text_is_matched_or_not(derivation: str, is_percent: bool) -> None:
    parse_derivation(derivation, is_percent)
