"""Reading page images of any size: rendered pages, scans, photographs of pages."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from glyph.models.ocr.read_cells import read_bands
from glyph.models.ocr.reading import Reading
from glyph.models.ocr.type_scale import best_scale, resized
from glyph.models.page_encoder import PageEncoder
from glyph.models.precision import fast_autocast
from glyph.text.charset import Charset


def read_image(encoder: PageEncoder, image: NDArray[np.uint8], charset: Charset, merge: int | None = None) -> Reading:
    """Read a grey image uint8 [H, W]; if its type is large or too small, at the scale that reads best.

    ``merge`` as in ``PageEncoder.details``.
    """
    return look(encoder, image, charset, merge)[1]


def look(
    encoder: PageEncoder, image: NDArray[np.uint8], charset: Charset, merge: int | None = None
) -> tuple[float, Reading, int]:
    """As ``read_image``.

    Returns:
        The scale at which the image is read best, its reading, and how many pixels were looked at in all.
    """
    found: dict[float, Reading] = {}
    pixels = 0

    def read(part: NDArray[np.uint8], scale: float) -> Reading:
        nonlocal pixels
        pixels += round(part.size * scale * scale)
        return _read_scaled(encoder, part, charset, scale, merge)

    scale = best_scale(image, read, found)
    reading = found[scale] if scale in found else read(image, scale)
    return scale, reading, pixels


@torch.no_grad()
def _read_scaled(
    encoder: PageEncoder, image: NDArray[np.uint8], charset: Charset, scale: float, merge: int | None
) -> Reading:
    image = resized(image, scale)
    patch = encoder.patch_size * (merge or 1)
    height, width = (-(-side // patch) * patch for side in image.shape)
    padded = np.full((1, 1, height, width), 255, np.uint8)
    padded[0, 0, : image.shape[0], : image.shape[1]] = image
    device = next(encoder.parameters()).device
    with fast_autocast(device):
        reading = read_bands(encoder, torch.from_numpy(padded).to(device), charset, merge)
    return reading.scaled(1.0 / scale)
