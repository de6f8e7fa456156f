"""EpochSampler: every epoch has its own indices."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from glyph.data.feed.sampler import EpochSampler


@given(st.integers(1, 30), st.integers(0, 50))
def test_epochs_follow_on_each_other(length: int, epoch: int) -> None:
    sampler = EpochSampler(length)
    assert list(sampler) == list(range(length)) and len(sampler) == length
    sampler.set_epoch(epoch)
    first = list(sampler)
    assert first == list(sampler) == list(pickle.loads(pickle.dumps(sampler)))
    sampler.set_epoch(epoch + 1)
    assert [*first, *sampler] == list(range(epoch * length, (epoch + 2) * length))
