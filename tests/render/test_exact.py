"""Rendering is exact, whatever the text, document and config: each character painted once, its ink in its box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.documents import Document
from glyph.documents.model import BlockKind
from glyph.render import NO_SOURCE, Page, RenderConfig, render
from glyph.render.config import WhitespacePolicy
from glyph.render.layout.charclass import BLANK, NEWLINE, SOFT, classify
from glyph.render.layout.linebreak import SOFT_HYPHEN
from glyph.render.raster import glyphs
from tests.render.drawing import (
    all_offsets,
    all_text,
    draw_pages,
    is_painted,
    painted_places,
    plain_document,
    same_pages,
    sourced,
    unboxed_ink,
)
from tests.render.strategies import (
    EASTERN,
    LATIN,
    LEFT_TO_RIGHT,
    MARKED,
    PLAIN_CHARS,
    UNDECORATED,
    configs,
    documents,
    texts,
)


def check_form(pages: list[Page], config: RenderConfig) -> None:
    height, width = config.page_size_px
    assert pages
    for page in pages:
        num = len(page.text)
        assert page.image.dtype == np.uint8 and page.image.shape[2:] in ((), (3,))
        assert page.boxes.shape == (num, 4) and page.boxes.dtype == np.float32
        assert page.offsets.shape == (num,) and page.offsets.dtype == np.int64
        assert page.lines.shape == page.space_before.shape == (num,)
        assert (np.diff(page.lines) >= 0).all()
        assert (page.boxes[:, 2:] > page.boxes[:, :2]).all()
        assert page.image.shape[0] <= height and page.image.shape[1] <= width
        assert config.crop_width or page.image.shape[1] == width
    for page in pages[: len(pages) - config.crop_last_page]:
        assert page.image.shape[0] == height


def check_painted_once(document: Document, pages: list[Page]) -> None:
    wanted = list(painted_places(document))
    found = [at for at in sourced(pages) if document.source[at] != SOFT_HYPHEN]  # where a hyphen may stand
    assert sorted(found) == wanted
    if not any(block.rows for block in document.blocks):  # wrapped cells go row by row
        assert found == wanted
    text = all_text(pages)
    written = document.source.replace(SOFT_HYPHEN, "-")
    assert all(written[at] == text[k] for k, at in enumerate(all_offsets(pages)) if at != NO_SOURCE)


@settings(max_examples=60)
@given(documents(), configs(paragraphs="keep"))
def test_every_character_is_painted_once_in_order(document: Document, config: RenderConfig) -> None:
    pages = draw_pages(document, config)
    check_form(pages, config)
    check_painted_once(document, pages)


@settings(max_examples=60)
@given(texts(max_pieces=20), configs(paragraphs="keep"))
def test_every_character_of_any_text_is_painted_once(text: str, config: RenderConfig) -> None:
    document = plain_document(text)
    pages = draw_pages(document, config)
    check_form(pages, config)
    check_painted_once(document, pages)


UNDECORATED_LOOK = {"style": "document", "table_borders": "none", "border_pt": 0.0, "shadow": False}


@settings(max_examples=60)
@given(documents((*UNDECORATED, "table")), configs(**UNDECORATED_LOOK))
def test_all_ink_lies_in_boxes(document: Document, config: RenderConfig) -> None:
    for page in render(document, config):
        assert unboxed_ink(page, config) == 0


@given(st.characters() | st.sampled_from((*LATIN, *EASTERN, *MARKED)), configs(**UNDECORATED_LOOK, newline_mark=""))
def test_ink_of_a_lone_character_lies_in_its_box(char: str, config: RenderConfig) -> None:
    (page,) = render(plain_document(char), config)
    assert page.text == "".join(filter(is_painted, char))
    assert unboxed_ink(page, config) == 0


# pages on which any character has room
ROOMY = {
    "font_size_pt": 10.0, "page_width_pt": 300.0, "page_height_pt": 200.0, "columns": 1, "margin_x_pt": 8.0,
    "margin_y_pt": 8.0, "left_indent_pt": 4.0, "right_indent_pt": 0.0, "first_line_indent_pt": 12.0,
}  # fmt: skip
TEXT_KINDS: tuple[BlockKind, ...] = (*UNDECORATED, "quote", "code", "button", "field", "image")


@settings(max_examples=60)
@given(
    documents((*TEXT_KINDS, "table", "nav"), LEFT_TO_RIGHT),
    configs(**ROOMY, letter_spacing_pt=0.0),
)
def test_no_box_holds_the_centre_of_another_character(document: Document, config: RenderConfig) -> None:
    for page in render(document, config):
        centres = (page.boxes[:, :2] + page.boxes[:, 2:]) / 2
        inside = (centres[None] > page.boxes[:, None, :2]) & (centres[None] < page.boxes[:, None, 2:])
        same = (page.boxes[:, None] == page.boxes[None]).all(axis=-1)  # a letter and its marks share one box
        holding = np.argwhere(inside.all(axis=-1) & ~same)
        assert not len(holding), [(page.text[a], page.boxes[a], page.text[b], page.boxes[b]) for a, b in holding[:3]]
        for a, b in np.argwhere(np.triu(same, 1)):
            assert page.lines[a] == page.lines[b] and (same[a, a : b + 1]).all()


@settings(max_examples=60)
@given(documents((*TEXT_KINDS, "table", "nav"), LEFT_TO_RIGHT), configs(**ROOMY))
def test_boxes_lie_on_the_page(document: Document, config: RenderConfig) -> None:
    for page in render(document, config):
        height, width = page.image.shape[:2]
        assert (page.boxes[:, :2] >= 0).all()
        assert (page.boxes[:, 2] <= width).all() and (page.boxes[:, 3] <= height).all()


def bitmap(sheet: glyphs.GlyphSheet, glyph: int, phase: int) -> NDArray[np.uint8]:
    """[h, w] ink of a glyph that is drawn already."""
    slot = sheet.slots[glyph, phase]
    height, width = sheet.shapes[slot, :2].tolist()
    words = -(-width // 8)
    rows = sheet.ink[sheet.starts[slot] :][: height * words].view(np.uint8)
    return rows.reshape(height, 8 * words)[:, :width]


@given(
    texts((*LATIN, *EASTERN, " ")),
    st.sampled_from(["DejaVu Sans", "Noto Serif CJK SC"]),
    st.sampled_from([8.0, 10.0, 13.5]),
    st.sampled_from([1, 3]),
)
def test_the_ink_in_a_box_is_that_of_its_character(text: str, font: str, size: float, supersampling: int) -> None:
    config = RenderConfig(
        font=font, font_size_pt=size, supersampling=supersampling, letter_spacing_pt=8.0, line_height=3.0
    )
    sheet = glyphs.glyph_sheet(config)
    look = sheet.look(glyphs.Look(font, False, False, size))
    for page in render(plain_document(text), config):
        for char, box in zip(page.text, page.boxes, strict=True):
            (x0, y0), (x1, y1) = np.ceil(box[:2]).astype(int), np.floor(box[2:] - (4, 0)).astype(int)
            ink = 255 - page.image[y0:y1, x0:x1]
            rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
            tight = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            glyph = int(sheet.ids[sheet.rows[look, ord(char) // 256], ord(char) % 256])
            drawn = [bitmap(sheet, glyph, phase) for phase in range(glyphs.NUM_PHASES) if sheet.slots[glyph, phase] > 0]
            assert any(np.array_equal(tight, mask) for mask in drawn), char


def read_back(text: str, wrapped: Sequence[int]) -> str:
    """What should be read of a paragraph whose lines are cut before the source offsets ``wrapped``."""
    read = ""
    gap = ""
    for k, char in enumerate(text):
        flags = classify(char)
        if flags & NEWLINE:
            gap = "\n"
        elif flags & BLANK and flags != SOFT:
            gap = gap or " "
        elif is_painted(char):
            read += ("\n" if k in wrapped else gap if read else "") + char
            gap = ""
    return read


@settings(max_examples=60)
@given(texts(LEFT_TO_RIGHT), configs(**ROOMY, style="document", newline_mark="", paragraphs="keep"))
def test_reading_text_is_the_source_with_its_blanks(text: str, config: RenderConfig) -> None:
    read = []
    for page in render(plain_document(text), config):
        cut = [
            int(b)
            for a, b, turn in zip(page.offsets[:-1], page.offsets[1:], np.diff(page.lines), strict=True)
            if turn and not any(classify(char) & NEWLINE for char in text[a:b])
        ]
        read.append((cut, page.reading_text(), page.offsets))
    wrapped = [at for cut, _, _ in read for at in cut] + [int(offsets[0]) for _, _, offsets in read if len(offsets)]
    assert "\n".join(text for _, text, offsets in read if len(offsets)) == read_back(text, wrapped).removeprefix("\n")


@given(texts(PLAIN_CHARS), st.sampled_from(get_args(WhitespacePolicy)))
def test_lines_end_where_those_of_the_source_do_if_all_fit(text: str, whitespace: WhitespacePolicy) -> None:
    config = RenderConfig(
        page_width_pt=4096.0, page_height_pt=300.0, font_size_pt=4.0, letter_spacing_pt=-1.0, whitespace=whitespace
    )
    pages = draw_pages(plain_document(text), config)
    assert "\n".join(page.reading_text() for page in pages if page.text) == read_back(text, ())


@given(documents(), configs())
def test_drawing_again_gives_the_same(document: Document, config: RenderConfig) -> None:
    first = draw_pages(document, config)
    same_pages(draw_pages(document, config), first)
    glyphs._sheet.cache_clear()  # as in a new process
    same_pages(draw_pages(document, config), first)
