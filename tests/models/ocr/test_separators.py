"""Points and commas in numbers that were read unsurely."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from glyph.models.ocr.reading import NUM_SIGNS, Reading
from glyph.models.ocr.separators import with_separators


def _reading(text: str, unsure: str = ".,") -> Reading:
    """As if a word stood on a line of its own, and each mark of ``unsure`` might as well be the other."""
    words = text.split()
    chars = "".join(words)
    lines = np.repeat(np.arange(len(words), dtype=np.int32), [len(word) for word in words])
    others = tuple({",": ".", ".": ","}[char] if char in unsure else "" for char in chars)
    num = len(chars)
    boxes, ones = np.zeros((num, 4), np.float32), np.ones(num, np.float32)
    signs, spaces = np.zeros((num, NUM_SIGNS), np.float32), np.zeros(num, np.bool_)
    return dataclasses.replace(Reading(chars, boxes, ones, lines, spaces, signs), alternatives=others)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("386,958,50", "386,958.50"),
        ("-1,373,680,00", "-1,373,680.00"),
        ("4.427,534,480.58", "4,427,534,480.58"),
        ("1,234 2,271.163,71", "1,234 2,271,163.71"),
        ("1.234.567,8 1.204.500 386,958.50,1", "1.234.567,8 1.204.500 386,958.50,1"),
        ("1.204.500,10 7,000.500,10", "1.204.500,10 7.000.500,10"),
        ("1,204.500", "1,204,500"),
        ("12,34,567 1,20 2023.12", "12,34,567 1,20 2023.12"),
    ],
)
def test_one_mark_parts_all_thousands(read: str, meant: str) -> None:
    assert with_separators(_reading(read)).chars == meant.replace(" ", "")


def test_what_was_read_surely_stays() -> None:
    for text in ("range(1,100,10)", "10.100.200.12", "386,958,50"):
        assert with_separators(_reading(text, unsure="")).chars == text


def test_a_blank_parts_numbers() -> None:
    reading = _reading("386,958,50")
    apart = reading.space_before.copy()
    apart[8] = True
    reading = dataclasses.replace(reading, space_before=apart)
    assert with_separators(reading).chars == "386,958,50"
