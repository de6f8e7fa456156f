"""Which lines of a program a reader suspects, and what guessing and Python's own parser make of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from glyph.data.generators.code_review import Case
from glyph.readers.rules.suspects import Suspect
from glyph.render import Page
from glyph.text.python_source import syntax_error_line


def painted_lines(found: Sequence[Suspect], pages: Sequence[Page], source: str) -> list[int]:
    """The lines of a source, from 1, that suspects stand at, each once: those of the painted rows nearest to them.

    Args:
        found: lines as they were read, in any order.
        pages: what they were read from, as painted.
        source: the text that the pages' offsets count in.
    """
    starts = np.array([0, *(k + 1 for k, char in enumerate(source) if char == "\n")])
    painted: list[tuple[NDArray[np.float64], NDArray[np.intp]]] = []  # middles of a page's rows, and their lines
    for page in pages:
        known = page.offsets >= 0
        own = [known & (page.lines == row) for row in np.unique(page.lines[known])]
        first = np.array([page.offsets[chars].min() for chars in own], np.int64)
        middles = np.array([page.boxes[chars, 1::2].mean() for chars in own], np.float64)
        painted.append((middles, np.searchsorted(starts, first, side="right")))
    lines: list[int] = []
    for suspect in found:
        number, box = suspect.rows[0]
        middles, here = painted[number]
        if len(middles):
            lines.append(int(here[np.abs(middles - box[1::2].mean()).argmin()]))
    return list(dict.fromkeys(lines))


def is_found(ranked: Sequence[int], case: Case, guesses: int) -> bool:
    """Whether one of the first ``guesses`` lines is faulty."""
    return any(line in case.lines for line in ranked[:guesses])


def chance(case: Case, guesses: int) -> float:
    """The probability that one of so many different lines, drawn from those that are not blank, is faulty."""
    return _drawn(_num_lines(case), len(case.lines), guesses)


def parser_then_chance(case: Case, guesses: int) -> float:
    """The same where the line at which Python's parser stumbles, if it does, is guessed first."""
    line = syntax_error_line(case.source)
    if line is None:
        return chance(case, guesses)
    if line in case.lines:
        return 1.0
    return _drawn(_num_lines(case) - 1, len(case.lines), guesses - 1)


def _num_lines(case: Case) -> int:
    return sum(bool(line.strip()) for line in case.source.split("\n"))


def _drawn(num: int, right: int, guesses: int) -> float:
    """Hypergeometric: at least one of ``right`` among ``guesses`` draws of ``num`` without putting back."""
    return 1.0 - math.comb(max(0, num - right), guesses) / max(1, math.comb(num, guesses)) if guesses < num else 1.0
