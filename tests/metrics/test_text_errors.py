"""CER and WER."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.metrics.text_errors import cer, corpus_cer, corpus_wer, wer, words


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


def test_wer() -> None:
    assert wer("the cat sat", "the cat sat on") == pytest.approx(1 / 4)
    assert wer("", "") == 0 and wer("a b c", "") == 3
    assert wer("Revenue was 1,024.", "Revenue was 1,025.") == pytest.approx(1 / 3)
    assert corpus_wer([("a", "a b c"), ("x y", "x y")]) == pytest.approx(2 / 5)
    assert corpus_wer([]) == 0


def test_words_of_chinese_are_its_characters() -> None:
    assert words("净利润 was 3，05カ (2023)\u3000x") == ["净", "利", "润", "was", "3", "，", "05", "カ", "(2023)", "x"]
    assert wer("净利润", "净利率") == cer("净利润", "净利率") == pytest.approx(1 / 3)
    assert wer("net 利润", "net 利 润") == 0, "blanks between Chinese characters part no words"


@given(st.lists(st.sampled_from(["a", "bc", "净", "1,024"]), max_size=8), st.lists(st.sampled_from("ab"), max_size=8))
def test_wer_bounds(one: list[str], two: list[str]) -> None:
    prediction, reference = " ".join(one), " ".join(two)
    assert 0 <= wer(prediction, reference) * max(1, len(two)) <= max(len(one), len(two)) + 1e-9
    assert wer(prediction, prediction) == 0
