"""Chunks of a text, ranked by a question: BM25."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading, group_starts

K1, B = 1.2, 0.75  # saturation and length, the usual values (Robertson and Zaragoza 2009)


def line_chunks(reading: Reading, num_chars: int) -> list[NDArray[np.bool_]]:
    """Part a reading of K characters at line ends, into chunks of ``num_chars`` characters or a little fewer.

    Returns:
        A mask bool [K] each; a single longer line is a chunk of its own.
    """
    bounds = [*group_starts(reading.lines).tolist(), len(reading.chars)]
    cuts = [0]
    for start, end in pairwise(bounds):
        if start > cuts[-1] and end - cuts[-1] > num_chars:
            cuts.append(start)
    place = np.arange(len(reading.chars))
    return [(place >= a) & (place < b) for a, b in pairwise([*cuts, len(reading.chars)]) if b > a]


def bm25(question: Sequence[str], chunks: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """[N] how well each of N chunks goes with a question, both as terms (Robertson et al. 1994; never below 0)."""
    counts = [Counter(chunk) for chunk in chunks]
    lengths = np.array([len(chunk) for chunk in chunks], np.float64)
    relative = lengths / max(1.0, float(lengths.mean())) if len(chunks) else lengths
    scores = np.zeros(len(chunks))
    for term in set(question):
        found = np.array([count[term] for count in counts], np.float64)
        num_found = int((found > 0).sum())
        rarity = math.log(1 + (len(chunks) - num_found + 0.5) / (num_found + 0.5))
        scores += rarity * found * (K1 + 1) / (found + K1 * (1 - B + B * relative))
    return scores
