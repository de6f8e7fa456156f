"""Markdown (CommonMark, pipe tables, notes) to blocks whose every character knows its place in the source.

markdown-it-py tells which lines a block came from, but not where a word stands. So each block's text is
laid back onto its source lines, and its inline tokens are then walked along that text, each consuming
the syntax it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from glyph.documents.markdown.blocks import BlockReader
from glyph.documents.markdown.html_parts import num_open
from glyph.documents.markdown.lines import Lines
from glyph.documents.markdown.rules import parser
from glyph.documents.model import Document

_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n"
    r"(?P<body>(?:(?!(?:---|\.\.\.|\+\+\+)[ \t]*\r?$).*\n)+?)"
    r"(?:(?P=fence)|\.\.\.)[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_FIELD = re.compile(r"\s*(?:#.*|\[.*\]|-\s.*|[}\])],?|[\w\"'][\w .\"'-]*\s*[:=](?:\s.*)?|)")
_CONTINUED = re.compile(r"[ \t]+\S")


def parse_markdown(text: str, name: str = "") -> Document:
    """Read Markdown.

    Links keep their text, images their alternative text; HTML is read as such, its comments are not painted. A soft
    line break is painted as a space that stands at the newline, an entity's characters stand at its "&". A note's
    mark ``[^1]`` is painted "[1]", and "[1]" opens the note. YAML or TOML in front is a block of code.
    """
    reader, markdown = BlockReader(Lines(text), {}), parser()
    front = _front_matter(text)
    if front is not None:
        reader.add_front_matter(front.start("body"), front.end("body"), "yaml" if front["fence"] == "---" else "toml")
        num_lines = text.count("\n", 0, front.end())
        body = "\n" * num_lines + text[front.end() :]
    else:
        body = text
    tokens = markdown.parse(body, reader.env)
    k = 0
    while k < len(tokens):
        token = tokens[k]
        if token.type == "html_block":
            last = _last_of_html(tokens, k)
            reader.read_html(token, tokens[last])
            k = last + 1
            continue
        if token.type == "inline":  # block by block, for the tokens of a whole book would fill the memory
            token.children = []
            markdown.inline.parse(token.content, markdown, reader.env, token.children)
        reader.read(token)
        token.children = None
        k += 1
    return Document(text, tuple(reader.blocks), name)


def _front_matter(text: str) -> re.Match[str] | None:
    """The fields between two fences in front of a text."""
    match = _FRONT_MATTER.match(text) if text.startswith(("---", "+++", "\ufeff---", "\ufeff+++")) else None
    if match is None:
        return None
    lines = match["body"].splitlines()
    is_field = [
        _FIELD.fullmatch(line) is not None or bool(k and _CONTINUED.match(line)) for k, line in enumerate(lines)
    ]
    return match if all(is_field) and any(":" in line or "=" in line for line in lines) else None


def _last_of_html(tokens: Sequence[Token], first: int) -> int:
    """Which token closes the list or table that a block of HTML leaves open; itself if it leaves none open.

    Blank lines end a block of HTML, not a table. Only text and further HTML may stand between.
    """
    depth = num_open(tokens[first].content) if tokens[first].level == 0 else 0
    k = first
    while depth > 0 and k + 1 < len(tokens):
        k += 1
        if tokens[k].type == "html_block":
            depth += num_open(tokens[k].content)
        elif tokens[k].type not in ("paragraph_open", "inline", "paragraph_close"):
            return first
    return k if depth <= 0 else first
