"""The shared block: its weights keep the names that checkpoints know, and it is attention as torch has it."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from glyph.models.attention import AttentionBlock, rotary_attention, rotate

NAMES = ["norm1", "norm2", "qkv", "out", "mlp.0", "mlp.2"]


def test_names_of_weights() -> None:
    for out_name in ("out", "attended"):
        names = [
            name.removesuffix(".weight") for name in AttentionBlock(16, 2, out_name).state_dict() if "weight" in name
        ]
        assert names == [out_name if name == "out" else name for name in NAMES]


def test_it_is_the_attention_of_torch() -> None:
    torch.manual_seed(0)
    block, theirs = AttentionBlock(16, 2), torch.nn.MultiheadAttention(16, 2, batch_first=True)
    out = block.get_submodule("out")
    assert isinstance(out, torch.nn.Linear)
    with torch.no_grad():
        for mine, other in ((block.qkv, theirs.in_proj_weight), (out, theirs.out_proj.weight)):
            mine.weight.copy_(other)
            mine.bias.zero_()
    x = torch.randn(3, 5, 16)
    seen = block.norm1(x)
    mixed = x + theirs(seen, seen, seen, need_weights=False)[0]
    torch.testing.assert_close(block(x, F.scaled_dot_product_attention), mixed + block.mlp(block.norm2(mixed)))


def test_what_the_mask_closes_is_not_seen() -> None:
    torch.manual_seed(0)
    block, x = AttentionBlock(16, 2), torch.randn(1, 4, 16)
    angles = torch.arange(4.0)[:, None] * torch.tensor([1.0, 0.5, 0.2, 0.1])
    rotation = torch.stack([angles.cos(), angles.sin()])
    attend = rotary_attention(rotation, torch.tensor([True, True, True, False])[None, None, None])
    other = x.clone()
    other[:, 3] += 1.0
    torch.testing.assert_close(block(x, attend)[:, :3], block(other, attend)[:, :3])
    assert torch.equal(rotate(x[:, None, :1, :8], rotation[:, :1]), x[:, None, :1, :8]), "position 0 is not turned"
