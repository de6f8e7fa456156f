"""glyph: draw long text as page images and let a vision-language model read them."""

from glyph.documents import Document, load_document
from glyph.readers.load import load
from glyph.render import Page, RenderConfig, render
from glyph.version import __version__

__all__ = ["Document", "Page", "RenderConfig", "__version__", "load", "load_document", "render"]
