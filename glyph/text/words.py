"""Units: the words an answer is pointed at in. A Latin word, a number, a sign or one Hanzi is a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glyph.documents.cjk import is_cjk
from glyph.text.charset import Charset
from glyph.text.numbers import fold_numbers

UNIT_CHARS = 16  # characters of a unit that are looked at; longer words keep their head
MAX_RUN = 8  # matched runs longer than this count as this long
MATCH_FEATURES = 3  # of a unit, see match_features


@dataclass(frozen=True, slots=True)
class Units:
    """U units over K characters; unit u is characters ``starts[u]:ends[u]``."""

    starts: NDArray[np.int64]  # [U]
    ends: NDArray[np.int64]  # [U]
    texts: tuple[str, ...]
    chars: NDArray[np.int64]  # [U, UNIT_CHARS] charset ids + 1, 0 where the unit is shorter

    def __len__(self) -> int:
        return len(self.texts)

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last unit that hold characters of ``start:end``; None where there is none."""
        inside = np.flatnonzero((self.ends > start) & (self.starts < end))
        return (int(inside[0]), int(inside[-1])) if len(inside) else None


def split_units(chars: str, breaks: Sequence[bool] | NDArray[np.bool_], charset: Charset) -> Units:
    """Split K characters into units; full-width digits stand together as ASCII ones do, and have their ids.

    Args:
        chars: non-space characters in reading order.
        breaks: [K] whether blank space or a line's end parts a character from the one before.
        charset: gives the ids.
    """
    plain = fold_numbers(chars)
    starts = [k for k in range(len(chars)) if k == 0 or breaks[k] or _parts(plain, breaks, k)]
    ends = [*starts[1:], len(chars)] if starts else []
    texts = tuple(chars[a:b] for a, b in zip(starts, ends, strict=True))
    ids = np.zeros((len(texts), UNIT_CHARS), np.int64)
    for row, start, end in zip(ids, starts, ends, strict=True):
        head = plain[start : min(end, start + UNIT_CHARS)]
        row[: len(head)] = charset.encode(head) + 1
    return Units(np.array(starts, np.int64), np.array(ends, np.int64), texts, ids)


def _parts(chars: str, breaks: Sequence[bool] | NDArray[np.bool_], k: int) -> bool:
    """Whether a unit ends between characters k - 1 and k that stand together."""
    before, after = chars[k - 1], chars[k]
    if is_cjk(before) or is_cjk(after):
        return True
    if before.isalnum() and after.isalnum():
        return False
    if before.isdigit() and after in ".," and k + 1 < len(chars):  # 1,234.5
        return bool(breaks[k + 1]) or not chars[k + 1].isdigit()
    if before in ".," and after.isdigit() and k >= 2 and not breaks[k - 1]:
        return not chars[k - 2].isdigit()
    return True


def text_units(text: str, charset: Charset) -> Units:
    """The units of running text, such as a question."""
    chars = "".join(c for c in text if not c.isspace())
    breaks = [k == 0 or text[k - 1].isspace() for k, c in enumerate(text) if not c.isspace()]
    return split_units(chars, breaks, charset)


def match_features(page: Units, question: Units) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """How page units match the question (after the exact-match features of DrQA, arXiv 1704.00051).

    Returns:
        float32 [U, MATCH_FEATURES] and int64 [U].

    Columns: whether the unit stands in the question; the share of MAX_RUN of the longest run of units, in
    both in the same order, that it belongs to; whether no run of this page is longer. Then, 1 + the place of the
    question's unit that it stands for in that run, 0 where it stands in none.
    """
    names: dict[str, int] = {}
    fold = [
        np.array([names.setdefault(fold_numbers(t).casefold(), len(names)) for t in u.texts], np.int64)
        for u in (page, question)
    ]
    num, asked = len(page), len(question)
    features = np.zeros((num, MATCH_FEATURES), np.float32)
    if not num or not asked:
        return features, np.zeros(num, np.int64)
    same = fold[0][:, None] == fold[1][None]
    forward, backward = np.zeros((num + 1, asked + 1), np.int64), np.zeros((num + 1, asked + 1), np.int64)
    for u in range(num):  # diagonal runs, a whole row of question units at a time
        forward[u + 1, 1:] = (forward[u, :-1] + 1) * same[u]
    for u in range(num - 1, -1, -1):
        backward[u, :-1] = (backward[u + 1, 1:] + 1) * same[u]
    run = np.where(same, forward[1:, 1:] + backward[:-1, :-1] - 1, 0)
    features[:, 0] = same.any(axis=1)
    features[:, 1] = np.minimum(run.max(axis=1), MAX_RUN) / MAX_RUN
    longest = run.max()
    features[:, 2] = (run.max(axis=1) == longest) & (longest > 1)
    return features, np.where(same.any(axis=1), 1 + run.argmax(axis=1), 0)
