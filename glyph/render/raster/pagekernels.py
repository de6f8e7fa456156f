"""Compiled loops over pages: fill them with rows, place characters, box them and paint them.

See ``textkernels.py`` for how they are compiled. Letters: R rows, Q runs, P placed rows, K painted characters.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import NO_SOURCE
from glyph.render.layout.charclass import BLANK
from glyph.render.layout.textkernels import jit
from glyph.render.raster.glyphs import NUM_PHASES

SHARE = 0.33  # of the narrower neighbour's width that ink may reach into it


@jit
def fill_frames(
    heights: NDArray[np.float64],
    aboves: NDArray[np.float64],
    keeps: NDArray[np.bool_],
    head_firsts: NDArray[np.int32],
    head_lasts: NDArray[np.int32],
    hidden: NDArray[np.bool_],
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
        hidden: [R] whether a row is shown only as such a header.
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
        if hidden[row]:
            continue
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
    sheet: tuple[Any, ...],
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
        sheet: slots and shapes of the glyph sheet.
        first_line: number of the first row's line.
        page_size: height and width, px.
        em: ascent and descent of a box, and how far ink may go above and below the baseline, in em.

    Returns:
        Per painted character: code uint32; bitmap int32, 0 for none, and -1 - (glyph * NUM_PHASES + phase) for one
        that is not drawn yet (the rest is then of no use); colour uint8, offset int64, line int32, blank before
        bool, box float32 [K, 4] xyxy px (advance by em height, and the ink); and spot int16 [K, 6]: the upper left
        corner of the bitmap, and the pixels it may paint, xyxy.
    """
    row_numbers, row_x, row_baselines, row_repeats = placed
    row_runs, run_begins, run_ends, run_x, run_blank_gaps, run_char_gaps, row_sizes, order = rows
    codes, glyphs, advances, offsets, colours, classes = text
    slots, shapes = sheet
    height, width = page_size
    ascent, descent, top_most, bottom_most = em
    most: int = 0
    longest: int = 0
    for row in row_numbers:
        length: int = 0
        for run in range(row_runs[row], row_runs[row + 1]):
            length += run_ends[run] - run_begins[run]
        most, longest = most + length, max(longest, length)
    longest += 1
    indexes, opens = np.empty(longest, np.int64), np.empty(longest, np.bool_)  # of one line
    lefts, rights = np.empty(longest, np.float64), np.empty(longest, np.float64)
    out_codes, bitmaps, out_colours = np.empty(most, np.uint32), np.empty(most, np.int32), np.empty(most, np.uint8)
    sources, lines, blanks = np.empty(most, np.int64), np.empty(most, np.int32), np.empty(most, np.bool_)
    boxes, spots = np.empty((most, 4), np.float32), np.empty((most, 6), np.int16)
    n = 0
    for p in range(len(row_numbers)):
        row = row_numbers[p]
        count = 0
        for run in range(row_runs[row], row_runs[row + 1]):
            pen = row_x[p] + run_x[run]
            begin, char_gap = run_begins[run], np.float64(run_char_gaps[run])
            blank_gap = np.float64(run_blank_gaps[run]) + char_gap
            for at in range(begin, run_ends[run]):
                k = order[at] if len(order) else at
                advance = np.float64(advances[k])
                is_blank = (classes[codes[k]] & BLANK) > 0
                indexes[count], opens[count] = k, k == begin
                lefts[count] = pen
                pen += advance
                rights[count] = pen
                pen += blank_gap if is_blank else char_gap * (advance > 0)
                count += not is_blank  # no branch that the processor would have to guess
        if len(order):  # back to reading order
            sort = np.argsort(indexes[:count])
            indexes[:count], opens[:count] = indexes[:count][sort], opens[:count][sort]
            lefts[:count], rights[:count] = lefts[:count][sort], rights[:count][sort]
        size, baseline = np.float64(row_sizes[row]), row_baselines[p]
        top, bottom = np.float32(baseline - ascent * size), np.float32(baseline + descent * size)
        top_limit = max(int(np.ceil(baseline - top_most * size)), 0)
        bottom_limit = min(int(np.floor(baseline + bottom_most * size)), height)
        last_right, last_own = -np.inf, -np.inf  # of the character before that has an advance
        last_index = -2
        for j in range(count):
            k, index = n + j, indexes[j]
            out_codes[k], out_colours[k] = codes[index], colours[index]
            sources[k] = NO_SOURCE if row_repeats[p] else offsets[index]
            lines[k] = first_line + p
            blanks[k] = opens[j] or index != last_index + 1
            last_index = index
            left, right = lefts[j], rights[j]
            own: float = right - left
            if own <= 0.0 and j > 0:  # of a cluster, whose first character holds the ink
                boxes[k], bitmaps[k] = boxes[k - 1], 0
                continue
            quarter = int(np.floor(left * NUM_PHASES + 0.5))
            phase = quarter & (NUM_PHASES - 1)
            bitmap = slots[glyphs[index], phase]
            x0, y0, x1, y1 = np.float32(left), top, np.float32(right), bottom
            if bitmap < 0:
                bitmap = -1 - (glyphs[index] * NUM_PHASES + phase)
            elif bitmap > 0:
                gx, gy = (quarter - phase) // NUM_PHASES + int(shapes[bitmap, 2]), baseline + shapes[bitmap, 3]
                bx0, bx1 = max(gx, 0), min(gx + int(shapes[bitmap, 1]), width)
                by0, by1 = max(gy, top_limit), min(gy + int(shapes[bitmap, 0]), bottom_limit)
                if last_right <= left + 0.01:
                    bx0 = max(bx0, int(np.ceil(last_right - SHARE * min(last_own, own))))
                after = j + 1
                while after < count and rights[after] <= lefts[after]:
                    after += 1
                if after < count and lefts[after] >= right - 0.01:
                    bx1 = min(bx1, int(np.floor(lefts[after] + SHARE * min(rights[after] - lefts[after], own))))
                if bx0 < bx1 and by0 < by1:
                    spots[k, 0], spots[k, 1] = gx, gy
                    spots[k, 2], spots[k, 3], spots[k, 4], spots[k, 5] = bx0, by0, bx1, by1
                    x0, y0 = min(x0, np.float32(bx0)), min(y0, np.float32(by0))
                    x1, y1 = max(x1, np.float32(bx1)), max(y1, np.float32(by1))
                else:
                    bitmap = 0
            bitmaps[k] = bitmap
            boxes[k, 0], boxes[k, 1], boxes[k, 2], boxes[k, 3] = x0, y0, x1, y1
            last_right, last_own = right, own
        n += count
    return (
        out_codes[:n], bitmaps[:n], out_colours[:n], sources[:n], lines[:n], blanks[:n], boxes[:n], spots[:n],
    )  # fmt: skip


@jit
def stamp(
    pixels: NDArray[np.uint8],
    words: NDArray[np.uint64],
    strengths: NDArray[np.uint8],
    bitmaps: NDArray[np.int32],
    colours: NDArray[np.uint8],
    spots: NDArray[np.int16],
    sheet: tuple[Any, ...],
    shift: int,
) -> None:
    """Paint characters of a grey page: their coverage is taken away from what is white, eight pixels at a time.

    Args:
        pixels: uint8 [H, W], 255 less the coverage.
        words: the same bytes and 7 more, as overlapping uint64 words, one at every byte.
        strengths: uint8 [palette] full coverage of each colour.
        bitmaps, colours, spots: [K] and [K, 6] as ``place`` gives them.
        sheet: starts, shapes and ink words of the glyph sheet.
        shift: pixels right and down, for a shadow.
    """
    starts, shapes, ink = sheet
    height, stride = pixels.shape
    full = np.uint64(0xFFFFFFFFFFFFFFFF)
    for k in range(len(bitmaps)):
        bitmap = bitmaps[k]
        if bitmap == 0:
            continue
        x, y = int(spots[k, 0]), int(spots[k, 1])
        x0, y0, x1, y1 = int(spots[k, 2]), int(spots[k, 3]), int(spots[k, 4]), int(spots[k, 5])
        if shift:
            x, y, x0, y0 = x + shift, y + shift, x0 + shift, y0 + shift
            x1, y1 = min(x1 + shift, stride), min(y1 + shift, height)
        ink_height, width = int(shapes[bitmap, 0]), int(shapes[bitmap, 1])
        above, rows = int(shapes[bitmap, 4]), int(shapes[bitmap, 5])
        strength = strengths[colours[k]]
        per_row = (width + 7) >> 3
        is_whole = ((x0 - x) | (y0 - y) | (x1 - x - width) | (y1 - y - ink_height)) == 0
        if is_whole and strength == 255 and y >= above and y - above + rows <= height:
            # as many rows as the next character has: no end of a loop that the processor would have to guess
            u_at, u_target = np.uint64(starts[bitmap] - above * per_row), np.uint64((y - above) * stride + x)
            u_row, u_stride = np.uint64(per_row), np.uint64(stride)
            for word in range(per_row):
                u_from, u_to = u_at + np.uint64(word), u_target + np.uint64(8 * word)
                for _ in range(rows):
                    words[u_to] &= ~ink[u_from]
                    u_from += u_row
                    u_to += u_stride
            continue
        first = starts[bitmap] + (y0 - y) * per_row
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
            at, target = first + word, y0 * stride + left
            if strength == 255 and target >= 0:
                u_at, u_target = np.uint64(at), np.uint64(target)  # unsigned: not tested for counting from the end
                u_row, u_stride = np.uint64(per_row), np.uint64(stride)
                for _ in range(y0, y1):
                    words[u_target] &= ~(ink[u_at] & mask)
                    u_at += u_row
                    u_target += u_stride
                continue
            for row in range(y0, y1):
                bits = ink[at] & mask
                at += per_row
                for byte in range(8):
                    m = np.uint32(bits >> np.uint64(8 * byte)) & np.uint32(255)
                    if m and left + byte >= 0:
                        pixels[row, left + byte] &= np.uint8(255 - m * strength // 255)


@jit
def blend(
    pixels: NDArray[np.uint8],
    inks: NDArray[np.uint8],
    bitmaps: NDArray[np.int32],
    colours: NDArray[np.uint8],
    spots: NDArray[np.int16],
    sheet: tuple[Any, ...],
    shift: int,
) -> None:
    """Paint characters of a colour page; arguments as in ``stamp``.

    Args:
        pixels: uint8 [H, W, 3].
        inks: uint8 [palette, 3].
    """
    starts, shapes, ink = sheet
    height, width = pixels.shape[:2]
    for k in range(len(bitmaps)):
        bitmap = bitmaps[k]
        if bitmap == 0:
            continue
        left, top, x0, y0, x1, y1 = spots[k]
        per_row = (int(shapes[bitmap, 1]) + 7) // 8
        red, green, blue = np.int32(inks[colours[k], 0]), np.int32(inks[colours[k], 1]), np.int32(inks[colours[k], 2])
        for y in range(y0, min(y1, height - shift)):
            row = starts[bitmap] + (y - top) * per_row
            for x in range(x0, min(x1, width - shift)):
                byte = x - left
                m = np.int32(ink[row + byte // 8] >> np.uint64(8 * (byte % 8)) & np.uint64(255))
                if m:
                    pixel = pixels[y + shift, x + shift]
                    pixel[0] = pixel[0] + ((red - pixel[0]) * m * 257 + 32768 >> 16)
                    pixel[1] = pixel[1] + ((green - pixel[1]) * m * 257 + 32768 >> 16)
                    pixel[2] = pixel[2] + ((blue - pixel[2]) * m * 257 + 32768 >> 16)


@jit
def develop(pixels: NDArray[np.uint8], ink: int, paper: int) -> NDArray[np.uint8]:
    """255 less the coverage [H, W] as an image [H, W]: paper where it is 255, ink where it is 0."""
    image = np.empty_like(pixels)
    step = np.int32(ink - paper) * np.int32(257)
    base = np.int32(paper) * np.int32(65536) + np.int32(32768)
    for y in range(pixels.shape[0]):
        for x in range(pixels.shape[1]):
            image[y, x] = (base + step * np.int32(255 - pixels[y, x])) >> np.int32(16)
    return image
