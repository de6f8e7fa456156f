"""Plain text: paragraphs parted by blank lines, every line break and space within them kept."""

from __future__ import annotations

import re

from glyph.documents.model import Block, Document, Span

_PARAGRAPH = re.compile(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)


def parse_plain(text: str, name: str = "") -> Document:
    """Read plain text; each run of lines that are not blank becomes one paragraph of one span."""
    matches = _PARAGRAPH.finditer(text)
    blocks = (Block("paragraph", (Span(match.group().removesuffix("\r"), match.start()),)) for match in matches)
    return Document(text, tuple(blocks), name)
