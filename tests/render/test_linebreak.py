"""Line breaking: nothing is lost, lines fit, and punctuation stays where it belongs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.render.linebreak import NO_LINE_END, NO_LINE_START, break_lines, break_opportunities, is_cjk

TEXT = st.text(st.sampled_from("abcXYZ019 \t\n.,;!?)(“”$¥%中文字符，。；）（《》、"), max_size=60)


def lines_of(text: str, width_px: float, advances: NDArray[np.float64] | None = None) -> list[str]:
    advances = np.ones(len(text)) if advances is None else advances
    return [text[start:end] for start, end in break_lines(text, advances, width_px)]


@settings(max_examples=200)
@given(TEXT, st.floats(0.5, 20.0), st.randoms(use_true_random=False))
def test_ranges_hold_every_character_once_and_fit(text: str, width_px: float, random: object) -> None:
    advances = np.random.default_rng(random.getrandbits(32)).uniform(0.1, 3.0, len(text))  # type: ignore[attr-defined]
    ranges = break_lines(text, advances, width_px)
    flat = [k for start, end in ranges for k in range(start, end)]
    assert flat == sorted(set(flat))
    assert set(range(len(text))) - set(flat) <= {k for k, c in enumerate(text) if c.isspace()}
    assert "\n" not in "".join(text[k] for k in flat)
    for start, end in ranges:
        assert end - start <= 1 or advances[start:end].sum() <= width_px + 1e-6
    assert len(ranges) >= text.count("\n") + 1


@settings(max_examples=200)
@given(TEXT, st.integers(1, 20))
def test_lines_break_only_where_allowed_unless_a_word_is_too_long(text: str, width: int) -> None:
    ranges = break_lines(text, np.ones(len(text)), float(width))
    allowed = break_opportunities(text)
    for (before, _), (start, end) in pairwise(ranges):
        if start == end or text[start - 1].isspace():
            continue
        if not allowed[start]:  # then there was no way out on the whole line before
            assert not allowed[before + 1 : start].any()


@settings(max_examples=100)
@given(TEXT, st.integers(2, 20))
def test_lines_are_filled(text: str, width: int) -> None:
    """Greedy: the first word of a line would not have fitted on the line before."""
    ranges = break_lines(text, np.ones(len(text)), float(width))
    allowed = break_opportunities(text)
    for (before, _), (start, end) in pairwise(ranges):
        if start == end or "\n" in text[before:start]:
            continue
        after = next(k for k in range(start + 1, len(text) + 1) if k == len(text) or allowed[k] or text[k] == "\n")
        assert len(text[before:after].rstrip()) > width


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a  b", 1, ["a", "b"]),
        ("ab\n\ncd", 9, ["ab", "", "cd"]),
        ("  ab", 9, ["  ab"]),
        ("", 5, [""]),
        ("净利润为（百万元）。", 4, ["净利润为", "（百万", "元）。"]),
        ("收入增长，利润", 4, ["收入增", "长，利润"]),
        ("cost $500 now", 6, ["cost", "$500", "now"]),
        ("中文abc字", 3, ["中文", "abc", "字"]),
        ("well-known", 6, ["well-k", "nown"]),
    ],
)
def test_examples(text: str, width: int, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


@pytest.mark.parametrize("sign", sorted(NO_LINE_START))
def test_closing_signs_never_open_a_line(sign: str) -> None:
    for width in range(2, 8):
        assert not any(line.startswith(sign) for line in lines_of(f"中文字符{sign}中文字符", width))


@pytest.mark.parametrize("sign", sorted(NO_LINE_END))
def test_opening_signs_never_close_a_line(sign: str) -> None:
    for width in range(2, 8):
        assert not any(line.endswith(sign) for line in lines_of(f"中文字符{sign}中文字符", width))


def test_wide_character_stands_alone() -> None:
    assert lines_of("aWb", 2.0, np.array([1.0, 5.0, 1.0])) == ["a", "W", "b"]


def test_scripts() -> None:
    assert all(map(is_cjk, "中あア，Ａ豈"))
    assert not any(map(is_cjk, "aé1 Ω—"))
