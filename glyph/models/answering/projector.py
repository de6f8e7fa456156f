"""Projector: visual tokens into the language model's width, fewer of them."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Projector(nn.Module):
    """Merge ``merge x merge`` neighbouring tokens by pixel shuffle, then an MLP (InternVL, arXiv 2312.14238)."""

    def __init__(self, vision_width: int, language_width: int, merge: int = 2) -> None:
        super().__init__()
        if merge < 1:
            raise ValueError(f"merge={merge} must be at least 1")
        self.merge, self.language_width = merge, language_width
        joined = vision_width * merge * merge
        self.mlp = nn.Sequential(
            nn.LayerNorm(joined),
            nn.Linear(joined, language_width),
            nn.GELU(),
            nn.Linear(language_width, language_width),
        )

    def forward(self, tokens: Tensor) -> Tensor:
        """Project a grid of tokens.

        Args:
            tokens: [P, h, w, D]; h and w are multiples of ``merge``.

        Returns:
            [P, h / merge, w / merge, language_width], each with a fixed code of its row and column added.
        """
        projected = self.mlp(merge_tokens(tokens, self.merge))
        code = grid_code(projected.shape[1], projected.shape[2], self.language_width, tokens.device)
        return projected + code.to(projected.dtype)


def merge_tokens(tokens: Tensor, merge: int) -> Tensor:
    """[P, h, w, D] to [P, h / merge, w / merge, merge * merge * D], neighbours side by side (pixel shuffle)."""
    p, h, w, d = tokens.shape
    parts = tokens.reshape(p, h // merge, merge, w // merge, merge, d).transpose(2, 3)
    return parts.reshape(p, h // merge, w // merge, merge * merge * d)


def grid_code(rows: int, columns: int, width: int, device: torch.device) -> Tensor:
    """[rows, columns, width] sinusoidal code, half of it of the row, half of the column (arXiv 2104.02057)."""
    quarter = max(1, width // 4)
    frequency = 100.0 ** (-torch.arange(quarter, device=device, dtype=torch.float32) / quarter)
    parts = []
    for axis, length in enumerate((rows, columns)):
        angle = torch.arange(length, device=device, dtype=torch.float32)[:, None] * frequency
        wave = torch.cat([angle.sin(), angle.cos()], dim=-1)
        parts.append(wave[:, None].expand(-1, columns, -1) if axis == 0 else wave[None].expand(rows, -1, -1))
    code = torch.cat(parts, dim=-1)
    return torch.nn.functional.pad(code, (0, max(0, width - code.shape[-1])))[..., :width]
