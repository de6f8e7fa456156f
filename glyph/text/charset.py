"""The characters the dense head can name: ASCII, Latin-1, common signs and the 6,763 Hanzi of GB 2312."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "\ufffd"  # id 0: any character outside the set

_SIGNS = "‐‑–—―‘’“”„†‡•…‰′″‹›€™←↑→↓⇒∂∆∏∑−√∞∫≈≠≤≥■□▲△▼◆○●★☆✓✗［］\u3000"
_ASCII = [chr(c) for c in range(0x21, 0x7F)]
_LATIN1 = [chr(c) for c in range(0xA1, 0x100) if c != 0xAD]
_COMMON = [char for char in dict.fromkeys([*_ASCII, *_LATIN1, *_SIGNS]) if not char.isspace()]
NUM_COMMON = 1 + len(_COMMON)  # ids below are of UNKNOWN and of what Latin text is made of


@cache
def default_characters() -> tuple[str, ...]:
    """The shipped set in its fixed order; ids of a released model depend on it."""
    gb2312 = [
        bytes((row, cell)).decode("gb2312", errors="ignore")
        for rows in ((0xA1,), (0xA3,), range(0xB0, 0xF8))
        for row in rows
        for cell in range(0xA1, 0xFF)
    ]
    ordered = dict.fromkeys([*_COMMON, *(c for c in gb2312 if c)])
    return tuple(c for c in ordered if not c.isspace())


class Charset:
    """Characters to class ids and back; id 0 is ``UNKNOWN``."""

    def __init__(self, characters: Sequence[str] | None = None) -> None:
        self.characters = (UNKNOWN, *(characters if characters is not None else default_characters()))
        self._ids = {char: i for i, char in enumerate(self.characters)}

    def __len__(self) -> int:
        return len(self.characters)

    def encode(self, text: str) -> NDArray[np.int64]:
        """[K] class ids of the characters of ``text``."""
        return np.fromiter((self._ids.get(c, 0) for c in text), np.int64, len(text))

    def decode(self, ids: Sequence[int] | NDArray[np.int64]) -> str:
        """The characters of class ids."""
        return "".join(self.characters[int(i)] for i in ids)
