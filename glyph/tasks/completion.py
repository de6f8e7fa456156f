"""Masked visual completion: what an encoder makes of the text under hidden regions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor

from glyph.data.pages.masking import draw_hidden, hide, wholly_hidden
from glyph.models.ocr.head import IGNORE, CharTargets
from glyph.models.page_encoder import PageEncoder

STREAM = 11  # seeds what is hidden


@torch.no_grad()
def masked_completion(
    encoder: PageEncoder, batches: Iterable[dict[str, Tensor]], share: float = 0.15
) -> dict[str, float]:
    """Name the characters that lie wholly under hidden regions, at their places, from unmerged tokens.

    Args:
        encoder: with a dial, in evaluation mode.
        batches: of ``collate_text_pages``.
        share: of a page that is hidden.

    Returns:
        ``masked_accuracy``; ``masked_chance``, that of always naming the commonest of them; ``masked_chars``, how many
        they are.
    """
    right, ids = 0.0, [torch.zeros(0, dtype=torch.int64)]
    for index, batch in enumerate(batches):
        pages, _, height, width = batch["pixel_values"].shape
        grid = pages, height // encoder.patch_size, width // encoder.patch_size
        hidden = draw_hidden(grid, np.random.default_rng([STREAM, index]), share)
        chosen = wholly_hidden(batch["boxes"], batch["pages"], hidden, encoder.patch_size) & (batch["ids"] != IGNORE)
        targets = CharTargets(batch["boxes"][chosen], batch["ids"][chosen], batch["pages"][chosen])
        cells = encoder.cells(hide(batch["pixel_values"], hidden), 1)
        right += float(encoder.ocr_head.loss(cells, targets)["accuracy"]) * len(targets.ids)
        ids.append(targets.ids.cpu())
    found = torch.cat(ids)
    chance = float(found.bincount().max()) / len(found) if len(found) else 0.0
    return {"masked_accuracy": right / max(1, len(found)), "masked_chance": chance, "masked_chars": float(len(found))}
