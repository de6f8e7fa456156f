"""Packing: short sequences laid end to end in fewer rows, so that a decoder spends nothing on padding."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

PACKABLE = ("llama", "qwen2")  # model types whose positions see one another by attention under a mask alone


@dataclass(frozen=True)
class Packing:
    """Where the positions of B sequences of up to T stand in R rows of T; N positions that count."""

    shape: tuple[int, int]  # B, T
    num_rows: int  # R
    source: Tensor  # int64 [N] place in the B * T
    target: Tensor  # int64 [N] place in the R * T
    segments: Tensor  # int64 [R, T] the sequence at each place, -1 for none
    positions: Tensor  # int64 [R, T] of each place in its sequence

    @classmethod
    def of(cls, attention_mask: Tensor) -> Packing:
        """First fit, longest first; ``attention_mask`` is bool [B, T], true where a position counts."""
        num, length = attention_mask.shape
        lengths = attention_mask.sum(dim=1).tolist()
        taken: list[int] = []  # of each row
        starts = [0] * num
        for b in sorted(range(num), key=lambda b: (-lengths[b], b)):
            row = next((r for r, used in enumerate(taken) if used + lengths[b] <= length), len(taken))
            taken += [0] * (row == len(taken))
            starts[b] = row * length + taken[row]
            taken[row] += lengths[b]
        source = attention_mask.flatten().nonzero()[:, 0]
        place = (attention_mask.long().cumsum(dim=1) - 1).flatten()[source]
        target = source.new_tensor(starts)[source // length] + place
        segments = source.new_full((len(taken) * length,), -1)
        segments[target] = source // length
        positions = torch.zeros_like(segments)
        positions[target] = place
        return cls((num, length), len(taken), source, target, segments.view(-1, length), positions.view(-1, length))

    def pack(self, states: Tensor) -> Tensor:
        """[B, T, H] to [R, T, H], with zeros where nothing stands."""
        length, width = states.shape[1:]
        packed = states.new_zeros(self.num_rows * length, width)
        packed = packed.index_copy(0, self.target, states.flatten(0, 1).index_select(0, self.source))
        return packed.view(self.num_rows, length, width)

    def unpack(self, packed: Tensor) -> Tensor:
        """[R, T, H] back to [B, T, H], with zeros where nothing counts."""
        states = packed.new_zeros(self.shape[0] * self.shape[1], packed.shape[-1])
        states = states.index_copy(0, self.source, packed.flatten(0, 1).index_select(0, self.target))
        return states.view(*self.shape, -1)

    def mask(self, dtype: torch.dtype) -> Tensor:
        """[R, 1, T, T] to add to attention scores: 0 at what stands before in the same sequence, else very negative."""
        length = self.shape[1]
        same = self.segments[:, :, None] == self.segments[:, None, :]
        seen = same & torch.ones(length, length, dtype=torch.bool, device=same.device).tril()
        closed = torch.zeros(seen.shape, dtype=dtype, device=seen.device)
        return closed.masked_fill(~seen, torch.finfo(dtype).min)[:, None]
