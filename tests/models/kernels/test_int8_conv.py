"""Convolutions in 8-bit integers: near enough, page by page, and for reading alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
import torch.nn.functional as F

from glyph.models.kernels.int8_conv import has_int8, relu_conv_int8
from glyph.models.precision import has_cpu_flag
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


@pytest.fixture
def new_trial() -> Iterator[None]:
    has_int8.cache_clear()
    yield
    has_int8.cache_clear()


def missing(*args: Any) -> Any:
    raise AttributeError("'_OpNamespace' 'onednn' object has no attribute 'qconv2d_pointwise'")


def changed(*args: Any) -> Any:
    raise RuntimeError("onednn::qconv2d_pointwise() expected at most 14 arguments")


def wrong(x: torch.Tensor, *args: Any) -> Any:
    return torch.zeros(1, 8, 12, 12)


@pytest.mark.skipif(not has_cpu_flag("avx512_vnni"), reason="this processor has no AVX-512 VNNI")
@pytest.mark.parametrize(
    "operator, said", [(missing, "no attribute"), (changed, "at most 14"), (wrong, "give other values")]
)
def test_without_the_operators_a_stem_reads_in_floats(
    operator: Callable[..., Any], said: str, new_trial: None, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    torch.manual_seed(0)
    stem = TextConv(width=16, depth=2).eval()
    pages = torch.rand(1, 1, 32, 32)
    monkeypatch.setattr(torch.ops.onednn, "qconv2d_pointwise", operator)
    with torch.no_grad(), caplog.at_level(logging.WARNING):
        read = stem(pages)
    assert torch.equal(read, stem(pages).detach())
    assert said in caplog.text and caplog.text.count("8-bit convolutions") == 1
    assert not has_int8("cpu")


def test_other_devices_have_none() -> None:
    assert not has_int8("cuda")
