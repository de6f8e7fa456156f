"""Where lines may break, and which characters land on which line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Characters that may not open or close a line (after JIS X 4051 and GB/T 15834).
NO_LINE_START = frozenset("!%),.:;?]}¢°·’”′″›»、。，．：；？！）］｝〕〉》」』】…—～％‰")
NO_LINE_END = frozenset("([{£¥‘“‹«（［｛〔〈《「『【＄￥$")


def is_cjk(char: str) -> bool:
    """Whether a character is of a script written without spaces (Han, kana, full-width forms)."""
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFFEF


def break_opportunities(text: str) -> NDArray[np.bool_]:
    """[K + 1] whether a line may end before character k; True at both ends."""
    allowed = np.zeros(len(text) + 1, np.bool_)
    allowed[0] = allowed[-1] = True
    for k in range(1, len(text)):
        before, after = text[k - 1], text[k]
        if after.isspace() or after in NO_LINE_START or before in NO_LINE_END:
            continue
        allowed[k] = before.isspace() or is_cjk(before) or is_cjk(after)
    return allowed


def break_lines(text: str, advances: NDArray[np.float64], width_px: float) -> list[tuple[int, int]]:
    """Fill lines greedily.

    Args:
        text: K characters; a newline ends its line.
        advances: [K] px.
        width_px: room on a line. A word wider than the room is cut; a character wider stands alone.

    Returns:
        Half-open character ranges, one a line; blank space at a break hangs over and is in no range.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines += _break_paragraph(paragraph, advances[start:end], width_px, start)
        start = end + 1
    return lines


def _break_paragraph(text: str, advances: NDArray[np.float64], width_px: float, shift: int) -> list[tuple[int, int]]:
    ends = np.cumsum(advances)
    chances = np.flatnonzero(break_opportunities(text))
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        done = ends[start - 1] if start else 0.0
        fits = int(np.searchsorted(ends, done + width_px + 1e-6, side="right"))  # characters [start, fits) fit
        end = fits
        if fits < len(text) and not text[fits].isspace():
            end = int(chances[np.searchsorted(chances, fits, side="right") - 1])
            if end <= start:
                end = max(fits, start + 1)
        stop = end
        while stop > start and text[stop - 1].isspace() and end < len(text):
            stop -= 1
        lines.append((shift + start, shift + stop))
        while end < len(text) and text[end].isspace():
            end += 1
        start = end
    return lines or [(shift, shift)]
