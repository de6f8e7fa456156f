"""Views of pages: cut between lines, chosen by what is asked, within a budget, and back in the page's own pixels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.models.ocr.reading import Reading
from glyph.models.ocr.type_scale import type_height
from glyph.readers.answer import Answer, Doubt, Focus
from glyph.readers.views import (
    PART_LINES,
    SMALLEST_PX,
    Look,
    View,
    as_on_pages,
    chosen_views,
    is_of_known_type,
    num_tokens_looked_at,
    page_parts,
    whole_views,
)
from glyph.render import Page, RenderConfig, render
from glyph.render.visual_tokens import TokenGrid
from glyph.text.charset import Charset

GRID = TokenGrid()
CONFIG = RenderConfig(page_width_pt=320, page_height_pt=640, dpi=144, font_size_pt=10, crop_last_page=False)


def long_page(subject: str) -> Page:
    lines = [f"Plain words number {k} about nothing." for k in range(30)]
    lines[20] = f"The {subject} dug 2,048 burrows in 2023."
    return next(iter(render("\n\n".join(lines), CONFIG)))


PAGES = [long_page("rabbits"), long_page("wombats"), long_page("badgers")]
IMAGES = [page.grey for page in PAGES]
LOOKS = [Look(0.5, Reading.painted(page), 0) for page in PAGES]


def cost(views: list[View]) -> int:
    return GRID.num_visual_tokens(view.image for view in views)


def test_a_page_is_cut_between_its_lines() -> None:
    parts = page_parts(7, IMAGES[0], LOOKS[0])
    reading = LOOKS[0].reading
    assert len(parts) == 2 and all(part.page == 7 for part in parts)
    assert "\n".join(part.text for part in parts) == reading.text
    assert all(0 < len(part.text.splitlines()) <= PART_LINES for part in parts)
    for part, after in pairwise(parts):
        assert part.box[3] == after.box[1]
    blank = Look(1.0, reading.where(np.zeros(len(reading.chars), np.bool_)), 0)
    (nothing,) = page_parts(0, np.full((30, 50), 255, np.uint8), blank)
    assert nothing.box == (0, 0, 50, 30) and nothing.text == ""


@pytest.mark.parametrize(("subject", "page"), [("rabbits", 0), ("wombats", 1), ("badgers", 2)])
def test_the_part_in_question_is_shown(subject: str, page: int) -> None:
    question = f"How many burrows did the {subject} dig?"
    views = chosen_views(question, IMAGES, LOOKS, Charset(), GRID, 80)
    assert 0 < cost(views) <= 80 and views[0].reading is not None
    texts = [view.reading.text for view in views if view.reading is not None]
    assert any(subject in text and view.page == page for view, text in zip(views, texts, strict=True))
    assert num_tokens_looked_at(IMAGES, LOOKS, GRID) > 200
    for view in views:  # readings lie where the ink is
        assert view.reading is not None
        painted = {tuple(box) for box in np.round(PAGES[view.page].boxes, 2).tolist()}
        assert {tuple(box) for box in np.round(view.placed(view.reading.boxes), 2).tolist()} <= painted


@given(st.integers(1, 1000))
def test_no_limit_is_exceeded_and_something_is_shown(limit: int) -> None:
    for question in ("How many burrows did the wombats dig?", "xyzzy"):
        views = chosen_views(question, IMAGES, LOOKS, Charset(), GRID, limit)
        assert views and cost(views) <= limit
    whole = whole_views(IMAGES, LOOKS, GRID, limit)
    if whole is not None:
        assert len(whole) == len(IMAGES) and cost(whole) <= limit
        assert all(view.scale * type_height(LOOKS[0].reading) >= SMALLEST_PX for view in whole)


def test_a_whole_page_at_its_own_scale_is_left_as_it_is() -> None:
    (view,) = whole_views(IMAGES[:1], [Look(1.0, LOOKS[0].reading, 0)], GRID, 10_000) or []
    assert view.image is IMAGES[0] and view.reading is None


def test_pages_that_do_not_say_how_large_their_type_is_are_looked_at() -> None:
    assert not is_of_known_type(PAGES[0]), "20 px are more than is liked"
    assert is_of_known_type(next(iter(render("Revenue", RenderConfig(page_width_pt=160, page_height_pt=64)))))
    assert not is_of_known_type(IMAGES[0])


def test_places_are_told_in_pixels_of_the_page() -> None:
    views = [View(3, IMAGES[0], 0.5, 10, 20), View(1, IMAGES[1])]
    box = np.array([1, 2, 3, 4], np.float32)
    focus = Focus(np.array([0, 1]), np.stack([box, box]), np.ones(2, np.float32), ((9, 9), (9, 9)))
    answer = Answer(
        "1", 1.0, ((0, box), (1, box)), True, "a '1' on page 1 may be a '7'; a '2' on page 2 may be a 'Z'",
        doubts=(Doubt("1", "7", 0.5, 0, box),), focus=focus,
    )  # fmt: skip
    placed = as_on_pages(answer, views, [(500, 600)] * 4)
    assert [(page, box.tolist()) for page, box in placed.evidence] == [(3, [12, 24, 16, 28]), (1, [1, 2, 3, 4])]
    assert placed.doubts[0].page == 3 and placed.doubts[0].box.tolist() == [12, 24, 16, 28]
    assert placed.reason == "a '1' on page 4 may be a '7'; a '2' on page 2 may be a 'Z'"
    assert placed.focus is not None and placed.focus.pages.tolist() == [3, 1]
    assert placed.heatmap(3).shape == (500, 600) and placed.heatmap(3)[25, 13] == 1
    cut = as_on_pages(answer, views, [(25, 14)] * 4)
    assert cut.evidence[0][1].tolist() == [12, 24, 14, 25]
