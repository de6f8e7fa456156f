"""A JSON Lines file of texts to a folder of page images and a JSON Lines file that points at them.

The folder holds nothing half done: images take their names once they are whole, and the rows theirs once all rows are
drawn. What a run has drawn is noted in the manifest, so that the next one, after a kill or with more rows, draws only
what is missing or looks different.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from glyph.render.batch.input_rows import Row, read_rows
from glyph.render.batch.manifest import MANIFEST, Entry, Manifest
from glyph.render.batch.page_files import ImageFormat, WriteError, page_name, remove_pages, remove_parts, replacing
from glyph.render.batch.row_drawer import DrawerSpec, Outcome, Task
from glyph.render.batch.workers import draw_here, draw_in_processes
from glyph.render.config import RenderConfig
from glyph.version import __version__

log = logging.getLogger(__name__)

OUTPUT, ERRORS = "rendered.jsonl", "errors.jsonl"
RENAMED = ("text", "format", "evidence", "template")  # fields that count characters of the text or describe it
MAX_SHOWN_PROBLEMS = 5

OnError = Literal["stop", "skip"]


class BatchError(ValueError):
    """A row cannot be drawn; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What to draw, and how."""

    input_path: Path
    folder: Path
    config: RenderConfig
    format: ImageFormat = "png"
    num_workers: int = 1
    on_error: OnError = "stop"  # skip: leave the row out, and report it
    row_seconds: float | None = None  # a row that takes longer fails

    @property
    def spec(self) -> DrawerSpec:
        return DrawerSpec(self.config, self.folder, self.format)


@dataclass(slots=True)
class Summary:
    """What a run has done so far."""

    num_rows: int = 0  # written
    num_pages: int = 0  # files they point at
    num_longer: int = 0  # rows of more than one page
    num_kept: int = 0  # texts drawn by an earlier run
    num_failed: int = 0
    problems: list[str] = field(default_factory=list)  # the first of them


@dataclass(frozen=True, slots=True)
class _Item:
    """A row on its way: where its pages are, and what they are of."""

    row: Row
    stem: str = ""
    key: str = ""


def check_rows(batch: Batch) -> int:
    """Read all rows once, and write nothing; returns their number.

    Raises:
        ValueError: if the file cannot be read or would be overwritten, or, unless such rows are skipped, at the first
            that cannot be drawn.
    """
    for name in (OUTPUT, ERRORS, MANIFEST):
        if (batch.folder / name).resolve() == batch.input_path.resolve():
            raise ValueError(f"--output_dir {batch.folder} would overwrite --input_json; choose another folder")
    count = 0
    for row in read_rows(batch.input_path):
        if row.problem and batch.on_error == "stop":
            raise BatchError(row.problem)
        count += 1
    return count


def render_rows(batch: Batch, progress: Callable[[Summary], None] = lambda summary: None) -> Summary:
    """Draw the texts of all rows and write ``rendered.jsonl``, rows in their order; call ``progress`` after each.

    Raises:
        ValueError: if the input cannot be read, at a row that fails (``BatchError``) unless such rows are skipped, or
            when none could be drawn.
        OSError: if the folder cannot be written, or another run is writing to it.
    """
    batch.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(_alone_in(batch.folder))
        manifest = Manifest(batch.folder, batch.format)
        stack.callback(manifest.close)
        output = stack.enter_context(replacing(batch.folder / OUTPUT))
        errors = stack.enter_context(replacing(batch.folder / ERRORS))
        summary = _Run(batch, manifest, output, errors, progress).all()
        if not summary.num_rows:
            raise BatchError(f"{batch.input_path}: no row could be drawn; the first: {summary.problems[0]}")
    if not summary.num_failed:
        (batch.folder / ERRORS).unlink()
    return summary


class _Run:
    """One pass over the rows; pages of rows with the same text are drawn once."""

    def __init__(
        self,
        batch: Batch,
        manifest: Manifest,
        output: IO[bytes],
        errors: IO[bytes],
        progress: Callable[[Summary], None],
    ) -> None:
        self._batch, self._manifest, self._progress = batch, manifest, progress
        self._output, self._errors = output, errors
        self._begun: set[str] = set()  # keys
        self._pages: dict[str, tuple[str, int]] = {}  # key -> stem and number of pages
        self._failed: dict[str, str] = {}  # key -> problem
        self.summary = Summary()

    def all(self) -> Summary:
        batch = self._batch
        if batch.num_workers == 1 and batch.row_seconds is None:
            drawn = draw_here(self._items(), batch.spec)
        else:
            drawn = draw_in_processes(self._items(), batch.spec, batch.num_workers, batch.row_seconds)
        with closing(drawn):
            for item, outcome in drawn:
                if outcome is not None:
                    self._settle(item, outcome)
                if item.row.problem:
                    self._leave_out(item.row, item.row.problem)
                elif item.key in self._failed:
                    where = f"{batch.input_path}:{item.row.line}"
                    self._leave_out(item.row, f"{where}: {self._failed[item.key]}")
                else:
                    self._write(item)
                self._progress(self.summary)
        return self.summary

    def _items(self) -> Iterator[tuple[_Item, Task | None]]:
        batch = self._batch
        for row in read_rows(batch.input_path):
            if row.problem:
                yield _Item(row), None
                continue
            item = _Item(row, _stem(row), _key(row, batch))
            if item.key in self._begun:
                yield item, None
                continue
            self._begun.add(item.key)
            entry = self._manifest.find(item.stem, item.key)
            if entry:
                self._pages[item.key] = (item.stem, entry.num_pages)
                self.summary.num_kept += 1
                self.summary.num_pages += entry.num_pages
                yield item, None
                continue
            self._manifest.forget(item.stem)
            (batch.folder / OUTPUT).unlink(missing_ok=True)  # it may point at what is drawn over now
            yield item, Task(item.stem, row.text, row.format, f"{batch.input_path.name}:{row.line}")

    def _settle(self, item: _Item, outcome: Outcome) -> None:
        if outcome.is_fatal:
            raise WriteError(outcome.problem)
        if outcome.problem:
            self._failed[item.key] = outcome.problem
            remove_pages(self._batch.folder, item.stem, 1, self._batch.format)
            return
        self._manifest.add(item.stem, Entry(item.key, outcome.num_pages, outcome.num_bytes))
        self._pages[item.key] = (item.stem, outcome.num_pages)
        self.summary.num_pages += outcome.num_pages

    def _leave_out(self, row: Row, problem: str) -> None:
        if self._batch.on_error == "stop":
            raise BatchError(problem)
        known = {"id": row.fields["id"]} if "id" in row.fields else {}
        self._errors.write(_json({"line": row.line, **known, "error": problem}))
        self.summary.num_failed += 1
        if len(self.summary.problems) < MAX_SHOWN_PROBLEMS:
            self.summary.problems.append(problem)

    def _write(self, item: _Item) -> None:
        stem, num_pages = self._pages[item.key]
        names = [page_name(stem, number + 1, self._batch.format) for number in range(num_pages)]
        fields = {f"source_{name}" if name in RENAMED else name: value for name, value in item.row.fields.items()}
        fields.pop("document_path", None)
        self._output.write(_json({**fields, "image_path": names[0], "image_paths": names}))
        self.summary.num_rows += 1
        self.summary.num_longer += num_pages > 1


def _stem(row: Row) -> str:
    """What the names of a row's pages start with: its line, and its id as far as a file name may hold it."""
    slug = re.sub(r"[^A-Za-z0-9-]+", "-", str(row.fields.get("id", "")))[:60].strip("-")
    return "_".join(filter(None, (f"{row.line:06d}", slug)))


def _key(row: Row, batch: Batch) -> str:
    """Tells apart pages that differ, by all that decides how they look."""
    looks = (__version__, batch.config.id, batch.format, row.format, row.text)
    return hashlib.sha256(json.dumps(looks).encode()).hexdigest()[:32]


def _json(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder, where the system can, and leave no half-written files there."""
    handle = _lock(folder)
    try:
        remove_parts(folder)
        yield
    finally:
        remove_parts(folder)
        if handle is not None:
            os.close(handle)


def _lock(folder: Path) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise OSError(f"{folder}: another run is writing to it") from None
    except OSError as error:  # some network drives lock nothing
        log.debug("%s: cannot be locked: %s", folder, error)
    return handle
