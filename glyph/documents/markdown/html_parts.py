"""HTML within Markdown: blocks read by the HTML parser, and tags within a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from justhtml import JustHTML, Node, Text

from glyph.documents.html.attributes import is_hidden
from glyph.documents.html.context import Context, within
from glyph.documents.html.inline import Look
from glyph.documents.html.parser import BREAK_CHANCE, parse_html
from glyph.documents.html.tags import BLOCK_TAGS, INLINE_TAGS, NEVER_OPEN_TAGS, SKIPPED_TAGS
from glyph.documents.model import NO_SOURCE, Block, Cell, Span
from glyph.documents.scripts import Script

KNOWN_TAGS = BLOCK_TAGS | INLINE_TAGS | SKIPPED_TAGS | NEVER_OPEN_TAGS
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)")
_LIST_OR_TABLE = re.compile(r"<!--.*?-->|<(?P<close>/?)(?:table|ul|ol|dl)(?=[\s>])[^>]*>", re.DOTALL | re.IGNORECASE)


def num_open(html: str) -> int:
    """How many lists and tables are opened in a piece of HTML but not closed, below 0 if more are closed."""
    return sum(
        -1 if match["close"] else 1 for match in _LIST_OR_TABLE.finditer(html) if not match[0].startswith("<!--")
    )


def html_blocks(html: str, offsets: Sequence[int]) -> list[Block]:
    """The blocks of a piece of HTML whose characters stand at ``offsets`` in the source."""

    def placed(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(part for span in spans for part in _placed(span, html, offsets))

    def placed_row(row: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(replace(cell, spans=placed(cell.spans)) for cell in row)

    return [
        replace(block, spans=placed(block.spans), rows=tuple(map(placed_row, block.rows)))
        for block in parse_html(html).blocks
    ]


def _placed(span: Span, html: str, offsets: Sequence[int]) -> list[Span]:
    if span.start == NO_SOURCE:
        return [span]
    if html[span.start : span.end] != span.text:  # a reference, a mark, a blank
        return [replace(span, start=offsets[span.start])]
    parts: list[Span] = []
    begin = span.start
    for at in range(span.start + 1, span.end + 1):
        if at == span.end or offsets[at] != offsets[at - 1] + 1:
            parts.append(replace(span, text=html[begin:at], start=offsets[begin]))
            begin = at
    return parts


@dataclass(slots=True)
class InlineHtml:
    """The HTML elements that are open at a place in a line of Markdown."""

    _open: list[tuple[str, Context, bool]] = field(default_factory=list)  # name, what it hands down, whether hidden

    @property
    def look(self) -> Look:
        return self._open[-1][1].look if self._open else Look()

    @property
    def is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][2]

    def read(self, tag: str, offsets: Sequence[int], is_start: bool) -> list[Span] | None:
        """Read a tag or comment; what it shows itself, None if HTML has no such tag.

        Args:
            tag: as written.
            offsets: of its characters in the source.
            is_start: nothing of the block is painted yet.
        """
        match = _TAG.match(tag)
        if match is None:
            return []  # a comment or declaration
        name = match["name"].lower()
        if name not in KNOWN_TAGS:
            return None
        if match["close"]:
            self._close(name)
            return []
        if name == "br":
            return [] if is_start else [Span("\n", offsets[0])]
        if name == "wbr":
            return [Span(BREAK_CHANCE, NO_SOURCE)]
        node = _element(tag)
        if name in NEVER_OPEN_TAGS - SKIPPED_TAGS or node is None or tag.endswith("/>"):
            shown = html_blocks(tag, offsets) if name in ("img", "input") else []
            return [span for block in shown for span in block.spans]
        outer = self._open[-1][1] if self._open else Context()
        inner = within(node, outer)
        if inner.look.script is not None and inner.look.script != outer.look.script:
            inner = replace(inner, look=inner.look._replace(script=Script(inner.look.script.kind, offsets[0])))
        self._open.append((name, inner, self.is_hidden or name in SKIPPED_TAGS or is_hidden(node)))
        parts_words = name in BLOCK_TAGS and not is_start
        return [Span(" " if name in ("td", "th") else "\n", NO_SOURCE)] if parts_words else []

    def _close(self, name: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == name:
                del self._open[at:]
                return


@lru_cache(maxsize=256)
def _element(tag: str) -> Node | None:
    """The element that a start tag opens."""
    nodes: list[Node | Text] = [JustHTML(tag, sanitize=False).root]
    name = tag[1:].lower()
    while nodes:
        node = nodes.pop()
        if not isinstance(node, Text):
            if node.name not in ("html", "head", "body") and name.startswith(node.name):
                return node
            nodes.extend(reversed(node.children or ()))
    return None
