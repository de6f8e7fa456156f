"""Curriculum: from large type in small crops to small type in large ones (Bengio et al. 2009).

Early learning is limited by the number of steps, not of characters, so it starts with crops that are quick to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torch.utils.data import Sampler

from glyph.data.feed.sampler import EpochSampler


@dataclass(frozen=True, slots=True)
class Stage:
    """What is shown until a share ``until`` of all steps is done.

    Raises:
        ValueError: when a number is out of range.
    """

    until: float
    crop_px: int  # side of the square crops
    batch_size: int  # crops a step
    smallest_px: float = 0.0  # type

    def __post_init__(self) -> None:
        if not 0 < self.until <= 1 or self.crop_px < 1 or self.batch_size < 1:
            raise ValueError(f"{self}: until must be in (0, 1], crop_px and batch_size at least 1")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which crop to make, and of what kind; ``index`` counts crops over the whole of training."""

    index: int
    crop_px: int
    smallest_px: float = 0.0


class CurriculumBatches(Sampler[list[Drawn]]):
    """The crops of each step; those of a resumed run are the same, for they follow from the step's number."""

    def __init__(self, stages: Sequence[Stage], steps_per_epoch: int, num_epochs: int, epoch: int = 0) -> None:
        """
        Args:
            stages: in order; the last one is until 1.
            steps_per_epoch, num_epochs: of training.
            epoch: that comes first.

        Raises:
            ValueError: when the stages are not in order, or end before the training does.
        """
        shares = [stage.until for stage in stages]
        if not shares or sorted(set(shares)) != shares or shares[-1] != 1:
            raise ValueError(f"stages of a curriculum must come in order, the last until 1, got until={shares}")
        self.stages, self.num_steps = tuple(stages), steps_per_epoch * num_epochs
        self.most = max(stage.batch_size for stage in stages)
        self.sampler = EpochSampler(steps_per_epoch, epoch)  # of steps; Lightning tells it the epoch

    def __len__(self) -> int:
        return len(self.sampler)

    def __iter__(self) -> Iterator[list[Drawn]]:
        for step in self.sampler:
            stage = self.stage_at(step)
            first = step * self.most
            yield [Drawn(first + k, stage.crop_px, stage.smallest_px) for k in range(stage.batch_size)]

    def stage_at(self, step: int) -> Stage:
        """The stage of a step, counted from 0; beyond the end, the last."""
        return next((stage for stage in self.stages if step < stage.until * self.num_steps), self.stages[-1])
