"""Read a document from a file or from text, by its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from glyph.documents.code import find_lexer, is_code_file, parse_code
from glyph.documents.delimited import parse_csv, parse_tsv
from glyph.documents.encoding.detect import decode
from glyph.documents.html.parser import parse_html
from glyph.documents.jsonl import parse_jsonl
from glyph.documents.markdown.parser import parse_markdown
from glyph.documents.model import Document
from glyph.documents.pdf.document import load_pdf
from glyph.documents.plain import parse_plain

Parser = Callable[[str, str], Document]  # (text, name)

PARSERS: dict[str, Parser] = {
    "text": parse_plain,
    "markdown": parse_markdown,
    "html": parse_html,
    "jsonl": parse_jsonl,
    "csv": parse_csv,
    "tsv": parse_tsv,
    "code": parse_code,
}
FORMAT_OF_SUFFIX = {
    ".txt": "text", ".text": "text", ".log": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".pdf": "pdf",
}  # fmt: skip


def parse_document(text: str, format: str = "text", name: str = "") -> Document:
    """Read text of a known format.

    Args:
        text: the content; becomes ``Document.source`` unchanged.
        format: ``text``, ``markdown``, ``html``, ``jsonl``, ``csv``, ``tsv``, ``code`` (its language told by ``name``
            or guessed), or a language that Pygments knows, such as ``python``.
        name: where the text came from, for messages.

    Raises:
        ValueError: if ``format`` is unknown, or the text breaks its format's rules.
    """
    if format in PARSERS:
        return PARSERS[format](text, name)
    if format == "pdf":
        raise ValueError("a PDF is not text; read the file with load_document")
    if not format or find_lexer(format) is None:
        known = ", ".join(PARSERS)
        raise ValueError(f"format={format!r} is unknown; known formats: {known}, and the languages Pygments knows")
    return parse_code(text, name, format)


def load_document(
    path: str | Path, format: str | None = None, encoding: str | None = None, password: str | None = None
) -> Document:
    """Read a file.

    Args:
        path: the file. Its name gives the format: that of its suffix, or ``code`` where Pygments knows the name.
        format: one of ``parse_document``'s, or ``pdf`` (its text, re-flowed).
        encoding: of a text file, in Python's names; told by its bytes if not given, see ``decode``. A byte order mark
            is dropped.
        password: of a protected PDF; not used for other files.

    Raises:
        ValueError: if the format cannot be told or is unknown, or the file is not of it.
        OSError: if the file cannot be read.
    """
    path = Path(path)
    format = format or FORMAT_OF_SUFFIX.get(path.suffix.lower()) or ("code" if is_code_file(path.name) else None)
    if format is None:
        known = ", ".join(FORMAT_OF_SUFFIX)
        raise ValueError(
            f"{path}: unknown suffix {path.suffix!r}; known suffixes: {known}, and those of code; or give the format"
        )
    if format == "pdf":
        return load_pdf(path, password=password)
    decoded = decode(path.read_bytes(), str(path), encoding, html=format == "html")
    return parse_document(decoded.text, format, path.name)
