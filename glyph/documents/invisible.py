"""Characters that no one sees, made visible in code: what turns the order of text, joins or parts it, or is a control.

A program can look harmless and do another thing (CVE-2021-42574), so each gets a mark of its number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from glyph.documents.model import Span

# Controls but for white space; bidirectional and other format characters; fillers that
# count as letters, and variation selectors. Joiners and the selector of pictures count where they stand in ASCII.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![^\x00-\x7f])[\u200c\u200d\ufe0f]|[\u200c\u200d](?![^\x00-\x7f])"
)


def reveal(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of code, with a mark such as "‹U+202E›" in place of each character that no one sees, at its place.

    A byte order mark that opens the text is left as it is.
    """
    if not any(_INVISIBLE.search(span.text) for span in spans):
        return tuple(spans)
    shown: list[Span] = []
    for span in spans:
        at = 0
        for match in _INVISIBLE.finditer(span.text):
            if match[0] == "\ufeff" and span.start + match.start() == 0:
                continue
            if at < match.start():
                shown.append(span.part(at, match.start()))
            mark = span.part(match.start(), match.end())
            shown.append(replace(mark, text=f"‹U+{ord(match[0]):04X}›", token="error"))
            at = match.end()
        if at < len(span.text):
            shown.append(span.part(at) if at else span)
    return tuple(shown)
