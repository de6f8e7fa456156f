"""QuestionDataModule: questions alone, with what they ask (intent) and of what (slots), for the question encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import lightning as L
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from glyph.data.feed.sampler import EpochSampler, epoch_of, worker_settings
from glyph.data.sample import Question, SampleSet, SampleSource
from glyph.text.charset import Charset
from glyph.text.words import UNIT_CHARS, text_units

SLOTS = ("", "item", "other", "when", "old", "new", "table", "total")  # "": of no slot
_SAME = {"when_old": "old", "when_new": "new"}
IGNORED = -100


@dataclass
class QuestionBatch:
    """B questions of at most Q units."""

    chars: Tensor  # int64 [B, Q, UNIT_CHARS]
    mask: Tensor  # bool [B, Q]
    intents: Tensor  # int64 [B]
    slots: Tensor  # int64 [B, Q] index into SLOTS, IGNORED beyond the question

    def __len__(self) -> int:
        return len(self.intents)


def slot_labels(question: Question, charset: Charset) -> tuple[np.ndarray, np.ndarray]:
    """Characters int64 [Q, UNIT_CHARS] and slot labels int64 [Q] of a question's units."""
    units = text_units(question.text, charset)
    blank = np.array([char.isspace() for char in question.text], bool)
    place = np.cumsum(~blank) - ~blank  # of each character among those that are not blank
    labels = np.zeros(len(units), np.int64)
    for name, start, end in question.slots:
        inside = units.covering(int(place[start]), int(place[end - 1]) + 1) if end > start else None
        if inside is not None:
            labels[inside[0] : inside[1] + 1] = SLOTS.index(_SAME.get(name, name))
    return units.chars, labels


def collate_questions(samples: Sequence[Sequence[Question]], intents: Sequence[str], charset: Charset) -> QuestionBatch:
    """All questions of several documents that say what they ask."""
    known = {name: i for i, name in enumerate(intents)}
    questions = [question for sample in samples for question in sample if question.intent in known]
    parsed = [slot_labels(question, charset) for question in questions]
    length = max(len(labels) for _, labels in parsed)
    chars = np.zeros((len(parsed), length, UNIT_CHARS), np.int64)
    slots = np.full((len(parsed), length), IGNORED, np.int64)
    for row, (spelled, labels) in enumerate(parsed):
        chars[row, : len(labels)], slots[row, : len(labels)] = spelled, labels
    asked = torch.tensor([known[question.intent] for question in questions])
    return QuestionBatch(torch.from_numpy(chars), torch.from_numpy(slots != IGNORED), asked, torch.from_numpy(slots))


class _Questions(Dataset[tuple[Question, ...]]):
    def __init__(self, samples: SampleSet, seed: int) -> None:
        self.samples, self.seed = samples, seed

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> tuple[Question, ...]:
        chance = np.random.default_rng([self.seed, index])
        return self.samples.sample(index % len(self.samples), chance).questions


class QuestionDataModule(L.LightningDataModule):
    """Questions of a source, without its documents."""

    def __init__(
        self,
        source: SampleSource,
        intents: Sequence[str],
        steps_per_epoch: int,
        batch_size: int = 24,
        num_workers: int = 1,
        seed: int = 0,
    ) -> None:
        """
        Args:
            source: its samples' questions have an ``intent``; those that have none are left out.
            intents: all there are.
            steps_per_epoch: batches between checkpoints; every epoch draws anew.
            batch_size: documents a step whose questions are asked, all of them.
            num_workers: generating processes.
            seed: of everything drawn.
        """
        super().__init__()
        self.source, self.intents, self.charset = source, tuple(intents), Charset()
        self.steps_per_epoch, self.batch_size = steps_per_epoch, batch_size
        self.num_workers, self.seed = num_workers, seed

    def train_dataloader(self) -> DataLoader[QuestionBatch]:
        sampler = EpochSampler(self.steps_per_epoch * self.batch_size, epoch_of(self.trainer))
        return self._loader(self.source.split("train"), sampler)

    def val_dataloader(self) -> DataLoader[QuestionBatch]:
        samples = self.source.split("val")
        return self._loader(samples, range(len(samples)))

    def test_dataloader(self) -> DataLoader[QuestionBatch]:
        samples = self.source.split("test")
        return self._loader(samples, range(len(samples)))

    def _loader(self, samples: SampleSet, sampler: EpochSampler | range) -> DataLoader[QuestionBatch]:
        return DataLoader(
            _Questions(samples, self.seed),  # type: ignore[arg-type]
            batch_size=self.batch_size,
            sampler=sampler,
            collate_fn=partial(collate_questions, intents=self.intents, charset=self.charset),
            **worker_settings(self.num_workers, prefetch=8),
        )
