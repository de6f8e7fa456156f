"""Paint laid-out rows into a page image, and note each character's box."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from glyph.render.atlas import NUM_PHASES, get_atlas
from glyph.render.config import RenderConfig
from glyph.render.layout import PlacedRow, PlacedText
from glyph.render.page import Page

BASELINE_EM = 0.82  # from the top of a line's em square
ASCENT_EM, DESCENT_EM = 0.85, 0.22  # box above and below the baseline
RULE_COVERAGE = 120  # how dark table rules are, of 255


def rasterise(rows: Sequence[PlacedRow], config: RenderConfig, crop_height: bool = False) -> Page:
    """Paint one page.

    Args:
        rows: what stands on the page, from ``layout``.
        config: page size and colours.
        crop_height: cut the page below its last row and the margin (a last, short page).
    """
    height = config.page_height_px
    if crop_height and rows:
        height = min(height, int(np.ceil(rows[-1].y + rows[-1].row.height_px)) + config.margin_px)
    canvas = np.zeros((height, config.page_width_px), np.uint8)
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    offsets: list[NDArray[np.int64]] = []
    lines: list[NDArray[np.int32]] = []
    spaces: list[bool] = []
    for number, placed in enumerate(rows):
        _paint_rules(canvas, placed)
        slack = (placed.row.height_px - placed.row.size_px) / 2
        baseline = round(placed.y + slack + BASELINE_EM * placed.row.size_px)
        for piece in placed.row.pieces:
            blank = np.array([c.isspace() for c in piece.styled.text], np.bool_)
            piece_boxes = _paint_text(canvas, piece, baseline, config)
            keep = ~blank
            text.append("".join(c for c in piece.styled.text if not c.isspace()))
            boxes.append(piece_boxes[keep])
            offsets.append(piece.styled.offsets[keep])
            lines.append(np.full(int(keep.sum()), number, np.int32))
            before = np.concatenate([[True], blank[:-1]]) if len(blank) else blank
            spaces += list(before[keep])
    ink, paper = config.colours
    shades = np.rint(np.linspace(paper, ink, 256)).astype(np.uint8)
    return Page(
        image=shades[canvas],
        text="".join(text),
        boxes=np.concatenate([np.zeros((0, 4), np.float32), *boxes]),
        offsets=np.concatenate([np.zeros(0, np.int64), *offsets]),
        lines=np.concatenate([np.zeros(0, np.int32), *lines]),
        space_before=np.array(spaces, np.bool_),
    )


def _paint_text(
    canvas: NDArray[np.uint8], piece: PlacedText, baseline: int, config: RenderConfig
) -> NDArray[np.float32]:
    content = piece.styled
    pens = piece.x + np.concatenate([[0.0], np.cumsum(content.advances)])
    boxes = np.stack(
        [
            pens[:-1],
            np.full(len(content.text), baseline - ASCENT_EM * content.size_px),
            pens[1:],
            np.full(len(content.text), baseline + DESCENT_EM * content.size_px),
        ],
        axis=1,
    )
    phases = np.floor(pens[:-1] * NUM_PHASES + 0.5).astype(int)
    regular, heavy = (get_atlas(config.font, content.size_px, bold) for bold in (False, True))
    height, width = canvas.shape
    for k, char in enumerate(content.text):
        glyph = (heavy if content.bold[k] else regular).glyph(char, int(phases[k] % NUM_PHASES))
        h, w = glyph.mask.shape
        if not h:
            continue
        x, y = int(phases[k] // NUM_PHASES) + glyph.left, baseline + glyph.top
        x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + w, width), min(y + h, height)
        if x0 >= x1 or y0 >= y1:
            continue
        target = canvas[y0:y1, x0:x1]
        np.maximum(target, glyph.mask[y0 - y : y1 - y, x0 - x : x1 - x], out=target)
        box = boxes[k]
        box[0], box[1] = min(box[0], x0), min(box[1], y0)
        box[2], box[3] = max(box[2], x1), max(box[3], y1)
    return boxes.astype(np.float32)


def _paint_rules(canvas: NDArray[np.uint8], placed: PlacedRow) -> None:
    row = placed.row
    top, bottom = int(placed.y), int(placed.y + row.height_px)
    if row.rule_below is not None and 0 < bottom <= len(canvas):
        left, right = (int(x) for x in row.rule_below)
        canvas[bottom - 1, max(left, 0) : right] = RULE_COVERAGE
    for x in row.bars:
        if 0 <= int(x) < canvas.shape[1]:
            canvas[max(top, 0) : bottom, int(x)] = RULE_COVERAGE
