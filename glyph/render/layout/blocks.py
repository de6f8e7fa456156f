"""The blocks of a document in pieces small enough to lay out at once, however long a block is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from glyph.documents.model import Block, Span
from glyph.render.layout.charclass import LINE_ENDS

PIECE = 1 << 15  # characters laid out together, and the most of one block
MAX_TABLE_ROWS = 1000  # of a longer table, column widths are found anew after that many
_DIVISIBLE = ("paragraph", "list_item", "quote", "code")  # the others are framed, or stay together


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a part of one."""

    block: Block
    start: tuple[int, int] = (0, 0)  # of its text: which span of the whole block, which character of the span; of a
    # part of a table, whose header rows it opens with: which row, 0
    first_line: int = 0  # how many line ends of the block stand before it
    num_lines: int = 1  # of the source, in the whole block; counted for code only
    mid_line: bool = False  # starts within a line of the source
    column: int = 0  # how many characters of that line stand before it
    whole_text: str = ""  # of the block, if this is not all of it: what its direction is told by
    is_open: bool = False  # ends within a line of the source
    is_last: bool = True

    @property
    def is_first(self) -> bool:
        return self.start == (0, 0)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """How far an open piece was laid out: up to the start of its last line."""

    num_chars: int
    num_lines: int  # line ends among them
    mid_line: bool  # whether the rest starts within a line of the source
    column: int  # and how many characters of that line stand before it


class BlockCursor:
    """Walks over blocks; hands out pieces, and can be set back when the end of the last one was not laid out."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = _with_short_tables(blocks)  # and the row of the whole table that a block starts with
        self._block: Block | None = None
        self._left = 0  # characters of the current block not handed out yet
        self._at = (0, 0)
        self._most = PIECE
        self._first_line = self._column = 0
        self._num_lines = 1
        self._whole_text = ""
        self._mid_line = False

    def take(self) -> list[Piece]:
        """The next pieces; empty when no block is left. Only the last one can be open."""
        pieces: list[Piece] = []
        size = 0
        while (size < PIECE or _needs_next(pieces[-1].block)) and (self._block is not None or self._next()):
            assert self._block is not None
            if self._left > self._most and self._block.kind in _DIVISIBLE:
                pieces.append(self._part(self._block))
                break
            whole = self._block if self._block.rows or self._at == (0, 0) else self._cut(self._block, self._left)
            pieces.append(self._piece(whole))
            size += self._left + 16
            self._block = None
        return pieces

    def back(self, piece: Piece, laid_out: LaidOut | None) -> None:
        """Go on after what was laid out of an open piece, the last handed out; in larger steps if that is nothing."""
        self._at = piece.start
        self._left += len(piece.block.text)
        if laid_out is None:
            self._most *= 2
            return
        self._most = PIECE
        self._left -= laid_out.num_chars
        self._skip(laid_out.num_chars)
        self._first_line, self._mid_line = piece.first_line + laid_out.num_lines, laid_out.mid_line
        self._column = laid_out.column

    def _piece(self, block: Block) -> Piece:
        assert self._block is not None
        if block is not self._block and not self._whole_text:
            self._whole_text = self._block.text
        return Piece(block, self._at, self._first_line, self._num_lines, self._mid_line, self._column, self._whole_text)

    def _next(self) -> bool:
        self._block, row = next(self._blocks, (None, 0))
        self._at, self._most, self._first_line, self._mid_line, self._column = (row, 0), PIECE, 0, False, 0
        self._whole_text = ""
        if self._block is not None:
            self._num_lines = 1 + num_line_ends(self._block.text) if self._block.kind == "code" else 1
            spans = self._block.spans
            self._left = len(spans[0].text) if len(spans) == 1 else sum(len(span.text) for span in spans)
        return self._block is not None

    def _part(self, block: Block) -> Piece:
        """The next part of a long block; it ends with a line of the source if one ends in it."""
        part = self._cut(block, self._most)
        newline = part.text.rfind("\n")
        if newline < 0:
            piece = replace(self._piece(part), is_open=True, is_last=False)
            self._skip(self._most)
            self._left -= self._most
            return piece
        piece = replace(self._piece(self._cut(block, newline)), is_last=False)
        self._first_line += num_line_ends(part.text[: newline + 1])
        self._mid_line, self._column, self._most = False, 0, PIECE
        self._skip(newline + 1)
        self._left -= newline + 1
        return piece

    def _cut(self, block: Block, num_chars: int) -> Block:
        number, offset = self._at
        spans: list[Span] = []
        while num_chars > 0:
            span = block.spans[number]
            taken = span.part(offset, offset + num_chars)
            if taken.text:
                spans.append(taken)
            num_chars -= len(taken.text)
            number, offset = number + 1, 0
        return replace(block, spans=tuple(spans))

    def _skip(self, num_chars: int) -> None:
        assert self._block is not None
        number, offset = self._at
        while number < len(self._block.spans) and num_chars >= len(self._block.spans[number].text) - offset:
            num_chars -= len(self._block.spans[number].text) - offset
            number, offset = number + 1, 0
        self._at = (number, offset + num_chars)


def _needs_next(block: Block) -> bool:
    """Whether a heading, or the one before a block that shows nothing, may have to stay with the row that follows."""
    return block.kind == "heading" or (block.kind in ("table", "nav") and not any(block.rows))


def _with_short_tables(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Blocks, with long tables in parts that open with the same header rows; and each part's first row."""
    for block in blocks:
        if len(block.rows) <= MAX_TABLE_ROWS:
            yield block, 0
            continue
        head = block.rows[: num_header_rows(block)]
        for first in range(len(head), len(block.rows), MAX_TABLE_ROWS):
            rows = head + block.rows[first : first + MAX_TABLE_ROWS]
            yield replace(block, rows=rows), first if first > len(head) else 0


def num_line_ends(text: str) -> int:
    return sum(map(text.count, LINE_ENDS))


def num_header_rows(block: Block) -> int:
    """How many rows open a table as its header."""
    count = 0
    while count < len(block.rows) and any(cell.header for cell in block.rows[count]):
        count += 1
    return count if count < len(block.rows) else 0
