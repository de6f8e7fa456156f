"""Wear as of scans and screens: blur, resampling, noise, contrast, JPEG. Nothing here moves a character."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter


def degrade(image: NDArray[np.uint8], rng: np.random.Generator, strength: float = 1.0) -> NDArray[np.uint8]:
    """A worn copy of a grey page.

    Args:
        image: uint8 [H, W].
        rng: decides which of the effects apply and how much.
        strength: 1 is what a fair office scan does; 0 changes nothing.
    """
    if strength <= 0:
        return image
    if rng.random() < 0.4:
        radius = float(rng.uniform(0.2, 0.7)) * strength
        image = np.asarray(Image.fromarray(image).filter(ImageFilter.GaussianBlur(radius)))
    pixels = image.astype(np.float32)
    if rng.random() < 0.5:
        middle, gain = pixels.mean(), 1.0 - float(rng.uniform(0.0, 0.45)) * min(strength, 2.0)
        pixels = middle + (pixels - middle) * gain
    if rng.random() < 0.6:
        pixels = pixels + rng.normal(0.0, float(rng.uniform(2.0, 14.0)) * strength, pixels.shape).astype(np.float32)
    image = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        buffer = io.BytesIO()
        Image.fromarray(image).save(buffer, "JPEG", quality=int(np.clip(rng.integers(40, 90) / strength, 5, 95)))
        image = np.asarray(Image.open(buffer))
    return image
