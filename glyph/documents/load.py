"""Read a document from a file or from text, by its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from glyph.documents.markdown import parse_markdown
from glyph.documents.model import Document
from glyph.documents.plain import parse_plain

Parser = Callable[[str, str], Document]  # (text, name)

PARSERS: dict[str, Parser] = {"text": parse_plain, "markdown": parse_markdown}
FORMAT_OF_SUFFIX = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}


def parse_document(text: str, format: str = "text", name: str = "") -> Document:
    """Read text of a known format.

    Args:
        text: the content; becomes ``Document.source`` unchanged.
        format: ``text`` or ``markdown``.
        name: where the text came from, for messages.

    Raises:
        ValueError: if ``format`` is unknown.
    """
    if format not in PARSERS:
        raise ValueError(f"format={format!r} is unknown; known formats: {', '.join(PARSERS)}")
    return PARSERS[format](text, name)


def load_document(path: str | Path) -> Document:
    """Read a UTF-8 file; its suffix gives the format. A byte order mark is dropped.

    Raises:
        ValueError: if the suffix is unknown or the file is not UTF-8.
        OSError: if the file cannot be read.
    """
    path = Path(path)
    format = FORMAT_OF_SUFFIX.get(path.suffix.lower())
    if format is None:
        known = ", ".join(FORMAT_OF_SUFFIX)
        raise ValueError(f"{path}: unknown suffix {path.suffix!r}; known suffixes: {known}")
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 text at byte {error.start}; convert the file to UTF-8") from error
    return parse_document(text.removeprefix("\ufeff"), format, path.name)
