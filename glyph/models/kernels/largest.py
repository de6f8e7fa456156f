"""The few largest of thousands of logits a row: ``torch.topk`` in a third of its time for bfloat16 on a CPU.

The bits of a bfloat16, those of negative numbers turned around, are an integer of the same order; maxima of integers
over columns far apart are what compilers turn into vector instructions.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from glyph.render.layout.textkernels import jit

STRIDE = 448  # columns so far apart share a maximum
LEAST = np.int16(-(2**15))
MAGNITUDE = np.int16(2**15 - 1)  # bits that are not the sign


def largest(logits: Tensor, num: int) -> tuple[Tensor, Tensor]:
    """Values and columns (int64) [M, num] of the ``num`` largest of every row of ``logits`` [M, C], largest first.

    Args:
        logits: of any floating dtype and device; none is NaN.
        num: at most C.
    """
    if logits.dtype != torch.bfloat16 or logits.device.type != "cpu":
        best = logits.topk(num, dim=-1)
        return best.values, best.indices
    columns = torch.from_numpy(_largest(logits.contiguous().view(torch.int16).numpy(), num))
    return logits.gather(1, columns), columns


@jit
def _ordered(bits: np.int16) -> np.int16:
    """An integer that is larger where the number that ``bits`` stand for is."""
    return np.int16(bits ^ np.int16((bits >> 15) & MAGNITUDE))


@jit
def _insert(values: NDArray[np.int16], places: NDArray[np.int64], count: int, value: np.int16, place: int) -> int:
    """Puts ``value``, which stands at ``place``, among the ``count`` largest if it is one; how many there are then."""
    if count == len(values) and value <= values[count - 1]:
        return count
    count = min(count + 1, len(values))
    k = count - 1
    while k > 0 and values[k - 1] < value:
        values[k], places[k] = values[k - 1], places[k - 1]
        k -= 1
    values[k], places[k] = value, place
    return count


@jit
def _largest(bits: NDArray[np.int16], num: int) -> NDArray[np.int64]:
    found = np.zeros((len(bits), num), np.int64)
    maxima = np.empty(min(STRIDE, bits.shape[1]), np.int16)
    values, groups = np.empty(num, np.int16), np.zeros(num, np.int64)
    for r in range(len(bits)):
        row = bits[r]
        maxima[:] = LEAST
        for start in range(0, len(row), STRIDE):
            part = row[start : start + STRIDE]
            for j in range(len(part)):
                maxima[j] = max(maxima[j], _ordered(part[j]))
        count = 0
        for j in range(len(maxima)):
            count = _insert(values, groups, count, maxima[j], j)
        num_groups, count = count, 0
        for group in groups[:num_groups].copy():
            for column in range(group, len(row), STRIDE):
                count = _insert(values, found[r], count, _ordered(row[column]), column)
    return found
