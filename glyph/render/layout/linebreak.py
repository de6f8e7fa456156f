"""Which characters may not open or close a line."""

from __future__ import annotations

# Characters that may not open or close a line (after JIS X 4051 and GB/T 15834).
NO_LINE_START = frozenset("!%),.:;?]}¢°·’”′″›»、。，．：；？！）］｝〕〉》」』】…—～％‰")
NO_LINE_END = frozenset("([{£¥‘“‹«（［｛〔〈《「『【＄￥$")
