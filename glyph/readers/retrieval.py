"""RetrievalReader: answers from the chunks of a text that go best with a question (BM25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading, group_starts
from glyph.readers.answer import Answer
from glyph.readers.protocol import BaseReader, Source
from glyph.readers.text import answer_from_text, text_pages
from glyph.readers.torch_reader import TorchReader
from glyph.readers.zoom import terms
from glyph.text.bm25 import bm25
from glyph.text.language import CHARS_PER_TOKEN, language_of


def line_chunks(reading: Reading, num_chars: int) -> list[NDArray[np.bool_]]:
    """Part a reading of K characters at line ends, into chunks of ``num_chars`` characters or a little fewer.

    Returns:
        A mask bool [K] each; a single longer line is a chunk of its own.
    """
    bounds = [*group_starts(reading.lines).tolist(), len(reading.chars)]
    cuts = [0]
    for start, end in pairwise(bounds):
        if start > cuts[-1] and end - cuts[-1] > num_chars:
            cuts.append(start)
    place = np.arange(len(reading.chars))
    return [(place >= a) & (place < b) for a, b in pairwise([*cuts, len(reading.chars)]) if b > a]


@dataclass
class RetrievalReader(BaseReader):
    """Answers from the chunks of the text that go best with the question, as many as fit a budget."""

    reader: TorchReader
    budget: int = 200  # text tokens, where a question comes without a budget
    chunk_tokens: int = 96  # about 400 characters of English

    def chosen(self, question: str, readings: Sequence[Reading], budget: int | None = None) -> list[Reading]:
        """What of the pages is read for a question: its best chunks, the last one cut, in the order of the page."""
        chars_per_token = CHARS_PER_TOKEN[language_of(question)]
        num_tokens = self.budget if budget is None else budget
        size, left = int(self.chunk_tokens * chars_per_token), int(num_tokens * chars_per_token)
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

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        pages = text_pages(self.reader, source)
        chosen = [self.chosen(question, pages.readings, budget) for question in questions]
        return [
            answer_from_text(self.reader, [question], pages, readings)[0]
            for question, readings in zip(questions, chosen, strict=True)
        ]
