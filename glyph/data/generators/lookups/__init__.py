"""Grounded lookups: generated pages that teach a model to point before it is fine-tuned."""

from glyph.data.generators.lookups.source import Lookups

__all__ = ["Lookups"]
