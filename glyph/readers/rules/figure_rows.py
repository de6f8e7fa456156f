"""Rows of figures: what stands as a label and numbers on one line of a page, as read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading, group_starts
from glyph.text.numbers import is_number, parse_number

_LONE_SIGNS = frozenset("△▲∆")
COLUMN_SHARE = 0.3  # of the narrower of two boxes of one column that they have in common
WITHIN_FIGURE = 0.6  # of its height that blanks within a figure (1 276, 76 CR, △ 76) are at most wide
ALIGNED = 0.5  # of a figure's height that edges, or middles, of figures of one column may lie apart


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number where it stands."""

    text: str
    value: Decimal  # with the decimals as printed
    page: int
    box: NDArray[np.float32]  # [4] xyxy px

    def is_under(self, other: Figure) -> bool:
        """Whether two figures stand in one column; on which pages they are does not matter."""
        ours, theirs = (np.array([box[0], (box[0] + box[2]) / 2, box[2]]) for box in (self.box, other.box))
        is_aligned = np.abs(ours - theirs).min() < ALIGNED * (self.box[3] - self.box[1])
        return self._shares_column(other.box) and bool(is_aligned)

    def is_beneath(self, box: NDArray[np.float32]) -> bool:
        """Whether a box [4] px of the same page stands above in the same column."""
        return self._shares_column(box) and bool(box[3] <= (self.box[1] + self.box[3]) / 2)

    def _shares_column(self, box: NDArray[np.float32]) -> bool:
        shared = min(self.box[2], box[2]) - max(self.box[0], box[0])
        return bool(shared > COLUMN_SHARE * min(self.box[2] - self.box[0], box[2] - box[0]))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line that begins with words and goes on with numbers, left to right."""

    label: str
    figures: tuple[Figure, ...]

    def under(self, figure: Figure) -> Figure | None:
        """The row's figure in the column of another."""
        return next((own for own in self.figures if own.is_under(figure)), None)

    def goes_with(self, other: FigureRow) -> bool:
        """Whether the row has a figure in each column of another, and no more: rows of one table mostly do."""
        return len(self.figures) == len(other.figures) and all(self.under(figure) for figure in other.figures)


def figure_rows(reading: Reading, page: int) -> list[FigureRow]:
    """The rows of a page from top to bottom, those with a figure at least.

    A label ends where the first number begins; words behind it, such as units and currency signs, are left out.
    """
    bounds = [*group_starts(reading.lines).tolist(), len(reading.chars)]
    rows = (_row(list(words_of(reading, start, end)), page) for start, end in pairwise(bounds))
    return [row for row in rows if row.figures]


def words_of(reading: Reading, start: int = 0, end: int | None = None) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The words of a reading's characters ``start`` to ``end``, with their boxes [4] px."""
    words = reading.words[start:end]
    bounds = [*(group_starts(words) + start).tolist(), len(words) + start]
    for a, b in pairwise(bounds):
        boxes = reading.boxes[a:b]
        yield reading.chars[a:b], np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def stands_as_one(text: str, readings: Sequence[Reading]) -> bool:
    """Whether a number whose thousands spaces part is one figure of a page, rather than figures of two columns."""
    pages = (figure_rows(reading, page) for page, reading in enumerate(readings))
    return any(figure.text == text for rows in pages for row in rows for figure in row.figures)


def _row(words: list[tuple[str, NDArray[np.float32]]], page: int) -> FigureRow:
    label: list[str] = []
    figures: list[Figure] = []
    for text, box in _joined(words):
        try:
            figures.append(Figure(text, parse_number(text), page, box))
        except ValueError:
            if not figures:
                label.append(text)
    return FigureRow(" ".join(label), tuple(figures))


def _joined(words: Sequence[tuple[str, NDArray[np.float32]]]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Words, those that narrow blanks part made one where they are one number; a currency stays a word of its own."""
    held: list[tuple[str, NDArray[np.float32]]] = []
    for text, box in words:
        if held:
            before, left = held[-1]
            is_near = box[0] - left[2] < WITHIN_FIGURE * (box[3] - box[1])
            if is_near and (is_number(before) or before in _LONE_SIGNS) and is_number(f"{before} {text}"):
                both = np.concatenate([np.minimum(left[:2], box[:2]), np.maximum(left[2:], box[2:])])
                held[-1] = (f"{before} {text}", both)
                continue
        held.append((text, box))
    yield from held
