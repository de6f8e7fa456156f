"""TextConv: what stands where on a page, one vector every four pixels.

A letter looks the same wherever it stands. A convolution knows that from the start; a vision transformer has to learn
every letter at every place in its patches, which took it twenty times as many characters (docs/LOG.md).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from glyph.models.kernels.int8_conv import has_int8, relu_conv_int8


class MatrixConv(nn.Linear):
    """A convolution, batch norm and ReLU, the kernel kept as the matrix [out, in * size * size] that it is for Muon.

    Where it does not learn (frozen, in evaluation, without gradients) the norm's averages stay as they are, and are
    folded into the kernel; where it only reads, from what is nowhere negative, it may do so in 8-bit integers.
    """

    def __init__(self, in_channels: int, out_channels: int, size: int, stride: int = 1) -> None:
        super().__init__(in_channels * size * size, out_channels, bias=False)
        nn.init.kaiming_normal_(self.weight)
        self.kernel, self.stride = (out_channels, in_channels, size, size), stride
        self.norm = nn.BatchNorm2d(out_channels)

    def forward(self, x: Tensor) -> Tensor:
        """[P, in, H, W], nowhere negative, to [P, out, H / stride, W / stride], rounded up."""
        if self.training and torch.is_grad_enabled() and self.weight.requires_grad:
            return F.relu(self.norm(self._convolve(x, self.weight, None)))
        matrix, bias = self._folded()
        only_reads = not self.training and not torch.is_grad_enabled()
        if only_reads and self.stride == 1 and has_int8(x.device.type):
            return relu_conv_int8(x, matrix.float().view(self.kernel), bias.float())
        return F.relu(self._convolve(x, matrix, bias))

    def _folded(self) -> tuple[Tensor, Tensor]:
        """Matrix and bias with the norm folded in."""
        norm = self.norm
        assert norm.running_mean is not None and norm.running_var is not None
        scale = norm.weight * (norm.running_var + norm.eps).rsqrt()
        return self.weight * scale[:, None], norm.bias - norm.running_mean * scale

    def _convolve(self, x: Tensor, matrix: Tensor, bias: Tensor | None) -> Tensor:
        kernel = matrix.view(self.kernel).contiguous(
            memory_format=torch.channels_last
        )  # else every layer turns its input
        return F.conv2d(x, kernel, bias, self.stride, self.kernel[-1] // 2)


class TextConv(nn.Module):
    """A plain residual stack of 3 x 3 convolutions; each vector sees 13 px and 8 more for each layer."""

    cell_px = 4

    def __init__(self, width: int = 128, depth: int = 6) -> None:
        super().__init__()
        self.width = width
        self.halve = nn.ModuleList([MatrixConv(1, 32, 5, stride=2), MatrixConv(32, width, 5, stride=2)])
        self.blocks = nn.ModuleList(MatrixConv(width, width, 3) for _ in range(depth))

    def forward(self, pixel_values: Tensor) -> Tensor:
        """Pages float [P, 1, H, W] in 0..1, sides multiples of 4, to [P, H / 4, W / 4, width]."""
        x = 1.0 - pixel_values  # ink is signal, white padding is zero
        for layer in self.halve:
            x = layer(x)
        for block in self.blocks:
            x = x + block(x)
        return x.permute(0, 2, 3, 1)
