"""``glyph render``: what ``python -m glyph.render`` does."""

from __future__ import annotations

from collections.abc import Sequence

from glyph.render.__main__ import main as render_command


def main(argv: Sequence[str]) -> int:
    """Draw files as page images; returns the exit status."""
    return render_command(argv, "glyph render")
