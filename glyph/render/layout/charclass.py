"""What each character is to the layout: blank, line end, nothing, a place to break a line, or in need of shaping."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from glyph.render.layout.linebreak import (
    NO_BREAK_SPACES,
    NO_LINE_END,
    NO_LINE_START,
    SOFT_HYPHEN,
    ZERO_WIDTH_SPACE,
    breaks_freely,
)

KNOWN, BLANK, NEWLINE, DROP, CJK, NO_START, NO_END, COMPLEX = (1 << k for k in range(8))
SOFT = BLANK | DROP  # of what takes no room, but a line may end behind it
NO_BREAK = BLANK | DROP | NO_START | NO_END  # of a blank that is not dropped, but at which no line ends

NUM_CHARS = 0x110000
MAX_CLUSTERS = 0x10000  # codes from NUM_CHARS on name shaped clusters
EMPTY_CODE = NUM_CHARS + MAX_CLUSTERS - 1  # of a cluster's later characters, whose ink the first one holds
WIDE_BLANK = "\u3000"
LINE_ENDS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"

# scripts whose letters join, reorder or carry marks; they take the slow path through HarfBuzz
_COMPLEX_RANGES = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0590, 0x08FF), (0x0900, 0x109F), (0x1780, 0x17FF), (0x1800, 0x18AF),
    (0x1A00, 0x1CFF), (0x1DC0, 0x1DFF), (0x200C, 0x200F), (0x20D0, 0x20FF), (0xA880, 0xA9FF), (0xAA00, 0xAADF),
    (0xFB1D, 0xFDFF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFE70, 0xFEFC), (0x10A00, 0x10FFF), (0x11000, 0x11FFF),
    (0x1E800, 0x1EFFF),
)  # fmt: skip


class CharClasses:
    """Bit flags of every code point, uint8 [NUM_CHARS + MAX_CLUSTERS] ``flags``, worked out as characters are met."""

    def __init__(self) -> None:
        self.flags = np.zeros(NUM_CHARS + MAX_CLUSTERS, np.uint8)
        self.flags[NUM_CHARS:] = KNOWN
        self.learn(np.array([10, 32, 45, 160], np.uint32))  # what line ends, blanks and soft hyphens are painted as

    def learn(self, codes: NDArray[np.uint32]) -> int:
        """Make sure all ``codes`` [N] are classed; returns the flags any of them has."""
        flags = self.flags[codes]
        if len(flags) and not flags.min():
            for code in np.unique(codes[flags == 0]):
                self.flags[code] = KNOWN | classify(chr(code))
            flags = self.flags[codes]
        return int(np.bitwise_or.reduce(flags)) if len(flags) else 0


def classify(char: str) -> int:
    """The flags of one character."""
    if char in LINE_ENDS:
        return NEWLINE
    if char in (ZERO_WIDTH_SPACE, SOFT_HYPHEN):
        return SOFT
    if char in NO_BREAK_SPACES:
        return NO_BREAK
    if char.isspace():
        return DROP if char == "\r" else BLANK | (CJK if char == WIDE_BLANK else 0)
    code = ord(char)
    complex_ = any(low <= code <= high for low, high in _COMPLEX_RANGES) or unicodedata.category(char) in ("Mn", "Me")
    if unicodedata.category(char) in ("Cc", "Cf") and not (complex_ and char not in "\u200e\u200f\u061c"):
        return DROP
    flags = COMPLEX if complex_ else 0
    flags |= CJK if breaks_freely(char) else 0
    flags |= NO_START if char in NO_LINE_START else 0
    return flags | (NO_END if char in NO_LINE_END else 0)


CLASSES = CharClasses()
