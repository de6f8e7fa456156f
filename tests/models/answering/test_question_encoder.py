"""Question encoder: put into a copy path it changes nothing, learns, and tells which of two mentions comes first."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from glyph.models.answering.copy_path import UnitEncoder, found_of
from glyph.models.answering.question_encoder import QuestionEncoder, rotary_turns
from glyph.models.attention import rotate
from glyph.text.words import UNIT_CHARS

SIZES = {"width": 16, "depth": 2, "num_heads": 2}


def asked(num: int = 2, length: int = 5) -> tuple[Tensor, Tensor]:
    chars = torch.randint(1, 50, (num, length, UNIT_CHARS), generator=torch.Generator().manual_seed(0))
    return chars, torch.ones(num, length, dtype=torch.bool)


@pytest.fixture
def encoder() -> QuestionEncoder:
    torch.manual_seed(0)
    made = QuestionEncoder(50, 3, 12, **SIZES)
    torch.nn.init.normal_(made.out.weight)
    torch.nn.init.normal_(made.role.weight)
    return made


def test_it_starts_by_adding_nothing() -> None:
    registers, units, roles = QuestionEncoder(50, 3, 12, **SIZES)(*asked())
    assert registers.shape == (2, 3, 12) and units.shape == roles.shape == (2, 5, 12)
    assert not registers.any() and not units.any() and not roles.any()


def test_padding_changes_nothing(encoder: QuestionEncoder) -> None:
    chars, mask = asked()
    registers, units, roles = encoder(chars, mask)
    wider = encoder(torch.cat([chars, chars[:, :2]], dim=1), torch.cat([mask, ~mask[:, :2]], dim=1))
    torch.testing.assert_close(wider[0], registers)
    torch.testing.assert_close(wider[1][:, :5], units)
    torch.testing.assert_close(wider[2][:, :5], roles)


def test_a_question_without_units_has_registers(encoder: QuestionEncoder) -> None:
    chars, mask = asked()
    registers, *_ = encoder(chars, torch.zeros_like(mask))
    assert registers.isfinite().all()


def test_turning_by_position_keeps_lengths_and_makes_products_relative() -> None:
    x = torch.randn(1, 1, 1, 8, generator=torch.Generator().manual_seed(0)).expand(1, 1, 6, 8)
    placed = rotate(x, rotary_turns(6, 8, x.device))
    torch.testing.assert_close(placed.norm(dim=-1), x.norm(dim=-1))
    products = (placed @ placed.transpose(-1, -2))[0, 0]
    torch.testing.assert_close(products[1, 3], products[2, 4])
    assert abs(products[1, 3] - products[1, 4]) > 1e-3


def page(question: Tensor) -> dict[str, Tensor]:
    make = torch.Generator().manual_seed(1)
    corner = torch.rand(1, 4, 2, generator=make) * 20
    return {
        "question_chars": question,
        "question_mask": torch.ones(question.shape[:2], dtype=torch.bool),
        "unit_chars": torch.randint(1, 50, (1, 4, UNIT_CHARS), generator=make),
        "unit_boxes": torch.cat([corner, corner + 1], dim=-1),
        "unit_mask": torch.ones(1, 4, dtype=torch.bool),
        "unit_visual": torch.randn(1, 4, 8, generator=make),
        "match": torch.zeros(len(question), 4, 3),
        "partner": torch.tensor([[0, 2, 0, 5]] * len(question)),
        "document": torch.zeros(len(question), dtype=torch.int64),
    }


@torch.no_grad()
def test_a_question_read_backwards_is_another_one_only_with_it() -> None:
    torch.manual_seed(0)
    blind = UnitEncoder(50, 8, width=12, depth=2, num_heads=2).eval()
    seeing = UnitEncoder(50, 8, width=12, depth=2, num_heads=2, question=SIZES).eval()
    seeing.load_state_dict(blind.state_dict(), strict=False)
    chars, _ = asked(1)
    there = [model(**page(chars)) for model in (blind, seeing)]
    torch.testing.assert_close(there[0], there[1])  # at zero, they are one
    assert seeing.question is not None
    torch.nn.init.normal_(seeing.question.out.weight)
    for model, differs in ((blind, False), (seeing, True)):
        states, back = model(**page(chars))[1], model(**page(chars.flip(1)))[1]
        assert torch.allclose(states, back, atol=1e-5) != differs


@torch.no_grad()
def test_a_unit_of_the_page_is_told_the_role_of_its_partner_alone() -> None:
    torch.manual_seed(0)
    model = UnitEncoder(50, 8, width=12, depth=0, num_heads=2, question=SIZES).eval()
    assert model.question is not None
    torch.nn.init.normal_(model.question.role.weight)
    given = page(asked(1)[0])
    states = model(**given)[1][0]
    alone = model(**{**given, "partner": torch.tensor([[0, 2, 0, 0]])})[1][0]
    assert torch.equal(states[:3], alone[:3]) and not torch.allclose(states[3], alone[3])


def test_what_the_page_holds_of_a_question_is_the_most_that_stands_for_each_unit() -> None:
    match = torch.tensor([[[1.0, 0.2, 0.0], [1.0, 0.5, 1.0], [0.0, 0.0, 0.0], [1.0, 0.1, 0.0]]])
    partner = torch.tensor([[2, 2, 0, 1]])
    expected = [[1.0, 0.1, 0.0], [1.0, 0.5, 1.0], [0.0, 0.0, 0.0]]
    assert found_of(match, partner, 3)[0].tolist() == torch.tensor(expected).tolist()


@torch.no_grad()
def test_a_question_of_which_the_page_holds_less_is_another_one() -> None:
    torch.manual_seed(0)
    model = UnitEncoder(50, 8, width=12, depth=0, num_heads=2, question=SIZES).eval()
    assert model.question is not None
    torch.nn.init.normal_(model.question.out.weight)
    torch.nn.init.normal_(model.question.found.weight)
    given = page(asked(1)[0])
    held = {**given, "match": torch.ones(1, 4, 3)}
    assert not torch.allclose(model(**given)[0], model(**held)[0])
