"""Rows: what layout makes of blocks, before and after they stand on pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from glyph.render.layout.stream import Text

ShapeKind = Literal["fill", "frame", "below", "above"]
ShapeColour = Literal["line", "shade"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle behind rows [first, last): filled, framed, or one line at its lower or upper edge; x in px."""

    first: int
    last: int
    x0: float
    x1: float
    kind: ShapeKind
    colour: ShapeColour


@dataclass(frozen=True, slots=True)
class Rows:
    """R rows of Q runs, not yet on pages; lengths in px."""

    text: Text
    heights: NDArray[np.float64]  # [R]
    aboves: NDArray[np.float64]  # [R] space above, dropped at the top of a frame
    keeps: NDArray[np.bool_]  # [R] stays with the next row
    heads: NDArray[np.int32]  # [2, R] header rows that are repeated where this row opens a frame
    hidden: NDArray[np.bool_]  # [R] shown only where it is repeated: the header of a table's later part
    baselines: NDArray[np.float64]  # [R] from the row's top
    sizes: NDArray[np.float32]  # [R] em
    row_runs: NDArray[np.int64]  # [R + 1] first run of each row
    run_begins: NDArray[np.int64]  # [Q] characters
    run_ends: NDArray[np.int64]  # [Q]
    run_x: NDArray[np.float64]  # [Q] from the left edge of the frame
    run_blank_gaps: NDArray[np.float32]  # [Q] what justifying adds after each blank
    run_char_gaps: NDArray[np.float32]  # [Q] and after each character
    order: NDArray[np.int64]  # [N] which character is drawn where, or empty
    shapes: tuple[Shape, ...]
    shape_bounds: NDArray[np.int64]  # [shapes, 2] their first and last


@dataclass(frozen=True, slots=True)
class PageRows:
    """Rows that stand on one page, or some of them."""

    number: int  # of the page, from 0
    rows: Rows
    placed: NDArray[np.int32]  # [P] index into ``rows``
    x: NDArray[np.float64]  # [P] left edge of the frame, px
    y: NDArray[np.float64]  # [P] upper edge, px
    repeats: NDArray[np.bool_]  # [P] a table header shown again
