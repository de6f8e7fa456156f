"""The coarse view's policy: which sentences of a document stay, and the mark of those that do not.

Headings, tables, lists and code stay whole. Of a paragraph or quote its first sentence stays, and every later one that
holds a figure or an emphasised word (bold, code, link); each run of hidden sentences becomes one mark, which can be
expanded again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from glyph.documents.model import NO_SOURCE, Block, Document, Span

HIDDEN_MARK = "[…]"
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|[。！？；]|$)\s*", re.DOTALL)
_FIGURE = re.compile(r"[0-9０-９]")


def key_parts(document: Document, expanded: Collection[int] = ()) -> Document:
    """The document without its non-key sentences; offsets still count in the full source.

    Args:
        document: the whole.
        expanded: numbers of hidden runs, from 0 in reading order, to show after all.
    """
    hider = _Hider(frozenset(expanded))
    blocks = tuple(hider.shorten(b) if b.kind in ("paragraph", "quote") else b for b in document.blocks)
    return replace(document, blocks=blocks)


def hidden_ranges(document: Document) -> list[tuple[int, int]]:
    """What each mark of ``key_parts`` hides, in order: half-open ranges of the source."""
    hider = _Hider(frozenset())
    for block in document.blocks:
        if block.kind in ("paragraph", "quote"):
            hider.shorten(block)
    return hider.hidden


@dataclass(slots=True)
class _Hider:
    expanded: frozenset[int]
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def shorten(self, block: Block) -> Block:
        """The block with a mark in place of each run of sentences that are not key."""
        sentences = _parted(block.spans, [match.end() for match in _SENTENCE.finditer(block.text)])
        spans: list[Span] = []
        run: list[Span] = []
        for number, sentence in enumerate([*sentences, []]):
            if number == 0 or not sentence or _is_key(sentence):
                if run:
                    spans += self._hide(run)
                    run = []
                spans += sentence
            else:
                run += sentence
        return replace(block, spans=tuple(spans)) if len(sentences) > 1 else block

    def _hide(self, run: list[Span]) -> list[Span]:
        sourced = [span for span in run if span.start != NO_SOURCE]
        self.hidden.append((sourced[0].start, sourced[-1].end) if sourced else (0, 0))
        if len(self.hidden) - 1 in self.expanded:
            return run
        return [Span(HIDDEN_MARK + " " * run[-1].text[-1].isspace(), NO_SOURCE)]


def _is_key(sentence: list[Span]) -> bool:
    return any(_FIGURE.search(span.text) or span.bold or span.mono or span.link for span in sentence)


def _parted(spans: Sequence[Span], ends: Sequence[int]) -> list[list[Span]]:
    """Concatenated spans in parts that end at ``ends``, ascending places of their text."""
    parts: list[list[Span]] = [[] for _ in ends]
    place = number = 0
    for span in spans:
        low = 0
        while low < len(span.text):
            high = min(ends[number] - place, len(span.text))
            if low < high:
                parts[number].append(span.part(low, high))
            low = high
            number += place + high == ends[number]
        place += len(span.text)
    return parts
