"""Source code of any language Pygments knows, as one block whose spans carry syntax classes."""

from __future__ import annotations

import logging
import re
import time
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pygments import token as kinds
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name, get_lexer_for_filename, guess_lexer
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

from glyph.documents.invisible import reveal
from glyph.documents.model import Block, Document, Span, Token

log = logging.getLogger(__name__)

MAX_HIGHLIGHTED_CHARS = 500_000
MAX_LINE_CHARS = 10_000
MAX_SECONDS = 20.0  # of this thread's own time; ten times what MAX_HIGHLIGHTED_CHARS take
GUESS_CHARS = 8_192  # looked at to tell the language
MIN_GUESS = 0.3  # Pygments' own confidence, 0 to 1, below which a guess is worse than none

# From Pygments' types to ours; a type not listed has the class of the type it refines.
_CLASSES: dict[Any, Token] = {
    kinds.Token: "",
    kinds.Comment: "comment",
    kinds.Comment.Preproc: "keyword",
    kinds.Comment.PreprocFile: "string",
    kinds.Error: "error",
    kinds.Generic.Deleted: "error",
    kinds.Generic.Error: "error",
    kinds.Generic.Heading: "keyword",
    kinds.Generic.Inserted: "string",
    kinds.Generic.Prompt: "comment",
    kinds.Generic.Subheading: "keyword",
    kinds.Generic.Traceback: "error",
    kinds.Keyword: "keyword",
    kinds.Keyword.Type: "type",
    kinds.Literal: "string",
    kinds.Literal.Date: "number",
    kinds.Name.Attribute: "name",
    kinds.Name.Builtin: "name",
    kinds.Name.Builtin.Pseudo: "",
    kinds.Name.Class: "name",
    kinds.Name.Decorator: "name",
    kinds.Name.Exception: "type",
    kinds.Name.Function: "name",
    kinds.Name.Label: "name",
    kinds.Name.Tag: "keyword",
    kinds.Number: "number",
    kinds.Operator: "operator",
    kinds.Operator.Word: "keyword",
    kinds.String: "string",
}
_CARRIAGE_RETURN = re.compile(r"\r\n?")


def parse_code(text: str, name: str = "", language: str = "") -> Document:
    """Read source code.

    Args:
        text: the code; the one block's text is the same, with its tabs and carriage returns, but for the marks of
            ``reveal``.
        name: the file's name, which tells the language where none is given.
        language: a name that Pygments has for it (``python``, ``c++``, ...). With neither, it is guessed,
            and code of no clear language is not coloured.

    Raises:
        ValueError: if Pygments does not know the language.
    """
    if language:
        lexer = find_lexer(language)
        if lexer is None:
            raise ValueError(f"language={language!r} is unknown to Pygments; see `pygmentize -L lexers`")
    else:
        lexer = _lexer_of_file(name, text[:GUESS_CHARS]) or _guessed(text[:GUESS_CHARS])
    spans = reveal(tuple(Span(text[a:b], a, token=token) for a, b, token in _classes(text, lexer)))
    return Document(text, (Block("code", spans),) if spans else (), name, "code")


def highlight(text: str, language: str) -> list[tuple[int, int, Token]]:
    """Syntax classes of code.

    At most ``MAX_HIGHLIGHTED_CHARS``, up to a line longer than ``MAX_LINE_CHARS``, and for ``MAX_SECONDS``: what
    follows is one range without a class, since some lexers take quadratic time. Nothing stops a single regular
    expression of a lexer that runs away.

    Args:
        text: the code.
        language: a name that Pygments has for it; of one it does not know, nothing is coloured.

    Returns:
        Half-open ranges and their classes, in order and without gaps from 0 to ``len(text)``; no two neighbours
        share a class.
    """
    return _classes(text, find_lexer(language) or TextLexer())


def find_lexer(language: str) -> Lexer | None:
    """A lexer for a language by one of Pygments' names for it, None if it has none."""
    try:
        return find_lexer_class_by_name(language)(stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache
def is_code_file(name: str) -> bool:
    """Whether Pygments tells a language from a file's name."""
    return _lexer_of_file(name, "") is not None


def _lexer_of_file(name: str, text: str) -> Lexer | None:
    try:
        return get_lexer_for_filename(name, text, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _guessed(text: str) -> Lexer:
    lexer = guess_lexer(text, stripnl=False, ensurenl=False)
    return lexer if type(lexer).analyse_text(text) >= MIN_GUESS else TextLexer()


def _classes(text: str, lexer: Lexer) -> list[tuple[int, int, Token]]:
    """Ranges of one class, covering all of ``text``."""
    size = _highlighted_size(text)
    head = _CARRIAGE_RETURN.sub("\n", text[:size])
    # Of each "\r\n", where its "\n" stands in ``head``: from there on, places in ``text`` are one higher.
    line_ends = [match.start() - k for k, match in enumerate(re.finditer("\r\n", text[:size]))]
    ranges: list[tuple[int, int, Token]] = []

    def add(end: int, token: Token) -> None:
        start = ranges[-1][1] if ranges else 0
        if end <= start:
            return
        if ranges and ranges[-1][2] == token:
            start = ranges.pop()[0]
        ranges.append((start, end, token))

    for start, end, token in _lexed(head, lexer):
        add(start + bisect_left(line_ends, start), "")
        add(end + bisect_left(line_ends, end), token)
    add(len(text), "")
    return ranges


def _highlighted_size(text: str) -> int:
    """How many characters are highlighted: whole lines, none of them overlong."""
    if len(text) <= MAX_LINE_CHARS:
        return len(text)
    line = re.search(rf"[^\n]{{{MAX_LINE_CHARS + 1}}}", text[: MAX_HIGHLIGHTED_CHARS + MAX_LINE_CHARS])
    if line is not None and line.start() < MAX_HIGHLIGHTED_CHARS:
        return line.start()
    return len(text) if len(text) <= MAX_HIGHLIGHTED_CHARS else text.rfind("\n", 0, MAX_HIGHLIGHTED_CHARS) + 1


def _lexed(text: str, lexer: Lexer) -> Iterator[tuple[int, int, Token]]:
    """Ranges of ``text`` in order, without those a lexer gives twice or makes up."""
    done = 0
    stop_at = time.thread_time() + MAX_SECONDS
    try:
        for start, kind, value in lexer.get_tokens_unprocessed(text):
            end = start + len(value)
            if start >= done and text.startswith(value, start):
                yield start, end, _class_of(kind)
                done = end
            if time.thread_time() > stop_at:
                log.warning("%s is too slow: code is not coloured from character %d on", lexer.name, done)
                return
    except Exception as error:  # a lexer of Pygments or of a plug-in that stumbles over odd input
        log.warning("%s failed: code is not coloured from character %d on: %r", lexer.name, done, error)


@lru_cache(None)
def _class_of(kind: Any) -> Token:
    while kind not in _CLASSES:
        kind = kind.parent
    return _CLASSES[kind]
