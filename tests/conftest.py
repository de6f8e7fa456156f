"""What all tests share: one thread, and modest, unhurried property tests."""

from __future__ import annotations

import os

import torch
from hypothesis import HealthCheck, settings

from tests.tiny_vlm import tiny_vlm_folders

__all__ = ["tiny_vlm_folders"]

torch.set_num_threads(1)  # tiny sizes gain nothing from more, and lose much on a busy machine
settings.register_profile(
    "glyph",
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),  # CI tries the same examples on every run; a developer ever new ones
)
settings.load_profile("glyph")
