"""Other OCR engines, where installed, as readings and as a reader: what they read on a page, word by word, and where.

Tesseract 5 (``apt-get install tesseract-ocr tesseract-ocr-chi-sim``) and RapidOCR (``pip install rapidocr
onnxruntime``), each at its best settings and on one thread.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.readers.memory import Memory, fingerprint
from glyph.readers.protocol import BaseReader, PageLike, Source
from glyph.readers.text import answer_from_beginning, text_pages
from glyph.readers.torch_reader import TorchReader
from glyph.render.page_image import page_image
from glyph.text.language import language_of

Engine = Callable[[NDArray[np.uint8], str], Reading]  # a grey page and the language of its text, en or zh
Word = tuple[str, tuple[float, float, float, float], float, int]  # text, xyxy px, confidence 0..1, line
REMEMBERED_PAGES = 256  # whose readings are kept
TYPE_PERCENTILE = 90  # of the heights of words: that of one with both ascenders and descenders
MAX_ENLARGED_PX = 2_000_000  # of pages that are shown enlarged; the type of larger ones is large enough
LINE_SHARE = 0.5  # of a box's height: boxes whose middles differ by less are of one line


class EngineMissing(RuntimeError):
    """An OCR engine that this machine does not have."""


def tesseract(image: NDArray[np.uint8], language: str) -> Reading:
    """Tesseract on one block of text (``--psm 6``).

    Raises:
        EngineMissing: when it, or its data of the language, is not installed.
    """
    if "tesseract" not in installed_engines():
        raise EngineMissing("tesseract is not on the PATH (apt-get install tesseract-ocr tesseract-ocr-chi-sim)")
    png = io.BytesIO()
    Image.fromarray(image).save(png, "PNG", compress_level=1)
    languages = "chi_sim+eng" if language == "zh" else "eng"
    command = ["tesseract", "-", "-", "--psm", "6", "-l", languages, "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    reply = subprocess.run(command, input=png.getvalue(), env=environment, capture_output=True)
    if reply.returncode:
        raise EngineMissing(f"tesseract -l {languages} failed: {reply.stderr.decode('utf-8', 'replace').strip()}")
    return reading_of(_tesseract_words(reply.stdout.decode("utf-8")))


def _tesseract_words(table: str) -> list[Word]:
    words: list[Word] = []
    numbers: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != "5" or not (row["text"] or "").strip():  # other levels are blocks, paragraphs and lines
            continue
        line = numbers.setdefault(tuple(row[key] for key in ("block_num", "par_num", "line_num")), len(numbers))
        x, y, width, height = (float(row[key]) for key in ("left", "top", "width", "height"))
        words.append((row["text"], (x, y, x + width, y + height), max(0.0, float(row["conf"]) / 100), line))
    return words


@cache
def _rapidocr() -> Any:
    engine = importlib.import_module("rapidocr").RapidOCR  # optional, and without type annotations
    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return engine(params={**threads, "Global.use_cls": False, "Global.max_side_len": 4000, "Global.log_level": "error"})


def rapidocr(image: NDArray[np.uint8], language: str) -> Reading:
    """RapidOCR without turning lines, on pages at their full size, its boxes put in lines.

    Raises:
        EngineMissing: when it is not installed.
    """
    if "rapidocr" not in installed_engines():
        raise EngineMissing("rapidocr is not installed (pip install rapidocr onnxruntime)")
    result = _rapidocr()(np.repeat(image[:, :, None], 3, axis=2), use_cls=False)
    if result.boxes is None:
        return reading_of([])
    corners = [(*box.min(axis=0).tolist(), *box.max(axis=0).tolist()) for box in result.boxes]
    words: list[Word] = []
    for line, members in enumerate(_lines_of(corners)):
        words += [(result.txts[k], corners[k], float(result.scores[k]), line) for k in members]
    return reading_of(words)


def _lines_of(boxes: Sequence[tuple[float, ...]]) -> list[list[int]]:
    """Boxes of one line each, top to bottom, and from left to right within a line."""
    rows: list[list[int]] = []
    for k in sorted(range(len(boxes)), key=lambda k: boxes[k][1] + boxes[k][3]):
        head = boxes[rows[-1][0]] if rows else (0.0, 0.0, 0.0, 0.0)
        below = (boxes[k][1] + boxes[k][3] - head[1] - head[3]) / 2
        if rows and below < LINE_SHARE * (boxes[k][3] - boxes[k][1]):
            rows[-1].append(k)
        else:
            rows.append([k])
    return [sorted(row, key=lambda k: boxes[k][0]) for row in rows]


def reading_of(words: Sequence[Word]) -> Reading:
    """What an engine read, in its order, as a Reading.

    Engines box words, as tightly as their ink; a Reading boxes characters, as high as the type. So a word's width is
    shared out evenly among its characters, and each is as high as the higher words of the page, about the middle of
    its line. A word's blank space parts it too.
    """
    type_px = float(np.percentile([box[3] - box[1] for _, box, _, _ in words], TYPE_PERCENTILE)) if words else 0.0
    middles = {line: _middle(words, line) for line in {word[3] for word in words}}
    chars, boxes, sure, lines, spaces = "", [], [], [], []
    for text, (x0, _, x1, _), confidence, line in words:
        step = (x1 - x0) / len(text)
        for k, char in enumerate(text):
            if char.isspace():
                continue
            chars += char
            top = middles[line] - type_px / 2
            boxes.append((x0 + k * step, top, x0 + (k + 1) * step, top + type_px))
            sure.append(confidence)
            lines.append(line)
            spaces.append(k == 0 or text[k - 1].isspace())
    return Reading(
        chars,
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(sure, np.float32),
        np.array(lines, np.int32),
        np.array(spaces, np.bool_),
        np.zeros((len(chars), 3), np.float32),
    )


def _middle(words: Sequence[Word], line: int) -> float:
    """Where the middle of a line stands, by the median of its words."""
    return float(np.median([(box[1] + box[3]) / 2 for _, box, _, own in words if own == line]))


ENGINES: dict[str, Engine] = {"tesseract": tesseract, "rapidocr": rapidocr}


def installed_engines() -> list[str]:
    """Which of ``ENGINES`` this machine has."""
    has_rapidocr = importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime")
    return ["tesseract"] * bool(shutil.which("tesseract")) + ["rapidocr"] * bool(has_rapidocr)


def enlarged(image: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """An image ``times`` as large, by Lanczos' filter."""
    if times == 1:
        return image
    size = (image.shape[1] * times, image.shape[0] * times)
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))


@dataclass
class OcrTextReader(BaseReader):
    """Answers from the text that another OCR engine reads on the page images."""

    reader: TorchReader
    engine: str = "tesseract"  # of ``ENGINES``
    times: int = 2  # larger are pages shown to it; type of 8 to 12 px is too small for most engines
    _readings: Memory[Reading] = field(default_factory=lambda: Memory(REMEMBERED_PAGES), init=False, repr=False)

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ValueError(f"engine={self.engine!r} is not one of {', '.join(ENGINES)}")
        if self.engine not in installed_engines():
            raise EngineMissing(f"the OCR engine {self.engine} is not installed; see glyph/readers/ocr_engine.py")

    def read(self, pages: Sequence[PageLike], language: str | None = None) -> list[Reading]:
        """What the engine reads on pages in a language, en or zh; by default in that in which they were last asked."""
        return [self._read(page_image(page), language) for page in pages]

    def _read(self, image: NDArray[np.uint8], language: str | None) -> Reading:
        def read() -> Reading:
            times = self.times if image.size <= MAX_ENLARGED_PX else 1
            return ENGINES[self.engine](enlarged(image, times), language or "en").scaled(1 / times)

        key = fingerprint([image])
        if language is None:
            return self._readings.recall(key, read)
        reading = self._readings.recall(key + language.encode(), read)
        self._readings.put(key, reading)
        return reading

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        """The pages are taken to be in the language of the first question."""
        language = language_of(questions[0])
        pages = text_pages(self.reader, source, lambda images: [self._read(image, language) for image in images])
        return answer_from_beginning(self.reader, questions, pages, budget)
