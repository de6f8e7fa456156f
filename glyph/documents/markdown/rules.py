"""markdown-it with rules that CommonMark lacks (notes, raised and lowered text), and some that note their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

_NOT_BLANK = "\x1c\x1d\x1e\x1f\x85"  # white space to Python, not to CommonMark
_NOTE = re.compile(r"\[\^([^\]\s\[]+)\]")
_UNDEFINED_NOTE = re.compile(r"\d{1,3}|[*†‡a-z]")  # a label that is a note's even if the note is missing
_RAISED = re.compile(r"\^((?=[^\s^]*[^\W_])[^\s^]{1,12})\^")
_LOWERED = re.compile(r"~([0-9A-Za-z+−-]{1,6})~(?!~)")
_STRUCK = re.compile(r"~(?=[^\s~])([^~\n*_`\[\]&\\<]*[^\s~*_`\[\]&\\<])~(?![\w~])")
_LONE_DESTINATION = re.compile(r"\[(?!\^)[^\]]+\]:[ \t]*(\S+)[ \t]*$")
_ADDRESS = re.compile(r"[/:#@?=%&\\<>]|\.\w{1,5}$|^\.*$")


@cache
def parser() -> MarkdownIt:
    """The parser, whose core leaves inline text alone."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["fragments_join", "text_join"])
    made.core.ruler.disable("inline")
    made.inline.ruler.at("link", _noting_end(link))
    made.inline.ruler.at("image", _noting_end(image))
    made.inline.ruler.before("link", "note_mark", _note_mark)
    made.inline.ruler.before("link", "script", _script)
    made.block.ruler.at("table", _noting_rows, {"alt": ["paragraph", "reference"]})
    made.block.ruler.at("reference", _reference_to_an_address)
    made.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    return made


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


def _reference_to_an_address(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The rule of link definitions, but for one whose address is a plain word: that is text, and is to be painted."""
    first = state.bMarks[start_line] + state.tShift[start_line]
    alone = _LONE_DESTINATION.match(state.src, first, state.eMarks[start_line])
    if alone is not None and not _ADDRESS.search(alone[1]):
        return False
    return reference(state, start_line, end_line, silent)


def _note(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """``[^label]: text`` and the lines indented below it; the label is kept in ``env["notes"]``."""
    first, last = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    match = _NOTE.match(state.src, first, last)
    if match is None or state.is_code_block(start_line) or not state.src.startswith(":", match.end(), last):
        return False
    if silent:
        return True
    state.env.setdefault("notes", set()).add(match[1].lower())
    token = state.push("note_open", "", 1)
    token.content = match[1]
    kept = state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line], state.parentType
    begin = at = match.end() + 1
    while at < last and state.src[at] in " \t":
        at += 1
    state.bMarks[start_line], state.tShift[start_line] = begin, at - begin
    state.blkIndent += 4
    state.sCount[start_line] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start_line, end_line)
    state.blkIndent -= 4
    state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line], state.parentType = kept
    token.map = [start_line, state.line]
    state.push("note_close", "", -1)
    return True


def _note_mark(state: StateInline, silent: bool) -> bool:
    """``[^label]`` where there is such a note."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if match[1].lower() not in state.env.get("notes", ()) and not _UNDEFINED_NOTE.fullmatch(match[1]):
        return False
    return _push(state, silent, "note_mark", match)


def _script(state: StateInline, silent: bool) -> bool:
    """``^2^`` raised; ``~2~`` lowered where it follows a letter or figure at once, else ``~text~`` struck out."""
    if match := _RAISED.match(state.src, state.pos, state.posMax):
        return _push(state, silent, "script", match)
    previous = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if previous != "~" and (previous.isalnum() or previous in (")", "]")) and previous:
        match = _LOWERED.match(state.src, state.pos, state.posMax)
        return match is not None and _push(state, silent, "script", match)
    match = _STRUCK.match(state.src, state.pos, state.posMax) if previous != "~" else None
    return match is not None and _push(state, silent, "struck", match)


def _push(state: StateInline, silent: bool, kind: str, match: re.Match[str]) -> bool:
    if not silent:
        token: Token = state.push(kind, "", 0)
        token.content, token.markup = match[1], match[0]
    state.pos = match.end()
    return True
