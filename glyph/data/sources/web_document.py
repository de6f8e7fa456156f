"""Web pages as documents short enough to be read: links set in bars, what holds no prose left out, the end cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from glyph.documents import Block, Cell, Document, Span
from glyph.documents.cjk import is_cjk
from glyph.documents.model import BlockKind

WITHOUT_PROSE: frozenset[BlockKind] = frozenset({"image", "field", "button", "rule"})
LINK_CHARS = 80  # of a block of links that may stand in a bar with its neighbours
LINK_SHARE = 0.8  # of its characters that are links
LINE_CHARS = 68  # Latin characters of a line of 448 px in 10 px type, about; a CJK character takes as much as 1.7
BLOCK_GAP_LINES = 0.7  # between two blocks


def web_document(document: Document, max_lines: float) -> Document:
    """A page as a summary is asked of it.

    Neighbouring blocks of nothing but links become one bar each, as browsers set menus; images, forms and rules are
    left out; what comes after the first ``max_lines`` is cut, at a block's end. The source of the result is its text:
    what an evidence span holds is what is painted there, free of markup.

    Args:
        document: a parsed page.
        max_lines: to keep, as estimated for the medium look (10 px type, 448 px wide); the first block always stays.
    """
    blocks: list[Block] = []
    lines = 0.0
    for block in _with_link_bars(block for block in document.blocks if block.kind not in WITHOUT_PROSE):
        lines += num_lines(block)
        if blocks and lines > max_lines:
            break
        blocks.append(block)
    return _on_own_text(replace(document, blocks=tuple(blocks)))


def num_lines(block: Block) -> float:
    """About how many lines a block takes, the gap after it with it."""
    rows = [" ".join(cell.text for cell in row) for row in block.rows] or block.text.split("\n")
    widths = [sum(1.7 if is_cjk(char) else 1.0 for char in row) for row in rows]
    size = 1.5 if block.kind == "heading" else 1.0
    return BLOCK_GAP_LINES + size * sum(-(-size * width // LINE_CHARS) or 1.0 for width in widths)


def block_span(block: Block) -> tuple[int, int]:
    """Where the text of a block without rows stands in the source, without white space around."""
    text, start = block.text, block.spans[0].start
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _is_link(block: Block) -> bool:
    length = len(block.text.strip())
    linked = sum(len(span.text) for span in block.spans if span.link)
    return block.kind in ("paragraph", "list_item") and 0 < length <= LINK_CHARS and linked >= LINK_SHARE * length


def _with_link_bars(blocks: Iterable[Block]) -> Iterator[Block]:
    run: list[Block] = []

    def bar() -> Iterator[Block]:
        if len(run) > 1:
            yield Block("nav", rows=(tuple(Cell(block.spans) for block in run),))
        else:
            yield from run
        run.clear()

    for block in blocks:
        if _is_link(block):
            run.append(block)
        else:
            yield from bar()
            yield block
    yield from bar()


def _on_own_text(document: Document) -> Document:
    """The same blocks over a source that is their text: a line a block or row, cells parted by tabs."""
    parts: list[str] = []
    length = 0

    def placed(spans: Iterable[Span], after: str) -> tuple[Span, ...]:
        nonlocal length
        moved = []
        for span in spans:
            moved.append(replace(span, start=length))
            parts.append(span.text)
            length += len(span.text)
        parts.append(after)
        length += len(after)
        return tuple(moved)

    blocks = []
    for block in document.blocks:
        if block.rows:
            rows = tuple(
                tuple(
                    replace(cell, spans=placed(cell.spans, "\t" if c + 1 < len(row) else "\n"))
                    for c, cell in enumerate(row)
                )
                for row in block.rows
            )
            blocks.append(replace(block, rows=rows))
        else:
            blocks.append(replace(block, spans=placed(block.spans, "\n")))
    return replace(document, source="".join(parts), blocks=tuple(blocks))
