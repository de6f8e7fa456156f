"""Tests of glyph.text.answer_program."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.text.answer_program import FUNCTIONS, execute
from glyph.text.numbers import parse_number

CENTS = st.integers(-(10**15), 10**15).map(lambda cents: Decimal(cents).scaleb(-2))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,024", "1024"), ("(1,234)", "-1234"), ("-3.2", "-3.2"), ("−3.2", "-3.2"), ("$ 1,024", "1024"),
        ("12.5%", "12.5"), ("¥1,024.00", "1024.00"), ("1,024万元", "1024"), ("１，０２４．５", "1024.5"),
        ("（1,234）", "-1234"), ("$(1,234)", "-1234"), ("($1,234)", "-1234"), ("-$3", "-3"), ("$-3", "-3"),
        ("(5.2)%", "-5.2"), ("(5.2%)", "-5.2"), ("+7", "7"), (".5", "0.5"), ("US$ 12.6 million", "12.6"),
        ("人民币3.5亿元", "3.5"), ("￥12", "12"), ("2.5个百分点", "2.5"), ("0", "0"), ("１２．５％", "12.5"),
        ("$  1,452.4", "1452.4"),
    ],
)  # fmt: skip
def test_reads_printed_numbers(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)
    assert str(parse_number(text)) == value  # decimals as printed


@pytest.mark.parametrize(
    "text", ["", "abc", "1,02", "12 34", "(3", "3)", "1.2.3", "--3", "1e5", "٣", "- - %", "2019 and 2018", "NaN"]
)
def test_refuses_what_is_not_one_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@given(CENTS)
def test_reads_back_every_way_to_print(value: Decimal) -> None:
    printed = f"{value:,}"
    for text in (str(value), printed, f"$ {printed}", f"{printed}%", f"{printed}万元", printed.replace("-", "−")):
        assert parse_number(text) == value
    if value < 0:
        assert parse_number(f"({-value:,})") == value


@pytest.mark.parametrize(
    ("template", "operands", "answer"),
    [
        ("{0}", ["net profit (loss)"], "net profit (loss)"),
        ("not stated", [], "not stated"),
        ("{0}, {1}", ["2019", "2018"], "2019, 2018"),
        ("between {1} and {0}", ["a", "{9}"], "between {9} and a"),
        ("growth({0}, {1})", ["44.1", "56.7"], "-22.22%"),
        ("growth({0},{1})", ["5", "(10)"], "150.00%"),
        ("growth({1},{0})", ["100", "100.005"], "0.01%"),
        ("growth({0},{1})", ["10000", "10000.1"], "0.00%"),
        ("difference({0}, {1})", ["1,100", "95.25"], "1,004.75"),
        ("difference({0}, {1})", ["680", "774"], "-94"),
        ("ratio({0}, {1})", ["$2,664", "$909"], "2.93"),
        ("sum({0}, {1}, {2})", ["1,000.5", "2", "(0.5)"], "1,002.0"),
        ("average({0}, {1})", ["4,411", "4,044"], "4,227.50"),
        ("larger({0}, {1}, {2}, {3})", ["Energy", "699", "Sensors", "914"], "Sensors"),
    ],
)
def test_executes(template: str, operands: list[str], answer: str) -> None:
    assert execute(template, operands, "en") == answer


@pytest.mark.parametrize(("language", "words"), [("en", ("yes", "no")), ("zh", ("是", "否"))])
def test_greater_answers_in_the_language(language: str, words: tuple[str, str]) -> None:
    assert execute("greater({0},{1})", ["2", "1"], language) == words[0]  # type: ignore[arg-type]
    assert execute("greater({0},{1})", ["1", "1"], language) == words[1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("template", "operands", "message"),
    [
        ("growth({0},{1})", ["1", "0"], "division by zero"),
        ("ratio({0},{1})", ["1", "0.00"], "division by zero"),
        ("growth({0})", ["1"], "takes 2 operands, got 1"),
        ("sum({0})", ["1"], "at least 2 operands"),
        ("larger({0},{1})", ["1", "2"], "takes 4 operands"),
        ("larger({0},{1},{2},{3})", ["a", "2", "b", "2.0"], "neither is larger"),
        ("growth({0},{2})", ["1", "2"], "operand {2}"),
        ("{0}", [], "operand {0}"),
        ("growth({0},{1})", ["one", "2"], "'one' is not a number"),
        ("growth({0} {1})", ["1", "2"], "arguments must read"),
        ("growth(sum({0},{1}),{2})", ["1", "2", "3"], "arguments must read"),
        ("power({0},{1})", ["1", "2"], "unknown function 'power'"),
        ("up growth({0},{1})", ["1", "2"], "must be the whole template"),
        ("{x}", ["1"], "braces"),
        ("{0", ["1"], "braces"),
        ("{}", ["1"], "braces"),
    ],
)
def test_refuses(template: str, operands: list[str], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        execute(template, operands, "en")
    assert message in str(caught.value)


def test_long_numbers_stay_exact() -> None:
    digits = "1234567890" * 5
    assert str(parse_number(f"({digits})")) == f"-{digits}"
    assert execute("sum({0},{1})", [digits, "1"], "en") == digits[:-1] + "1"


def test_refuses_unknown_language() -> None:
    with pytest.raises(ValueError, match="language='fr'"):
        execute("yes", [], "fr")  # type: ignore[arg-type]


@given(CENTS, CENTS)
def test_difference_and_sum_are_exact(a: Decimal, b: Decimal) -> None:
    operands = [f"{a:,}", f"{b:,}"]
    assert parse_number(execute("difference({0}, {1})", operands, "en")) == a - b
    assert parse_number(execute("sum({0}, {1})", operands, "en")) == a + b


@given(CENTS, CENTS.filter(bool))
def test_growth_is_within_half_a_hundredth(new: Decimal, old: Decimal) -> None:
    answer = execute("growth({0},{1})", [str(new), str(old)], "en")
    assert answer.endswith("%") and answer != "-0.00%"
    assert abs(parse_number(answer) - (new - old) / abs(old) * 100) <= Decimal("0.0050000001")


@given(st.text(max_size=40), st.lists(st.text(max_size=8), max_size=4))
def test_any_text_executes_or_raises_value_error(template: str, operands: list[str]) -> None:
    try:
        assert isinstance(execute(template, operands, "en"), str)
    except ValueError as error:
        assert str(error)


NUMBER_LIKE = st.from_regex(r"[-(]?[0-9,.%$]{1,60}\)?", fullmatch=True)


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(NUMBER_LIKE, max_size=5))
def test_any_operands_execute_or_raise_value_error(name: str, operands: list[str]) -> None:
    template = f"{name}({', '.join(f'{{{i}}}' for i in range(len(operands)))})"
    try:
        assert execute(template, operands, "zh")
    except ValueError as error:
        assert str(error)
