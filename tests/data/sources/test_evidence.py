"""Tests of glyph.data.sources.evidence and glyph.text.language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.sources.evidence import locate_answer
from glyph.text.language import language_of


@pytest.mark.parametrize(
    ("source", "answer", "start"),
    [
        ("In 2012 it was 12.", "12", 15), ("12.5 and 12", "12", 9), ("112,000 12,000", "12,000", 8),
        ("1,012 12", "12", 6),
        ("-12 then 12", "12", 9), ("−12", "12", None), ("2011-12", "12", 5), ("12%", "12", 0), ("$12", "12", 1),
        ("cats cat", "cat", 5), ("the end.", " end ", 4), ("净利润为12万元", "12", 4), ("净利润为12万元", "利润", 1),
        ("２０１２", "１２", None), ("a b", "c", None), ("a b", " ", None), ("", "a", None), ("5,000", "5", None),
    ],
)  # fmt: skip
def test_finds_whole_words_and_numbers(source: str, answer: str, start: int | None) -> None:
    expected = None if start is None else (start, start + len(answer.strip()))
    assert locate_answer(source, answer) == expected


@given(st.text(max_size=40), st.text(max_size=5))
def test_what_is_found_reads_as_the_answer(source: str, answer: str) -> None:
    found = locate_answer(source, answer)
    assert found is None or source[slice(*found)] == answer.strip()


def test_language_by_share_of_characters() -> None:
    assert language_of("Revenue of 腾讯 rose") == "en"
    assert language_of("2023年EBITDA为12.5亿元，同比增长") == "zh"
    assert language_of("") == "en"
