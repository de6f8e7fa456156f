"""Real text to draw from: prose files, and what comes with every Python; each piece of it belongs to one split."""

from __future__ import annotations

import ast
import gzip
import re
import sysconfig
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from pydoc_data.topics import topics

import numpy as np

from glyph.data.sample import SPLITS, Split, split_of
from glyph.errors import DataError

_SENTENCE = re.compile(r"[^.!?。！？\\$]{12,160}[.!?。！？]")  # without formulas
MAX_MODULE_BYTES = 200_000


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


def _of_split(found: Iterable[tuple[str, str]], split: Split) -> tuple[str, ...]:
    """Of (place, text) pairs, the texts of a split, in order: a place belongs to one by its hash, and a text that
    stands in several to train where one of them does, else to val."""
    texts: dict[str, Split] = {}
    for place, text in found:
        texts[text] = min(split_of(place), texts.get(text, "test"), key=SPLITS.index)
    return tuple(text for text, own in texts.items() if own == split)


@cache
def english_words(split: Split) -> tuple[str, ...]:
    """Words of the Python language reference, which comes with every Python, by hash of the word."""
    words = {word for text in topics.values() for word in re.findall(r"\b[a-z]{3,12}\b", text)}
    return tuple(sorted(word for word in words if split_of(word) == split))


@cache
def reference_sentences(split: Split) -> tuple[str, ...]:
    """Sentences of the Python language reference, by topic."""
    found: list[tuple[str, str]] = []
    for name, text in topics.items():
        for paragraph in re.split(r"\n\s*\n", text):
            plain = " ".join(re.sub(r"[`*_]", "", paragraph).split())
            found += [(name, s.strip()) for s in _SENTENCE.findall(plain) if s.strip()[:1].isupper()]
    return _of_split(found, split)


@cache
def corpus_sentences(path: str, split: Split) -> tuple[str, ...]:
    """Sentences of a text file, by line."""
    return _of_split(((line, s.strip()) for line in Corpus([path]).lines[0] for s in _SENTENCE.findall(line)), split)


@cache
def python_functions(split: Split) -> tuple[str, ...]:
    """Short functions of the standard library, by module."""
    found: list[tuple[str, str]] = []
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        if file.stat().st_size > MAX_MODULE_BYTES:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and 4 <= (node.end_lineno or 0) - node.lineno <= 14:
                text = ast.unparse(node)  # without comments, evenly spaced
                if max(map(len, text.splitlines())) <= 64:
                    found.append((file.name, text))
    return _of_split(found, split)
