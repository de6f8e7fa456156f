"""What users put in by mistake or mischief: a clear answer or a clear error, soon."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from glyph.documents import DocumentBuilder
from glyph.readers.protocol import MAX_QUESTION_CHARS
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page, render
from tests.tiny import SAMPLES, rendered, tiny_batch, tiny_reader

PAGE = rendered(SAMPLES[0])[1][0]
MOST_STEPS = 24


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader()


@pytest.mark.parametrize(
    "question", ["a" * 200, "???????" * 20, "哈" * 200, "what what " * 20, "\u0301" * 50, "{0}{1}", "growth("]
)
def test_repeated_and_odd_characters_in_questions_are_answered(reader: TorchReader, question: str) -> None:
    answer = reader.answer(question, [PAGE])
    assert 0 <= answer.confidence <= 1 and len(answer.char_confidences) == len(answer.text)
    assert answer.text or answer.needs_review


@pytest.mark.parametrize("text", ["0" * 3000, "哈" * 1500, ".-" * 1000, "il" * 1500])
def test_pages_of_repeated_characters_are_read_and_asked(reader: TorchReader, text: str) -> None:
    builder = DocumentBuilder()
    builder.paragraph(text)
    page: Page = next(iter(render(builder.build(), reader.render_config)))
    answer = reader.answer("How many?", [page])
    assert len(answer.text) <= MOST_STEPS * len(text) and 0 <= answer.confidence <= 1


def test_an_answer_that_does_not_end_is_cut(reader: TorchReader) -> None:
    """No token ends it, as in a model that runs away."""
    batch = tiny_batch(reader)
    with torch.no_grad():
        made = reader.model.generate(batch, reader.model.prefix(batch), eos_id=-1)
    assert all(len(steps) == MOST_STEPS for steps in made.steps)


def test_questions_of_ten_thousand_characters_are_refused(reader: TorchReader) -> None:
    with pytest.raises(ValueError, match=f"has 10000 characters, over the limit of {MAX_QUESTION_CHARS}"):
        reader.answer("a" * 10_000, [PAGE])


def test_a_hundred_pages_are_answered_within_the_budget(reader: TorchReader) -> None:
    answer = reader.answer("What was revenue?", [PAGE] * 100)
    assert 0 < answer.visual_tokens - answer.overview_tokens <= reader.grid.max_visual_tokens
    assert all(0 <= page < 100 for page, _ in answer.evidence)
    with pytest.raises(ValueError, match="no page"):
        reader.answer("What?", [])


@pytest.mark.parametrize("contradicted", [False, True])
def test_blank_and_black_pages_are_answered_with_doubt(
    reader: TorchReader, monkeypatch: pytest.MonkeyPatch, contradicted: bool
) -> None:
    monkeypatch.setattr("glyph.readers.torch_reader.is_contradicted", lambda *given: contradicted)
    for shade in (0, 255):
        answer = reader.answer("What was revenue?", [np.full((64, 64), shade, np.uint8)])
        assert 0 <= answer.confidence <= 1 and len(answer.heatmap(0)) == 64
