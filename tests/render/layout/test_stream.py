"""The white space policy, and the measuring of text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Span
from glyph.render import NO_SOURCE, RenderConfig
from glyph.render.layout.charclass import (
    BLANK,
    CJK,
    COMPLEX,
    DROP,
    NEWLINE,
    NO_END,
    NO_START,
    SOFT,
    CharClasses,
    classify,
)
from glyph.render.layout.stream import Text, Typesetter, Unit
from glyph.render.looks import BlockLook
from tests.render.drawing import is_painted
from tests.render.strategies import ALL_CHARS, BLANKS, LINE_BREAKS, texts

MERGE, KEEP = RenderConfig(), RenderConfig(whitespace="keep")


def typeset(*spans: Span, config: RenderConfig = MERGE, look: BlockLook | None = None, column: int = 0) -> Text:
    return Typesetter(config).set([Unit(spans, look or BlockLook(), column=column)])


def cleaned(text: str, config: RenderConfig = MERGE, column: int = 0) -> str:
    return "".join(map(chr, typeset(Span(text, 0), config=config, column=column).codes.tolist()))


@pytest.mark.parametrize(
    "text, merged, kept",
    [
        ("a  b", "a b", "a  b"),
        (" a ", "a ", " a "),
        ("a\tb", "a b", "a   b"),
        ("a\u00a0b", "a\u00a0b", "a\u00a0b"),
        ("a\u00a0\u00a0 b", "a b", "a\u00a0\u00a0 b"),
        ("a \u00a0b\u202f\u2007c", "a b\u202fc", "a \u00a0b\u202f\u2007c"),
        ("a\u3000b", "a\u3000b", "a\u3000b"),
        ("a \u3000 b", "a b", "a \u3000 b"),
        ("a\u200bb\ufeff\r\n c", "a\u200bb\nc", "a\u200bb\n c"),
        ("soft\u00adhyphen\0\x07", "soft\u00adhyphen", "soft\u00adhyphen"),
        ("\u202eab\u202c\u2066c\u2069", "abc", "abc"),
        ("a\n\n b", "a\n\nb", "a\n\n b"),
        ("\t\ta", "a", " " * 8 + "a"),
        ("abcd\te\n\tf", "abcd e\nf", "abcd    e\n    f"),
    ],
)
def test_policies(text: str, merged: str, kept: str) -> None:
    assert cleaned(text) == merged
    assert cleaned(text, KEEP) == kept
    verbatim = typeset(Span(text, 0), look=BlockLook(verbatim=True))
    assert "".join(map(chr, verbatim.codes.tolist())) == kept


@pytest.mark.parametrize("space", [*BLANKS, *"\x0c\x0b\u2028\x85\x1c\x1f"])
def test_every_white_space_parts_words(space: str) -> None:
    for config in (MERGE, KEEP):
        assert cleaned(f"net{space}income", config).split() == ["net", "income"]


@pytest.mark.parametrize("width, expected", [(1, "a b"), (2, "a b"), (4, "a   b"), (8, "a       b")])
def test_tabs_stop_at_columns(width: int, expected: str) -> None:
    assert cleaned("a\tb", KEEP.replace(tab_width=width)) == expected
    assert cleaned("\tb", KEEP.replace(tab_width=width), column=1) == expected[1:]


@given(texts(ALL_CHARS), st.integers(0, 40), st.sampled_from([MERGE, KEEP]))
def test_text_is_the_source_with_other_blanks(text: str, cut: int, config: RenderConfig) -> None:
    spans = (Span(text[:cut], 5), Span("mark", NO_SOURCE), Span(text[cut:], 5 + cut))
    out = typeset(*spans, config=config)
    joined = text[:cut] + "mark" + text[cut:]
    assert "".join(joined[k] for k in out.places if is_painted(joined[k])) == "".join(filter(is_painted, joined))
    for code, offset, place in zip(out.codes.tolist(), out.offsets.tolist(), out.places.tolist(), strict=True):
        assert chr(code) == joined[place] or classify(joined[place]) & (BLANK | NEWLINE)
        in_mark = min(cut, len(text)) <= place < min(cut, len(text)) + 4
        assert offset == NO_SOURCE if in_mark else text[offset - 5] == joined[place]
    kept = "".join(char for char in joined if classify(char) & (BLANK | DROP) != DROP)
    if config is KEEP and "\t" not in text:
        assert len(out.codes) == len(kept)
    assert not (config is MERGE and "  " in "".join(map(chr, out.codes.tolist())))


def test_units_do_not_mix() -> None:
    """Neither blanks nor marks reach from one unit to the next."""
    units = [Unit((Span(text, 0),), BlockLook()) for text in ("a ", " b", "e", "\u0301x", "", "ا", "ا")]
    out = Typesetter(MERGE).set(units)
    parts = [out.codes[i:j].tolist() for i, j in zip(out.starts[:-1], out.starts[1:], strict=True)]
    assert ["".join(map(chr, part)) for part in parts] == ["a ", "b", "e", "\u0301x", "", "ا", "ا"]
    alone = [typeset(*unit.spans).advances for unit in units]
    np.testing.assert_array_equal(out.advances, np.concatenate(alone))
    assert (out.advances > 0).all()


def test_bold_is_wider_and_letter_spacing_adds() -> None:
    plain, bold = (typeset(Span("minimum", 0, bold=bold)).advances for bold in (False, True))
    assert bold.sum() > plain.sum()
    wide = typeset(Span("minimum", 0), config=MERGE.replace(letter_spacing_pt=2.0))
    np.testing.assert_allclose(wide.advances, plain + 2.0)
    tight = typeset(Span("iii", 0), config=RenderConfig(font_size_pt=4.0, letter_spacing_pt=-1.0))
    assert (tight.advances > 0).all()


def test_spans_have_fonts_and_colours_of_their_own() -> None:
    spans = [Span("m", 0), Span("m", 1, mono=True), Span("m", 2, link=True), Span("m", 3, token="keyword")]
    out = typeset(*spans)
    assert len({*out.looks.tolist()}) == 2 and len({*out.colours.tolist()}) == 3
    setter = Typesetter(MERGE)
    assert setter.width("mm", BlockLook()) == pytest.approx(2 * float(out.advances[0]))


class TestClasses:
    def test_line_ends_and_blanks(self) -> None:
        assert all(classify(char) == NEWLINE for char in LINE_BREAKS if char != "\r")
        assert classify("\r") == DROP
        assert all(classify(char) & BLANK for char in BLANKS)
        assert classify("\u3000") == BLANK | CJK

    def test_what_is_never_painted(self) -> None:
        for char in "\0\x1b\x7f\u200e\u200f\u202a\u2060\u2066\ufeff\ufff9\U000e0001":
            assert classify(char) == DROP, hex(ord(char))
        assert classify("\u00ad") == classify("\u200b") == SOFT and not is_painted("\u200b")
        for char in "a\u200d\ue000\ud800\U000abcde\u0600\ufffd":
            assert is_painted(char), hex(ord(char))

    def test_line_breaking_and_shaping(self) -> None:
        assert classify("。") == CJK | NO_START and classify("（") == CJK | NO_END and classify(")") == NO_START
        assert classify("中") == CJK and classify("a") == 0
        for char in "\u0301\u05d0\u0627\u0928\u0e01\u200d\ufe0f\u20dd":
            assert classify(char) & COMPLEX, hex(ord(char))

    def test_learned_once(self) -> None:
        classes = CharClasses()
        codes = np.array([ord("a"), ord("。"), ord("\u0301")], np.uint32)
        assert classes.flags[codes].tolist() == [0, 0, 0]
        assert classes.learn(codes) & (CJK | NO_START | COMPLEX) == CJK | NO_START | COMPLEX
        assert classes.learn(codes[:1]) & (CJK | COMPLEX) == 0 and classes.flags[codes].all()
        assert classes.learn(codes[:0]) == 0

    def test_spaces_are_known_before_any_is_met(self) -> None:
        """All blanks become spaces, so a space must be known though the text may hold none."""
        flags = CharClasses().flags
        assert flags[32] & BLANK and flags[10] & NEWLINE
