"""Tests of glyph.evaluation.code_review."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from glyph.data.generators.code_review import Case
from glyph.documents import parse_document
from glyph.evaluation.code_review import chance, is_found, painted_lines, parser_then_chance
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, Focus
from glyph.readers.rules.suspects import suspects
from glyph.render import Page, RenderConfig, render

SOURCE = "def f(a):\n    b = a\n\n    return b + a"
CASE = Case("c", SOURCE, (2,), "name", "")


def looking(pages: list[Page], weights: Mapping[int, float]) -> Answer:
    """An answer whose units are the painted characters, moved a little; ``weights`` by source offset."""
    places = [(number, k) for number, page in enumerate(pages) for k in range(len(page.text))]
    boxes = np.array([pages[n].boxes[k] + 1.5 for n, k in places], np.float32)
    looked = np.array([weights.get(int(pages[n].offsets[k]), 0.0) for n, k in places], np.float32)
    numbers = np.array([n for n, _ in places], np.int64)
    return Answer("", 1.0, focus=Focus(numbers, boxes, looked, tuple(page.grey.shape for page in pages)))


def ranked_lines(answer: Answer, pages: list[Page], source: str, use_tools: bool = False) -> list[int]:
    readings = [Reading.painted(page) for page in pages]
    return painted_lines(suspects(answer, readings, use_tools), pages, source)


@pytest.mark.parametrize("height", [448, 44])  # on one page, and on several
@pytest.mark.parametrize("line_numbers", [True, False])
def test_lines_are_ranked_by_what_was_looked_at(height: int, line_numbers: bool) -> None:
    config = RenderConfig(page_width_pt=300, page_height_pt=height, line_numbers=line_numbers)
    pages = list(render(parse_document(SOURCE, "python"), config))
    assert (len(pages) > 1) == (height == 44)
    a, b, c = SOURCE.index("f("), SOURCE.index("b ="), SOURCE.index("return")
    assert ranked_lines(looking(pages, {b: 0.5, c: 0.3, c + 1: 0.3, a: 0.1}), pages, SOURCE) == [4, 2, 1]
    assert ranked_lines(looking(pages, {}), pages, SOURCE) == [1, 2, 4]
    assert ranked_lines(Answer("", 1.0), pages, SOURCE) == []


def test_a_line_that_wraps_is_one() -> None:
    source = "x = [" + "1, " * 60 + "]\ny = 2"
    pages = list(render(parse_document(source, "python"), RenderConfig(page_width_pt=200)))
    ends = {source.index("x"): 0.3, source.index("]"): 0.3, source.index("y"): 0.5}
    assert ranked_lines(looking(pages, ends), pages, source) == [1, 2]


def test_tools_speak_first() -> None:
    source = "def f(a):\n    b = a\n    return b + missing"
    pages = list(render(parse_document(source, "python"), RenderConfig(page_width_pt=300)))
    looked = looking(pages, {source.index("b ="): 0.5})
    assert ranked_lines(looked, pages, source) == [2, 1, 3]
    assert ranked_lines(looked, pages, source, use_tools=True) == [3, 2, 1]
    assert ranked_lines(Answer("", 1.0), pages, source, use_tools=True) == [3]


def test_guesses() -> None:
    assert is_found([4, 2], CASE, 2) and not is_found([4, 2], CASE, 1) and not is_found([], CASE, 3)
    assert chance(CASE, 1) == pytest.approx(1 / 3) and chance(CASE, 3) == 1.0
    two = Case("c", "a\nb\nc\nd\ne", (1, 2), None, "")
    assert chance(two, 1) == pytest.approx(2 / 5) and chance(two, 3) == pytest.approx(1 - 1 / 10)
    assert parser_then_chance(CASE, 1) == chance(CASE, 1), "the program parses"
    right, wrong = (Case("c", "a\nb\nif c\nd\ne", (line,), "colon", "") for line in (3, 4))
    assert parser_then_chance(right, 1) == 1.0 and parser_then_chance(wrong, 1) == 0.0
    assert parser_then_chance(wrong, 3) == pytest.approx(2 / 4)
