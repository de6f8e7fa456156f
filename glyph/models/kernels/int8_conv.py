"""A convolution in 8-bit integers: how a trained stem is run where the processor multiplies in them.

Weights are rounded by output channel, activations by page, both to the largest (Jacob et al. 2018, arXiv 1712.05877,
without zero points: what goes in is the sum of ReLUs and never negative). Reading is as right as in bfloat16, in two
thirds of the time (docs/LOG.md). The operator is the one that PyTorch's own quantised export lowers to.
"""

from __future__ import annotations

import torch
from torch import Tensor

LEVELS = 255  # of an activation
WEIGHT_LEVELS = 127  # of a weight, on either side of zero


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
