"""Chinese and Japanese characters: which are some, and that one module alone says so."""

from __future__ import annotations

import re

import pytest

from glyph.documents.cjk import CJK, CJK_LETTERS, HAN, is_cjk, is_han
from tests.places import ROOT


@pytest.mark.parametrize(
    ("chars", "cjk", "letters", "han"),
    [
        ("中净龥", True, True, True),
        ("あアー", True, True, False),
        ("㐀\uf900\U00020000\U0002a6d6", True, True, False),
        ("，。《（Ａ１｡", True, False, False),
        ("aé1 Ω—“”·", False, False, False),
        ("한국", False, False, False),
    ],
)
def test_which_characters_are_some(chars: str, cjk: bool, letters: bool, han: bool) -> None:
    for char in chars:
        assert is_cjk(char) == bool(re.fullmatch(f"[{CJK}]", char)) == cjk, char
        assert bool(re.fullmatch(f"[{CJK_LETTERS}]", char)) == letters, char
        assert is_han(char) == bool(re.fullmatch(f"[{HAN}]", char)) == han, char


def test_there_is_one_definition() -> None:
    """No other module of the package names the ranges."""
    ranges = re.compile(r"(?i)\\u4e00|\\u3040|\\u3400|\\u9fff|0x(?:4e00|9fff)")
    named = {str(f.relative_to(ROOT)) for f in (ROOT / "glyph").rglob("*.py") if ranges.search(f.read_text("utf-8"))}
    assert named == {"glyph/documents/cjk.py"}
