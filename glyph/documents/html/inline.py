"""Inline text: looks, the spans of a block, collapsed white space."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from glyph.documents.html.source import Piece
from glyph.documents.html.tags import WS
from glyph.documents.model import Span
from glyph.documents.scripts import Script, spell_scripts

_CHUNK = re.compile(rf"[{WS}]+|[^{WS}]+(?: [^{WS}]+)*")  # white space, or words with single spaces between


class Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    mono: bool = False
    link: bool = False
    strike: bool = False
    script: Script | None = None


@dataclass(slots=True)
class Painted:
    """The text of one block as spans, its white space collapsed unless it is verbatim."""

    _spans: list[Span] = field(default_factory=list)
    _scripts: list[Script | None] = field(default_factory=list)  # of the spans
    _parts: list[str] = field(default_factory=list)  # of the last span
    _start: int = 0
    _end: int = 0
    _exact: bool = False
    _look: Look = Look()
    _space: tuple[int, bool, Look] | None = None  # painted once a word follows
    _is_line_start: bool = True

    def add(self, pieces: Iterable[Piece], look: Look, is_verbatim: bool = False) -> None:
        for text, start, exact in pieces:
            if is_verbatim:
                self._append(text, start, exact, look)
                continue
            for match in _CHUNK.finditer(text):
                at = start + match.start() if exact else start
                if match[0][0] in WS:
                    self._add_space(match[0], at, exact, look)
                else:
                    self._append(match[0], at, exact, look)

    def add_break(self, start: int) -> None:
        """A line break that stands at ``start``; none opens a block."""
        self._space = None
        if self._parts:
            self._grow("\n", start, False, self._look)
            self._is_line_start = True

    def take(self) -> tuple[Span, ...]:
        """The spans so far, without white space at the end; empties this. Nothing if all is white space."""
        self._close()
        spans, self._spans = self._spans, []
        scripts, self._scripts = self._scripts, []
        self._space, self._is_line_start = None, True
        while spans:
            text = spans[-1].text.rstrip(WS)
            if text:
                spans[-1] = replace(spans[-1], text=text)
                break
            spans.pop()
        return () if all(span.text.isspace() for span in spans) else spell_scripts(spans, scripts[: len(spans)])

    def _add_space(self, blank: str, start: int, exact: bool, look: Look) -> None:
        """Remember the space that white space collapses to, if possible at a " " next to a word."""
        if self._is_line_start or (self._space is not None and self._space[1]):
            return
        at = 0 if self._space is None and blank[0] == " " else blank.rfind(" ")
        if exact and at >= 0:
            self._space = start + at, True, look
        elif self._space is None:
            self._space = start, False, look

    def _append(self, text: str, start: int, exact: bool, look: Look) -> None:
        if self._space is not None:
            at, is_literal, space_look = self._space
            self._grow(" ", at, is_literal, space_look)
            self._space = None
        self._grow(text, start, exact, look)
        self._is_line_start = False

    def _grow(self, text: str, start: int, exact: bool, look: Look) -> None:
        if not (self._parts and exact and self._exact and start == self._end and look == self._look):
            self._close()
            self._start, self._exact, self._look = start, exact, look
        self._parts.append(text)
        self._end = start + len(text)

    def _close(self) -> None:
        if self._parts:
            bold, italic, mono, link, strike, script = self._look
            self._spans.append(Span("".join(self._parts), self._start, bold, italic, mono, link, "", strike))
            self._scripts.append(script)
            self._parts = []


def label(pieces: Iterable[Piece], is_verbatim: bool = False) -> tuple[Span, ...]:
    painted = Painted()
    painted.add(pieces, Look(), is_verbatim)
    return painted.take()
