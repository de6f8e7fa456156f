"""Words broken at the ends of lines: which hyphens are the typesetter's, and go, and which are the word's, and stay."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from glyph.documents.model import NO_SOURCE, Block, Span
from glyph.documents.pdf.spans import HYPHENS

WORDS = Path(__file__).parents[2] / "assets" / "words_en.txt.gz"  # common English words, one a line
MAX_ENDING = 4  # letters of an ending, such as -ing, that is no word by itself
SOFT_HYPHEN = "\u00ad"
PREFIXES = frozenset(  # of compounds that keep their hyphen
    ["non", "self", "co", "ex", "anti", "pre", "post", "multi", "semi", "quasi", "ultra", "well", "mid", "cross"]
)

_BROKEN = re.compile(r"[^\W\d_]+[-\u2010\u00ad]\n[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_END = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_START = re.compile(r"[^\W\d_]+")


class Hyphens:
    """Decides by the words that a document, or common English, has."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts of the document's pages; words broken at a line's end do not count."""
        self._texts = list(texts)
        self._words: frozenset[str] | None = None

    def without_breaks(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The spans of a block or cell, less the hyphens that only break a word; these stay in the source."""
        kept = list(spans)
        for k in range(len(kept) - 1):
            a, b = kept[k], kept[k + 1]
            if a.text[-1:] not in HYPHENS or not a.text or NO_SOURCE in (a.start, b.start) or b.start <= a.end:
                continue
            end, start = _END.search(a.text), _START.match(b.text)
            if end and start and (a.text[-1] == SOFT_HYPHEN or self._is_one_word(end[1], start[0])):
                kept[k] = a.part(0, len(a.text) - 1)
        return tuple(span for span in kept if span.text)

    def _is_one_word(self, left: str, right: str) -> bool:
        if not (left[-1].islower() and right[0].islower()) or len(left) < 2:
            return False
        words = self._known()
        left, right = left.lower(), right.lower()
        if f"{left}-{right}" in words:
            return False
        if left + right in words:
            return True
        is_compound = right in words or len(right) > MAX_ENDING
        return left not in PREFIXES and not (left in words and is_compound)

    def _known(self) -> frozenset[str]:
        if self._words is None:
            words: set[str] = set()
            for text in self._texts:
                words.update(map(str.lower, _WORD.findall(_BROKEN.sub(" ", text))))
            self._words = frozenset(words) | common_words()
        return self._words


@cache
def common_words() -> frozenset[str]:
    """Common English words, in lower case."""
    return frozenset(gzip.decompress(WORDS.read_bytes()).decode().split())


def rejoin(blocks: Iterable[Block], hyphens: Hyphens) -> list[Block]:
    """The blocks with the words that lines break made whole."""
    return [
        replace(
            block,
            spans=hyphens.without_breaks(block.spans),
            rows=tuple(
                tuple(replace(cell, spans=hyphens.without_breaks(cell.spans)) for cell in row) for row in block.rows
            ),
        )
        if _may_be_broken(block)
        else block
        for block in blocks
    ]


def _may_be_broken(block: Block) -> bool:
    return block.kind != "code" and any(span.text[-1:] in HYPHENS for span in block.all_spans() if span.text)
