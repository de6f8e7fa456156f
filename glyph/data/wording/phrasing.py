"""How a question is put in a split: in wordings that are taught, framed and made rough, or in wordings held out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from random import Random
from string import Formatter

from glyph.data.sample import Split
from glyph.data.wording.by_split import BySplit
from glyph.data.wording.exchange import exchanged
from glyph.data.wording.frames import framed
from glyph.data.wording.grammar import vary
from glyph.data.wording.roughen import roughened

QUOTES = ("“”", '""', "‘’", "''", "「」", "«»")
_QUOTED = re.compile('[“"](\\{\\w+\\})[”"]')


def draw_wording(taught: tuple[str, ...], held_out: BySplit, split: Split, language: str, rng: Random) -> str:
    """How to ask in a split, a template with slots.

    In train a variant of those taught, framed and made rough now and then, unless it is one held out but for its signs
    and capitals; in val and test one of their own.
    """
    if split != "train":
        return rng.choice(held_out[split])
    kept = _all_letters(held_out)
    while True:
        bare = vary(rng.choice(taught), rng)
        text = put_freely(bare, language, rng)
        if kept.isdisjoint((_letters(bare), _letters(text))):
            return text


def put_freely(wording: str, language: str, rng: Random) -> str:
    """A wording for training, now and then in other words or quotation marks, with a frame around it, or with words
    missing or strange."""
    return roughened(framed(exchanged(requoted(wording, rng), language, rng), language, rng), rng)


def requoted(wording: str, rng: Random) -> str:
    """A wording with all it quotes in marks of one kind, half of the time; those of titles in Chinese stay."""
    marks = rng.choice(QUOTES) if rng.random() < 0.5 else None
    return _QUOTED.sub(rf"{marks[0]}\1{marks[1]}", wording) if marks else wording


def filled(wording: str, slots: Mapping[str, str]) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """A wording with its slots filled, and where each of them (its name, start and end) now stands."""
    text, spans = "", []
    for literal, name, _, _ in Formatter().parse(wording):
        text += literal
        if name is not None:
            spans.append((name, len(text), len(text) + len(slots[name])))
            text += slots[name]
    return text, tuple(spans)


@cache
def _all_letters(held_out: BySplit) -> frozenset[str]:
    return frozenset(map(_letters, held_out.val + held_out.test))


def _letters(wording: str) -> str:
    return "".join(char for char in wording.casefold() if char.isalnum() or char in "{}")
