"""Reading: the characters found on one page, in reading order, with boxes and confidences."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.render.layout.textkernels import jit
from glyph.render.page import Page, spaced_text

BUCKET_PX = 16  # votes further apart than this are never for one character
LINE_SHARE = 0.45  # of a character's height
MAX_SLOPE = 0.06  # of lines that are followed, about 3.4 degrees
MIN_TELLING = 12  # characters that a slope is told by
CLEARLY = 1.15  # times as sharp as level lines must a slope be
MOST_VOTES = 1.6  # more than this is two narrow characters' side by side, unless half as close
MERGE_SHARE = 0.45  # votes closer than this share of a character's width and height are for one character

NUM_SIGNS = 5  # of a character, that its confidence is computed from
UNFITTED = np.array([[0, 1, 0, 0, 0]] * 2, np.float32)  # a group is as sure as the product over its characters


@dataclass(frozen=True, slots=True)
class Reading:
    """K characters in reading order; row k of the arrays belongs to ``chars[k]``."""

    chars: str
    boxes: NDArray[np.float32]  # [K, 4] xyxy px
    confidences: NDArray[np.float32]  # [K] probability that the character is there and is this one
    lines: NDArray[np.int32]  # [K] index of the line
    space_before: NDArray[np.bool_]  # [K]
    signs: NDArray[np.float32]  # [K, NUM_SIGNS] what the confidences are computed from
    grouping: NDArray[np.float32] = field(
        default_factory=UNFITTED.copy
    )  # [2, 5] bias and weights of the confidences of lines and of words

    alternatives: tuple[str, ...] = ()  # [K] what the character is if it is not this one, "" where its name is sure

    @classmethod
    def painted(cls, page: Page) -> Reading:
        """What a reader without mistakes would read of a page."""
        num = len(page.text)
        signs = np.zeros((num, NUM_SIGNS), np.float32)
        return cls(page.text, page.boxes, np.ones(num, np.float32), page.lines, page.space_before, signs)

    @property
    def text(self) -> str:
        """The characters with spaces where there are gaps and a newline after each line."""
        return spaced_text(self.chars, self.lines, self.space_before)

    @property
    def words(self) -> NDArray[np.int32]:
        """[K] index of the word: characters between blank spaces or line ends."""
        parted = self.space_before.copy()
        parted[1:] |= self.lines[1:] != self.lines[:-1]
        return np.cumsum(parted, dtype=np.int32) - np.int32(parted[:1].sum())

    @property
    def line_confidences(self) -> NDArray[np.float32]:
        """[L] probability that all of a line is right and nothing in it is missing, in order of ``lines``."""
        return _grouped(self.confidences, self.lines, self.grouping[0])

    @property
    def word_confidences(self) -> NDArray[np.float32]:
        """[W] the same of a word, such as a number."""
        return _grouped(self.confidences, self.words, self.grouping[1])

    @property
    def mean_confidence(self) -> float:
        """Mean over the characters; 0 where there are none."""
        return float(self.confidences.mean()) if len(self.chars) else 0.0

    def where(self, keep: NDArray[np.bool_]) -> Reading:
        """Some of the characters, ``keep`` bool [K]."""
        chars = "".join(char for char, kept in zip(self.chars, keep, strict=True) if kept)
        return replace(
            self, chars=chars, boxes=self.boxes[keep], confidences=self.confidences[keep], lines=self.lines[keep],
            space_before=self.space_before[keep], signs=self.signs[keep],
            alternatives=tuple(compress(self.alternatives, keep)),
        )  # fmt: skip

    def scaled(self, factor: float) -> Reading:
        """The same with boxes of an image ``factor`` times as large."""
        return self if factor == 1.0 else replace(self, boxes=self.boxes * np.float32(factor))


def group_starts(numbers: NDArray[np.int32]) -> NDArray[np.intp]:
    """[G] where each run of equal numbers [K] starts."""
    return np.flatnonzero(np.diff(numbers, prepend=-1))


def group_signs(confidences: NDArray[np.float32], numbers: NDArray[np.int32]) -> NDArray[np.float32]:
    """What tells whether all characters of a group are right: float32 [G, 4], log-odds of the product of their
    confidences [K] and of the least, the mean of their log-odds, log of how many they are; groups are runs of equal
    numbers [K]."""
    if not len(confidences):
        return np.zeros((0, 4), np.float32)
    starts, sure = group_starts(numbers), np.clip(confidences.astype(np.float64), 1e-6, 1 - 1e-6)
    sizes = np.diff(starts, append=len(numbers))
    product = np.clip(np.exp(np.add.reduceat(np.log(sure), starts)), 1e-6, 1 - 1e-6)
    mean = np.add.reduceat(_log_odds(sure), starts) / sizes
    least = np.minimum.reduceat(sure, starts)
    return np.column_stack([_log_odds(product), _log_odds(least), mean, np.log(sizes)]).astype(np.float32)


def _log_odds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.log(probabilities / (1 - probabilities)))


def group_means(values: NDArray[np.float32], numbers: NDArray[np.int32]) -> NDArray[np.float32]:
    """[K] the mean of ``values`` [K] over each one's group, a run of equal numbers [K]."""
    if not len(values):
        return values
    starts = group_starts(numbers)
    sizes = np.diff(starts, append=len(numbers))
    return np.repeat((np.add.reduceat(values, starts) / sizes).astype(np.float32), sizes)


def _grouped(
    confidences: NDArray[np.float32], numbers: NDArray[np.int32], weights: NDArray[np.float32]
) -> NDArray[np.float32]:
    logits = weights[0] + group_signs(confidences, numbers) @ weights[1:]
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


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
        Index of the surest cell of each kept group, and the sum of the group's probabilities: over 1 where two
        characters may have been taken for one.
    """
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    reach = (boxes[:, 2:] - boxes[:, :2]) * MERGE_SHARE
    order = np.argsort(-presence, kind="stable")
    corner = np.floor(centres.min(axis=0, initial=np.inf) / BUCKET_PX) if len(boxes) else np.zeros(2)
    buckets = (centres // BUCKET_PX - corner).astype(np.int64)
    last = buckets.max(axis=0, initial=0)
    leaders, total = _group(centres, reach, presence.astype(np.float64), order, buckets, last, MOST_VOTES)
    kept: NDArray[np.intp] = leaders[total[leaders] >= threshold]
    return kept, total[kept].astype(np.float32)


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
    most: float,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Greedily merge each cell into the group of a more probable cell within its reach.

    Returns:
        Indices of the cells that lead a group, in order of decreasing probability; and float64 [M] the summed
        probability of each group at the index of its leading cell.
    """
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
                    share = 1.0 if total[j] + total[i] <= most else 0.5
                    near_x = abs(centres[j, 0] - centres[i, 0]) < share * reach[j, 0]
                    if near_x and abs(centres[j, 1] - centres[i, 1]) < share * reach[j, 1]:
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


def reading_order(boxes: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Lines by geometry: top to bottom, and left to right within a line, which may rise or fall a little.

    Args:
        boxes: [K, 4] xyxy px, em-high.

    Returns:
        Order [K] of characters, and in that order the line index [K].
    """
    num = len(boxes)
    if num == 0:
        return np.zeros(0, np.intp), np.zeros(0, np.int32)
    across = (boxes[:, 0] + boxes[:, 2]) / 2
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    middle -= text_slope(across, middle, float(np.median(boxes[:, 3] - boxes[:, 1]))) * across
    line_of = _lines(middle, boxes[:, 3] - boxes[:, 1], np.argsort(middle, kind="stable"))
    order = np.lexsort((across, line_of))
    return order, line_of[order]


def text_slope(across: NDArray[np.floating], middle: NDArray[np.floating], height: float) -> float:
    """How much lines fall for each pixel to the right: the slope at which characters share the fewest rows.

    After the projection profiles of Postl (1986). 0 where the lines are level, or too few characters tell.

    Args:
        across, middle: [K] centres of the characters, px.
        height: of the type, px.
    """
    if len(middle) < MIN_TELLING:
        return 0.0

    def sharpness(slope: float) -> float:
        rows = (middle - slope * across) / (height / 4)
        counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
        return float((counts[1:] + counts[:-1]) @ (counts[1:] + counts[:-1]))

    best, step = 0.0, MAX_SLOPE / 16
    sharpest = level = sharpness(0.0)
    for slope in np.arange(-16, 17) * step:
        if (found := sharpness(slope)) > sharpest:
            best, sharpest = float(slope), found
    for slope in best + np.arange(-4, 5) * step / 4:
        if (found := sharpness(slope)) > sharpest:
            best, sharpest = float(slope), found
    return best if sharpest > CLEARLY * level else 0.0


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
