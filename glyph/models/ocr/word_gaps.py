"""Word gaps: which blanks between the characters of a line part words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.documents.cjk import is_cjk

# Least width of a word gap as a share of the type height, by what stands on both sides of it. Spaces are 0.2 to 0.3 em
# wide in most fonts; as read, one in 160 between letters is under 0.09 em, and so are all but one in 800 of the gaps
# within words. Fitted on pages of filings of training companies, see docs/LOG.md. A number that falls apart is worse
# than two that stand together: some fonts leave a wide gap behind the comma or point in one (IN_NUMBER_EM). Hanzi stand
# apart without a space between them.
GAP_EM, FIGURES_EM, CJK_EM, IN_NUMBER_EM = 0.09, 0.12, 0.16, 0.28
GROUP, DECIMALS = 3, 2  # digits between the commas of a number, and at least so many behind its point
_OF_FIGURES = frozenset("0123456789.,")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}%")  # no blank is set inside of brackets; some are full-width


def starts_word(chars: Sequence[str], boxes: NDArray[np.float32], lines: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which characters stand behind a blank that parts words.

    Args:
        chars: K characters in reading order.
        boxes: [K, 4] xyxy px, as high as the type.
        lines: [K] index of the line of each, ascending.

    Returns:
        bool [K]; True at the first character of each line.
    """
    starts = np.ones(len(chars), np.bool_)
    if len(chars) < 2:
        return starts
    least = np.array([_least_gap(a, b) for a, b in pairwise(chars)], np.float32)
    gaps = (boxes[1:, 0] - boxes[:-1, 2]) / np.maximum(boxes[1:, 3] - boxes[1:, 1], 1e-6)
    gaps[lines[1:] != lines[:-1]] = np.inf
    for k in range(1, len(chars) - 1):
        is_within = chars[k] in ".," and chars[k - 1].isdecimal() and chars[k + 1].isdecimal()
        if is_within:
            num = _num_digits(chars, gaps, k + 1)
            if num == GROUP or (chars[k] == "." and num >= DECIMALS):
                least[k] = IN_NUMBER_EM
    starts[1:] = gaps > least
    return starts


def _num_digits(chars: Sequence[str], gaps: NDArray[np.float32], first: int) -> int:
    """How many digits follow each other from ``first`` on; ``gaps[k]`` is behind character k, in type heights."""
    end = first + 1
    while end < len(chars) and chars[end].isdecimal() and gaps[end - 1] <= FIGURES_EM:
        end += 1
    return end - first


def _least_gap(before: str, after: str) -> float:
    if is_cjk(before) or is_cjk(after) or before in _OPENING or after in _CLOSING:
        return CJK_EM
    return FIGURES_EM if before in _OF_FIGURES and after in _OF_FIGURES else GAP_EM
