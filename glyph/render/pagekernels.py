"""Compiled loops over pages: fill them with rows, place characters, box them and paint them.

See ``textkernels.py`` for how they are compiled. Letters: R rows, Q runs, P placed rows, K painted characters.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import NO_SOURCE
from glyph.render.charclass import BLANK
from glyph.render.glyphs import NUM_PHASES
from glyph.render.textkernels import jit

SHARE = 0.33  # of the narrower neighbour's width that ink may reach into it


@jit
def fill_frames(
    heights: NDArray[np.float64],
    aboves: NDArray[np.float64],
    keeps: NDArray[np.bool_],
    head_firsts: NDArray[np.int32],
    head_lasts: NDArray[np.int32],
    frame_height: float,
    frame: int,
    y: float,
) -> tuple[Any, ...]:
    """Stack rows into frames (columns of pages).

    Args:
        heights: [R] px.  aboves: [R] space above, px, dropped at the top of a frame.
        keeps: [R] whether a row stays in one frame with the next.
        head_firsts, head_lasts: [R] half-open range of the table header rows to repeat where a frame starts with
            this row; empty for none.
        frame, y: the frame that rows are added to, and how far it is filled, px.

    Returns:
        Per placed row: row int32, frame int32, y px float64, whether it repeats a header bool; then the new
        frame and y.
    """
    most = len(heights) + 16
    rows = np.empty(most, np.int32)
    frames = np.empty(most, np.int32)
    tops = np.empty(most, np.float64)
    repeats = np.empty(most, np.bool_)
    n = 0
    for row in range(len(heights)):
        above = aboves[row] if y > 0 else 0.0
        need = above + heights[row]
        ahead = row
        while ahead < row + 4 and ahead + 1 < len(heights) and keeps[ahead]:
            ahead += 1
            need += aboves[ahead] + heights[ahead]
        if (
            y > 0
            and y + need > frame_height + 1e-6
            and (need <= frame_height or y + above + heights[row] > frame_height)
        ):
            frame += 1
            y = above = 0.0
            head = 0.0
            for repeated in range(head_firsts[row], head_lasts[row]):
                head += heights[repeated]
            if head + heights[row] <= frame_height / 2:
                for repeated in range(head_firsts[row], head_lasts[row]):
                    if n + 2 > len(rows):
                        rows, frames = np.append(rows, np.empty_like(rows)), np.append(frames, np.empty_like(frames))
                        tops, repeats = np.append(tops, np.empty_like(tops)), np.append(repeats, np.empty_like(repeats))
                    rows[n], frames[n], tops[n], repeats[n] = repeated, frame, y, True
                    n += 1
                    y += heights[repeated]
        if n + 2 > len(rows):
            rows, frames = np.append(rows, np.empty_like(rows)), np.append(frames, np.empty_like(frames))
            tops, repeats = np.append(tops, np.empty_like(tops)), np.append(repeats, np.empty_like(repeats))
        rows[n], frames[n], tops[n], repeats[n] = row, frame, y + above, False
        n += 1
        y += above + heights[row]
    return rows[:n], frames[:n], tops[:n], repeats[:n], frame, y


@jit
def place(
    placed: tuple[Any, ...],
    rows: tuple[Any, ...],
    text: tuple[Any, ...],
    bitmaps: tuple[Any, ...],
    first_line: int,
    page_size: tuple[int, int],
    em: tuple[float, float, float, float],
) -> tuple[Any, ...]:
    """Positions and boxes of the painted characters of some rows of a page.

    Ink that would reach far into a neighbour is cut, so that no box holds another character's centre.

    Args:
        placed: rows int32 [P], x of their frame and y of their baseline float64 and int64 [P] px, and whether each
            is a repeated header, whose characters have no source, bool [P].
        rows: fields of ``layout.Rows``: first run of each row, begin, end, x, blank gap and character gap of each
            run, em of each row, and order: the character drawn at each place, for text that runs right to left, or
            empty.
        text: fields of ``stream.Text``: codes, glyphs, advances, offsets and colours [N]; and flags of every code.
        bitmaps: slots and shapes of the glyph sheet.
        first_line: number of the first row's line.
        page_size: height and width, px.
        em: ascent and descent of a box, and how far ink may go above and below the baseline, in em.

    Returns:
        How many characters have no bitmap yet (the rest is then of no use); per painted character: code uint32,
        glyph int32, phase uint8, colour uint8, offset int64, line int32, blank before bool, box float32 [K, 4] xyxy
        px (advance by em height, and the ink), upper left corner of the bitmap int32 [K, 2], and the pixels it may
        paint int32 [K, 4] xyxy.
    """
    row_numbers, row_x, row_baselines, row_repeats = placed
    row_runs, run_begins, run_ends, run_x, run_blank_gaps, run_char_gaps, row_sizes, order = rows
    codes, glyphs, advances, offsets, colours, classes = text
    slots, shapes = bitmaps
    most = 0
    for row in row_numbers:
        for run in range(row_runs[row], row_runs[row + 1]):
            most += run_ends[run] - run_begins[run]
    indexes = np.empty(most, np.int64)
    pens = np.empty((most, 2), np.float64)
    out_codes, out_glyphs = np.empty(most, np.uint32), np.empty(most, np.int32)
    phases, out_colours = np.empty(most, np.uint8), np.empty(most, np.uint8)
    sources, lines, blanks = np.empty(most, np.int64), np.empty(most, np.int32), np.empty(most, np.bool_)
    boxes, corners = np.empty((most, 4), np.float32), np.empty((most, 2), np.int32)
    clips = np.zeros((most, 4), np.int32)
    undrawn = n = 0
    for p in range(len(row_numbers)):
        row = row_numbers[p]
        first = n
        for run in range(row_runs[row], row_runs[row + 1]):
            pen = row_x[p] + run_x[run]
            for at in range(run_begins[run], run_ends[run]):
                k = order[at] if len(order) else at
                advance = advances[k]
                if classes[codes[k]] & BLANK:
                    pen += advance + run_blank_gaps[run] + run_char_gaps[run]
                    continue
                indexes[n], blanks[n] = k, k == run_begins[run]
                pens[n, 0], pens[n, 1] = pen, pen + advance
                n += 1
                pen += advance
                if advance > 0:
                    pen += run_char_gaps[run]
            if len(order):  # back to reading order
                sort = np.argsort(indexes[first:n])
                indexes[first:n], pens[first:n] = indexes[first:n][sort], pens[first:n][sort]
                blanks[first:n] = blanks[first:n][sort]
        undrawn += _describe(first, n, indexes, pens, glyphs, slots, out_glyphs, phases, blanks, corners)
        for k in range(first, n):
            index = indexes[k]
            out_codes[k], out_colours[k] = codes[index], colours[index]
            sources[k] = NO_SOURCE if row_repeats[p] else offsets[index]
            lines[k] = first_line + p
        if undrawn == 0:
            _bound(
                first, n, pens, row_baselines[p], row_sizes[row], slots, shapes, out_glyphs, phases, page_size, em,
                boxes, corners, clips,
            )  # fmt: skip
    return (
        undrawn, out_codes[:n], out_glyphs[:n], phases[:n], out_colours[:n], sources[:n], lines[:n], blanks[:n],
        boxes[:n], corners[:n], clips[:n],
    )  # fmt: skip


@jit
def _describe(
    first: int,
    last: int,
    indexes: NDArray[np.int64],
    pens: NDArray[np.float64],
    glyphs: NDArray[np.int32],
    slots: NDArray[np.int32],
    out_glyphs: NDArray[np.int32],
    phases: NDArray[np.uint8],
    blanks: NDArray[np.bool_],
    corners: NDArray[np.int32],
) -> int:
    """Glyph, phase and pixel of the characters [first, last) of one line; how many have no bitmap yet."""
    undrawn = 0
    for k in range(first, last):
        index = indexes[k]
        quarter = int(np.floor(pens[k, 0] * NUM_PHASES + 0.5))
        out_glyphs[k] = glyphs[index]
        phases[k] = quarter % NUM_PHASES
        corners[k, 0] = quarter // NUM_PHASES
        blanks[k] = blanks[k] or k == first or indexes[k - 1] != index - 1
        undrawn += slots[glyphs[index], phases[k]] < 0
    return undrawn


@jit
def _bound(
    first: int,
    last: int,
    pens: NDArray[np.float64],
    baseline: int,
    size: float,
    slots: NDArray[np.int32],
    shapes: NDArray[np.int16],
    glyphs: NDArray[np.int32],
    phases: NDArray[np.uint8],
    page_size: tuple[int, int],
    em: tuple[float, float, float, float],
    boxes: NDArray[np.float32],
    corners: NDArray[np.int32],
    clips: NDArray[np.int32],
) -> None:
    """Boxes, corners and clips of the characters [first, last) of one line; see ``place``."""
    height, width = page_size
    ascent, descent, top_most, bottom_most = em
    top_limit = max(int(np.ceil(baseline - top_most * size)), 0)
    bottom_limit = min(int(np.floor(baseline + bottom_most * size)), height)
    for k in range(first, last):
        left, right = pens[k]
        own = right - left
        if own <= 0.0 and k > first:  # of a cluster, whose first character holds the ink
            boxes[k] = boxes[k - 1]
            continue
        x0, y0, x1, y1 = left, baseline - ascent * size, right, baseline + descent * size
        bitmap = slots[glyphs[k], phases[k]]
        if bitmap > 0:
            low, high = 0, width
            before = k - 1
            while before > first and pens[before, 1] <= pens[before, 0]:
                before -= 1
            if before >= first and pens[before, 1] <= left + 0.01:
                low = int(np.ceil(pens[before, 1] - SHARE * min(pens[before, 1] - pens[before, 0], own)))
            after = k + 1
            while after < last and pens[after, 1] <= pens[after, 0]:
                after += 1
            if after < last and pens[after, 0] >= right - 0.01:
                high = int(np.floor(pens[after, 0] + SHARE * min(pens[after, 1] - pens[after, 0], own)))
            gx, gy = corners[k, 0] + shapes[bitmap, 2], baseline + shapes[bitmap, 3]
            bx0, bx1 = max(gx, low, 0), min(gx + shapes[bitmap, 1], high, width)
            by0, by1 = max(gy, top_limit), min(gy + shapes[bitmap, 0], bottom_limit)
            corners[k, 0], corners[k, 1] = gx, gy
            if bx0 < bx1 and by0 < by1:
                clips[k, 0], clips[k, 1], clips[k, 2], clips[k, 3] = bx0, by0, bx1, by1
                x0, y0, x1, y1 = min(x0, bx0), min(y0, by0), max(x1, bx1), max(y1, by1)
        boxes[k, 0], boxes[k, 1], boxes[k, 2], boxes[k, 3] = x0, y0, x1, y1


@jit
def stamp(
    canvas: NDArray[np.uint8],
    words: NDArray[np.uint64],
    strengths: NDArray[np.uint8],
    glyphs: NDArray[np.int32],
    colours: NDArray[np.uint8],
    corners: NDArray[np.int32],
    clips: NDArray[np.int32],
    pixels_of: tuple[Any, ...],
    phases: NDArray[np.uint8],
    shift: int,
) -> None:
    """Paint characters of a grey page: their coverage is or-ed into the canvas, eight pixels at a time.

    Args:
        canvas: uint8 [H, stride] coverage, with at least 8 bytes to spare in each row.
        words: the same bytes, as overlapping uint64 words, one at every byte.
        strengths: uint8 [palette] full coverage of each colour.
        corners: int32 [K, 2] where the bitmap's upper left corner goes.
        clips: int32 [K, 4] xyxy, the pixels that may be painted.
        pixels_of: slots, starts, shapes and ink words of the glyph sheet.
        shift: pixels right and down, for a shadow.
    """
    slots, starts, shapes, ink = pixels_of
    stride = canvas.shape[1]
    full = np.uint64(0xFFFFFFFFFFFFFFFF)
    for k in range(len(glyphs)):
        x0, y0, x1, y1 = clips[k]
        if x0 >= x1 or y0 >= y1:
            continue
        bitmap = slots[glyphs[k], phases[k]]
        width = shapes[bitmap, 1]
        per_row = (width + 7) // 8
        x, y = corners[k]
        strength = strengths[colours[k]]
        for word in range(per_row):
            left = x + 8 * word
            mask = full
            if left < x0:
                mask = mask << np.uint64(8 * min(x0 - left, 7)) if x0 - left < 8 else np.uint64(0)
            if left + 8 > x1:
                cut = left + 8 - x1
                mask = mask & (full >> np.uint64(8 * min(cut, 7))) if cut < 8 else np.uint64(0)
            if not mask:
                continue
            at = starts[bitmap] + (y0 - y) * per_row + word
            target = (y0 + shift) * stride + left + shift
            if strength == 255 and left + shift >= 0:
                for _ in range(y0, y1):
                    words[target] |= ink[at] & mask
                    at += per_row
                    target += stride
                continue
            for row in range(y0, y1):
                bits = ink[at] & mask
                at += per_row
                for byte in range(8):
                    m = np.uint32(bits >> np.uint64(8 * byte)) & np.uint32(255)
                    if m and left + shift + byte >= 0:
                        canvas[row + shift, left + shift + byte] |= np.uint8(m * strength // 255)


@jit
def blend(
    canvas: NDArray[np.uint8],
    inks: NDArray[np.uint8],
    glyphs: NDArray[np.int32],
    colours: NDArray[np.uint8],
    corners: NDArray[np.int32],
    clips: NDArray[np.int32],
    pixels_of: tuple[Any, ...],
    phases: NDArray[np.uint8],
    shift: int,
) -> None:
    """Paint characters of a colour page; arguments as in ``stamp``.

    Args:
        canvas: uint8 [H, W, 3].
        inks: uint8 [palette, 3].
    """
    slots, starts, shapes, ink = pixels_of
    height, width = canvas.shape[:2]
    for k in range(len(glyphs)):
        x0, y0, x1, y1 = clips[k]
        if x0 >= x1 or y0 >= y1:
            continue
        bitmap = slots[glyphs[k], phases[k]]
        per_row = (shapes[bitmap, 1] + 7) // 8
        left, top = corners[k]
        red, green, blue = np.int32(inks[colours[k], 0]), np.int32(inks[colours[k], 1]), np.int32(inks[colours[k], 2])
        for y in range(y0, min(y1, height - shift)):
            row = starts[bitmap] + (y - top) * per_row
            for x in range(x0, min(x1, width - shift)):
                byte = x - left
                m = np.int32(ink[row + byte // 8] >> np.uint64(8 * (byte % 8)) & np.uint64(255))
                if m:
                    pixel = canvas[y + shift, x + shift]
                    pixel[0] = pixel[0] + ((red - pixel[0]) * m * 257 + 32768 >> 16)
                    pixel[1] = pixel[1] + ((green - pixel[1]) * m * 257 + 32768 >> 16)
                    pixel[2] = pixel[2] + ((blue - pixel[2]) * m * 257 + 32768 >> 16)


@jit
def develop(coverage: NDArray[np.uint8], width: int, ink: int, paper: int) -> NDArray[np.uint8]:
    """Coverage [H, stride] as an image [H, width]: paper where it is 0, ink where it is 255."""
    height = len(coverage)
    image = np.empty((height, width), np.uint8)
    step = np.int32(ink - paper) * np.int32(257)
    base = np.int32(paper) * np.int32(65536) + np.int32(32768)
    for y in range(height):
        for x in range(width):
            image[y, x] = (base + step * np.int32(coverage[y, x])) >> np.int32(16)
    return image
