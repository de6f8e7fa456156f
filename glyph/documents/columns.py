"""Columns of plain text: lines whose gaps stand one below the other, or that tabs part alike, as tables."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from glyph.documents.model import Block, Span
from glyph.documents.text_table import NOTHING, TextCell, build_table, is_figure

TAB_COLUMNS = 8
MAX_LABELS = 3  # lines without a gap that may follow one another within a table
MIN_ALIGNED = 0.5  # share of the lines in which a column starts, or ends, at one place
MAX_MISFITS = 0.25  # share of the lines that do not go into the columns
EDGE = 1  # columns by which edges that are one may differ, as by a closing parenthesis
MAX_FIELDS = 100
MAX_MEAN_CHARS = 400  # of the lines of a paragraph in columns
REACH = 3  # columns that a field may stand off the column it belongs to

_FIELD = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_GAP = re.compile(r"\S(?:[ \u00a0]*\t|[ \u00a0\u3000]{2})[ \t\u00a0\u3000]*[^\s]")
_BLANKS = ("  ", "\t", "\u00a0", "\u3000")  # one of which every gap holds
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*$")
_RULE = re.compile(r"[\s\-=_—–─━═*+|.]{3,}")
_RULER = re.compile(r"[-=_—–─━═]{3}")
_ITEM = re.compile(r"[-*•·–—o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\[\d{1,3}\]")


class Field(NamedTuple):
    """Text between gaps: where it stands in the line, and which columns of a fixed pitch it covers."""

    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that starts at ``start`` of the source."""

    start: int
    text: str
    fields: tuple[Field, ...]
    is_rule: bool  # drawn of dashes
    is_row: bool  # has gaps


def blanks_in(text: str) -> list[str]:
    """The blanks of a text that may make gaps."""
    found = [blank for blank in _BLANKS[1:] if blank in text]
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16) == ord(" ")
    return ["  ", *found] if (units[1:] & units[:-1]).any() else found  # a quarter of the time that ``in`` takes


def has_gaps(text: str, start: int, end: int, blanks: Sequence[str] = _BLANKS) -> bool:
    """Whether any line of ``text[start:end]`` has a gap, as columns have; of long lines none does."""
    if not any(text.find(blank, start, end) >= 0 for blank in blanks):
        return False
    is_long = end - start > MAX_MEAN_CHARS * (1 + text.count("\n", start, end))
    return not is_long and _GAP.search(text, start, end) is not None


def read_line(start: int, text: str) -> Line:
    """A line with its fields."""
    columns = _columns_of(text)
    fields: list[Field] = []
    for match in _FIELD.finditer(text):
        first, end = match.span()
        if fields and first - fields[-1].end == 2 and _ends_a_sentence(text[max(first - 5, 0) : first - 2], match[0]):
            first = fields.pop().start
        fields.append(Field(first, end, columns[first], columns[end]))
    is_rule = _RULE.fullmatch(text) is not None and _RULER.search(text) is not None
    return Line(start, text, tuple(fields), is_rule, 1 < len(fields) <= MAX_FIELDS and not is_rule)


def _ends_a_sentence(before: str, after: str) -> bool:
    """Whether two blanks stand behind the end of a sentence, as typewriters set them."""
    return _SENTENCE_END.search(before) is not None and (after[0].isupper() or not after[0].isalnum())


def _columns_of(text: str) -> Sequence[int]:
    """Which column each character, and the end, stands in; those of East Asian scripts take two."""
    if text.isascii() and "\t" not in text:
        return range(len(text) + 1)
    columns = [0]
    for char in text:
        at = columns[-1]
        if char == "\t":
            columns.append(at + TAB_COLUMNS - at % TAB_COLUMNS)
        else:
            is_wide = unicodedata.east_asian_width(char) in "WF"
            columns.append(at + (0 if unicodedata.combining(char) else 1 + is_wide))
    return columns


class Columns:
    """The columns that lines stand in, as far as they are read."""

    def __init__(self, bounds: Sequence[tuple[int, int]]) -> None:
        self.lefts, self.rights = [left for left, _ in bounds], [right for _, right in bounds]

    def place(self, line: Line) -> list[tuple[int, int, int, int]] | None:
        """First and last column of each field, and where its text stands; None if two would share a column.

        What stands behind the start of the last column belongs to it.
        """
        placed: list[tuple[int, int, int, int]] = []
        for field in line.fields:
            first, last = self._covered(field)
            if first is None or last is None:
                return None
            if placed and first <= placed[-1][1]:
                if first < len(self.lefts) - 1:
                    return None
                before = placed.pop()
                placed.append((before[0], last, before[2], field.end))
                continue
            placed.append((first, last, field.start, field.end))
        return placed

    def _covered(self, field: Field) -> tuple[int | None, int | None]:
        last = bisect_right(self.lefts, field.right - 1) - 1
        first = bisect_right(self.rights, field.left)
        if first <= last:
            return first, last
        near = [k for k in (first - 1, first) if 0 <= k < len(self.lefts)]
        away = {k: max(self.lefts[k] - field.right, field.left - self.rights[k]) for k in near}
        nearest = min(away, key=lambda k: away[k])
        return (nearest, nearest) if away[nearest] <= REACH or nearest == len(self.lefts) - 1 else (None, None)


def columns_of(lines: Sequence[Line]) -> Columns | None:
    """The columns that lines stand in, None if they stand in none."""
    rows = [line for line in lines if line.is_row]
    best: tuple[float, int, Columns] | None = None
    for num_fields, support in Counter(len(line.fields) for line in rows).items():
        basis = [line for line in rows if len(line.fields) == num_fields]
        columns = _aligned(basis) if support > 1 else None
        if columns is None or _is_list(basis):
            continue
        placed = [columns.place(line) for line in rows]
        misfits = placed.count(None)
        if misfits > MAX_MISFITS * len(rows):
            continue
        spanning = sum(any(first < last for first, last, _, _ in row) for row in placed if row)
        score = len(rows) - misfits - 0.5 * spanning
        if best is None or (score, num_fields) > best[:2]:
            best = score, num_fields, columns
    return best[2] if best else None


def _aligned(rows: Sequence[Line]) -> Columns | None:
    """The columns of lines of as many fields each, if these stand one below the other, and apart from the next."""
    bounds: list[tuple[int, int]] = []
    for fields in zip(*(line.fields for line in rows), strict=True):
        left, right = min(field.left for field in fields), max(field.right for field in fields)
        if bounds and left <= bounds[-1][1]:
            return None
        edges = [[field.left for field in fields], [field.right for field in fields]]
        if bounds and max(map(_share_at_one_place, edges)) < MIN_ALIGNED:
            return None
        bounds.append((left, right))
    if len(rows) == 2 and len(bounds) == 2:  # too little to go by, unless both are set alike
        (_, one), (_, other) = (line.fields for line in rows)
        gap = min(line.fields[1].left - line.fields[0].right for line in rows)
        if gap < 3 and (one.left != other.left or one.right != other.right):
            return None
    return Columns(bounds)


def _share_at_one_place(edges: Sequence[int]) -> float:
    counts = Counter(edges)
    return max(sum(counts[edge + k] for k in range(EDGE + 1)) for edge in counts) / len(edges)


def _is_list(rows: Sequence[Line]) -> bool:
    """Whether lines are items with their numbers or bullets."""
    heads = [line.text[line.fields[0].start : line.fields[0].end] for line in rows]
    return len(rows[0].fields) == 2 and all(map(_ITEM.fullmatch, heads))


def tab_count(lines: Sequence[Line]) -> int:
    """How many tabs part the fields of nearly every line, 0 if tabs do not part them alike."""
    counts = [line.text.rstrip(" \r").count("\t") for line in lines if not line.is_rule]
    inner = sum(re.search(r"\S *\t", line.text) is not None for line in lines)
    usual = max(Counter(counts).items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return usual[0] if usual[1] >= 2 and usual[1] >= 0.8 * len(counts) and 2 * inner >= len(counts) else 0


def aligned_table(lines: Sequence[Line], columns: Columns) -> Block:
    """Lines in columns as a table; rulers drawn of dashes and blank lines make no rows."""
    count = len(columns.lefts)
    rows: list[list[TextCell]] = []
    above: list[tuple[int, int]] = []  # columns that the fields of the line above cover
    is_head = True
    for line in lines:
        if line.is_rule or not line.fields:
            continue
        placed = columns.place(line)
        is_head = is_head and not any(is_figure(line.text[field.start : field.end]) for field in line.fields)
        if placed is None or (len(line.fields) == 1 and placed[0][0] == 0):
            last = placed[0][1] if placed else count - 1
            placed = [(0, last, line.fields[0].start, line.fields[-1].end)]
        elif is_head:
            placed = _over_their_columns(placed, above, count)
        above = [(first, last) for first, last, _, _ in placed]
        row: list[TextCell] = []
        column = 0
        for first, last, start, end in placed:
            row += [NOTHING] * (first - column)
            row.append(((Span(line.text[start:end], line.start + start),), last - first + 1))
            column = last + 1
        rows.append(row + [NOTHING] * (count - column))
    return build_table(rows, _num_ruled(lines))


def _over_their_columns(
    placed: list[tuple[int, int, int, int]], above: Sequence[tuple[int, int]], count: int
) -> list[tuple[int, int, int, int]]:
    """The fields of a heading line, as wide as what they head: all columns of figures, or those of the line above."""
    if len(placed) == 1:
        return [(1, count - 1, *placed[0][2:])]
    pairs = list(zip(placed, above, strict=False))
    if len(placed) == len(above) and all(wide[0] <= one[0] and one[1] <= wide[1] for one, wide in pairs):
        return [(*wide, *one[2:]) for one, wide in pairs]
    return placed


def tab_table(lines: Sequence[Line], num_tabs: int) -> Block:
    """Lines parted by tabs as a table; columns that hold nothing are left out."""
    rows: list[list[TextCell]] = []
    for line in lines:
        if line.is_rule or not line.fields:
            continue
        row: list[TextCell] = []
        at = line.start
        for part in line.text.split("\t"):
            text = part.strip()
            row.append(((Span(text, at + part.index(text)),), 1) if text else NOTHING)
            at += len(part) + 1
        rows.append(row + [NOTHING] * (num_tabs + 1 - len(row)))
    used = [any(len(row) > k and bool(row[k][0]) for row in rows) for k in range(max(map(len, rows)))]
    return build_table(
        [[cell for cell, keep in zip(row, used, strict=False) if keep] for row in rows], _num_ruled(lines)
    )


def _num_ruled(lines: Sequence[Line]) -> int:
    """How many rows stand over the first ruler, 0 if it is not near the top."""
    rows = 0
    for line in lines:
        if line.is_rule and rows:
            return rows
        rows += bool(line.fields) and not line.is_rule
        if rows > MAX_LABELS:
            break
    return 0
