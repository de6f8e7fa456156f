"""The characters of a PDF page in the order in which they are drawn, and its ruled lines, as the child sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

BOLD, ITALIC, MONO = 1, 2, 4  # bits of a character's style
BREAK = 8  # a hyphen that pdfium took the line break after away from
MAX_SKEW = 0.05  # rad, of text that is taken for upright or level
SKEWED = 4  # in place of a number of quarter turns
VALUE_BYTES = (4, 32, 16, 16, 24, 4, 1)  # of one character in the child's arrays
CHAR_BYTES = sum(VALUE_BYTES)
RULE_BYTES = 16
REPLACEMENT = 0xFFFD
BLANKS = (9, 10, 13, 32, 160)


@dataclass(frozen=True, slots=True)
class Chars:
    """K characters in drawing order, blanks among them."""

    codes: NDArray[np.uint32]  # [K] code points
    boxes: NDArray[np.float32]  # [K, 4] xyxy, pt, origin top-left of the page as displayed; zeros for blanks
    origins: NDArray[np.float32]  # [K, 2] xy of the baseline's start, pt, as displayed
    sizes: NDArray[np.float32]  # [K] font size, pt
    styles: NDArray[np.uint8]  # [K] bits BOLD, ITALIC, MONO
    turns: NDArray[np.uint8]  # [K] quarter turns counterclockwise of its direction as displayed, or SKEWED
    rules: NDArray[np.float32]  # [R, 4] xyxy of ruled lines, pt, as displayed

    @classmethod
    def from_answer(cls, header: Mapping[str, Any], data: bytes) -> Chars:
        """Read the child's arrays (see ``child_text.read_characters``)."""
        n = int(header["chars"])
        ends = np.cumsum([0, *(n * size for size in VALUE_BYTES), RULE_BYTES * int(header["rules"])])
        units, tight, loose, origins, matrices, sizes, styles, rules = (data[a:b] for a, b in pairwise(ends))
        codes, kept, bits = _clean(np.frombuffer(units, np.uint32), np.frombuffer(styles, np.uint8))
        left, right, bottom, top = np.nan_to_num(np.frombuffer(tight, np.float64).reshape(n, 4)[kept]).T
        boxes = np.stack([left, bottom, right, top], axis=1)
        floats = np.nan_to_num(np.frombuffer(loose, np.float32).reshape(n, 4)[kept].astype(np.float64))
        wide = floats[:, [0, 3, 2, 1]]
        is_both = boxes.any(axis=1) & wide.any(axis=1)
        boxes[is_both, :2] = np.minimum(boxes[is_both, :2], wide[is_both, :2])
        boxes[is_both, 2:] = np.maximum(boxes[is_both, 2:], wide[is_both, 2:])
        is_blank = np.isin(codes, BLANKS) | ~boxes.any(axis=1)
        shown = displayed(boxes, header)
        shown[is_blank] = 0
        points = np.nan_to_num(np.frombuffer(origins, np.float64).reshape(n, 2)[kept])
        a, b, c, d = np.nan_to_num(np.frombuffer(matrices, np.float32).reshape(n, 6)[kept, :4].astype(np.float64)).T
        turns = np.arctan2(b, a) / (np.pi / 2)
        is_skewed = np.abs(turns - turns.round()) * (np.pi / 2) > MAX_SKEW
        turns = (turns.round().astype(np.int64) - int(header["rotation"]) // 90) % 4
        return cls(
            codes=codes,
            boxes=_shared(shown),
            origins=displayed(np.concatenate([points, points], axis=1), header)[:, :2],
            sizes=np.nan_to_num(np.frombuffer(sizes, np.float32)[kept] * np.hypot(c, d)).astype(np.float32),
            styles=bits & np.uint8(BOLD | ITALIC | MONO),
            turns=np.where(is_skewed, SKEWED, turns).astype(np.uint8),
            rules=displayed(np.frombuffer(rules, np.float32).reshape(-1, 4), header),
        )


def _clean(
    units: NDArray[np.uint32], styles: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.intp], NDArray[np.uint8]]:
    """pdfium's units as code points: no carriage returns, one for a surrogate pair, U+FFFD for what is none.

    Returns:
        The K code points, which unit each comes from [K], and the style bits [K].
    """
    is_high, is_low = (units >> 10) == 0xD800 >> 10, (units >> 10) == 0xDC00 >> 10
    pairs = np.flatnonzero(is_high[:-1] & is_low[1:])
    codes = units.copy()
    codes[pairs] = 0x10000 + ((units[pairs] & 0x3FF) << 10) + (units[pairs + 1] & 0x3FF)
    ends_line = (styles & BREAK) > 0
    codes[ends_line] = ord("-")
    is_control = (codes < 32) & ~np.isin(codes, (9, 10, 13)) | (codes >= 0x7F) & (codes < 0xA0)
    unreadable = is_control | (codes > 0x10FFFF) | (codes >> 11 == 0xD800 >> 11)
    codes[unreadable | np.isin(codes, (0xFFFE, 0xFFFF))] = REPLACEMENT
    is_kept = codes != 13
    is_kept[pairs + 1] = False
    kept = np.flatnonzero(is_kept)
    lost = np.flatnonzero(ends_line[kept] & (np.append(codes[kept][1:], 0) != 10)) + 1
    codes = np.insert(codes[kept], lost, 10)
    kept = np.insert(kept, lost, kept[lost - 1])
    return codes, kept, styles[kept]


def displayed(boxes: NDArray[np.floating[Any]], header: Mapping[str, Any]) -> NDArray[np.float32]:
    """[K, 4] (left, bottom, right, top) in the page's own space to xyxy on the page as it is shown."""
    left, bottom, right, top = header["bbox"]
    x0, y0, x1, y1 = np.nan_to_num(boxes.astype(np.float64)).T
    match header["rotation"]:
        case 90:
            shown, size = (y0 - bottom, x0 - left, y1 - bottom, x1 - left), (top - bottom, right - left)
        case 180:
            shown, size = (right - x1, y0 - bottom, right - x0, y1 - bottom), (right - left, top - bottom)
        case 270:
            shown, size = (top - y1, right - x1, top - y0, right - x0), (top - bottom, right - left)
        case _:
            shown, size = (x0 - left, top - y1, x1 - left, top - y0), (right - left, top - bottom)
    scale = [shown_pt / own if own > 0 else 1.0 for shown_pt, own in zip(header["size_pt"], size, strict=True)]
    return (np.stack(shown, axis=1) * [*scale, *scale]).astype(np.float32)


def _shared(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Part the box of a ligature among its characters, side by side."""
    same = np.flatnonzero((boxes[1:] == boxes[:-1]).all(axis=1) & boxes[1:].any(axis=1))
    for run in np.split(same, np.flatnonzero(np.diff(same) > 1) + 1) if len(same) else []:
        start, end = int(run[0]), int(run[-1]) + 1
        edges = np.linspace(boxes[start, 0], boxes[start, 2], end - start + 2)
        boxes[start : end + 1, 0], boxes[start : end + 1, 2] = edges[:-1], edges[1:]
    return boxes


def upright(boxes: NDArray[np.float32], turn: int) -> NDArray[np.float32]:
    """[K, 4] boxes as displayed, turned so that text of a direction runs from left to right."""
    x0, y0, x1, y1 = boxes.T
    match turn:
        case 1:
            return np.stack([-y1, x0, -y0, x1], axis=1)
        case 2:
            return np.stack([-x1, -y1, -x0, -y0], axis=1)
        case 3:
            return np.stack([y0, -x1, y1, -x0], axis=1)
        case _:
            return boxes
