"""The language of a text, by its characters."""

from __future__ import annotations

from typing import Literal

from glyph.documents.cjk import is_cjk

CHARS_PER_TOKEN = {"en": 4.2, "zh": 1.5}  # of common tokenizers, for the compression ratio (see the README's glossary)


def language_of(text: str) -> Literal["en", "zh"]:
    """Chinese if over a fifth of the letters and digits are CJK characters, else English."""
    counted = [char for char in text if char.isalnum()]
    return "zh" if sum(map(is_cjk, counted)) > 0.2 * len(counted) else "en"
