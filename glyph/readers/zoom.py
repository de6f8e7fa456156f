"""Coarse to fine: a long document is read as small pages first; what the question is about is drawn again, larger.

Cost grows with what matters, not with length (FocusVTC, arXiv 2609.36651). The overview is drawn in small, tight type
without what the coarse view hides; blocks are ranked by what their reading shares with the question, what is rare
counting more (BM25 without its length term: a table is not worse for being long). Type so small is misread and loses
spaces, so Latin words are compared by runs of letters as well (character n-grams, McNamee and Mayfield 2004).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.documents import Block, Document
from glyph.documents.cjk import is_cjk
from glyph.models.inputs.align import read_text
from glyph.models.ocr.reading import Reading
from glyph.render import Page, RenderConfig, preset_settings, render
from glyph.render.visual_tokens import TokenGrid
from glyph.text.bm25 import bm25
from glyph.text.charset import Charset
from glyph.text.words import text_units

OVERVIEW = {**preset_settings("coarse"), "font_size_pt": 7.0, "line_height": 1.1}
HEADING_SHARE = 0.3  # of a heading's words that count for the blocks below it
RUN_LETTERS = 4  # that are compared together


def overview_config(config: RenderConfig) -> RenderConfig:
    """How a document is first looked at: as ``config``, in small, tight type, key sentences only."""
    return replace(config, **OVERVIEW)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Blocks of a document, the likeliest to answer a question first."""

    blocks: tuple[int, ...]  # those that share anything with the question; all of them where none does
    headings: tuple[int, ...]  # [blocks of the document] the heading that each stands under, -1 for none
    passages: tuple[int, ...] = ()  # [blocks of the document] the passage, such as a page, of each; () for none

    def company(self, block: int) -> list[set[int]]:
        """What a block is shown with: its passage and heading if they fit, its neighbours, or its heading alone."""
        alone = {block, self.headings[block]} - {-1}
        if not self.passages:
            return [alone]
        passage = {other for other, own in enumerate(self.passages) if own == self.passages[block]}
        return [alone | passage, alone | (passage & {block - 1, block + 1}), alone]


def rank_blocks(
    question: str, document: Document, pages: Sequence[Page], readings: Sequence[Reading], charset: Charset
) -> Ranked:
    """Rank the blocks of a document by how they read in an overview.

    Args:
        question: what is asked.
        document: of which the pages are an overview.
        pages, readings: the overview's pages, and how they were read.
        charset: of the units that texts are split into.
    """
    read = BlockTexts(document)
    for page, reading in zip(pages, readings, strict=True):
        read.add(page, reading)
    return rank_scores(shared_weights(question, read.found, charset), document.blocks, headings_of(document.blocks))


def rank_scores(own: NDArray[np.float64], blocks: Sequence[Block], headings: tuple[int, ...]) -> Ranked:
    """Rank blocks [N] by their scores; a part of its heading's counts for each."""
    scores = [
        score + HEADING_SHARE * own[heading] if heading >= 0 else score
        for score, heading in zip(own, headings, strict=True)
    ]
    order = sorted(range(len(own)), key=lambda block: (-scores[block], block))
    telling = [block for block in order if own[block] > 0 and blocks[block].kind != "heading"]
    return Ranked(tuple(telling or order), headings)


def cost_of_pages(grid: TokenGrid, pages: Sequence[Page]) -> int:
    """Merged visual tokens of pages."""
    return grid.num_visual_tokens(page.grey for page in pages)


def drawn_while(document: Document, config: RenderConfig, fits: Callable[[list[Page]], bool]) -> list[Page] | None:
    """The pages of a document, or None once those drawn so far do not fit."""
    pages: list[Page] = []
    for page in render(document, config):
        pages.append(page)
        if not fits(pages):
            return None
    return pages


def shared_weights(question: str, texts: Sequence[str], charset: Charset) -> NDArray[np.float64]:
    """[N] the weight of what each of N texts shares with a question; what is in few of them weighs more."""
    told = [pieces(text, charset) for text in texts]
    return bm25(pieces(question, charset), told, length_share=0.0)


def zoom(document: Document, ranked: Ranked, config: RenderConfig, grid: TokenGrid, budget: int) -> list[Page]:
    """Draw the best blocks, each under its heading, as many as fit; offsets still count in the whole.

    Args:
        document: the whole.
        ranked: its blocks.
        config: how they are drawn.
        grid: what pages cost.
        budget: visual tokens that the pages may cost.

    Raises:
        ValueError: when not a single page fits.
    """
    pages: list[Page] = []
    chosen: set[int] = set()
    for block in ranked.blocks:
        if block in chosen:
            continue
        for more in ranked.company(block):
            drawn = _drawn(document, chosen | more, config, grid, budget)
            if drawn is not None:
                pages, chosen = drawn, chosen | more
                break
        else:
            break
    return pages or _beginning(document, sorted(ranked.company(ranked.blocks[0])[-1]), config, grid, budget)


def _drawn(
    document: Document, blocks: set[int], config: RenderConfig, grid: TokenGrid, budget: int
) -> list[Page] | None:
    part = replace(document, blocks=tuple(document.blocks[k] for k in sorted(blocks)))
    return drawn_while(part, config, lambda pages: cost_of_pages(grid, pages) <= budget)


def _beginning(
    document: Document, blocks: Sequence[int], config: RenderConfig, grid: TokenGrid, budget: int
) -> list[Page]:
    """Of blocks that are too long, as many pages as fit."""
    pages = list[Page]()
    for page in render(replace(document, blocks=tuple(document.blocks[k] for k in blocks)), config):
        if cost_of_pages(grid, [*pages, page]) > budget:
            break
        pages.append(page)
    if not pages:
        raise ValueError(f"budget={budget} visual tokens are less than one page costs; raise it")
    return pages


class BlockTexts:
    """What is read of each block of a document, page by page."""

    def __init__(self, document: Document) -> None:
        self.found = [""] * len(document.blocks)
        self._starts, self._owners = _block_starts(document)

    def add(self, page: Page, reading: Reading) -> None:
        """What was read of a page."""
        text = read_text(reading, page)
        assert text.offsets is not None
        place = np.searchsorted(self._starts, text.offsets, side="right") - 1
        for char, offset, parted, at in zip(text.chars, text.offsets, text.breaks, place, strict=True):
            if offset >= 0 and at >= 0:
                self.found[self._owners[at]] += f" {char}" if parted else char


def _block_starts(document: Document) -> tuple[NDArray[np.int64], list[int]]:
    """Where spans start in the source, in order, and the block of each."""
    spans = sorted((s.start, b) for b, block in enumerate(document.blocks) for s in block.all_spans() if s.start >= 0)
    return np.array([start for start, _ in spans], np.int64), [block for _, block in spans]


def headings_of(blocks: Sequence[Block]) -> tuple[int, ...]:
    """[N] the heading that each of N blocks stands under, -1 for none."""
    found, last = list[int](), -1
    for number, block in enumerate(blocks):
        found.append(last)
        last = number if block.kind == "heading" else last
    return tuple(found)


def pieces(text: str, charset: Charset) -> set[str]:
    """Terms, and all runs of letters, over the spaces between words that may be lost."""
    units = _folded(text, charset)
    words = groupby(units, lambda unit: any(map(str.isalpha, unit)) and not is_cjk(unit[0]))
    rows = ["".join(row) for is_word, row in words if is_word]
    runs = {row[k : k + RUN_LETTERS] for row in rows for k in range(len(row) - RUN_LETTERS + 1)}
    return runs | set(_terms(units))


def terms(text: str, charset: Charset) -> list[str]:
    """What texts are compared by: words and numbers, and of Chinese its pairs of characters."""
    return _terms(_folded(text, charset))


def _folded(text: str, charset: Charset) -> list[str]:
    return [unit.casefold() for unit in text_units(text, charset).texts]


def _terms(units: Sequence[str]) -> list[str]:
    words = [unit for unit in units if not is_cjk(unit[0]) and any(map(str.isalnum, unit))]
    return words + [a + b for a, b in pairwise(units) if is_cjk(a[0]) and is_cjk(b[0])]
