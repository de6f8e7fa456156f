"""JSON Lines whose rows hold a text each, every character at its place in the raw JSON."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain

from glyph.documents.model import NO_SOURCE, Block, Document, Span
from glyph.documents.plain import parse_plain

FIELD = "text"

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_PIECE = re.compile(r"[^\\]+|\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


def parse_jsonl(text: str, name: str = "") -> Document:
    """Read JSON Lines; each row's ``text`` becomes paragraphs, parted from the next row's by a rule.

    Offsets count in the JSON itself: an escaped character stands at its backslash, other characters where they are
    written. Blank lines are skipped.

    Raises:
        ValueError: naming file, line and field, if a line is no JSON object or its ``text`` no string.
    """
    blocks: list[Block] = []
    num_rows = start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \t\r\ufeff"):
            where = f"{name}:{number}" if name else f"line {number}"
            literal = _find_literal(line, where)
            if num_rows:
                blocks.append(Block("rule"))
            blocks += _paragraphs(text, start + literal[0], start + literal[1])
            num_rows += 1
        start += len(line) + 1
    return Document(text, tuple(blocks), name)


def _find_literal(line: str, where: str) -> tuple[int, int]:
    """Where the content of the row's text is written, between its quotes."""
    try:
        json.loads(line.removeprefix("\ufeff"))
        fields = _fields(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{where}: invalid JSON at column {error.colno}: {error.msg}") from None
    except ValueError as error:  # a number of thousands of digits
        raise ValueError(f"{where}: invalid JSON: {error}") from None
    except RecursionError:
        raise ValueError(f"{where}: invalid JSON: nested too deeply") from None
    if fields is None:
        raise ValueError(f"{where}: a row must be an object with a field {FIELD!r}")
    if FIELD not in fields:
        raise ValueError(f"{where}: field {FIELD!r} is missing; the row has {', '.join(map(repr, fields)) or 'none'}")
    start, end = fields[FIELD]
    if line[start] != '"':
        raise ValueError(f"{where}: field {FIELD!r} must be a string, got {line[start:end][:40]}")
    return start + 1, end - 1


def _fields(line: str) -> dict[str, tuple[int, int]] | None:
    """Where each field's value is written in valid JSON, the last of equal names; None if it is no object."""
    fields: dict[str, tuple[int, int]] = {}

    def skip_blank(at: int) -> int:
        match = _BLANK.match(line, at)
        assert match is not None
        return match.end()

    at = skip_blank(line.startswith("\ufeff"))
    if line[at] != "{":
        return None
    at = skip_blank(at + 1)
    while line[at] == '"':
        key, at = _DECODER.raw_decode(line, at)
        start = skip_blank(skip_blank(at) + 1)  # past the colon
        end = _DECODER.raw_decode(line, start)[1]
        fields[key] = (start, end)
        at = skip_blank(end)
        at = skip_blank(at + 1) if line[at] == "," else at
    return fields


def _paragraphs(source: str, start: int, end: int) -> list[Block]:
    """The text written at ``source[start:end]``, as plain text's blocks with offsets into ``source``."""
    pieces: list[str] = []  # an escaped character, or what is written as it reads
    places: list[int] = []  # of the pieces in the source
    for match in _PIECE.finditer(source, start, end):
        piece = match.group()
        pieces.append(_unescaped(piece) if piece[0] == "\\" else piece)
        places.append(match.start())
    starts = list(accumulate(map(len, pieces), initial=0))  # of the pieces in the text

    def located(span: Span) -> Iterator[Span]:
        if span.start == NO_SOURCE:
            yield span
            return
        k = bisect_right(starts, span.start) - 1
        while k < len(pieces) and starts[k] < span.end:
            first = max(span.start - starts[k], 0)
            yield Span(pieces[k][first : span.end - starts[k]], places[k] + first)
            k += 1

    plain = parse_plain("".join(pieces))

    def located_all(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(chain(*map(located, spans)))

    return [
        replace(
            block,
            spans=located_all(block.spans),
            rows=tuple(tuple(replace(cell, spans=located_all(cell.spans)) for cell in row) for row in block.rows),
        )
        for block in plain.blocks
    ]


@lru_cache(4096)
def _unescaped(escape: str) -> str:
    """The one character of an escape; of half a surrogate pair, U+FFFD."""
    char = json.loads(f'"{escape}"')
    assert isinstance(char, str) and len(char) == 1, escape
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char
