"""What ``review.py`` and ``baselines.py`` ask about: synthetic reports of a split, drawn as pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from grounding import looks
from numpy.typing import NDArray

from glyph.data.generators.reports import SyntheticReports
from glyph.data.generators.reports.report import Length
from glyph.data.pages.degrade import degrade
from glyph.data.sample import Sample, Split
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page, RenderConfig, render

SEED = 17
MOST_REPORTS = 10_000  # a report is the same however many are asked about


def reports(split: Split, number: int, length: Length | tuple[Length, ...] = "short") -> list[Sample]:
    """The first reports of a split, eight questions each."""
    source = SyntheticReports(1, MOST_REPORTS, MOST_REPORTS, seed=SEED, length=length).split(split)
    return [source.sample(index, np.random.default_rng(0)) for index in range(number)]


def drawn(samples: list[Sample], size_px: float | None = None) -> Iterator[tuple[Sample, list[Page]]]:
    """Samples with their pages of 448 px, in turn at 10 and 12 px type, or all in type of ``size_px``."""
    for index, sample in enumerate(samples):
        config: RenderConfig = looks()[index % 2]
        assert sample.document is not None
        config = config if size_px is None else replace(looks()[0], font_size_pt=size_px)
        yield sample, list(render(sample.document, config))


def worn(page: Page, index: int, strength: float) -> NDArray[np.uint8]:
    """The grey page as a scan of it, worn in a way of its own for every index."""
    return degrade(page.grey, np.random.default_rng([SEED, index]), strength)


def roomy(reader: TorchReader) -> TorchReader:
    """The same reader with room for whole reports."""
    return replace(reader, grid=replace(reader.grid, max_visual_tokens=1 << 13, max_positions=1 << 14))
