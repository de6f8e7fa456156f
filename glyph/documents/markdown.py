"""Markdown (CommonMark and pipe tables) to blocks whose every character knows its place in the source.

markdown-it-py tells which lines a block came from, but not where a word stands. So each block's text is
laid back onto its source lines, and its inline tokens are then walked along that text, each consuming
the syntax it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from glyph.documents.code import highlight
from glyph.documents.model import Align, Block, BlockKind, Cell, Document, Span

BULLET = "•"
PLAIN = Span("", 0)
_BREAK = re.compile(r" *\\?\n[ \t]*")  # what a soft or hard break consumes
_NOT_BLANK = "\x1c\x1d\x1e\x1f\x85"  # white space to Python, not to CommonMark
_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|$)")


def parse_markdown(text: str, name: str = "") -> Document:
    """Read Markdown.

    Links keep their text, images their alternative text; HTML is kept as it is written. A soft line break
    is painted as a space that stands at the newline, an entity's characters stand at its "&".
    """
    reader, parser = _BlockReader(_Lines(text), {}), _parser()
    for token in parser.parse(text, reader.env):
        if token.type == "inline":  # block by block, for the tokens of a whole book would fill the memory
            token.children = []
            parser.inline.parse(token.content, parser, reader.env, token.children)
        reader.read(token)
        token.children = None
    return Document(text, tuple(reader.blocks), name)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable(["fragments_join", "text_join"])
    parser.core.ruler.disable("inline")
    parser.inline.ruler.at("link", _noting_end(link))
    parser.inline.ruler.at("image", _noting_end(image))
    parser.block.ruler.at("table", _noting_rows, {"alt": ["paragraph", "reference"]})
    return parser


def _noting_end(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, which also leaves in its last token where its syntax ends."""

    def noting(state: StateInline, silent: bool) -> bool:
        matched = rule(state, silent)
        if matched and not silent:
            state.tokens[-1].meta["end"] = state.pos
        return matched

    return noting


def _noting_rows(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The table rule, which also leaves in ``env`` the column at which each line's row starts."""
    matched = table(state, start_line, end_line, silent)
    if matched and not silent:
        for line in range(start_line, state.line):
            line_start = state.src.rfind("\n", 0, state.bMarks[line]) + 1
            row_start = state.bMarks[line] + state.tShift[line]
            while state.src[row_start].isspace() and state.src[row_start] not in _NOT_BLANK:
                row_start += 1
            state.env.setdefault("row_starts", {})[line] = row_start - line_start
    return matched


class _Lines:
    """The source's lines, as markdown-it parts them, and where they stand."""

    def __init__(self, source: str) -> None:
        self.source = source
        matches = list(_LINE.finditer(source))
        self.texts = [match[1].replace("\0", "\ufffd") for match in matches]
        self.starts = [match.start() for match in matches]
        self.breaks = [match.end() - 1 for match in matches]  # of "\r\n" the "\n"

    def locate(self, content: str, line: int, column: int = 0) -> list[int]:
        """Source offsets of a block's text that starts on ``line``, at or after ``column``."""
        offsets: list[int] = []
        for part in content.split("\n"):
            core = part.strip(" \t")
            while (at := self._find(core, line, column)) < 0:
                line, column = line + 1, 0  # a line of odd blanks that the parser stripped
            first = self.starts[line] + at - (len(part) - len(part.lstrip(" \t")))
            offsets += [*range(first, first + len(part)), self.breaks[line]]
            line, column = line + 1, 0
        return offsets[:-1]

    def _find(self, core: str, line: int, column: int) -> int:
        text = self.texts[line]  # beyond the last line: our own bug
        return text.find(core, column) if column else text.rfind(core)

    def locate_cell(self, content: str, line: int, column: int, index: int) -> list[int]:
        """Source offsets of the text of a table cell, where the row starts at ``column``."""
        cells: list[list[int]] = [[]]
        text = self.texts[line]
        for i in range(column, len(text)):
            if text[i] != "|":
                cells[-1].append(i)
            elif i > column and text[i - 1] == "\\":
                cells[-1][-1] = i  # an escaped bar stands for itself
            else:
                cells.append([])
        if not cells[0]:
            del cells[0]
        at = "".join(text[i] for i in cells[index]).index(content) if content else 0
        return [self.starts[line] + i for i in cells[index][at : at + len(content)]] if content else []


@dataclass(slots=True)
class _Painted:
    """Painted characters with their offsets, gathered into spans."""

    source: str
    spans: list[Span] = field(default_factory=list)
    _exact: bool = False  # whether the last span may grow

    def add(self, text: str, offsets: Sequence[int], look: Span = PLAIN) -> None:
        """Append characters; those that follow each other in the source as painted share a span."""
        if "\ufffd" in text:  # markdown-it puts it in place of NUL
            text = "".join("\0" if self.source[at] == "\0" else char for char, at in zip(text, offsets, strict=True))
        exact = [self.source[at] == char for char, at in zip(text, offsets, strict=True)]
        start = 0
        while start < len(text):
            end = start + 1
            while end < len(text) and exact[end - 1] and exact[end] and offsets[end] == offsets[end - 1] + 1:
                end += 1
            self._append(replace(look, text=text[start:end], start=offsets[start]), exact[start])
            start = end

    def _append(self, span: Span, exact: bool) -> None:
        last = self.spans[-1] if self.spans else span
        same_look = replace(last, text="", start=0) == replace(span, text="", start=0)
        if self.spans and self._exact and exact and same_look and last.end == span.start:
            self.spans[-1] = replace(last, text=last.text + span.text)
        else:
            self.spans.append(span)
        self._exact = exact


def _paint_inline(painted: _Painted, tokens: Sequence[Token], content: str, offsets: Sequence[int], bold: bool) -> None:
    """Walk inline tokens along the text they were parsed from, painting what is not syntax."""
    at = num_strong = num_em = num_links = 0
    remaining = iter(tokens)

    def paint(text: str, positions: Sequence[int], mono: bool = False, link: bool = False) -> None:
        look = Span("", 0, bold or num_strong > 0, num_em > 0, mono, link or num_links > 0)
        painted.add(text, positions, look)

    for token in remaining:
        match token.type:
            case "text" | "html_inline":
                assert content.startswith(token.content, at), (token.content, content[at:])
                paint(token.content.replace("\n", " "), offsets[at : at + len(token.content)])
                at += len(token.content)
            case "text_special":
                if token.info == "entity":
                    paint(token.content, [offsets[at]] * len(token.content))
                else:
                    skip = len(token.markup) - len(token.content)
                    paint(token.content, offsets[at + skip : at + len(token.markup)])
                at += len(token.markup)
            case "softbreak" | "hardbreak":
                consumed = _BREAK.match(content, at)
                assert consumed is not None, content[at:]
                newline = content.index("\n", at)
                paint(" " if token.type == "softbreak" else "\n", [offsets[newline]])
                at = consumed.end()
            case "code_inline":
                closing = re.compile(rf"(?<!`){token.markup}(?!`)").search(content, at + len(token.markup))
                assert closing is not None, content[at:]
                padding = (closing.start() - at - len(token.markup) - len(token.content)) // 2
                first = at + len(token.markup) + padding
                paint(token.content, offsets[first : first + len(token.content)], mono=True)
                at = closing.end()
            case "link_open" if token.markup == "autolink":
                end = content.index(">", at)
                paint(content[at + 1 : end], offsets[at + 1 : end], link=True)
                next(remaining), next(remaining)  # its text and its end
                at = end + 1
            case "image":
                label = offsets[at + 2 : at + 2 + len(token.content)]
                _paint_inline(painted, token.children or (), token.content, label, bold)
                at = token.meta["end"]
            case "link_open":
                num_links += 1
                at += 1
            case "link_close":
                num_links -= 1
                at = token.meta["end"]
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                num_strong += token.nesting * (token.tag == "strong")
                num_em += token.nesting * (token.tag == "em")
                at += len(token.markup)


@dataclass
class _BlockReader:
    """Turns block tokens, in order, into blocks."""

    lines: _Lines
    env: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    _containers: list[BlockKind] = field(default_factory=list)
    _marker: str = ""  # of list items that have opened and hold nothing yet
    _heading: Token | None = None  # while inside one
    _rows: list[list[Cell]] | None = None  # of the table being read
    _cell: Cell = field(default_factory=lambda: Cell(()))

    def read(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self._containers.append("quote")
            case "list_item_open":
                self._containers.append("list_item")
                marker = f"{token.info}{token.markup}" if token.info else BULLET
                self._marker = f"{self._marker} {marker}".lstrip()
            case "blockquote_close":
                self._containers.pop()
            case "list_item_close":
                self._containers.pop()
                self._marker = ""
            case "heading_open" | "heading_close":
                self._heading = token if token.nesting > 0 else None
            case "hr":
                self._append(Block("rule"))
            case "fence" | "code_block" | "html_block":
                self._append(self._verbatim(token))
            case "table_open":
                self._rows = []
            case "tr_open" if self._rows is not None:
                self._rows.append([])
            case "th_open" | "td_open":
                self._cell = Cell((), _align(token), header=token.tag == "th")
            case "table_close" if self._rows is not None:
                self._append(Block("table", rows=tuple(map(tuple, self._rows))))
                self._rows = None
            case "inline" if self._rows is not None:
                self._rows[-1].append(self._read_cell(token, len(self._rows[-1])))
            case "inline":
                self._append(self._text(token))

    def _append(self, block: Block) -> None:
        if block.kind in ("table", "rule") or block.spans:
            self.blocks.append(block)
            self._marker = ""

    def _text(self, token: Token) -> Block:
        """A paragraph, quote, list item or heading; a heading that opens a list item becomes a bold item."""
        assert token.map is not None
        line, heading = token.map[0], self._heading
        is_atx = heading is not None and heading.markup.startswith("#")
        column = self.lines.texts[line].index("#") + len(heading.markup) if heading and is_atx else 0
        offsets = self.lines.locate(token.content, line, column)
        painted = _Painted(self.lines.source)
        _paint_inline(painted, token.children or (), token.content, offsets, bold=bool(heading and self._marker))
        if heading is not None and not self._marker:
            return Block("heading", tuple(painted.spans), int(heading.tag[1]))
        kind = self._containers[-1] if self._containers else "paragraph"
        return Block(kind, tuple(painted.spans), len(self._containers), self._marker)

    def _read_cell(self, token: Token, index: int) -> Cell:
        assert token.map is not None
        line = token.map[0]
        offsets = self.lines.locate_cell(token.content, line, self.env["row_starts"][line], index)
        painted = _Painted(self.lines.source)
        _paint_inline(painted, token.children or (), token.content, offsets, bold=False)
        return replace(self._cell, spans=tuple(painted.spans))

    def _verbatim(self, token: Token) -> Block:
        """Code or HTML, line by line; of a tab that a container's indent cuts through, the rest is dropped."""
        assert token.map is not None
        first = token.map[0] + (token.type == "fence")
        text, offsets = "", list[int]()
        for k, content in enumerate(token.content.removesuffix("\n").split("\n") if token.content else ()):
            line = first + k
            if k > 0:
                text += "\n"
                offsets.append(self.lines.breaks[line - 1])
            written = self.lines.texts[line]
            content = content if written.endswith(content) else content.lstrip(" ")
            end = self.lines.starts[line] + len(written)
            text += content
            offsets += range(end - len(content), end)
        painted = _Painted(self.lines.source)
        language = token.info.split(maxsplit=1)[0] if token.type == "fence" and token.info.strip() else ""
        for start, end, kind in highlight(text, language):
            painted.add(text[start:end], offsets[start:end], replace(PLAIN, token=kind))
        return Block("paragraph" if token.type == "html_block" else "code", tuple(painted.spans))


def _align(token: Token) -> Align:
    style = str(token.attrs.get("style", ""))
    return "right" if style.endswith("right") else "center" if style.endswith("center") else "left"
