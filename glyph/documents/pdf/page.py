"""One page of a PDF as its characters, made from what the pdfium child sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

BOLD, ITALIC, MONO = 1, 2, 4  # bits of PdfPage.styles
BREAK = 8  # in the child's answer: a hyphen that pdfium took the line break after away from
CHAR_BYTES = 4 + 16 + 4 + 1  # of one character in the child's answer
REPLACEMENT = 0xFFFD


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: the K characters pdfium finds, a newline at each line's end, and its image if asked for.

    ``text[k]`` stands at ``start + k`` in the whole document's text, where pages are parted by form feeds. A
    character that the file gives no Unicode for is U+FFFD. A page that could not be read is blank and has a
    ``problem``.
    """

    number: int  # from 1
    start: int
    text: str
    boxes: NDArray[np.float32]  # [K, 4] xyxy, pt, origin top-left of the page as displayed; zeros for white space
    sizes: NDArray[np.float32]  # [K] font size, pt
    styles: NDArray[np.uint8]  # [K] bits BOLD, ITALIC, MONO
    size_pt: tuple[float, float]  # (height, width) as displayed
    is_scanned: bool  # hardly any text, and something else to see
    image: NDArray[np.uint8] | None = None  # [H, W] grey, the whole page
    problem: str = ""

    @classmethod
    def blank(cls, number: int, start: int, problem: str) -> PdfPage:
        """A page that could not be read."""
        none = np.zeros(0)
        return cls(
            number, start, "", none.astype(np.float32).reshape(0, 4), none.astype(np.float32), none.astype(np.uint8),
            (0.0, 0.0), False, problem=problem,
        )  # fmt: skip

    @classmethod
    def from_answer(cls, number: int, start: int, header: Mapping[str, Any], data: bytes) -> PdfPage:
        """Make a page of the child's header and of the bytes of its arrays and pixels."""
        n = int(header["chars"])
        ends = np.cumsum([0, 4 * n, 16 * n, 4 * n, n])
        raw = [data[a:b] for a, b in pairwise(ends)]
        text, kept, styles = _clean(np.frombuffer(raw[0], np.uint32), np.frombuffer(raw[3], np.uint8))
        height, width = (float(side) for side in reversed(header["size_pt"]))
        boxes = _displayed(np.frombuffer(raw[1], np.float32).reshape(n, 4)[kept], header)
        boxes[[char.isspace() for char in text]] = 0
        image = None
        if header["image"] is not None:
            image = np.frombuffer(data, np.uint8, offset=int(ends[-1])).reshape(header["image"])
        sizes = np.nan_to_num(np.frombuffer(raw[2], np.float32)[kept])
        return cls(
            number, start, text, _shared(boxes), sizes, styles, (height, width), bool(header["scanned"]), image
        )  # fmt: skip


def _clean(units: NDArray[np.uint32], styles: NDArray[np.uint8]) -> tuple[str, NDArray[np.intp], NDArray[np.uint8]]:
    """pdfium's units as text: no carriage returns, one character a surrogate pair, U+FFFD for what is none.

    Returns:
        The text of K characters, which unit each comes from [K], and the style bits [K].
    """
    is_high, is_low = (units >> 10) == 0xD800 >> 10, (units >> 10) == 0xDC00 >> 10
    pairs = np.flatnonzero(is_high[:-1] & is_low[1:])
    codes = units.copy()
    codes[pairs] = 0x10000 + ((units[pairs] & 0x3FF) << 10) + (units[pairs + 1] & 0x3FF)
    ends_line = (styles & BREAK) > 0
    codes[ends_line] = ord("-")
    unreadable = (codes < 32) & ~np.isin(codes, (9, 10, 13)) | (codes > 0x10FFFF) | (codes >> 11 == 0xD800 >> 11)
    codes[unreadable | np.isin(codes, (0xFFFE, 0xFFFF))] = REPLACEMENT
    kept = np.flatnonzero((codes != 13) & ~np.isin(np.arange(len(codes)), pairs + 1))
    lost = np.flatnonzero(ends_line[kept] & (np.append(codes[kept][1:], 0) != 10)) + 1
    codes = np.insert(codes[kept], lost, 10)
    kept = np.insert(kept, lost, kept[lost - 1])
    return codes.astype("<u4").tobytes().decode("utf-32-le"), kept, styles[kept] & np.uint8(BOLD | ITALIC | MONO)


def _displayed(boxes: NDArray[np.float32], header: Mapping[str, Any]) -> NDArray[np.float32]:
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
    same = (boxes[1:] == boxes[:-1]).all(axis=1) & boxes[1:].any(axis=1)
    start = 0
    while start < len(same):
        end = start
        while end < len(same) and same[end]:
            end += 1
        if end > start:
            edges = np.linspace(boxes[start, 0], boxes[start, 2], end - start + 2)
            boxes[start : end + 1, 0], boxes[start : end + 1, 2] = edges[:-1], edges[1:]
        start = end + 1
    return boxes
