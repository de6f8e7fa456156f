"""PretrainDataModule: endless text pages for training, fixed held-out ones for validation and test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import lightning as L
from torch.utils.data import DataLoader

from glyph.data.feed.curriculum import CurriculumBatches, Stage
from glyph.data.feed.sampler import EpochSampler, epoch_of, worker_settings
from glyph.data.pages.text_pages import TextPage, TextPages, collate_text_pages


class PretrainDataModule(L.LightningDataModule):
    """Feeds crops of text pages; the seed of each split is its own, so that no page is in two of them."""

    def __init__(
        self,
        pages: Callable[..., TextPages],
        steps_per_epoch: int,
        batch_size: int = 8,
        num_workers: int = 1,
        num_val: int = 64,
        seed: int = 0,
        curriculum: Sequence[Mapping[str, Any]] = (),
        num_calibration: int = 64,
        calibration: Mapping[str, Any] | None = None,
        val: Mapping[str, Any] | None = None,
        test: Mapping[str, Any] | None = None,
    ) -> None:
        """
        Args:
            pages: makes a ``TextPages`` from a ``seed``.
            steps_per_epoch: batches between checkpoints; every epoch draws new pages.
            batch_size: crops a step, where no curriculum says otherwise.
            num_workers: rendering processes.
            num_val: crops of validation, and as many of test.
            seed: of everything drawn.
            curriculum: arguments of a ``Stage`` each, for training; none draws all crops alike.
            num_calibration: pages of the validation seed that the confidence is fitted on.
            calibration: arguments for ``pages`` that make these unlike crops of training, such as whole pages of what
                is mostly read.
            val, test: arguments for ``pages`` of either split, such as files that training does not see. Calibration
                has those of validation where it has none of its own.
        """
        super().__init__()
        self.curriculum = [Stage(**stage) for stage in curriculum]
        self.pages, self.steps_per_epoch, self.batch_size = pages, steps_per_epoch, batch_size
        self.num_workers, self.num_val, self.seed = num_workers, num_val, seed
        self.num_calibration, self.calibration = num_calibration, {**(val or {}), **(calibration or {})}
        self.val, self.test = dict(val or {}), dict(test or {})

    def train_dataloader(self) -> DataLoader[TextPage]:
        pages, epoch = self.pages(seed=3 * self.seed), epoch_of(self.trainer)
        if self.curriculum:
            assert self.trainer is not None and self.trainer.max_epochs is not None, "a curriculum goes by the trainer"
            batches = CurriculumBatches(self.curriculum, self.steps_per_epoch, self.trainer.max_epochs, epoch)
            return self._loader(pages, batch_sampler=batches)
        sampler = EpochSampler(self.steps_per_epoch * self.batch_size, epoch)
        return self._loader(pages, batch_size=self.batch_size, sampler=sampler)

    def val_dataloader(self) -> DataLoader[TextPage]:
        return self._held_out(self.pages(seed=3 * self.seed + 1, **self.val), self.num_val)

    def test_dataloader(self) -> DataLoader[TextPage]:
        return self._held_out(self.pages(seed=3 * self.seed + 2, **self.test), self.num_val)

    def calibration_dataloader(self) -> DataLoader[TextPage]:
        """Pages of the validation seed, as ``calibration`` has them."""
        return self._held_out(self.pages(seed=3 * self.seed + 1, **self.calibration), self.num_calibration)

    def _held_out(self, pages: TextPages, number: int) -> DataLoader[TextPage]:
        return self._loader(pages, batch_size=self.batch_size, sampler=range(number))

    def _loader(self, pages: TextPages, **batching: Any) -> DataLoader[TextPage]:
        return DataLoader(
            pages,
            **batching,
            collate_fn=collate_text_pages,
            **worker_settings(self.num_workers, prefetch=8),
        )
