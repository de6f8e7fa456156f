"""Struck-out text, soft hyphens, wide characters of a fixed pitch, and pages on which nothing is."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from glyph.documents import Block, Document, Span
from glyph.render import RenderConfig, render
from glyph.render.page import Page
from tests.render.drawing import box_of, draw_page, plain_document


def line_of_ink(page: Page, text: str) -> bool:
    """Whether a row of pixels is inked from the first to the last of the characters of ``text``."""
    x0, y0, x1, y1 = np.rint(box_of(page, text)).astype(int)
    return bool((page.grey[y0:y1, x0 + 1 : x1 - 1] < 160).all(axis=1).any())


@pytest.mark.parametrize(
    ("source", "format"),
    [
        ("Kettle: <del>80 EUR</del> 65 USD", "html"),
        ("Kettle: ~~80 EUR~~ 65 USD", "markdown"),
        ("| a | b |\n|---|---|\n| Kettle | ~~80 EUR~~ 65 USD |", "markdown"),
        ("# Kettle ~~80 EUR~~ 65 USD", "markdown"),
    ],
)
@pytest.mark.parametrize("theme", ["document", "web", "dark"])
def test_a_line_goes_through_struck_text(source: str, format: str, theme: str) -> None:
    config = RenderConfig.from_dict({"page_size": "300x90", "theme": theme})
    (page,) = render(source, config, format)
    if theme == "dark":
        grey = 255 - page.grey
        page = Page(grey, page.text, page.boxes, page.offsets, page.lines, page.space_before)
    assert line_of_ink(page, "80EUR")
    assert not line_of_ink(page, "65USD")


def test_a_struck_link_has_both_lines() -> None:
    (page,) = render("<a href=x><s>80 EUR</s></a>", RenderConfig.from_dict({"page_size": "300x90"}), "html")
    x0, y0, x1, y1 = np.rint(box_of(page, "80EUR")).astype(int)
    assert (page.grey[y0:y1, x0 + 1 : x1 - 1] < 160).all(axis=1).sum() >= 2


def test_a_line_cut_at_a_soft_hyphen_ends_with_a_hyphen() -> None:
    text = "the imple\u00admenta\u00adtion of it"
    page = draw_page(plain_document(text), page_size="110x60", font_size_pt=10.0)
    assert page.reading_text() == "the implementa-\ntion of it"
    at = page.text.index("-")
    assert page.offsets[at] == text.rindex("\u00ad")
    assert page.boxes[at, 2] <= 102
    whole = draw_page(plain_document(text), page_size="300x60", font_size_pt=10.0)
    assert whole.reading_text() == "the implementation of it"


@pytest.mark.parametrize("alignment", ["left", "justified", "right"])
def test_a_zero_width_space_is_no_space(alignment: str) -> None:
    text = "one two\u200bthree four\u200bfive six seven\u200beight"
    page = draw_page(plain_document(text), page_size="90x80", font_size_pt=10.0, alignment=alignment)
    assert page.reading_text().replace("\n", "").replace(" ", "") == text.replace("\u200b", "").replace(" ", "")
    assert len(set(page.lines.tolist())) > 2
    boxes = {int(offset): box for offset, box in zip(page.offsets, page.boxes, strict=True)}
    assert boxes[text.index("t", 5)][0] - boxes[text.index("o", 4)][2] < 90


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"])
def test_no_line_ends_at_a_no_break_space(space: str) -> None:
    text = "It cost 12_345_678_EUR on 3_May_2023 at Fig._7.".replace("_", space)
    page = draw_page(plain_document(text), page_size="112x200", font_size_pt=10.0)
    lines = page.reading_text().split("\n")
    for piece in ("12 345 678 EUR", "3 May 2023", "Fig. 7."):
        assert any(piece in line for line in lines), lines


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("language", ["", "python"])
def test_wide_characters_take_two_cells_in_code(language: str, bold: bool) -> None:
    text = "| 姓名 | abcd |\n| abcd | ｱ数，|\n| 한국 | あい |\n| abcd | abcd |"
    document = Document(text, (Block("code", (Span(text, 0, bold=bold),)),))
    page = draw_page(document, page_size="300x120", font_size_pt=10.0)
    bars = [page.boxes[k, 0] for k, char in enumerate(page.text) if char == "|"]
    first, second = np.array(bars[0::3]), np.array(bars[1::3])
    assert np.ptp(first) < 0.1 and np.ptp(second) < 0.1
    assert abs(bars[2] - bars[-1]) < 0.1


@pytest.mark.parametrize(
    ("source", "format"),
    [("", "text"), (" \n ", "text"), ("<form><input></form>", "html"), ("<!-- x -->", "markdown"), ("\u200b", "text")],
)
def test_a_blank_page_is_told(source: str, format: str, caplog: pytest.LogCaptureFixture) -> None:
    (page,) = render(source, RenderConfig.preset("medium"), format)
    assert page.text == ""
    assert caplog.messages == ["the text: the page is blank, for there is no text that can be drawn"]


def test_a_page_with_text_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert list(render("a" + "\n\n\n" * 20 + "b", RenderConfig.preset("medium")))
    assert not caplog.messages
