"""Code review: programs with one fault each, made from real functions and from pieces, and questions about it."""

from glyph.data.generators.code_review.asking import Case, ask
from glyph.data.generators.code_review.source import BuggyFunctions

__all__ = ["BuggyFunctions", "Case", "ask"]
