"""Synthetic annual reports as a source of samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from glyph.data.generators.reports.own_wordings import read_wordings
from glyph.data.generators.reports.questions import DEFAULT_WEIGHTS, Examiner
from glyph.data.generators.reports.report import Length, draw_report
from glyph.data.generators.reports.vocabulary import Language, facts_for
from glyph.data.generators.reports.vocabulary_files import LANGUAGES, vocabulary
from glyph.data.sample import GeneratedSet, Sample, Split
from glyph.data.wording.grammar import Wordings
from glyph.data.wording.kinds import REPORT_KINDS

_LENGTHS: tuple[Length, ...] = ("short", "medium", "long")


@cache
def intents() -> tuple[str, ...]:
    """What questions ask: the kinds of wordings, and facts of prose."""
    facts = {fact.key for language in LANGUAGES for fact in facts_for(vocabulary(language), "train")}
    return tuple(sorted({*REPORT_KINDS, *facts}))


@dataclass(frozen=True)
class ReportSet(GeneratedSet):
    """One split of :class:`SyntheticReports`."""

    languages: tuple[Language, ...]
    questions_per_report: int
    lengths: tuple[Length, ...]
    weights: Mapping[str, float]
    own: Mapping[Language, Wordings]  # in place of the split's

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """Draw the report at ``index``: a fresh one from ``rng`` in train, always the same one in val and test.

        Raises:
            IndexError: if ``index`` is outside ``range(len(self))``.
        """
        draw = self.chance(index, rng)
        language = draw.choice(self.languages)
        words = vocabulary(language)
        report = draw_report(draw, words, self.name, draw.choice(self.lengths))
        examiner = Examiner(draw, words, self.name, report, self.own.get(language, {}))
        questions = examiner.ask(self.questions_per_report, self.weights)
        return Sample(f"{self.name}-{index}", questions, report.document, language=language, source="synthetic_reports")


class SyntheticReports:
    """Annual reports whose figures balance, with questions; no company or question wording is in two splits.

    Args:
        num_train: reports an epoch of train; every epoch draws new ones.
        num_val: reports of val, fixed by ``seed``.
        num_test: reports of test, fixed by ``seed``.
        seed: of val and test; train takes its chance from the caller.
        languages: languages to draw from, "en" and "zh".
        questions_per_report: questions of each report (rarely fewer, when a report gives no more).
        length: "short" (one table), "medium" or "long" (all statements), or several to draw from.
        weights: share of each kind of question; kinds left out are not asked.
        train_weights: the same of train, None: ``weights``.
        wordings: a file of wordings in which val and test ask, see ``read_wordings``; None: the held-out ones.

    Raises:
        DataError: for what is wrong in that file.
        ValueError: if a language, length or kind is unknown, or none has a share.
    """

    def __init__(
        self,
        num_train: int,
        num_val: int,
        num_test: int,
        seed: int = 0,
        languages: tuple[Language, ...] = ("en", "zh"),
        questions_per_report: int = 8,
        length: Length | tuple[Length, ...] = "short",
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        train_weights: Mapping[str, float] | None = None,
        wordings: str | Path | None = None,
    ) -> None:
        train_weights = weights if train_weights is None else train_weights
        lengths: tuple[Length, ...] = (length,) if isinstance(length, str) else tuple(length)
        for name, given, known in (
            ("languages", tuple(languages), LANGUAGES),
            ("length", lengths, _LENGTHS),
            ("weights", tuple(weights), tuple(DEFAULT_WEIGHTS)),
            ("train_weights", tuple(train_weights), tuple(DEFAULT_WEIGHTS)),
        ):
            if not given or not set(given) <= set(known):
                raise ValueError(f"{name}={given} must name some of {known}")
        for name, shares in (("weights", weights), ("train_weights", train_weights)):
            if min(shares.values()) < 0 or sum(shares.values()) <= 0:
                raise ValueError(f"{name}={dict(shares)} must not be negative, and their sum must be positive")
        self._num_samples: dict[Split, int] = {"train": num_train, "val": num_val, "test": num_test}
        self._seed = seed
        self._languages = tuple(languages)
        self._questions_per_report = questions_per_report
        self._lengths = lengths
        self._weights = dict(weights)
        self._train_weights = dict(train_weights)
        self._own: dict[Language, Wordings] = {}
        if wordings is not None:
            keys = {language: [f.key for f in facts_for(vocabulary(language), "test")] for language in LANGUAGES}
            self._own = read_wordings(wordings, keys)

    def split(self, name: Split) -> ReportSet:
        """The split called ``name``."""
        return ReportSet(
            name,
            self._num_samples[name],
            self._seed,
            self._languages,
            self._questions_per_report,
            self._lengths,
            self._train_weights if name == "train" else self._weights,
            {} if name == "train" else self._own,
        )
