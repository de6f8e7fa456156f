"""What a PageQA model is fed: pages, their units, and the language model's sequences. The only code that pads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from glyph.models.inputs.batch import COPY, IMAGE, REGISTER, TEXT, QABatch
from glyph.render import Page
from glyph.render.visual_tokens import TokenGrid
from glyph.text.charset import Charset
from glyph.text.words import UNIT_CHARS, Units, match_features, split_units, text_units

IGNORED = -100
PAGE_GAP_HEIGHTS = 5.0  # blank between pages stacked for unit positions, in type heights


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page says, as painted or as read; K characters."""

    chars: str
    boxes: NDArray[np.float32]  # [K, 4] px
    breaks: NDArray[np.bool_]  # [K] whether space or a line's end precedes
    offsets: NDArray[np.int64] | None = None  # [K] source offsets, where known

    @classmethod
    def of_page(cls, page: Page) -> PageText:
        return cls(page.text, page.boxes, word_breaks(page.lines, page.space_before), page.offsets)


def word_breaks(lines: NDArray[np.int32], space_before: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """[K] whether blank space or a new line parts each character from the one before."""
    breaks = space_before.copy()
    breaks[1:] |= lines[1:] != lines[:-1]
    breaks[:1] = True
    return breaks


@dataclass(frozen=True, slots=True)
class DocumentUnits:
    """The units of a document's pages, in one row."""

    units: Units
    boxes: NDArray[np.float32]  # [U, 4] px on their page
    pages: NDArray[np.int64]  # [U] page within the document
    stacked: NDArray[np.float32]  # [U, 4] type heights, pages one below the other
    breaks: NDArray[np.bool_]  # [K] whether space or a line's end precedes a character
    offsets: NDArray[np.int64] | None  # [K] source offset of each character


def document_units(pages: Sequence[PageText], heights_px: Sequence[int], charset: Charset) -> DocumentUnits:
    """Join the pages of a document into one row of units with positions."""
    chars = "".join(page.chars for page in pages)
    breaks = np.concatenate([np.zeros(0, np.bool_), *(page.breaks for page in pages)])
    units = split_units(chars, breaks, charset)
    boxes = np.concatenate([np.zeros((0, 4), np.float32), *(page.boxes for page in pages)])
    page_of = np.concatenate(
        [np.zeros(0, np.int64), *(np.full(len(p.chars), i, np.int64) for i, p in enumerate(pages))]
    )
    spans = list(zip(units.starts, units.ends, strict=True))
    unit_boxes = np.array([[*boxes[a:b, :2].min(0), *boxes[a:b, 2:].max(0)] for a, b in spans], np.float32).reshape(
        -1, 4
    )
    type_px = float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) else 10.0
    tops = np.concatenate([[0.0], np.cumsum(np.asarray(heights_px, np.float64) + PAGE_GAP_HEIGHTS * type_px)])
    unit_pages = page_of[units.starts] if len(spans) else np.zeros(0, np.int64)
    stacked = unit_boxes.copy()
    stacked[:, 1::2] += tops[unit_pages][:, None]
    known = all(page.offsets is not None for page in pages)
    offsets = (
        np.concatenate([np.zeros(0, np.int64), *(p.offsets for p in pages if p.offsets is not None)]) if known else None
    )
    return DocumentUnits(units, unit_boxes, unit_pages, (stacked / type_px).astype(np.float32), breaks, offsets)


Step = int | tuple[int, int]  # a text token, or the first and last unit of a copied span


class InputAssembler:
    """Turns page images, the units on them and questions into a ``QABatch``."""

    def __init__(
        self, tokenizer: PreTrainedTokenizerBase, charset: Charset, grid: TokenGrid, num_registers: int = 4
    ) -> None:
        """
        Args:
            tokenizer: of the language model.
            charset: of the units that texts are split into.
            grid: what pages cost.
            num_registers: positions that the copy path fills.
        """
        self.tokenizer, self.charset, self.grid, self.num_registers = tokenizer, charset, grid, num_registers

    def assemble(
        self,
        images: Sequence[Sequence[NDArray[np.uint8]]],
        documents: Sequence[DocumentUnits],
        questions: Sequence[str],
        owner: Sequence[int],
        steps: Sequence[list[Step] | None] | None = None,
    ) -> QABatch:
        """Build a batch from images, units and questions; ``steps`` are taught answers, left out when answering.

        Args:
            images: per document, its page images uint8 [H, W].
            documents: per document, its units, painted or read.
            questions: B texts.
            owner: [B] the document of each question.
            steps: [B] answers to teach; None for a question that cannot be taught.
        """
        flat = [image for group in images for image in group]
        sizes = [self.grid.size(image) for image in flat]
        asked = [text_units(text, self.charset) for text in questions]
        num_units = max([1, *(len(d.units) for d in documents)])
        first_page = np.concatenate([[0], np.cumsum([len(group) for group in images])]).astype(np.int64)
        matched = [match_features(documents[d].units, q) for d, q in zip(owner, asked, strict=True)]
        visual = [self.grid.num_visual_tokens(group) for group in images]
        sequences = [
            self._sequence(text, visual[d], None if steps is None else steps[b])
            for b, (text, d) in enumerate(zip(questions, owner, strict=True))
        ]
        tokens = [_unit_tokens(d, first_page[i], self.grid.patch_size) for i, d in enumerate(documents)]
        padded: dict[str, Any] = self._pad_sequences(sequences)
        return QABatch(
            pixel_values=_stack_images(flat, sizes, self.grid.patch_size),
            grid_sizes=torch.tensor(sizes, dtype=torch.int64),
            page_document=torch.tensor([d for d, group in enumerate(images) for _ in group], dtype=torch.int64),
            char_boxes=torch.zeros(0, 4),
            char_ids=torch.zeros(0, dtype=torch.int64),
            char_pages=torch.zeros(0, dtype=torch.int64),
            unit_chars=_stack([_pad(d.units.chars, num_units) for d in documents]),
            unit_boxes=_stack([_pad(d.stacked, num_units) for d in documents]),
            unit_mask=_stack([np.arange(num_units) < len(d.units) for d in documents]),
            unit_tokens=_stack([_pad(t, num_units) for t in tokens]),
            document=torch.tensor(owner, dtype=torch.int64),
            question_chars=_stack_padded([q.chars for q in asked], (UNIT_CHARS,)),
            question_mask=_stack_padded([np.ones(len(q), np.bool_) for q in asked], ()),
            match=_stack([_pad(features, num_units) for features, _ in matched]),
            partner=_stack([_pad(partner, num_units) for _, partner in matched]),
            **padded,
        )

    def _sequence(self, question: str, num_visual: int, steps: list[Step] | None) -> dict[str, NDArray[np.int64]]:
        """One question's positions: pages, question, registers, then the answer that is taught, if any."""
        pad, eos = int(self.tokenizer.pad_token_id), int(self.tokenizer.eos_token_id)
        text = self.tokenizer.encode(question, add_special_tokens=False)
        ids = [pad] * num_visual + text + [pad] * self.num_registers
        slots = [IMAGE] * num_visual + [TEXT] * len(text) + [REGISTER] * self.num_registers
        labels, gates = [IGNORED] * len(ids), [IGNORED] * len(ids)
        copies = [(IGNORED, IGNORED)] * len(ids)
        for step in [] if steps is None else [*steps, eos]:
            copied = isinstance(step, tuple)
            gates[-1] = int(copied)
            if isinstance(step, tuple):
                copies[-1] = step
            else:
                labels[-1] = step
            ids.append(pad if isinstance(step, tuple) else step)
            slots.append(COPY if copied else TEXT)
            labels.append(IGNORED)
            gates.append(IGNORED)
            copies.append((IGNORED, IGNORED))
        columns = {"input_ids": ids, "slots": slots, "labels": labels, "gate_labels": gates, "copy_labels": copies}
        return {name: np.array(column, np.int64) for name, column in columns.items()}

    def _pad_sequences(self, sequences: Sequence[dict[str, NDArray[np.int64]]]) -> dict[str, Tensor]:
        """Pad on the left, so that answering continues at the end of every row."""
        length = max(len(s["input_ids"]) for s in sequences)
        fill = {
            "input_ids": int(self.tokenizer.pad_token_id), "slots": TEXT, "labels": IGNORED, "gate_labels": IGNORED,
            "copy_labels": IGNORED,
        }  # fmt: skip
        out: dict[str, Tensor] = {}
        for name, value in fill.items():
            shape = sequences[0][name].shape[1:]
            rows = [
                np.concatenate([np.full((length - len(s[name]), *shape), value, np.int64), s[name]]) for s in sequences
            ]
            out[name] = _stack(rows)
        lengths = np.array([len(s["input_ids"]) for s in sequences])
        out["attention_mask"] = torch.from_numpy(np.arange(length)[None] >= (length - lengths)[:, None])
        return out


def _unit_tokens(document: DocumentUnits, first_page: int, patch_size: int) -> NDArray[np.int64]:
    middle = (document.boxes[:, :2] + document.boxes[:, 2:]) / 2
    rows, columns = (middle[:, 1] // patch_size).astype(np.int64), (middle[:, 0] // patch_size).astype(np.int64)
    return np.stack([document.pages + first_page, rows, columns], axis=1)


def _stack_images(images: Sequence[NDArray[np.uint8]], sizes: Sequence[tuple[int, int]], patch_size: int) -> Tensor:
    height, width = (max(size[axis] for size in sizes) * patch_size for axis in (0, 1))
    stacked = np.full((len(images), 1, height, width), 255, np.uint8)
    for target, image in zip(stacked, images, strict=True):
        target[0, : image.shape[0], : image.shape[1]] = image
    return torch.from_numpy(stacked).float() / 255.0


def _pad(array: NDArray[np.generic], length: int) -> NDArray[np.generic]:
    return np.pad(array, [(0, length - len(array)), *[(0, 0)] * (array.ndim - 1)])


def _stack(arrays: Sequence[NDArray[np.generic]]) -> Tensor:
    return torch.from_numpy(np.stack(arrays))


def _stack_padded(arrays: Sequence[NDArray[np.generic]], shape: tuple[int, ...]) -> Tensor:
    length = max([1, *(len(a) for a in arrays)])
    return _stack([_pad(a.reshape(-1, *shape), length) for a in arrays])
