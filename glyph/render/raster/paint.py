"""Paint laid-out rows into page images, and note each character's box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.render.config import RenderConfig
from glyph.render.layout.charclass import CLASSES
from glyph.render.layout.frame import SCROLL_BAR_PT
from glyph.render.layout.rows import PageRows, Shape
from glyph.render.looks import NUM_COLOURS, colour_index, paint_colours
from glyph.render.page import Page
from glyph.render.raster import pagekernels
from glyph.render.raster.canvas import Stamps, canvas_maker
from glyph.render.raster.glyphs import NUM_PHASES, GlyphSheet, glyph_sheet
from glyph.render.themes import Colour, palette_of

ASCENT_EM, DESCENT_EM = 0.85, 0.22  # box above and below the baseline
INK_ABOVE_EM, INK_BELOW_EM = 1.1, 0.45  # how far ink may go above and below it
UNDERLINE_EM = 0.12  # below the baseline
STRIKE_EM, STRIKE_THICK_EM = 0.28, 0.06  # above the baseline


class PagePainter:
    """Takes the parts of one page after the other; ``finish`` paints the page."""

    def __init__(self, config: RenderConfig, style: str) -> None:
        self._config = config
        self._is_web = style == "web"
        self._palette = palette_of(config)
        self._sheet: GlyphSheet = glyph_sheet(config)
        self._new_canvas = canvas_maker(config)
        self._start()

    def _start(self) -> None:
        self._parts: list[tuple[str, NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]] = []
        self._rows: list[PageRows] = []
        self._stamps: list[Stamps] = []
        self._lines: list[tuple[int, int, int, int, Colour]] = []  # under and through characters
        self._num_lines = 0
        self._bottom = self._right = 0.0

    def add(self, part: PageRows) -> None:
        """Take some rows of the page."""
        rows = part.rows
        self._rows.append(part)
        baselines = np.rint(part.y + rows.baselines[part.placed]).astype(np.int64)
        codes, bitmaps, colours, offsets, lines, blanks, boxes, spots = self._place(part, baselines)
        self._stamps.append(Stamps(bitmaps, colours, spots))
        if self._is_web or (len(colours) and colours.max() >= NUM_COLOURS):
            sizes = rows.sizes[part.placed][lines - self._num_lines]
            self._rule_text(colours, boxes, baselines[lines - self._num_lines], sizes, lines)
        self._parts.append((codes.tobytes().decode("utf-32-le", "surrogatepass"), boxes, offsets, lines, blanks))
        self._num_lines += len(part.placed)
        if len(part.placed):
            self._bottom = max(self._bottom, float((part.y + rows.heights[part.placed]).max()))
        if len(boxes) and self._config.crop_width:
            self._right = max(self._right, float(boxes[:, 2].max()))

    def _place(self, part: PageRows, baselines: NDArray[np.int64]) -> tuple[NDArray[Any], ...]:
        """Positions and boxes of the characters of ``part``, all of whose bitmaps are then drawn."""
        rows, text, sheet = part.rows, part.rows.text, self._sheet
        while True:
            placed: tuple[NDArray[Any], ...] = pagekernels.place(
                (part.placed, part.x, baselines, part.repeats),
                (rows.row_runs, rows.run_begins, rows.run_ends, rows.run_x, rows.run_blank_gaps, rows.run_char_gaps,
                 rows.sizes, rows.order),
                (text.codes, text.glyphs, text.advances, text.offsets, text.colours, CLASSES.flags),
                (sheet.slots, sheet.shapes),
                self._num_lines,
                self._config.page_size_px,
                (ASCENT_EM, DESCENT_EM, INK_ABOVE_EM, INK_BELOW_EM),
            )  # fmt: skip
            bitmaps = placed[1]
            undrawn = -1 - bitmaps[bitmaps < 0]
            if not len(undrawn):
                return placed
            sheet.draw(undrawn // NUM_PHASES, undrawn % NUM_PHASES)

    def finish(self, is_last: bool = False) -> Page:
        """The page; the painter is then ready for the next one."""
        config = self._config
        shadow = max(1, round(config.scale)) if config.shadow else 0
        self._canvas = self._new_canvas()
        for part in self._rows:
            for shape in _shapes_shown(part):
                self._paint_shape(shape, part)
        for stamps in self._stamps:  # after all shapes, which may reach under the rows above them
            self._canvas.paint(stamps, self._sheet, shadow)
        for line in self._lines:
            self._fill(*line)
        height, width = config.page_size_px
        margin_x, margin_y = config.margin_x_pt * config.scale, config.margin_y_pt * config.scale
        if is_last and config.crop_last_page and self._parts:
            height = min(height, max(round(np.ceil(self._bottom) + margin_y), 1))
        if config.crop_width and self._parts and not self._is_web:
            width = min(width, max(round(np.ceil(self._right) + margin_x), 1))
        self._paint_furniture(height, width)
        texts, boxes, offsets, lines, blanks = zip(*self._parts, strict=True) if self._parts else _NOTHING
        page = Page(
            image=self._canvas.image(height, width),
            text="".join(texts),
            boxes=_joined(boxes),
            offsets=_joined(offsets),
            lines=_joined(lines),
            space_before=_joined(blanks),
        )
        self._start()
        return page

    def _paint_shape(self, shape: Shape, part: PageRows) -> None:
        """The part of a shape that the rows placed here show; y follows the rows."""
        at = np.flatnonzero((part.placed >= shape.first) & (part.placed < shape.last))
        for rows in np.split(at, np.flatnonzero(np.diff(part.x[at])) + 1) if len(at) else ():
            top = part.y[rows[0]]
            bottom = part.y[rows[-1]] + part.rows.heights[part.placed[rows[-1]]]
            x0, x1 = (int(part.x[rows[0]] + x) for x in (shape.x0, shape.x1))
            y0, y1 = int(top + 1e-6), int(bottom + 1e-6)
            colour = self._palette.line if shape.colour == "line" else self._palette.shade
            if shape.kind in ("fill", "frame"):
                self._fill(x0, y0, max(x1, x0 + 1), y1, colour, shape.kind == "frame")
            elif shape.kind == "below" and part.placed[rows[-1]] == shape.last - 1:
                self._fill(x0, y1 - 1, x1, y1, colour)
            elif shape.kind == "above" and part.placed[rows[0]] == shape.first:
                self._fill(x0, y0 - 1, x1, y0, colour)

    def _fill(self, x0: int, y0: int, x1: int, y1: int, colour: Colour, hollow: bool = False) -> None:
        if not hollow:
            self._canvas.fill(x0, y0, x1, y1, colour)
            return
        for box in ((x0, y0, x1, y0 + 1), (x0, y1 - 1, x1, y1), (x0, y0, x0 + 1, y1), (x1 - 1, y0, x1, y1)):
            self._canvas.fill(*box, colour)

    def _rule_text(
        self,
        colours: NDArray[np.uint8],
        boxes: NDArray[np.float32],
        baselines: NDArray[np.int64],
        sizes: NDArray[np.float32],
        lines: NDArray[np.int32],
    ) -> None:
        """Note the lines under links, in the web style, and through struck-out text."""
        for colour in np.unique(colours).tolist():
            at = np.flatnonzero(colours == colour)
            parted = (np.diff(at) > 1) | (np.diff(lines[at]) > 0)
            parted |= boxes[at[1:], 0] - boxes[at[:-1], 2] > sizes[at[1:]]
            is_link = self._is_web and colour % NUM_COLOURS == colour_index("link")
            ink = paint_colours(self._palette)[colour]
            for run in np.split(at, np.flatnonzero(parted) + 1) if is_link or colour >= NUM_COLOURS else ():
                x0, x1 = int(boxes[run, 0].min()), int(boxes[run, 2].max())
                baseline, size = baselines[run[0]], sizes[run[0]]
                if is_link:
                    y = int(baseline + max(1.0, UNDERLINE_EM * size))
                    self._lines.append((x0, y, x1, y + 1, ink))
                if colour >= NUM_COLOURS:
                    y, thick = int(baseline - STRIKE_EM * size), max(1, round(STRIKE_THICK_EM * size))
                    self._lines.append((x0, y, x1, y + thick, ink))

    def _paint_furniture(self, height: int, width: int) -> None:
        """What frames a page of a size, px: its border, and the scroll bar of the web style."""
        config = self._config
        if config.border_pt:
            thick = max(1, round(config.border_pt * config.scale))
            x, y = (max(0, round(m * config.scale / 2)) for m in (config.margin_x_pt, config.margin_y_pt))
            for inset in range(thick):
                box = (x + inset, y + inset, width - x - inset, height - y - inset)
                self._fill(*box, self._palette.line, hollow=True)
        if self._is_web:
            bar = round(SCROLL_BAR_PT * config.scale)
            self._fill(width - bar, 0, width, height, self._palette.shade)
            self._fill(width - bar + 2, 2, width - 2, height // 3, self._palette.line)


def _shapes_shown(part: PageRows) -> list[Shape]:
    """The shapes behind any of the rows placed."""
    bounds = part.rows.shape_bounds
    if not len(bounds):
        return []
    num_shown = np.zeros(len(part.rows.heights) + 1, np.int64)  # rows before each row
    num_shown[part.placed + 1] = 1
    np.cumsum(num_shown, out=num_shown)
    return [part.rows.shapes[k] for k in np.flatnonzero(num_shown[bounds[:, 1]] > num_shown[bounds[:, 0]])]


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


_NOTHING = (
    [""],
    [np.zeros((0, 4), np.float32)],
    [np.zeros(0, np.int64)],
    [np.zeros(0, np.int32)],
    [np.zeros(0, np.bool_)],
)
