"""QADataModule: documents with questions, rendered on the fly at one granularity or a mixture."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import lightning as L
import numpy as np
from torch.utils.data import DataLoader

from glyph.data.feed.dataset import PageReading, QADataset, Rendered
from glyph.data.feed.sampler import EpochSampler, epoch_of, worker_settings
from glyph.data.sample import SampleSet, SampleSource, Split, StoredSamples
from glyph.render import Granularity, RenderConfig, preset_settings
from glyph.render.visual_tokens import TokenGrid

log = logging.getLogger(__name__)

Collate = Callable[[Sequence[Rendered]], Any]  # makes a batch of rendered samples


class QADataModule(L.LightningDataModule):
    """Renders samples of one or more sources in workers; everything follows from (seed, epoch, index)."""

    def __init__(
        self,
        sources: Mapping[str, SampleSource],
        render: Mapping[str, Any],
        steps_per_epoch: int,
        granularities: Sequence[Granularity] | None = None,
        batch_size: int = 2,
        max_questions: int = 8,
        weights: Mapping[str, float] | None = None,
        num_workers: int = 1,
        num_val: int = 8,
        num_test: int | None = None,
        over_budget: Literal["error", "skip"] = "error",
        seed: int = 0,
    ) -> None:
        """
        Args:
            sources: data sets by name.
            render: settings of a ``RenderConfig``.
            granularities: presets to mix; each lays its own settings over ``render``.
            steps_per_epoch: batches between checkpoints; every epoch draws anew.
            batch_size: documents a step.
            max_questions: questions of a document in one step.
            weights: how often each source is drawn in training; by its size where not given.
            num_workers: rendering processes.
            num_val: documents of validation.
            num_test: documents of test; None takes all.
            over_budget: what to do about documents that need more tokens than the model's budget.
            seed: of everything drawn.

        Raises:
            DataError: when sources are missing or empty, or settings contradict each other.
        """
        super().__init__()
        looks = [render] if granularities is None else [{**render, **preset_settings(name)} for name in granularities]
        self.renders = [RenderConfig.from_dict(look) for look in looks]
        if min(steps_per_epoch, batch_size, max_questions) < 1:
            raise ValueError("data.steps_per_epoch, data.batch_size and data.max_questions must be at least 1")
        self.sources, self.weights, self.seed = dict(sources), weights, seed
        self.steps_per_epoch, self.batch_size, self.max_questions = steps_per_epoch, batch_size, max_questions
        self.num_workers, self.num_val, self.num_test, self.over_budget = num_workers, num_val, num_test, over_budget
        self._collate: Collate | None = None
        self._grid: TokenGrid | None = None
        self._read_image: PageReading | None = None
        self._datasets: dict[Split, QADataset] = {}

    def attach(self, collate: Collate, grid: TokenGrid, read_image: PageReading | None = None) -> None:
        """Say which model is fed: how it batches, its token budgets, and how it reads ready-made images."""
        self._collate, self._grid, self._read_image = collate, grid, read_image

    def dataset(self, split: Split) -> QADataset:
        """A split, checked against the token budget when first asked for."""
        if split not in self._datasets:
            limit = {"train": None, "val": self.num_val, "test": self.num_test}[split]
            sets = {name: source.split(split) for name, source in self.sources.items()}
            dataset = QADataset(
                sets,
                self.renders, seed=self.seed, grid=self.grid, weights=self.weights,
                max_questions=self.max_questions,
                is_train=split == "train", limit=limit,
                read_image=self._read_image if any(map(holds_images, sets.values())) else None,
            )  # fmt: skip
            dataset.check_budget(self.over_budget)
            self._datasets[split] = dataset
        return self._datasets[split]

    @property
    def grid(self) -> TokenGrid:
        assert self._grid is not None, "attach() comes before loading data"
        return self._grid

    def train_dataloader(self) -> DataLoader[Any]:
        sampler = EpochSampler(self.steps_per_epoch * self.batch_size, epoch_of(self.trainer))
        return self._loader("train", sampler, self.batch_size)

    def val_dataloader(self) -> DataLoader[Any]:
        return self._loader("val", range(len(self.dataset("val"))), 1)

    def test_dataloader(self) -> DataLoader[Any]:
        return self._loader("test", range(len(self.dataset("test"))), 1)

    def majority_answers(self, num_documents: int = 200) -> dict[str, str]:
        """The commonest answer of the training data by language: what a guesser would always say."""
        dataset = self.dataset("train")
        counts: dict[str, Counter[str]] = {}
        for index in range(num_documents):
            sample = dataset.draw(np.random.default_rng([self.seed, index]))
            counts.setdefault(sample.language, Counter()).update(question.answer for question in sample.questions)
        return {language: answers.most_common(1)[0][0] for language, answers in counts.items()}

    def _loader(self, split: Split, indices: Any, batch_size: int) -> DataLoader[Any]:
        dataset = self.dataset(split)
        workers = 0 if dataset.read_image is not None else self.num_workers  # the model that reads images stays here
        return DataLoader(
            dataset,
            batch_size=batch_size,
            sampler=indices,
            collate_fn=self._collate,
            **worker_settings(workers, prefetch=4),
        )


def holds_images(samples: SampleSet) -> bool:
    """Whether any stored sample is a ready-made image."""
    return isinstance(samples, StoredSamples) and any(sample.image_path is not None for sample in samples.samples)
