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
    return device == "cpu" and has_cpu_flag("avx512_bf16")


def has_cpu_flag(flag: str) -> bool:
    """Whether Linux names a feature of the processor; False on other systems."""
    info = Path("/proc/cpuinfo")
    return info.is_file() and flag in info.read_text(errors="replace").split()


def fast_autocast(device: torch.device) -> torch.autocast:
    """Autocast to bfloat16 where that is fast; nothing elsewhere."""
    return torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device.type))
