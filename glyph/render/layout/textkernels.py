"""Compiled loops over text: clean it, measure it, break it into lines.

Everything works on flat numpy arrays, one Python call for thousands of characters. Compiled by numba at first use and
kept beside the package (or in ``NUMBA_CACHE_DIR``). Letters: N characters, S spans, U units, L lines.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import NO_SOURCE
from glyph.render.layout.charclass import BLANK, CJK, DROP, KNOWN, NEWLINE, NO_BREAK, NO_END, NO_START, WIDE_BLANK
from glyph.render.raster.glyphs import EMPTY_ID

EPSILON_PX = 1e-4
_WIDE = ord(WIDE_BLANK)
_TAB, _NEWLINE, _SPACE, _SOFT_HYPHEN = 9, 10, 32, 0xAD
NO_BREAK_FLAGS = KNOWN | NO_BREAK
_ZERO, _NINE, _WIDE_ZERO, _WIDE_NINE = ord("0"), ord("9"), ord("０"), ord("９")
_SIGNS = np.array([ord(char) for char in "－＋"], np.uint32)  # before a number
_INNER = np.array([ord(char) for char in "，．：／／－～〜＇"], np.uint32)  # within one

jit = numba.njit(cache=True, nogil=True)


@jit
def survey(stream: NDArray[np.uint32], classes: NDArray[np.uint8]) -> tuple[int, bool, int]:
    """All flags of any code point of ``stream`` [N], whether all are known, and how many tabs there are."""
    flags, least, tabs = np.uint8(0), np.uint8(255), 0
    for code in stream:
        flags |= classes[code]
        least = min(least, classes[code])
        tabs += code == _TAB
    return int(flags), bool(least > 0), tabs


@jit
def clean(
    stream: NDArray[np.uint32],
    classes: NDArray[np.uint8],
    span_ends: NDArray[np.int64],
    span_sources: NDArray[np.int64],
    span_looks: NDArray[np.uint8],
    span_colours: NDArray[np.uint8],
    unit_spans: NDArray[np.int64],
    unit_keeps: NDArray[np.bool_],
    unit_columns: NDArray[np.int64],
    tab_width: int,
    room: int,
) -> tuple[Any, ...]:
    """Apply the white space policy.

    Args:
        stream: [N] code points of all spans, one after the other.
        classes: flags of every code point.
        span_ends: [S] where each span ends in ``stream``; its characters stand from ``span_sources`` on.
        unit_spans: [U + 1] first span of each unit.
        unit_keeps: [U] keep every blank; else runs of blanks become one space.
        unit_columns: [U] how far the line of the source it starts in is filled, characters; tabs count from there.
        room: upper bound of characters that come out.

    Returns:
        Per painted character: codes uint32, offsets int64, looks uint8, colours uint8, places in the stream int32;
        and where each unit starts, int64 [U + 1].
    """
    codes = np.empty(room, np.uint32)
    offsets = np.empty(room, np.int64)
    looks = np.empty(room, np.uint8)
    colours = np.empty(room, np.uint8)
    places = np.empty(room, np.int32)
    starts = np.empty(len(unit_spans), np.int64)
    n = 0
    for unit in range(len(unit_spans) - 1):
        starts[unit] = n
        keep = unit_keeps[unit]
        after_blank = not keep  # blanks that open a unit or a line are merged away
        column = unit_columns[unit]
        for span in range(unit_spans[unit], unit_spans[unit + 1]):
            begin, first = span_ends[span - 1] if span else 0, n
            shift = span_sources[span] - begin
            for k in range(begin, span_ends[span]):
                code = stream[k]
                flags = classes[code]
                if flags & (NEWLINE | DROP):
                    if flags & DROP:
                        if flags & BLANK and (flags != NO_BREAK_FLAGS or keep or not after_blank):
                            codes[n], places[n], offsets[n] = code, k, k + shift
                            n += 1
                            if flags == NO_BREAK_FLAGS:
                                if not keep and _has_free_blank(stream, classes, k + 1):
                                    codes[n - 1] = _SPACE
                                after_blank = True
                                column += 1
                        continue
                    code = _NEWLINE
                    after_blank = not keep
                    column = -1
                is_blank = (flags & BLANK) > 0
                is_kept = keep or not (is_blank and after_blank)
                if not flags & NEWLINE:
                    after_blank = is_blank
                codes[n] = _SPACE if is_blank and code != _WIDE else code
                places[n], offsets[n] = k, k + shift
                n += is_kept
                column += is_kept
                if code == _TAB and keep:
                    for _ in range(tab_width - 1 - (column - 1) % tab_width):
                        codes[n], places[n], offsets[n] = _SPACE, k, k + shift
                        n += 1
                        column += 1
            if span_sources[span] < 0:
                offsets[first:n] = NO_SOURCE
            looks[first:n], colours[first:n] = span_looks[span], span_colours[span]
    starts[len(unit_spans) - 1] = n
    return codes[:n], offsets[:n], looks[:n], colours[:n], places[:n], starts


@jit
def _has_free_blank(stream: NDArray[np.uint32], classes: NDArray[np.uint8], k: int) -> bool:
    """Whether one of the blanks from ``k`` on, which are merged into the one before, lets a line end."""
    while k < len(stream) and classes[stream[k]] & BLANK:
        if not classes[stream[k]] & DROP:
            return True
        k += 1
    return False


@jit
def measure(
    codes: NDArray[np.uint32],
    looks: NDArray[np.uint8],
    rows: NDArray[np.int32],
    ids: NDArray[np.int32],
    advances: NDArray[np.float32],
    spacing: float,
) -> tuple[Any, ...]:
    """Glyph ids int32 [N] and advances float32 [N], px, of characters; and how many have no glyph yet (id 0)."""
    n = len(codes)
    glyphs = np.empty(n, np.int32)
    widths = np.empty(n, np.float32)
    unknown = 0
    for k in range(n):
        code = codes[k]
        glyph = ids[rows[looks[k], code >> 8], code & 255]
        glyphs[k] = glyph
        if code == _NEWLINE:
            glyphs[k] = EMPTY_ID
            widths[k] = 0.0
        elif glyph == 0:
            unknown += 1
        elif glyph == EMPTY_ID:
            widths[k] = 0.0
        else:
            widths[k] = max(advances[glyph] + spacing, 0.5)
    return glyphs, widths, unknown


@jit
def word_widths(
    codes: NDArray[np.uint32],
    advances: NDArray[np.float32],
    classes: NDArray[np.uint8],
    starts: NDArray[np.int64],
) -> NDArray[np.float64]:
    """[U] width of each unit's longest word, px; a character of a script without spaces is one by itself."""
    widths = np.zeros(len(starts) - 1)
    for unit in range(len(starts) - 1):
        x = 0.0
        for k in range(starts[unit], starts[unit + 1]):
            flags = classes[codes[k]]
            if flags & (BLANK | NEWLINE) and flags != NO_BREAK_FLAGS:
                x = 0.0
                continue
            x = advances[k] if flags & CJK and not flags & NO_START else x + advances[k]
            widths[unit] = max(widths[unit], x)
    return widths


@jit
def natural_widths(
    codes: NDArray[np.uint32], advances: NDArray[np.float32], starts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """[U] width of each unit's longest line when nothing is wrapped, px."""
    widths = np.zeros(len(starts) - 1)
    for unit in range(len(starts) - 1):
        x = 0.0
        for k in range(starts[unit], starts[unit + 1]):
            x = 0.0 if codes[k] == _NEWLINE else x + advances[k]
            widths[unit] = max(widths[unit], x)
    return widths


@jit
def _may_end(codes: NDArray[np.uint32], k: int, begin: int, holds_hyphen: bool) -> bool:
    """Whether a line may end before character ``k``: not within a number with full-width signs, nor without room for
    the hyphen that it would end with."""
    before = codes[k - 1]
    if before == _SOFT_HYPHEN:
        return holds_hyphen
    if not _is_digit(codes[k]):
        return True
    for sign in _SIGNS:
        if before == sign:
            return False
    for sign in _INNER:
        if before == sign:
            return k - 2 < begin or not _is_digit(codes[k - 2])
    return True


@jit
def _is_digit(code: int) -> bool:
    return _ZERO <= code <= _NINE or _WIDE_ZERO <= code <= _WIDE_NINE


@jit
def _last_no_break_space(
    codes: NDArray[np.uint32],
    advances: NDArray[np.float32],
    classes: NDArray[np.uint8],
    begin: int,
    end: int,
    x: float,
) -> tuple[int, float]:
    """Behind which no-break space a line that holds nothing else ends, and its width, px; ``end`` and ``x`` if none."""
    width = x
    for k in range(end, begin + 1, -1):
        if classes[codes[k - 1]] == NO_BREAK_FLAGS:
            return k, width
        width -= advances[k - 1]
    return end, x


@jit
def wrap(
    codes: NDArray[np.uint32],
    advances: NDArray[np.float32],
    classes: NDArray[np.uint8],
    starts: NDArray[np.int64],
    rooms: NDArray[np.float64],
    first_rooms: NDArray[np.float64],
    anywhere: NDArray[np.bool_],
    hyphens: NDArray[np.float64],
) -> tuple[Any, ...]:
    """Fill lines greedily.

    Args:
        codes: [N] characters of all units; a newline ends its line.
        advances: [N] px.
        classes: flags of every code point.
        starts: [U + 1] where each unit starts.
        rooms: [U] width of its lines, px; of its first one ``first_rooms``. A word wider than the room is cut;
            at a no-break space if it has one; a character wider stands alone.
        anywhere: [U] whether lines break at any character, as code does.
        hyphens: [U] width of a hyphen, px. Only a line that ends with a soft hyphen holds it.

    Returns:
        Per line: first character and end int64, unit int32, width px float64 without blanks at its end, whether it
        was cut by the room bool. Blanks at a cut hang over and are in no line.
    """
    most = len(codes) + len(starts)
    begins = np.empty(most, np.int64)
    ends = np.empty(most, np.int64)
    units = np.empty(most, np.int32)
    widths = np.empty(most, np.float64)
    cut = np.empty(most, np.bool_)
    n = 0
    for unit in range(len(starts) - 1):
        stop = starts[unit + 1]
        begin = k = starts[unit]
        room = first_rooms[unit] + EPSILON_PX
        x = 0.0
        chance = begin  # where the line may end, the last such place
        chance_x = 0.0
        before = np.uint8(0)  # flags of the character before
        while True:
            ended = k == stop
            if not ended and codes[k] != _NEWLINE:
                flags = classes[codes[k]]
                if not flags & BLANK:
                    if k > begin:
                        free = (before & (BLANK | CJK) or flags & CJK) and not (flags & NO_START or before & NO_END)
                        if (anywhere[unit] or free) and advances[k] > 0:  # within a shaped cluster no line ends
                            rare = before & DROP or (before & CJK and not flags & CJK)
                            if not rare or anywhere[unit] or _may_end(codes, k, begin, x + hyphens[unit] <= room):
                                chance = k
                                chance_x = x
                    if x + advances[k] > room and k > begin and advances[k] > 0:
                        end, width = k, x
                        if chance > begin:
                            end, width = chance, chance_x
                        else:
                            end, width = _last_no_break_space(codes, advances, classes, begin, k, x)
                        last = end
                        if codes[end - 1] == _SOFT_HYPHEN and end == chance:
                            width += hyphens[unit]
                        else:
                            while last > begin and classes[codes[last - 1]] & BLANK:
                                last -= 1
                                width -= advances[last]
                        begins[n], ends[n], units[n], widths[n], cut[n] = begin, last, unit, width, True
                        n += 1
                        begin = k = chance = end
                        x = chance_x = 0.0
                        room = rooms[unit] + EPSILON_PX
                        continue
                x += advances[k]
                before = flags
                k += 1
                continue
            last = k
            while last > begin and classes[codes[last - 1]] & BLANK:
                last -= 1
                x -= advances[last]
            begins[n], ends[n], units[n], widths[n], cut[n] = begin, k, unit, x, False
            n += 1
            if ended:
                break
            k += 1
            begin = chance = k
            x = chance_x = 0.0
            room = rooms[unit] + EPSILON_PX
    return begins[:n], ends[:n], units[:n], widths[:n], cut[:n]
