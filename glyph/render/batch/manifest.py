"""Manifest: what runs have drawn into a folder, so that a later run need not draw it again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from glyph.render.batch.page_files import ImageFormat, WriteError, page_name, replacing

MANIFEST = ".manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """The pages of one text."""

    key: str  # of the text and all that decides how it looks
    num_pages: int
    num_bytes: int  # of their files together


class Manifest:
    """One line a text, added when its last page is written; a later line about the same text counts."""

    def __init__(self, folder: Path, format: ImageFormat) -> None:
        """Read the manifest of a folder, or begin one.

        Raises:
            WriteError: if it cannot be written.
        """
        self._folder, self._format = folder, format
        path = folder / MANIFEST
        self._entries = {} if path.is_symlink() else _read(path)
        with replacing(path) as file:  # without what a killed run left of its last line
            for stem, entry in self._entries.items():
                file.write(_line(stem, entry))
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise WriteError(f"cannot write {path}: {error.strerror or error}") from error

    def find(self, stem: str, key: str) -> Entry | None:
        """The entry of a text, if it is the same and its files are still there."""
        entry = self._entries.get(stem)
        if entry is None or entry.key != key:
            return None
        try:
            sizes = (
                os.lstat(self._folder / page_name(stem, number + 1, self._format)).st_size
                for number in range(entry.num_pages)
            )
            return entry if sum(sizes) == entry.num_bytes else None
        except OSError:
            return None

    def add(self, stem: str, entry: Entry) -> None:
        """Note that a text is drawn."""
        self._write(stem, entry)

    def forget(self, stem: str) -> None:
        """Note that the files of a text are about to change."""
        if stem in self._entries:
            self._write(stem, Entry("", 0, 0))

    def close(self) -> None:
        self._file.close()

    def _write(self, stem: str, entry: Entry) -> None:
        self._entries[stem] = entry
        try:
            self._file.write(_line(stem, entry))
        except OSError as error:
            raise WriteError(f"cannot write {self._folder / MANIFEST}: {error.strerror or error}") from error


def _line(stem: str, entry: Entry) -> bytes:
    return json.dumps({"stem": stem, **asdict(entry)}).encode() + b"\n"


def _read(path: Path) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    if path.is_file():
        with path.open("rb") as file:
            for line in file:
                try:
                    fields = json.loads(line)
                    stem, entry = str(fields.pop("stem")), Entry(**fields)
                except (ValueError, TypeError, KeyError, AttributeError):
                    continue  # cut off by a kill: its text is drawn again
                entries[stem] = entry
    return entries
