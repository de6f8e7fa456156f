"""BuggyFunctions: real functions and composed programs, each with one fault put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from glyph.data.generators.code_review.asking import Case, ask
from glyph.data.generators.code_review.faults import Program, draw_fault
from glyph.data.generators.code_review.functions import MAX_LINES, written_functions
from glyph.data.generators.code_review.logic_edits import logic_edits
from glyph.data.generators.code_review.programs import composed_program
from glyph.data.generators.code_review.restyle import in_class, renamed, tightened, without_comments
from glyph.data.generators.code_review.text_edits import text_edits
from glyph.data.sample import GeneratedSet, Sample, Split

Looks = tuple[tuple[Callable[[str, Random], str], float], ...]  # and how often each is put on
LOOKS: Looks = ((without_comments, 0.6), (tightened, 0.3))
LOOKS_OF_WRITTEN: Looks = ((renamed, 0.5), (in_class, 0.6))  # library functions, made more like exercises
LEAD_PROB, MAX_LEAD = 0.2, 3  # of programs with imports on top, and how many
LEADS = ("import math", "import heapq", "import bisect", "from typing import List", "from collections import deque", "")


@dataclass(frozen=True)
class BuggyFunctionSet(GeneratedSet):
    """One split of :class:`BuggyFunctions`."""

    composed_share: float
    chinese_share: float
    asked_as: Split | None

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """The program at ``index`` with its questions: a fresh one from ``rng`` in train, else always the same.

        Raises:
            IndexError: if ``index`` is outside ``range(len(self))``.
        """
        draw = self.chance(index, rng)
        case = self._drawn(draw, index)
        language = "zh" if draw.random() < self.chinese_share else "en"
        return ask(case, language, self.asked_as or self.name, draw, "code_review")  # type: ignore[arg-type]

    def case(self, index: int) -> Case:
        """The program that ``sample`` asks about, of val and test.

        Raises:
            IndexError: as ``sample``.
        """
        assert self.name != "train", "a program of train is drawn anew each time"
        return self._drawn(self.chance(index, np.random.default_rng()), index)

    def _drawn(self, rng: Random, index: int) -> Case:
        while True:
            program = Program(self._source(rng))
            if program.source.count("\n") + 1 > MAX_LINES:
                continue
            made = draw_fault(program, logic_edits(program, rng) + text_edits(program, rng), rng)
            if made is not None:
                source, line, kind = made
                return Case(f"{self.name}-{index}", source, (line,), kind, kind)

    def _source(self, rng: Random) -> str:
        is_composed = rng.random() < self.composed_share
        source = composed_program(rng, self.name) if is_composed else rng.choice(written_functions(self.name))
        for look, prob in LOOKS if is_composed else LOOKS + LOOKS_OF_WRITTEN:
            if rng.random() < prob:
                source = look(source, rng)
        leads = rng.sample(LEADS, rng.randint(1, MAX_LEAD)) if rng.random() < LEAD_PROB else []
        return "\n".join([*leads, source])


class BuggyFunctions:
    """Programs with one fault each, generated; no module, piece of an algorithm or wording is in two splits.

    Args:
        num_train: programs an epoch of train; every epoch draws new ones.
        num_val: programs of val, fixed by ``seed`` and by the Python whose functions are taken.
        num_test: programs of test, as val.
        seed: of val and test.
        composed_share: of programs that are composed of pieces; the others are functions of the standard library.
        chinese_share: of programs that are asked about in Chinese.
        asked_as: the split whose wordings of questions all splits use; each its own where not given.

    Raises:
        ValueError: when a share is outside 0 to 1.
    """

    def __init__(
        self,
        num_train: int,
        num_val: int,
        num_test: int,
        seed: int = 0,
        composed_share: float = 0.6,
        chinese_share: float = 0.1,
        asked_as: Split | None = None,
    ) -> None:
        for name, share in (("composed_share", composed_share), ("chinese_share", chinese_share)):
            if not 0 <= share <= 1:
                raise ValueError(f"{name}={share} is outside 0 to 1")
        self._num_samples: dict[Split, int] = {"train": num_train, "val": num_val, "test": num_test}
        self._seed, self._asked_as = seed, asked_as
        self._composed_share, self._chinese_share = composed_share, chinese_share

    def split(self, name: Split) -> BuggyFunctionSet:
        """The split called ``name``."""
        return BuggyFunctionSet(
            name, self._num_samples[name], self._seed, self._composed_share, self._chinese_share, self._asked_as
        )
