"""EpochSampler: the epoch travels inside the index, so workers that persist draw fresh data, and resume is exact."""

from __future__ import annotations

from collections.abc import Iterator

from torch.utils.data import Sampler


class EpochSampler(Sampler[int]):
    """Yields ``epoch * length + i`` for i in 0..length-1; Lightning tells it the epoch."""

    def __init__(self, length: int) -> None:
        self.length, self.epoch = length, 0

    def set_epoch(self, epoch: int) -> None:
        self.epoch = epoch

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.epoch * self.length, (self.epoch + 1) * self.length))
