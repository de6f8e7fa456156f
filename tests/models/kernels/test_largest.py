"""The few largest of many logits are those that torch.topk finds."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from glyph.models.kernels.largest import STRIDE, largest


@given(
    rows=st.integers(0, 5),
    columns=st.integers(1, 3 * STRIDE),
    num=st.integers(1, 9),
    levels=st.sampled_from([2, 50, 10**6]),
    dtype=st.sampled_from([torch.bfloat16, torch.float32]),
    seed=st.integers(0, 2**31),
)
def test_same_values_as_topk_and_columns_that_hold_them(
    rows: int, columns: int, num: int, levels: int, dtype: torch.dtype, seed: int
) -> None:
    generator = torch.Generator().manual_seed(seed)
    logits = (torch.randint(-levels, levels, (rows, columns), generator=generator) / 7).to(dtype)
    num = min(num, columns)
    values, found = largest(logits, num)
    assert torch.equal(values, logits.topk(num, dim=-1).values)
    assert torch.equal(logits.gather(1, found), values)
    assert all(len(set(row)) == num for row in found.tolist())


@pytest.mark.parametrize("value", [float("-inf"), -0.0, 0.0, float("inf")])
def test_extreme_values(value: float) -> None:
    logits = torch.full((2, 20), -1.0, dtype=torch.bfloat16)
    logits[:, 7] = value
    values, found = largest(logits, 20)
    assert torch.equal(values, logits.topk(20, dim=-1).values)
    assert sorted(found[0].tolist()) == list(range(20))


def test_rows_that_are_not_contiguous() -> None:
    logits = torch.arange(40.0).view(10, 4).to(torch.bfloat16).T
    values, found = largest(logits, 2)
    assert values[:, 0].tolist() == [36.0, 37.0, 38.0, 39.0] and found[:, 0].tolist() == [9] * 4
