"""Text that needs shaping: letters with marks, joining letters, right-to-left lines."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Block, Document, Span
from glyph.render import Page, uncovered
from glyph.render.layout.shaping import MAX_CLUSTER_GLYPHS, base_level, shape, visual_order
from glyph.render.raster.glyphs import GlyphSheet
from tests.render.drawing import box_of, draw_page, draw_pages, is_ink, plain_document, small, sourced
from tests.render.strategies import ALL_CHARS, RIGHT_TO_LEFT, texts

HEBREW = "שלום עולם"
ARABIC = "السلام عليكم"


@pytest.mark.parametrize("apart, composed", [("e\u0301", "é"), ("A\u030a", "Å"), ("u\u0308\u0304", "ǖ")])
def test_a_letter_with_marks_is_drawn_as_one(apart: str, composed: str) -> None:
    page, one = draw_page(f"x{apart}x"), draw_page(f"x{composed}x")
    np.testing.assert_array_equal(page.image, one.image)
    assert page.text == f"x{apart}x"
    for box in page.boxes[1 : 1 + len(apart)]:
        np.testing.assert_allclose(box, one.boxes[1], atol=0.02)
    assert page.offsets.tolist() == list(range(len(apart) + 2))


def test_a_mark_that_no_letter_has_is_still_over_its_letter() -> None:
    plain, marked = draw_page("xqx"), draw_page("xq\u0308x")
    np.testing.assert_array_equal(plain.boxes[[0, 2], 0], marked.boxes[[0, 3], 0])
    above = (marked.image != plain.image).any(axis=0)
    columns = np.flatnonzero(above)
    assert marked.boxes[1, 0] - 1 <= columns.min() and columns.max() <= marked.boxes[1, 2] + 1


def test_marks_come_from_a_font_that_has_letter_and_mark() -> None:
    config = small(font="Noto Sans CJK SC", font_size_pt=10.375)  # it has é, but no mark
    page = draw_page("e\u0301", config)
    assert (page.boxes[0] == page.boxes[1]).all() and not uncovered(config)


def test_arabic_letters_join() -> None:
    joined, apart = draw_page("ببب", font_size_pt=30), draw_page("ب ب ب", font_size_pt=30)
    inked, inked_apart = (np.flatnonzero(is_ink(page, small()).any(axis=0)) for page in (joined, apart))
    assert len(inked) == np.ptp(inked) + 1  # no gap
    assert len(inked_apart) < np.ptp(inked_apart) + 1


@pytest.mark.parametrize("text", [HEBREW, ARABIC, "נשׁים", "پارسی\u200cها"])
def test_right_to_left_text_runs_right_to_left_and_reads_in_order(text: str) -> None:
    page = draw_page(text)
    assert page.reading_text() == text
    lefts = page.boxes[:, 0]
    assert (np.diff(lefts) <= 0.5).all() and lefts[0] > lefts[-1]


def test_numbers_and_latin_within_hebrew_run_left_to_right() -> None:
    page = draw_page("שלום abc 123 עולם")
    assert box_of(page, "a")[0] < box_of(page, "c")[0] and box_of(page, "1")[0] < box_of(page, "3")[0]
    assert box_of(page, "שלום")[0] > box_of(page, "123")[0] > box_of(page, "abc")[0] > box_of(page, "עולם")[0]
    page = draw_page("abc שלום def")
    assert box_of(page, "abc")[0] < box_of(page, "שלום")[0] < box_of(page, "def")[0]
    assert box_of(page, "ש")[0] > box_of(page, "ם")[0]


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    hebrew, latin = draw_page("א(ב)", font_size_pt=30), draw_page("x(y)", font_size_pt=30)
    assert hebrew.text == "א(ב)"

    def lean(page: Page, char: str) -> float:  # of the ends of a bracket against its middle
        x0, y0, x1, y1 = box_of(page, char).astype(int)
        found = page.image[y0:y1, x0 : x1 + 1] < 128
        rows = np.flatnonzero(found.any(axis=1))
        middle = np.nonzero(found[rows[len(rows) // 2]])[0].mean()
        return float(np.nonzero(found[rows[0]])[0].mean() - middle)

    assert lean(latin, "(") > 0 > lean(latin, ")")
    assert lean(hebrew, "(") < 0 < lean(hebrew, ")")


def test_what_no_font_has_is_drawn_as_boxes_not_as_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for user in (GlyphSheet, shape):  # some machines have a font for anything
        monkeypatch.setattr(sys.modules[user.__module__], "system_fonts", tuple)
    text = "\U00011013\U00011038"  # a Brahmi letter and its vowel sign, which is shaped
    config = small(font_size_pt=17.5)
    page = draw_page(text, config)
    assert page.text == text and set(text) <= uncovered(config)
    for x0, y0, x1, y1 in page.boxes.astype(int):
        assert is_ink(page, config)[y0:y1, x0:x1].any()


def test_very_many_marks_are_drawn_in_part_but_all_are_there() -> None:
    text = "e" + "\u0301" * 20_000 + "x"
    (page,) = draw_pages(plain_document(text), small(font_size_pt=40, page_size="200x200"))
    assert page.text == text and (page.boxes[:-1] == page.boxes[0]).all()
    few = draw_page("e" + "\u0301" * (MAX_CLUSTER_GLYPHS + 5) + "x", small(font_size_pt=40, page_size="200x200"))
    np.testing.assert_array_equal(page.image, few.image)


def test_marks_join_no_letter_of_another_cell_or_look() -> None:
    spans = (Span("e", 0, bold=True), Span("\u0301", 1))
    page = draw_page(Document("e\u0301", (Block("paragraph", spans),)))
    assert page.text == "e\u0301" and (page.boxes[:, 2] > page.boxes[:, 0]).all()


@given(texts(ALL_CHARS).filter(lambda text: "\n" not in text))
def test_visual_order_moves_every_character_once(text: str) -> None:
    text = "".join(char for char in text if char.isprintable() or char == " ")
    if visual := visual_order(text, base_level(text)):
        order, signs = visual
        assert sorted(order) == list(range(len(text))) and order != sorted(order)
        assert all(text[k] != sign for k, sign in signs.items())


@given(texts((*RIGHT_TO_LEFT, *"ab1(. \u0301\u200c")), st.sampled_from([60, 200]))
def test_right_to_left_text_is_painted_once_in_order(text: str, width: int) -> None:
    pages = draw_pages(plain_document(text), page_size=f"{width}x200", margin_pt=4)
    found = sourced(pages)
    assert found == sorted(set(found))


def test_visual_order_examples() -> None:
    assert visual_order("abc 123", 0) is None and visual_order("", 0) is None
    assert visual_order("אב", 1) == ([1, 0], {})
    assert visual_order("a אב b", 0) == ([0, 1, 3, 2, 4, 5], {})


def test_a_line_runs_as_its_paragraph_does() -> None:
    assert visual_order("ab.", base_level("אב ab.")) == ([2, 0, 1], {})
    assert visual_order("אב.", base_level("ab אב.")) == ([1, 0, 2], {})


def test_brackets_and_numbers_of_a_line() -> None:
    assert visual_order("א(1)", 1) == ([3, 2, 1, 0], {1: ")", 3: "("})
    assert visual_order("אב 12", 1) == ([3, 4, 2, 1, 0], {})
