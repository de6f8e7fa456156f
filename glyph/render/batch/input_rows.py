"""Rows of a JSON Lines file whose texts are to be drawn, read one at a time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from glyph.documents import parse_document

OTHER_SUBJECTS = ("image_path", "document_path")  # fields that say what a row is about in place of its text


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``problem`` says, with file and line, why it cannot be drawn."""

    line: int  # from 1
    fields: dict[str, Any] = field(default_factory=dict)
    problem: str = ""

    @property
    def text(self) -> str:
        return str(self.fields["text"])

    @property
    def format(self) -> str:
        return str(self.fields.get("format", "text"))


def read_rows(path: Path) -> Iterator[Row]:
    """Read a file (also .gz) row by row; blank lines are skipped.

    Raises:
        ValueError: if the file is missing, cannot be read, or holds no row.
    """
    if not path.is_file():
        raise ValueError(f"{path}: {'not a file' if path.exists() else 'no such file'}")
    is_empty = True
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for line, content in enumerate(file, 1):
                if content.strip().removeprefix(b"\xef\xbb\xbf"):
                    is_empty = False
                    yield _read_row(line, content, f"{path}:{line}")
    except (OSError, EOFError) as error:
        raise ValueError(f"{path}: cannot be read: {error}") from error
    if is_empty:
        raise ValueError(f"{path}: the file holds no rows")


def _read_row(line: int, content: bytes, where: str) -> Row:
    fields: Any = {}
    try:
        fields = json.loads(content.decode("utf-8").removeprefix("\ufeff"))
        if isinstance(fields, dict):
            _check(fields)
            return Row(line, fields)
        problem, fields = f"a row must be an object, got {type(fields).__name__}", {}
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 text at byte {error.start}"
    except json.JSONDecodeError as error:
        problem = f"invalid JSON at column {error.colno}: {error.msg}"
    except RecursionError:
        problem = "invalid JSON: nested too deeply"
    except ValueError as error:
        problem = str(error)
    return Row(line, fields, f"{where}: {problem}")


def _check(fields: dict[str, Any]) -> None:
    """Raise a ValueError that names the field for which the row cannot be drawn."""
    for name, value in fields.items():
        try:
            json.dumps([name, value], ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError(f"field {_shown(name)}: holds half a surrogate pair") from None
    text, format = fields.get("text"), fields.get("format", "text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("field 'text': must be a string with something to draw")
    for name in OTHER_SUBJECTS:
        if fields.get(name):
            raise ValueError(f"field '{name}': goes not with 'text'; a row has one of them")
    problem = _format_problem(format) if isinstance(format, str) else f"{format!r} is not a string"
    if problem:
        raise ValueError(f"field 'format': {problem}")


def _shown(name: str) -> str:
    return f"'{name.encode('utf-8', 'replace').decode()}'"


@lru_cache
def _format_problem(format: str) -> str:
    """Why a format is not known, or nothing."""
    try:
        parse_document("", format)
    except ValueError as error:
        return str(error)
    return ""
