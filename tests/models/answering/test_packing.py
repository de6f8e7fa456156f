"""Packed sequences give the states that they give in rows of their own."""

from __future__ import annotations

import pytest
import torch
from transformers import LlamaConfig, LlamaModel, Qwen2Config, Qwen2Model

from glyph.models.answering.packing import Packing

SIZES = {"vocab_size": 8, "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
         "num_key_value_heads": 1}  # fmt: skip


def left_padded(lengths: list[int]) -> torch.Tensor:
    longest = max(lengths)
    return torch.arange(longest)[None] >= (longest - torch.tensor(lengths))[:, None]


@pytest.mark.parametrize("lengths", [[6], [5, 5], [9, 1, 4, 5, 0, 3], [2, 7, 2, 2]])
def test_packing_comes_back_as_it_was(lengths: list[int]) -> None:
    mask = left_padded(lengths)
    packing = Packing.of(mask)
    states = torch.randn(*mask.shape, 3)
    packed = packing.pack(states)
    assert len(packed) == packing.num_rows <= len(lengths)
    assert torch.equal(packing.unpack(packed), states * mask[..., None])
    assert (packing.segments >= 0).sum() == sum(lengths)


def test_short_sequences_share_rows() -> None:
    assert Packing.of(left_padded([9, 1, 4, 5, 0, 3])).num_rows == 3


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
@pytest.mark.parametrize("kind", ["llama", "qwen2"])
def test_states_and_gradients_are_those_of_padded_rows(kind: str, attention: str) -> None:
    torch.manual_seed(0)
    model = LlamaModel(LlamaConfig(**SIZES)) if kind == "llama" else Qwen2Model(Qwen2Config(**SIZES))  # type: ignore[arg-type]
    model.set_attn_implementation(attention)
    mask = left_padded([9, 1, 4, 5, 3])
    states = torch.randn(*mask.shape, 16, requires_grad=True)
    positions = (mask.long().cumsum(dim=1) - 1).clamp(min=0)
    padded = model(inputs_embeds=states, attention_mask=mask.long(), position_ids=positions).last_hidden_state
    packing = Packing.of(mask)
    rows = model(
        inputs_embeds=packing.pack(states), attention_mask=packing.mask(states.dtype), position_ids=packing.positions
    ).last_hidden_state
    packed = packing.unpack(rows)
    torch.testing.assert_close(packed[mask], padded[mask], rtol=1e-4, atol=1e-5)
    grads = [torch.autograd.grad(out[mask].square().sum(), states)[0][mask] for out in (padded, packed)]
    torch.testing.assert_close(grads[1], grads[0], rtol=1e-3, atol=1e-4)
