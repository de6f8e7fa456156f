"""Wordings for training with some of their words exchanged for others that mean the same in their place.

Hands that write wordings use few words each. A thesaurus of groups, whose members fit the same grammatical place,
multiplies them (synonym replacement, Zhang et al. 2015, arXiv 1509.01626).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from random import Random

from glyph.data.wording import thesaurus_en, thesaurus_zh

SWAP_PROB = 0.1  # of the words and phrases of a wording that have others
_TABLES = {"en": thesaurus_en.TABLE, "zh": thesaurus_zh.TABLE}


def exchanged(wording: str, language: str, rng: Random) -> str:
    """A wording with ``{slots}`` of which some words give way to others of their groups; slots stay."""
    groups, pattern = _thesaurus(language)

    def other(match: re.Match[str]) -> str:
        found = match[0]
        if found.startswith("{") or rng.random() >= SWAP_PROB:
            return found
        chosen = rng.choice(groups[found.casefold()])
        return chosen[:1].upper() + chosen[1:] if found[:1].isupper() else chosen

    return pattern.sub(other, wording)


@cache
def _thesaurus(language: str) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """What may stand for each word or phrase, and where slots and those are; longer phrases first."""
    others: dict[str, list[str]] = defaultdict(list)
    for line in _TABLES[language].strip().splitlines():
        group = line.split(" | ")
        for word in group:
            others[word.casefold()] += [other for other in group if other != word]
    words = "|".join(map(re.escape, sorted(others, key=len, reverse=True)))
    bounded = rf"\b(?:{words})\b" if language == "en" else f"(?:{words})"
    return {word: tuple(found) for word, found in others.items()}, re.compile(rf"\{{\w+\}}|{bounded}", re.IGNORECASE)
