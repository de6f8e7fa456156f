"""Tables: how wide each column is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import Block


def column_widths(
    block: Block,
    natural_px: NDArray[np.float64],
    word_px: NDArray[np.float64],
    room_px: float,
    gap_px: float,
    least_px: float,
) -> NDArray[np.float64] | None:
    """Natural widths where they fit; else narrow columns keep theirs and wide ones share the rest.

    No column gets narrower than its longest word while there is room for all of them; then the longest words are cut.

    Args:
        block: a table.
        natural_px: width each cell, row by row, takes when nothing is wrapped, px.
        word_px: width of the longest word of each cell, px.
        room_px: width of the table at most, px.
        gap_px: what a column takes beside its text, px.
        least_px: width of the text of a column whose words are cut, px.

    Returns:
        [columns] px; None if they cannot stand side by side.
    """
    widths = _wanted(block, natural_px, room_px, gap_px)
    if widths.sum() <= room_px:
        return widths
    least = np.minimum(_wanted(block, word_px, room_px, gap_px), widths)
    if least.sum() > room_px:
        level = _level(least, room_px)
        if level < least_px + gap_px:
            return None
        least = np.minimum(least, level)
    fixed = np.zeros(len(widths), np.bool_)
    while not fixed.all():
        share = (room_px - widths[fixed].sum()) / (~fixed).sum()
        tight = ~fixed & (least > share)
        narrow = ~fixed & (widths <= share)
        if tight.any():
            widths[tight] = least[tight]
        elif narrow.any():
            tight = narrow
        else:
            widths[~fixed] = max(share, 1.0)
            break
        fixed |= tight
    return widths


def words_fit(block: Block, word_px: NDArray[np.float64], room_px: float, gap_px: float) -> bool:
    """Whether there is room for the longest word of every column; see ``column_widths``."""
    return bool(_wanted(block, word_px, room_px, gap_px).sum() <= room_px)


def _level(widths: NDArray[np.float64], room_px: float) -> float:
    """The largest width that all columns can be cut to and fit the room, px; they do not fit uncut."""
    ordered = np.sort(widths)
    before = np.concatenate([[0.0], np.cumsum(ordered)[:-1]])
    levels = (room_px - before) / np.arange(len(ordered), 0, -1)
    is_level = levels <= ordered
    is_level[-1] = True  # the widest is cut, if only by less than rounding shows
    return float(levels[np.argmax(is_level)])


def _wanted(block: Block, cell_px: NDArray[np.float64], room_px: float, gap_px: float) -> NDArray[np.float64]:
    """[columns] widths at which every cell has what it asks for, px."""
    num_columns = max((sum(cell.colspan for cell in row) for row in block.rows), default=0)
    widths = np.full(num_columns, gap_px)
    for spanning in (False, True):  # merged cells spread what they lack over their columns, as far as there is room
        number = 0
        for row in block.rows:
            column = 0
            for cell in row:
                here = slice(column, column + cell.colspan)
                column += cell.colspan
                lack = cell_px[number] + gap_px + 0.5 - widths[here].sum()
                number += 1
                if (cell.colspan > 1) == spanning and lack > 0:
                    widths[here] += (min(lack, max(0.0, room_px - widths.sum())) if spanning else lack) / cell.colspan
    return widths
