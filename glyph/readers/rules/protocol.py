"""Rule: what a reader may be given to look over its answers, and Verdict: what a rule says of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from glyph.models.ocr.reading import Reading

if TYPE_CHECKING:
    from glyph.readers.answer import Answer


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of an answer, in sentences; nothing where it has nothing against it."""

    rule: str  # its name
    contradictions: tuple[str, ...] = ()  # the answer can hardly be right: little of its confidence is left
    doubts: tuple[str, ...] = ()  # it may be right, and a person should look at it

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.contradictions, *self.doubts)


class Rule(Protocol):
    """Judges answers of any reader; holds no state between them."""

    name: str

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """Say what speaks against an answer.

        Args:
            question: what was asked.
            answer: as composed, before review.
            readings: of the pages that it was answered from, in order.
        """
        ...
