"""Rough wordings: slots, signs and spaces stay; as many words are left out or strange as is said."""

from __future__ import annotations

from random import Random
from string import Formatter

from hypothesis import given
from hypothesis import strategies as st

from glyph.data.sources.corpus import english_words
from glyph.data.wording.roughen import ROUGH_PROB, WORD_PROB, roughened

TEMPLATES = (
    "By how much did {item} change from {old} to {new}?",
    "{when_new}{item}较{when_old}变动了多少？",
    "{item}: {new} minus {old}?",
)


def slots(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


@given(st.sampled_from(TEMPLATES), st.integers(0, 2**32))
def test_slots_stay_in_their_order(template: str, seed: int) -> None:
    made = roughened(template, Random(seed))
    assert slots(made) == slots(template) and made == made.strip() and "  " not in made
    assert made == roughened(template, Random(seed))


def test_half_of_the_wordings_stay_as_they_are_and_few_words_of_the_others_change() -> None:
    template, rng = " ".join(["word"] * 20) + " {item}?", Random(0)
    made = [roughened(template, rng) for _ in range(2000)]
    same = sum(text == template for text in made) / len(made)
    unchanged = ROUGH_PROB * (1 - WORD_PROB) ** 20
    assert abs(same - (1 - ROUGH_PROB) - unchanged) < 0.06
    without_lead = [text for text in made if ", " not in text]
    kept = sum(text.split().count("word") for text in without_lead) / (20 * len(without_lead))
    assert abs(kept - (1 - ROUGH_PROB * WORD_PROB)) < 0.02


def test_strange_words_are_of_the_split() -> None:
    words = set(english_words("train")) | {"word"}
    for seed in range(200):
        assert {word.strip(",?") for word in roughened("word word word?", Random(seed)).split()} <= words | {""}
