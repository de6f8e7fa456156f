"""Views: what a network is shown of pages of any size, each page or part of one at the scale its type is read best.

Where the pages do not fit a budget of tokens, those parts are shown that share most with the question by how they read,
as ``zoom.py`` does for documents.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading, group_starts
from glyph.models.ocr.type_scale import LARGE_PX, resized, type_height
from glyph.readers.answer import Answer, within_pages
from glyph.readers.zoom import shared_weights
from glyph.render import Page
from glyph.render.page_image import PageLike
from glyph.render.visual_tokens import TokenGrid
from glyph.text.charset import Charset

PART_LINES = 16  # of text, at most, in the parts that pages are cut into
UNEVEN_PX = 2.0  # by so much less counts a gap at which one part would be empty
SMALLEST_PX = 9.0  # type that pages are shrunk to, so that they fit as a whole
_PAGE = re.compile(r"(?<=on )page (\d+)")  # as ``rules/review.py`` numbers what an answer was given on
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """A page as it was looked at by itself."""

    scale: float  # at which its type is read best
    reading: Reading  # boxes in px of the page
    pixels: int  # looked at in all


@dataclass(frozen=True, slots=True)
class View:
    """A page, or a part of one, at a scale."""

    page: int
    image: NDArray[np.uint8]  # grey, [h, w]
    scale: float = 1.0
    left: float = 0.0  # of the view on the page, px of the page
    top: float = 0.0
    reading: Reading | None = None  # in px of the view, where the page was read before

    def placed(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes [..., 4] of the view in px of the page."""
        if self.scale == 1.0 and not self.left and not self.top:
            return boxes
        return (boxes / self.scale + [self.left, self.top, self.left, self.top]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive lines of a page."""

    page: int
    box: Box  # px of the page
    text: str


def is_of_known_type(page: PageLike) -> bool:
    """Whether a page tells that its type is no larger than what is read best."""
    if not isinstance(page, Page) or not page.text:
        return False
    return float(np.median(page.boxes[:, 3] - page.boxes[:, 1])) <= LARGE_PX


def num_tokens_looked_at(images: Sequence[NDArray[np.uint8]], looks: Sequence[Look], grid: TokenGrid) -> int:
    """What pages would cost at the scales at which they are read best."""
    scaled = zip(images, looks, strict=True)
    return sum(_num_tokens(grid, (0.0, 0.0, image.shape[1], image.shape[0]), look.scale) for image, look in scaled)


def whole_views(
    images: Sequence[NDArray[np.uint8]], looks: Sequence[Look], grid: TokenGrid, limit: int
) -> list[View] | None:
    """All pages at the scales their type is read best, or a little smaller where they fit a limit of tokens only then.

    Returns:
        None where they do not fit without type smaller than ``SMALLEST_PX``.
    """
    boxes: list[Box] = [(0.0, 0.0, image.shape[1], image.shape[0]) for image in images]
    shrink = 1.0
    smallest = [SMALLEST_PX / px for look in looks if (px := type_height(look.reading) * look.scale)]
    while True:
        scales = [look.scale * shrink for look in looks]
        cost = sum(_num_tokens(grid, box, scale) for box, scale in zip(boxes, scales, strict=True))
        if cost <= limit:
            return [_view(k, images[k], looks[k], boxes[k], scale) for k, scale in enumerate(scales)]
        shrink *= min(0.98, math.sqrt(limit / cost))
        if shrink < max(smallest, default=0.0):
            return None


def unshrunk_views(
    images: Sequence[NDArray[np.uint8]], scales: Sequence[float], grid: TokenGrid, limit: int
) -> list[View]:
    """All pages, not read yet, at the scales their type is read best; none where they do not fit a limit of tokens."""
    boxes: list[Box] = [(0.0, 0.0, image.shape[1], image.shape[0]) for image in images]
    if sum(_num_tokens(grid, box, scale) for box, scale in zip(boxes, scales, strict=True)) > limit:
        return []
    return [View(k, resized(image, scale), scale) for k, (image, scale) in enumerate(zip(images, scales, strict=True))]


def chosen_views(
    question: str,
    images: Sequence[NDArray[np.uint8]],
    looks: Sequence[Look],
    charset: Charset,
    grid: TokenGrid,
    limit: int,
) -> list[View]:
    """The parts of pages that share most with a question, as many as a limit of tokens holds.

    The best part brings the whole of its page along if that fits, or else what stands right above it. Where nothing
    is shared, the pages are taken from the beginning.
    """
    parts = [part for k, look in enumerate(looks) for part in page_parts(k, images[k], look)]
    weights = shared_weights(question, [part.text for part in parts], charset)
    order = [int(k) for k in np.argsort(-weights, kind="stable")]
    ranked = [k for k in order if weights[k] > 0] or order
    chosen: set[int] = set()
    for best in ranked:
        for more in _surroundings(parts, best):
            boxes = _joined(parts, chosen | more)
            if sum(_num_tokens(grid, box, looks[page].scale) for page, box in boxes) <= limit:
                chosen |= more
                break
        else:
            break
    if not chosen:  # one part alone is too much
        page, box = parts[ranked[0]].page, parts[ranked[0]].box
        scale = looks[page].scale
        while _num_tokens(grid, box, scale) > limit:
            scale *= 0.9
        return [_view(page, images[page], looks[page], box, scale)]
    return [_view(page, images[page], looks[page], box, looks[page].scale) for page, box in _joined(parts, chosen)]


def page_parts(page: int, image: NDArray[np.uint8], look: Look) -> list[Part]:
    """A page cut between lines, at the widest gaps, into parts of at most ``PART_LINES``; all of it, if it has none."""
    reading, (height, width) = look.reading, image.shape
    starts = [*group_starts(reading.lines).tolist(), len(reading.chars)]
    if len(starts) == 1:
        return [Part(page, (0.0, 0.0, float(width), float(height)), "")]
    em = type_height(reading)
    tops = np.array([reading.boxes[a:b, 1].min() for a, b in pairwise(starts)], np.float32)
    ends = np.array([reading.boxes[a:b, 3].max() for a, b in pairwise(starts)], np.float32)
    gaps = tops[1:] - np.maximum.accumulate(ends)[:-1]  # a slanted line reaches into its neighbours
    left, right = max(0.0, float(reading.boxes[:, 0].min()) - em), min(width, float(reading.boxes[:, 2].max()) + em)
    cuts = [0, *_cuts(gaps, 0, len(tops)), len(tops)]
    parts = []
    for first, last in pairwise(cuts):
        above = max(0.0, tops[0] - em) if first == 0 else (ends[first - 1] + tops[first]) / 2
        below = min(height, ends.max() + em) if last == len(tops) else (ends[last - 1] + tops[last]) / 2
        inside = (reading.lines >= reading.lines[starts[first]]) & (reading.lines <= reading.lines[starts[last] - 1])
        parts.append(Part(page, (left, float(above), right, float(max(below, above + 1))), reading.where(inside).text))
    return parts


def _cuts(gaps: NDArray[np.float32], first: int, last: int) -> list[int]:
    """The lines that parts begin with, of lines ``first`` to ``last``; ``gaps[k]`` follows line k."""
    if last - first <= PART_LINES:
        return []
    margin = (last - first) // 4
    middle = np.arange(first + margin, last - margin)
    uneven = np.abs(middle + 1 - (first + last) / 2) / (last - first)  # of gaps alike, the one in the middle
    cut = int(middle[np.argmax(gaps[middle] - UNEVEN_PX * uneven)]) + 1
    return [*_cuts(gaps, first, cut), cut, *_cuts(gaps, cut, last)]


def _surroundings(parts: Sequence[Part], best: int) -> list[set[int]]:
    """What is shown with a part: its page, the part above it, or nothing else."""
    page = {k for k, part in enumerate(parts) if part.page == parts[best].page}
    return [page, {k for k in (best - 1, best) if k in page}, {best}]


def _joined(parts: Sequence[Part], chosen: set[int]) -> list[tuple[int, Box]]:
    """Page and box of each run of neighbouring parts."""
    joined: list[tuple[int, Box]] = []
    last = -2
    for k in sorted(chosen):
        box = parts[k].box
        if k == last + 1 and joined[-1][0] == parts[k].page:
            before = joined[-1][1]
            joined[-1] = (parts[k].page, (before[0], before[1], before[2], box[3]))
        else:
            joined.append((parts[k].page, box))
        last = k
    return joined


def _num_tokens(grid: TokenGrid, box: Box, scale: float) -> int:
    """What a part of a page costs at a scale."""
    left, top, right, bottom = _rounded(box)
    return grid.num_tokens_of(*(max(1, round(side * scale)) for side in (bottom - top, right - left)))


def _rounded(box: Box) -> tuple[int, int, int, int]:
    return math.floor(box[0]), math.floor(box[1]), math.ceil(box[2]), math.ceil(box[3])


def _view(page: int, image: NDArray[np.uint8], look: Look, box: Box, scale: float) -> View:
    left, top, right, bottom = _rounded(box)
    reading = look.reading
    if (top, left) != (0, 0) or (bottom, right) != image.shape:
        middle = (reading.boxes[:, :2] + reading.boxes[:, 2:]) / 2
        reading = reading.where(np.all((middle >= [left, top]) & (middle < [right, bottom]), axis=1))
        reading = replace(reading, boxes=(reading.boxes - [left, top, left, top]).astype(np.float32))
    elif scale == 1.0:
        return View(page, image)  # read together with being shown
    part = np.ascontiguousarray(image[top:bottom, left:right])
    return View(page, resized(part, scale), scale, left, top, reading.scaled(scale))


def as_on_pages(answer: Answer, views: Sequence[View], sizes: Sequence[tuple[int, int]]) -> Answer:
    """An answer given on views, with its places on the pages; ``sizes`` are their heights and widths."""
    evidence = tuple((views[k].page, views[k].placed(box)) for k, box in answer.evidence)
    doubts = tuple(replace(d, page=views[d.page].page, box=views[d.page].placed(d.box)) for d in answer.doubts)
    focus = answer.focus
    if focus is not None:
        boxes = [views[k].placed(box) for k, box in zip(focus.pages, focus.boxes, strict=True)]
        pages = np.array([views[k].page for k in focus.pages], np.int64)
        focus = replace(focus, pages=pages, boxes=np.array(boxes, np.float32).reshape(-1, 4), sizes=tuple(sizes))
    reason = _PAGE.sub(lambda told: f"page {views[int(told[1]) - 1].page + 1}", answer.reason)
    placed = replace(answer, evidence=evidence, doubts=doubts, focus=focus, reason=reason)
    return within_pages(placed, sizes)
