"""Readers of text beside the reader of images: what they are given, what they cost, and where they point."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.metrics.metrics import cer
from glyph.models.ocr.reading import Reading
from glyph.readers.baselines import (
    OcrTextReader,
    RetrievalReader,
    TextReader,
    TruncatedReader,
    answer_from_text,
    num_text_tokens,
)
from glyph.readers.ocr_engine import (
    EngineMissing,
    _tesseract_words,
    enlarged,
    installed_engines,
    rapidocr,
    reading_of,
    tesseract,
)
from glyph.readers.retrieval import bm25, line_chunks
from glyph.readers.torch_reader import TorchReader
from glyph.readers.zoom import terms
from glyph.tasks.scores import score_document
from glyph.text.charset import Charset
from tests.tiny import SAMPLES, rendered, tiny_config, tiny_reader, tiny_sample

NEEDS_TESSERACT = pytest.mark.skipif("tesseract" not in installed_engines(), reason="tesseract is not installed")
PAGES = list(rendered(SAMPLES[0])[1])
QUESTIONS = [question.text for question in SAMPLES[0].questions]
LONG = tiny_sample("long", [(f"Item {number}", f"{number},{number:03d}") for number in range(10, 60)])


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader(grid={"max_visual_tokens": 4096, "max_positions": 8192})


def test_all_of_them_answer_and_are_scored(reader: TorchReader) -> None:
    for baseline in (TextReader(reader), RetrievalReader(reader), TruncatedReader(reader)):
        answers, _ = baseline.answer_all(QUESTIONS, PAGES)
        assert len(answers) == len(QUESTIONS)
        assert all(answer.visual_tokens == 0 and answer.text_tokens > 0 for answer in answers)
        assert len(score_document(baseline, SAMPLES[0], PAGES).scores) == len(QUESTIONS)


def test_text_costs_its_characters(reader: TorchReader) -> None:
    painted = [Reading.painted(page) for page in PAGES]
    num_chars = sum(len(page.text) for page in PAGES)
    assert num_text_tokens(painted, "en") == round(num_chars / 4.2) < num_text_tokens(painted, "zh")
    (answer,) = answer_from_text(reader, ["现金是多少？"], PAGES, painted)
    assert answer.text_tokens == num_text_tokens(painted, "zh")


def test_truncated_text_costs_what_the_pages_do(reader: TorchReader) -> None:
    _, pages = rendered(LONG, tiny_config(font_size_pt=6, line_height=1.0))
    answers, readings = TruncatedReader(reader).answer_all(["What was Item 10?"], pages)
    budget = reader.grid.num_visual_tokens(page.grey for page in pages)
    text = "".join(page.text for page in pages)
    assert len(readings) == len(pages) > 1 and text.startswith("".join(r.chars for r in readings))
    assert answers[0].text_tokens <= budget
    assert answers[0].text_tokens == min(budget, num_text_tokens([Reading.painted(page) for page in pages], "en"))


def test_retrieval_finds_the_lines_in_question(reader: TorchReader) -> None:
    _, pages = rendered(LONG)
    retrieval = RetrievalReader(reader, budget=30, chunk_tokens=10)
    painted = [Reading.painted(page) for page in pages]
    chosen = retrieval.chosen("What was Item 47?", painted)
    assert "47,047" in "\n".join(reading.text for reading in chosen)
    assert 0 < num_text_tokens(chosen, "en") <= 30
    assert [len(reading.chars) > 0 for reading in chosen].count(True) < len(pages)
    answers, readings = retrieval.answer_all(["What was Item 47?"], pages)
    assert readings == [] and answers[0].text_tokens == num_text_tokens(chosen, "en")


@given(st.integers(0, 60), st.integers(1, 60))
def test_no_budget_is_exceeded(reader: TorchReader, budget: int, chunk_tokens: int) -> None:
    painted = [Reading.painted(page) for page in rendered(LONG)[1]]
    chosen = RetrievalReader(reader, budget, chunk_tokens).chosen("Item 12?", painted)
    assert sum(len(reading.chars) for reading in chosen) <= budget * 4.2


@given(st.integers(1, 200))
def test_chunks_part_the_text_at_line_ends(num_chars: int) -> None:
    reading = Reading.painted(rendered(LONG)[1][0])
    chunks = line_chunks(reading, num_chars)
    assert (np.sum(chunks, axis=0) == 1).all()
    for chunk in chunks:
        assert not set(reading.lines[chunk]) & set(reading.lines[~chunk])
        assert chunk.sum() <= num_chars or len(set(reading.lines[chunk])) == 1
    assert line_chunks(reading.where(np.zeros(len(reading.chars), np.bool_)), num_chars) == []


def test_bm25_weighs_rare_words_and_lengths() -> None:
    chunks = [["cash", "total"], ["debt", "total"], ["cash", *["other"] * 20], ["cash", "cash", "total"]]
    scores = bm25(["cash", "total"], chunks)
    assert scores.argmax() == 3 and scores[0] > scores[1] and scores[0] > scores[2] > 0
    rare = bm25(["debt", "cash"], [["debt"], ["cash"], ["cash"], ["cash"]])
    assert rare[0] > rare[1] > 0
    assert bm25(["none"], chunks).tolist() == [0, 0, 0, 0] and len(bm25(["cash"], [])) == 0
    assert terms("营业收入 Cash (77)", Charset()) == ["cash", "77", "营业", "业收", "收入"]


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
    answers, (reading,) = OcrTextReader(reader).answer_all(QUESTIONS, [page])
    assert cer(reading.chars, page.text) < 0.1, reading.text
    figure = reading.boxes[reading.chars.index("1,024") :][:5]
    painted = page.boxes[page.text.index("1,024") :][:5]
    assert np.abs(figure - painted).max() < 6  # px
    assert all(answer.text_tokens == num_text_tokens([reading], "en") for answer in answers)


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
