"""The transformer block that all of our networks are made of; what they differ in is how positions enter attention."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Attend = Callable[[Tensor, Tensor, Tensor], Tensor]  # queries, keys and values [B, heads, N, d] to [B, heads, N, d]


class AttentionBlock(nn.Module):
    """Multi-head attention, then an MLP, each added to its input and applied to its norm (pre-norm)."""

    def __init__(self, width: int, num_heads: int, out_name: str = "out") -> None:
        """
        Args:
            width: D, of the features.
            num_heads: that it is divided among.
            out_name: of the layer after attention, in checkpoints.
        """
        super().__init__()
        self.num_heads, self.out_name = num_heads, out_name
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.add_module(out_name, nn.Linear(width, width))
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor, attend: Attend) -> Tensor:
        """[B, N, D] to [B, N, D]."""
        b, n, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, n, 3, self.num_heads, d // self.num_heads).permute(2, 0, 3, 1, 4)
        x = x + self.get_submodule(self.out_name)(attend(q, k, v).transpose(1, 2).reshape(b, n, d))
        return x + self.mlp(self.norm2(x))


def rotary_attention(rotation: Tensor, mask: Tensor | None) -> Attend:
    """Attention by rotary positions (arXiv 2104.09864).

    Args:
        rotation: see ``rotate``.
        mask: bool, broadcast to [B, heads, N, N], True where may be looked; None: everywhere.
    """

    def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return F.scaled_dot_product_attention(rotate(q, rotation), rotate(k, rotation), v, attn_mask=mask)

    return attend


def rotate(x: Tensor, rotation: Tensor) -> Tensor:
    """Turn the halves of features of ``x`` [B, heads, N, d] against each other, by position.

    Args:
        x: queries or keys.
        rotation: float32 [2, N, d / 2] cosines and sines.
    """
    cos, sin = rotation.to(x.dtype)
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)
