"""Which lines of a program a reader suspects, and what guessing and Python's own parser make of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from glyph.data.code_review import Case
from glyph.data.code_review.faults import syntax_error_line
from glyph.models.answer import Answer
from glyph.render import Page


def ranked_lines(answer: Answer, pages: Sequence[Page], source: str) -> list[int]:
    """The painted lines of a source, from 1, those first that the reader looked at most for its answer.

    How strongly the units of text were pointed at adds up by row; a unit belongs to the row of its page whose middle is
    nearest. A line that wraps has several rows. Columns side by side are not told apart.

    Args:
        answer: with its focus; without, no line is ranked.
        pages: what it was answered from, as painted.
        source: the text that the pages' offsets count in.
    """
    if answer.focus is None:
        return []
    starts = np.array([0, *(k + 1 for k, char in enumerate(source) if char == "\n")])
    weights: dict[int, float] = {}
    for number, page in enumerate(pages):
        known = page.offsets >= 0
        rows = np.unique(page.lines[known])
        if not len(rows):
            continue
        middles = np.array([page.boxes[known & (page.lines == row)][:, 1::2].mean() for row in rows])
        first = np.array([page.offsets[known & (page.lines == row)].min() for row in rows])
        lines = np.searchsorted(starts, first, side="right")
        here = np.flatnonzero(answer.focus.pages == number)
        nearest = np.abs(answer.focus.boxes[here, 1::2].mean(axis=1)[:, None] - middles[None]).argmin(axis=1)
        looked = np.bincount(nearest, answer.focus.weights[here], minlength=len(rows))
        for line, weight in zip(lines.tolist(), looked.tolist(), strict=True):
            weights[line] = weights.get(line, 0.0) + weight
    return sorted(weights, key=lambda line: (-weights[line], line))


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
