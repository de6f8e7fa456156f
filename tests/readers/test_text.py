"""Readers of text beside the reader of images: what they are given, what they cost, and where they point."""

from __future__ import annotations

import numpy as np
import pytest

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import num_text_tokens
from glyph.readers.retrieval import RetrievalReader
from glyph.readers.text import TextReader, TruncatedReader, answer_from_text, text_pages
from glyph.readers.torch_reader import TorchReader
from glyph.tasks.scores import score_document
from tests.tiny import SAMPLES, rendered, tiny_config, tiny_reader, tiny_sample

PAGES = list(rendered(SAMPLES[0])[1])
QUESTIONS = [question.text for question in SAMPLES[0].questions]
LONG = tiny_sample("long", [(f"Item {number}", f"{number},{number:03d}") for number in range(10, 60)])


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader(grid={"max_visual_tokens": 4096, "max_positions": 8192})


def test_all_of_them_answer_and_are_scored(reader: TorchReader) -> None:
    for baseline in (TextReader(reader), RetrievalReader(reader), TruncatedReader(reader)):
        answers = baseline.answer(QUESTIONS, PAGES)
        assert len(answers) == len(QUESTIONS)
        assert all(answer.visual_tokens == answer.pixels == 0 < answer.text_tokens for answer in answers)
        assert all(answer.words > 0 and answer.num_tokens == answer.text_tokens for answer in answers)
        assert len(score_document(baseline, SAMPLES[0], PAGES).scores) == len(QUESTIONS)
    assert score_document(TextReader(reader), SAMPLES[0], PAGES).cer == 0.0


def test_text_costs_its_characters(reader: TorchReader) -> None:
    pages = text_pages(reader, PAGES)
    num_chars = sum(len(page.text) for page in PAGES)
    assert num_text_tokens(num_chars, "en") == round(num_chars / 4.2) < num_text_tokens(num_chars, "zh")
    (answer,) = answer_from_text(reader, ["现金是多少？"], pages, pages.readings)
    assert answer.text_tokens == num_text_tokens(num_chars, "zh")


def test_truncated_text_costs_what_the_pages_do(reader: TorchReader) -> None:
    _, pages = rendered(LONG, tiny_config(font_size_pt=6, line_height=1.0))
    answer = TruncatedReader(reader).answer("What was Item 10?", pages)
    budget = reader.grid.num_visual_tokens(page.grey for page in pages)
    num_chars = sum(len(page.text) for page in pages)
    assert len(pages) > 1 and answer.text_tokens == min(budget, num_text_tokens(num_chars, "en"))
    for limited in (TruncatedReader(reader), TextReader(reader)):
        assert limited.answer("What was Item 10?", pages, budget=5).text_tokens == 5


def test_pages_that_tell_no_text_are_read_first(reader: TorchReader) -> None:
    answer = TextReader(reader).answer("What was Revenue?", [PAGES[0].image])
    reading = reader.read([PAGES[0].image])[0]
    assert answer.pixels == PAGES[0].image.size
    assert answer.text_tokens == num_text_tokens(len(reading.chars), "en")
    white = np.full((64, 64), 255, np.uint8)
    told = TextReader(reader).answer("What was Revenue?", [white])
    assert told.confidence == 0 and told.needs_review and "nothing legible" in told.reason


def test_a_document_is_drawn_for_its_text(reader: TorchReader) -> None:
    assert SAMPLES[0].document is not None
    answer = TextReader(reader).answer("What was Revenue?", SAMPLES[0].document)
    assert [page.text for page in answer.pages] == [PAGES[0].text]
    assert Reading.painted(answer.pages[0]).text == PAGES[0].reading_text()
