"""PretrainDataModule: endless text pages for training, fixed held-out ones for validation and test."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import lightning as L
from torch.utils.data import DataLoader

from glyph.data.sampler import EpochSampler, epoch_of
from glyph.data.text_pages import TextPage, TextPages, collate_text_pages


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
    ) -> None:
        """
        Args:
            pages: makes a ``TextPages`` from a ``seed``.
            steps_per_epoch: batches between checkpoints; every epoch draws new pages.
            batch_size: crops a step.
            num_workers: rendering processes.
            num_val: crops of validation, and as many of test.
            seed: of everything drawn.
        """
        super().__init__()
        self.pages, self.steps_per_epoch, self.batch_size = pages, steps_per_epoch, batch_size
        self.num_workers, self.num_val, self.seed = num_workers, num_val, seed

    def train_dataloader(self) -> DataLoader[TextPage]:
        sampler = EpochSampler(self.steps_per_epoch * self.batch_size, epoch_of(self.trainer))
        return self._loader(self.pages(seed=3 * self.seed), sampler)

    def val_dataloader(self) -> DataLoader[TextPage]:
        return self._loader(self.pages(seed=3 * self.seed + 1), range(self.num_val))

    def test_dataloader(self) -> DataLoader[TextPage]:
        return self._loader(self.pages(seed=3 * self.seed + 2), range(self.num_val))

    def _loader(self, pages: TextPages, indices: Iterable[int]) -> DataLoader[TextPage]:
        return DataLoader(
            pages,
            batch_size=self.batch_size,
            sampler=indices,
            num_workers=self.num_workers,
            collate_fn=collate_text_pages,
            persistent_workers=self.num_workers > 0,
            prefetch_factor=8 if self.num_workers else None,
            multiprocessing_context="spawn" if self.num_workers else None,
        )
