"""Raised and lowered figures of a line, and the marks that keep them out of the numbers and words before them."""

from __future__ import annotations

from collections.abc import Iterator

from glyph.documents.pdf.segments import NEAR_EM, SCRIPT_EM, SMALL, Ink, Line

RAISED, LOWERED, SPACE = "^", "_", " "
RAISED_EM, LOWERED_EM = 0.12, 0.04  # shift of the baseline at least, if the figure is smaller than its line
SAME_SIZE_EM = 0.2  # and if it is not
MAX_CHARS = 8  # of a raised figure or mark
CLOSING = ")）]%％.,\"'”’"
SLASHES = "/⁄∕"
ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "o", "a", "ª", "º", "tm", "sm", "r", "c", "®", "™", "©"})

Run = tuple[int, int, int]  # first, end in the ink; +1 raised, -1 lowered


def marks_of(ink: Ink, line: Line) -> dict[int, str]:
    """What to write before which characters of a line: ``^`` before what is raised, ``_`` before what is lowered.

    A raised figure that opens a fraction (8³⁄₄) is parted by a blank instead, as is a figure that follows a raised
    one. Raised letters of ordinals and trade marks need none.
    """
    marks: dict[int, str] = {}
    if len({round(float(base), 1) for segment in line.segments for base in ink.bases[segment.first : segment.end]}) < 2:
        return marks
    order = [place for segment in line.segments for place in range(segment.first, segment.end)]
    for first, end, side in _runs(ink, line, order):
        run = "".join(chr(int(ink.codes[order[k]])) for k in range(first, end))
        before = chr(int(ink.codes[order[first - 1]])) if first else ""
        after = chr(int(ink.codes[order[end]])) if end < len(order) else ""
        is_near = first > 0 and _gap(ink, order[first - 1], order[first]) <= NEAR_EM * line.size
        is_fraction = any(slash in run[1:] for slash in SLASHES) or (after and after in SLASHES)
        if is_fraction:
            if is_near and before.isdigit():
                marks[order[first]] = SPACE
        elif before and before in SLASHES and side < 0:
            continue  # a fraction's lower part
        elif _is_mark(run, before) and (not first or (is_near and (before.isalnum() or before in CLOSING))):
            marks[order[first]] = RAISED if side > 0 else LOWERED
        if not is_fraction and run[-1:].isdigit() and after.isdigit() and not ink.num_blanks[order[end]]:
            marks[order[end]] = SPACE
    return marks


def _is_mark(run: str, before: str) -> bool:
    if any(char.isdigit() for char in run):
        return True
    return run.isalpha() and run.isascii() and run.lower() not in ORDINALS and (before.isdigit() or len(run) == 1)


def _gap(ink: Ink, before: int, after: int) -> float:
    return float(ink.boxes[after, 0] - ink.boxes[before, 2])


def _runs(ink: Ink, line: Line, order: list[int]) -> Iterator[Run]:
    """Short stretches whose baseline is off that of the line; ``order`` is the line's characters in reading order."""
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
