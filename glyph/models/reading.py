"""Reading: the characters found on one page, in reading order, with boxes and confidences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glyph.render.page import spaced_text

SPACE_EM = 0.16  # a gap wider than this share of the type height parts words
MERGE_SHARE = 0.45  # votes closer than this share of a character's width and height are for one character


@dataclass(frozen=True, slots=True)
class Reading:
    """K characters in reading order; row k of the arrays belongs to ``chars[k]``."""

    chars: str
    boxes: NDArray[np.float32]  # [K, 4] xyxy px
    confidences: NDArray[np.float32]  # [K] probability that the character is there and is this one
    lines: NDArray[np.int32]  # [K] index of the line
    space_before: NDArray[np.bool_]  # [K]

    @property
    def text(self) -> str:
        """The characters with spaces where there are gaps and a newline after each line."""
        return spaced_text(self.chars, self.lines, self.space_before)


def merge_votes(
    boxes: NDArray[np.float32], presence: NDArray[np.float32], threshold: float = 0.5
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Group cells that vote for the same character.

    Two neighbouring cells may each be half sure that a centre is theirs; their boxes then agree, and their
    probabilities add up. Greedy, from the surest cell.

    Args:
        boxes: [M, 4] the box each cell predicts, px.
        presence: [M] probability of each cell that a centre is in it.
        threshold: groups of less probability are dropped.

    Returns:
        Index of the surest cell of each kept group, and the group's probability (at most 1).
    """
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    reach = (boxes[:, 2:] - boxes[:, :2]) * MERGE_SHARE
    order = np.argsort(-presence, kind="stable")
    buckets: dict[tuple[int, int], list[int]] = {}
    total = presence.astype(np.float64).copy()
    leaders: list[int] = []
    for i in order:
        x, y = float(centres[i, 0]), float(centres[i, 1])
        bx, by = int(x // 16), int(y // 16)
        best = -1
        for cell in ((bx + dx, by + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for j in buckets.get(cell, ()):
                if abs(centres[j, 0] - x) < reach[j, 0] and abs(centres[j, 1] - y) < reach[j, 1]:
                    best = j
                    break
            if best >= 0:
                break
        if best >= 0:
            total[best] += presence[i]
        else:
            buckets.setdefault((bx, by), []).append(int(i))
            leaders.append(int(i))
    kept = np.array([j for j in leaders if total[j] >= threshold], np.intp)
    return kept, np.minimum(total[kept], 1.0).astype(np.float32)


def reading_order(boxes: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.bool_]]:
    """Lines by geometry: top to bottom, and left to right within a line.

    Args:
        boxes: [K, 4] xyxy px, em-high.

    Returns:
        Order [K] of characters, and in that order the line index [K] and whether a gap precedes [K].
    """
    num = len(boxes)
    if num == 0:
        return np.zeros(0, np.intp), np.zeros(0, np.int32), np.zeros(0, np.bool_)
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    height = boxes[:, 3] - boxes[:, 1]
    line_of = np.zeros(num, np.int32)
    anchor, line = -np.inf, -1
    for i in np.argsort(middle, kind="stable"):
        if middle[i] - anchor > 0.45 * height[i]:
            line += 1
            anchor = middle[i]
            count = 1
        else:
            count += 1
            anchor += (middle[i] - anchor) / count
        line_of[i] = line
    order = np.lexsort((boxes[:, 0] + boxes[:, 2], line_of))
    lines, ordered = line_of[order], boxes[order]
    gap = np.zeros(num, np.float32)
    gap[1:] = ordered[1:, 0] - ordered[:-1, 2]
    space = gap > SPACE_EM * (ordered[:, 3] - ordered[:, 1])
    space |= np.concatenate([[True], lines[1:] != lines[:-1]])
    return order, lines, space
