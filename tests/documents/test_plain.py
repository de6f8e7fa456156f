"""Tests of glyph.documents.plain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Span
from glyph.documents.model import NO_SOURCE
from glyph.documents.plain import parse_plain


def test_blank_lines_part_paragraphs() -> None:
    document = parse_plain("\n  one\n two  \n \t\n\nthree", "n")
    assert [block.spans for block in document.blocks] == [(Span("  one\n two  ", 1),), (Span("three", 18),)]
    assert document.name == "n"


def test_old_macintosh_line_ends() -> None:
    document = parse_plain("one\rtwo\r\rthree\r")
    assert [block.text for block in document.blocks] == ["one\ntwo", "three"]
    assert document.blocks[0].spans == (Span("one", 0), Span("\n", NO_SOURCE), Span("two", 4))
    assert document.blocks[1].spans == (Span("three", 9),)
    assert document.source == "one\rtwo\r\rthree\r"


def test_windows_line_ends() -> None:
    assert [block.text for block in parse_plain("a\r\nb\r\n\r\nc\r\n").blocks] == ["a\r\nb", "c"]


@given(st.text(alphabet=st.sampled_from("ab \n\t\r数\x0c\u2028"), max_size=60) | st.text(max_size=60))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    document = parse_plain(text)
    assert document.source == text
    assert "".join("".join(block.text.split()) for block in document.blocks) == "".join(text.split())
    for block in document.blocks:
        for span in block.all_spans():
            assert text[span.start : span.end] == span.text or (span == Span("\n", NO_SOURCE) and "\r" in text)
        assert "\n\n" not in block.text
