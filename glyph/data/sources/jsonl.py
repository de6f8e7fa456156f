"""Questions in JSON Lines, over page images, texts or document files."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from glyph.data.sample import Question, Sample, Split, StoredSamples, split_of
from glyph.data.sources.evidence import locate_answer
from glyph.documents import Document, load_document, parse_document
from glyph.documents.model import SourceSpan
from glyph.errors import DataError
from glyph.text.answer_program import execute
from glyph.text.language import language_of

MAX_QUESTION_CHARS = 2000  # as readers take them
_HALF_PAIR = re.compile("[\ud800-\udfff]")  # what JSON writes as "\\ud83d" without its other half
SUBJECTS = ("image_path", "text", "document_path")  # exactly one a row


def _read_bytes(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (OSError, EOFError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def _parse_json(content: bytes, where: str) -> Any:
    try:
        return json.loads(content.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise DataError(f"{where}: not UTF-8 text at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: invalid JSON at line {error.lineno} column {error.colno}: {error.msg}") from error
    except RecursionError:
        raise DataError(f"{where}: invalid JSON: nested too deeply") from None


def read_json(path: str | Path) -> Any:
    """Read one JSON file (also .gz); raises ``DataError`` if it is missing, not UTF-8 or not JSON."""
    return _parse_json(_read_bytes(Path(path)), str(path))


def read_jsonl_rows(path: str | Path) -> list[tuple[int, dict[str, Any]]]:
    """Read a JSON Lines file (also .gz); blank lines are skipped.

    Returns:
        (line number from 1, row) of every row.

    Raises:
        DataError: naming file and line, if the file is missing or holds no row, or a row is not UTF-8, not
            JSON or not an object.
    """
    rows: list[tuple[int, dict[str, Any]]] = []
    for line, content in enumerate(_read_bytes(Path(path)).split(b"\n"), 1):
        if not content.strip() or content.strip() == b"\xef\xbb\xbf":
            continue
        row = _parse_json(content, f"{path}:{line}")
        if not isinstance(row, dict):
            raise DataError(f"{path}:{line}: a row must be an object, got {type(row).__name__}")
        rows.append((line, row))
    if not rows:
        raise DataError(f"{path}: the file holds no rows")
    return rows


class _Subject(NamedTuple):
    """What a row asks about, as written in the row."""

    field: str
    value: str
    format: str


class JsonlSamples:
    """Rows ``{"image_path" | "text" | "document_path", "question", "answer"}`` as samples.

    Optional fields: ``evidence`` ([[start, end], ...] in characters of the text or document), ``template``
    (see ``program.py``), ``kind``, ``id``, and ``format`` of a ``text``. Consecutive rows over the same
    subject become one sample. Without ``evidence`` the answer is looked for in the document.
    """

    def __init__(self, path: str | Path, base_dir: str | Path | None = None) -> None:
        """Read and check every row.

        Args:
            path: the JSON Lines file.
            base_dir: folder that ``image_path`` and ``document_path`` are relative to, and may not leave;
                the file's own folder by default.

        Raises:
            DataError: naming file, line and field of the first row that cannot be used.
        """
        self._path = Path(path)
        self._root = Path(base_dir or self._path.parent).resolve()
        self._loaded: dict[_Subject, Document | Path] = {}
        self._splits: dict[Split, list[Sample]] = {"train": [], "val": [], "test": []}
        rows = [(line, row, self._subject(line, row)) for line, row in read_jsonl_rows(self._path)]
        for subject, group in groupby(rows, key=lambda item: item[2]):
            sample = self._sample(subject, [(line, row) for line, row, _ in group])
            self._splits[split_of(self._key(subject))].append(sample)

    def split(self, name: Split) -> StoredSamples:
        """The samples whose document belongs to a split."""
        return StoredSamples(self._splits[name])

    def _error(self, line: int, field: str, problem: str) -> DataError:
        return DataError(f"{self._path}:{line}: field '{field}': {problem}")

    def _string(self, line: int, row: Mapping[str, Any], field: str, default: str | None = None) -> str:
        value = row.get(field, default)
        if field not in row and default is None:
            raise self._error(line, field, "is missing")
        if not isinstance(value, str):
            raise self._error(line, field, f"must be a string, got {type(value).__name__}")
        if not value.strip() and field in row:
            raise self._error(line, field, "must not be empty")
        if half := _HALF_PAIR.search(value):
            problem = (
                f"holds half a surrogate pair, \\u{ord(half[0]):04x} at character {half.start()}; write the whole pair"
            )
            raise self._error(line, field, problem)
        return value

    def _subject(self, line: int, row: Mapping[str, Any]) -> _Subject:
        given = [field for field in SUBJECTS if field in row]
        if not given:
            raise self._error(line, SUBJECTS[0], f"is missing; a row needs one of {', '.join(SUBJECTS)}")
        if len(given) > 1:
            raise self._error(line, given[1], f"goes not with '{given[0]}'; a row needs exactly one of them")
        if "format" in row and given[0] != "text":
            raise self._error(line, "format", "goes only with 'text'; of a file the suffix gives the format")
        self._string(line, row, "id", "")
        return _Subject(given[0], self._string(line, row, given[0]), self._string(line, row, "format", "text"))

    def _key(self, subject: _Subject) -> str:
        """What tells a document from others, however its path is spelled."""
        if subject.field == "text":
            return subject.value
        return (self._root / subject.value).resolve().relative_to(self._root).as_posix()

    def _sample(self, subject: _Subject, rows: Sequence[tuple[int, dict[str, Any]]]) -> Sample:
        line, row = rows[0]
        if subject not in self._loaded:
            self._loaded[subject] = self._load(line, subject)
        loaded = self._loaded[subject]
        document = loaded if isinstance(loaded, Document) else None
        language = language_of(document.source if document else " ".join(str(row.get("question")) for _, row in rows))
        return Sample(
            id=self._string(line, row, "id", f"{self._path.stem}-{line}"),
            questions=tuple(self._question(line, row, document, language) for line, row in rows),
            document=document,
            image_path=loaded if isinstance(loaded, Path) else None,
            language=language,
            source=self._path.stem,
        )

    def _load(self, line: int, subject: _Subject) -> Document | Path:
        try:
            if subject.field == "text":
                return parse_document(subject.value, subject.format, f"{self._path.name}:{line}")
            path = self._resolve(line, subject)
            return load_document(path) if subject.field == "document_path" else _check_image(path)
        except DataError:
            raise
        except (OSError, ValueError) as error:
            field = "format" if subject.field == "text" else subject.field
            raise self._error(line, field, str(error)) from error

    def _resolve(self, line: int, subject: _Subject) -> Path:
        """The file a row names, which must lie in the allowed folder after links are followed."""
        path = (self._root / subject.value).resolve()
        if Path(subject.value).is_absolute() or not path.is_relative_to(self._root):
            problem = f"{subject.value!r} leaves {self._root}; give a path relative to that folder and inside it"
            raise self._error(line, subject.field, problem)
        if not path.is_file():
            raise self._error(line, subject.field, f"no such file: {path}")
        return path

    def _question(self, line: int, row: Mapping[str, Any], document: Document | None, language: Any) -> Question:
        answer = self._string(line, row, "answer")
        evidence = tuple(self._evidence(line, row, document, answer))
        texts = [document.source[start:end] for start, end in evidence] if document else []
        template = "{0}" if texts == [answer] else None
        if row.get("template") is not None:
            template = self._string(line, row, "template")
            try:
                execute(template, texts, language)
            except ValueError as error:
                raise self._error(line, "template", str(error)) from error
        kind = self._string(line, row, "kind", "lookup")
        question = self._string(line, row, "question")
        if len(question) > MAX_QUESTION_CHARS:
            problem = f"has {len(question)} characters, over the limit of {MAX_QUESTION_CHARS} that a reader takes"
            raise self._error(line, "question", problem)
        return Question(question, answer, evidence, template, kind)

    def _evidence(
        self, line: int, row: Mapping[str, Any], document: Document | None, answer: str
    ) -> Iterator[SourceSpan]:
        given = row.get("evidence")
        if given is None:
            found = locate_answer(document.source, answer) if document else None
            yield from () if found is None else (found,)
            return
        if document is None:
            raise self._error(line, "evidence", "needs a 'text' or 'document_path' to count characters in")
        if not isinstance(given, list):
            raise self._error(line, "evidence", f"must be a list of [start, end], got {type(given).__name__}")
        for pair in given:
            if not isinstance(pair, list) or len(pair) != 2 or any(type(position) is not int for position in pair):
                raise self._error(line, "evidence", f"must hold pairs of integers [start, end], got {pair!r}")
            start, end = pair
            if not 0 <= start < end <= len(document.source):
                problem = f"{pair} is out of range: needs 0 <= start < end <= {len(document.source)}"
                raise self._error(line, "evidence", problem)
            yield start, end


def _check_image(path: Path) -> Path:
    """The path, if an image lies there."""
    try:
        with Image.open(path) as image:
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{path} is not an image that can be read: {error}") from error
    return path
