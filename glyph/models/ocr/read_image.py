"""Reading page images of any size: rendered pages, scans, photographs of pages."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from glyph.models.ocr.read_cells import read_bands
from glyph.models.ocr.reading import Reading
from glyph.models.page_encoder import PageEncoder
from glyph.models.precision import fast_autocast
from glyph.text.charset import Charset

SCALES = (1.0, 0.5, 0.25, 2.0)  # tried in this order
SURE = 0.9  # mean confidence at which no other scale is tried
LARGE_PX, BEST_PX = 13.5, 12.0  # type seen larger than the first is read again as large as the second
MIN_SHARE = 0.05  # of the most characters found at any scale; a scale that finds fewer is not trusted
MAX_LARGER_PX, MIN_SIDE_PX = 2_000_000, 48  # of images that are tried enlarged, and of those that are shrunk


def read_image(encoder: PageEncoder, image: NDArray[np.uint8], charset: Charset, merge: int | None = None) -> Reading:
    """Read a grey image uint8 [H, W]; if its type is large or too small, at the scale that reads best.

    ``merge`` as in ``PageEncoder.details``.
    """
    found: dict[float, Reading] = {}
    for scale in SCALES:
        if found and not (image.size <= MAX_LARGER_PX if scale > 1 else min(image.shape) * scale >= MIN_SIDE_PX):
            continue
        found[scale] = _read_scaled(encoder, image, charset, scale, merge)
        if found[scale].mean_confidence >= SURE:
            break
    scale = _best(found)
    height = _type_height(found[scale])
    if height * scale > LARGE_PX:
        found[BEST_PX / height] = _read_scaled(encoder, image, charset, BEST_PX / height, merge)
    return found[_best(found)]


def _best(found: Mapping[float, Reading]) -> float:
    """The scale at which most is sure."""
    enough = MIN_SHARE * max(len(reading.chars) for reading in found.values())
    return max(found, key=lambda scale: (len(found[scale].chars) >= enough, found[scale].mean_confidence))


def _type_height(reading: Reading) -> float:
    """Height of most type, px; 0 where there is none."""
    return float(np.median(reading.boxes[:, 3] - reading.boxes[:, 1])) if len(reading.chars) else 0.0


@torch.no_grad()
def _read_scaled(
    encoder: PageEncoder, image: NDArray[np.uint8], charset: Charset, scale: float, merge: int | None
) -> Reading:
    if scale != 1.0:
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        image = np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))
    patch = encoder.patch_size * (merge or 1)
    height, width = (-(-side // patch) * patch for side in image.shape)
    padded = np.full((1, 1, height, width), 255, np.uint8)
    padded[0, 0, : image.shape[0], : image.shape[1]] = image
    device = next(encoder.parameters()).device
    with fast_autocast(device):
        reading = read_bands(encoder, torch.from_numpy(padded).to(device).float() / 255.0, charset, merge)
    return reading.scaled(1.0 / scale)
