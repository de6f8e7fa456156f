"""``glyph read``: the text of an image, a PDF or a document, with words, boxes and confidences where asked for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from glyph.cli.files import IMAGE_SUFFIXES, is_image, is_pdf
from glyph.documents import Document, load_document
from glyph.documents.pdf.file import PdfFile
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.reflow import reflow
from glyph.models.ocr.reading import Reading
from glyph.readers.load import load
from glyph.render import Page, render
from glyph.render.flags import OneLineParser, exit_status
from glyph.render.pdf_pages import to_page

DPI = 150.0  # of the pages of a PDF
BOX = {"unit": "px", "origin": "top left of the page", "form": "x0, y0, x1, y1, half-open"}
EPILOG = f"""files:
  images ({", ".join(sorted(IMAGE_SUFFIXES))}) and scanned pages of a PDF are read by the model;
  of other PDF pages the text layer is taken, and of documents the text they hold.
JSON: {{"file", "box": how boxes count, "pages": [{{"page", "width", "height", "source", "text",
  "words": [{{"text", "box", "confidence"}}]}}]}}. source is "ocr", "text layer", or "drawn": a document
  without pages is drawn to give its words boxes. Only what is read by the model has a confidence."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters between blank spaces, and where they stand."""

    text: str
    box: tuple[float, ...]  # x0, y0, x1, y1, px
    confidence: float | None  # 0..1; None where the text was not recognised but given


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page and what stands on it."""

    page: int  # from 1
    width: int  # px
    height: int  # px
    source: Literal["ocr", "text layer", "drawn"]
    text: str
    words: tuple[Word, ...]


Recognise = Callable[[NDArray[np.uint8] | Path], Reading]


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = OneLineParser("Read the text of an image, a PDF or a document.")
    parser.prog, parser.epilog = "glyph read", EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", type=Path, help="an image, a PDF, text, Markdown, HTML, source code or JSON Lines")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--model", default="base", metavar="NAME", help="base, or the model folder of a run")
    parser.add_argument("--device", default="cpu", help="where the model runs, such as cuda; default: cpu")
    return parser.parse_args(argv)


def words_of(reading: Reading, recognised: bool) -> tuple[Word, ...]:
    """The words of a page, in reading order."""
    index, sure = reading.words, reading.word_confidences
    found = []
    for word in range(int(index.max(initial=-1)) + 1):
        places = np.flatnonzero(index == word)
        boxes = reading.boxes[places]
        box = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
        text = "".join(reading.chars[k] for k in places)
        rounded = tuple(round(side, 1) for side in box)
        found.append(Word(text, rounded, round(float(sure[word]), 4) if recognised else None))
    return tuple(found)


def read_file(path: Path, recognise: Recognise) -> Iterator[ReadPage]:
    """The pages of a file with their words.

    Raises:
        ValueError: if the file's format is unknown, or the file is not of it.
        OSError: if it cannot be read.
    """
    if is_image(path):
        yield _recognised(1, image_of(path), recognise)
    elif is_pdf(path):
        with PdfFile(path) as pdf:
            for page in pdf.pages("all", DPI):
                yield _pdf_page(page, recognise)
    else:
        for number, drawn in enumerate(render(load_document(path)), 1):
            yield _given(number, drawn, "drawn", drawn.reading_text())


def text_of(path: Path, recognise: Recognise) -> str:
    """The text of a file, pages parted by form feeds.

    Raises:
        ValueError: if the file's format is unknown, or the file is not of it.
        OSError: if it cannot be read.
    """
    if is_image(path):
        return recognise(image_of(path)).text
    if not is_pdf(path):
        return load_document(path).text()
    with PdfFile(path) as pdf:
        return "\n\f".join(_pdf_text(page, recognise) for page in pdf.pages("scanned", DPI))


def image_of(path: Path) -> NDArray[np.uint8]:
    """An image file in grey, uint8 [H, W]."""
    from glyph.render.page_image import page_image

    with path.open("rb"):  # a missing file is told as such, not as a bad image
        return page_image(path)


def _pdf_text(page: PdfPage, recognise: Recognise) -> str:
    if page.is_scanned and page.image is not None:
        return recognise(page.image).text
    return Document(page.text, tuple(reflow(page))).text()


def _pdf_page(page: PdfPage, recognise: Recognise) -> ReadPage:
    if page.is_scanned and page.image is not None:
        return _recognised(page.number, page.image, recognise)
    return _given(page.number, to_page(page), "text layer", _pdf_text(page, recognise))


def _recognised(number: int, image: NDArray[np.uint8], recognise: Recognise) -> ReadPage:
    reading = recognise(image)
    return ReadPage(number, image.shape[1], image.shape[0], "ocr", reading.text, words_of(reading, recognised=True))


def _given(number: int, page: Page, source: Literal["text layer", "drawn"], text: str) -> ReadPage:
    height, width = page.image.shape[:2]
    return ReadPage(number, width, height, source, text, words_of(Reading.painted(page), recognised=False))


def run(arguments: argparse.Namespace) -> None:
    reader = cache(lambda: load(arguments.model, arguments.device))  # a text layer needs no model

    def recognise(image: NDArray[np.uint8] | Path) -> Reading:
        return reader().read([image])[0]

    if arguments.format == "text":
        print(text_of(arguments.file, recognise))
        return
    pages = [asdict(page) for page in read_file(arguments.file, recognise)]
    print(json.dumps({"file": str(arguments.file), "box": BOX, "pages": pages}, ensure_ascii=False))


def main(argv: Sequence[str]) -> int:
    """Read a file and print what it holds; returns the exit status."""
    return exit_status(lambda: run(parse_arguments(argv)), (ValueError, OSError, ImportError, LookupError))
