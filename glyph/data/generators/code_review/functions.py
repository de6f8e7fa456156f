"""Functions of the standard library as they are written, by split: no module, and no function, is in two."""

from __future__ import annotations

import ast
import builtins
import sys

from glyph.data.sample import Split
from glyph.data.sources import corpus

MIN_LINES, MAX_LINES, MAX_LINE_CHARS = 5, 45, 76
_KNOWN = frozenset(dir(builtins)) | sys.stdlib_module_names


def written_functions(split: Split) -> tuple[str, ...]:
    """Functions of ``MIN_LINES`` to ``MAX_LINES`` lines of Python 3.11, without docstrings and outer indent.

    ASCII alone, and such as name nothing that they do not define, but builtins, modules and attributes: a reader of the
    page can tell what is undefined. A function belongs to the split of its module; one that stands in several modules,
    to the earliest in ``SPLITS``.
    """
    return corpus.written_functions(split)


def free_names(tree: ast.AST) -> set[str]:
    """Names that a program reads and nowhere defines, but builtins and modules of the standard library."""
    nodes = list(ast.walk(tree))
    defined = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    defined |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    defined |= {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler) and n.name}
    defined |= {n.asname or n.name for n in nodes if isinstance(n, ast.alias)}
    defined |= {name for n in nodes if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    return {n.id for n in nodes if isinstance(n, ast.Name)} - defined - _KNOWN
