"""The text of a whole PDF as a document."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from glyph.documents.model import Block, Document
from glyph.documents.pdf.file import PAGE_BREAK, PdfFile, PdfLimits
from glyph.documents.pdf.hyphens import Hyphens, rejoin
from glyph.documents.pdf.joining import joined_blocks
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.reflow import reflow

log = logging.getLogger(__name__)

MAX_NAMED = 10  # pages, in a warning


def load_pdf(
    path: str | Path, limits: PdfLimits | None = None, skip_bad_pages: bool = False, password: str | None = None
) -> Document:
    """Read the text of a PDF, re-flowed into paragraphs, headings and tables.

    The source is the text that pdfium extracts, in reading order, pages parted by form feeds; see ``reflow`` for what
    is painted of it. Scanned pages give no more than the few characters they have, pages of unreadable text their
    legible lines; both, and blank ones, are named in a warning.

    Raises:
        ValueError: if the file or a page cannot be read (see ``PdfFile``), or all pages are scanned or unreadable.
        OSError: if the file cannot be read.
    """
    with PdfFile(path, limits, password) as pdf:
        pages = list(pdf.pages(skip_bad_pages=skip_bad_pages))
    blocks = blocks_of(pages)
    has_text = any(not page.needs_image or (page.is_unreadable and reflow(page)) for page in pages)
    if pages and not has_text:
        raise ValueError(f"{path}: holds no text, only images of pages; read it with glyph.render.pdf_pages")
    warn_of_pages(path, pages)
    return Document(PAGE_BREAK.join(page.text for page in pages), tuple(blocks), Path(path).name)


def warn_of_pages(path: str | Path, pages: Sequence[PdfPage], are_drawn: bool = False) -> None:
    """Name the pages whose text is not all that they show, and the blank ones, in one warning each.

    Args:
        path: of the file.
        pages: all of its pages.
        are_drawn: whether pages without legible text are drawn as they are, and so not lost.
    """
    fate = "are drawn as they are" if are_drawn else "are left out"
    scanned = [page.number for page in pages if page.is_scanned]
    if scanned and not are_drawn:
        log.warning("%s: %d pages hold images instead of text and %s: %s", path, len(scanned), fate, _named(scanned))
    unreadable = [page.number for page in pages if page.is_unreadable and not page.is_scanned]
    if unreadable:
        what = "hold text without a way to Unicode"
        log.warning("%s: %d pages %s and %s: %s", path, len(unreadable), what, fate, _named(unreadable))
    blank = [page.number for page in pages if page.is_blank]
    if blank:
        log.warning("%s: %d pages are blank: %s", path, len(blank), _named(blank))


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:MAX_NAMED])) + (", ..." if len(numbers) > MAX_NAMED else "")


def blocks_of(pages: Sequence[PdfPage]) -> list[Block]:
    """The blocks of pages that follow each other, words and paragraphs that line, column or page cut made whole."""
    return rejoin(joined_blocks(pages), Hyphens(page.text for page in pages))
