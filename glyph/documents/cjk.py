"""Chinese and Japanese characters: the one place that says which they are.

``CJK``, ``CJK_LETTERS`` and ``HAN`` are ranges to stand inside the square brackets of a regular expression.
"""

from __future__ import annotations

import re

HAN = "\u4e00-\u9fff"  # the Hanzi of everyday texts (CJK Unified Ideographs)
_RARE_HAN = "\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff"  # extensions and compatibility ideographs
_KANA = "\u3040-\u30ff"
CJK_LETTERS = HAN + _RARE_HAN + _KANA  # what spells words that no spaces part
CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"  # with their signs and wide forms

_ONE_CJK = re.compile(f"[{CJK}]")


def is_cjk(char: str) -> bool:
    """Whether a character is of a script written without spaces: Han, kana, their signs and full-width forms."""
    return _ONE_CJK.fullmatch(char) is not None


def is_han(char: str) -> bool:
    """Whether a character is a Hanzi of everyday texts."""
    return "\u4e00" <= char <= "\u9fff"
