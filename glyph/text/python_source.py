"""Python programs as Python's own parser takes them, quietly."""

from __future__ import annotations

import ast
import warnings


def parse(source: str) -> ast.Module | None:
    """The syntax tree of a program, None where it has none; Python's warnings about it are not told."""
    parsed = parse_or_error(source)
    return parsed if isinstance(parsed, ast.Module) else None


def syntax_error_line(source: str) -> int | None:
    """The line, from 1, at which Python's parser stumbles; None where it does not, or does not say."""
    parsed = parse_or_error(source)
    return parsed.lineno if isinstance(parsed, SyntaxError) else None


def parse_or_error(source: str) -> ast.Module | Exception:
    """The syntax tree of a program, or what Python's parser says against it; its warnings are kept quiet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return error
