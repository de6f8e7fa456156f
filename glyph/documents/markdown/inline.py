"""Inline tokens, walked along the text they were parsed from: what is not syntax is painted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from glyph.documents.html.inline import Look
from glyph.documents.markdown.html_parts import InlineHtml
from glyph.documents.markdown.lines import Painted
from glyph.documents.model import NO_SOURCE, Span
from glyph.documents.scripts import Script

_BREAK = re.compile(r" *\\?\n[ \t]*")  # what a soft or hard break consumes


def paint_inline(
    painted: Painted, tokens: Sequence[Token], content: str, offsets: Sequence[int], bold: bool = False
) -> None:
    """Paint inline tokens.

    Args:
        painted: what takes the characters.
        tokens: of one block.
        content: the text they were parsed from.
        offsets: of its characters in the source.
    """
    _Walk(painted, content, offsets, Look(bold=bold)).read(iter(tokens))


@dataclass(slots=True)
class _Walk:
    """A walk along the tokens of one text."""

    painted: Painted
    content: str
    offsets: Sequence[int]
    look: Look
    at: int = 0
    num_strong: int = 0
    num_em: int = 0
    num_struck: int = 0
    num_links: int = 0
    html: InlineHtml = field(default_factory=InlineHtml)

    def paint(self, text: str, positions: Sequence[int], script: Script | None = None, **looks: bool) -> None:
        if self.html.is_hidden:
            return
        inner = self.html.look
        look = Span(
            "", 0,
            self.look.bold or inner.bold or self.num_strong > 0,
            self.look.italic or inner.italic or self.num_em > 0,
            inner.mono or looks.get("mono", False),
            self.look.link or inner.link or self.num_links > 0 or looks.get("link", False),
            strike=self.look.strike or inner.strike or self.num_struck > 0 or looks.get("strike", False),
        )  # fmt: skip
        self.painted.add(text, positions, look, script or inner.script or self.look.script)

    def read(self, tokens: Iterator[Token]) -> None:
        for token in tokens:
            match token.type:
                case "text":
                    assert self.content.startswith(token.content, self.at), (token.content, self.content[self.at :])
                    self.paint(token.content.replace("\n", " "), self.taken(len(token.content)))
                case "html_inline":
                    self.read_html(token)
                case "text_special":
                    if token.info == "entity":
                        self.paint(token.content, [self.offsets[self.at]] * len(token.content))
                        self.at += len(token.markup)
                    else:
                        self.at += len(token.markup) - len(token.content)
                        self.paint(token.content, self.taken(len(token.content)))
                case "softbreak" | "hardbreak":
                    consumed = _BREAK.match(self.content, self.at)
                    assert consumed is not None, self.content[self.at :]
                    newline = self.content.index("\n", self.at)
                    self.paint(" " if token.type == "softbreak" else "\n", [self.offsets[newline]])
                    self.at = consumed.end()
                case "code_inline":
                    self.read_code(token)
                case "note_mark":
                    self.read_note_mark(token)
                case "script":
                    script = Script("sup" if token.markup[0] == "^" else "sub", self.offsets[self.at])
                    self.paint(token.content, self.inside(token), script)
                case "struck":
                    self.paint(token.content, self.inside(token), strike=True)
                case "link_open" if token.markup == "autolink":
                    end = self.content.index(">", self.at)
                    self.paint(self.content[self.at + 1 : end], self.offsets[self.at + 1 : end], link=True)
                    next(tokens), next(tokens)  # its text and its end
                    self.at = end + 1
                case "image":
                    self.read_image(token)
                case "link_open":
                    self.num_links += 1
                    self.at += 1
                case "link_close":
                    self.num_links -= 1
                    self.at = token.meta["end"]
                case "strong_open" | "strong_close" | "em_open" | "em_close" | "s_open" | "s_close":
                    self.num_strong += token.nesting * (token.tag == "strong")
                    self.num_em += token.nesting * (token.tag == "em")
                    self.num_struck += token.nesting * (token.tag == "s")
                    self.at += len(token.markup)

    def taken(self, length: int) -> Sequence[int]:
        """The offsets of the next characters, which are then behind."""
        self.at += length
        return self.offsets[self.at - length : self.at]

    def inside(self, token: Token) -> Sequence[int]:
        """The offsets of what stands between two signs, which are then behind."""
        return self.taken(len(token.markup))[1:-1]

    def read_code(self, token: Token) -> None:
        closing = re.compile(rf"(?<!`){token.markup}(?!`)").search(self.content, self.at + len(token.markup))
        assert closing is not None, self.content[self.at :]
        padding = (closing.start() - self.at - len(token.markup) - len(token.content)) // 2
        first = self.at + len(token.markup) + padding
        self.paint(token.content, self.offsets[first : first + len(token.content)], mono=True)
        self.at = closing.end()

    def read_note_mark(self, token: Token) -> None:
        """``[^1]`` as "[1]", parted from what stands beside it."""
        offsets = self.taken(len(token.markup))
        before, after = self.painted.last_char, self.content[self.at : self.at + 1]
        if before and not before.isspace() and before not in "([":
            self.paint(" ", [NO_SOURCE])
        self.paint("[" + token.content + "]", [offsets[0], *offsets[2:]])
        if after.isalnum():
            self.paint(" ", [NO_SOURCE])

    def read_image(self, token: Token) -> None:
        label = self.offsets[self.at + 2 : self.at + 2 + len(token.content)]
        if not self.html.is_hidden:
            inner = replace_look(self)
            _Walk(self.painted, token.content, label, inner).read(iter(token.children or ()))
        self.at = token.meta["end"]

    def read_html(self, token: Token) -> None:
        offsets = self.taken(len(token.content))
        shown = self.html.read(token.content, offsets, is_start=not self.painted.last_char)
        if shown is None:  # no tag of HTML
            self.paint(token.content.replace("\n", " "), offsets)
        elif not self.html.is_hidden:
            self.painted.add_spans([replace(span, bold=span.bold or self.look.bold) for span in shown])


def replace_look(walk: _Walk) -> Look:
    """The look of an image's alternative text: that of headings' text alone."""
    return Look(bold=walk.look.bold)
