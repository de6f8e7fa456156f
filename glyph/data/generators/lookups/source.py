"""Lookups: pages of random tables, forms, lists, prose and code, and questions whose answers stand on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glyph.data.generators.lookups.grid import Grid
from glyph.data.generators.lookups.matching import ask_match
from glyph.data.generators.lookups.parts import Code, Form, Listing, Prose
from glyph.data.generators.lookups.words import Language, Words
from glyph.data.sample import GeneratedSet, Question, Sample, Split
from glyph.documents import DocumentBuilder

SHARES = {Grid: 0.4, Form: 0.15, Listing: 0.1, Prose: 0.25, Code: 0.1}
MATCH_PROB = 0.12  # of questions


@dataclass(frozen=True)
class LookupSet(GeneratedSet):
    """One split of :class:`Lookups`."""

    questions_per_page: int
    corpus: Mapping[Language, Sequence[str]]
    asked_as: Split | None

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """The page at ``index``: a fresh one from ``rng`` in train, always the same one in val and test.

        Raises:
            IndexError: if ``index`` is outside ``range(len(self))``.
        """
        draw = self.chance(index, rng)
        language: Language = draw.choice(("en", "zh"))
        words = Words(draw, language, self.name, self.corpus.get(language, ()), self.asked_as)
        kinds: list[Any] = draw.choices(list(SHARES), list(SHARES.values()), k=draw.choice((1, 1, 2, 2, 3)))
        parts = [kind(words) for kind in kinds]
        builder = DocumentBuilder()
        if draw.random() < 0.5:
            builder.heading(words.label(4), level=draw.choice((1, 2, 3)))
        for part in parts:
            if draw.random() < 0.15:
                builder.paragraph(words.made_sentence())
            part.write(builder)
        document = builder.build()
        questions = tuple(self._questions(words, parts, document.source))
        return Sample(f"{self.name}-{index}", questions, document, language=language, source="lookups")

    def _questions(self, words: Words, parts: Sequence[Any], source: str) -> list[Question]:
        found: dict[str, Question] = {}
        for _ in range(6 * self.questions_per_page):
            part = words.rng.choice(parts)
            is_match = words.rng.random() < MATCH_PROB
            question = ask_match(words, source, part.facts()) if is_match else part.ask(source)
            if question is not None:
                found.setdefault(question.text, question)
            if len(found) == self.questions_per_page:
                break
        return list(found.values())


class Lookups:
    """Grounded lookups, generated; no word, sentence or wording of a question is in two splits.

    Args:
        num_train: pages an epoch of train; every epoch draws new ones.
        num_val: pages of val, fixed by ``seed``.
        num_test: pages of test, fixed by ``seed``.
        seed: of val and test.
        questions_per_page: questions of each page, rarely fewer.
        corpus: text files of prose (.txt, .txt.gz) by language, mixed in.
        asked_as: the split whose wordings of questions all splits use; each its own where not given.
    """

    def __init__(
        self,
        num_train: int,
        num_val: int,
        num_test: int,
        seed: int = 0,
        questions_per_page: int = 8,
        corpus: Mapping[Language, Sequence[str]] | None = None,
        asked_as: Split | None = None,
    ) -> None:
        self._num_samples: dict[Split, int] = {"train": num_train, "val": num_val, "test": num_test}
        self._seed, self._questions_per_page, self._corpus = seed, questions_per_page, dict(corpus or {})
        self._asked_as = asked_as

    def split(self, name: Split) -> LookupSet:
        """The split called ``name``."""
        return LookupSet(
            name, self._num_samples[name], self._seed, self._questions_per_page, self._corpus, self._asked_as
        )
