"""The ``glyph`` command: one module a verb."""

from glyph.cli.command import main

__all__ = ["main"]
