"""Reading: the characters found on one page, in reading order, with boxes and confidences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.render.page import spaced_text
from glyph.render.textkernels import jit

SPACE_EM = 0.16  # a gap wider than this share of the type height parts words
BUCKET_PX = 16  # votes further apart than this are never for one character
LINE_SHARE = 0.45  # of a character's height
MERGE_SHARE = 0.45  # votes closer than this share of a character's width and height are for one character


@dataclass(frozen=True, slots=True)
class Reading:
    """K characters in reading order; row k of the arrays belongs to ``chars[k]``."""

    chars: str
    boxes: NDArray[np.float32]  # [K, 4] xyxy px
    confidences: NDArray[np.float32]  # [K] probability that the character is there and is this one
    lines: NDArray[np.int32]  # [K] index of the line
    space_before: NDArray[np.bool_]  # [K]
    signs: NDArray[np.float32]  # [K, NUM_SIGNS] what the confidences are computed from

    @property
    def text(self) -> str:
        """The characters with spaces where there are gaps and a newline after each line."""
        return spaced_text(self.chars, self.lines, self.space_before)

    @property
    def mean_confidence(self) -> float:
        """Mean over the characters; 0 where there are none."""
        return float(self.confidences.mean()) if len(self.chars) else 0.0

    def where(self, keep: NDArray[np.bool_]) -> Reading:
        """Some of the characters, ``keep`` bool [K]."""
        chars = "".join(char for char, kept in zip(self.chars, keep, strict=True) if kept)
        return Reading(
            chars, self.boxes[keep], self.confidences[keep], self.lines[keep], self.space_before[keep], self.signs[keep]
        )

    def scaled(self, factor: float) -> Reading:
        """The same with boxes of an image ``factor`` times as large."""
        return self if factor == 1.0 else replace(self, boxes=self.boxes * np.float32(factor))


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
    corner = np.floor(centres.min(axis=0, initial=np.inf) / BUCKET_PX) if len(boxes) else np.zeros(2)
    buckets = (centres // BUCKET_PX - corner).astype(np.int64)
    leaders, total = _group(centres, reach, presence.astype(np.float64), order, buckets, buckets.max(axis=0, initial=0))
    kept: NDArray[np.intp] = leaders[total[leaders] >= threshold]
    return kept, np.minimum(total[kept], 1.0).astype(np.float32)


@jit
def doubts(
    boxes: NDArray[np.float32], missed: NDArray[np.float32], presence: NDArray[np.float32]
) -> NDArray[np.float32]:
    """[K] how likely a character was missed within its height of each of ``boxes`` [K, 4].

    ``missed`` [M, 4] are the boxes that votes too weak for a character gave, ``presence`` [M] their probability.
    """
    found = np.zeros(len(boxes), np.float32)
    for k in range(len(boxes)):
        height = boxes[k, 3] - boxes[k, 1]
        for j in range(len(missed)):
            below = abs(boxes[k, 1] + boxes[k, 3] - missed[j, 1] - missed[j, 3])  # twice the distance of the centres
            beside = abs(boxes[k, 0] + boxes[k, 2] - missed[j, 0] - missed[j, 2])
            if below < height and beside < 2 * height:
                found[k] = max(found[k], presence[j])
    return found


@jit
def _group(
    centres: NDArray[Any],
    reach: NDArray[Any],
    total: NDArray[np.float64],
    order: NDArray[np.intp],
    buckets: NDArray[np.int64],
    last: NDArray[np.int64],
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Leaders of the groups, surest first, and the votes [M] that stand at them."""
    heads = np.full((last[0] + 3, last[1] + 3), -1, np.int64)  # last leader of each bucket, one bucket of margin
    before = np.full(len(order), -1, np.int64)  # the leader before it in its bucket
    leaders = np.empty(len(order), np.intp)
    count = 0
    for i in order:
        x, y = buckets[i]
        best = -1
        for dx in range(3):
            for dy in range(3):
                j = heads[x + dx, y + dy]
                while j >= 0 and best < 0:
                    near_x = abs(centres[j, 0] - centres[i, 0]) < reach[j, 0]
                    if near_x and abs(centres[j, 1] - centres[i, 1]) < reach[j, 1]:
                        best = j
                    j = before[j]
        if best >= 0:
            total[best] += total[i]
        else:
            before[i] = heads[x + 1, y + 1]
            heads[x + 1, y + 1] = i
            leaders[count] = i
            count += 1
    return leaders[:count], total


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
    line_of = _lines(middle, boxes[:, 3] - boxes[:, 1], np.argsort(middle, kind="stable"))
    order = np.lexsort((boxes[:, 0] + boxes[:, 2], line_of))
    lines, ordered = line_of[order], boxes[order]
    gap = np.zeros(num, np.float32)
    gap[1:] = ordered[1:, 0] - ordered[:-1, 2]
    space = gap > SPACE_EM * (ordered[:, 3] - ordered[:, 1])
    space |= np.concatenate([[True], lines[1:] != lines[:-1]])
    return order, lines, space


@jit
def _lines(middle: NDArray[Any], height: NDArray[Any], order: NDArray[np.intp]) -> NDArray[np.int32]:
    """Line of each character; one further down than its line's mean by some of its height opens the next."""
    line_of = np.zeros(len(order), np.int32)
    anchor, line, count = -np.inf, -1, 0
    for i in order:
        if middle[i] - anchor > LINE_SHARE * height[i]:
            line += 1
            anchor, count = np.float64(middle[i]), 1
        else:
            count += 1
            anchor += (middle[i] - anchor) / count
        line_of[i] = line
    return line_of
