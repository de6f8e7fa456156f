"""The coarse view's policy: which sentences of a document stay, and the mark of those that do not.

Headings, tables, lists and code stay whole. Of a paragraph its first sentence stays, and every later one
that holds a figure; each run of hidden sentences becomes one mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from glyph.documents.model import Block, Document, Span
from glyph.render.page import NO_SOURCE

HIDDEN_MARK = "[…]"
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|[。！？；]|$)\s*", re.DOTALL)
_FIGURE = re.compile(r"[0-9０-９]")


def key_parts(document: Document) -> Document:
    """The document without its non-key sentences; offsets still count in the full source."""
    blocks = (_shorten(b) if b.kind in ("paragraph", "quote") else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _shorten(block: Block) -> Block:
    text = block.text
    keep = [k == 0 or _FIGURE.search(m.group()) is not None for k, m in enumerate(_SENTENCE.finditer(text))]
    if all(keep):
        return block
    spans: list[Span] = []
    for kept, match in zip(keep, _SENTENCE.finditer(text), strict=True):
        if kept:
            spans += _cut(block.spans, match.start(), match.end())
        elif not spans or spans[-1].start != NO_SOURCE:
            spans.append(Span(HIDDEN_MARK, NO_SOURCE))
    return replace(block, spans=tuple(spans))


def _cut(spans: tuple[Span, ...], start: int, end: int) -> Iterator[Span]:
    """The part of concatenated spans between two positions of their text."""
    position = 0
    for span in spans:
        low, high = max(start - position, 0), min(end - position, len(span.text))
        if low < high:
            yield replace(span, text=span.text[low:high], start=span.start + low)
        position += len(span.text)
