"""Page images as files: encoded and written in a thread, each taking its place only once it is whole."""

from __future__ import annotations

import io
import os
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from glyph.render.raster.png import encode_png

ImageFormat = Literal["png", "webp"]
IMAGE_FORMATS: tuple[ImageFormat, ...] = get_args(ImageFormat)
MAX_WAITING = 8  # pages drawn but not yet written
PART_PREFIX = ".part-"  # of files that are being written


class WriteError(OSError):
    """A file cannot be written: the folder is the problem, not what is drawn."""


def page_name(stem: str, number: int, format: ImageFormat) -> str:
    """The file name of a page, numbered from 1."""
    return f"{stem}_p{number}.{format}"


def encode_page(image: NDArray[np.uint8], format: ImageFormat) -> bytes:
    """A page image, [H, W] or [H, W, 3], as the bytes of a file; no format loses anything."""
    if format == "png":
        return encode_png(image)
    file = io.BytesIO()
    Image.fromarray(image).save(file, "WEBP", lossless=True, method=2)
    return file.getvalue()


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` once it is whole; links at ``path`` are not followed.

    Raises:
        WriteError: if it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=PART_PREFIX, dir=path.parent)
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        part.chmod(0o644)
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, WriteError):
            raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
        raise


def remove_parts(folder: Path) -> None:
    """Remove what a killed run left half written."""
    for path in folder.glob(f"{PART_PREFIX}*"):
        path.unlink(missing_ok=True)


def remove_pages(folder: Path, stem: str, first: int, format: ImageFormat) -> None:
    """Remove the pages of a text from a number on, as an earlier run may have left them."""
    while (path := folder / page_name(stem, first, format)).is_file():
        path.unlink()
        first += 1


class PageWriter:
    """Encodes and writes pages in a thread of its own; waits when it falls behind."""

    def __init__(self, folder: Path, format: ImageFormat) -> None:
        self.folder, self.format = folder, format
        self._thread = ThreadPoolExecutor(1)
        self._room = threading.BoundedSemaphore(MAX_WAITING)

    def __enter__(self) -> PageWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=error is not None)

    def put(self, name: str, image: NDArray[np.uint8]) -> Future[int]:
        """Write a page under a name; the result is the size of the file, or raises what went wrong."""
        self._room.acquire()
        job = self._thread.submit(self._write, name, image)
        job.add_done_callback(lambda _: self._room.release())
        return job

    def _write(self, name: str, image: NDArray[np.uint8]) -> int:
        content = encode_page(image, self.format)
        with replacing(self.folder / name) as file:
            file.write(content)
        return len(content)
