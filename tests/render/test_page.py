"""Page: reading text, and boxes of spans of the source."""

from __future__ import annotations

import numpy as np
import pytest

from glyph.render import PRESETS, RenderConfig, merge_by_line, render
from glyph.render.page import spaced_text
from tests.render.drawing import draw_page


@pytest.mark.parametrize("granularity", PRESETS)
def test_reading_text_is_the_source(granularity: str) -> None:
    text = "Net income was 1,024.\n\n净利润为（77）万元。\n\nNone of it is lost in 2023."
    (page,) = render(text, RenderConfig.preset(granularity, paragraphs="keep"))  # type: ignore[arg-type]
    assert page.reading_text() == text.replace("\n\n", "\n")


def test_boxes_of_a_span_are_one_a_line() -> None:
    text = "alpha beta gamma delta epsilon zeta eta theta"
    page = draw_page(text)
    start = text.index("gamma")
    whole, word = page.boxes_of((0, len(text))), page.boxes_of((start, start + 5))
    assert len(whole) == 1 + int(page.lines.max()) and len(word) == 1
    inside = (page.offsets >= start) & (page.offsets < start + 5)
    np.testing.assert_array_equal(word[0, :2], page.boxes[inside].min(axis=0)[:2])
    np.testing.assert_array_equal(word[0, 2:], page.boxes[inside].max(axis=0)[2:])
    assert page.boxes_of((500, 600)).shape == (0, 4)


def test_merge_by_line() -> None:
    assert merge_by_line(np.zeros((0, 4), np.float32), np.zeros(0, np.int32)).shape == (0, 4)
    boxes = np.array([[0, 1, 2, 3], [4, 0, 6, 2], [1, 5, 2, 6]], np.float32)
    np.testing.assert_array_equal(merge_by_line(boxes, np.array([3, 3, 7])), [[0, 0, 6, 3], [1, 5, 2, 6]])


def test_spaced_text() -> None:
    assert spaced_text("abcd", np.array([0, 0, 0, 2]), np.array([True, False, True, True])) == "ab c\nd"
    assert spaced_text("", np.zeros(0, np.int32), np.zeros(0, np.bool_)) == ""
