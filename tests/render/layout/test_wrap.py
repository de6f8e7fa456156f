"""Line breaking: nothing is lost, lines fit, and punctuation stays where it belongs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.documents.cjk import is_cjk
from glyph.render.layout import textkernels
from glyph.render.layout.charclass import CLASSES
from glyph.render.layout.linebreak import NO_LINE_END, NO_LINE_START, breaks_freely

TEXT = st.text(st.sampled_from("abcXYZ019 \t\u3000\n.,;!?)(“”$¥%中文字符，。；）（《》、"), max_size=60)


def wrap(
    text: str, width: float, advances: NDArray[np.float32] | None = None, anywhere: bool = False, first: float = np.inf
) -> list[tuple[int, int, float, bool]]:
    """(begin, end, width, whether cut) of each line of a text whose characters are all one wide."""
    codes = np.array([ord(char) for char in text], np.uint32)
    CLASSES.learn(codes)
    advances = np.ones(len(text), np.float32) if advances is None else advances
    advances[np.isin(codes, [ord(char) for char in "\n\u200b\u00ad"])] = 0
    begins, ends, units, widths, cut = textkernels.wrap(
        codes, advances, CLASSES.flags, np.array([0, len(text)]), np.array([width]), np.array([min(first, width)]),
        np.array([anywhere]), np.ones(1),
    )  # fmt: skip
    assert not units.any()
    return list(zip(begins.tolist(), ends.tolist(), widths.tolist(), cut.tolist(), strict=True))


def lines_of(text: str, width: float, anywhere: bool = False, first: float = np.inf) -> list[str]:
    return [text[begin:end] for begin, end, _, _ in wrap(text, width, anywhere=anywhere, first=first)]


def may_break(text: str, k: int) -> bool:
    """Whether a line may end before ``text[k]``, which is no blank."""
    before, char = text[k - 1], text[k]
    return (
        (before.isspace() or breaks_freely(before) or breaks_freely(char))
        and char not in NO_LINE_START
        and before not in NO_LINE_END
    )


@settings(max_examples=150)
@given(TEXT, st.floats(0.5, 20.0), st.integers(0, 2**32), st.booleans())
def test_lines_hold_every_character_once_and_fit(text: str, width: float, seed: int, anywhere: bool) -> None:
    advances = np.random.default_rng(seed).uniform(0.1, 3.0, len(text)).astype(np.float32)
    lines = wrap(text, width, advances, anywhere)
    flat = [k for begin, end, _, _ in lines for k in range(begin, end)]
    assert flat == sorted(set(flat))
    assert {text[k] for k in set(range(len(text))) - set(flat)} <= set(" \t\u3000\n")
    assert "\n" not in {text[k] for k in flat}
    for begin, end, line_width, _ in lines:
        assert line_width == pytest.approx(advances[begin : begin + len(text[begin:end].rstrip())].sum(), abs=1e-3)
        assert len(text[begin:end].rstrip()) <= 1 or line_width <= width + 1e-3
    assert sum(not cut for *_, cut in lines) == text.count("\n") + 1


@settings(max_examples=150)
@given(TEXT, st.integers(1, 20))
def test_lines_break_only_where_allowed_unless_a_word_is_too_long(text: str, width: int) -> None:
    for (before, _, _, cut), (start, *_) in pairwise(wrap(text, float(width))):
        if cut and start < len(text) and not may_break(text, start):  # then there was no way out on the whole line
            assert not any(may_break(text, k) for k in range(before + 1, start) if not text[k].isspace())


@settings(max_examples=150)
@given(TEXT, st.integers(2, 20))
def test_what_follows_a_cut_would_not_have_fit(text: str, width: int) -> None:
    def piece_end(start: int) -> int:
        later = range(start + 1, len(text))
        return next((k for k in later if text[k] == "\n" or (not text[k].isspace() and may_break(text, k))), len(text))

    for (before, _, _, cut), (start, *_) in pairwise(wrap(text, float(width))):
        assert not cut or len(text[before : piece_end(start)].rstrip()) > width


@given(TEXT, st.integers(1, 9))
def test_code_fills_lines_to_the_last_character(text: str, width: int) -> None:
    for begin, end, _, cut in wrap(text, float(width), anywhere=True):
        line = text[begin:end].rstrip(" \t\u3000")
        assert len(line) <= width
        after = text[end : end + 1]
        assert not cut or len(line) == width or after.isspace() or not line


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
        ("Combien ? Deux !", 8, ["Combien", "? Deux !"]),  # no way out
        ("le prix ? Deux !", 8, ["le", "prix ?", "Deux !"]),
        ("ab    \ncd", 3, ["ab    ", "cd"]),  # blanks that end a line are no reason to break it
        ("It cost 12\u00a0345\u00a0678\u00a0EUR on", 15, ["It cost", "12\u00a0345\u00a0678\u00a0EUR", "on"]),
        ("cost 12\u202f345\u2007678", 9, ["cost", "12\u202f345", "678"]),  # the piece does not fit a line
        ("12\u00a0345", 4, ["12", "345"]),
        ("abcdef\u00a0gh", 3, ["abc", "def", "gh"]),
        ("收入\u00a0增长", 3, ["收", "入\u00a0增", "长"]),
        ("一收入\u00a0增", 4, ["一收", "入\u00a0增"]),
        ("long\u200bword", 6, ["long", "word"]),
        ("long\u200bword", 9, ["long\u200bword"]),
        ("long\u200b, word", 6, ["long\u200b,", "word"]),
        ("a\u200b b", 2, ["a", "b"]),
        ("数据/报告", 2, ["数", "据/", "报告"]),
        ("共１２", 2, ["共", "１２"]),
        ("收入１，２０４万元", 5, ["收入", "１，２０４", "万元"]),
        ("收入１，２０４．５元", 8, ["收入", "１，２０４．５元"]),
        ("亏损－７６万元", 4, ["亏损", "－７６万", "元"]),
        ("时间１２：００起", 5, ["时间", "１２：００", "起"]),
        ("增长１２％", 3, ["增长", "１２％"]),
        ("日期１２/００", 5, ["日期", "１２/００"]),
        ("ＡＢＣ公司", 3, ["ＡＢＣ", "公司"]),
        ("汉字𠮷𠮷汉", 3, ["汉字𠮷", "𠮷汉"]),
    ],
)
def test_examples(text: str, width: int, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


def test_a_soft_hyphen_needs_room() -> None:
    assert lines_of("imple\u00adment", 6) == ["imple\u00ad", "ment"]
    assert lines_of("a imple\u00adment", 7) == ["a", "imple\u00ad", "ment"]
    assert lines_of("imple\u00adment", 20) == ["imple\u00adment"]


def test_code_examples() -> None:
    assert lines_of("if x: return", 5, anywhere=True) == ["if x:", "retur", "n"]
    assert lines_of("ab) cd", 2, anywhere=True) == ["ab", ")", "cd"]


def test_the_first_line_may_be_shorter() -> None:
    assert lines_of("one two three", 9, first=4) == ["one", "two three"]


@pytest.mark.parametrize("sign", sorted(NO_LINE_START))
def test_closing_signs_never_open_a_line(sign: str) -> None:
    for width in range(2, 8):
        assert not any(line.startswith(sign) for line in lines_of(f"中文字符{sign}中文字符", width))


@pytest.mark.parametrize("sign", sorted(NO_LINE_END))
def test_opening_signs_never_close_a_line(sign: str) -> None:
    for width in range(2, 8):
        assert not any(line.endswith(sign) for line in lines_of(f"中文字符{sign}中文字符", width))


def test_wide_character_stands_alone() -> None:
    assert [text for text in lines_of_advances("aWb", 2.0, [1.0, 5.0, 1.0])] == ["a", "W", "b"]


def lines_of_advances(text: str, width: float, advances: list[float]) -> list[str]:
    return [text[begin:end] for begin, end, _, _ in wrap(text, width, np.array(advances, np.float32))]


def test_a_cluster_is_never_cut() -> None:
    """The later characters of a cluster have no width; one that is too wide stands alone, whole."""
    assert lines_of_advances("xe''y", 2.0, [1, 5, 0, 0, 1]) == ["x", "e''", "y"]
    assert lines_of_advances("e'e'e'", 2.0, [1, 0, 1, 0, 1, 0]) == ["e'e'", "e'"]


def test_scripts() -> None:
    assert all(map(is_cjk, "中あア，Ａ豈"))
    assert not any(map(is_cjk, "aé1 Ω—"))
