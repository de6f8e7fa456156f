"""The one grammar of numbers: every dress in which documents print them, and what only looks like a number."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glyph
from glyph.text.numbers import find_numbers, fold_numbers, is_number, parse_number, read_number, whole_numbers

WHOLE = st.integers(0, 10**12)
FULL_WIDTH = str.maketrans("0123456789,.-()%", "０１２３４５６７８９，．－（）％")
DRESSED = st.from_regex(r"[-−△(（]{0,2}[$€]?[0-9０-９,，.．' ’]{1,12}[)）%]?( ?(CR|DR|万元))?-?", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２０４", "1204"), ("１，２０４", "1204"), ("7．6", "7.6"), ("7，600", "7600"), ("（７６）", "-76"),
        ("－１８", "-18"), ("△76", "-76"), ("▲ 94", "-94"), ("△１２", "-12"), ("76-", "-76"), ("76−", "-76"),
        ("76 CR", "-76"), ("76CR", "-76"), ("76 DR", "76"), ("1 276", "1276"), ("1\u00a0276", "1276"),
        ("1\u202f276,50", "1276.50"), ("1'276", "1276"), ("1’276.50", "1276.50"), ("1.276,50", "1276.50"),
        ("1.276.500", "1276500"), ("1.276", "1.276"), ("12,34,567", "1234567"), ("–76", "-76"), ("-$3.50", "-3.50"),
        ("1.276,50 €", "1276.50"), ("76 EUR", "76"), ("CHF 1'276", "1276"), ("6.14 per cent", "6.14"),
        ("百分之14.3", "14.3"), ("(5 million)", "-5"), ("US$3.5bn", "3.5"),
    ],
)  # fmt: skip
def test_dresses_of_one_number(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    "text",
    ["1,02", "12 34", "1.2.3", "30.06.2017", "1 2762", "5’11", "m²", "Q3", "76-CR", "12-13", "--3", "-(-3)", "△"],
)
def test_what_is_not_one_number(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Revenue (2019) and (76), (5)", "2019 76 -5"), ("46,600m²", "46600"), ("COVID-19, Q3 and F-16", ""),
        ("2011-12", "2011 12"), ("70 - 80", "70 80"), ("70 -80", "70 -80"), ("76- 23", "-76 23"),
        ("the 76- and 80-year-olds", "76 80"), ("2018，2019", "2018 2019"), ("Cash 5 204,300", "5 204300"),
        ("Other 269 292", "269 292"), ("Other 269\u00a0292", "269292"), ("on 30.06.2017", ""), ("", ""),
    ],
)  # fmt: skip
def test_numbers_in_running_text(text: str, values: str) -> None:
    assert " ".join(str(number.value) for number in find_numbers(text)) == values


def test_percent_currency_and_scale_are_told_beside_the_value() -> None:
    told = [
        (n.currency, n.scale, n.is_percent) for n in find_numbers("US$ 12.6 million, 3.5亿美元, 6.14 per cent, 12万")
    ]
    assert told == [("US$", 6, False), ("美元", 8, False), ("", 0, True), ("", 4, False)]
    assert [n.scale for n in find_numbers("$3.5m, 3.5m, RMB 2千万")] == [6, 0, 7]
    assert [read_number(text).separator for text in ("1,204", "1 204", "1’204", "1.204,5", "1204")] == [*", '.", ""]


@given(WHOLE, st.integers(0, 99), st.sampled_from(", \u00a0\u202f'’."), st.booleans(), st.booleans())
def test_every_dress_reads_the_same(
    whole: int, cents: int, separator: str, is_negative: bool, full_width: bool
) -> None:
    grouped = f"{whole:,}".replace(",", separator)
    printed = f"{grouped}{',' if separator == '.' and whole > 999 else '.'}{cents:02d}"
    value = (Decimal(whole) + Decimal(cents).scaleb(-2)) * (-1 if is_negative else 1)
    forms = (
        ["-{}", "−{}", "({})", "△{}", "▲{}", "{}-", "{} CR"] if is_negative else ["{}", "{}%", "{}万元", "${}", "{} DR"]
    )
    for form in forms:
        text = form.format(printed)
        assert parse_number(text.translate(FULL_WIDTH) if full_width and separator == "," else text) == value


@given(st.lists(DRESSED, max_size=4).map(" and ".join), st.booleans(), st.booleans())
def test_spans_are_in_order_and_hold_their_digits(text: str, in_words: bool, spaced: bool) -> None:
    numbers = find_numbers(text, in_words, spaced)
    for number in numbers:
        assert 0 <= number.start <= number.first < number.last <= number.end <= len(text)
        assert Decimal(number.canonical) == number.value
        assert re.fullmatch(r"[0-9]*\.?[0-9]+", number.digits)
    assert all(one.end <= two.start for one, two in pairwise(numbers))


@given(st.text(max_size=40))
def test_any_text_is_searched(text: str) -> None:
    assert len(fold_numbers(text)) == len(text)
    for number in find_numbers(text, spaced=True):
        assert number.value.is_finite()


@given(DRESSED)
def test_a_text_that_parses_is_one_number(text: str) -> None:
    if is_number(text):
        assert abs(parse_number(text)) == abs(Decimal(read_number(text).canonical))


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("was 76- in", "-", "-"), ("76-", "-", "76-"), ("△76", "△", "△76"), ("△76", "76", "△76"),
        ("76 CR", "CR", "76 CR"),
        ("1'276", "276", "1'276"), ("1,276", "1", "1,276"), ("(76)", "76", "76"), ("$76", "76", "76"),
        ("30.06.2017", "06", "30.06.2017"), ("Other 269 292", "292", "292"), ("Cash and", "and", "and"),
    ],
)  # fmt: skip
def test_a_range_is_widened_to_whole_numbers(text: str, part: str, whole: str) -> None:
    start, end = whole_numbers(text, text.index(part), text.index(part) + len(part))
    assert text[start:end] == whole


# Patterns of digits with a point or comma that are no numbers of a text, by file, and why.
NO_NUMBERS = {
    # documents lie below text and cannot take from it; these tell marks and places of figures, not their values
    "documents/scripts.py": "what may bear an exponent or a footnote mark",
    "documents/columns.py": "which cells of a text table are figures",
    "documents/pdf/spans.py": "which spans of a PDF line are figures of a column",
    "documents/pdf/tables/parts.py": "figures that a PDF draws in several pieces",
    "documents/pdf/tables/aligned.py": "numbers of list items",
    "documents/html/attributes.py": "lengths as HTML spells them",
    "documents/html/source.py": "character references",
    "documents/pdf/reflow.py": "the mark of a list's item",
    "data/generators/filings/questions.py": "the numbering before a label",
    "text/passages.py": "terms that are searched for, figures whole",
}
NUMBER_PATTERN = re.compile(r"(?:\\d|\[[^\]]*(?:0-9|\\d)[^\]]*\])(?:.*?)(?:\\\.|\[\.|\[,|,\[|,\(|\\d,|,\\d)", re.DOTALL)


def test_only_one_module_defines_what_a_number_is() -> None:
    root = Path(glyph.__file__).parent
    found = set()
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NUMBER_PATTERN.search(node.value):
                found.add(file.relative_to(root).as_posix())
    assert "text/numbers.py" in found
    assert found - set(NO_NUMBERS) == {"text/numbers.py"}, "take numbers from glyph/text/numbers.py"
