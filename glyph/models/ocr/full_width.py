"""Full-width figures: digits, points and commas that each take the room of a Hanzi, which is not a blank between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from glyph.documents.cjk import is_cjk
from glyph.models.ocr.reading import Reading

ONE_ROOM = 0.85, 1.12  # of the room of a Hanzi, from digit to digit that may both be full-width
FULL_WIDTH = 0.975  # of it, the least of the median of those on a page; DejaVu's digits with a blank between have 0.954
BEHIND_POINT = 0.88, 1.35  # of it, from a full-width point or comma to the digit behind, whatever its width
ACROSS_POINT = 2.5  # of it, at most between the digits on both sides of a full-width mark
BEHIND_SIGN = 0.5  # of it, at most between a full-width sign and the digit behind
MIN_HANZI = 4  # side by side on a page, that their room is known by
_DIGITS, _POINTS, _WIDE_POINTS = (frozenset(marks) for marks in ("0123456789０１２３４５６７８９", ".,．，", "．，"))
_WIDE_SIGNS = frozenset("−－＋△▲")
_NARROW = str.maketrans("．，", ".,")


def with_full_width_figures(reading: Reading) -> Reading:
    """A reading without the blanks that are only the room of full-width figures, and with each mark in them once.

    Blanks beside a point or comma within a figure go where the next digit stands a Hanzi's room behind the mark; a mark
    that was read as two, one narrow and one wide, becomes one. Blanks between digits that stand a Hanzi's room apart go
    where this holds of the digits of the page on the whole. On pages without Hanzi side by side all stays.
    """
    room = _room(reading)
    if room is None:
        return reading
    reading = reading.where(~_doubled(reading, room))
    spaces = reading.space_before.copy()
    spaces[_behind_points(reading, room)] = False
    spaces[_beside_digits(reading, room)] = False
    return replace(reading, space_before=spaces)


def _behind_points(reading: Reading, room: float) -> list[int]:
    """The characters beside a full-width point or comma, told by its name or its room, that no blank precedes."""
    chars, boxes, lines, spaces = reading.chars, reading.boxes, reading.lines, reading.space_before
    centres = (boxes[:, 0] + boxes[:, 2]) / 2
    closed: list[int] = []
    for k in range(1, len(chars) - 1):  # of the mark
        if chars[k] not in _POINTS or not {chars[k - 1], chars[k + 1]} <= _DIGITS or lines[k - 1] != lines[k + 1]:
            continue
        behind = (boxes[k + 1, 0] - boxes[k, 0]) / room
        if chars[k] in _WIDE_POINTS and centres[k + 1] - centres[k - 1] < ACROSS_POINT * room:
            closed += [k, k + 1]
        elif not spaces[k] and BEHIND_POINT[0] < behind < BEHIND_POINT[1]:
            closed.append(k + 1)
    return closed


def _beside_digits(reading: Reading, room: float) -> list[int]:
    """The digits that stand a Hanzi's room behind a digit, or behind a sign, if the digits of the page mostly do."""
    chars, boxes, lines = reading.chars, reading.boxes, reading.lines
    centres = (boxes[:, 0] + boxes[:, 2]) / 2
    pitches: dict[int, float] = {}  # rooms from the digit before, by the second digit
    signed: list[int] = []
    for k in np.flatnonzero(reading.space_before).tolist():
        if k == 0 or chars[k] not in _DIGITS or lines[k] != lines[k - 1]:
            continue
        pitch = float(centres[k] - centres[k - 1]) / room
        if chars[k - 1] in _DIGITS and ONE_ROOM[0] < pitch < ONE_ROOM[1]:
            pitches[k] = pitch
        elif chars[k - 1] in _WIDE_SIGNS and boxes[k, 0] - boxes[k - 1, 2] < BEHIND_SIGN * room:
            signed.append(k)
    are_full_width = bool(pitches) and float(np.median([*pitches.values()])) > FULL_WIDTH
    return [*pitches, *signed] if are_full_width else []


def _doubled(reading: Reading, room: float) -> NDArray[np.bool_]:
    """[K] points and commas beside which the same mark was read once more, in the place of one."""
    chars, boxes = reading.chars, reading.boxes
    doubled = np.zeros(len(chars), np.bool_)
    for k in range(1, len(chars) - 2):
        if chars[k] in _POINTS and chars[k + 1] in _POINTS and chars[k - 1] in _DIGITS and chars[k + 2] in _DIGITS:
            apart = (boxes[k + 1, 0] + boxes[k + 1, 2] - boxes[k, 0] - boxes[k, 2]) / 2
            doubled[k + 1] = chars[k].translate(_NARROW) == chars[k + 1].translate(_NARROW) and apart < room
    return doubled


def _room(reading: Reading) -> float | None:
    """How far the centres of Hanzi side by side lie apart, px; None where too few of them do."""
    hanzi = np.array([is_cjk(char) and char.isalpha() for char in reading.chars], np.bool_)
    is_beside = (reading.lines[1:] == reading.lines[:-1]) & ~reading.space_before[1:]
    steps = np.diff((reading.boxes[:, 0] + reading.boxes[:, 2]) / 2)[hanzi[1:] & hanzi[:-1] & is_beside]
    return float(np.median(steps)) if len(steps) >= MIN_HANZI else None
