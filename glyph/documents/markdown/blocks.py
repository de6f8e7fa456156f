"""Block tokens, in order, to blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.token import Token

from glyph.documents.code import highlight
from glyph.documents.html.controls import CHECKED, UNCHECKED
from glyph.documents.invisible import reveal
from glyph.documents.markdown.html_parts import html_blocks
from glyph.documents.markdown.inline import paint_inline
from glyph.documents.markdown.lines import PLAIN, Lines, Painted
from glyph.documents.model import NO_SOURCE, Align, Block, BlockKind, Cell, Span

BULLET = "•"
_TASK = re.compile(r"\[([ xX])\](?=[ \t])")
_OPEN_COMMENT = re.compile(r"\s*<!--(?!.*-->)", re.DOTALL)


@dataclass
class BlockReader:
    """Turns block tokens, in order, into blocks."""

    lines: Lines
    env: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    _containers: list[BlockKind] = field(default_factory=list)
    _numbers: list[int | None] = field(default_factory=list)  # of the next item of each open list, None for bullets
    _marker: str = ""  # of list items that have opened and hold nothing yet
    _note: tuple[Span, ...] = ()  # the label of a note that has opened and holds nothing yet
    _heading: Token | None = None  # while inside one
    _rows: list[list[Cell]] | None = None  # of the table being read
    _cell: Cell = field(default_factory=lambda: Cell(()))

    def read(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self._containers.append("quote")
            case "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_close" | "bullet_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._containers.append("list_item")
                self._marker = f"{self._marker} {self._next_marker(token)}".lstrip()
            case "blockquote_close":
                self._containers.pop()
            case "list_item_close":
                self._containers.pop()
                self._marker = ""
            case "note_open":
                assert token.map is not None
                start = self.lines.starts[token.map[0]]
                start += self.lines.texts[token.map[0]].index(f"[^{token.content}]:")
                self._note = Span("[", start), Span(f"{token.content}]", start + 2), Span(" ", NO_SOURCE)
            case "note_close":
                self._show_note()
            case "heading_open":
                self._heading = token
            case "heading_close":
                self._heading = None
            case "hr":
                self._append(Block("rule"))
            case "fence" | "code_block":
                self._append(self._code(token))
            case "table_open":
                self._rows = []
            case "table_close":
                assert self._rows is not None
                self._append(Block("table", rows=tuple(map(tuple, self._rows))))
                self._rows = None
            case "tr_open":
                assert self._rows is not None
                self._rows.append([])
            case "th_open" | "td_open":
                self._cell = Cell((), _align(token), token.type == "th_open")
            case "inline" if self._rows is not None:
                self._rows[-1].append(self._read_cell(token, len(self._rows[-1])))
            case "inline":
                self._append(self._text(token))

    def add_front_matter(self, start: int, end: int, language: str) -> None:
        """A block of code that stands at ``source[start:end]``."""
        text = self.lines.source[start:end].rstrip("\r\n")
        spans = tuple(Span(text[a:b], start + a, token=kind) for a, b, kind in highlight(text, language))
        self._append(Block("code", spans))

    def read_html(self, first: Token, last: Token) -> None:
        """Blocks of HTML, from one token to another; a comment that nothing closes is painted as it is written."""
        assert first.map is not None and last.map is not None
        if first is last:
            html, offsets = self.lines.verbatim(first.content, first.map[0])
            html = "".join(
                self.lines.source[at] if char == "\ufffd" else char for char, at in zip(html, offsets, strict=True)
            )
        else:
            start = self.lines.starts[first.map[0]]
            end = self.lines.breaks[last.map[1] - 1] + 1
            html, offsets = self.lines.source[start:end], list(range(start, end))
        if _OPEN_COMMENT.match(html):
            painted = Painted(self.lines.source)
            painted.add(html, offsets)
            self._append(Block("paragraph", painted.spans()))
            return
        for block in html_blocks(html, offsets):
            if self._containers and block.kind == "paragraph":
                block = replace(block, kind=self._containers[-1], level=len(self._containers), marker=self._marker)
            self._append(block)

    def _next_marker(self, token: Token) -> str:
        number = self._numbers[-1]
        if number is None:
            return BULLET
        self._numbers[-1] = number + 1
        return f"{number}{token.markup}"

    def _append(self, block: Block) -> None:
        if block.kind in ("table", "rule") or block.spans:
            if self._note and block.kind in ("paragraph", "list_item", "quote"):
                block = replace(block, spans=(*self._note, *block.spans))
                self._note = ()
            self._show_note()
            self.blocks.append(block)
            self._marker = ""

    def _show_note(self) -> None:
        """Paint the label of a note that opens with no text."""
        if self._note:
            self.blocks.append(Block("paragraph", self._note[:-1]))
            self._note = ()

    def _text(self, token: Token) -> Block:
        """A paragraph, quote, list item or heading; a heading that opens a list item becomes a bold item."""
        assert token.map is not None
        line, heading = token.map[0], self._heading
        is_atx = heading is not None and heading.markup.startswith("#")
        column = self.lines.texts[line].index("#") + len(heading.markup) if heading and is_atx else 0
        offsets = self.lines.locate(token.content, line, column)
        painted = Painted(self.lines.source)
        paint_inline(painted, token.children or (), token.content, offsets, bold=bool(heading and self._marker))
        if heading is not None and not self._marker:
            return Block("heading", painted.spans(), int(heading.tag[1]))
        kind = self._containers[-1] if self._containers else "paragraph"
        block = Block(kind, painted.spans(), len(self._containers), self._marker)
        return _with_box(block) if kind == "list_item" and self._marker else block

    def _read_cell(self, token: Token, index: int) -> Cell:
        assert token.map is not None
        line = token.map[0]
        offsets = self.lines.locate_cell(token.content, line, self.env["row_starts"][line], index)
        painted = Painted(self.lines.source)
        paint_inline(painted, token.children or (), token.content, offsets)
        return replace(self._cell, spans=painted.spans())

    def _code(self, token: Token) -> Block:
        assert token.map is not None
        text, offsets = self.lines.verbatim(token.content, token.map[0] + (token.type == "fence"))
        painted = Painted(self.lines.source)
        language = token.info.split(maxsplit=1)[0] if token.type == "fence" and token.info.strip() else ""
        for start, end, kind in highlight(text, language):
            painted.add(text[start:end], offsets[start:end], replace(PLAIN, token=kind))
        return Block("code", reveal(painted.spans()))


def _with_box(item: Block) -> Block:
    """A list item, with a box in place of the brackets of a task."""
    first = item.spans[0] if item.spans else PLAIN
    match = _TASK.match(item.text)
    if match is None or first.text[:1] != "[":
        return item
    box = replace(first, text=UNCHECKED if match[1] == " " else CHECKED)
    spans, left = list[Span](), match.end()
    for span in item.spans:
        if rest := span.text[left:]:
            spans.append(span.part(len(span.text) - len(rest)))
        left = max(left - len(span.text), 0)
    return replace(item, spans=(box, *spans), marker="" if item.marker == BULLET else item.marker)


def _align(token: Token) -> Align:
    style = str(token.attrs.get("style", ""))
    return "right" if style.endswith("right") else "center" if style.endswith("center") else "left"
