"""Random word dropout for questions: some words are removed, and some replaced by words unknown to the grammar.

A model trained on questions from a grammar comes to rely on every single word. With some words missing and others
unfamiliar, it learns to rely on the rest (word dropout, Iyyer et al. 2015).
"""

from __future__ import annotations

import re
from random import Random

from glyph.data.sample import Split
from glyph.data.sources.corpus import english_words
from glyph.documents.cjk import HAN, is_han
from glyph.text.charset import default_characters

ROUGH_PROB = 0.25  # of questions
WORD_PROB = 0.1  # of their words, each left out or replaced; slots are kept
LEAD_PROB, MAX_LEAD = 0.15, 4  # of rough questions, strange words before them
_HANZI = [c for c in default_characters() if is_han(c)][:3755]
_PIECE = re.compile(rf"\{{\w+\}}|[{HAN}]|[^\W\d_{HAN}]+|.", re.DOTALL)


def roughened(template: str, rng: Random, split: Split = "train") -> str:
    """A wording with ``{slots}`` of which words are now and then left out or strange; slots, signs and spaces stay."""
    if rng.random() >= ROUGH_PROB:
        return template
    pieces = [_rough(piece, rng, split) if _is_word(piece) else piece for piece in _PIECE.findall(template)]
    text = re.sub(r" +", " ", "".join(pieces)).strip()
    if rng.random() < LEAD_PROB:
        is_hanzi = any(map(is_han, template))
        lead = [_strange(is_hanzi, rng, split) for _ in range(rng.randint(1, MAX_LEAD))]
        text = ("，" if is_hanzi else ", ").join([("" if is_hanzi else " ").join(lead), text])
    return text


def _is_word(piece: str) -> bool:
    return piece[0].isalpha()


def _rough(word: str, rng: Random, split: Split) -> str:
    drawn = rng.random()
    if drawn >= WORD_PROB:
        return word
    return "" if drawn < WORD_PROB / 2 else _strange(is_han(word[0]), rng, split)


def _strange(is_hanzi: bool, rng: Random, split: Split) -> str:
    return rng.choice(_HANZI) if is_hanzi else rng.choice(english_words(split))
