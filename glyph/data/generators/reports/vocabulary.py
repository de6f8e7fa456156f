"""The words of a report in one language, and the one place where they are shared out to the splits.

Three rules keep the splits apart:

* a company's stem ("Northgate", "华瑞") belongs to one split by its hash, see :func:`stems_for`;
* the first wording of a label is common to all splits, each further synonym belongs to one split by its
  hash, see :func:`labels_for`; what other hands added is train's;
* of a list of question wordings every fifth belongs to val and every fifth to test, see :func:`questions_for`;
  what other hands added is train's, see :func:`taught_facts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Literal

from glyph.data.generators.reports import further_labels_en, further_labels_zh
from glyph.data.sample import Split, split_of

Language = Literal["en", "zh"]
Concept = tuple[str, ...]  # wordings of one thing; the first is common to all splits
_HELD_OUT_PROB = 0.7  # how often a label takes a wording of its own split when there is one


def concepts(table: str) -> tuple[Concept, ...]:
    """Parse a data table: one concept a line, its wordings parted by ``|``."""
    return tuple(tuple(w.strip() for w in line.split("|")) for line in table.strip().splitlines() if line.strip())


def names(table: str) -> tuple[str, ...]:
    """Parse names parted by ``|``, over any number of lines."""
    return tuple(name.strip() for name in table.split("|"))


def concept_map(table: str) -> dict[str, Concept]:
    """Parse ``key: wording | wording`` lines."""
    pairs = (line.split(":", 1) for line in table.strip().splitlines() if line.strip())
    return {key.strip(): concepts(rest)[0] for key, rest in pairs}


# Further wordings of labels, by the first, for train alone; written by hands that saw no wordings of val and test.
FURTHER = {
    first: tuple(further)
    for table in (further_labels_en.TABLE, further_labels_zh.TABLE)
    for first, *further in concepts(table)
}


@dataclass(frozen=True, slots=True)
class Note:
    """A note that breaks an amount down: ``items`` add up to ``total``.

    ``of`` is the first wording of the statement line that the note explains, "" for none of them.
    """

    title: Concept
    total: Concept
    items: tuple[Concept, ...]
    of: str = ""
    stock: bool = False  # at a date, rather than over a year
    ordered: bool = False  # items keep their order (ageing, maturities)


@dataclass(frozen=True, slots=True)
class ProseFact:
    """A fact told in a sentence: ``{value}`` in ``sentences`` is the answer to ``questions``.

    ``value`` is a pattern: names such as ``{city}`` are filled from ``Vocabulary.pools``, ``{int:10:99}`` and
    ``{dec:1:9:2}`` (low, high, decimals) are numbers, ``{year:1950:1999}`` one without separators,
    ``{choice:A|B}`` is one of those named, and ``$`` becomes the report's currency sign. Where one
    of ``words`` stands in a report's labels, the fact is not told, so that it cannot contradict a table.
    """

    key: str
    value: str
    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A row of the key figures: ``low`` to ``high`` with so many decimals and a suffix such as "%".

    ``ratio`` names the two totals that it is the quotient of, where the report has drawn both.
    """

    wordings: Concept
    low: float
    high: float
    decimals: int = 0
    suffix: str = ""
    ratio: tuple[str, ...] = ()


def key_figures(table: str) -> tuple[KeyFigure, ...]:
    """Parse lines such as ``Net margin | Net profit ratio; 1 to 20, 1 decimals % = net / revenue``."""
    form = re.compile(r"(.+); (\S+) to (\S+), (\d) decimals ?(%?)(?: ?= (\w+) / (\w+))?")
    figures = []
    for line in table.strip().splitlines():
        match = form.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"{line!r} does not read 'wordings; low to high, n decimals [%] [= total / total]'")
        words, low, high, decimals, suffix, *ratio = match.groups()
        named = tuple(name for name in ratio if name)
        figures.append(KeyFigure(concepts(words)[0], float(low), float(high), int(decimals), suffix, named))
    return tuple(figures)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that amounts are stated in: painted ``name``, sign before amounts, digits before the point."""

    name: str
    sign: str
    digits: tuple[int, int]
    decimals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that a report in one language is worded with."""

    language: Language
    stem_heads: tuple[str, ...]
    stem_tails: tuple[str, ...]
    company_patterns: tuple[str, ...]
    pools: Mapping[str, tuple[str, ...]]
    units: tuple[Unit, ...]
    captions: tuple[str, ...]
    titles: Mapping[str, Concept]
    sections: Mapping[str, tuple[Concept, ...]]
    totals: Mapping[str, Concept]
    notes: tuple[Note, ...]
    key_figures: tuple[KeyFigure, ...]
    prose_facts: tuple[ProseFact, ...]  # of val and test
    taught_facts: tuple[ProseFact, ...]  # of train
    remarks: tuple[str, ...]  # sentences without figures
    movements: Mapping[str, tuple[str, ...]]  # "up", "down": sentences that quote a table row
    questions: Mapping[str, tuple[str, ...]]
    not_stated: Concept
    words: Mapping[str, str]


@cache
def _partitioned_stems(heads: tuple[str, ...], tails: tuple[str, ...]) -> dict[Split, tuple[str, ...]]:
    stems: dict[Split, list[str]] = {"train": [], "val": [], "test": []}
    for head in heads:
        for tail in tails:
            if head.casefold() != tail.casefold():
                stems[split_of(head + tail)].append(head + tail)
    return {name: tuple(values) for name, values in stems.items()}


def stems_for(vocabulary: Vocabulary, split: Split) -> tuple[str, ...]:
    """The company stems of a split; no stem is in two splits."""
    return _partitioned_stems(vocabulary.stem_heads, vocabulary.stem_tails)[split]


@cache
def labels_for(wordings: Concept, split: Split) -> Concept:
    """The wordings a split may use: the common first one, then the split's own synonyms."""
    own = tuple(w for w in wordings[1:] if split_of(w, val_share=0.15, test_share=0.35) == split)
    return wordings[:1] + own + _further(wordings, split)


def known_wordings(wordings: Concept, split: Split) -> Concept:
    """All wordings of a thing that a reader in ``split`` may meet, those of other splits too."""
    return wordings + _further(wordings, split)


def _further(wordings: Concept, split: Split) -> Concept:
    return FURTHER.get(wordings[0], ()) if split == "train" else ()


def choose_label(wordings: Concept, split: Split, rng: Random) -> str:
    """Draw a wording for ``split``, mostly one that is its own."""
    own = labels_for(wordings, split)
    if len(own) > 1 and rng.random() < _HELD_OUT_PROB:
        return rng.choice(own[1:])
    return own[0]


def questions_for(wordings: tuple[str, ...], split: Split) -> tuple[str, ...]:
    """The question wordings of a split: by position, so that every list of five or more serves all three."""
    position: dict[int, Split] = {3: "val", 4: "test"}
    return tuple(w for i, w in enumerate(wordings) if position.get(i % 5, "train") == split)


def taught_facts(
    facts: tuple[ProseFact, ...], questions: Mapping[str, tuple[str, ...]], sentences: Mapping[str, tuple[str, ...]]
) -> tuple[ProseFact, ...]:
    """Facts as train tells and asks them: with its own of their questions, and what other hands added by ``key``.

    Args:
        facts: those of all splits.
        questions: templates of :func:`glyph.data.wording.grammar.vary`.
        sentences: further ones that tell a fact.
    """
    return tuple(
        replace(
            fact,
            questions=questions_for(fact.questions, "train") + questions.get(fact.key, ()),
            sentences=fact.sentences + sentences.get(fact.key, ()),
        )
        for fact in facts
    )


def facts_for(vocabulary: Vocabulary, split: Split) -> tuple[ProseFact, ...]:
    """The facts that a split's reports tell."""
    return vocabulary.taught_facts if split == "train" else vocabulary.prose_facts
