"""A hub model as a reader: pages through its processor, budgets, confidence and replies that think aloud."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from glyph.readers.hub_vlm import HubVLMReader, _final_answer
from tests.tiny import SAMPLES, rendered
from tests.tiny_vlm import KINDS, PATCH_PX

PAGES = list(rendered(SAMPLES[0])[1])


@pytest.fixture(scope="module", params=KINDS)
def reader(request: pytest.FixtureRequest, tiny_vlm_folders: dict[str, Path]) -> HubVLMReader:
    return HubVLMReader.open(tiny_vlm_folders[request.param], max_new_tokens=4)


def test_visual_tokens_are_the_processors_own(reader: HubVLMReader) -> None:
    side = 2 * PATCH_PX  # of a visual token
    image = np.full((6 * side, 5 * side), 255, np.uint8)
    answer = reader.answer("What?", [image])
    assert answer.visual_tokens == 30 and answer.pixels == image.size and answer.evidence == ()
    assert reader.answer("What?", [image, image]).visual_tokens == 60
    assert answer.text_tokens == answer.words == answer.overview_tokens == 0


def test_pages_are_shrunk_into_a_budget_or_the_context(reader: HubVLMReader) -> None:
    image = Image.new("L", (12 * 2 * PATCH_PX, 10 * 2 * PATCH_PX), 255)
    whole = reader.answer("What?", [image])
    assert whole.visual_tokens == 120
    for budget in (100, 20, 4):
        assert 0 < reader.answer("What?", [image], budget).visual_tokens <= budget
    with pytest.raises(ValueError, match=r"3 pages cost this model at least \d+ visual tokens, over the limit of 1"):
        reader.answer("What?", [image] * 3, budget=1)
    text_config = reader.model.config.get_text_config()
    before = text_config.max_position_embeddings
    num_text = reader.inputs("What?", [image.convert("RGB")])["input_ids"].shape[1] - 120
    text_config.max_position_embeddings = num_text + reader.max_new_tokens + 50
    try:
        assert 0 < reader.answer("What?", [image]).visual_tokens <= 50
    finally:
        text_config.max_position_embeddings = before


def test_it_is_as_sure_as_its_least_sure_token(reader: HubVLMReader) -> None:
    answer = reader.answer("What was Revenue?", PAGES)
    assert 0 < answer.confidence < 1 and answer.needs_review and "is under 0.79" in answer.reason
    longer = HubVLMReader(reader.model, reader.processor, max_new_tokens=8).answer("What was Revenue?", PAGES)
    assert longer.confidence <= answer.confidence
    trusting = HubVLMReader(reader.model, reader.processor, max_new_tokens=4, review_confidence=0.0)
    assert not trusting.answer("What was Revenue?", PAGES).needs_review
    assert math.isclose(trusting.answer("What was Revenue?", PAGES).confidence, answer.confidence)


@pytest.mark.parametrize("shape", [(3, 3000), (3000, 3), (1, 1)])
def test_odd_shapes_are_shown(reader: HubVLMReader, shape: tuple[int, int]) -> None:
    answer = reader.answer("What?", [Image.new("L", shape, 255)])
    assert answer.visual_tokens > 0


def test_documents_are_drawn(reader: HubVLMReader) -> None:
    assert SAMPLES[0].document is not None
    answer = reader.answer("What was Revenue?", SAMPLES[0].document)
    assert "Revenue" in "".join(page.text for page in answer.pages) and answer.visual_tokens > 0


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (" 1,204 ", "1,204"),
        ("<think>Revenue is\n1,204?</think><answer>1,204</answer>", "1,204"),
        ("<|begin_of_box|>1,204<|end_of_box|>", "1,204"),
        ("</think>", ""),
    ],
)
def test_thoughts_and_tags_are_left_out(reply: str, answer: str) -> None:
    assert _final_answer(reply) == answer
