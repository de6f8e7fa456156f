"""QADataModule: documents with questions, rendered on the fly at one granularity or a mixture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import lightning as L
import numpy as np
from rich.console import Console
from torch.utils.data import DataLoader

from glyph.data.feed.dataset import PageReading, QADataset, Rendered
from glyph.data.feed.sampler import EpochSampler, epoch_of, worker_settings
from glyph.data.feed.shares import is_stored, share_table
from glyph.data.sample import SPLITS, SampleSet, SampleSource, Split, StoredSamples
from glyph.render import Granularity, RenderConfig, preset_settings
from glyph.render.visual_tokens import TokenGrid

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
        collate: Collate = list,
        grid: TokenGrid | None = None,
        read_image: PageReading | None = None,
        any_image: bool = False,
    ) -> None:
        """
        Args:
            sources: data sets by name.
            render: settings of a ``RenderConfig``.
            granularities: presets to mix; each lays its own settings over ``render``.
            steps_per_epoch: batches between checkpoints; every epoch draws anew.
            batch_size: documents a step.
            max_questions: questions of a document in one step.
            weights: share of training draws of each source, relative to each other; a source that they do not name is
                not drawn from. None gives half of the draws to stored rows, by their number, and half to generators,
                all alike, where there are both.
            num_workers: rendering processes.
            num_val: documents of validation.
            num_test: documents of test; None takes all.
            over_budget: what to do about documents that need more tokens than the model's budget.
            seed: of everything drawn.
            collate: makes the model's batches, see ``feeds_on`` of the tasks, which gives this and what follows.
            grid: the model's token budgets; None takes the default ones.
            read_image: reads ready-made images.
            any_image: see ``QADataset``.

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
        self.collate, self.grid, self.read_image = collate, grid or TokenGrid(), read_image
        self.any_image = any_image
        self._datasets: dict[Split, QADataset] = {}

    def setup(self, stage: str) -> None:
        """Build the splits and check them against the token budget.

        Before training, all of them: that a test document is over budget is told now, not when training is done.

        Args:
            stage: ``fit``, ``validate``, ``test`` or ``predict``, as Lightning says.
        """
        is_new = "train" not in self._datasets
        needed: dict[str, tuple[Split, ...]] = {"fit": SPLITS, "validate": ("val",), "test": ("test",)}
        for split in needed.get(stage, ()):
            self.dataset(split)
        if stage == "fit" and is_new:
            self._print_shares()

    def _print_shares(self) -> None:
        train, val, test = (self.dataset(split) for split in SPLITS)
        rows = {name: len(own) if is_stored(train.sets[name]) else None for name, own in train.own.items()}
        counts = [{name: len(own) for name, own in dataset.own.items()} for dataset in (val, test)]
        Console().print(share_table(train.shares, rows, *counts))

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
                read_image=self.read_image if any(map(holds_images, sets.values())) else None,
                any_image=self.any_image,
            )  # fmt: skip
            dataset.check_budget(self.over_budget)
            self._datasets[split] = dataset
        return self._datasets[split]

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
            collate_fn=self.collate,
            **worker_settings(workers, prefetch=4),
        )


def holds_images(samples: SampleSet) -> bool:
    """Whether any stored sample is a ready-made image."""
    return isinstance(samples, StoredSamples) and any(sample.image_path is not None for sample in samples.samples)
