"""Whole numbers: a span that is copied from a page takes in all of each number that it cuts."""

from __future__ import annotations

from collections.abc import Sequence

from glyph.models.inputs.assembler import DocumentUnits, Step
from glyph.text.numbers import whole_numbers

UNITS_BESIDE = 12  # units on each side of a span that a number it cuts may reach into


def with_whole_numbers(steps: Sequence[Step], document: DocumentUnits, chars: str) -> list[Step]:
    """The steps of an answer, each span of units widened where it cuts a number: its sign, CR or DR, or separators.

    Args:
        steps: token ids, and spans of units.
        document: units of the pages as read.
        chars: the K characters read.
    """
    return [_widened(step, document, chars) if isinstance(step, tuple) else step for step in steps]


def _widened(span: tuple[int, int], document: DocumentUnits, chars: str) -> tuple[int, int]:
    units, (first, last) = document.units, span
    here = document.pages == document.pages[first]
    beside = [u for u in range(first - UNITS_BESIDE, last + UNITS_BESIDE + 1) if 0 <= u < len(units) and here[u]]
    text, places = "", []  # the place of each unit in the text
    for u in beside:
        start, end = int(units.starts[u]), int(units.ends[u])
        text += " " if text and document.breaks[start] else ""
        places.append((len(text), len(text) + end - start))
        text += chars[start:end]
    at = dict(zip(beside, places, strict=True))
    if last not in at:  # of a span over several pages only the first page is looked at
        return span
    start, end = whole_numbers(text, at[first][0], at[last][1])
    covered = [u for u in beside if at[u][0] < end and at[u][1] > start]
    return covered[0], covered[-1]
