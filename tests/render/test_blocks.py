"""Long blocks are laid out in pieces, and nobody can tell where one ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Block, Document, Span
from glyph.documents.model import BlockKind
from glyph.render import RenderConfig, blocks
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
