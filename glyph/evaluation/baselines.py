"""What a reader of page images is held against: the same network on the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import glyph
from glyph.models.answer import Answer
from glyph.models.reader import TorchReader
from glyph.models.reading import Reading
from glyph.render import Page


@dataclass
class TextReader:
    """Answers from the text that was painted, and where; sees no image and spends no visual token."""

    reader: TorchReader

    def answer_all(self, questions: Sequence[str], pages: Sequence[Page]) -> tuple[list[Answer], list[Reading]]:
        """As ``TorchReader.answer_all``, of rendered pages alone."""
        readings = [Reading.painted(page) for page in pages]
        return self.reader.answer_from(questions, [page.grey for page in pages], readings, None), readings


def text_reader(path: str | Path = "base") -> TextReader:
    """``python evaluate.py reader._target_=glyph.evaluation.baselines.text_reader``; ``path`` as of ``glyph.load``."""
    return TextReader(glyph.load(path))
