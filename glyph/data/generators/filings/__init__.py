"""Questions about the tables of real PDF pages, made from their own text layers."""

from glyph.data.generators.filings.source import Filings

__all__ = ["Filings"]
