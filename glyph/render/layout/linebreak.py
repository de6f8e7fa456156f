"""Which characters may not open or close a line, and which need no space to break at."""

from __future__ import annotations

# Characters that may not open or close a line (after JIS X 4051 and GB/T 15834).
NO_LINE_START = frozenset("!%),.:;?]}¢°·’”′″›»、。，．：；？！）］｝〕〉》」』】…—～％‰")
NO_LINE_END = frozenset("([{£¥‘“‹«（［｛〔〈《「『【＄￥$")


def is_cjk(char: str) -> bool:
    """Whether a character is of a script written without spaces (Han, kana, full-width forms)."""
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFFEF
