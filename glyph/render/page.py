"""Page: the image and, exactly, where each character of the source was painted on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered page.

    ``text`` holds the K painted, non-space characters in reading order; row k of the arrays belongs to
    ``text[k]``. A box spans the character's advance and em height and all its ink.
    """

    image: NDArray[np.uint8]  # [H, W] grey, or [H, W, 3] where the theme has colours
    text: str
    boxes: NDArray[np.float32]  # [K, 4] xyxy, px, half-open, origin top-left
    offsets: NDArray[np.int64]  # [K] position in the source text, NO_SOURCE for marks
    lines: NDArray[np.int32]  # [K] index of the visual line the character stands on
    space_before: NDArray[np.bool_]  # [K] whether blank space or a cell border parts it from the one before

    @property
    def grey(self) -> NDArray[np.uint8]:
        """[H, W] the image in grey levels (ITU-R BT.601), as models read it."""
        if self.image.ndim == 2:
            return self.image
        return np.rint(self.image @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)

    def reading_text(self) -> str:
        """The text as read: spaces where there is blank space, a newline after each visual line."""
        return spaced_text(self.text, self.lines, self.space_before)

    def band(self, top: int, bottom: int) -> Page:
        """What lies between two heights, px: its image, and the characters that have their centre there."""
        top, bottom = max(0, top), min(self.image.shape[0], max(bottom, top + 1))
        middle = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        inside = (middle >= top) & (middle < bottom)
        text = "".join(char for char, kept in zip(self.text, inside, strict=True) if kept)
        boxes = self.boxes[inside] - np.array([0, top, 0, top], np.float32)
        columns = self.offsets[inside], self.lines[inside], self.space_before[inside]
        return Page(self.image[top:bottom], text, boxes, *columns)

    def boxes_of(self, span: tuple[int, int]) -> NDArray[np.float32]:
        """[n, 4] boxes of the painted characters of a source span, one box a visual line, px."""
        inside = (self.offsets >= span[0]) & (self.offsets < span[1])
        return merge_by_line(self.boxes[inside], self.lines[inside])


def spaced_text(chars: str, lines: NDArray[np.int32], space_before: NDArray[np.bool_]) -> str:
    """K characters as text: spaces where ``space_before`` [K], a newline where the line index ``lines`` [K] changes."""
    parts: list[str] = []
    for k, char in enumerate(chars):
        if k and lines[k] != lines[k - 1]:
            parts.append("\n")
        elif k and space_before[k]:
            parts.append(" ")
        parts.append(char)
    return "".join(parts)


def merge_by_line(boxes: NDArray[np.float32], lines: NDArray[np.int32]) -> NDArray[np.float32]:
    """Union the boxes that share a line.

    Args:
        boxes: [K, 4] xyxy, px.
        lines: [K] line index of each box.

    Returns:
        [n, 4] one box a line, in order of line index.
    """
    rows = [boxes[lines == line] for line in np.unique(lines)]
    merged = [(*row[:, :2].min(axis=0), *row[:, 2:].max(axis=0)) for row in rows]
    return np.asarray(merged, np.float32).reshape(-1, 4)
