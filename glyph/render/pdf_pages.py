"""Pages of a PDF as the file draws them, with the characters of their text layer in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from glyph.documents.pdf.file import PdfFile, PdfLimits
from glyph.documents.pdf.page import PdfPage
from glyph.render.page import Page


def pdf_pages(
    path: str | Path,
    dpi: float = 150.0,
    limits: PdfLimits | None = None,
    skip_bad_pages: bool = False,
    password: str | None = None,
) -> Iterator[Page]:
    """Draw a PDF page by page.

    Args:
        path: the file.
        dpi: pixels per inch. A page that would pass ``limits.max_pixels`` or ``max_side_px`` is drawn smaller.
        limits: what a page may cost.
        skip_bad_pages: whether a page that cannot be read is logged and left out.
        password: of a protected file.

    Yields:
        Pages in order; offsets count in the source of ``load_pdf(path)``. Scanned pages have an image and the few
        characters of their text layer, if any.

    Raises:
        ValueError: if the file, or a page unless skipped, cannot be read; see ``PdfFile``.
        OSError: if the file cannot be read.
    """
    with PdfFile(path, limits, password) as pdf:
        for page in pdf.pages("all", dpi, skip_bad_pages):
            if not page.problem:
                yield to_page(page)


def to_page(pdf_page: PdfPage) -> Page:
    """A drawn PDF page as a ``Page``: its printable characters that lie on the page, boxes cut to it, in px.

    A character that is painted in the page's colour, or under something else, is among them too.

    Raises:
        ValueError: if the page was read without its image.
    """
    image = pdf_page.image
    if image is None:
        raise ValueError(f"page {pdf_page.number} was read without its image; read it with images='all'")
    height, width = image.shape
    height_pt, width_pt = pdf_page.size_pt
    scale = np.array([width / max(width_pt, 1e-6), height / max(height_pt, 1e-6)] * 2)
    boxes = np.clip(pdf_page.boxes * scale, 0, [width, height, width, height]).astype(np.float32)
    is_painted = np.array([char.isprintable() and not char.isspace() for char in pdf_page.text], np.bool_)
    kept = np.flatnonzero(is_painted & (boxes[:, 2:] > boxes[:, :2]).all(axis=1))
    ends_line = np.array([char == "\n" for char in pdf_page.text], np.bool_)
    line_of = np.cumsum(ends_line)[kept]
    num_blanks = np.cumsum([char.isspace() for char in pdf_page.text])[kept]
    is_digit = np.array([pdf_page.text[k].isdigit() for k in kept], np.bool_)
    is_raised = is_digit & np.append(False, is_digit[:-1]) & (np.diff(pdf_page.scripts[kept], prepend=0) != 0)
    return Page(
        image=image,
        text="".join(pdf_page.text[k] for k in kept),
        boxes=boxes[kept],
        offsets=(pdf_page.start + kept).astype(np.int64),
        lines=np.unique(line_of, return_inverse=True)[1].astype(np.int32),
        space_before=(np.diff(num_blanks, prepend=-1) > 0) | is_raised,
    )
