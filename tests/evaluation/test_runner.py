"""What a run over a data set adds to the scores of single answers."""

from __future__ import annotations

import pytest

from glyph.data.sample import Question, Sample
from glyph.evaluation.runner import Prediction, not_stated_f1
from glyph.readers.answer import Answer
from glyph.tasks.scores import Score, costs


def predicted(right: str, told: str) -> Prediction:
    question = Question("What was it?", right, (), None, "lookup")
    return Prediction(
        Sample("s", (question,), None, language="en", source="t"), question, (), Answer(told, 1.0), Score(0, 0, None)
    )


def test_not_stated_f1() -> None:
    """Two of three that are absent are told, in whatever words and language, and one that is there is called absent."""
    found = [
        predicted("not stated", "Not disclosed."), predicted("未披露", "没有披露"), predicted("not stated", "7"),
        predicted("7", "not stated"), predicted("7", "8"), predicted("7", "7"),
    ]  # fmt: skip
    assert not_stated_f1(found) == pytest.approx(2 * 2 / (3 + 3))
    assert not_stated_f1(found[2:3]) == 0 and not_stated_f1(found[-1:]) == 0


def test_all_that_a_question_costs_is_counted() -> None:
    seen = Answer("7", 1.0, visual_tokens=40, overview_tokens=10, text_tokens=20, pixels=900)
    told = costs([seen, Answer("7", 1.0, text_tokens=30)], 90.0)
    assert (told["visual_tokens"], told["overview_tokens"], told["text_tokens"], told["pixels"]) == (20, 5, 25, 450)
    assert told["compression_ratio"] == 90 / 40 and told["total_compression_ratio"] == 90 / 90
    assert "compression_ratio" not in costs([Answer("7", 1.0)], 90.0), "a guesser compresses nothing"
