"""A program from the pages it was read on: its lines with their indentation, wrapped rows joined, numbers left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading, group_starts
from glyph.readers.answer import PageBox

IN_COLUMN = 0.6  # character widths; so near each other the numbers of lines end
_PLAIN = str.maketrans("‘’“”–—−", "''\"\"---")  # signs of programs that look much alike in print


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """A line of a program and the rows it takes on the pages, more than one where it wraps."""

    text: str  # with its indentation
    rows: tuple[PageBox, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    page: int
    chars: str
    boxes: NDArray[np.float32]  # [K, 4]
    gaps: NDArray[np.bool_]  # [K]

    @property
    def first_word(self) -> int:
        """How many characters come before the first gap."""
        return next((k for k in range(1, len(self.chars)) if self.gaps[k]), len(self.chars))

    @property
    def first_word_end(self) -> float:
        """px"""
        return float(self.boxes[self.first_word - 1, 2])

    @property
    def box(self) -> NDArray[np.float32]:
        return np.concatenate([self.boxes[:, :2].min(axis=0), self.boxes[:, 2:].max(axis=0)])

    def text(self, start: int = 0) -> str:
        return "".join(
            (" " if k > start and self.gaps[k] else "") + self.chars[k] for k in range(start, len(self.chars))
        )


def read_program(readings: Sequence[Reading]) -> list[ProgramLine]:
    """The program that pages in order show, line by line; lines without characters are left out unless numbered."""
    rows = [row for page, reading in enumerate(readings) for row in _rows(page, reading)]
    if not rows:
        return []
    advance = _advance(readings)
    starts = _after_numbers(rows, advance)  # of the program in each row; None where it goes on with the row above
    begun = [(row, k) for row, k in zip(rows, starts, strict=True) if k is not None and k < len(row.chars)]
    left = min((float(row.boxes[k, 0]) for row, k in begun), default=0.0)
    lines: list[ProgramLine] = []
    for row, start in zip(rows, starts, strict=True):
        if start is not None or not lines:
            text = row.text(start or 0)
            blank = " " * max(0, round((float(row.boxes[start or 0, 0]) - left) / advance)) if text else ""
            lines.append(ProgramLine(blank + text, ((row.page, row.box),)))
        else:  # the row above ends with the mark of a wrapped row; a blank at the cut is not painted
            kept = lines[-1].text.rpartition(" ")[0] or lines[-1].text
            lines[-1] = ProgramLine(kept + row.text(), (*lines[-1].rows, (row.page, row.box)))
    return lines


def _rows(page: int, reading: Reading) -> Iterator[_Row]:
    for start, end in pairwise([*group_starts(reading.lines).tolist(), len(reading.chars)]):
        chars = unicodedata.normalize("NFKC", reading.chars[start:end]).translate(_PLAIN)
        if len(chars) != end - start:  # a sign that is written with several, such as an ellipsis
            chars = reading.chars[start:end]
        yield _Row(page, chars, reading.boxes[start:end], reading.space_before[start:end])


def _after_numbers(rows: Sequence[_Row], advance: float) -> list[int | None]:
    """Which character of each row the program begins with; None in rows without a number where lines are numbered.

    Lines are numbered if the first begins with a number, which no program does; numbers end in one column.
    """
    numbered = [row for row in rows if row.chars[: row.first_word].isdecimal()]
    if not numbered or numbered[0] is not rows[0]:
        return [0] * len(rows)
    column = float(np.median([row.first_word_end for row in numbered]))
    return [row.first_word if abs(row.first_word_end - column) < IN_COLUMN * advance else None for row in rows]


def _advance(readings: Sequence[Reading]) -> float:
    """How far neighbouring characters are apart, px."""
    steps = [np.zeros(0, np.float32)]
    for reading in readings:
        centres = (reading.boxes[:, 0] + reading.boxes[:, 2]) / 2
        beside = (np.diff(reading.lines) == 0) & ~reading.space_before[1:]
        steps.append(np.diff(centres)[beside])
    found = np.concatenate(steps)
    return max(1.0, float(np.median(found))) if len(found) else 1.0
