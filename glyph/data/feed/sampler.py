"""EpochSampler: the epoch travels inside the index, so workers that persist draw fresh data, and resume is exact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lightning.pytorch import Trainer
from torch.utils.data import Sampler


class EpochSampler(Sampler[int]):
    """Yields ``epoch * length + i`` for i in 0..length-1; Lightning tells it the epoch.

    A resumed run must be told where it starts: Lightning's workers fetch their first items before it tells.
    """

    def __init__(self, length: int, epoch: int = 0) -> None:
        self.length, self.epoch = length, epoch

    def set_epoch(self, epoch: int) -> None:
        self.epoch = epoch

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.epoch * self.length, (self.epoch + 1) * self.length))


def worker_settings(num_workers: int, prefetch: int) -> dict[str, Any]:
    """Arguments of a ``DataLoader`` for workers that stay, each ``prefetch`` batches ahead; 0 loads in the process."""
    return {
        "num_workers": num_workers,
        "persistent_workers": num_workers > 0,
        "prefetch_factor": prefetch if num_workers else None,
        "multiprocessing_context": "spawn" if num_workers else None,
    }


def epoch_of(trainer: Trainer | None) -> int:
    """The epoch a trainer is about to run, from 0; that of the checkpoint where it resumes from one."""
    return trainer.fit_loop.epoch_progress.current.processed if trainer is not None else 0  # type: ignore[attr-defined]
