"""Reading page images of any size: rendered pages, scans, photographs of pages."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from glyph.models.ocr.read_cells import read_bands
from glyph.models.ocr.reading import Reading
from glyph.models.ocr.type_scale import WHOLE_PX, best_scale, resized, scale_by_windows
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
    read = _Reader(encoder, charset, merge)
    scale = best_scale(image, read, found)
    reading = found[scale] if scale in found else read(image, scale)
    return scale, reading, read.pixels


def glance(encoder: PageEncoder, image: NDArray[np.uint8], charset: Charset) -> tuple[float, int] | None:
    """The scale at which a large image is read best, told by parts of it, and how many pixels were looked at.

    Returns:
        None for an image that is small enough to be read as a whole at once.
    """
    if image.size <= WHOLE_PX:
        return None
    read = _Reader(encoder, charset, None)
    return scale_by_windows(image, read), read.pixels


class _Reader:
    """Reads images at any scale and counts the pixels."""

    def __init__(self, encoder: PageEncoder, charset: Charset, merge: int | None) -> None:
        self._encoder, self._charset, self._merge = encoder, charset, merge
        self.pixels = 0

    def __call__(self, image: NDArray[np.uint8], scale: float) -> Reading:
        self.pixels += round(image.size * scale * scale)
        return _read_scaled(self._encoder, image, self._charset, scale, self._merge)


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
