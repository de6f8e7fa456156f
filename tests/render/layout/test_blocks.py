"""Long blocks are laid out in pieces, and nobody can tell where one ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Block, Cell, Document, DocumentBuilder, Span
from glyph.documents.model import BlockKind
from glyph.render import RenderConfig
from glyph.render.layout import blocks
from tests.render.drawing import draw_pages, same_pages
from tests.render.strategies import PLAIN_CHARS, configs, documents, texts

PIECES = (16, 64, 300)


def check_same_in_pieces(document: Document, config: RenderConfig, pieces: Sequence[int] = PIECES) -> None:
    whole = draw_pages(document, config)
    with pytest.MonkeyPatch.context() as patch:
        for piece in pieces:
            patch.setattr(blocks, "PIECE", piece)
            same_pages(draw_pages(document, config), whole)


@given(documents(chars=PLAIN_CHARS), configs())
def test_pieces_do_not_show(document: Document, config: RenderConfig) -> None:
    check_same_in_pieces(document, config)


@given(texts(PLAIN_CHARS, 30), st.sampled_from(["paragraph", "code", "quote", "list_item"]), configs())
def test_pieces_of_a_long_block_do_not_show(text: str, kind: BlockKind, config: RenderConfig) -> None:
    block = Block(
        kind, (Span(text[:20], 0, bold=True), Span(text[20:], 20)), level=1, marker="1." if kind == "list_item" else ""
    )
    check_same_in_pieces(Document(text, (block,)), config)


SMALL = RenderConfig.from_dict({"page_size": "160x90", "margin_pt": 6})


@pytest.mark.parametrize("char", ["a", " ", "\t", "\0", "\u200b", "\u0301", "中", "\n", "\v", "\u2028", "ا", "\u3000"])
@pytest.mark.parametrize("whitespace", ["keep", "merge"])
@pytest.mark.parametrize("kind", ["paragraph", "code"])
def test_a_giant_line_of_one_character(char: str, whitespace: str, kind: BlockKind) -> None:
    text = f"first{char * 700}last {char * 70}"
    document = Document(text, (Block(kind, (Span(text, 0),)),))
    check_same_in_pieces(document, SMALL.replace(whitespace=whitespace))
    text = char * 200
    document = Document(text, (Block(kind, (Span(text, 0),)), Block("paragraph", (Span("x", 0),))))
    check_same_in_pieces(document, SMALL.replace(whitespace=whitespace))


@pytest.mark.parametrize("kind", ["paragraph", "code"])
def test_tabs_of_a_long_line_stop_where_they_would(kind: BlockKind) -> None:
    text = "abcdefghijklm\tno\tp" * 50
    document = Document(text, (Block(kind, (Span(text, 0),)),))
    check_same_in_pieces(document, SMALL.replace(whitespace="keep", tab_width=5))


def test_a_heading_stays_with_a_long_line_below_it() -> None:
    for num_before in range(1, 6):
        builder = DocumentBuilder()
        builder.paragraph("\n".join(["line"] * num_before))
        builder.heading("Head")
        builder.paragraph("\u200b" * 100 + "a line that no small piece holds " * 9)
        check_same_in_pieces(builder.build(), SMALL)


def test_a_header_without_a_body_stays_with_nothing() -> None:
    table = Block("table", rows=((Cell((Span("Head", 0),), header=True),), ()))
    for num_before in range(1, 8):
        text = "Head" + "line\n" * num_before + "end"
        before = Block("paragraph", (Span("line\n" * (num_before - 1) + "line", 4),))
        after = Block("heading", (Span("end", len(text) - 3),))
        check_same_in_pieces(Document(text, (before, table, after)), SMALL)
