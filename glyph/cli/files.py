"""What a file on the command line is: a page image, a PDF, or a document of text."""

from __future__ import annotations

from pathlib import Path

from glyph.documents import Document, load_document
from glyph.documents.pdf.file import PdfFile
from glyph.render import Page, render

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".pgm", ".ppm"})


def is_image(path: Path) -> bool:
    return path.suffix.lower() in IMAGE_SUFFIXES


def is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def to_ask_about(path: Path) -> Document | list[Path] | list[Page]:
    """What a reader is asked about: an image as it is, a document, or the pages of a PDF that holds scanned ones.

    Raises:
        ValueError: if the file's format is unknown, or the file is not of it.
        OSError: if it cannot be read.
    """
    if is_image(path):
        with path.open("rb"):  # a missing file is told as such, not as a bad image
            return [path]
    if is_pdf(path) and _has_scanned_pages(path):
        return list(render(path, pdf="image"))
    return load_document(path)


def _has_scanned_pages(path: Path) -> bool:
    with PdfFile(path) as pdf:
        return any(page.is_scanned for page in pdf.pages())
