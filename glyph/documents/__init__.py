"""Documents: text of many formats as blocks of spans that know their place in the source."""

from glyph.documents.builder import DocumentBuilder
from glyph.documents.load import load_document, parse_document
from glyph.documents.model import Block, Cell, Document, Span

__all__ = ["Block", "Cell", "Document", "DocumentBuilder", "Span", "load_document", "parse_document"]
