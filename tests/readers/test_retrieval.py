"""Retrieval: chunks of a text, ranked by a question, within a budget."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import num_text_tokens
from glyph.readers.retrieval import RetrievalReader, line_chunks
from glyph.readers.torch_reader import TorchReader
from glyph.readers.zoom import terms
from glyph.text.bm25 import bm25
from glyph.text.charset import Charset
from tests.tiny import rendered, tiny_reader, tiny_sample

LONG = tiny_sample("long", [(f"Item {number}", f"{number},{number:03d}") for number in range(10, 60)])


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader(grid={"max_visual_tokens": 4096, "max_positions": 8192})


def test_retrieval_finds_the_lines_in_question(reader: TorchReader) -> None:
    _, pages = rendered(LONG)
    retrieval = RetrievalReader(reader, budget=30, chunk_tokens=10)
    painted = [Reading.painted(page) for page in pages]
    chosen = retrieval.chosen("What was Item 47?", painted)
    assert "47,047" in "\n".join(reading.text for reading in chosen)
    assert 0 < num_text_tokens(sum(len(r.chars) for r in chosen), "en") <= 30
    assert [len(reading.chars) > 0 for reading in chosen].count(True) < len(pages)
    assert retrieval.answer("What was Item 47?", pages).text_tokens == num_text_tokens(
        sum(len(r.chars) for r in chosen), "en"
    )


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
