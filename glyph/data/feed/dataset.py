"""QADataset: samples drawn from sources and rendered on the fly."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from torch.utils.data import Dataset

from glyph.data.feed.shares import is_stored, shares_of
from glyph.data.sample import Sample, SampleSet
from glyph.data.sources.evidence import locate_answer
from glyph.errors import DataError, OverBudget
from glyph.render import Page, RenderConfig, render
from glyph.render.page_image import file_size, page_image
from glyph.render.visual_tokens import TokenGrid

log = logging.getLogger(__name__)

NUM_TRIES = 8  # draws, where those over budget are left out
NUM_PROBES = 32  # generated training samples tried against the budget

Rendered = tuple[Sample, tuple[Page, ...]]
PageReading = Callable[[NDArray[np.uint8]], Page]  # how a ready-made image is read, see ``Sample.image_path``


def render_sample(sample: Sample, config: RenderConfig, read_image: PageReading | None = None) -> Rendered:
    """The pages of a sample: those it has, its document drawn, or its image with the text that a model reads on it.

    Evidence of an image's questions is looked up in what was read.

    Raises:
        DataError: when the sample is an image and nothing is there to read it.
    """
    if sample.pages:
        return sample, sample.pages
    if sample.document is not None:
        return sample, tuple(render(sample.document, config))
    assert sample.image_path is not None, "a sample is a document or an image"
    if read_image is None:
        raise DataError(f"{sample.image_path}: an image needs a model that can read it (model.encoder_weights)")
    page = read_image(page_image(sample.image_path))
    text = page.reading_text()
    page = dataclasses.replace(page, offsets=_offsets_in(text, page.text))
    questions = []
    for question in sample.questions:
        found = locate_answer(text, question.answer)
        if found is not None and question.template is None:
            question = dataclasses.replace(question, evidence=(found,), template="{0}")
        questions.append(question)
    return dataclasses.replace(sample, questions=tuple(questions)), (page,)


def page_images(sample: Sample, config: RenderConfig) -> Iterator[NDArray[np.uint8]]:
    """The images of a sample's pages; of a ready-made image only the size is true."""
    if sample.pages:
        yield from (page.grey for page in sample.pages)
    elif sample.document is not None:
        yield from (page.grey for page in render(sample.document, config))
    elif sample.image_path is not None:
        yield np.broadcast_to(np.uint8(255), file_size(sample.image_path))


def _offsets_in(text: str, chars: str) -> NDArray[np.int64]:
    """[K] where the non-space characters stand in the spaced text."""
    places = np.flatnonzero([not c.isspace() for c in text])
    assert len(places) == len(chars), "the text holds the very characters"
    return places.astype(np.int64)


class QADataset(Dataset[Rendered]):
    """Item ``index`` is a pure function of (seed, index): source, sample, questions and look are drawn from it.

    In train an index names its epoch too (see ``EpochSampler``); evaluation takes the samples of all sources in order.
    """

    def __init__(
        self,
        sets: Mapping[str, SampleSet],
        renders: Sequence[RenderConfig],
        seed: int,
        grid: TokenGrid,
        weights: Mapping[str, float] | None = None,
        max_questions: int = 8,
        is_train: bool = False,
        limit: int | None = None,
        read_image: PageReading | None = None,
        any_image: bool = False,
    ) -> None:
        """
        Args:
            sets: sample sets by name; empty ones are left out.
            renders: looks to draw from; evaluation goes round them in order.
            seed: of everything drawn.
            grid: budgets that no sample may exceed.
            weights: in train, the share of draws of each set, see ``shares_of``.
            max_questions: questions of one document in train; a document with more gives a random choice.
            is_train: draw samples (True) or take each once (False).
            limit: evaluate at most this many samples, spread evenly.
            read_image: reads samples that are images.
            any_image: whether images may be of any size, as for readers that find their scale; no budget holds then.
        """
        self.sets = {name: samples for name, samples in sets.items() if len(samples)}
        if not self.sets:
            raise DataError(f"the data set is empty: {', '.join(sets) or 'no source'} gives no sample")
        self.renders, self.seed, self.grid = tuple(renders), seed, grid
        self.shares: dict[str, float] = {}
        if is_train:
            self.shares = shares_of(sets, weights)
            self.sets = {name: samples for name, samples in self.sets.items() if self.shares[name] > 0}
        self.max_questions, self.is_train, self.read_image = max_questions, is_train, read_image
        self.any_image = any_image
        self.skips_large = False
        self.places = [(name, i) for name, samples in self.sets.items() for i in range(len(samples))]
        if limit is not None and limit < len(self.places):
            self.places = [self.places[int(i)] for i in np.linspace(0, len(self.places) - 1, limit)]
        self._group()

    def _group(self) -> None:
        """Sort the places by source, so that a draw need not look through all of them."""
        self.own: dict[str, list[int]] = {}
        for name, place in self.places:
            self.own.setdefault(name, []).append(place)

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, index: int) -> Rendered:
        rng = np.random.default_rng([self.seed, index])
        if not self.is_train:
            name, place = self.places[index]
            return self._rendered(self.sets[name].sample(place, rng), self.renders[index % len(self.renders)])
        tries = NUM_TRIES if self.skips_large else 1
        while True:
            tries -= 1
            try:
                return self._rendered(self.draw(rng), self.renders[int(rng.integers(len(self.renders)))])
            except OverBudget:
                if not tries:
                    raise

    def draw(self, rng: np.random.Generator) -> Sample:
        """A training sample: a source by its share, one of its samples, and some of the sample's questions."""
        name = list(self.sets)[int(rng.choice(len(self.sets), p=[self.shares[name] for name in self.sets]))]
        own = self.own[name]
        sample = self.sets[name].sample(own[int(rng.integers(len(own)))], rng)
        if len(sample.questions) > self.max_questions:
            chosen = sorted(rng.permutation(len(sample.questions))[: self.max_questions])
            sample = dataclasses.replace(sample, questions=tuple(sample.questions[i] for i in chosen))
        return sample

    def _rendered(self, sample: Sample, config: RenderConfig) -> Rendered:
        sample, pages = render_sample(sample, config, self.read_image)
        self._check(sample, (page.grey for page in pages))
        return sample, pages

    def _check(self, sample: Sample, images: Iterable[NDArray[np.uint8]]) -> None:
        if self.any_image and sample.image_path is not None:
            return
        num_text = max((len(q.text) + len(q.answer) for q in sample.questions), default=0)  # no tokenizer needs more
        self.grid.check(f"sample {sample.id}", images, num_text)

    def check_budget(self, over_budget: Literal["error", "skip"]) -> None:
        """Draw samples against the token budget before any training: stored ones all, generated ones a probe.

        Args:
            over_budget: what to do about a sample that exceeds it: refuse to go on, or leave it out and say so; another
                one is drawn for it in train.

        Raises:
            DataError: for the first sample over budget, with ``error``; when none is left, with ``skip``.
        """
        self.skips_large = over_budget == "skip"
        dropped: set[tuple[str, int]] = set()
        for k, (name, place) in enumerate(self.places):
            samples = self.sets[name]
            if self.is_train and not is_stored(samples) and place >= NUM_PROBES:
                continue
            sample = samples.sample(place, np.random.default_rng([self.seed, k]))
            try:
                for config in self.renders:
                    self._check(sample, page_images(sample, config))
            except OverBudget:
                if over_budget == "error":
                    raise
                dropped.add((name, place))
        if dropped:
            log.warning("%d of %d samples exceed the token budget and are left out", len(dropped), len(self.places))
            self.places = [place for place in self.places if place not in dropped]
            self._group()
        if not self.own.keys() >= self.sets.keys():
            raise DataError(
                "no sample of a source fits the token budget; render coarser, or raise model.grid.max_visual_tokens"
            )
