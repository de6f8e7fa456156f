"""PDF files, read page by page with pdfium in a child process, so that a hostile file can hang or crash only that."""

from __future__ import annotations

import json
import logging
import math
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from glyph.documents.pdf.chars import CHAR_BYTES, RULE_BYTES
from glyph.documents.pdf.page import PdfPage

log = logging.getLogger(__name__)

PAGE_BREAK = "\f"  # between the texts of pages, in Document.source
MAX_HEADER_BYTES = 65_536
SIGNATURE_WITHIN = 1024  # bytes from the start of the file that may come before "%PDF-"
CHILD = Path(__file__).with_name("child.py")

MAX_RULES, MAX_FIELD_CHARS = 100_000, 1_000_000  # in an answer

Images = Literal["none", "scanned", "all"]  # which pages are drawn; scanned ones, and those of unreadable text, or all


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What one page may cost. A page of more pixels is drawn smaller; one that passes another limit is an error."""

    seconds_per_page: float = 20.0  # also for opening the file
    memory_mib: int = 2048  # address space of the child process, where the system can limit it
    max_chars: int = 200_000
    max_pixels: int = 25_000_000
    max_side_px: int = 20_000


class PdfFile:
    """An open PDF. Pages are read on demand, in any order, by one child process; not for use by several threads.

    >>> with PdfFile("report.pdf") as pdf:  # doctest: +SKIP
    ...     text = pdf.read(0).text
    """

    def __init__(self, path: str | Path, limits: PdfLimits | None = None, password: str | None = None) -> None:
        """Open a file.

        Args:
            path: the file.
            limits: what a page may cost.
            password: of a protected file, the user's or the owner's; not used for others.

        Raises:
            ValueError: if it is empty, no PDF, damaged, or protected by a password that is not given.
            OSError: if it cannot be read.
            ImportError: if pypdfium2 is not installed.
        """
        self._path = Path(path)
        self._limits = limits or PdfLimits()
        self._password = password
        self.name = self._path.name
        with self._path.open("rb") as file:
            head = file.read(SIGNATURE_WITHIN + 5)
        if not head:
            raise ValueError(f"{path}: the file is empty")
        if b"%PDF-" not in head:
            raise ValueError(f"{path}: not a PDF file")
        self._child: subprocess.Popen[bytes] | None = None
        self._sent = b""  # a request whose answer is still to be read
        self._is_fresh = True  # whether the child has read no page yet
        self.num_pages = 0
        self._start()

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """End the child process; reading another page starts a new one."""
        child, self._child = getattr(self, "_child", None), None
        self._sent = b""
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None and not pipe.closed:
                    _close_quietly(pipe)

    def read(self, index: int, images: Images = "none", dpi: float = 150.0, start: int = 0) -> PdfPage:
        """Read one page.

        Args:
            index: from 0.
            images: whether to draw it: never, if it is scanned or its text unreadable, or always.
            dpi: of its image, over 0.
            start: where its text stands in the document's text.

        Raises:
            ValueError: naming file and page, if the page is damaged, crashes pdfium or passes a limit. Other pages
                can still be read.
            IndexError: if there is no such page.
        """
        header, data = self._ask_again(self._request(index, images, dpi))
        if "error" in header:
            raise ValueError(f"{self._path}: page {index + 1}: {header['error']}")
        return PdfPage.from_answer(index + 1, start, header, data)

    def _request(self, index: int, images: Images, dpi: float) -> dict[str, Any]:
        if not 0 < dpi < math.inf:
            raise ValueError(f"dpi={dpi} must be a number over 0")
        if not 0 <= index < self.num_pages:
            raise IndexError(f"{self._path}: no page {index + 1}; it has {self.num_pages}")
        limits = self._limits
        return {
            "page": index, "images": images, "annotations": True, "dpi": dpi, "max_chars": limits.max_chars,
            "max_pixels": limits.max_pixels, "max_side_px": limits.max_side_px, "seconds": limits.seconds_per_page,
        }  # fmt: skip

    def _ask_again(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Ask for a page; if the child dies of it, a new one, and then without the page's annotations."""
        while True:
            try:
                return self._ask(request)
            except _ChildDied as died:
                if died.timed_out or (self._is_fresh and not request["annotations"]):
                    raise ValueError(f"{self._path}: page {request['page'] + 1}: {died}") from None
                self.close()
                if self._is_fresh:  # else earlier pages may have used up its memory
                    request = {**request, "annotations": False}
            finally:
                self._is_fresh = False

    def pages(self, images: Images = "none", dpi: float = 150.0, skip_bad_pages: bool = False) -> Iterator[PdfPage]:
        """Read all pages in order, one at a time; the next one is prepared meanwhile.

        Args:
            images: which pages are drawn: none, the scanned ones, or all.
            dpi: of the images.
            skip_bad_pages: whether a page that cannot be read is logged, and yielded blank with its ``problem``.

        Raises:
            ValueError: at a page that cannot be read, unless ``skip_bad_pages``.
        """
        start = 0
        for index in range(self.num_pages):
            try:
                page = self.read(index, images, dpi, start)
            except ValueError as error:
                if not skip_bad_pages:
                    raise
                log.warning("%s; the page is left out", error)
                page = PdfPage.blank(index + 1, start, str(error))
            if index + 1 < self.num_pages and self._child is not None:
                self._send(self._request(index + 1, images, dpi))
            yield page
            start += len(page.text) + len(PAGE_BREAK)

    def _start(self) -> None:
        options = {
            "path": str(self._path.absolute()),
            "memory_mib": self._limits.memory_mib,
            "sys_path": [str(Path(entry).absolute()) for entry in sys.path],
        }
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-S", str(CHILD), json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._is_fresh = True
        try:
            header, _ = self._ask(None)
        except _ChildDied as died:
            raise ValueError(f"{self._path}: cannot be opened: {died}") from None
        if "error" in header:
            self.close()
            if header["missing_package"]:
                raise ImportError(f"reading PDF files needs pypdfium2: {header['error']}; pip install pypdfium2")
            raise ValueError(f"{self._path}: the PDF {header['error']}")
        self.num_pages = int(header["pages"])

    def _send(self, request: dict[str, Any] | None) -> None:
        """Send a request, or first the password, unless just this one is on its way. A dead child tells later."""
        line = json.dumps(self._password if request is None else request).encode() + b"\n"
        if self._sent not in (b"", line):
            self.close()
        if self._child is None:
            self._start()
        if not self._sent and self._child is not None and self._child.stdin is not None:
            self._sent = line
            with suppress(OSError):
                self._child.stdin.write(line)
                self._child.stdin.flush()

    def _ask(self, request: dict[str, Any] | None) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for the answer: its header and what follows it."""
        self._send(request)
        child = self._child
        assert child is not None and child.stdout is not None
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
            child.kill()

        timer = threading.Timer(self._limits.seconds_per_page, stop)
        timer.daemon = True
        timer.start()
        try:
            header = json.loads(child.stdout.readline(MAX_HEADER_BYTES))
            image = header.get("image") or (0, 0)
            size = header.get("chars", 0) * CHAR_BYTES + header.get("rules", 0) * RULE_BYTES + image[0] * image[1]
            limits = self._limits
            most = (limits.max_chars + MAX_FIELD_CHARS) * CHAR_BYTES + MAX_RULES * RULE_BYTES
            if size > most + limits.max_pixels + 2 * limits.max_side_px:  # sides are rounded
                raise ValueError(f"an answer of {size} bytes")
            data = child.stdout.read(size)
            self._sent = b""
        except (OSError, ValueError):
            header, size, data = {}, 1, b""
        except BaseException:  # Ctrl-C: the child's answer is still to come, and belongs to no later request
            self.close()
            raise
        finally:
            timer.cancel()
        if len(data) < size:
            try:
                status = child.wait(timeout=1)
            except subprocess.TimeoutExpired:  # it lives, but makes no sense
                child.kill()
                status = child.wait()
            self.close()
            raise _ChildDied(timed_out.is_set(), status, self._limits)
        return header, data


class _ChildDied(Exception):
    """The child ended while it was asked for something; its text says why."""

    def __init__(self, timed_out: bool, status: int, limits: PdfLimits) -> None:
        self.timed_out = timed_out
        if timed_out:
            super().__init__(f"took longer than {limits.seconds_per_page:g} s")
        else:
            how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
            super().__init__(f"crashed pdfium ({how}); perhaps it needs more than {limits.memory_mib} MiB")


def _close_quietly(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return  # a request that a dead child never read
