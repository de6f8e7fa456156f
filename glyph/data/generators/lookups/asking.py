"""What every part of a lookup page has in common: the words it is made of and how questions are put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from glyph.data.generators.lookups.words import Words
from glyph.data.generators.reports.questions import normalised
from glyph.data.sample import Question
from glyph.documents import DocumentBuilder
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import execute


class Part(Protocol):
    """A piece of a page that questions can be asked about."""

    def write(self, builder: DocumentBuilder) -> None:
        """Append it to a document."""
        ...

    def ask(self, source: str) -> Question | None:
        """A question about it, once the whole source is known; None where chance found none."""
        ...


def put(words: Words, wording: str, kind: str, template: str, evidence: Sequence[SourceSpan], source: str,
        **slots: str) -> Question | None:  # fmt: skip
    """A question in the words of a split, its answer worked out from the evidence; None where that is undefined."""
    text = words.asked(wording).format(**slots)
    try:
        answer = execute(template, [source[start:end] for start, end in evidence], words.language)
    except ValueError:  # a division by zero, a tie
        return None
    plain = normalised(answer)
    references = (plain,) if plain not in ("", answer) else ()
    return Question(text, answer, tuple(evidence), template, kind, references)


def put_absent(words: Words, wording: str, **slots: str) -> Question:
    """A question that the page does not answer."""
    text = words.asked(wording).format(**slots)
    return Question(text, words.not_stated[0], (), words.not_stated[0], "not_stated", words.not_stated[1:])
