"""What other OCR engines read, as text: the peers of ``reading.py`` and ``render_ocr.py``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from glyph.readers import ocr_engine as ocr_engines
from glyph.readers.ocr_engine import enlarged

__all__ = ["UPSAMPLINGS", "Engine", "enlarged", "installed_engines", "tesseract"]
Engine = Callable[[NDArray[np.uint8], str], str]  # a grey page and the language of its text, en or zh, to what is read
UPSAMPLINGS = (1, 2)  # of which the best counts, for each engine and text


def tesseract(image: NDArray[np.uint8], language: str) -> str:
    return ocr_engines.tesseract(image, language).text


def rapidocr(image: NDArray[np.uint8], language: str) -> str:
    return ocr_engines.rapidocr(image, language).text


def installed_engines() -> dict[str, Engine]:
    """What can be compared with on this machine."""
    known: dict[str, Engine] = {"tesseract": tesseract, "rapidocr": rapidocr}
    return {name: known[name] for name in ocr_engines.installed_engines()}
