"""Wear as of scans and screens: blur, noise, contrast, JPEG, stamps and pen strokes; and pages that lie askew."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter


def degrade(image: NDArray[np.uint8], rng: np.random.Generator, strength: float = 1.0) -> NDArray[np.uint8]:
    """A worn copy of a grey page, on which no character moves.

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


def stamped(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A copy of a grey page with a translucent stamp or pen stroke across its text, which stays legible."""
    height, width = image.shape
    layer = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(layer)
    x, y, size = float(rng.uniform(0, width)), float(rng.uniform(0, height)), float(rng.uniform(20, 90))
    shade, thick = int(rng.integers(90, 200)), int(rng.integers(1, 5))
    kind = rng.random()
    if kind < 0.4:
        draw.ellipse((x - size / 2, y - size / 2, x + size / 2, y + size / 2), outline=shade, width=thick)
    elif kind < 0.7:
        draw.rectangle((x - size, y - size / 4, x + size, y + size / 4), outline=shade, width=thick)
    else:
        slope = float(rng.uniform(-0.6, 0.6))
        draw.line((x - size, y - slope * size, x + size, y + slope * size), fill=shade, width=thick)
    marks = np.asarray(layer).astype(np.uint16)
    return (image * marks // 255).astype(np.uint8)


def turned(
    image: NDArray[np.uint8], boxes: NDArray[np.float32], degrees: float, paper: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A grey page [H, W] turned about its middle, counter-clockwise, and its boxes [K, 4], which keep their sizes."""
    height, width = image.shape
    out = Image.fromarray(image).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper)
    angle, middle = np.deg2rad(degrees), np.array([width / 2, height / 2], np.float32)
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    shift = (centre - middle) @ matrix.T + middle - centre
    return np.asarray(out), (boxes + np.tile(shift, 2)).astype(np.float32)
