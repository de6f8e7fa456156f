"""Characters of one direction gathered into segments (what is set without a gap) and segments into lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from glyph.documents.pdf.chars import BLANKS, Chars, upright

GAP_EM = 0.85  # blank this wide parts segments
SAME_BASE_EM = 0.42  # baselines of one line differ by no more
SCRIPT_EM = 0.6  # nor do those of raised and lowered figures
SMALL = 0.85  # size of raised and lowered figures at most, over that of their line
BACK_EM = 0.6  # characters of a segment may overlap by this much
MAX_SEGMENTS_OF_LINE = 1_000
NEAR_EM = 0.7  # from a raised figure to what it belongs to

Box = tuple[float, float, float, float]  # xyxy, pt


@dataclass(frozen=True, slots=True)
class Ink:
    """The N characters of one direction that are no blanks, in drawing order, turned so that they stand upright."""

    places: NDArray[np.intp]  # [N] in ``Chars``
    codes: NDArray[np.uint32]  # [N]
    boxes: NDArray[np.float32]  # [N, 4] xyxy, pt; never empty for want of a box of its own
    bases: NDArray[np.float32]  # [N] y of the baseline
    sizes: NDArray[np.float32]  # [N]
    num_blanks: NDArray[np.int64]  # [N] between a character and the one drawn before it
    opens_line: NDArray[np.bool_]  # [N] whether pdfium takes it for the first of a line
    is_leftward: NDArray[np.bool_]  # [N] of a script that is written from right to left


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters [first, end) of an ``Ink``."""

    first: int
    end: int
    box: Box
    base: float
    size: float
    is_leftward: bool


@dataclass(slots=True)
class Line:
    """Segments side by side, in reading order once ``ordered``."""

    segments: list[Segment]
    base: float
    size: float
    box: Box = field(default=(0.0, 0.0, 0.0, 0.0))

    def add(self, segment: Segment) -> None:
        if segment.size > self.size:
            self.base, self.size = segment.base, segment.size
        self.segments.append(segment)

    def ordered(self) -> Line:
        """The line with its segments from left to right, or from right to left where most of it is written so."""
        num_leftward = sum(segment.end - segment.first for segment in self.segments if segment.is_leftward)
        num_all = sum(segment.end - segment.first for segment in self.segments)
        self.segments.sort(key=lambda s: -s.box[2] if 2 * num_leftward > num_all else s.box[0])
        self.box = common_box(segment.box for segment in self.segments)
        return self


def common_box(boxes: Iterable[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def ink_of(chars: Chars, turn: int) -> Ink:
    """The characters of one direction."""
    is_blank = np.isin(chars.codes, BLANKS)
    is_ink = ~is_blank & (chars.turns == turn)
    places = np.flatnonzero(is_ink)
    boxes: NDArray[np.float32] = chars.boxes[places]
    has_box: NDArray[np.bool_] = np.asarray(boxes.any(axis=1))
    if not has_box.all() and has_box.any():  # a character without a box stands at the end of the one before it
        last = np.maximum.accumulate(np.where(has_box, np.arange(len(boxes)), 0))
        last = np.where(has_box[last], last, int(np.argmax(has_box)))
        lent = boxes[last]
        boxes = np.where(has_box[:, None], boxes, lent)
    boxes = upright(boxes, turn)
    origins = upright(np.concatenate([chars.origins, chars.origins], axis=1)[places], turn)
    heights = boxes[:, 3] - boxes[:, 1]
    sizes = chars.sizes[places]
    sizes = np.where((sizes > 0.1) & (sizes < 4 * np.maximum(heights, 1)), sizes, np.maximum(heights, 0.1))
    blanks_before = np.cumsum(is_blank & (chars.codes != 10))[places]
    lines_before = np.cumsum(chars.codes == 10)[places]
    others_before = np.cumsum(~is_blank & (chars.turns != turn))[places]
    codes = chars.codes[places]
    opens = (np.diff(lines_before, prepend=-1) > 0) | (np.diff(others_before, prepend=-1) > 0)
    leftward = (codes >= 0x590) & (codes < 0x900) | (codes >= 0xFB1D) & (codes < 0xFE00)
    leftward |= (codes >= 0xFE70) & (codes < 0xFEFF)
    blanks = np.diff(blanks_before, prepend=0)
    return Ink(places, codes, boxes, origins[:, 1], sizes.astype(np.float32), blanks, opens, leftward)


def segments_of(ink: Ink, rules: NDArray[np.float32]) -> list[Segment]:
    """Part the characters at line ends, wide gaps, other baselines and upright rules; [R, 4] ``rules`` xyxy."""
    if not len(ink.places):
        return []
    boxes, size = ink.boxes, np.maximum(ink.sizes[1:], ink.sizes[:-1])
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    both_leftward = ink.is_leftward[1:] & ink.is_leftward[:-1]
    gaps = np.where(both_leftward, boxes[:-1, 0] - boxes[1:, 2], gaps)
    mixed = ink.is_leftward[1:] ^ ink.is_leftward[:-1]
    parts = ink.opens_line[1:] | (gaps > GAP_EM * size) | ((gaps < -BACK_EM * size) & ~mixed)
    parts |= np.abs(ink.bases[1:] - ink.bases[:-1]) > SCRIPT_EM * size
    centres = boxes[:, ::2].mean(axis=1)
    low, high = np.minimum(centres[1:], centres[:-1]), np.maximum(centres[1:], centres[:-1])
    middles = boxes[1:, 1::2].mean(axis=1)
    for x0, y0, x1, y1 in rules[(rules[:, 3] - rules[:, 1]) > (rules[:, 2] - rules[:, 0])].tolist():
        x = (x0 + x1) / 2
        parts |= (low < x) & (x < high) & (y0 <= middles) & (middles <= y1)
    starts = np.concatenate([[0], np.flatnonzero(parts) + 1])
    ends = np.append(starts[1:], len(boxes))
    mins = np.minimum.reduceat(boxes[:, :2], starts, axis=0)
    maxs = np.maximum.reduceat(boxes[:, 2:], starts, axis=0)
    largest = np.maximum.reduceat(ink.sizes, starts)
    leftward = np.add.reduceat(ink.is_leftward.astype(np.int64), starts)
    is_largest = ink.sizes >= np.repeat(largest, ends - starts) - 1e-3
    ranks = np.where(is_largest, np.arange(len(boxes)), len(boxes))
    bases = ink.bases[np.minimum.reduceat(ranks, starts)]
    return [
        Segment(a, b, (x0, y0, x1, y1), base, em, 2 * num > b - a)
        for a, b, (x0, y0), (x1, y1), base, em, num in zip(
            starts.tolist(), ends.tolist(), mins.tolist(), maxs.tolist(), bases.tolist(), largest.tolist(),
            leftward.tolist(), strict=True,
        )
    ]  # fmt: skip


def lines_of(segments: Sequence[Segment]) -> list[Line]:
    """Gather segments that stand side by side on a baseline; lines from top to bottom."""
    lines: list[Line] = []
    for segment in sorted(segments, key=lambda s: (s.base, s.box[0])):
        fits = [line for line in lines[-4:] if _fits(line, segment)]
        if fits:
            min(fits, key=lambda line: abs(line.base - segment.base)).add(segment)
        else:
            lines.append(Line([segment], segment.base, segment.size))
    return sorted((line.ordered() for line in lines), key=lambda line: line.base)


def lines_as_drawn(ink: Ink, segments: Sequence[Segment]) -> list[Line]:
    """Each line that pdfium takes for one, in drawing order."""
    lines: list[Line] = []
    for segment in segments:
        if not lines or ink.opens_line[segment.first] or len(lines[-1].segments) >= MAX_SEGMENTS_OF_LINE:
            lines.append(Line([], segment.base, segment.size))
        lines[-1].add(segment)
    return [line.ordered() for line in lines]


def _fits(line: Line, segment: Segment) -> bool:
    x0, _, x1, _ = segment.box
    shift, small, large = abs(line.base - segment.base), *sorted((line.size, segment.size))
    if shift > SAME_BASE_EM * small:
        is_script = small <= SMALL * large and shift <= SCRIPT_EM * large and segment.end - segment.first <= 8
        if not is_script or all(max(s.box[0] - x1, x0 - s.box[2]) > NEAR_EM * large for s in line.segments):
            return False
    return all(min(x1, s.box[2]) - max(x0, s.box[0]) <= 0.5 * min(x1 - x0, s.box[2] - s.box[0]) for s in line.segments)
