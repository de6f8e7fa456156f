"""Suspects: the lines of a Python program that are the likeliest to be faulty, by a reader and by Python's own tools.

Tools speak first: a program that does not parse, or that uses a name which nothing defines, is faulty where they say,
unless it was misread. Nothing is executed. Then come the lines that the reader looked at most for its answer.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyflakes.checker import Checker
from pyflakes.messages import UndefinedLocal, UndefinedName

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, PageBox
from glyph.readers.rules.read_program import ProgramLine, read_program
from glyph.text.python_source import parse_or_error

# Exercises use these without importing them.
_OPEN_MODULES = ("typing", "collections", "math", "heapq", "itertools", "functools", "bisect", "random", "string")
_EXERCISE_NAMES = {"TreeNode", "ListNode", "Node", "SortedList", "np", "numpy"}


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line that may be faulty."""

    text: str  # the line as it was read
    rows: tuple[PageBox, ...]
    reason: str  # what a tool says; "" where the reader alone suspects it


def suspects(answer: Answer, readings: Sequence[Reading], use_tools: bool = True) -> list[Suspect]:
    """All lines of the program that pages show, the likeliest to be faulty first.

    Args:
        answer: of a reader that was asked for the faulty line, with its focus; without, only tools tell.
        readings: of the pages it was answered from, in order.
        use_tools: False ranks by the reader alone.
    """
    lines = read_program(readings)
    told = dict(tool_findings("\n".join(line.text for line in lines))) if use_tools else {}
    looked = _looked_at(answer, lines)
    order = sorted(range(len(lines)), key=lambda k: (k + 1 not in told, -looked[k], k))
    return [
        Suspect(lines[k].text, lines[k].rows, told.get(k + 1, ""))
        for k in order
        if k + 1 in told or answer.focus is not None
    ]


def tool_findings(source: str) -> list[tuple[int, str]]:
    """Lines, from 1, at which Python's parser or pyflakes stumble, and why; each line once."""
    tree = parse_or_error(source)
    if isinstance(tree, SyntaxError) and tree.lineno:
        return [(tree.lineno, f"does not parse: {tree.msg}")]
    if not isinstance(tree, ast.Module):
        return []
    try:
        messages = Checker(tree).messages
    except RecursionError:
        return []
    found: dict[int, str] = {}
    for message in messages:
        if isinstance(message, UndefinedName | UndefinedLocal):
            name = str(message.message_args[0])
            if name not in _known_names():
                found.setdefault(message.lineno, f"the name {name!r} is not defined")
    return sorted(found.items())


@cache
def _known_names() -> frozenset[str]:
    names = {*dir(builtins), *sys.stdlib_module_names, *_EXERCISE_NAMES}
    for module in _OPEN_MODULES:
        names.update(dir(importlib.import_module(module)))
    return frozenset(names)


def _looked_at(answer: Answer, lines: Sequence[ProgramLine]) -> NDArray[np.float64]:
    """How strongly the units of text were pointed at, by line; a unit belongs to the row of its page whose middle is
    nearest."""
    looked = np.zeros(len(lines))
    if answer.focus is None:
        return looked
    rows = [(k, page, float(box[1::2].mean())) for k, line in enumerate(lines) for page, box in line.rows]
    for page in {page for _, page, _ in rows}:
        here = [(k, middle) for k, at, middle in rows if at == page]
        units = np.flatnonzero(answer.focus.pages == page)
        middles = answer.focus.boxes[units, 1::2].mean(axis=1)
        nearest = np.abs(middles[:, None] - np.array([middle for _, middle in here])[None]).argmin(axis=1)
        np.add.at(looked, np.array([k for k, _ in here])[nearest], answer.focus.weights[units])
    return looked
