"""The grid of rows that assembling fills: which line of which piece of text stands in which row, and how high it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glyph.render.layout.rows import Shape
from glyph.render.layout.units import UnitBuilder


@dataclass(frozen=True, slots=True)
class Lines:
    """L lines of all units, in order."""

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    units: NDArray[np.int32]
    widths: NDArray[np.float64]  # px
    cut: NDArray[np.bool_]  # ended by the room, not by a line end
    firsts: NDArray[np.int64]  # [U + 1] first line of each unit

    def count(self, unit: int) -> int:
        return int(self.firsts[unit + 1] - self.firsts[unit])


class Grid:
    """Row arrays being filled, and where the lines of each unit go."""

    def __init__(self, builder: UnitBuilder, lines: Lines) -> None:
        most = len(lines.begins) + 4 * len(builder.parts) + 4
        config = builder.config
        self.builder, self.lines = builder, lines
        self.pitch_px, self.em_px = config.line_pitch_px, config.font_size_px
        self.heights = np.full(most, self.pitch_px)
        self.aboves = np.zeros(most)
        self.keeps = np.zeros(most, np.bool_)
        self.heads = np.zeros((2, most), np.int32)
        self.hidden = np.zeros(most, np.bool_)
        self.tops = np.zeros(most)  # of the text in the row
        self.scales = np.ones(most)
        self.num_rows = 0
        num_units = len(builder.units)
        self.unit_rows = np.zeros(num_units, np.int64)  # row of each unit's first line
        self.unit_left = np.zeros(num_units)
        self.unit_align = np.zeros(num_units)
        self.unit_rank = np.ones(num_units, np.int64)  # order of runs in a row: markers 0, text 1, cut marks 2
        self.extra: list[tuple[int, int, float]] = []  # row, unit, x of runs that show a unit once more
        self.hidden_units: list[int] = []  # units shown only as extras
        self.shapes: list[Shape] = []

    def open_rows(self, count: int) -> int:
        first = self.num_rows
        self.num_rows += count
        return first
