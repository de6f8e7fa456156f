"""The commonest answer: what a reader that looks at nothing gets right."""

from __future__ import annotations

from collections.abc import Mapping

from glyph.readers.answer import Answer
from glyph.readers.protocol import BaseReader, Source
from glyph.text.language import language_of


class MajorityReader(BaseReader):
    """Looks at nothing and always gives the commonest answer of the training data in the question's language."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        """
        Args:
            answers: by language, ``en`` or ``zh``; the first serves questions in a language without one.

        Raises:
            ValueError: when there is none.
        """
        if not answers:
            raise ValueError("answers={} holds no answer; give one by language, such as {'en': '12'}")
        self.answers = dict(answers)

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        default = next(iter(self.answers.values()))
        languages = map(language_of, questions)
        return [Answer(self.answers.get(language, default), 1.0, language=language) for language in languages]
