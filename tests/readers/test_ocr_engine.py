"""Other OCR engines: their words as characters, and answers from what they read."""

from __future__ import annotations

import numpy as np
import pytest

from glyph.metrics.text_errors import cer
from glyph.readers.answer import num_text_tokens
from glyph.readers.ocr_engine import (
    EngineMissing,
    OcrTextReader,
    _tesseract_words,
    enlarged,
    installed_engines,
    rapidocr,
    reading_of,
    tesseract,
)
from glyph.readers.torch_reader import TorchReader
from tests.tiny import SAMPLES, rendered, tiny_config, tiny_reader

NEEDS_TESSERACT = pytest.mark.skipif("tesseract" not in installed_engines(), reason="tesseract is not installed")
PAGES = list(rendered(SAMPLES[0])[1])
QUESTIONS = [question.text for question in SAMPLES[0].questions]


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader(grid={"max_visual_tokens": 4096, "max_positions": 8192})


def test_words_of_an_engine_become_characters() -> None:
    reading = reading_of([("Total assets", (0.0, 2.0, 60.0, 12.0), 0.9, 0), ("12", (80.0, 3.0, 100.0, 11.0), 0.5, 0),
                          ("7", (0.0, 20.0, 10.0, 30.0), 1.0, 1)])  # fmt: skip
    assert reading.text.split("\n")[:2] == ["Total assets 12", "7"]
    assert reading.chars == "Totalassets127" and reading.lines.tolist() == [0] * 13 + [1]
    np.testing.assert_allclose(reading.boxes[:2], [[0, 2, 5, 12], [5, 2, 10, 12]])
    np.testing.assert_allclose(reading.confidences[-3:], [0.5, 0.5, 1.0])
    assert (reading.boxes[:, 3] - reading.boxes[:, 1] == 10).all()
    assert reading_of([]).text == "" and reading_of([]).boxes.shape == (0, 4)


def test_tables_of_tesseract() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = ("1 1 0 0 0 0 0 0 9 9 -1 ", '5 1 1 1 1 1 3 4 10 8 91.5 "a', "5 1 1 1 2 1 3 14 9 8 50 b")
    table = head + "\n".join(row.replace(" ", "\t") for row in rows)
    assert _tesseract_words(table) == [('"a', (3, 4, 13, 12), 0.915, 0), ("b", (3, 14, 12, 22), 0.5, 1)]


@NEEDS_TESSERACT
def test_another_engine_reads_the_page_image(reader: TorchReader) -> None:
    page = rendered(SAMPLES[0], tiny_config(font_size_pt=16, page_width_pt=320, page_height_pt=192))[1][0]
    engine = OcrTextReader(reader)
    answers = engine.answer(QUESTIONS, [page])
    (reading,) = engine.read([page])
    assert cer(reading.chars, page.text) < 0.1, reading.text
    figure = reading.boxes[reading.chars.index("1,024") :][:5]
    painted = page.boxes[page.text.index("1,024") :][:5]
    assert np.abs(figure - painted).max() < 6  # px
    assert all(answer.text_tokens == num_text_tokens(len(reading.chars), "en") for answer in answers)


def test_engines_that_are_missing_are_named(reader: TorchReader, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="engine='abbyy' is not one of tesseract, rapidocr"):
        OcrTextReader(reader, "abbyy")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert installed_engines() == []
    with pytest.raises(EngineMissing, match="the OCR engine tesseract is not installed"):
        OcrTextReader(reader)
    for engine in (tesseract, rapidocr):
        with pytest.raises(EngineMissing, match="install"):
            engine(PAGES[0].grey, "en")


def test_pages_are_enlarged() -> None:
    image = PAGES[0].grey
    assert enlarged(image, 1) is image
    assert enlarged(image, 2).shape == (2 * image.shape[0], 2 * image.shape[1])
