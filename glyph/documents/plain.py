"""Plain text: paragraphs parted by blank lines, every line break and space within them kept."""

from __future__ import annotations

import re

from glyph.documents.model import NO_SOURCE, Block, Document, Span

_PARAGRAPH = re.compile(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)
_LONE_RETURN = re.compile(r"\r(?!\n)")  # ended the lines of old Macintoshes


def parse_plain(text: str, name: str = "") -> Document:
    """Read plain text; each run of lines that are not blank becomes one paragraph."""
    plain = _LONE_RETURN.sub("\n", text) if "\r" in text else text
    blocks = (_paragraph(text, match.start(), match.end()) for match in _PARAGRAPH.finditer(plain))
    return Document(text, tuple(blocks), name)


def _paragraph(text: str, start: int, end: int) -> Block:
    whole = Span(text[start:end].removesuffix("\r"), start)
    if "\r" not in whole.text:
        return Block("paragraph", (whole,))
    spans: list[Span] = []
    at = 0
    for match in _LONE_RETURN.finditer(whole.text):
        spans += (whole.part(at, match.start()), Span("\n", NO_SOURCE))
        at = match.end()
    return Block("paragraph", (*spans, whole.part(at, len(whole.text))))
