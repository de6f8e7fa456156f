"""Copy path: padding changes nothing, distances have directions, and spans run forward."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from glyph.models.answering.copy_path import HEAD_SLOPES, Copied, Pointer, UnitEncoder, unit_distances
from glyph.models.answering.page_qa import copied_before
from glyph.text.words import UNIT_CHARS

Inputs = dict[str, Tensor]


def inputs(num_units: int = 6, asked: int = 3) -> Inputs:
    make = torch.Generator().manual_seed(0)
    corner = torch.rand(2, num_units, 2, generator=make) * 20
    return {
        "question_chars": torch.randint(0, 50, (3, asked, UNIT_CHARS), generator=make),
        "question_mask": torch.ones(3, asked, dtype=torch.bool),
        "unit_chars": torch.randint(0, 50, (2, num_units, UNIT_CHARS), generator=make),
        "unit_boxes": torch.cat([corner, corner + 1], dim=-1),
        "unit_mask": torch.ones(2, num_units, dtype=torch.bool),
        "unit_visual": torch.randn(2, num_units, 8, generator=make),
        "match": torch.rand(3, num_units, 3, generator=make),
        "partner": torch.zeros(3, num_units, dtype=torch.int64),
        "document": torch.tensor([0, 0, 1]),
    }


def padded(given: Inputs, units: int, asked: int) -> Inputs:
    out = dict(given)
    for name, dim, by in (
        ("question_chars", 1, asked), ("question_mask", 1, asked), ("unit_chars", 1, units), ("unit_boxes", 1, units),
        ("unit_mask", 1, units), ("unit_visual", 1, units), ("match", 1, units), ("partner", 1, units),
    ):  # fmt: skip
        tensor = given[name]
        fill = torch.zeros_like(tensor) if "mask" in name else torch.ones_like(tensor)  # rubbish where masked
        out[name] = torch.cat([tensor, fill.repeat_interleave(2, dim=dim)[:, :by]], dim=dim)
    return out


@pytest.fixture(scope="module")
def encoder() -> UnitEncoder:
    torch.manual_seed(0)
    return UnitEncoder(50, 8, width=16, depth=2, num_heads=4, num_registers=3).eval()


@pytest.mark.parametrize("units, asked", [(4, 0), (0, 2), (5, 3)])
def test_padding_changes_nothing(encoder: UnitEncoder, units: int, asked: int) -> None:
    given = inputs()
    with torch.no_grad():
        registers, states = encoder(**given)
        others, wider = encoder(**padded(given, units, asked))
    assert registers.shape == (3, 3, 16) and states.shape == (3, 6, 16)
    torch.testing.assert_close(others, registers, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(wider[:, :6], states, rtol=1e-4, atol=1e-5)


def test_questions_look_at_their_own_document(encoder: UnitEncoder) -> None:
    given = inputs()
    changed = {**given, "unit_chars": given["unit_chars"].clone()}
    changed["unit_chars"][1] = 3
    with torch.no_grad():
        before, after = encoder(**given)[1], encoder(**changed)[1]
    assert torch.equal(before[:2], after[:2]) and not torch.allclose(before[2], after[2])


def test_place_matters_but_not_where_the_page_begins(encoder: UnitEncoder) -> None:
    given = inputs()
    moved = {**given, "unit_boxes": given["unit_boxes"] + 7}
    spread = {**given, "unit_boxes": given["unit_boxes"] * torch.tensor([1.0, 3.0, 1.0, 3.0])}
    with torch.no_grad():
        before, after, other = (encoder(**each)[1] for each in (given, moved, spread))
    torch.testing.assert_close(before, after, rtol=1e-3, atol=1e-4)
    assert not torch.allclose(before, other, atol=1e-3)


def test_distances_have_directions() -> None:
    boxes = torch.tensor([[[0.0, 0, 2, 1], [5.0, 0, 6, 1], [0.0, 4, 2, 5], [200.0, 0, 201, 1]]])
    above, below, left, right = unit_distances(boxes)[:, 0]
    assert float(right[0, 1]) == 3 and float(left[1, 0]) == 3 and float(left[0, 1]) == 0
    assert float(below[0, 2]) == 4 and float(above[2, 0]) == 4 and float(above[0, 2]) == 0
    assert float(right[0, 3]) == 60  # capped
    assert not unit_distances(boxes).diagonal(dim1=-2, dim2=-1).any()


def test_slopes_begin_as_planned(encoder: UnitEncoder) -> None:
    slopes = torch.nn.functional.softplus(encoder.get_parameter("blocks.0.slopes"))
    torch.testing.assert_close(slopes[:, ::2], torch.tensor(HEAD_SLOPES), rtol=1e-4, atol=1e-5)


def test_spans_end_where_they_start_or_later() -> None:
    torch.manual_seed(0)
    pointer = Pointer(12, 16)
    units, states = torch.randn(5, 7, 16), torch.randn(5, 12)
    mask = torch.arange(7) < torch.tensor([1, 3, 7, 7, 5])[:, None]
    nothing = Copied.nothing(mask)
    start = pointer.start_logits(states, units, mask, nothing).argmax(-1)
    assert bool((start < mask.sum(-1)).all())
    for first in (start, torch.zeros_like(start), mask.sum(-1) - 1):
        end = pointer.end_logits(states, units, mask, nothing, first)
        assert bool((end.argmax(-1) >= first).all()) and bool((end.argmax(-1) < mask.sum(-1)).all())
        assert bool((end.softmax(-1)[torch.arange(7) < first[:, None]] < 1e-6).all())
    assert pointer.embedding(units, start, start).shape == (5, 12)


def test_what_was_copied_before_is_the_same_by_steps_and_all_at_once() -> None:
    """Answer 0 copies units 1 to 2, writes, copies unit 4 and ends; answer 1 writes and copies unit 0."""
    gates = torch.tensor([1, 0, 1, 0, 0, 1])
    spans = torch.tensor([[1, 2], [-100, -100], [4, 4], [-100, -100], [-100, -100], [0, 0]])
    rows, mask = torch.tensor([0, 0, 0, 0, 1, 1]), torch.ones(2, 5, dtype=torch.bool)
    before = copied_before(gates, spans, rows, mask)
    assert before.num_spans.tolist() == [0, 1, 1, 2, 0, 0]
    assert before.units.nonzero().tolist() == [[1, 1], [1, 2], [2, 1], [2, 2], [3, 1], [3, 2], [3, 4]]
    state = Copied.nothing(mask).after(torch.tensor([1, 0]), torch.tensor([2, 0]), torch.tensor([True, False]))
    assert state.num_spans.tolist() == [1, 0] and torch.equal(state.units[0], before.units[1])


def test_coverage_keeps_a_unit_from_being_copied_twice() -> None:
    torch.manual_seed(0)
    pointer, mask = Pointer(12, 16), torch.ones(1, 7, dtype=torch.bool)
    states, units = torch.randn(1, 12), torch.randn(1, 7, 16)
    first = pointer.start_logits(states, units, mask, Copied.nothing(mask)).argmax(-1)
    with torch.no_grad():
        pointer.coverage.fill_(-100.0)
    again = pointer.start_logits(states, units, mask, Copied.nothing(mask).after(first, first, torch.tensor([True])))
    assert int(again.argmax(-1)) != int(first)
