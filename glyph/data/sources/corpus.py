"""Real text to draw from: prose files, and shipped text of Python 3.11; each piece of it belongs to one split."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from glyph.data.sample import SPLITS, Split, split_of
from glyph.errors import DataError

SENTENCE = re.compile(r"[^.!?。！？\\$]{12,160}[.!?。！？]")  # without formulas
PYTHON_TEXT = Path(__file__).parents[2] / "assets" / "python"  # see scripts/freeze_python_text.py


class Corpus:
    """Lines of plain-text files (.txt or .txt.gz), for passages of real prose."""

    def __init__(self, paths: Sequence[str | Path]) -> None:
        self.lines: list[list[str]] = []
        for path in map(Path, paths):
            if not path.is_file():
                raise DataError(f"corpus file {path} does not exist")
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            self.lines.append([line.strip() for line in content.decode("utf-8").splitlines() if len(line) > 20])
            if not self.lines[-1]:
                raise DataError(f"corpus file {path} holds no line of more than 20 characters")

    def passage(self, rng: np.random.Generator, length: int) -> str:
        lines = self.lines[rng.integers(len(self.lines))]
        line = lines[rng.integers(len(lines))]
        start = int(rng.integers(max(1, len(line) - length)))
        return line[start : start + length]


def of_split(found: Iterable[tuple[str, str]], split: Split) -> tuple[str, ...]:
    """Of (place, text) pairs, the texts of a split, in order: a place belongs to one by its hash, and a text that
    stands in several to train where one of them does, else to val."""
    texts: dict[str, Split] = {}
    for place, text in found:
        texts[text] = min(split_of(place), texts.get(text, "test"), key=SPLITS.index)
    return tuple(text for text, owner in texts.items() if owner == split)


@cache
def _python_text(name: str) -> dict[Split, tuple[str, ...]]:
    rows = map(json.loads, gzip.decompress((PYTHON_TEXT / f"{name}.jsonl.gz").read_bytes()).decode().split("\n")[:-1])
    texts: dict[Split, list[str]] = {split: [] for split in SPLITS}
    for row in rows:
        texts[row["split"]].append(row["text"])
    return {split: tuple(found) for split, found in texts.items()}


def english_words(split: Split) -> tuple[str, ...]:
    """Words of the Python language reference, sorted; which split a word belongs to was told by its hash."""
    return _python_text("words")[split]


def reference_sentences(split: Split) -> tuple[str, ...]:
    """Sentences of the Python language reference; those of one topic belong to one split."""
    return _python_text("sentences")[split]


def python_functions(split: Split) -> tuple[str, ...]:
    """Short functions of the standard library, evenly spaced; those of one module belong to one split."""
    return _python_text("short_functions")[split]


def written_functions(split: Split) -> tuple[str, ...]:
    """Longer functions of the standard library as they are written; those of one module belong to one split."""
    return _python_text("functions")[split]


@cache
def corpus_sentences(path: str, split: Split) -> tuple[str, ...]:
    """Sentences of a text file, by line."""
    return of_split(((line, s.strip()) for line in Corpus([path]).lines[0] for s in SENTENCE.findall(line)), split)
