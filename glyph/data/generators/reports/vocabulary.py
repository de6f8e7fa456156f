"""The words of a report in one language, and the one place where they are shared out to the splits.

Three rules keep the splits apart:

* a company's stem ("Northgate", "华瑞") belongs to one split by its hash, see :func:`stems_for`;
* the first wording of a label is common to all splits, each further synonym belongs to one split by its
  hash, see :func:`labels_for`; those of ``labels_train.yaml`` are train's;
* the data files say of each question wording which split it belongs to.

The words are read by ``vocabulary_files.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from glyph.data.sample import Split, split_of
from glyph.data.wording.by_split import BySplit
from glyph.data.wording.language_files import language_file

Language = Literal["en", "zh"]
Concept = tuple[str, ...]  # wordings of one thing; the first is common to all splits
_HELD_OUT_PROB = 0.7  # how often a label takes a wording of its own split when there is one


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

    ``value`` is a wording: slots such as ``{city}`` are filled from ``Vocabulary.pools``, ``{int:10:99}`` and
    ``{dec:1:9:2}`` (low, high, decimals) are numbers, ``{year:1950:1999}`` one without separators, of ``[A|B]`` one is
    taken, and ``{sign}`` is the report's currency sign. Where one of ``words`` stands in a report's labels, the fact is
    not told, so that it cannot contradict a table.
    """

    key: str
    value: str
    sentences: tuple[str, ...]
    questions: BySplit
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
    return further_labels().get(wordings[0], ()) if split == "train" else ()


@cache
def further_labels() -> dict[str, Concept]:
    """Further wordings of labels, by the first, for train alone; written without sight of those of val and test.

    Raises:
        DataError: with file and line, if a file is not as it should be.
    """
    files = [language_file(language, "reports/labels_train.yaml") for language in ("en", "zh")]
    return {first: further.texts() for file in files for first, further in file.fields().items()}


def choose_label(wordings: Concept, split: Split, rng: Random) -> str:
    """Draw a wording for ``split``, mostly one that is its own."""
    own = labels_for(wordings, split)
    if len(own) > 1 and rng.random() < _HELD_OUT_PROB:
        return rng.choice(own[1:])
    return own[0]


def facts_for(vocabulary: Vocabulary, split: Split) -> tuple[ProseFact, ...]:
    """The facts that a split's reports tell."""
    return vocabulary.taught_facts if split == "train" else vocabulary.prose_facts
