"""The source of HTML as the parser reads it, and where the tree's characters stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.entities import html5
from typing import NamedTuple

from justhtml import Node, Text

from glyph.documents.html.nesting import Nesting
from glyph.documents.html.tags import DECODED_RAW_TAGS, RAW_TAGS, WS
from glyph.documents.model import NO_SOURCE

_VALUE = rf""""[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{WS}>"'][^{WS}>]*+|(?=>)"""
_NAMED_VALUE = rf"(?P<key>[^{WS}/>][^{WS}/>=]*+)(?:[{WS}]*+=[{WS}]*+(?P<value>{_VALUE}))?+"
_UNNAMED_VALUE = re.sub(r"\(\?P<\w+>", "(?:", _NAMED_VALUE)
_ATTRIBUTE = re.compile(rf"[{WS}/]*+{_NAMED_VALUE}")
_TAG_NAME = re.compile(rf"</?[^{WS}/>]*+")
_MARKUP = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][^{WS}/>]*+)(?:[{WS}/]*+{_UNNAMED_VALUE})*+[{WS}/]*+>"
    r"|!--(?:-?>|.*?(?:--!?>|(?P<cut>\Z)))|(?:[!?]|/(?![a-zA-Z]))[^>]*+(?:>|\Z)|[a-zA-Z/].*+)",
    re.DOTALL,
)
_REFERENCE = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<number>[0-9]+));?|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,31};?))"
)
_SPECIAL = re.compile("[&\r\0]")
_SPECIAL_IN_RAW = re.compile("[\r\0]")
_END_OF_RAW = {name: re.compile(rf"</{name}(?=[{WS}/>])", re.IGNORECASE | re.ASCII) for name in RAW_TAGS}


class Piece(NamedTuple):
    """Characters of a text and where they stand."""

    text: str
    start: int
    exact: bool  # text[i] stands at start + i; otherwise all of it stands at start


@dataclass(slots=True)
class _Laid:
    """A text, laid onto the source as far as ``done``."""

    text: str
    keeps_nul: bool  # as U+FFFD; otherwise NUL is dropped
    done: int = 0
    pieces: list[Piece] = field(default_factory=list)

    def add(self, length: int, start: int, exact: bool) -> None:
        self.pieces.append(Piece(self.text[self.done : self.done + length], start, exact))
        self.done += length

    def with_rest(self) -> list[Piece]:
        """All pieces, with what found no place at the end."""
        if self.done < len(self.text):
            self.add(len(self.text) - self.done, NO_SOURCE, False)
        return self.pieces


class Source:
    """The source, where its markup stands, and what of it the parser is given to read.

    justhtml builds the tree that a browser would and tells where each text starts, but not where its characters
    stand once references are decoded, line ends made one kind and texts on both sides of a stray tag joined. So
    the tags of the source are found first, and each text is laid back onto what stands between them.

    ``readable`` lacks what justhtml takes for text when it tracks locations (stray doctypes, processing
    instructions, what the end of the source cuts off) and tags that nest so deep that its time would no longer
    grow with the length alone.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts: list[int] = []  # of tags, comments and the like, each with the raw text that follows it
        self.ends: list[int] = []
        self._read_ends = [0]  # where in ``readable`` each replacement ends
        self._shifts = [0]  # what to add to a later offset in ``readable``
        parts: list[str] = []
        at = length = 0
        for start, end, text in self._replacements():
            parts += source[at:start], text
            length += start - at + len(text)
            at = end
            self._read_ends.append(length)
            self._shifts.append(end - length)
        self.readable = "".join(parts) + source[at:]

    def origin(self, node: Node | Text) -> int | None:
        """Where a node starts in the source."""
        at = node.origin_offset
        return None if at is None else at + self._shifts[bisect_right(self._read_ends, at) - 1]

    def _replacements(self) -> Iterator[tuple[int, int, str]]:
        """Find all markup; yields what the parser is to read in its place, where it shall read something else."""
        source, nesting = self.source, Nesting()
        if source.startswith("\ufeff"):
            yield 0, 1, " "
        at = int(source.startswith("\ufeff"))
        awaits_doctype = True
        while match := _MARKUP.search(source, at):
            awaits_doctype = awaits_doctype and not source[at : match.start()].strip(WS)
            start, at = match.span()
            name = (match["name"] or "").lower()
            readable: str | None = None
            if not name:
                is_comment = source.startswith("<!--", start) and match["cut"] is None
                if nesting.is_foreign and source.startswith("<![CDATA[", start):
                    end = source.find("]]>", start)
                    at = len(source) if end < 0 else end + 3
                elif not is_comment and not (awaits_doctype and _is_doctype(match[0])):
                    readable = "<!---->"
                awaits_doctype = awaits_doctype and is_comment
            elif match["close"]:
                awaits_doctype = False
                if not nesting.close(name):
                    readable = "<!---->"
                elif source[match.end("name") : at - 1].strip(WS):
                    readable = f"</{match['name']}>"
            else:
                awaits_doctype = False
                if not nesting.open(name, closes_itself=source[at - 2] == "/"):
                    readable = "<!---->"
                elif name in RAW_TAGS and not nesting.is_foreign:
                    end_tag = None if name == "plaintext" else _END_OF_RAW[name].search(source, at)
                    at = end_tag.start() if end_tag else len(source)
            self.starts.append(start)
            self.ends.append(at)
            if readable is not None:
                yield start, match.end(), readable

    def place(self, texts: Sequence[Text]) -> dict[Text, list[Piece]]:
        """Where the characters of all texts of the tree stand.

        A text may go on behind a tag that made no element; what stands there is given to the latest text that it
        continues. What finds no place gets ``NO_SOURCE``.
        """
        laid = {text: _Laid(text.data or "", _keeps_nul(text)) for text in texts}
        found = [(at, text) for text in texts if (at := self.origin(text)) is not None]
        found.sort(key=lambda pair: pair[0])
        unfinished: list[_Laid] = []
        reached = 0
        for k, (origin, text) in enumerate(found):
            if unfinished:
                self._continue(unfinished, reached, origin)
            next_origin = found[k + 1][0] if k + 1 < len(found) else len(self.source)
            markup = bisect_right(self.starts, origin)
            is_raw = markup > 0 and origin < self.ends[markup - 1]
            if is_raw:
                limit = self.ends[markup - 1]
            else:
                limit = self.starts[markup] if markup < len(self.starts) else len(self.source)
            decodes = not is_raw or (text.parent is not None and text.parent.name in DECODED_RAW_TAGS)
            if next_origin > origin:
                limit = min(limit, next_origin)
            reached = self._lay(laid[text], origin, limit, decodes, is_start=True)
            if laid[text].done < len(laid[text].text):
                unfinished.append(laid[text])
        if unfinished:
            self._continue(unfinished, reached, len(self.source))
        return {text: one.with_rest() for text, one in laid.items()}

    def attribute(self, node: Node, name: str) -> list[Piece]:
        """Where the characters of an attribute's value stand."""
        laid = _Laid((node.attrs or {}).get(name) or "", keeps_nul=True)
        origin = self.origin(node)
        tag = _TAG_NAME.match(self.source, origin) if origin is not None else None
        at = tag.end() if tag else len(self.source)
        while laid.text and (match := _ATTRIBUTE.match(self.source, at)):
            at = match.end()
            if match["key"].lower() == name:
                start, end = match.span("value")
                quoted = self.source[start] in "\"'" if start < end else False
                self._lay(laid, start + quoted, end - quoted, decodes=True)
                break
        return laid.with_rest()

    def _continue(self, unfinished: list[_Laid], at: int, end: int) -> None:
        """Offer the texts between the tags of ``source[at:end]`` to unfinished ones, the latest first."""
        markup = bisect_right(self.ends, at)
        while at < end and unfinished:
            tag_start = self.starts[markup] if markup < len(self.starts) else end
            limit = min(tag_start, end)
            if at < limit:
                for depth in range(len(unfinished) - 1, max(-1, len(unfinished) - 9), -1):
                    text = unfinished[depth]
                    before = text.done, len(text.pieces)
                    if self._lay(text, at, limit, decodes=True) == limit or text.done == len(text.text):
                        del unfinished[depth + (text.done < len(text.text)) :]
                        break
                    text.done = before[0]
                    del text.pieces[before[1] :]
            at = self.ends[markup] if markup < len(self.ends) else end
            markup += 1

    def _lay(self, text: _Laid, at: int, limit: int, decodes: bool, is_start: bool = False) -> int:
        """Lay what is left of a text onto ``source[at:limit]``; returns the offset at which the two part.

        Args:
            decodes: character references have been decoded.
            is_start: the parser may have dropped a newline, or moved blanks here, before the text's first character.
        """
        source, data = self.source, text.text
        while text.done < len(data) and at < limit:
            char = source[at]
            expected = data[text.done]
            if char == "\r" and expected == "\n":
                is_pair = source.startswith("\n", at + 1)
                text.add(1, at + is_pair, exact=is_pair)
                at += 1 + is_pair
            elif char == "\0":
                if text.keeps_nul and expected == "\ufffd":
                    text.pieces.append(Piece("\0", at, True))
                    text.done += 1
                at += 1
            elif char == "&" and decodes:
                decoded, end = _decode(source, at)
                if is_start and decoded == "\n" != expected:
                    at = end
                    continue
                if not data.startswith(decoded, text.done):
                    decoded, end = "&", at + 1
                if not data.startswith(decoded, text.done):
                    return at
                text.add(len(decoded), at, exact=end == at + 1)
                at = end
            elif char == expected:
                end = _next_special(source, at + 1, min(limit, at + len(data) - text.done), decodes)
                if not data.startswith(source[at:end], text.done):
                    end = at + 1
                    while source[end] == data[text.done + end - at]:
                        end += 1
                text.add(end - at, at, exact=True)
                at = end
            elif is_start and char in "\r\n":
                at += 1
                continue
            elif is_start and expected in WS:
                text.add(1, NO_SOURCE, exact=False)
                continue
            else:
                return at
            is_start = False
        return at


def _keeps_nul(text: Text) -> bool:
    parent = text.parent
    return parent is not None and (parent.name in RAW_TAGS or parent.namespace not in (None, "html"))


def _next_special(source: str, at: int, limit: int, decodes: bool) -> int:
    match = (_SPECIAL if decodes else _SPECIAL_IN_RAW).search(source, at, limit)
    return match.start() if match else limit


def _decode(source: str, at: int) -> tuple[str, int]:
    """The characters of the reference at an "&" and where it ends, or the "&" itself."""
    match = _REFERENCE.match(source, at)
    if match is None:
        return "&", at + 1
    if name := match["name"]:
        for length in range(len(name), 1, -1):
            if characters := html5.get(name[:length]):
                return characters, at + 1 + length
        return "&", at + 1
    digits = (match["hex"] or match["number"]).lstrip("0") or "0"
    code = int(digits, 16 if match["hex"] else 10) if len(digits) < 9 else 0
    if 0x80 <= code < 0xA0:
        return bytes([code]).decode("cp1252", "ignore") or chr(code), match.end()
    is_valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_valid else "\ufffd", match.end()


def _is_doctype(markup: str) -> bool:
    return markup[:9].lower() == "<!doctype" and markup.endswith(">")
