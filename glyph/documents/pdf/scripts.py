"""Which characters of a line are raised or lowered: set off its baseline, and mostly smaller."""

from __future__ import annotations

from collections.abc import Iterator

from glyph.documents.pdf.segments import NEAR_EM, SCRIPT_EM, SMALL, Ink, Line

RAISED_EM, LOWERED_EM = 0.12, 0.04  # shift of the baseline at least, if the figure is smaller than its line
SAME_SIZE_EM = 0.2  # and if it is not
MAX_CHARS = 12  # of what is raised
CLOSING = ")）]%％.,;:!?\"'”’"


def scripts_of(ink: Ink, line: Line) -> dict[int, int]:
    """The raised (1) and lowered (-1) characters of a line, by their number in the ink.

    Only what stands beside a word or number, or opens the line, is raised; not the cells of a table that are set a
    little higher.
    """
    scripts: dict[int, int] = {}
    if len({round(base, 1) for s in line.segments for base in ink.bases[s.first : s.end].tolist()}) < 2:
        return scripts
    order = [place for segment in line.segments for place in range(segment.first, segment.end)]
    for first, end, side in _runs(ink, line, order):
        before = chr(int(ink.codes[order[first - 1]])) if first else ""
        is_near = first == 0 or _gap(ink, order[first - 1], order[first]) <= NEAR_EM * line.size
        if is_near and (not before or before.isalnum() or before in CLOSING or (first and order[first - 1] in scripts)):
            scripts |= {order[k]: side for k in range(first, end)}
    return scripts


def _gap(ink: Ink, before: int, after: int) -> float:
    return float(ink.boxes[after, 0] - ink.boxes[before, 2])


def _runs(ink: Ink, line: Line, order: list[int]) -> Iterator[tuple[int, int, int]]:
    """Short stretches off the line's baseline: first and end in ``order``, and which side they are on."""
    k = 0
    while k < len(order):
        side = _side(ink, line, order[k])
        end = k + 1
        while side and end < len(order) and _side(ink, line, order[end]) == side and _joins(ink, order, end):
            end += 1
        if side and end - k <= MAX_CHARS:
            yield k, end, side
        k = end


def _joins(ink: Ink, order: list[int], k: int) -> bool:
    return order[k] == order[k - 1] + 1 and not ink.num_blanks[order[k]]


def _side(ink: Ink, line: Line, place: int) -> int:
    shift = line.base - float(ink.bases[place])  # up is positive
    is_small = float(ink.sizes[place]) <= SMALL * line.size
    if abs(shift) > 1.2 * SCRIPT_EM * line.size:
        return 0
    if shift >= (RAISED_EM if is_small else SAME_SIZE_EM) * line.size:
        return 1
    return -1 if -shift >= (LOWERED_EM if is_small else SAME_SIZE_EM) * line.size else 0
