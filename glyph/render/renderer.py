"""render: any source to pages."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from glyph.documents import Document, load_document, parse_document
from glyph.documents.pdf.document import blocks_of, warn_of_pages
from glyph.documents.pdf.file import PAGE_BREAK, PdfFile
from glyph.documents.pdf.page import PdfPage
from glyph.render.config import RenderConfig
from glyph.render.keyparts import key_parts
from glyph.render.layout.flow import layout
from glyph.render.layout.newlines import mark_newlines
from glyph.render.looks import style_of
from glyph.render.page import Page
from glyph.render.pdf_pages import to_page
from glyph.render.raster.glyphs import glyph_sheet
from glyph.render.raster.paint import PagePainter

log = logging.getLogger(__name__)

_ONE_AT_A_TIME = threading.Lock()  # glyph sheets, and FreeType's fonts, are shared by all threads

SCAN_DPI = 150  # at least, of PDF pages shown as they are


def render(
    source: str | Path | Document,
    config: RenderConfig | None = None,
    format: str = "text",
    expanded: Collection[int] = (),
    pdf: Literal["text", "image"] = "text",
    password: str | None = None,
) -> Iterator[Page]:
    """Draw a source as pages, one at a time; threads take turns.

    Args:
        source: a str is content, a ``Path`` is a file (format by suffix), or a ready document.
        config: how to draw it; the medium preset by default.
        format: of a str: ``text``, ``markdown``, ``html``, ``jsonl``, or a programming language.
        pdf: of a PDF file: its text, laid out anew, or its pages as they are (scanned ones, and those whose text is
            unreadable, always are).
        password: of a protected PDF file.
        expanded: numbers of the hidden runs of a coarse view to show after all, see ``keyparts.hidden_ranges``.

    Yields:
        Pages in order; the last one is cut below its text. At least one page, empty for an empty source.

    Raises:
        ValueError: unknown format or suffix, undecodable file; ``RenderConfigError`` for an unusable config.
    """
    config = config or RenderConfig.preset("medium")
    if isinstance(source, Path) and source.suffix.lower() == ".pdf":
        for piece in _pdf_pieces(source, pdf, max(config.dpi, SCAN_DPI), password):
            yield from [piece] if isinstance(piece, Page) else render(piece, config, expanded=expanded)
        return
    if isinstance(source, Path):
        source = load_document(source)
    elif isinstance(source, str):
        source = parse_document(source, format)
    if config.paragraphs == "key":
        source = key_parts(source, expanded)
    if config.newline_mark:
        source = mark_newlines(source, config.newline_mark)
    pages = _draw(source, config)
    while True:
        with _ONE_AT_A_TIME:
            page = next(pages, None)
        if page is None:
            return
        yield page


def _draw(document: Document, config: RenderConfig) -> Iterator[Page]:
    missing = len(glyph_sheet(config).missing)
    painter = PagePainter(config, style_of(document, config))
    number = 0
    is_blank = True
    for part in layout(document, config):
        while number < part.number:
            page = painter.finish()
            is_blank = is_blank and not page.text
            yield page
            number += 1
        painter.add(part)
    page = painter.finish(is_last=True)
    if is_blank and not page.text:
        log.warning("%s: the page is blank, for there is no text that can be drawn", document.name or "the text")
    yield page
    _report_missing(document, config, missing)


def _pdf_pieces(path: Path, pdf: Literal["text", "image"], dpi: int, password: str | None) -> Iterator[Page | Document]:
    """Pages that are shown as they are, and between them the text of the others."""
    texts: list[str] = []
    waiting: list[PdfPage] = []
    seen: list[PdfPage] = []
    with PdfFile(path, password=password) as file:
        for page in file.pages("all" if pdf == "image" else "scanned", dpi):
            texts.append(page.text)
            seen.append(replace(page, image=None))
            if pdf == "text" and not page.needs_image:
                waiting.append(page)
                continue
            if any(waited.text for waited in waiting):
                yield Document(PAGE_BREAK.join(texts), tuple(blocks_of(waiting)), path.name)
            waiting = []
            yield to_page(page)
    if any(page.text for page in waiting) or len(waiting) == len(seen):
        yield Document(PAGE_BREAK.join(texts), tuple(blocks_of(waiting)), path.name)
    warn_of_pages(path, seen, are_drawn=True)


def uncovered(config: RenderConfig) -> set[str]:
    """Characters met so far, with this config's fonts, that no font has; they are drawn as boxes."""
    return set(glyph_sheet(config).missing)


def _report_missing(document: Document, config: RenderConfig, num_before: int) -> None:
    missing = glyph_sheet(config).missing
    if len(missing) > num_before:
        shown = ", ".join(f"U+{ord(char):04X}" for char in sorted(missing)[:10])
        log.warning("%s: drawn as boxes, for no font has them: %s", document.name or "the text", shown)
