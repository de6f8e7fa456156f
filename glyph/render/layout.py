"""Layout: a document becomes rows of positioned characters, and rows fill pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import Block, Document, Span
from glyph.render.atlas import get_atlas
from glyph.render.config import RenderConfig
from glyph.render.linebreak import break_lines
from glyph.render.page import NO_SOURCE

HEADING_SCALE = {1: 1.4, 2: 1.2, 3: 1.1}  # of the body size; deeper levels keep the body size
INDENT_EM = 1.5  # of a list or quote level
COLUMN_GAP_EM = 1.2
LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # beside the newline


@dataclass(frozen=True, slots=True)
class StyledText:
    """Characters of one size with their source offsets and weight."""

    text: str
    offsets: NDArray[np.int64]  # [K]
    bold: NDArray[np.bool_]  # [K]
    advances: NDArray[np.float64]  # [K] px
    size_px: float

    def __getitem__(self, part: slice) -> StyledText:
        return StyledText(
            self.text[part], self.offsets[part], self.bold[part], self.advances[part], self.size_px
        )  # fmt: skip

    @property
    def width_px(self) -> float:
        return float(self.advances.sum())


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A piece of one line and the pen position of its first character."""

    styled: StyledText
    x: float


@dataclass(slots=True)
class Row:
    """A horizontal band of a page: pieces that share a baseline, and rules drawn in it."""

    height_px: float
    size_px: float
    pieces: list[PlacedText] = field(default_factory=list)
    space_above_px: float = 0.0
    rule_below: tuple[float, float] | None = None  # x range, px
    bars: tuple[float, ...] = ()  # x of vertical rules, px


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row and the y of its upper edge on its page."""

    row: Row
    y: float


def styled(
    spans: Iterable[Span], config: RenderConfig, scale: float = 1.0, bold: bool = False, prefix: str = ""
) -> StyledText:
    """Apply the whitespace policy to spans and measure them; ``prefix`` is painted but not of the source."""
    chars: list[str] = list(prefix)
    offsets: list[int] = [NO_SOURCE] * len(prefix)
    heavy: list[bool] = [bold] * len(prefix)
    for span in spans:
        for k, char in enumerate(span.text):
            if char in LINE_ENDS:
                char = "\n"
            blank = char.isspace() and char != "\n"
            if char == "\r" or not (char.isspace() or char.isprintable()):
                continue
            if blank and config.whitespace == "merge" and (not chars or chars[-1] in " \n"):
                continue
            for c in _painted(char, config) if blank else char:
                chars.append(c)
                offsets.append(span.start + k if span.start >= 0 else NO_SOURCE)
                heavy.append(bold or span.bold)
    text, weights = "".join(chars), np.array(heavy, np.bool_)
    size = config.font_size_px * scale
    advances = get_atlas(config.font, size).advances(text)
    if weights.any():
        advances = np.where(weights, get_atlas(config.font, size, True).advances(text), advances)
    return StyledText(text, np.array(offsets, np.int64), weights, advances + config.letter_spacing_px, size)


def _painted(blank: str, config: RenderConfig) -> str:
    """What stands for a blank: the ideographic space keeps its width, a tab its own where spaces are kept."""
    if blank == "\u3000":
        return blank
    return "    " if blank == "\t" and config.whitespace == "keep" else " "


def layout(document: Document, config: RenderConfig) -> Iterator[list[PlacedRow]]:
    """Lay a document out, page by page; at least one page, which may be empty."""
    bottom = config.page_height_px - config.margin_px
    page: list[PlacedRow] = []
    y = float(config.margin_px)
    for row in _rows(document, config):
        above = row.space_above_px if page else 0.0
        if page and y + above + row.height_px > bottom + 1e-6:
            yield page
            page, y, above = [], float(config.margin_px), 0.0
        page.append(PlacedRow(row, y + above))
        y += above + row.height_px
    yield page


def _rows(document: Document, config: RenderConfig) -> Iterator[Row]:
    gap = config.paragraph_spacing * config.line_pitch_px
    for block in document.blocks:
        rows = _table_rows(block, config) if block.kind == "table" else _text_rows(block, config)
        for k, row in enumerate(rows):
            row.space_above_px = gap if k == 0 else 0.0
            yield row


def _text_rows(block: Block, config: RenderConfig) -> Iterator[Row]:
    left, width = float(config.margin_px), float(config.page_width_px - 2 * config.margin_px)
    if block.kind == "rule":
        yield Row(config.line_pitch_px / 2, config.font_size_px, rule_below=(left, left + width))
        return
    heading = block.kind == "heading"
    scale = HEADING_SCALE.get(block.level, 1.0) if heading else 1.0
    if block.kind in ("list_item", "quote"):
        indent = min(INDENT_EM * config.font_size_px * max(1, block.level), width / 2)
        left, width = left + indent, width - indent
    bar = (left - 0.6 * config.font_size_px,) if block.kind == "quote" else ()
    content = styled(block.spans, config, scale, bold=heading)
    for k, (start, end) in enumerate(break_lines(content.text, content.advances, width)):
        row = Row(config.line_pitch_px * scale, content.size_px, [PlacedText(content[start:end], left)], bars=bar)
        if k == 0 and block.marker:
            marker = styled((), config, prefix=block.marker)
            row.pieces.insert(0, PlacedText(marker, max(float(config.margin_px), left - marker.width_px - 4)))
        yield row


def _table_rows(block: Block, config: RenderConfig) -> Iterator[Row]:
    left, width = float(config.margin_px), float(config.page_width_px - 2 * config.margin_px)
    cells = [[styled(cell.spans, config, bold=cell.header) for cell in row] for row in block.rows]
    widths = _column_widths(block, cells, width, COLUMN_GAP_EM * config.font_size_px)
    edges = left + np.concatenate([[0.0], np.cumsum(widths)])
    pad = COLUMN_GAP_EM * config.font_size_px / 2
    bars = tuple(edges) if config.table_borders == "grid" else ()
    for row, texts in zip(block.rows, cells, strict=True):
        bands: list[list[PlacedText]] = []
        column = 0
        for cell, content in zip(row, texts, strict=True):
            x0, x1 = edges[column] + pad, edges[min(column + cell.colspan, len(widths))] - pad
            for k, (start, end) in enumerate(break_lines(content.text, content.advances, max(x1 - x0, 1.0))):
                piece = content[start:end]
                slack = max(0.0, x1 - x0 - piece.width_px) * {"left": 0.0, "center": 0.5, "right": 1.0}[cell.align]
                if k == len(bands):
                    bands.append([])
                bands[k].append(PlacedText(piece, x0 + slack))
            column += cell.colspan
        for k, pieces in enumerate(bands):
            ruled = k + 1 == len(bands) and config.table_borders != "none"
            rule = (float(edges[0]), float(edges[-1])) if ruled else None
            yield Row(
                config.line_pitch_px + (2 if ruled else 0), config.font_size_px, pieces, rule_below=rule, bars=bars
            )


def _column_widths(
    block: Block, cells: Sequence[Sequence[StyledText]], room_px: float, gap_px: float
) -> NDArray[np.float64]:
    """Natural widths where they fit; else narrow columns keep theirs and wide ones share the rest."""
    num_columns = max((sum(cell.colspan for cell in row) for row in block.rows), default=0)
    widths = np.full(num_columns, gap_px)
    for spanning in (False, True):  # merged cells spread what they lack over their columns, as far as there is room
        for row, texts in zip(block.rows, cells, strict=True):
            column = 0
            for cell, content in zip(row, texts, strict=True):
                here = slice(column, column + cell.colspan)
                need = max((_width(content, a, b) for a, b in _hard_lines(content.text)), default=0.0) + gap_px + 0.5
                if (cell.colspan > 1) == spanning and need > widths[here].sum():
                    lack = need - widths[here].sum()
                    widths[here] += (min(lack, max(0.0, room_px - widths.sum())) if spanning else lack) / cell.colspan
                column += cell.colspan
    if widths.sum() <= room_px:
        return widths
    fixed = np.zeros(num_columns, np.bool_)
    while not fixed.all():
        share = (room_px - widths[fixed].sum()) / (~fixed).sum()
        narrow = ~fixed & (widths <= share)
        if not narrow.any():
            widths[~fixed] = max(share, 1.0)
            break
        fixed |= narrow
    return widths


def _hard_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _width(content: StyledText, start: int, end: int) -> float:
    return float(content.advances[start:end].sum())
