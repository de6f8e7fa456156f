"""QABatch: rendered documents and their questions, padded and ready for a PageQA model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import Tensor

# What stands at a position of the language model's sequence.
TEXT, IMAGE, REGISTER, COPY = range(4)


@dataclass
class QABatch:
    """P pages of D documents with B questions; U units a document, Q units a question, T language positions."""

    pixel_values: Tensor  # float32 [P, 1, H, W] in 0..1, padded with white
    grid_sizes: Tensor  # int64 [P, 2] rows and columns of tokens that hold the page, multiples of the merge
    page_document: Tensor  # int64 [P] document of each page
    char_boxes: Tensor  # float32 [K, 4] characters of all pages, for the OCR loss
    char_ids: Tensor  # int64 [K]
    char_pages: Tensor  # int64 [K]
    unit_chars: Tensor  # int64 [D, U, UNIT_CHARS]
    unit_boxes: Tensor  # float32 [D, U, 4] in type heights, pages one below the other
    unit_mask: Tensor  # bool [D, U]
    unit_tokens: Tensor  # int64 [D, U, 3] page, row and column of the visual token under each unit
    document: Tensor  # int64 [B] document of each question
    question_chars: Tensor  # int64 [B, Q, UNIT_CHARS]
    question_mask: Tensor  # bool [B, Q]
    match: Tensor  # float32 [B, U, MATCH_FEATURES]
    partner: Tensor  # int64 [B, U] 1 + the question's unit that a page's unit matches, 0 for none
    input_ids: Tensor  # int64 [B, T] text ids; the pad id at other slots
    slots: Tensor  # int64 [B, T] TEXT, IMAGE, REGISTER or COPY
    attention_mask: Tensor  # bool [B, T]
    labels: Tensor  # int64 [B, T] next text id, -100 where none is scored
    copy_labels: Tensor  # int64 [B, T, 2] next first and last unit, -100 where the next thing is no copy
    gate_labels: Tensor  # int64 [B, T] whether the next thing is a copy, -100 where not scored

    def to(self, device: torch.device | str) -> Self:
        """The batch with all tensors on ``device``."""
        return self._map(lambda tensor: tensor.to(device))

    def pin_memory(self) -> Self:
        """The batch with all tensors in page-locked memory."""
        return self._map(Tensor.pin_memory)

    def without_pages(self) -> Self:
        """The same questions and units with no image and no slot for one, padded anew."""
        kept = self.attention_mask & (self.slots != IMAGE)
        order = kept.long().argsort(dim=1, stable=True)[:, -int(kept.sum(dim=1).max()) :]
        columns = ("input_ids", "slots", "labels", "copy_labels", "gate_labels")
        moved: dict[str, Any] = {name: _take(getattr(self, name), order) for name in columns}
        mask = _take(kept, order)
        return dataclasses.replace(self, **moved, attention_mask=mask, pixel_values=self.pixel_values[:0],
                                   grid_sizes=self.grid_sizes[:0], page_document=self.page_document[:0])  # fmt: skip

    def _map(self, change: Callable[[Tensor], Tensor]) -> Self:
        fields = ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        changed: dict[str, Any] = {name: change(value) for name, value in fields if isinstance(value, Tensor)}
        return dataclasses.replace(self, **changed)

    def __len__(self) -> int:
        return len(self.input_ids)


def _take(rows: Tensor, order: Tensor) -> Tensor:
    """Of every row [B, T, ...], the columns [B, t]."""
    return rows[torch.arange(len(rows), device=rows.device)[:, None], order]
