"""Functions of the standard library as they are written, by split: no module, and no function, is in two."""

from __future__ import annotations

import ast
import builtins
import sys
import sysconfig
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from glyph.data.sample import SPLITS, Split, split_of
from glyph.data.sources.corpus import MAX_MODULE_BYTES
from glyph.text.python_source import parse

MIN_LINES, MAX_LINES, MAX_LINE_CHARS = 5, 45, 76
_LEFT_OUT = {"test", "tests", "idlelib", "lib2to3", "turtledemo", "encodings", "site-packages", "dist-packages"}
_KNOWN = frozenset(dir(builtins)) | sys.stdlib_module_names


def written_functions(split: Split) -> tuple[str, ...]:
    """Functions of ``MIN_LINES`` to ``MAX_LINES`` lines, without docstrings and outer indent.

    ASCII alone, and such as name nothing that they do not define, but builtins, modules and attributes: a reader of the
    page can tell what is undefined. A function belongs to the split of its module, as in ``corpus.py``; one that stands
    in several modules, to the earliest in ``SPLITS``.
    """
    return _by_split()[split]


@cache
def _by_split() -> dict[Split, tuple[str, ...]]:
    texts: dict[str, tuple[str, Split]] = {}
    for module, text in _found():
        tree = ast.parse(text)
        if not free_names(tree):
            key = ast.dump(tree)
            first, own = texts.get(key, (text, "test"))
            texts[key] = (first, min(split_of(module), own, key=SPLITS.index))
    return {split: tuple(text for text, own in texts.values() if own == split) for split in SPLITS}


def _found() -> Iterator[tuple[str, str]]:
    root = Path(sysconfig.get_path("stdlib"))
    files = [file for pattern in ("*.py", "*/*.py") for file in sorted(root.glob(pattern))]
    for file in files:
        if file.parent.name in _LEFT_OUT or file.stat().st_size > MAX_MODULE_BYTES:
            continue
        source = file.read_text(encoding="utf-8", errors="replace")
        tree = parse(source)
        if tree is None or not source.isascii():
            continue
        lines = source.split("\n")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (text := _written(node, lines)) is not None:
                yield file.relative_to(root).as_posix(), text


def _written(node: ast.FunctionDef, lines: list[str]) -> str | None:
    """The source of a function, None where it does not suit."""
    assert node.end_lineno is not None, "the parser gives ends"
    if not MIN_LINES <= node.end_lineno - node.lineno + 1 <= 2 * MAX_LINES or "\x0c" in lines[node.lineno - 1]:
        return None
    own = lines[node.lineno - 1 : node.end_lineno]
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
        assert first.end_lineno is not None
        del own[first.lineno - node.lineno : first.end_lineno - node.lineno + 1]
    text = textwrap.dedent("\n".join(own)).rstrip()
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    suits = MIN_LINES <= text.count("\n") + 1 <= MAX_LINES and max(map(len, text.split("\n"))) <= MAX_LINE_CHARS
    suits = suits and '"""' not in text and "'''" not in text and "\t" not in text
    return text if suits and parse(text) is not None else None


def free_names(tree: ast.AST) -> set[str]:
    """Names that a program reads and nowhere defines, but builtins and modules of the standard library."""
    nodes = list(ast.walk(tree))
    defined = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    defined |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    defined |= {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler) and n.name}
    defined |= {n.asname or n.name for n in nodes if isinstance(n, ast.alias)}
    defined |= {name for n in nodes if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    return {n.id for n in nodes if isinstance(n, ast.Name)} - defined - _KNOWN
