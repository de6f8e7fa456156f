"""One page of a PDF as its characters in reading order, made from what the pdfium child sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.documents.pdf.chars import Chars
from glyph.documents.pdf.order import Row, joined_text, read_in_order


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its K characters in reading order, a newline at each line's end, and its image if asked for.

    ``text[k]`` stands at ``start + k`` in the whole document's text, where pages are parted by form feeds. A
    character that the file gives no Unicode for is U+FFFD. A page that could not be read is blank and has a
    ``problem``.
    """

    number: int  # from 1
    start: int
    text: str
    boxes: NDArray[np.float32]  # [K, 4] xyxy, pt, origin top-left of the page as displayed; zeros for what has no ink
    baselines: NDArray[np.float32]  # [K] y that the character stands on, pt, as displayed; nan where it runs not level
    sizes: NDArray[np.float32]  # [K] font size, pt
    styles: NDArray[np.uint8]  # [K] bits BOLD, ITALIC, MONO
    scripts: NDArray[np.int8]  # [K] 1 of what is raised above its line, -1 of what is lowered, else 0
    rows: tuple[Row, ...]  # all of the text but line ends, in order
    rules: NDArray[np.float32]  # [R, 4] xyxy of ruled lines, pt, as displayed
    size_pt: tuple[float, float]  # (height, width) as displayed
    is_scanned: bool  # hardly any text, and something else to see
    is_unreadable: bool = False  # the text gives no Unicode for much of what is seen
    image: NDArray[np.uint8] | None = None  # [H, W] grey, the whole page
    problem: str = ""

    @property
    def needs_image(self) -> bool:
        """Whether it has to be read from its image."""
        return self.is_scanned or self.is_unreadable

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing, as far as can be told."""
        return not self.text and not self.is_scanned and not self.problem

    @classmethod
    def blank(cls, number: int, start: int, problem: str) -> PdfPage:
        """A page that could not be read."""
        none = np.zeros(0, np.float32)
        boxes = none.reshape(0, 4)
        styles, scripts = none.astype(np.uint8), none.astype(np.int8)
        return cls(number, start, "", boxes, none, none, styles, scripts, (), boxes, (0.0, 0.0), False, problem=problem)

    @classmethod
    def from_chars(cls, number: int, start: int, chars: Chars, size_pt: tuple[float, float], **more: Any) -> PdfPage:
        """Put characters in reading order."""
        ordered = read_in_order(chars)
        last = np.maximum.accumulate(np.where(ordered.places >= 0, np.arange(len(ordered.places)), 0))
        places = ordered.places[last]  # what is put between looks like what comes before it
        has_ink = ordered.places >= 0
        return cls(
            number=number,
            start=start,
            text=joined_text(ordered.codes),
            boxes=np.where(has_ink[:, None], chars.boxes[places], np.float32(0)),
            baselines=np.where(chars.turns == 0, chars.origins[:, 1], np.float32(np.nan))[places],
            sizes=chars.sizes[places],
            styles=chars.styles[places],
            scripts=ordered.scripts,
            rows=ordered.rows,
            rules=chars.rules,
            size_pt=size_pt,
            **{"is_scanned": False, **more},
        )

    @classmethod
    def from_answer(cls, number: int, start: int, header: Mapping[str, Any], data: bytes) -> PdfPage:
        """Make a page of the child's header and of the bytes of its arrays and pixels."""
        height, width = (float(side) for side in reversed(header["size_pt"]))
        image = None
        if header["image"] is not None:
            num_pixels = header["image"][0] * header["image"][1]
            image = np.frombuffer(data, np.uint8, offset=len(data) - num_pixels).reshape(header["image"])
        return cls.from_chars(
            number, start, Chars.from_answer(header, data), (height, width),
            is_scanned=bool(header["scanned"]), is_unreadable=bool(header["unreadable"]), image=image,
        )  # fmt: skip
