"""Which numbers to compute in: bfloat16 where the hardware multiplies in it, else float32."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import torch


@cache
def has_bfloat16(device: str) -> bool:
    """Whether matrix products in bfloat16 are fast on ``cpu`` or ``cuda``."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported()
    info = Path("/proc/cpuinfo")
    return device == "cpu" and info.is_file() and "avx512_bf16" in info.read_text(errors="replace")


@cache
def has_int8(device: str) -> bool:
    """Whether convolutions in 8-bit integers are there and fast: ``cpu`` with AVX-512 VNNI."""
    info = Path("/proc/cpuinfo")
    has_operator = hasattr(torch.ops.onednn, "qconv_prepack")
    return device == "cpu" and has_operator and info.is_file() and "avx512_vnni" in info.read_text(errors="replace")


def fast_autocast(device: torch.device) -> torch.autocast:
    """Autocast to bfloat16 where that is fast; nothing elsewhere."""
    return torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device.type))
