"""At what scale a page image is read best, told by a look at parts of it where the image is large."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from glyph.models.ocr.reading import Reading

SCALES = (1.0, 0.5, 0.25, 2.0)  # tried in this order
SMALLER = 0.125  # tried as well where the image is so large that parts are looked at
SURE = 0.9  # mean confidence at which no other scale is tried
LARGE_PX, BEST_PX = 13.5, 12.0  # type seen larger than the first is read again as large as the second
MIN_SHARE = 0.05  # of the most characters seen at any scale; a scale that shows fewer is not trusted
MAX_LARGER_PX, MIN_SIDE_PX = 2_000_000, 48  # of images that are tried enlarged, and of those that are shrunk
WHOLE_PX = 1_000_000  # images of no more are read as a whole at each scale
WINDOW_PX, NUM_WINDOWS = 320, 3  # a side, and how many, of the parts of a larger one that are looked at
ENOUGH_CHARS = 24  # that the windows must show before a scale is taken without trying others

ReadScaled = Callable[[NDArray[np.uint8], float], Reading]  # an image, read at a scale; boxes in px of the image


def resized(image: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """A grey image ``scale`` times as large, by Lanczos' filter; much smaller ones are averaged first."""
    if scale == 1.0:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    gap = 3.0 if scale < 0.5 else None
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=gap))


def type_height(reading: Reading) -> float:
    """Height of most type, px; 0 where there is none."""
    return float(np.median(reading.boxes[:, 3] - reading.boxes[:, 1])) if len(reading.chars) else 0.0


def best_scale(image: NDArray[np.uint8], read: ReadScaled, found: dict[float, Reading]) -> float:
    """The scale at which an image's type is read best.

    Args:
        image: grey, uint8 [H, W].
        read: reads an image at a scale.
        found: whole readings by scale; those that are made on the way are put there.
    """
    if image.size > WHOLE_PX and 1.0 not in found:
        return scale_by_windows(image, read)
    for scale in SCALES:
        if found and not _is_tried(image, scale):
            continue
        if scale not in found:
            found[scale] = read(image, scale)
        if found[scale].mean_confidence >= SURE:
            break
    scale = surest(found)
    height = type_height(found[scale])
    if height * scale <= LARGE_PX:
        return scale
    found[BEST_PX / height] = read(image, BEST_PX / height)
    return surest(found)


def _is_tried(image: NDArray[np.uint8], scale: float) -> bool:
    return image.size <= MAX_LARGER_PX if scale > 1 else min(image.shape) * scale >= MIN_SIDE_PX


def surest(found: Mapping[float, Reading]) -> float:
    """The scale at which most is sure."""
    enough = MIN_SHARE * max(len(reading.chars) for reading in found.values())
    return max(found, key=lambda scale: (len(found[scale].chars) >= enough, found[scale].mean_confidence))


def scale_by_windows(image: NDArray[np.uint8], read: ReadScaled) -> float:
    """The same by the parts of an image that have most edges, seen larger the smaller the scale."""
    found: dict[float, tuple[int, float, float]] = {}  # characters, their mean confidence and type height
    for scale in (*SCALES[:3], SMALLER, *SCALES[3:]):
        if found and not _is_tried(image, scale):
            continue
        readings = [read(part, scale) for part in _windows(image, round(WINDOW_PX / scale))]
        boxes = np.concatenate([reading.boxes for reading in readings])
        sure = np.concatenate([reading.confidences for reading in readings])
        height = float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) else 0.0
        found[scale] = (len(sure), float(sure.mean()) if len(sure) else 0.0, height)
        if len(sure) >= ENOUGH_CHARS and found[scale][1] >= SURE:
            break
    enough = MIN_SHARE * max(count for count, _, _ in found.values())
    scale = max(found, key=lambda scale: (found[scale][0] >= enough, found[scale][1]))
    height = found[scale][2]
    return BEST_PX / height if height * scale > LARGE_PX else scale


def _windows(image: NDArray[np.uint8], side: int) -> list[NDArray[np.uint8]]:
    """The parts of an image, at most ``side`` px a side, in which grey levels change most; none lies on another."""
    height, width = image.shape
    rows, columns = -(-height // side), -(-width // side)
    tops = np.linspace(0, max(0, height - side), rows).astype(int)
    lefts = np.linspace(0, max(0, width - side), columns).astype(int)
    step = max(1, side // 160)  # changes over larger steps tell as much, sooner
    scored = []
    for top in tops:
        for left in lefts:
            part = image[top : top + side : step, left : left + side : step].astype(np.int16)
            changes = float((np.abs(np.diff(part, axis=1)) > 64).sum()) if part.shape[1] > 1 else 0.0
            scored.append((changes, int(top), int(left)))
    scored.sort(key=lambda window: -window[0])
    chosen: list[tuple[int, int]] = []
    for changes, top, left in scored:
        if changes and all(abs(top - t) >= side or abs(left - x) >= side for t, x in chosen):
            chosen.append((top, left))
        if len(chosen) == NUM_WINDOWS:
            break
    return [image[top : top + side, left : left + side] for top, left in chosen or [(0, 0)]]
