"""Readers of text: the same network on what was painted or read, as a whole or as much as the pages would cost.

They are what a reader of page images is held against. What they cost is in ``Answer.text_tokens``. Text averaged into
fewer vectors is not among them: the copy path points at words, and averages have none to point at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from glyph.documents import Document
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, doubted_where_illegible, legibility, within_pages
from glyph.readers.protocol import BaseReader, PageLike, Source
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page, render
from glyph.render.page_image import page_image
from glyph.text.language import CHARS_PER_TOKEN, language_of

ReadImages = Callable[[Sequence[NDArray[np.uint8]]], list[Reading]]


@dataclass(frozen=True)
class TextPages:
    """The pages of a source with their text, as painted or read."""

    images: list[NDArray[np.uint8]]
    readings: list[Reading]
    drawn: tuple[Page, ...] = ()  # those of a document
    pixels: int = 0  # looked at to read pages whose text is not known
    was_read: bool = False  # whether any was


def text_pages(reader: TorchReader, source: Source, read: ReadImages | None = None) -> TextPages:
    """The text of pages: what was painted where that is known, else what the reader reads.

    Args:
        reader: draws a document as it likes, and reads pages that tell no text.
        source: pages, or a document.
        read: reads all pages in place of that.
    """
    drawn = tuple(render(source, reader.render_config)) if isinstance(source, Document) else ()
    pages: Sequence[PageLike] = source if not isinstance(source, Document) else drawn
    images = [page_image(page) for page in pages]
    told = [Reading.painted(p) if isinstance(p, Page) and p.text and read is None else None for p in pages]
    unknown = [image for image, reading in zip(images, told, strict=True) if reading is None]
    fresh = iter((read or reader.read)(unknown))
    readings = [next(fresh) if reading is None else reading for reading in told]
    return TextPages(images, readings, drawn, sum(image.size for image in unknown), bool(unknown))


def answer_from_text(
    reader: TorchReader, questions: Sequence[str], pages: TextPages, readings: Sequence[Reading]
) -> list[Answer]:
    """Answers of the network of ``reader`` to questions about one document, from readings of its pages alone.

    Args:
        reader: whose network answers.
        questions: about one document.
        pages: of the document.
        readings: what is handed over of each page.
    """
    answers = reader.answer_from(questions, pages.images, readings, None)
    legible = legibility(pages.images, pages.readings) if pages.was_read else 1.0
    sizes = [(image.shape[0], image.shape[1]) for image in pages.images]
    answers = [within_pages(replace(a, pixels=pages.pixels, pages=pages.drawn), sizes) for a in answers]
    return [doubted_where_illegible(answer, legible, reader.review_confidence) for answer in answers]


def answer_from_beginning(
    reader: TorchReader, questions: Sequence[str], pages: TextPages, budget: int | None
) -> list[Answer]:
    """The same from the beginning of the text, up to a budget of text tokens; from all of it without one."""
    if budget is None:
        return answer_from_text(reader, questions, pages, pages.readings)
    answers = []
    for question in questions:
        left, kept = int(budget * CHARS_PER_TOKEN[language_of(question)]), []
        for reading in pages.readings:
            kept.append(reading.where(np.arange(len(reading.chars)) < left))
            left = max(0, left - len(reading.chars))
        answers += answer_from_text(reader, [question], pages, kept)
    return answers


@dataclass
class TextReader(BaseReader):
    """Answers from the text that was painted, and where; sees no image and spends no visual token.

    Pages that tell no text are read first. Within a budget of text tokens the text is cut at its end.
    """

    reader: TorchReader

    def read(self, pages: Sequence[PageLike]) -> list[Reading]:
        """The text that answers are given from."""
        return text_pages(self.reader, pages).readings

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        return answer_from_beginning(self.reader, questions, text_pages(self.reader, source), budget)


@dataclass
class TruncatedReader(BaseReader):
    """Answers from the beginning of the text, as many text tokens as the pages cost visual ones."""

    reader: TorchReader

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        pages = text_pages(self.reader, source)
        budget = budget or self.reader.grid.num_visual_tokens(pages.images)
        return answer_from_beginning(self.reader, questions, pages, budget)
