"""Other looks for the same program: short names, no remarks, tight operators, a class around it."""

from __future__ import annotations

import ast
import re
import tokenize
from io import StringIO
from random import Random

from glyph.data.generators.code_review.faults import Program
from glyph.data.generators.code_review.names import LONG, SHORT, stands_in

_SPACED = {"=", "+", "-", "*", "/", "//", "%", "==", "!=", "<", ">", "<=", ">=", "+=", "-=", ","}
_WORD_BEFORE = re.compile(r"\b(?:and|or|not|in|is|if|else|return|yield|lambda|import|print|assert)\s*$")
_CLASSES = ("Solution", "Solution", "Solution", "Solver", "Task", "Worker", "Finder")


def without_comments(source: str, rng: Random) -> str:
    """A program without comments, and without the lines that hold nothing else."""
    lines = source.split("\n")
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            kept = lines[token.start[0] - 1][: token.start[1]].rstrip()
            lines[token.start[0] - 1] = kept or "\x00"
    return "\n".join(line for line in lines if line != "\x00")


def renamed(source: str, rng: Random) -> str:
    """A program whose own variables have other names.

    As it was where names hide from the syntax tree (f-strings, ``global``, ``nonlocal``); names that are also keywords
    of a call, attributes or parts of strings stay.
    """
    program = Program(source)
    nodes = list(ast.walk(program.tree))
    if any(isinstance(n, ast.JoinedStr | ast.Global | ast.Nonlocal) for n in nodes):
        return source
    places = [(n.id, program.span(n)[0]) for n in nodes if isinstance(n, ast.Name)]
    places += [(n.arg, program.span(n)[0]) for n in nodes if isinstance(n, ast.arg)]
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    stored |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    short = rng.random() < 0.6
    new_names: dict[str, str] = {}
    for name in sorted(stored - {"self", "cls"}):
        if len(re.findall(rf"\b{re.escape(name)}\b", source)) != sum(name == other for other, _ in places):
            continue
        new = rng.choice(SHORT if short else LONG)
        if not stands_in(new, source) and new not in new_names.values():
            new_names[name] = new
    for name, start in sorted(places, key=lambda place: -place[1]):
        if name in new_names:
            source = source[:start] + new_names[name] + source[start + len(name) :]
    return source


def tightened(source: str, rng: Random) -> str:
    """A program without spaces around its operators, and at times after its commas."""
    signs = _SPACED - ({","} if rng.random() < 0.6 else set())
    lines = source.split("\n")
    for token in reversed(list(tokenize.generate_tokens(StringIO(source).readline))):
        if token.type == tokenize.OP and token.string in signs:
            row, line = token.start[0] - 1, lines[token.start[0] - 1]
            before, after = line[: token.start[1]], line[token.end[1] :]
            if before.strip() and after.strip() and not _WORD_BEFORE.search(before):
                lines[row] = before.rstrip() + token.string + after.lstrip()
    return "\n".join(lines)


def in_class(source: str, rng: Random) -> str:
    """A function as a method of a class; as it was where it calls itself by name."""
    head = re.match(r"def (\w+)\(", source)
    if head is None or len(re.findall(rf"\b{head[1]}\b", source)) > 1:
        return source
    if not re.match(r"def \w+\((?:self|cls)\b", source):
        takes_none = source[head.end() :].lstrip().startswith(")")
        source = source[: head.end()] + ("self" if takes_none else "self, ") + source[head.end() :].lstrip(" ")
    lines = [f"    {line}" if line else "" for line in source.split("\n")]
    return "\n".join([f"class {rng.choice(_CLASSES)}:", *lines])
