"""Vision encoders: our small ViT and timm backbones give token grids for pages of any size."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from glyph.models.attention import rotate
from glyph.models.vision.encoders import SmallViT, TimmEncoder, axial_rotation
from glyph.models.vision.text_conv import MatrixConv
from glyph.readers.build import build_encoder, build_vision


def pages(height: int, width: int) -> torch.Tensor:
    return torch.rand(2, 1, height, width, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("patch_size", [8, 16])
@pytest.mark.parametrize("height, width", [(16, 16), (96, 48), (32, 160)])
def test_small_vit_grids(patch_size: int, height: int, width: int) -> None:
    vit = SmallViT(width=16, depth=1, num_heads=2, patch_size=patch_size, stem_width=8, stem_depth=1)
    seen = vit(pages(height, width))
    assert seen.tokens.shape == (2, height // patch_size, width // patch_size, 16)
    assert seen.details.shape == (2, height // 4, width // 4, 8)


def test_small_vit_sees_white_as_nothing_and_ink_as_something() -> None:
    torch.manual_seed(0)
    vit = SmallViT(width=16, depth=0, num_heads=2, stem_width=8, stem_depth=1).eval()
    blank = torch.ones(1, 1, 96, 96)
    torch.testing.assert_close(vit(blank).tokens[0, 2, 2], vit(blank).tokens[0, 3, 3])
    inked = blank.clone()
    inked[..., 20:28, 20:28] = 0
    changed = (vit(inked).tokens - vit(blank).tokens).abs().sum(-1)[0] > 1e-6
    assert changed[1, 1] and not changed[4, 4]


def test_the_norm_folded_into_the_kernel_gives_the_same() -> None:
    torch.manual_seed(0)
    conv = MatrixConv(3, 8, 5, stride=2)
    for _ in range(3):
        conv(torch.randn(2, 3, 12, 16))
    conv.eval()
    image = torch.randn(2, 3, 12, 16)
    plain = F.conv2d(image, conv.weight.view(8, 3, 5, 5), None, 2, 2)
    torch.testing.assert_close(conv(image), F.relu(conv.norm(plain)))


def test_positions_are_relative() -> None:
    """Rotated scores depend on the distance of two tokens alone, along both axes."""
    torch.manual_seed(0)
    rotation = axial_rotation(4, 5, 8, torch.device("cpu"))
    q, k = (torch.randn(8).expand(1, 1, 20, 8) for _ in range(2))
    scores = (rotate(q, rotation) @ rotate(k, rotation).transpose(-1, -2)).view(4, 5, 4, 5)
    torch.testing.assert_close(scores[0, 0, 1, 2], scores[2, 1, 3, 3])
    assert not torch.isclose(scores[0, 0, 1, 2], scores[0, 0, 2, 1])
    assert not torch.isclose(scores[0, 0, 0, 1], scores[0, 1, 0, 0])


@pytest.mark.parametrize(
    "name, patch_size, width", [("vit_tiny_patch16_224", 16, 192), ("resnet18", 32, 512), ("test_vit", 16, 64)]
)
def test_timm_backbones_take_pages_of_other_sizes(name: str, patch_size: int, width: int) -> None:
    encoder = build_vision(name)
    assert isinstance(encoder, TimmEncoder)
    assert (encoder.patch_size, encoder.width) == (patch_size, width)
    with torch.no_grad():
        tokens = encoder(pages(64, 160)).tokens
    assert tokens.shape == (2, 64 // patch_size, 160 // patch_size, width)


def test_timm_tokens_stand_where_they_look() -> None:
    torch.manual_seed(0)
    encoder = build_vision("resnet18").eval()
    page = pages(64, 160)[:1]
    moved = page.clone()
    moved[..., :32, 128:] = 0
    with torch.no_grad():
        difference = (encoder(moved).tokens - encoder(page).tokens).abs().sum(-1)[0]
    assert int(difference.sum(0).argmax()) == 4 and float(difference[0, 0]) < 1e-6


def test_unknown_names() -> None:
    with pytest.raises(ValueError, match="timm has no model 'vit_huge_typo'"):
        build_vision("vit_huge_typo")


def test_encoder_weights(tmp_path: object) -> None:
    with pytest.raises(ValueError, match=r"encoder weights=nowhere\.safetensors: nowhere\.safetensors does not exist"):
        build_encoder({"width": 16, "depth": 1, "num_heads": 2}, "nowhere.safetensors")
    with pytest.raises(ValueError, match=r"do not fit model\.vision="):
        build_encoder({"width": 16, "depth": 1, "num_heads": 2}, "base")


def test_a_frozen_backbone_keeps_no_activations() -> None:
    encoder = build_encoder({"width": 16, "depth": 1, "num_heads": 2})
    encoder.vision.requires_grad_(False)
    tokens, cells = encoder(pages(32, 32))
    assert not tokens.requires_grad and cells.presence.requires_grad
    encoder.vision.requires_grad_(True)
    assert encoder(pages(32, 32))[0].requires_grad


def test_a_frozen_backbone_takes_no_averages() -> None:
    encoder = build_encoder({"width": 16, "depth": 1, "num_heads": 2, "stem_width": 8, "stem_depth": 1})
    encoder.vision.requires_grad_(False)
    before = {name: value.clone() for name, value in encoder.vision.state_dict().items()}
    encoder(pages(32, 32))
    assert all(torch.equal(before[name], value) for name, value in encoder.vision.state_dict().items())
    encoder.vision.requires_grad_(True)
    encoder.train()
    with torch.no_grad():
        encoder(pages(32, 32))
    assert all(torch.equal(before[name], value) for name, value in encoder.vision.state_dict().items())
    encoder(pages(32, 32))
    assert not torch.equal(
        before["stem.blocks.0.norm.running_mean"], encoder.vision.get_buffer("stem.blocks.0.norm.running_mean")
    )
