"""Convolutions in 8-bit integers: near enough, page by page, and for reading alone."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from glyph.models.kernels.int8_conv import relu_conv_int8
from glyph.models.precision import has_int8
from glyph.models.vision.text_conv import TextConv

needs_int8 = pytest.mark.skipif(not has_int8("cpu"), reason="this processor has no AVX-512 VNNI")


@needs_int8
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("size", [3, 5])
def test_it_is_near_the_convolution(dtype: torch.dtype, size: int) -> None:
    torch.manual_seed(0)
    x = (3 * torch.rand(2, 16, 24, 20)).to(dtype).contiguous(memory_format=torch.channels_last)
    kernel, bias = 0.2 * torch.randn(32, 16, size, size), torch.randn(32)
    wanted = F.relu(F.conv2d(x.float(), kernel, bias, padding=size // 2))
    made = relu_conv_int8(x, kernel, bias)
    assert made.dtype == dtype and made.shape == wanted.shape
    assert float((made.float() - wanted).abs().mean() / wanted.mean()) < 0.02


@needs_int8
def test_no_page_depends_on_another() -> None:
    torch.manual_seed(0)
    x = torch.rand(3, 8, 12, 12).contiguous(memory_format=torch.channels_last)
    x[1] *= 50
    kernel, bias = torch.randn(8, 8, 3, 3), torch.randn(8)
    apart = torch.cat([relu_conv_int8(page, kernel, bias) for page in x.split(1)])
    assert torch.equal(relu_conv_int8(x, kernel, bias), apart)


@needs_int8
def test_a_blank_page_gives_what_the_bias_does() -> None:
    bias = torch.tensor([1.0, -1.0])
    made = relu_conv_int8(torch.zeros(1, 3, 4, 4), torch.ones(2, 3, 3, 3), bias)
    assert torch.equal(made, torch.tensor([1.0, 0.0]).view(1, 2, 1, 1).expand(1, 2, 4, 4))


def test_a_stem_that_learns_is_not_rounded() -> None:
    torch.manual_seed(0)
    stem = TextConv(width=16, depth=2)
    pages = torch.rand(1, 1, 32, 32)
    stem(pages).sum().backward()
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in stem.parameters())
    stem.eval()
    exact = stem(pages).detach()  # gradients are on: as it would learn
    with torch.no_grad():
        read = stem(pages)
    assert float((read - exact).abs().mean() / exact.abs().mean()) < 0.05
    assert torch.equal(read, exact) != has_int8("cpu")
