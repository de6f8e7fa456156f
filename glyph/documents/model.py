"""The document model: what a parser produces and the renderer paints.

A document is a list of blocks in reading order over one source string. Every character that may be
painted belongs to a span, and a span knows where it stands in the source, so that a box on a page can
always be traced back to the text it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

BlockKind = Literal[
    "heading", "paragraph", "list_item", "quote", "code", "table", "rule", "nav", "button", "field", "image"
]
Align = Literal["left", "right", "center"]
Token = Literal["", "keyword", "name", "type", "string", "number", "comment", "operator", "error"]
NaturalStyle = Literal["document", "code", "web"]

NO_SOURCE = -1  # place of what is painted but not in the source: a bullet, a check mark, the mark of hidden text
SourceSpan = tuple[int, int]  # half-open character range in Document.source


@dataclass(frozen=True, slots=True)
class Span:
    """A run of source text in one look; ``text[i]`` stands at ``start + i`` in ``Document.source``."""

    text: str
    start: int
    bold: bool = False
    italic: bool = False
    mono: bool = False  # code within prose
    link: bool = False
    token: Token = ""  # syntax class, coloured by the theme
    strike: bool = False  # drawn with a line through it

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def part(self, low: int, high: int | None = None) -> Span:
        """The characters [low, high) of its text, in the same look and at their place."""
        return replace(self, text=self.text[low:high], start=self.start + low if self.start >= 0 else self.start)


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; ``colspan`` columns wide (merged headers)."""

    spans: tuple[Span, ...]
    align: Align = "left"
    header: bool = False
    colspan: int = 1

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order: text in ``spans``, or, for a table or a navigation bar, ``rows`` of cells.

    A ``button`` holds its label, a ``field`` (of a form) its value or placeholder, an ``image`` its alternative
    text; each is drawn as a labelled box.
    """

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    level: int = 0  # heading level 1-6, list or quote depth 1-
    marker: str = ""  # list bullet or number, painted but not part of the source
    rows: tuple[tuple[Cell, ...], ...] = ()
    size: tuple[int, int] | None = None  # of an image: width and height the source gives, px

    def all_spans(self) -> Iterator[Span]:
        yield from self.spans
        for row in self.rows:
            for cell in row:
                yield from cell.spans

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.all_spans())


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks over one source string.

    ``source`` is the text that offsets count in. ``name`` says where it came from, for messages. ``style`` is the
    look that suits it when the RenderConfig asks for none.
    """

    source: str
    blocks: tuple[Block, ...]
    name: str = ""
    style: NaturalStyle = "document"

    def text(self) -> str:
        """The painted text, one line a block, table cells parted by tabs and rows by newlines.

        The lines of one cell are parted by blanks.
        """
        lines: list[str] = []
        for block in self.blocks:
            if block.rows:
                lines += ["\t".join(cell.text.replace("\n", " ") for cell in row) for row in block.rows]
            else:
                lines.append(block.text)
        return "\n".join(lines)
