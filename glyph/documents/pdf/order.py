"""A page's text in reading order: which character follows which, and the rows that they form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glyph.documents.pdf.chars import SKEWED, Chars, upright
from glyph.documents.pdf.columns import CJK, regions_of
from glyph.documents.pdf.scripts import scripts_of
from glyph.documents.pdf.segments import GAP_EM, Box, Ink, Line, Segment, common_box, ink_of, segments_of

WORD_GAP_EM = 0.17  # a blank between segments that no blank is drawn between
MAX_BLANKS = 200  # drawn one after the other


@dataclass(frozen=True, slots=True)
class Piece:
    """What is set without a wide gap: a range of the page's text."""

    start: int
    end: int  # half-open; neither end is a blank
    box: Box  # of the upright text, pt


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side in one column of the page."""

    pieces: tuple[Piece, ...]
    base: float  # y of the baseline, pt
    size: float  # font size, pt
    region: int  # rows of one region follow each other downwards
    turn: int  # quarter turns counterclockwise that make the page's boxes upright, or SKEWED

    @property
    def box(self) -> Box:
        return common_box(piece.box for piece in self.pieces)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(slots=True)
class Ordered:
    """M characters in reading order."""

    codes: NDArray[np.uint32]  # [M]
    places: NDArray[np.intp]  # [M] in ``Chars``; -1 of what is put between: blanks and line ends
    scripts: NDArray[np.int8]  # [M] 1 of what is raised, -1 of what is lowered
    rows: tuple[Row, ...]


class _Writer:
    """Writes characters one after the other."""

    def __init__(self) -> None:
        self.codes: list[NDArray[np.uint32]] = []
        self.places: list[NDArray[np.intp]] = []
        self.scripts: dict[int, int] = {}  # by place in ``Chars``
        self.length = 0

    def put(self, codes: NDArray[np.uint32], places: NDArray[np.intp]) -> None:
        self.codes.append(codes)
        self.places.append(places)
        self.length += len(codes)

    def put_blanks(self, char: str, count: int = 1) -> None:
        self.put(np.full(count, ord(char), np.uint32), np.full(count, -1, np.intp))


def read_in_order(chars: Chars) -> Ordered:
    """Put a page's characters in reading order, lines parted by newlines.

    Text of the page's commonest direction comes first, then that of others. Between words stand the blanks that are
    drawn, or one where there is only a gap.
    """
    writer, rows = _Writer(), list[Row]()
    num_regions = 0
    counts = np.bincount(chars.turns[~np.isin(chars.codes, (9, 10, 13, 32, 160))], minlength=SKEWED + 1)
    for turn in np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)].tolist():
        ink = ink_of(chars, turn)
        rules = upright(chars.rules, turn)
        for region in regions_of(ink, segments_of(ink, rules), rules):
            for line in region:
                if rows:
                    writer.put_blanks("\n")
                rows.append(_write_line(writer, ink, line, num_regions, turn))
            num_regions += 1
    places = np.concatenate([np.zeros(0, np.intp), *writer.places])
    scripts = np.zeros(len(chars.codes) + 1, np.int8)  # the last one is that of no character
    scripts[list(writer.scripts)] = list(writer.scripts.values())
    return Ordered(np.concatenate([np.zeros(0, np.uint32), *writer.codes]), places, scripts[places], tuple(rows))


def _write_line(writer: _Writer, ink: Ink, line: Line, region: int, turn: int) -> Row:
    pieces: list[Piece] = []
    writer.scripts |= {int(ink.places[place]): side for place, side in scripts_of(ink, line).items()}
    before: Segment | None = None
    for segment in line.segments:
        gap = _gap(before, segment) if before else 0.0
        if before:
            writer.put_blanks(" ", _num_blanks(ink, before, segment, gap, line.size) or int(gap > GAP_EM * line.size))
        start = writer.length
        _write_segment(writer, ink, segment)
        if before and gap <= GAP_EM * line.size:
            last = pieces.pop()
            pieces.append(Piece(last.start, writer.length, common_box((last.box, segment.box))))
        else:
            pieces.append(Piece(start, writer.length, segment.box))
        before = segment
    return Row(tuple(pieces), line.base, line.size, region, turn)


def _gap(before: Segment, segment: Segment) -> float:
    return max(segment.box[0] - before.box[2], before.box[0] - segment.box[2])


def _num_blanks(ink: Ink, before: Segment, segment: Segment, gap: float, size: float) -> int:
    if segment.first == before.end and ink.num_blanks[segment.first] > 0:
        return int(min(ink.num_blanks[segment.first], MAX_BLANKS))
    if segment.first in (0, before.end) or gap <= WORD_GAP_EM * size:
        return int(gap > WORD_GAP_EM * size and not _is_cjk(ink, before.end - 1, segment.first))
    return int(not _is_cjk(ink, before.end - 1, segment.first) or gap > GAP_EM * size / 2)


def _is_cjk(ink: Ink, *places: int) -> bool:
    return all(CJK.match(chr(int(ink.codes[place]))) for place in places)


def _write_segment(writer: _Writer, ink: Ink, segment: Segment) -> None:
    """The characters of a segment, with the blanks drawn between them."""
    span = slice(segment.first, segment.end)
    lead = np.minimum(ink.num_blanks[span], MAX_BLANKS)
    lead[0] = 0
    at = np.cumsum(lead) + np.arange(len(lead))
    codes, places = np.full(int(at[-1]) + 1, 32, np.uint32), np.full(int(at[-1]) + 1, -1, np.intp)
    codes[at], places[at] = ink.codes[span], ink.places[span]
    writer.put(codes, places)


def joined_text(codes: Sequence[int] | NDArray[np.uint32]) -> str:
    """Code points as a str."""
    return np.asarray(codes, "<u4").tobytes().decode("utf-32-le")
