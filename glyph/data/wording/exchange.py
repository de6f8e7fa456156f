"""Wordings for training with some of their words exchanged for others that mean the same in their place.

A writer of wordings uses few words. A thesaurus of groups, ``thesaurus.yaml``, whose members fit the same grammatical
place, multiplies them (synonym replacement, Zhang et al. 2015, arXiv 1509.01626).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from random import Random

from glyph.data.wording.language_files import language_file

SWAP_PROB = 0.1  # of the words and phrases of a wording that have others


def exchanged(wording: str, language: str, rng: Random) -> str:
    """A wording with ``{slots}`` of which some words give way to others of their groups; slots stay."""
    groups, pattern = _exchanges(language)

    def other(match: re.Match[str]) -> str:
        found = match[0]
        if found.startswith("{") or rng.random() >= SWAP_PROB:
            return found
        chosen = rng.choice(groups[found.casefold()])
        return chosen[:1].upper() + chosen[1:] if found[:1].isupper() else chosen

    return pattern.sub(other, wording)


@cache
def thesaurus(language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words and phrases that may stand for each other.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    groups = []
    for entry in language_file(language, "thesaurus.yaml").items():
        group = entry.texts()
        if len(group) < 2 or len(set(group)) < len(group):
            raise entry.error(f"{', '.join(group)}: it must hold two or more words, all different")
        groups.append(group)
    return tuple(groups)


@cache
def _exchanges(language: str) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """What may stand for each word or phrase, and where slots and those are; longer phrases first."""
    others: dict[str, list[str]] = defaultdict(list)
    for group in thesaurus(language):
        for word in group:
            others[word.casefold()] += [other for other in group if other != word]
    words = "|".join(map(re.escape, sorted(others, key=len, reverse=True)))
    bounded = rf"\b(?:{words})\b" if language == "en" else f"(?:{words})"
    return {word: tuple(found) for word, found in others.items()}, re.compile(rf"\{{\w+\}}|{bounded}", re.IGNORECASE)
