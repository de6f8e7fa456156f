"""What a data source yields: a document (or a page image) and questions about it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal, Protocol

import numpy as np

from glyph.documents.model import Document, SourceSpan
from glyph.render.page import Page

Split = Literal["train", "val", "test"]
SPLITS: tuple[Split, ...] = ("train", "val", "test")


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer and where the answer stands.

    ``template`` says how the answer is made from the evidence: text in which ``{i}`` stands for the text
    of ``evidence[i]``, such as ``"{0}"`` (copied), ``"growth({0}, {1})"`` (computed, see ``program.py``)
    or plain text without braces (generated). ``None`` when the way is not known.

    Where the wording is known, ``intent`` names what is asked and ``slots`` where in the text it says of what.
    """

    text: str
    answer: str
    evidence: tuple[SourceSpan, ...] = ()
    template: str | None = None
    kind: str = "lookup"
    references: tuple[str, ...] = ()  # further answers that count as right
    intent: str = ""
    slots: tuple[tuple[str, int, int], ...] = ()  # name, start, end


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with its questions. Exactly one of ``document``, ``image_path`` and ``pages`` is given.

    Evidence counts in the document's source, or by the offsets of ``pages``.
    """

    id: str
    questions: tuple[Question, ...]
    document: Document | None = None
    image_path: Path | None = None
    pages: tuple[Page, ...] = ()  # drawn already, by others
    language: Literal["en", "zh"] = "en"
    source: str = ""  # data set the sample came from


class SampleSet(Protocol):
    """A split of a data source. ``sample`` is a pure function of (index, rng)."""

    def __len__(self) -> int: ...

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """The sample at ``index``. Stored data ignore ``rng``; generators draw a fresh sample from it."""
        ...


class SampleSource(Protocol):
    """A data set: gives its splits, disjoint by document."""

    def split(self, name: Split) -> SampleSet: ...


@dataclass(frozen=True)
class StoredSamples:
    """A split held in memory."""

    samples: Sequence[Sample]

    def __len__(self) -> int:
        return len(self.samples)

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        return self.samples[index]


@dataclass(frozen=True)
class TrainOnly:
    """Samples to train on alone; val and test are empty."""

    samples: SampleSet

    def split(self, name: Split) -> SampleSet:
        """Everything for train, nothing else."""
        return self.samples if name == "train" else StoredSamples(())


@dataclass(frozen=True)
class GeneratedSet:
    """One split of a generator: ``seed`` fixes val and test, train takes its chance from the caller."""

    name: Split
    num_samples: int
    seed: int

    def __len__(self) -> int:
        return self.num_samples

    def chance(self, index: int, rng: np.random.Generator) -> Random:
        """What the sample at ``index`` is drawn from: fresh chance from ``rng`` in train, else always the same.

        Raises:
            IndexError: if ``index`` is outside ``range(len(self))``.
        """
        if not 0 <= index < self.num_samples:
            raise IndexError(f"index={index} is outside the {self.num_samples} samples of {self.name!r}")
        if self.name != "train":
            rng = np.random.default_rng([self.seed, SPLITS.index(self.name), index])
        return Random(int(rng.integers(2**63)))  # the standard library's scalars are several times faster than numpy's


def split_of(key: str, val_share: float = 0.1, test_share: float = 0.2, turn: float = 0.0) -> Split:
    """The split a document belongs to, by a hash of its key: adding data never moves a document.

    ``turn`` is where the test split begins, as a share of all: five turns of 0.2 test each document once.
    """
    place = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") / 2**64
    position = (place - turn) % 1.0
    if position < test_share:
        return "test"
    return "val" if position < test_share + val_share else "train"
