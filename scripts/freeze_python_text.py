"""Write ``glyph/assets/python``: words, sentences and functions of the running Python, each with its split.

The shipped files are those of Python 3.11.7, so that val and test are the same under every Python; written anew under
another one, they give other test sets. All is copyright of the Python Software Foundation, see the README there.

    python scripts/freeze_python_text.py [folder]
"""

from __future__ import annotations

import ast
import gzip
import json
import re
import sys
import sysconfig
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from pydoc_data.topics import topics

from glyph.data.generators.code_review.functions import MAX_LINE_CHARS, MAX_LINES, MIN_LINES, free_names
from glyph.data.sample import SPLITS, Split, split_of
from glyph.data.sources.corpus import PYTHON_TEXT, SENTENCE, of_split
from glyph.text.python_source import parse

MAX_MODULE_BYTES = 200_000
STDLIB = Path(sysconfig.get_path("stdlib"))
_LEFT_OUT = {"test", "tests", "idlelib", "lib2to3", "turtledemo", "encodings", "site-packages", "dist-packages"}
BySplit = dict[Split, tuple[str, ...]]


def words() -> BySplit:
    """Words of the language reference, by hash of the word."""
    found = {word for text in topics.values() for word in re.findall(r"\b[a-z]{3,12}\b", text)}
    return {split: tuple(sorted(word for word in found if split_of(word) == split)) for split in SPLITS}


def sentences() -> BySplit:
    """Sentences of the language reference, by topic."""
    found: list[tuple[str, str]] = []
    for name, text in topics.items():
        for paragraph in re.split(r"\n\s*\n", text):
            plain = " ".join(re.sub(r"[`*_]", "", paragraph).split())
            found += [(name, s.strip()) for s in SENTENCE.findall(plain) if s.strip()[:1].isupper()]
    return {split: of_split(found, split) for split in SPLITS}


def short_functions() -> BySplit:
    """Functions of five to fifteen lines as ``ast.unparse`` writes them, without comments, by module."""
    found: list[tuple[str, str]] = []
    for file in sorted(STDLIB.glob("*.py")):
        if file.stat().st_size > MAX_MODULE_BYTES:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and 4 <= (node.end_lineno or 0) - node.lineno <= 14:
                text = ast.unparse(node)
                if max(map(len, text.splitlines())) <= 64:
                    found.append((file.name, text))
    return {split: of_split(found, split) for split in SPLITS}


def functions() -> BySplit:
    """Functions as they are written, without docstrings and outer indent, that name nothing they do not define."""
    texts: dict[str, tuple[str, Split]] = {}
    for module, text in _written_functions():
        tree = ast.parse(text)
        if not free_names(tree):
            key = ast.dump(tree)
            first, owner = texts.get(key, (text, "test"))
            texts[key] = (first, min(split_of(module), owner, key=SPLITS.index))
    return {split: tuple(text for text, owner in texts.values() if owner == split) for split in SPLITS}


def _written_functions() -> Iterator[tuple[str, str]]:
    for file in (file for pattern in ("*.py", "*/*.py") for file in sorted(STDLIB.glob(pattern))):
        if file.parent.name in _LEFT_OUT or file.stat().st_size > MAX_MODULE_BYTES:
            continue
        source = file.read_text(encoding="utf-8", errors="replace")
        tree = parse(source)
        if tree is None or not source.isascii():
            continue
        lines = source.split("\n")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (text := _as_written(node, lines)) is not None:
                yield file.relative_to(STDLIB).as_posix(), text


def _as_written(node: ast.FunctionDef, lines: list[str]) -> str | None:
    """The source of a function, None where it does not suit."""
    assert node.end_lineno is not None, "the parser gives ends"
    if not MIN_LINES <= node.end_lineno - node.lineno + 1 <= 2 * MAX_LINES or "\x0c" in lines[node.lineno - 1]:
        return None
    kept = lines[node.lineno - 1 : node.end_lineno]
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
        assert first.end_lineno is not None
        del kept[first.lineno - node.lineno : first.end_lineno - node.lineno + 1]
    text = textwrap.dedent("\n".join(kept)).rstrip()
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    suits = MIN_LINES <= text.count("\n") + 1 <= MAX_LINES and max(map(len, text.split("\n"))) <= MAX_LINE_CHARS
    suits = suits and '"""' not in text and "'''" not in text and "\t" not in text
    return text if suits and parse(text) is not None else None


def _write(path: Path, texts: BySplit) -> None:
    rows: Iterable[str] = (json.dumps({"split": s, "text": t}, ensure_ascii=False) for s in SPLITS for t in texts[s])
    path.write_bytes(gzip.compress("".join(row + "\n" for row in rows).encode(), mtime=0))


def main(folder: Path) -> None:
    """Write the four files to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for read in (words, sentences, short_functions, functions):
        _write(folder / f"{read.__name__}.jsonl.gz", read())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PYTHON_TEXT)
