"""How a page is asked for its title and its main points, and what counts as the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

from glyph.data.sample import Question, Split
from glyph.data.wording.by_split import BySplit, read_by_split
from glyph.data.wording.language_files import language_file
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import Language, execute

MAX_POINTS = 3
TITLE, MAIN_POINTS = "title", "main_points"  # kinds of questions


@cache
def wordings(language: Language) -> Mapping[str, BySplit]:
    """How a page is asked for its title and its main points, by kind of question: ``main_points.yaml``.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    kinds = language_file(language, "main_points.yaml").fields((TITLE, MAIN_POINTS))
    return {kind: read_by_split(lists) for kind, lists in kinds.items()}


def wording(kind: str, language: Language, split: Split, rng: Random) -> str:
    """One of a split's ways to ask."""
    return rng.choice(wordings(language)[kind][split])


def copied_question(
    text: str, kind: str, source: str, evidence: Sequence[SourceSpan], references: Sequence[str] = ()
) -> Question:
    """A question answered by passages of the page, parted by spaces.

    Args:
        text: as asked.
        kind: ``TITLE`` or ``MAIN_POINTS``.
        source: of the document.
        evidence: the passages, in the order of the answer.
        references: further answers that count as right.
    """
    template = " ".join(f"{{{k}}}" for k in range(len(evidence)))  # not newlines: the base cannot write them
    answer = execute(template, [source[start:end] for start, end in evidence])
    return Question(text, answer, tuple(evidence), template, kind, tuple(r for r in references if r != answer))
