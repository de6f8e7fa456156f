"""Pages of PDF files, labelled by their own text layers, for learning to read what others have drawn.

pdfium tells of every character where its baseline is, how large it is and how far it advances, so that its box is
known as exactly as on a page of our renderer.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from glyph.documents.pdf.file import PdfFile
from glyph.documents.pdf.page import PdfPage
from glyph.errors import DataError
from glyph.render.raster.paint import ASCENT_EM, DESCENT_EM

NUM_OPEN = 8  # files are read side by side, each by a process of its own
DRAWS_A_FILE = 32  # before it is closed and another one opened
TRIES = 4  # pages without text to draw from that are passed over
UNTAUGHT = "\ufffd"  # in place of a character that is seen but not taught: set askew, or illegibly small
SMALLEST_PX = 5.0
MAX_DPI, MIN_DPI = 300.0, 36.0
TALLEST_EM, LOWEST_EM = 2.5, 0.5  # of a box; a font that gives another one says something else than it shows
FIGURES_SHARE = 0.4  # of the draws that look for a figure, of which tables are full
LEAST_CONTRAST = 25  # grey levels between a character and its paper
SAME_EM = 0.2  # characters nearer than this, and alike, are one that is drawn twice to look bold


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """A page and its K characters."""

    grey: NDArray[np.uint8]  # [H, W]
    text: str  # UNTAUGHT among it
    boxes: NDArray[np.float32]  # [K, 4] xyxy px, as those of ``Page``
    paper: int = 255  # grey level
    near: int | None = None  # the character that a crop is to show, if a certain one
    places: NDArray[np.intp] | None = None  # [K] where each stands in the text of a PDF page


class PdfPages:
    """Draws pages out of PDF files."""

    def __init__(self, places: Sequence[str]) -> None:
        """
        Args:
            places: files, folders of files, or paths whose last part is a pattern; each counts alike.

        Raises:
            DataError: where one of them is no PDF file and holds none.
        """
        self.files = [find_pdf_files(place) for place in places]
        self._open = OpenPdfs()

    def draw(self, seed: int, index: int, size_px: float, rng: np.random.Generator) -> PaintedPage | None:
        """A page on which some type is ``size_px`` high.

        Args:
            seed, index: of the draw; the file follows from these, so that one file serves draws near each other.
            size_px: em height of the character that ``near`` names.
            rng: of page and character.

        Returns:
            The page; None where the pages that were tried show no text that a crop could be taken from.
        """
        turn = np.random.default_rng([seed, index // (NUM_OPEN * DRAWS_A_FILE), index % NUM_OPEN])
        files = self.files[turn.integers(len(self.files))]
        pdf = self._open.get(files[turn.integers(len(files))])
        if pdf is None or not pdf.num_pages:
            return None
        for _ in range(TRIES):
            number = int(rng.integers(pdf.num_pages))
            try:
                if (page := _drawn(pdf, number, size_px, rng)) is not None:
                    return page
            except ValueError:  # a damaged page
                continue
        return None


class OpenPdfs:
    """PDF files that stay open, each with a process of its own, until others are asked for."""

    def __init__(self, limit: int = NUM_OPEN) -> None:
        self.limit = limit
        self._open: OrderedDict[Path, PdfFile | None] = OrderedDict()

    def get(self, path: Path) -> PdfFile | None:
        """The file, opened; None where it cannot be read."""
        if path not in self._open:
            try:
                self._open[path] = PdfFile(path)
            except ValueError:
                self._open[path] = None
        self._open.move_to_end(path)
        if len(self._open) > self.limit:
            _, last = self._open.popitem(last=False)
            if last is not None:
                last.close()
        return self._open[path]

    def __getstate__(self) -> dict[str, object]:
        """Without open files, so that worker processes open their own."""
        return {**self.__dict__, "_open": OrderedDict()}


@cache
def find_pdf_files(place: str) -> list[Path]:
    """The PDF files at a path, in a folder, or of a pattern, sorted.

    Raises:
        DataError: where there is none.
    """
    path = Path(place)
    found = sorted(path.rglob("*.pdf")) if path.is_dir() else sorted(path.parent.glob(path.name))
    if not found:
        raise DataError(f"data.pages.pdfs: {place} holds no PDF file")
    return found


def _drawn(pdf: PdfFile, number: int, size_px: float, rng: np.random.Generator) -> PaintedPage | None:
    page = pdf.read(number)
    if page.needs_image:  # its text is not what is seen
        return None
    candidates = np.flatnonzero(_is_painted(page))
    if not len(candidates):
        return None
    figures = [k for k in candidates if page.text[k].isdigit()]
    near = rng.choice(figures if figures and rng.random() < FIGURES_SHARE else candidates)
    dpi = float(np.clip(72 * size_px / max(page.sizes[near], 1.0), MIN_DPI, MAX_DPI))
    return painted(pdf.read(number, "all", dpi), near)


def _is_painted(page: PdfPage) -> NDArray[np.bool_]:
    is_print = np.array([char.isprintable() and not char.isspace() for char in page.text], np.bool_)
    return is_print & (page.boxes[:, 2] > page.boxes[:, 0])


def painted(page: PdfPage, near: int) -> PaintedPage:
    """A page that was read with its image as its characters, boxed as our renderer boxes them.

    Args:
        page: drawn.
        near: index in its text of the character that a crop is to show.
    """
    assert page.image is not None
    kept = np.flatnonzero(_is_painted(page))
    scale = page.image.shape[0] / page.size_pt[0]
    sizes, tall = page.sizes[kept], page.boxes[kept, 3] - page.boxes[kept, 1]
    known = np.isfinite(page.baselines[kept]) & (tall < TALLEST_EM * sizes) & (tall > LOWEST_EM * sizes)
    boxes = page.boxes[kept]
    tops, bottoms = page.baselines[kept] - ASCENT_EM * sizes, page.baselines[kept] + DESCENT_EM * sizes
    boxes[:, 1], boxes[:, 3] = np.where(known, tops, boxes[:, 1]), np.where(known, bottoms, boxes[:, 3])
    known &= sizes * scale >= SMALLEST_PX
    text = "".join(_folded(page.text[k]) if ok else UNTAUGHT for k, ok in zip(kept, known, strict=True))
    once = ~_is_repeated(text, boxes)
    return PaintedPage(
        page.image,
        "".join(char for char, ok in zip(text, once, strict=True) if ok),
        boxes[once] * np.float32(scale),
        near=int(np.searchsorted(kept[once], near).clip(0, once.sum() - 1)),
        places=kept[once],
    )


def _folded(char: str) -> str:
    """A character in its common form where it has a form that looks the same, as radicals of Hanzi do."""
    if not ("\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff"):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def shows_ink(image: NDArray[np.uint8], boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """[K] whether each box [K, 4] of an image [H, W] shows anything: text may be hidden, or white on white."""
    corners = np.clip(np.rint(boxes), 0, [*image.shape[::-1]] * 2).astype(int)
    parts = (image[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)] for x0, y0, x1, y1 in corners)
    return np.array([part.size > 0 and np.ptp(part) >= LEAST_CONTRAST for part in parts], np.bool_)


def _is_repeated(text: str, boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """[K] whether a character lies on an equal one before it."""
    places: dict[tuple[str, int, int], int] = {}
    repeated = np.zeros(len(text), np.bool_)
    for k, (char, box) in enumerate(zip(text, boxes.tolist(), strict=True)):
        reach = SAME_EM * (box[3] - box[1])
        cell = char, round((box[0] + box[2]) / max(4 * reach, 1e-6)), round((box[1] + box[3]) / max(4 * reach, 1e-6))
        before = places.get(cell)
        if before is not None:
            repeated[k] = bool(np.abs(boxes[k] - boxes[before]).max() < reach)
        places[cell] = k
    return repeated
