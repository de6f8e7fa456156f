"""A convolution in 8-bit integers: how a trained stem is run where the processor multiplies in them.

Weights are rounded by output channel, activations by page, both to the largest (Jacob et al. 2018, arXiv 1712.05877,
without zero points: what goes in is the sum of ReLUs and never negative). Reading is as right as in bfloat16, in two
thirds of the time (docs/LOG.md). The operators are those that PyTorch's own quantised export lowers to; they are
private, so ``has_int8`` tries them once, and where they are missing, fail or have changed, callers convolve in floats.
"""

from __future__ import annotations

import logging
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

from glyph.models.precision import has_cpu_flag

log = logging.getLogger(__name__)
LEVELS = 255  # of an activation
WEIGHT_LEVELS = 127  # of a weight, on either side of zero
TRIAL_ERROR = 0.05  # mean relative error of a trial that is still a matter of rounding


@cache
def has_int8(device: str) -> bool:
    """Whether ``relu_conv_int8`` works on a kind of device and is fast there: ``cpu`` with AVX-512 VNNI."""
    if device != "cpu" or not has_cpu_flag("avx512_vnni"):
        return False
    problem = _trial()
    if problem:
        log.warning("pages are read in floats, which is slower: 8-bit convolutions of torch %s %s",
                    torch.__version__, problem)  # fmt: skip
    return not problem


def _trial() -> str:
    """What is wrong with the operators; nothing where they give what a convolution in floats does."""
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(1, 8, 12, 12, generator=generator).contiguous(memory_format=torch.channels_last)
    kernel, bias = (torch.randn(*shape, generator=generator) for shape in ((8, 8, 3, 3), (8,)))
    wanted = F.relu(F.conv2d(x, kernel, bias, padding=1))
    for dtype in (torch.float32, torch.bfloat16):
        try:
            made = relu_conv_int8(x.to(dtype), kernel, bias).float()
        except (AttributeError, NotImplementedError, RuntimeError, TypeError) as error:
            return f"fail: {error}"
        if made.shape != wanted.shape or not (made - wanted).abs().mean() < TRIAL_ERROR * wanted.mean():
            return f"give other values in {dtype}"
    return ""


def relu_conv_int8(x: Tensor, kernel: Tensor, bias: Tensor) -> Tensor:
    """ReLU of a convolution of stride 1 that keeps the size, near enough to ``relu(conv2d(x, kernel, bias))``.

    Args:
        x: float32 or bfloat16 [P, in, H, W] on the CPU, channels last, nowhere negative.
        kernel: float32 [out, in, size, size], size odd.
        bias: float32 [out].

    Returns:
        [P, out, H, W] of the dtype of ``x``; no page depends on another.
    """
    steps = kernel.abs().amax(dim=(1, 2, 3)).clamp(min=1e-12) / WEIGHT_LEVELS
    rounded = (kernel / steps[:, None, None, None]).round().to(torch.int8)
    place = [1, 1], [kernel.shape[-1] // 2] * 2, [1, 1], 1  # stride, padding, dilation, groups
    packed = torch.ops.onednn.qconv_prepack(rounded, steps, 1.0, 0, *place, None)
    zeros = torch.zeros(len(kernel), dtype=torch.int32)
    pages = []
    for page in torch.split(x, 1):
        step = max(float(page.amax()), 1e-12) / LEVELS
        whole = torch.add(torch.tensor(0.5), page.float(), alpha=1 / step).to(torch.uint8)  # bfloat16 rounds too much
        pages.append(
            torch.ops.onednn.qconv2d_pointwise(
                whole, step, 0, packed, steps, zeros, bias, *place, 1.0, 0, x.dtype, "relu", [], ""
            )
        )
    return pages[0] if len(pages) == 1 else torch.cat(pages)
