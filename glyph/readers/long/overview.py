"""Overviews of documents too long to be shown: made once for each, then asked for every question.

A document's text is known exactly, so by default nothing need be drawn to tell where a question belongs: its passages,
about a page each, are ranked by their text, and only what is chosen is drawn and read from pixels. The overview in
pixels draws all of it in small type and reads that instead; it costs what it draws, and is kept to be compared with.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from glyph.documents import Block, Document
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, num_text_tokens
from glyph.readers.zoom import BlockTexts, Ranked, headings_of, overview_config, pieces, rank_scores
from glyph.render import Page, RenderConfig, render
from glyph.text.bm25 import TermIndex
from glyph.text.charset import Charset
from glyph.text.language import language_of
from glyph.text.passages import PassageIndex

PAGE_BREAK = "\f"
PASSAGE_CHARS = 3000  # of a source without pages; a heading begins another one from half of it on
OWN_SHARE = 0.5  # of a block's own score beside its passage's


class Overview(Protocol):
    """What is known of a long document before anything is asked."""

    def ranked(self, question: str) -> Ranked:
        """Its blocks, the likeliest to answer first."""
        ...

    def charged(self, answer: Answer, question: str) -> Answer:
        """An answer with what the overview cost counted in."""
        ...


@dataclass(frozen=True, slots=True)
class TextOverview:
    """Blocks by their text, alone and together with the others of their passage."""

    headings: tuple[int, ...]  # [blocks] as ``Ranked`` has them
    passages: tuple[int, ...]  # [blocks]
    by_passage: PassageIndex
    by_block: PassageIndex

    def ranked(self, question: str) -> Ranked:
        own = self.by_block.scores(question)
        scores = self.by_passage.scores(question)[np.array(self.passages, np.int64)] + OWN_SHARE * own
        order = sorted(range(len(own)), key=lambda block: (-scores[block], block))
        telling = [block for block in order if own[block] > 0]
        return Ranked(tuple(telling or order), self.headings, self.passages)

    def charged(self, answer: Answer, question: str) -> Answer:
        searched = num_text_tokens(self.by_passage.num_chars, language_of(question))
        return answer.with_text_overview(searched)


@dataclass(frozen=True, slots=True)
class PixelOverview:
    """Blocks by how they read in small type."""

    blocks: tuple[Block, ...]
    headings: tuple[int, ...]
    index: TermIndex  # of the pieces of what was read
    charset: Charset
    num_tokens: int  # merged visual tokens of the small pages
    num_pixels: int

    def ranked(self, question: str) -> Ranked:
        return rank_scores(self.index.scores(pieces(question, self.charset)), self.blocks, self.headings)

    def charged(self, answer: Answer, question: str) -> Answer:
        return replace(answer, pixels=answer.pixels + self.num_pixels).with_overview(self.num_tokens)


def fingerprint_of(document: Document) -> bytes:
    """A key for what a document says, and in which kinds of blocks."""
    digest = hashlib.blake2b(document.source.encode("utf-8", "surrogatepass"), digest_size=16)
    for block in document.blocks:
        digest.update(f"\0{block.kind}\0{len(block.rows)}\0{block.text}".encode("utf-8", "surrogatepass"))
    return digest.digest()


def text_overview(document: Document) -> TextOverview:
    """An overview by the text of a document."""
    texts = [block_text(block) for block in document.blocks]
    passages = passages_of(document)
    joined = [list[str]() for _ in range(max(passages, default=-1) + 1)]
    for passage, text in zip(passages, texts, strict=True):
        joined[passage].append(text)
    by_passage = PassageIndex(["\n".join(lines) for lines in joined])
    return TextOverview(headings_of(document.blocks), passages, by_passage, PassageIndex(texts))


def pixel_overview(
    document: Document,
    config: RenderConfig,
    look: Callable[[Page], tuple[Reading, int]],
    num_tokens: Callable[[Iterable[Page]], int],
    charset: Charset,
) -> PixelOverview:
    """An overview by how a document reads in small type; no more than one of its small pages is held at a time.

    Args:
        document: of any length.
        config: how it is drawn otherwise.
        look: reads a page, and tells how many pixels were looked at for it.
        num_tokens: merged visual tokens of pages.
        charset: of the units that texts are split into.
    """
    texts, tokens, pixels = BlockTexts(document), 0, 0
    for page in render(document, overview_config(config)):
        reading, seen = look(page)
        texts.add(page, reading)
        tokens += num_tokens([page])
        pixels += seen
    index = TermIndex([pieces(text, charset) for text in texts.found], length_share=0.0)
    return PixelOverview(document.blocks, headings_of(document.blocks), index, charset, tokens, pixels)


def block_text(block: Block) -> str:
    """A block's text, rows of a table a line each and their cells parted by tabs."""
    if not block.rows:
        return block.text
    return "\n".join("\t".join(cell.text.replace("\n", " ") for cell in row) for row in block.rows)


def passages_of(document: Document) -> tuple[int, ...]:
    """[blocks] the passage of each: a page of the source, or as much as ``PASSAGE_CHARS`` where it has no pages."""
    breaks = [at for at, char in enumerate(document.source) if char == PAGE_BREAK]
    if not breaks:
        return _passages_by_length(document.blocks)
    found, last = list[int](), 0
    for block in document.blocks:
        starts = (span.start for span in block.all_spans() if span.start >= 0)
        start = next(starts, None)
        last = last if start is None else bisect_right(breaks, start)
        found.append(last)
    return tuple(found)


def _passages_by_length(blocks: Sequence[Block]) -> tuple[int, ...]:
    found, number, length = list[int](), 0, 0
    for block in blocks:
        num_chars = len(block.text)
        is_full = length + num_chars > PASSAGE_CHARS or (block.kind == "heading" and length > PASSAGE_CHARS / 2)
        if length and is_full:
            number, length = number + 1, 0
        found.append(number)
        length += num_chars
    return tuple(found)
