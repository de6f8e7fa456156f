"""Full-width figures: digits, points and commas that each take the room of a Hanzi, which is not a blank between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glyph.render.layout.linebreak import is_cjk

PITCH_SLACK = 0.045  # of the room of a Hanzi that figures side by side may be nearer or further apart, on average
BEHIND_POINT = (
    0.88,
    1.35,
)  # of it, from a full-width point or comma to the digit behind it, which may stand in its middle
MIN_HANZI = 4  # side by side on a page, that their room is known by
_DIGITS, _POINTS = frozenset("0123456789０１２３４５６７８９"), frozenset(".,．，")


def closed_up(
    chars: str, boxes: NDArray[np.float32], lines: NDArray[np.int32], space_before: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """[K] blanks before characters, without those that are only the room of full-width figures.

    A blank after a point or comma that ends a figure goes where the next digit stands a Hanzi's room behind the mark;
    blanks between single digits go where all of a row of them stand a Hanzi's room apart. On pages without Hanzi side
    by side all blanks stay.

    Args:
        chars: the K characters in reading order.
        boxes: [K, 4] xyxy px.
        lines: [K] index of the line.
        space_before: [K]
    """
    room = _room(chars, boxes, lines, space_before)
    spaces = space_before.copy()
    if room is None:
        return spaces
    centres = (boxes[:, 0] + boxes[:, 2]) / 2
    for k in range(2, len(chars)):
        is_point = chars[k - 1] in _POINTS and chars[k] in _DIGITS and chars[k - 2] in _DIGITS
        if is_point and lines[k] == lines[k - 2] and spaces[k] and not spaces[k - 1]:
            spaces[k] = not BEHIND_POINT[0] * room < boxes[k, 0] - boxes[k - 1, 0] < BEHIND_POINT[1] * room
    start = 0
    for k in range(1, len(chars) + 1):
        parted = k == len(chars) or lines[k] != lines[k - 1] or not (chars[k] in _DIGITS and chars[k - 1] in _DIGITS)
        if parted or not space_before[k] or abs(centres[k] - centres[k - 1] - room) > 3 * PITCH_SLACK * room:
            if k - start > 1 and (parted or space_before[k]):
                pitch = (centres[k - 1] - centres[start]) / (k - 1 - start)
                if abs(pitch - room) < PITCH_SLACK * room:
                    spaces[start + 1 : k] = False
            start = k
    return spaces


def _room(
    chars: str, boxes: NDArray[np.float32], lines: NDArray[np.int32], space_before: NDArray[np.bool_]
) -> float | None:
    """How far the centres of Hanzi side by side lie apart, px; None where too few of them do."""
    hanzi = np.array([is_cjk(char) and char.isalpha() for char in chars], np.bool_)
    beside = hanzi[1:] & hanzi[:-1] & (lines[1:] == lines[:-1]) & ~space_before[1:] if len(chars) else hanzi
    steps = np.diff((boxes[:, 0] + boxes[:, 2]) / 2)[beside] if len(chars) else np.zeros(0)
    return float(np.median(steps)) if len(steps) >= MIN_HANZI else None
