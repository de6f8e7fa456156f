"""Masked visual completion: what an encoder makes of the text under hidden regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import torch
from torch import Tensor

from glyph.data.pages.masking import draw_hidden, hide, wholly_hidden
from glyph.models.ocr.head import IGNORE, CharTargets
from glyph.models.page_encoder import PageEncoder

STREAM = 11  # seeds what is hidden


@torch.no_grad()
def completed(
    encoder: PageEncoder, batch: Mapping[str, Tensor], index: int, share: float = 0.15
) -> tuple[float, Tensor]:
    """Name the characters of one batch that lie wholly under hidden regions, at their places, from unmerged tokens.

    Args:
        encoder: with a dial, in evaluation mode.
        batch: of ``collate_text_pages``.
        index: of the batch; seeds what is hidden.
        share: of a page that is hidden.

    Returns:
        How many are named rightly; and the ids [M] of all that are hidden, on the CPU.
    """
    pages, _, height, width = batch["pixel_values"].shape
    grid = pages, height // encoder.patch_size, width // encoder.patch_size
    hidden = draw_hidden(grid, np.random.default_rng([STREAM, index]), share)
    chosen = wholly_hidden(batch["boxes"], batch["pages"], hidden, encoder.patch_size) & (batch["ids"] != IGNORE)
    targets = CharTargets(batch["boxes"][chosen], batch["ids"][chosen], batch["pages"][chosen])
    cells = encoder.cells(hide(batch["pixel_values"], hidden), 1)
    right = float(encoder.ocr_head.loss(cells, targets)["accuracy"]) * len(targets.ids)
    return right, targets.ids.cpu()


def completion_scores(parts: Iterable[tuple[float, Tensor]]) -> dict[str, float]:
    """Scores over what ``completed`` gives of all batches.

    Returns:
        ``masked_accuracy``; ``masked_chance``, that of always naming the commonest of them; ``masked_chars``, how many
        they are.
    """
    rights, ids = zip(*parts, strict=True)
    found = torch.cat(ids)
    chance = float(found.bincount().max()) / len(found) if len(found) else 0.0
    accuracy = sum(rights) / max(1, len(found))
    return {"masked_accuracy": accuracy, "masked_chance": chance, "masked_chars": float(len(found))}


def masked_completion(
    encoder: PageEncoder, batches: Iterable[Mapping[str, Tensor]], share: float = 0.15
) -> dict[str, float]:
    """``completion_scores`` of batches; arguments as of ``completed``."""
    return completion_scores(completed(encoder, batch, index, share) for index, batch in enumerate(batches))
