"""MajorityReader: the commonest answer, whatever is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.render import Page
from glyph.text.language import language_of


class MajorityReader:
    """Looks at nothing and always gives the commonest answer of the training data in the question's language."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        """
        Args:
            answers: by language; a language that has none takes the first.
        """
        self.answers = dict(answers)

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        default = next(iter(self.answers.values()))
        return [Answer(self.answers.get(language_of(question), default), 1.0) for question in questions], []
