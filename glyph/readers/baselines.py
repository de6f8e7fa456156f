"""What a reader of page images is held against: the same network on text, as painted, as other engines read, or less.

Each is an ``AnswersAll`` and is given rendered pages. What it costs is in ``Answer.text_tokens``. Text averaged into
fewer vectors is not among them: the copy path points at words, and averages have none to point at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import glyph
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.readers.ocr_engine import ENGINES, EngineMissing, enlarged, installed_engines
from glyph.readers.retrieval import bm25, line_chunks
from glyph.readers.torch_reader import TorchReader
from glyph.readers.zoom import terms
from glyph.render import Page
from glyph.text.answer_program import Language
from glyph.text.language import CHARS_PER_TOKEN, language_of


def num_text_tokens(readings: Sequence[Reading], language: Language) -> int:
    """What the text of readings would cost a language model, by characters a token; blank space does not count."""
    return round(sum(len(reading.chars) for reading in readings) / CHARS_PER_TOKEN[language])


def answer_from_text(
    reader: TorchReader, questions: Sequence[str], pages: Sequence[Page], readings: Sequence[Reading]
) -> list[Answer]:
    """Answers of the same network to questions about one document, from readings of its pages alone."""
    answers = reader.answer_from(questions, [page.grey for page in pages], readings, None)
    return [
        replace(a, text_tokens=num_text_tokens(readings, language_of(q)))
        for q, a in zip(questions, answers, strict=True)
    ]


@dataclass
class TextReader:
    """Answers from the text that was painted, and where; sees no image and spends no visual token."""

    reader: TorchReader

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        """As ``TorchReader.answer_all``, of rendered pages alone."""
        readings = [Reading.painted(page) for page in pages]
        return answer_from_text(self.reader, questions, pages, readings), readings


@dataclass
class OcrTextReader:
    """Answers from the text that another OCR engine reads on the page images."""

    reader: TorchReader
    engine: str = "tesseract"  # of ``ENGINES``
    times: int = 2  # larger are pages shown to it; type of 8 to 12 px is too small for most engines

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ValueError(f"engine={self.engine!r} is not one of {', '.join(ENGINES)}")
        if self.engine not in installed_engines():
            raise EngineMissing(f"the OCR engine {self.engine} is not installed; see glyph/readers/ocr_engine.py")

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        """As ``TorchReader.answer_all``; the pages are taken to be in the language of the first question."""
        read, language = ENGINES[self.engine], language_of(questions[0])
        readings = [read(enlarged(page.grey, self.times), language).scaled(1 / self.times) for page in pages]
        return answer_from_text(self.reader, questions, pages, readings), readings


@dataclass
class RetrievalReader:
    """Answers from the chunks of the painted text that go best with the question (BM25), as many as fit a budget."""

    reader: TorchReader
    budget: int = 200  # text tokens
    chunk_tokens: int = 96  # about 400 characters of English

    def chosen(self, question: str, readings: Sequence[Reading]) -> list[Reading]:
        """What of the pages is read for a question: its best chunks, the last one cut, in the order of the page."""
        chars_per_token = CHARS_PER_TOKEN[language_of(question)]
        size, left = int(self.chunk_tokens * chars_per_token), int(self.budget * chars_per_token)
        chunks = [(p, mask) for p, reading in enumerate(readings) for mask in line_chunks(reading, size)]
        texts = [terms(readings[p].where(mask).text, self.reader.charset) for p, mask in chunks]
        scores = bm25(terms(question, self.reader.charset), texts)
        keep = [np.zeros(len(reading.chars), np.bool_) for reading in readings]
        for k in np.argsort(-scores, kind="stable"):
            page, mask = chunks[k]
            fits = mask & (np.cumsum(mask) <= left)
            keep[page] |= fits
            left -= int(fits.sum())
        return [reading.where(mask) for reading, mask in zip(readings, keep, strict=True)]

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        """As ``TorchReader.answer_all``, but no readings: each question has its own."""
        painted = [Reading.painted(page) for page in pages]
        return [answer_from_text(self.reader, [q], pages, self.chosen(q, painted))[0] for q in questions], []


@dataclass
class TruncatedReader:
    """Answers from the beginning of the painted text, as many text tokens as the pages cost visual ones."""

    reader: TorchReader

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        """As ``TorchReader.answer_all``; the pages are taken to be in the language of the first question."""
        num_tokens = self.reader.grid.num_visual_tokens(page.grey for page in pages)
        left, readings = int(num_tokens * CHARS_PER_TOKEN[language_of(questions[0])]), []
        for page in pages:
            reading = Reading.painted(page)
            readings.append(reading.where(np.arange(len(reading.chars)) < left))
            left = max(0, left - len(reading.chars))
        return answer_from_text(self.reader, questions, pages, readings), readings


def text_reader(path: str | Path = "base") -> TextReader:
    """``python evaluate.py reader._target_=glyph.readers.baselines.text_reader``; ``path`` as of ``glyph.load``."""
    return TextReader(glyph.load(path))


def ocr_text_reader(path: str | Path = "base", engine: str = "tesseract") -> OcrTextReader:
    """The same of ``OcrTextReader``."""
    return OcrTextReader(glyph.load(path), engine)


def retrieval_reader(path: str | Path = "base", budget: int = 200) -> RetrievalReader:
    """The same of ``RetrievalReader``."""
    return RetrievalReader(glyph.load(path), budget)


def truncated_reader(path: str | Path = "base") -> TruncatedReader:
    """The same of ``TruncatedReader``."""
    return TruncatedReader(glyph.load(path))
