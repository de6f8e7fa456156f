"""The curriculum: stages follow from the step's number alone, and crops are as it says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.feed.curriculum import CurriculumBatches, Drawn, Stage
from glyph.data.pages.text_pages import TextPages, collate_text_pages

STAGES = [Stage(0.4, 64, 4, 10.0), Stage(1.0, 96, 2)]


@given(steps=st.integers(1, 9), epochs=st.integers(1, 6), resumed=st.integers(0, 5))
def test_a_resumed_run_sees_what_the_whole_one_would_have(steps: int, epochs: int, resumed: int) -> None:
    whole = CurriculumBatches(STAGES, steps, epochs)
    batches = []
    for epoch in range(epochs):
        whole.sampler.set_epoch(epoch)
        assert len(whole) == steps
        batches += list(whole)
    again = list(CurriculumBatches(STAGES, steps, epochs, epoch=min(resumed, epochs - 1)))
    first = min(resumed, epochs - 1) * steps
    assert again == batches[first : first + steps]
    indices = [drawn.index for batch in batches for drawn in batch]
    assert len(set(indices)) == len(indices), "no crop is shown twice"
    for number, batch in enumerate(batches):
        stage = STAGES[0] if number < 0.4 * (steps * epochs) else STAGES[1]
        assert len(batch) == stage.batch_size
        assert {(drawn.crop_px, drawn.smallest_px) for drawn in batch} == {(stage.crop_px, stage.smallest_px)}


def test_crops_grow() -> None:
    batches = list(CurriculumBatches(STAGES, 10, 1))
    sides = [batch[0].crop_px for batch in batches]
    assert sides == [64] * 4 + [96] * 6 and all(a <= b for a, b in pairwise(sides))
    pages = TextPages(seed=1, wear_prob=0.0)
    for batch in (batches[0], batches[-1]):
        shown = collate_text_pages([pages[drawn] for drawn in batch])
        assert shown["pixel_values"].shape == (len(batch), 1, batch[0].crop_px, batch[0].crop_px)
        assert len(shown["ids"])


def test_type_is_no_smaller_than_the_stage_says() -> None:
    pages = TextPages(seed=1, wear_prob=0.0, sizes_px=(7.0, 16.0), random_share=1.0)
    heights = []
    for index in range(12):
        boxes = pages[Drawn(index, 96, 9.0)].boxes
        heights += (boxes[:, 3] - boxes[:, 1]).tolist()
    assert min(heights) >= 15.9


@pytest.mark.parametrize("stages", [[], [Stage(0.5, 64, 2)], [Stage(1.0, 64, 2), Stage(0.5, 64, 2)]])
def test_stages_must_be_in_order_and_reach_the_end(stages: list[Stage]) -> None:
    with pytest.raises(ValueError, match="the last until 1"):
        CurriculumBatches(stages, 10, 1)


@pytest.mark.parametrize("values", [(0.0, 64, 2), (1.5, 64, 2), (0.5, 0, 2), (0.5, 64, 0)])
def test_a_stage_checks_its_numbers(values: tuple[float, int, int]) -> None:
    with pytest.raises(ValueError, match="until must be"):
        Stage(*values)
