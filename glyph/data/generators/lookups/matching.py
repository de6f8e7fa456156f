"""Image-text matching: does the page say this? What it does not say differs in one character, number or place."""

from __future__ import annotations

import re
from random import Random

from glyph.data.generators.lookups.words import Words
from glyph.data.sample import Question
from glyph.documents.model import SourceSpan

MAX_CHARS = 70
YES_NO = {"en": ("yes", "no"), "zh": ("是", "否")}


def ask_match(words: Words, source: str, facts: list[SourceSpan]) -> Question | None:
    """A yes-or-no question about one of the facts, whole or falsified; half and half."""
    start, end = words.rng.choice(facts)
    text = " ".join(source[start:end].split())
    if not 3 <= len(text) <= MAX_CHARS:
        return None
    said = words.rng.random() < 0.5
    if not said:
        text = falsified(text, words.rng)
        if text in " ".join(source.split()):
            return None
    asked = words.asked("says").format(text=text)
    answer = YES_NO[words.language][0 if said else 1]
    return Question(asked, answer, (), answer, "match")


def falsified(text: str, rng: Random) -> str:
    """The text with one digit or letter changed, or two of its words exchanged; never the same."""
    places = [i for i, char in enumerate(text) if char.isalnum()]
    parts = text.split(" ")
    if len(set(parts)) > 1 and rng.random() < 0.3:
        while True:
            i, j = rng.sample(range(len(parts)), 2)
            if parts[i] != parts[j]:
                parts[i], parts[j] = parts[j], parts[i]
                return " ".join(parts)
    digits = [i for i in places if text[i].isdigit()]
    at = rng.choice(digits if digits and rng.random() < 0.6 else places or range(len(text)))
    same_kind = "0123456789" if text[at].isdigit() else re.sub(r"[\W\d_]", "", text) + "aeinost"
    others = [char for char in same_kind if char.casefold() != text[at].casefold()] or ["x"]
    return text[:at] + rng.choice(others) + text[at + 1 :]
