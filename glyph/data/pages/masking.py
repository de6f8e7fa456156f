"""Hidden regions: what a page says under them has to be completed from what stands around (BEiT, arXiv 2106.08254)."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

HIDDEN_GREY = 0.5  # of hidden pixels; neither paper nor ink


def draw_hidden(
    shape: tuple[int, int, int], rng: np.random.Generator, share: float = 0.15, page_share: float = 1.0
) -> Tensor:
    """bool [P, rows, columns], True at patches to hide: strips of one to four patches, of one or two rows.

    Args:
        shape: pages, rows and columns of patches.
        rng: where they lie.
        share: of a page's patches that are hidden, about.
        page_share: of the pages that anything is hidden on.
    """
    hidden = np.zeros(shape, np.bool_)
    for page in hidden:
        if rng.random() >= page_share:
            continue
        while page.mean() < share:
            height, width = int(rng.integers(1, 3)), int(rng.integers(1, 5))
            row, column = int(rng.integers(shape[1])), int(rng.integers(shape[2]))
            page[row : row + height, column : column + width] = True
    return torch.from_numpy(hidden)


def hide(pixel_values: Tensor, hidden: Tensor) -> Tensor:
    """Pages [P, 1, H, W] with the patches of ``hidden`` [P, rows, columns] painted over."""
    size = pixel_values.shape[-1] // hidden.shape[-1]
    covered = hidden.repeat_interleave(size, 1).repeat_interleave(size, 2)[:, None].to(pixel_values.device)
    return pixel_values.masked_fill(covered, HIDDEN_GREY)


def wholly_hidden(boxes: Tensor, pages: Tensor, hidden: Tensor, patch_size: int) -> Tensor:
    """bool [K] which boxes [K, 4] (xyxy px) on ``pages`` [K] show nothing outside hidden patches."""
    rows, columns = hidden.shape[1:]
    covered = torch.ones(len(boxes), dtype=torch.bool, device=boxes.device)
    # a character is hardly ever wider than two patches, so its corners and its middle tell
    x0, y0, x1, y1 = (boxes + boxes.new_tensor([0, 0, -1e-3, -1e-3])).unbind(-1)
    for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1), ((x0 + x1) / 2, (y0 + y1) / 2)):
        row, column = (y // patch_size).long(), (x // patch_size).long()
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        covered &= inside & hidden.to(boxes.device)[pages, row.clamp(0, rows - 1), column.clamp(0, columns - 1)]
    return covered
