"""Optimizers: a rate for each part, frozen parts stay, and a state that goes on where it stopped."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.optim import SGD

from glyph.models.answering.page_qa import PageQA
from glyph.tasks.optim import MuonAdamW, build_optimizer, freeze_parts, split_hidden, warmup_cosine
from tests.tiny import tiny_batch, tiny_reader

RATES = {"projector": 1e-2, "language": 2e-2, "copy_path": 3e-2, "pointer": 0.0}


def losses(model: PageQA, batch: Any) -> Tensor:
    parts = model(batch)
    return parts["language"] + parts["gate"] + parts["pointer"]


def test_every_part_has_its_rate() -> None:
    model = tiny_reader().model
    optimizer = build_optimizer(model, RATES, muon_share=3.0)
    rate = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    for name in ("projector", "language", "copy_path"):
        found = {rate[id(p)] for p in getattr(model, name).parameters()}
        assert found == {RATES[name], 3 * RATES[name]}
    for name in ("encoder", "pointer", "register_map"):  # rate 0, or not named
        assert not any(id(p) in rate for p in getattr(model, name).parameters())
    listed = [id(p) for group in optimizer.param_groups for p in group["params"]]
    assert len(listed) == len(set(listed))


def test_dotted_parts() -> None:
    model = tiny_reader().model
    freeze_parts(model, {"encoder.ocr_head": 1e-3})
    taught = {name for name, p in model.named_parameters() if p.requires_grad}
    assert taught and all(name.startswith("encoder.ocr_head.") for name in taught)


@pytest.mark.parametrize("inner", [0.0, 1e-4])
def test_an_inner_part_leaves_the_outer_ones_rate(inner: float) -> None:
    model = tiny_reader().model
    rates = {"copy_path.question": inner, "copy_path": 1e-2}
    freeze_parts(model, rates)
    optimizer = build_optimizer(model, rates, muon_share=1.0)
    rate = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    for name, p in model.copy_path.named_parameters():
        expected = inner if name.startswith("question.") else 1e-2
        assert (rate.get(id(p), 0.0), p.requires_grad) == (expected, expected > 0), name


def test_a_part_that_a_model_does_without_is_passed_over() -> None:
    model = tiny_reader(copy={"width": 32, "depth": 1, "num_heads": 2}).model
    assert model.copy_path.question is None
    optimizer = build_optimizer(model, {"copy_path.question": 1e-4, "copy_path": 1e-2}, muon_share=1.0)
    assert {group["lr"] for group in optimizer.param_groups} == {1e-2}


@pytest.mark.parametrize("muon_share", [0.0, 3.0])
def test_a_step_moves_the_taught_and_only_them(muon_share: float) -> None:
    reader = tiny_reader()
    model, batch = reader.model.train(), tiny_batch(reader)
    rates = {**RATES, "pointer": 1e-2, "register_map": 1e-2}
    freeze_parts(model, rates)
    optimizer = build_optimizer(model, rates, muon_share=muon_share)
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    losses(model, batch).backward()
    for name, p in model.named_parameters():
        assert (p.grad is not None) == p.requires_grad, name
        assert p.grad is None or bool(torch.isfinite(p.grad).all()), name
    optimizer.step()
    for name, p in model.named_parameters():
        if not p.requires_grad:
            assert torch.equal(p, before[name]), name
        elif bool(p.grad.any()):  # type: ignore[union-attr]
            assert not torch.equal(p, before[name]), name
    optimizer.zero_grad()
    assert all(p.grad is None for p in model.parameters())


def test_every_part_gets_a_gradient() -> None:
    reader = tiny_reader()
    question = reader.model.copy_path.question
    assert question is not None
    for last in (question.out, question.role):
        nn.init.normal_(last.weight)  # at zero, as they begin, nothing behind them learns in the first step
    losses(reader.model.train(), tiny_batch(reader)).backward()
    for name in ("encoder.vision", "projector", "language", "copy_path", "pointer", "register_map"):
        part = reader.model.get_submodule(name)
        silent = [n for n, p in part.named_parameters() if p.grad is None or not p.grad.any()]
        assert len(silent) <= 0.2 * len(list(part.parameters())), (name, silent)


def test_unknown_parts_and_nothing_to_train() -> None:
    model = tiny_reader().model
    with pytest.raises(ValueError, match="lr names 'visoin', which is no part of the model; the parts are encoder, "):
        build_optimizer(model, {"visoin": 1e-3})
    with pytest.raises(ValueError, match="lr names 'visoin'"):
        freeze_parts(model, {"visoin": 1e-3})
    with pytest.raises(ValueError, match="no parameter is left to train"):
        build_optimizer(model, {"projector": 0.0})


def test_freezing_frees_nothing() -> None:
    model = tiny_reader(lora={"rank": 2, "alpha": 4}).model
    freeze_parts(model, {"language": 1e-3, "encoder": 0.0})
    taught = {name for name, p in model.named_parameters() if p.requires_grad}
    assert taught and all("lora_" in name for name in taught), "what LoRA froze stays frozen"


def test_muon_takes_hidden_matrices_alone() -> None:
    head = nn.ModuleDict({"inner": nn.Linear(4, 4), "classifier": nn.Linear(4, 9), "look": nn.Embedding(3, 4)})
    hidden, rest = split_hidden(head)
    assert [id(p) for p in hidden] == [id(head["inner"].weight)]
    assert len(hidden) + len(rest) == len(list(head.parameters()))


@pytest.mark.parametrize("muon_share", [0.0, 3.0])
def test_state_round_trip_goes_on_identically(muon_share: float) -> None:
    torch.manual_seed(0)
    first = nn.Sequential(nn.Linear(6, 6), nn.GELU(), nn.Linear(6, 6), nn.LayerNorm(6))
    data = torch.randn(20, 3, 6)

    def make(module: nn.Module) -> tuple[MuonAdamW, torch.optim.lr_scheduler.LambdaLR]:
        optimizer = build_optimizer(module, {"0": 1e-2, "2": 3e-2, "3": 1e-2}, muon_share=muon_share)
        assert isinstance(optimizer, MuonAdamW)
        return optimizer, warmup_cosine(optimizer, 20, 3)

    def go(module: nn.Module, optimizer: Any, scheduler: Any, steps: range) -> None:
        for step in steps:
            module(data[step]).square().mean().backward()
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()

    parts = make(first)
    go(first, *parts, range(8))
    second = copy.deepcopy(first)
    others = make(second)
    others[0].load_state_dict(copy.deepcopy(parts[0].state_dict()))
    others[1].load_state_dict(copy.deepcopy(parts[1].state_dict()))
    assert [g["lr"] for g in parts[0].param_groups] == [g["lr"] for g in others[0].param_groups]
    go(first, *parts, range(8, 20))
    go(second, *others, range(8, 20))
    for one, two in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.equal(one, two)


def test_warmup_then_cosine_to_the_floor() -> None:
    optimizer = SGD([nn.Parameter(torch.zeros(1))], lr=2.0)
    scheduler = warmup_cosine(optimizer, total_steps=100, warmup_steps=10, floor=0.05)
    rates = []
    for _ in range(105):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    assert rates[0] == pytest.approx(0.2) and rates[9] == rates[10] == pytest.approx(2.0)
    assert rates[55] == pytest.approx(2.0 * (0.05 + 0.95 / 2))
    assert rates[10:100] == sorted(rates[10:100], reverse=True)
    assert rates[100] == rates[104] == pytest.approx(0.1)
