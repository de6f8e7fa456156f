"""Reader: the one door to a model. Questions and pages, or a document, go in; answers come out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, overload, runtime_checkable

import numpy as np
from PIL import Image

from glyph.documents import Document
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.render import Page
from glyph.render.page_image import PageLike

__all__ = ["MAX_QUESTION_CHARS", "BaseReader", "PageLike", "PageReader", "Reader", "Source"]

Source = Sequence[PageLike] | Document  # pages in order, or a document, drawn as the reader likes
MAX_QUESTION_CHARS = 2000


@runtime_checkable
class Reader(Protocol):
    """What evaluation, ablation, scripts and programs know of a model."""

    @overload
    def answer(  # type: ignore[overload-overlap]  # a str is a sequence too, but one question
        self, questions: str, source: Source, budget: int | None = None
    ) -> Answer: ...

    @overload
    def answer(self, questions: Sequence[str], source: Source, budget: int | None = None) -> list[Answer]: ...

    def answer(
        self, questions: str | Sequence[str], source: Source, budget: int | None = None
    ) -> Answer | list[Answer]:
        """Answer one question, or several about the same pages.

        Args:
            questions: in English or Chinese; several are answered each by itself.
            source: pages of any size and number; or a document.
            budget: tokens, of pages or of text, that the source may cost a language model for each question; what the
                reader likes best where not given.

        Raises:
            ValueError: no page, a page that is no image, or an empty or over-long question.
        """
        ...


@runtime_checkable
class PageReader(Protocol):
    """A reader that also tells what it reads on pages."""

    def read(self, pages: Sequence[PageLike]) -> list[Reading]:
        """One reading a page, boxes in pixels of the page as given."""
        ...


class BaseReader(ABC):
    """A ``Reader`` by what it answers to a list of questions that are checked."""

    @overload
    def answer(  # type: ignore[overload-overlap]  # a str is a sequence too, but one question
        self, questions: str, source: Source, budget: int | None = None
    ) -> Answer: ...

    @overload
    def answer(self, questions: Sequence[str], source: Source, budget: int | None = None) -> list[Answer]: ...

    def answer(
        self, questions: str | Sequence[str], source: Source, budget: int | None = None
    ) -> Answer | list[Answer]:
        """As ``Reader.answer``."""
        asked = [questions] if isinstance(questions, str) else list(questions)
        for question in asked:
            check_question(question)
        check_source(source)
        if budget is not None and budget < 1:
            raise ValueError(f"budget={budget} must be at least 1 token; leave it out for the reader's own")
        answers = self._answers(asked, source, budget) if asked else []
        return answers[0] if isinstance(questions, str) else answers

    @abstractmethod
    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        """One answer to each question."""


def check_question(question: str) -> None:
    """Refuse what is no question.

    Raises:
        ValueError: when it is empty or over-long.
    """
    if not question.strip():
        raise ValueError("the question is empty")
    if len(question) > MAX_QUESTION_CHARS:
        raise ValueError(f"the question has {len(question)} characters, over the limit of {MAX_QUESTION_CHARS}")


def check_source(source: Source) -> None:
    """Refuse what holds no pages.

    Raises:
        ValueError: when there is no page, or a page stands in place of a list of pages.
    """
    if isinstance(source, Document):
        return
    if isinstance(source, str | Path | Page | Image.Image | np.ndarray):
        raise ValueError(f"pages are given as a list, such as [page], not as one {type(source).__name__}")
    if not len(source):
        raise ValueError("there is no page to answer from")
