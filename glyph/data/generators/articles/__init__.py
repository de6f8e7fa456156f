"""Generated web articles: a headline, a text, and around them all that a site puts on its pages."""

from glyph.data.generators.articles.source import Articles

__all__ = ["Articles"]
