"""Kinds of faults, edits that put one into a program, and the proof that an edit did so and nothing else."""

from __future__ import annotations

import ast
import bisect
import re
from dataclasses import dataclass, field
from random import Random

from glyph.text.python_source import parse

# Kinds; what they are called says ``code_review.yaml``.
FAULTS = ("operator", "condition", "index", "variable", "constant", "arguments", "return", "name", "method", "equals",
          "bracket", "string", "colon", "keyword", "comment", "indentation")  # fmt: skip
# What Python's parser says of a program with the fault; the others, such as "null", may go either way.
UNPARSABLE = {"bracket", "string", "colon", "comment", "indentation"}
PARSABLE = {"operator", "condition", "index", "variable", "constant", "arguments", "return", "name", "method"}


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace characters ``start`` to ``end`` of a program by ``text``: a fault of a kind. All on one line."""

    kind: str
    start: int
    end: int
    text: str


@dataclass
class Program:
    """ASCII source that parses, with what edits are found by."""

    source: str
    tree: ast.Module = field(init=False)
    starts: list[int] = field(init=False)  # where each line starts

    def __post_init__(self) -> None:
        tree = parse(self.source)
        if tree is None or not self.source.isascii():
            raise ValueError(f"a program to put a fault into must parse and be ASCII, got {self.source[:60]!r} ...")
        self.tree = tree
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.source))]

    def at(self, line: int, column: int) -> int:
        """The offset of a place as ``ast`` and ``tokenize`` name it: lines from 1, columns from 0."""
        return self.starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt | ast.arg) -> tuple[int, int]:
        """Half-open offsets of a node."""
        assert node.end_lineno is not None and node.end_col_offset is not None, "the parser gives ends"
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def text(self, node: ast.expr | ast.stmt) -> str:
        """The source of a node."""
        start, end = self.span(node)
        return self.source[start:end]

    def line_of(self, offset: int) -> int:
        """The line, from 1, that an offset is on."""
        return bisect.bisect_right(self.starts, offset)


def applied(program: Program, edit: Edit) -> tuple[str, int] | None:
    """The faulty program and its faulty line, from 1; None where the edit would not make a fault of its kind.

    Exactly that line differs, it is not blank, and the parser stumbles where the kind says so and only there.
    """
    source = program.source
    if "\n" in source[edit.start : edit.end] + edit.text:
        return None
    faulty, line = source[: edit.start] + edit.text + source[edit.end :], program.line_of(edit.start)
    changed = faulty.split("\n")[line - 1]
    if not changed.strip() or changed.rstrip() == source.split("\n")[line - 1].rstrip():
        return None
    tree = parse(faulty)
    if tree is None:
        return None if edit.kind in PARSABLE else (faulty, line)
    if edit.kind in UNPARSABLE or ast.dump(tree) == ast.dump(program.tree):
        return None
    return faulty, line


def draw_fault(program: Program, edits: list[Edit], rng: Random) -> tuple[str, int, str] | None:
    """Put one fault into a program: its kind is drawn first, evenly over those that it has room for.

    Returns:
        The faulty source, its faulty line from 1, and the kind; None where no edit works.
    """
    by_kind: dict[str, list[Edit]] = {}
    for edit in edits:
        by_kind.setdefault(edit.kind, []).append(edit)
    while by_kind:
        kind = rng.choice(sorted(by_kind))
        edit = by_kind[kind].pop(rng.randrange(len(by_kind[kind])))
        if not by_kind[kind]:
            del by_kind[kind]
        made = applied(program, edit)
        if made is not None:
            return *made, kind
    return None
