"""Where text is set in columns: a page's segments parted into regions, each to be read from its top to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from glyph.documents import cjk
from glyph.documents.pdf.segments import Ink, Line, Segment, lines_as_drawn, lines_of

BIN_PT = 2.0
MAX_BINS = 1500
MIN_LINES, MIN_LINES_ACROSS = 2, 3  # of a column; unless it is sure to be one
GUTTER_EM, NARROW_EM = 0.9, 0.35  # strip between columns; where one is drawn after the other
FULL = 0.6  # of the column's width: a line of running text takes at least as much
MOSTLY = 0.6  # of a column's lines are full, if it is running text
MIN_LINE_CHARS = 14  # of a line of running text, Chinese characters counted twice
MAX_TABULAR = 0.4  # of its lines: those that are rows of a table
MAX_DIGITS = 0.3  # of its characters
ALIGNED_EM = 0.25
MAX_DEPTH = 12
MAX_SEGMENTS, MAX_STRIPS = 5_000, 200  # of a page; with more it is read as it is drawn, or its smaller columns are

FIGURE = re.compile(
    r"(?:US|HK|NT|RMB|[A-Z]{1,3})?\s?[$€£¥￥]?\s?[(（\-−–—+△▲]?\s?[$€£¥￥]?\s?(?:[\d０-９][\d０-９,，.．'’\s]*|[-−–—－]+)"
    r"\s?[)）]?\s?(?:%|％|pts?|x|bps)?\s?[)）]?(?:\s?[(\[^]{1,2}[0-9a-z*]{1,2}[)\]]?)?|[$€£¥￥]|N/?[AM]|nm|n/?a|不适用|[*†‡]"
)
CJK = re.compile(f"[{cjk.CJK}]")


def text_of(ink: Ink, segment: Segment) -> str:
    """The characters of a segment, without its blanks."""
    return "".join(map(chr, ink.codes[segment.first : segment.end].tolist()))


def regions_of(ink: Ink, segments: Sequence[Segment], rules: NDArray[np.float32]) -> list[list[Line]]:
    """Lines, by the columns that they stand in, in reading order.

    Text stands in columns where a blank strip runs down between lines that are full of words on both sides, or that
    are drawn one side after the other without a common baseline. Rows of a table, however drawn, are lines of one
    region, as is all between level rules (``rules`` [R, 4] xyxy, pt) that cross the strip.
    """
    return _split(ink, list(segments), rules, MAX_DEPTH)


def _split(ink: Ink, segments: list[Segment], rules: NDArray[np.float32], depth: int) -> list[list[Line]]:
    if len(segments) > MAX_SEGMENTS:
        return [lines_as_drawn(ink, segments)]
    lines = lines_of(segments)
    if depth <= 0 or len(lines) < MIN_LINES or (all(len(line.segments) == 1 for line in lines) and _one_column(lines)):
        return [lines] if lines else []
    sizes = np.cumsum([0, *(sum(s.end - s.first for s in line.segments) for line in lines)])
    strips = sorted(_strips(lines), key=lambda strip: sizes[strip[1]] - sizes[strip[2]])
    for x, first, end in strips[:MAX_STRIPS]:
        band = [segment for line in lines[first:end] for segment in line.segments]
        left, right = [s for s in band if s.box[2] <= x], [s for s in band if s.box[0] >= x]
        if len(left) + len(right) == len(band) and _are_columns(ink, left, right, rules):
            break
    else:
        return [lines]
    parts = [
        [segment for line in lines[:first] for segment in line.segments],
        [segment for line in lines[first:end] for segment in line.segments if segment.box[2] <= x],
        [segment for line in lines[first:end] for segment in line.segments if segment.box[0] >= x],
        [segment for line in lines[end:] for segment in line.segments],
    ]
    return [region for part in parts if part for region in _split(ink, part, rules, depth - 1)]


def _one_column(lines: Sequence[Line]) -> bool:
    """Whether all lines lie above each other: some place is common to them."""
    return max(line.box[0] for line in lines) < min(line.box[2] for line in lines)


def _strips(lines: Sequence[Line]) -> list[tuple[float, int, int]]:
    """Blank upright strips: the x of their middle, and the range of lines that they run along."""
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    em = float(np.median([line.size for line in lines]))
    step = max(BIN_PT, (right - left) / MAX_BINS)
    num_bins = int((right - left) / step) + 1
    is_free = np.ones((len(lines), num_bins), np.bool_)
    for k, line in enumerate(lines):
        for segment in line.segments:
            is_free[k, int((segment.box[0] - left) / step) : int((segment.box[2] - left) / step) + 1] = False
    runs: list[tuple[int, int, int]] = []  # first line, end, bin
    padded = np.zeros((len(lines) + 2, num_bins), np.int8)
    padded[1:-1] = is_free
    changes = np.diff(padded, axis=0)
    alike = np.concatenate([[0], np.cumsum((is_free[:, 1:] != is_free[:, :-1]).any(axis=0))])  # bins free alike
    for same in np.split(np.arange(num_bins), np.flatnonzero(np.diff(alike)) + 1):
        starts, ends = np.flatnonzero(changes[:, same[0]] > 0), np.flatnonzero(changes[:, same[0]] < 0)
        for a, e in zip(starts.tolist(), ends.tolist(), strict=True):
            runs += [(a, e, b) for b in same.tolist()] if e - a >= MIN_LINES else []
    strips: list[tuple[float, int, int]] = []
    for (first, end), group in groupby(sorted(runs), key=lambda run: run[:2]):
        bins = [run[2] for run in group]
        cuts = [k for k in range(1, len(bins)) if bins[k] > bins[k - 1] + 1]
        for a, e in zip([0, *cuts], [*cuts, len(bins)], strict=True):
            is_inside = bins[a] > 0 and bins[e - 1] < num_bins - 1
            if is_inside and (e - a) * step >= NARROW_EM * em:
                strips.append((left + (bins[a] + bins[e - 1] + 1) / 2 * step, first, end))
    return strips


def _are_columns(ink: Ink, left: list[Segment], right: list[Segment], rules: NDArray[np.float32]) -> bool:
    if min(len(left), len(right)) < MIN_LINES:
        return False
    orders = [[segment.first for segment in side] for side in (left, right)]
    one_by_one = max(orders[0]) < min(orders[1]) or max(orders[1]) < min(orders[0])
    gutter = min(s.box[0] for s in right) - max(s.box[2] for s in left)
    if not one_by_one and gutter < GUTTER_EM * max(s.size for s in left):
        return False
    if not one_by_one and min(_num_long(left), _num_long(right)) < MIN_LINES_ACROSS:
        return False
    sides = lines_of(left), lines_of(right)
    if min(map(len, sides)) < MIN_LINES:
        return False
    if any(_is_tabular(ink, side) for side in sides):
        return False
    is_prose = [_is_prose(ink, side) for side in sides]
    if _num_crossing(left, right, rules) > all(is_prose):
        return False
    if all(is_prose) and one_by_one:
        return True
    if min(map(len, sides)) < MIN_LINES_ACROSS:
        return False
    if all(is_prose):
        return True
    if not one_by_one or any(_is_figures(ink, side) for side in sides):
        return False
    fewer, other = sorted(sides, key=len)
    bases = np.array([line.base for line in other])
    num_aligned = sum(float(np.abs(bases - line.base).min()) <= ALIGNED_EM * line.size for line in fewer)
    return any(is_prose) or 2 * num_aligned < len(fewer)


def _num_crossing(left: Sequence[Segment], right: Sequence[Segment], rules: NDArray[np.float32]) -> int:
    """How many level rules reach into the strip between two columns."""
    top, bottom = min(s.box[1] for s in (*left, *right)), max(s.box[3] for s in (*left, *right))
    em = max(s.size for s in left)
    x0, y0, x1, y1 = rules.T
    reach = np.minimum(x1, min(s.box[0] for s in right) - 1) - np.maximum(x0, max(s.box[2] for s in left) + 1)
    crossing = (x1 - x0 > y1 - y0) & (reach > 1) & (y0 > top - em) & (y1 < bottom + em)
    return len(set(y0[crossing].round().tolist()))


def _num_long(segments: Sequence[Segment]) -> int:
    """How many segments may be lines of running text, by their length alone."""
    return sum(2 * (segment.end - segment.first) >= MIN_LINE_CHARS for segment in segments)


def _is_prose(ink: Ink, lines: Sequence[Line]) -> bool:
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    num_full = num_chars = num_digits = 0
    for line in lines:
        text = "".join(text_of(ink, segment) for segment in line.segments)
        width = len(text) + len(CJK.findall(text))
        num_full += line.box[2] - line.box[0] >= FULL * (right - left) and width >= MIN_LINE_CHARS
        num_chars += len(text)
        num_digits += sum(char.isdigit() for char in text)
    return num_full >= MOSTLY * len(lines) and num_digits <= MAX_DIGITS * num_chars


def _is_tabular(ink: Ink, lines: Sequence[Line]) -> bool:
    """Whether many lines end in a figure that stands apart."""
    num = sum(
        (len(line.segments) > 1 and bool(FIGURE.fullmatch(text_of(ink, line.segments[-1]))))
        or (len(line.segments) > 2 and any(FIGURE.fullmatch(text_of(ink, segment)) for segment in line.segments[1:]))
        for line in lines
    )
    return num >= MAX_TABULAR * len(lines)


def _is_figures(ink: Ink, lines: Sequence[Line]) -> bool:
    """Whether most lines hold nothing but figures."""
    num = sum(all(FIGURE.fullmatch(text_of(ink, segment)) for segment in line.segments) for line in lines)
    return 2 * num >= len(lines)
