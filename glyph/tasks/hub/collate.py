"""Collate samples into a HubBatch: what a vision-language model of the hub is fed, with the answers it is to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

import torch
from torch import Tensor

from glyph.data.sample import Question, Sample
from glyph.readers.hub_vlm import HubVLMReader
from glyph.render import Page
from glyph.render.page_image import page_picture

IGNORED = -100


@dataclass
class HubBatch:
    """B questions about the pages of D documents; T positions."""

    inputs: dict[str, Tensor]  # arguments of the model: input_ids and attention_mask [B, T], pixel_values ...
    labels: Tensor  # int64 [B, T] the answer's tokens and its end, IGNORED elsewhere
    samples: tuple[Sample, ...]  # D
    pages: tuple[tuple[Page, ...], ...]  # of each

    def to(self, device: torch.device | str) -> HubBatch:
        """The batch with all tensors on ``device``."""
        inputs = {name: tensor.to(device) for name, tensor in self.inputs.items()}
        return replace(self, inputs=inputs, labels=self.labels.to(device))

    def __len__(self) -> int:
        return len(self.labels)


class HubCollator:
    """Turns rendered samples into a ``HubBatch``."""

    def __init__(self, reader: HubVLMReader) -> None:
        """
        Args:
            reader: whose processor lays out pages and questions, as it does when it answers.
        """
        self.reader = replace(reader, model=SimpleNamespace(config=reader.model.config))  # workers are sent no weights

    def __call__(self, items: Sequence[tuple[Sample, Sequence[Page]]]) -> HubBatch:
        """Batch documents; their questions come in order."""
        rows = [self._row(question, pages) for sample, pages in items for question in sample.questions]
        length = max(len(labels) for _, labels in rows)
        inputs = {name: _joined([row[name] for row, _ in rows], self._fill(name), length) for name in rows[0][0]}
        labels = torch.stack([_padded(labels, IGNORED, length) for _, labels in rows])
        return HubBatch(inputs, labels, tuple(s for s, _ in items), tuple(tuple(pages) for _, pages in items))

    def _row(self, question: Question, pages: Sequence[Page]) -> tuple[dict[str, Tensor], Tensor]:
        """Arguments of the model for one question with its answer behind, and what is scored [T]."""
        pictures = [page_picture(page).convert("RGB") for page in pages]
        asked = dict(self.reader.fitting_inputs(question.text, pictures, None))
        tokenizer = self.reader.processor.tokenizer
        ids = [*tokenizer.encode(question.answer, add_special_tokens=False), tokenizer.eos_token_id]
        answer, prompt = torch.tensor(ids, dtype=torch.int64), asked["input_ids"][0]
        row = {name: _continued(name, tensor, answer, len(prompt)) for name, tensor in asked.items()}
        return row, torch.cat([torch.full_like(prompt, IGNORED), answer])

    def _fill(self, name: str) -> int:
        return int(self.reader.processor.tokenizer.pad_token_id) if name == "input_ids" else 0


def _continued(name: str, tensor: Tensor, answer: Tensor, length: int) -> Tensor:
    """What stands at the positions of a prompt [1, T], continued by the answer [T + A]; other tensors as they are."""
    if tensor.ndim != 2 or tensor.shape != (1, length):
        return tensor
    further = {"input_ids": answer, "attention_mask": torch.ones_like(answer)}.get(name, torch.zeros_like(answer))
    return torch.cat([tensor[0], further.to(tensor.dtype)])


def _joined(tensors: Sequence[Tensor], fill: int, length: int) -> Tensor:
    """Rows of positions [T] stacked, padded on the right; patches and sizes of pages one after the other."""
    if tensors[0].ndim == 1:
        return torch.stack([_padded(tensor, fill, length) for tensor in tensors])
    return torch.cat(list(tensors))


def _padded(row: Tensor, fill: int, length: int) -> Tensor:
    return torch.cat([row, row.new_full((length - len(row),), fill)])
