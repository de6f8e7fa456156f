"""Units: pieces of blocks become pieces of text with a place and a room, ready to be broken into lines."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import NO_SOURCE, Block, Span
from glyph.render.config import RenderConfig
from glyph.render.layout import textkernels
from glyph.render.layout.blocks import Piece, num_line_ends
from glyph.render.layout.charclass import CLASSES
from glyph.render.layout.frame import Frame
from glyph.render.layout.stream import Text, Typesetter, Unit
from glyph.render.layout.tables import column_widths, words_fit
from glyph.render.looks import BlockLook, look_of

COLUMN_GAP_EM = 1.2
TIGHT_GAP_EM = 0.6  # between the columns of a table whose words would be cut otherwise
MARKER_GAP_EM = 0.4  # between a bullet and its text
NUMBER_GAP_EM = 0.8  # between a line number and its line
MIN_CODE_EM = 4  # of room for code beside line numbers
FAINT = BlockLook(mono=True, role="faint")  # of line numbers and cut marks
CUT_MARK = "↩"  # at the end of a line of code that goes on in the next one
IMAGE_LINES = 3  # height of an image whose size is not given, lines
MAX_IMAGE_SHARE = 0.4  # of a page's height


@dataclass(slots=True)
class Part:
    """A piece and the units it was turned into."""

    piece: Piece
    look: BlockLook
    first_unit: int
    left_px: float = 0.0
    right_px: float = 0.0
    height_px: float = 0.0  # of an image
    num_markers: int = 0  # units before the text itself: line numbers or a bullet
    gap_px: float = 0.0  # between the columns of a table, or items that stand one after the other
    widths_px: NDArray[np.float64] | None = None  # of a table's columns; None where cells stand one after the other


@dataclass(slots=True)
class UnitBuilder:
    """Turns pieces of blocks into units."""

    setter: Typesetter
    style: str
    frame: Frame
    units: list[Unit] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def config(self) -> RenderConfig:
        return self.setter.config

    def add(self, piece: Piece) -> None:
        """Append the units of a piece."""
        config, block = self.config, piece.block
        look = look_of(block.kind, block.level, self.style)
        em = config.font_size_px
        part = Part(piece, look, len(self.units))
        self.parts.append(part)
        scale = config.scale
        left = config.left_indent_pt * scale + look.pad * em
        right = self.frame.width_px - config.right_indent_pt * scale - look.pad * em
        if look.indent:
            left += min(look.indent * em * max(1, block.level), (right - left) / 2)
        if block.kind == "rule":
            part.left_px, part.right_px = left, right
            return
        if block.rows:
            part.left_px, part.right_px = left, right
            self.units += (
                Unit(cell.spans, BlockLook(bold=cell.header, mono=look.mono or self.style == "code"))
                for row in block.rows
                for cell in row
            )
            return
        if block.marker and piece.is_first:
            self.units.append(Unit((Span(block.marker, NO_SOURCE),), look))
            part.num_markers = 1
        if block.marker:
            left = max(left, self.setter.width(block.marker, look) + MARKER_GAP_EM * em)
        if block.kind == "code" and self.style == "code" and config.line_numbers:
            left = self._add_line_numbers(part, left, right)
        if block.kind == "image":
            pad = look.pad * em
            width, part.height_px = image_size(block, config, self.frame, right - left + 2 * pad)
            right = left + width - 2 * pad
        part.left_px, part.right_px = left, right
        room = max(right - left, 1.0)
        if look.verbatim:
            room = max(room - max(em, self.cut_mark_px() + 0.2 * em), 1.0)
        indented = block.kind == "paragraph" and piece.is_first
        first_room = room - config.first_line_indent_pt * scale if indented else room
        self.units.append(Unit(block.spans, look, room, first_room, piece.column, piece.whole_text))

    def _add_line_numbers(self, part: Part, left: float, right: float) -> float:
        """Numbers for the lines of a piece; where the text right of them starts, px. Too narrow a page gets none."""
        piece, em = part.piece, self.config.font_size_px
        digits = max(3, len(str(piece.num_lines)))
        text_left = left + self.setter.width("0" * digits, FAINT) + NUMBER_GAP_EM * em
        if right - text_left < MIN_CODE_EM * em:
            return left
        first = piece.first_line + 1
        text = piece.block.text
        numbers = range(first + piece.mid_line, first + 1 + num_line_ends(text) - text.endswith("\n"))
        self.units += (Unit((Span(str(number), NO_SOURCE),), FAINT) for number in numbers)
        part.num_markers += len(numbers)
        return text_left

    def cut_mark_px(self) -> float:
        """Width of the mark of a cut line, px."""
        return self.setter.width(CUT_MARK, FAINT)

    def fit_tables(self, text: Text) -> None:
        """Give table cells the room of their columns."""
        natural = textkernels.natural_widths(text.codes, text.advances, text.starts)
        words = textkernels.word_widths(text.codes, text.advances, CLASSES.flags, text.starts)
        em = self.config.font_size_px
        for part in self.parts:
            block, room = part.piece.block, part.right_px - part.left_px
            cells = slice(part.first_unit, part.first_unit + sum(map(len, block.rows)))
            part.gap_px = COLUMN_GAP_EM * em
            if block.rows and block.kind != "nav":
                if not words_fit(block, words[cells], room, part.gap_px):
                    part.gap_px = TIGHT_GAP_EM * em
                part.widths_px = column_widths(block, natural[cells], words[cells], room, part.gap_px, em)
            if part.widths_px is None:
                for unit, width in zip(self.units[cells], natural[cells].tolist(), strict=True):
                    unit.room_px = max(min(width + 0.5, room - part.gap_px), 1.0)
                continue
            edges = np.concatenate([[0.0], np.cumsum(part.widths_px)])
            number = part.first_unit
            for row in block.rows:
                column = 0
                for cell in row:
                    end = min(column + cell.colspan, len(part.widths_px))
                    self.units[number].room_px = max(float(edges[end] - edges[column]) - part.gap_px, 1.0)
                    column += cell.colspan
                    number += 1


def image_size(block: Block, config: RenderConfig, frame: Frame, room_px: float) -> tuple[float, float]:
    """Width and height of an image's box on the page, px."""
    default = (room_px / config.scale, IMAGE_LINES * config.line_pitch_px / config.scale)
    width, height = (max(side, 1) * config.scale for side in block.size or default)
    shrink = min(1.0, room_px / width, MAX_IMAGE_SHARE * frame.height_px / height)
    return max(width * shrink, room_px / 3), height * shrink
