"""RowDrawer: a text becomes page files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from glyph.documents import parse_document
from glyph.render.batch.page_files import ImageFormat, PageWriter, WriteError, page_name, remove_pages
from glyph.render.config import RenderConfig
from glyph.render.renderer import render

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """A text to be drawn into files whose names start with ``stem``."""

    stem: str
    text: str
    format: str
    name: str  # where it came from, for messages


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: its pages, or why there are none."""

    num_pages: int = 0
    num_bytes: int = 0
    problem: str = ""
    is_fatal: bool = False  # nothing can be written, so that the next task will fail as well


@dataclass(slots=True)
class Started:
    """A task all of whose pages are drawn, or that failed, but whose files are still being written."""

    task: Task
    files: list[Future[int]]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DrawerSpec:
    """What makes a drawer, in any process."""

    config: RenderConfig
    folder: Path
    format: ImageFormat

    @contextmanager
    def open(self) -> Iterator[RowDrawer]:
        with PageWriter(self.folder, self.format) as writer:
            yield RowDrawer(self, writer)


class RowDrawer:
    """Draws tasks one after the other; their files are written meanwhile."""

    def __init__(self, spec: DrawerSpec, writer: PageWriter) -> None:
        self._spec, self._writer = spec, writer

    def warm_up(self) -> None:
        """Load compiled code and fonts."""
        for _ in render("0", self._spec.config):
            pass

    def start(self, task: Task) -> Started:
        """Draw all pages of a task."""
        started = Started(task, [])
        try:
            document = parse_document(task.text, task.format, task.name)
            for number, page in enumerate(render(document, self._spec.config), 1):
                if started.files and started.files[-1].done() and started.files[-1].exception():
                    break
                name = page_name(task.stem, number, self._spec.format)
                started.files.append(self._writer.put(name, page.image))
        except (ValueError, OSError, ImportError, MemoryError, RecursionError) as error:
            started.problem = str(error) or type(error).__name__
        except Exception as error:
            log.debug("%s", task.name, exc_info=True)
            started.problem = f"cannot be drawn, by a mistake of ours: {type(error).__name__}: {error}"
        return started

    def finish(self, started: Started) -> Outcome:
        """Wait for the files of a task; one that failed leaves none."""
        num_bytes, problem, is_fatal = 0, started.problem, False
        for file in started.files:
            try:
                num_bytes += file.result()
            except WriteError as error:
                problem, is_fatal = str(error), True
            except Exception as error:
                problem = problem or str(error)
        num_pages = 0 if problem else len(started.files)
        remove_pages(self._spec.folder, started.task.stem, num_pages + 1, self._spec.format)
        return Outcome(num_pages, 0 if problem else num_bytes, problem, is_fatal)
