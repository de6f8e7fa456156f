"""The language of a text, by its characters."""

from __future__ import annotations

from typing import Literal

from glyph.render.linebreak import is_cjk


def language_of(text: str) -> Literal["en", "zh"]:
    """Chinese if over a fifth of the letters and digits are CJK characters, else English."""
    counted = [char for char in text if char.isalnum()]
    return "zh" if sum(map(is_cjk, counted)) > 0.2 * len(counted) else "en"
