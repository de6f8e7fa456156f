"""Rows of a table that are lines of one record: wrapped labels and texts, amounts beside a label of two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from glyph.documents.pdf.columns import CJK
from glyph.documents.pdf.order import Row
from glyph.documents.pdf.tables.grid import GridCell, GridRow
from glyph.documents.pdf.tables.parts import Part
from glyph.documents.pdf.tables.ruled import Rules

SAME_ROW_EM = 0.75  # a label and its amounts are no further apart
TIGHT = 0.88  # of the usual pitch: rows nearer than this are lines of one label
WRAP_PITCH = 1.25  # rows nearer than this many least pitches are lines of the same cells

_OPEN_END = re.compile(
    r".*(?:,|-|–|—|\b(?:and|or|of|in|at|on|by|to|for|from|the|a|an|with|net|than|less|per|attributable))", re.I | re.S
)


def merged_rows(
    rows: Sequence[Row], parts: Sequence[Sequence[Part]], grid: Sequence[GridRow], rules: Rules
) -> Iterator[GridRow]:
    """The rows, with the lines of wrapped labels and texts made one."""
    starts = [_starts_by_rules(rows, rules), _starts_by_pitch(rows)] if len(rows) > 3 else []
    is_start = next(
        (ways for ways in starts if _are_records(ways, parts, grid)),
        [not (k and _continues(rows, parts, grid, k)) for k in range(len(grid))],
    )
    merged: dict[int, GridCell] = {}
    for start, row in zip(is_start, grid, strict=True):
        if start and merged:
            yield sorted(merged.values(), key=lambda cell: cell.column)
            merged = {}
        for cell in row:
            known = merged.get(cell.column)
            if known is None:
                merged[cell.column] = cell
            else:
                known.pieces += cell.pieces
                known.colspan = min(known.colspan, cell.colspan)
    yield _without_overlaps(sorted(merged.values(), key=lambda cell: cell.column))


def _without_overlaps(row: GridRow) -> GridRow:
    for a, b in pairwise(row):
        a.colspan = min(a.colspan, max(1, b.column - a.column))
    return row


def _continues(rows: Sequence[Row], parts: Sequence[Sequence[Part]], grid: Sequence[GridRow], k: int) -> bool:
    """Whether row ``k`` goes on with the labels of the row above."""
    above, below = parts[k - 1], parts[k]
    pitch, size = rows[k].base - rows[k - 1].base, max(rows[k].size, rows[k - 1].size)
    if not above or grid[k - 1][0].column:
        return False
    if grid[k][0].column:  # amounts that stand a little lower than their label
        return len(above) == 1 and pitch <= SAME_ROW_EM * size
    if pitch > 1.6 * size or above[0].is_figure or below[0].is_figure or (len(above) > 1 and len(below) > 1):
        return False
    first = below[0].text[:1]
    if above[0].text[-1:] in ":：.。":
        return False
    if first.islower() or first in "&(" or CJK.match(first):
        return not CJK.match(first) or pitch < TIGHT * _usual_pitch(rows)
    return len(above) == 1 and (bool(_OPEN_END.fullmatch(above[0].text)) or pitch < TIGHT * _usual_pitch(rows))


def _usual_pitch(rows: Sequence[Row]) -> float:
    return float(np.median([b.base - a.base for a, b in pairwise(rows)]))


def _starts_by_rules(rows: Sequence[Row], rules: Rules) -> list[bool]:
    """Which rows stand below a level rule that runs along their labels."""
    x = min(row.box[0] for row in rows) + max(row.size for row in rows) / 2
    return [True] + [
        rules.level_below(x, (a.box[1] + a.box[3]) / 2, (b.box[1] + b.box[3]) / 2) is not None
        for a, b in pairwise(rows)
    ]


def _starts_by_pitch(rows: Sequence[Row]) -> list[bool]:
    """Which rows have a larger space above them than lines of one text have."""
    pitches = [b.base - a.base for a, b in pairwise(rows)]
    return [True, *(pitch > WRAP_PITCH * min(pitches) for pitch in pitches)]


def _are_records(starts: Sequence[bool], parts: Sequence[Sequence[Part]], grid: Sequence[GridRow]) -> bool:
    """Whether rows that are gathered so have at most one amount in each cell, and many have several lines."""
    records: list[list[int]] = []
    for k, start in enumerate(starts):
        if start:
            records.append([])
        records[-1].append(k)
    if len(records) < 2 or sum(len(record) > 1 for record in records) * 2 < len(records):
        return False
    for record in records:
        filled = [cell.column for k in record for cell in grid[k] if is_figure_cell(parts[k], cell)]
        columns = [{cell.column for cell in grid[k]} for k in record]
        if len(filled) != len(set(filled)) or (len(record) > 1 and max(map(len, columns)) < 2):
            return False
    return True


def is_figure_cell(parts: Sequence[Part], cell: GridCell) -> bool:
    return any(part.is_figure and part.pieces[0] is cell.pieces[0] for part in parts)
