"""The source's lines, as markdown-it parts them, and where text that was cut from them stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from glyph.documents.model import Span
from glyph.documents.scripts import Script, spell_scripts

PLAIN = Span("", 0)
_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|$)")


class Lines:
    """The source's lines and where they stand."""

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

    def verbatim(self, content: str, first: int) -> tuple[str, list[int]]:
        """Code or HTML that starts on line ``first``, and its source offsets.

        Of a tab that a container's indent cuts through, the rest is dropped.
        """
        text, offsets = "", list[int]()
        for k, line_content in enumerate(content.removesuffix("\n").split("\n") if content else ()):
            line = first + k
            if k > 0:
                text += "\n"
                offsets.append(self.breaks[line - 1])
            written = self.texts[line]
            line_content = line_content if written.endswith(line_content) else line_content.lstrip(" ")
            end = self.starts[line] + len(written)
            text += line_content
            offsets += range(end - len(line_content), end)
        return text, offsets


@dataclass(slots=True)
class Painted:
    """Painted characters with their offsets, gathered into spans."""

    source: str
    _spans: list[Span] = field(default_factory=list)
    _scripts: list[Script | None] = field(default_factory=list)
    _exact: bool = False  # whether the last span may grow

    @property
    def last_char(self) -> str:
        return self._spans[-1].text[-1:] if self._spans else ""

    def spans(self) -> tuple[Span, ...]:
        return spell_scripts(self._spans, self._scripts)

    def add(self, text: str, offsets: Sequence[int], look: Span = PLAIN, script: Script | None = None) -> None:
        """Append characters; those that follow each other in the source as painted share a span."""
        if "\ufffd" in text:  # markdown-it puts it in place of NUL
            text = "".join("\0" if self.source[at] == "\0" else char for char, at in zip(text, offsets, strict=True))
        exact = [at >= 0 and self.source[at] == char for char, at in zip(text, offsets, strict=True)]
        start = 0
        while start < len(text):
            end = start + 1
            while end < len(text) and exact[end - 1] and exact[end] and offsets[end] == offsets[end - 1] + 1:
                end += 1
            self._append(replace(look, text=text[start:end], start=offsets[start]), exact[start], script)
            start = end

    def add_spans(self, spans: Sequence[Span]) -> None:
        """Append spans as they are."""
        self._spans += spans
        self._scripts += [None] * len(spans)
        self._exact = False

    def _append(self, span: Span, exact: bool, script: Script | None) -> None:
        last = self._spans[-1] if self._spans else span
        same_look = replace(last, text="", start=0) == replace(span, text="", start=0)
        follows = self._spans and self._exact and exact and last.end == span.start
        if follows and same_look and self._scripts[-1] == script:
            self._spans[-1] = replace(last, text=last.text + span.text)
            return
        self._spans.append(span)
        self._scripts.append(script)
        self._exact = exact
