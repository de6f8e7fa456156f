"""render: any source to pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glyph.documents import Document, load_document, parse_document
from glyph.render.config import RenderConfig
from glyph.render.keyparts import key_parts
from glyph.render.layout import layout
from glyph.render.page import Page
from glyph.render.raster import rasterise


def render(source: str | Path | Document, config: RenderConfig | None = None, format: str = "text") -> Iterator[Page]:
    """Draw a source as pages, one at a time.

    Args:
        source: a str is content, a ``Path`` is a file (format by suffix), or a ready document.
        config: how to draw it; the medium preset by default.
        format: of a str: ``text`` or ``markdown``.

    Yields:
        Pages in order; the last one is cut below its text. At least one page, empty for an empty source.

    Raises:
        ValueError: unknown format or suffix, undecodable file; ``RenderConfigError`` for an unusable config.
    """
    config = config or RenderConfig.preset("medium")
    if isinstance(source, Path):
        source = load_document(source)
    elif isinstance(source, str):
        source = parse_document(source, format)
    if config.paragraphs == "key":
        source = key_parts(source)
    previous = None
    for rows in layout(source, config):
        if previous is not None:
            yield rasterise(previous, config)
        previous = rows
    assert previous is not None, "layout gives at least one page"
    yield rasterise(previous, config, crop_height=True)
