"""Programs rebuilt from their pages, and what Python's own tools say of them."""

from __future__ import annotations

import pytest

from glyph.data.generators.code_review.functions import written_functions
from glyph.documents import parse_document
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.readers.rules.read_program import read_program
from glyph.readers.rules.suspects import suspects, tool_findings
from glyph.render import RenderConfig, render

CODE = {"style": "code", "page_width_pt": 512, "page_height_pt": 640}
SOURCE = """class Solution:
    def first(self, values: List[int]) -> int:
        for index, value in enumerate(values):

            if value > 10 and index % 2 == 0:
                return index
        return -1"""


def readings_of(source: str, **settings: object) -> list[Reading]:
    config = RenderConfig.from_dict({**CODE, **settings})
    return [Reading.painted(page) for page in render(parse_document(source, "python"), config)]


def rebuilt(readings: list[Reading]) -> list[str]:
    return [line.text for line in read_program(readings)]


@pytest.mark.parametrize("height", [640, 80])
def test_indentation_is_kept_and_numbers_are_not(height: int) -> None:
    assert rebuilt(readings_of(SOURCE, page_height_pt=height)) == SOURCE.split("\n")


def test_without_numbers() -> None:
    lines = [line for line in SOURCE.split("\n") if line]
    assert rebuilt(readings_of(SOURCE, line_numbers=False)) == lines


def test_wrapped_lines_are_joined() -> None:
    source = (
        "def f(first, second):\n    return first_of_many(first, second, first, second) + second_of_many(first, second)"
    )
    readings = readings_of(source, page_width_pt=300)
    assert len({int(line) for line in readings[0].lines}) > 2
    assert ["".join(line.split()) for line in rebuilt(readings)] == [
        "".join(line.split()) for line in source.split("\n")
    ]


def test_programs_of_the_library_come_back_from_their_pages() -> None:
    functions = written_functions("test")[:40]
    same = [rebuilt(readings_of(source, page_width_pt=700)) == source.split("\n") for source in functions]
    assert sum(same) > 0.8 * len(same)


def test_nothing_read() -> None:
    assert read_program([]) == [] and suspects(Answer("", 1.0), []) == []


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a = 1\nif a\n    b = 2", 2, "does not parse"),
        ("def f(count):\n    return cuont", 2, "'cuont' is not defined"),
        ("x = (1,\ny = 2", 1, "does not parse"),
    ],
)
def test_tools_find_what_cannot_be(source: str, line: int, reason: str) -> None:
    ((found, why),) = tool_findings(source)
    assert found == line and reason in why


@pytest.mark.parametrize(
    "source", [SOURCE, "q = deque()\nn = inf", "def f(root: Optional[TreeNode]):\n    return root", "\0"]
)
def test_tools_say_nothing_of_programs_that_run_where_exercises_do(source: str) -> None:
    assert tool_findings(source) == []


def test_a_program_too_deep_for_the_tools_is_left_to_the_reader() -> None:
    assert tool_findings("x = " + "-" * 4000 + "1") == []


def test_a_suspect_says_why() -> None:
    (suspect,) = suspects(Answer("", 1.0), readings_of("def f(count):\n    return cuont"))
    assert suspect.text == "    return cuont" and "cuont" in suspect.reason and suspect.rows[0][0] == 0
