"""The smallest real things: a randomly initialised reader, documents of a few lines, and samples about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightning as L
import numpy as np
import torch

from glyph.data.sample import Question, Sample, SampleSet, Split, StoredSamples
from glyph.documents import Document, DocumentBuilder
from glyph.readers.build import build_reader
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page, RenderConfig, render
from glyph.tasks.collate import QACollator, TaughtBatch

TINY_VISION: dict[str, Any] = {
    "name": "small_vit", "width": 32, "depth": 1, "num_heads": 2, "patch_size": 16, "stem_width": 32, "stem_depth": 1,
}  # fmt: skip
TINY_PAGE = {"font_size_pt": 10.0, "page_width_pt": 160, "page_height_pt": 96, "margin_pt": 4}


def tiny_reader(seed: int = 0, **changes: Any) -> TorchReader:
    """A reader of a few thousand weights beside its character tables; ``changes`` go to ``build_reader``."""
    settings: dict[str, Any] = {
        "vision": TINY_VISION,
        "language": {"width": 32, "depth": 1, "num_heads": 2},
        "copy": {
            "width": 32,
            "depth": 1,
            "num_heads": 2,
            "num_registers": 2,
            "question": {"width": 16, "depth": 1, "num_heads": 2},
        },
        "render": TINY_PAGE,
        "grid": {"max_visual_tokens": 64, "max_positions": 256},
    }
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        reader = build_reader(**{**settings, **changes})
        if not {"weights", "encoder_weights"} & changes.keys():
            torch.nn.init.normal_(reader.model.encoder.ocr_head.presence.weight, std=0.3)  # it reads, if nonsense
    reader.model.eval()
    return reader


def tiny_config(**changes: Any) -> RenderConfig:
    return RenderConfig.from_dict({**TINY_PAGE, **changes})


def report(figures: Sequence[tuple[str, str]], title: str = "Results") -> tuple[Document, list[tuple[int, int]]]:
    """A heading and a table of labelled figures, with the source span of each figure."""
    builder = DocumentBuilder(title)
    builder.heading(title)
    spans = builder.table([["", "2023"], *([label, figure] for label, figure in figures)])
    return builder.build(), [row[1] for row in spans[1:]]


def tiny_sample(name: str, figures: Sequence[tuple[str, str]], title: str = "Results") -> Sample:
    """A report, and a question about each of its figures."""
    document, spans = report(figures, title)
    questions = tuple(
        Question(f"What was {label}?", figure, (span,), "{0}")
        for (label, figure), span in zip(figures, spans, strict=True)
    )
    return Sample(name, questions, document)


SAMPLES = (
    tiny_sample("a", [("Revenue", "1,024"), ("Costs", "(77)")]),
    tiny_sample("b", [("收入", "3.5"), ("Tax", "12%")]),
    tiny_sample("c", [("Cash", "8"), ("Debt", "9,100")]),
)


class TinySource:
    """The same few samples in every split."""

    def __init__(self, samples: Sequence[Sample] = SAMPLES) -> None:
        self.samples = tuple(samples)

    def split(self, name: Split) -> SampleSet:
        return StoredSamples(self.samples)


def rendered(sample: Sample, config: RenderConfig | None = None) -> tuple[Sample, tuple[Page, ...]]:
    assert sample.document is not None
    return sample, tuple(render(sample.document, config or tiny_config()))


def collate(reader: TorchReader) -> QACollator:
    return QACollator(reader.assembler, reader.model.use_copy)


def feeds_on(reader: TorchReader) -> dict[str, Any]:
    """What a data module is told of a reader, as ``SFTTask.feeds_on``."""
    return {"collate": collate(reader), "grid": reader.grid, "read_image": reader.page_of_image}


def tiny_batch(
    reader: TorchReader, samples: Sequence[Sample] = SAMPLES, config: RenderConfig | None = None
) -> TaughtBatch:
    return collate(reader)([rendered(sample, config) for sample in samples])


def same_size(pages: Sequence[Page], height: int) -> tuple[Page, ...]:
    """Pages padded with white to one height."""
    out = []
    for page in pages:
        image = np.full((height, page.image.shape[1]), 255, np.uint8)
        image[: len(page.image)] = page.image
        out.append(Page(image, page.text, page.boxes, page.offsets, page.lines, page.space_before))
    return tuple(out)


class Killed(Exception):
    """What ``KillAt`` raises."""


class KillAt(L.Callback):
    """Ends training without ceremony as an epoch begins, as a power cut would."""

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch

    def on_train_epoch_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        if trainer.current_epoch == self.epoch:
            raise Killed
