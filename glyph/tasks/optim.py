"""Optimizers and schedules: learning rates and freezing by part, Muon for hidden matrices, warm-up and decay."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from lightning.pytorch import Trainer
from torch import Tensor, nn
from torch.optim import AdamW, Muon, Optimizer
from torch.optim.lr_scheduler import LambdaLR


class MuonAdamW(Optimizer):
    """Muon (Jordan et al. 2024) for matrices inside the network, AdamW for everything else, as one optimizer.

    Embeddings, output layers, biases and norms stay with AdamW. Group options follow ``torch.optim``.
    """

    def __init__(
        self, matrices: Iterable[dict[str, Any]], others: Iterable[dict[str, Any]], weight_decay: float
    ) -> None:
        matrices, others = list(matrices), list(others)
        self.parts: list[Optimizer] = []
        if matrices:
            self.parts.append(Muon(matrices, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"))
        if others:
            self.parts.append(AdamW(others, weight_decay=weight_decay, betas=(0.9, 0.98)))
        groups = [group for part in self.parts for group in part.param_groups]
        super().__init__(groups, {})
        self.param_groups = groups  # the very dicts of the parts, so that a scheduler reaches them

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for part in self.parts:
            part.step()
        return loss

    def zero_grad(self, set_to_none: bool = True) -> None:
        for part in self.parts:
            part.zero_grad(set_to_none)

    def state_dict(self) -> dict[str, Any]:
        return {"parts": [part.state_dict() for part in self.parts]}

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        for part, state in zip(self.parts, state_dict["parts"], strict=True):
            part.load_state_dict(state)
        self.param_groups = [group for part in self.parts for group in part.param_groups]


def build_optimizer(
    module: nn.Module, lr: Mapping[str, float], weight_decay: float = 0.02, muon_share: float = 3.0
) -> Optimizer:
    """One optimizer over the trainable parameters of a module, with a learning rate for each part.

    Args:
        module: whose submodules are the parts; what is to stay frozen is frozen already, see ``freeze_parts``.
        lr: learning rate by submodule name (dotted for inner ones, which leave the outer one's rate for their own);
            what the module can do without and does is passed over.
        weight_decay: for all groups.
        muon_share: Muon's rate as a multiple of the part's; 0 trains everything with AdamW.

    Raises:
        ValueError: when ``lr`` names no part of the module, or nothing is left to train.
    """
    part_of = _part_of(module, lr)
    parts = dict(module.named_modules())
    matrices: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for name, rate in lr.items():
        if rate <= 0 or _does_without(parts, name):
            continue
        hidden, rest = ([p for p in half if part_of[p] == name] for half in split_hidden(parts[name]))
        if muon_share == 0.0:
            hidden, rest = [], hidden + rest
        if hidden:
            matrices.append({"params": hidden, "lr": rate * muon_share})
        if rest:
            others.append({"params": rest, "lr": rate})
    if not matrices and not others:
        raise ValueError("no parameter is left to train: every part has learning rate 0")
    return MuonAdamW(matrices, others, weight_decay)


def freeze_parts(module: nn.Module, lr: Mapping[str, float]) -> None:
    """Freeze the parameters of a module that have learning rate 0, or none; the others stay as they are.

    Args:
        module: whose submodules are the parts.
        lr: learning rate by submodule name, as of ``build_optimizer``.

    Raises:
        ValueError: when ``lr`` names no part of the module.
    """
    part_of = _part_of(module, lr)
    for parameter in module.parameters():
        if parameter not in part_of or lr[part_of[parameter]] <= 0:
            parameter.requires_grad_(False)


def _part_of(module: nn.Module, lr: Mapping[str, float]) -> dict[Tensor, str]:
    """The innermost named part that each parameter belongs to; those of no part are left out."""
    parts = dict(module.named_modules())
    named = [name for name in lr if not _does_without(parts, name)]
    unknown = sorted(set(named) - set(parts))
    if unknown:
        names = ", ".join(name for name, _ in module.named_children())
        raise ValueError(f"lr names {unknown[0]!r}, which is no part of the model; the parts are {names}")
    named.sort(key=lambda name: name.count("."))  # outer before inner
    return {parameter: name for name in named for parameter in parts[name].parameters()}


def _does_without(parts: Mapping[str, nn.Module], name: str) -> bool:
    """Whether a part is one that its owner has a place for and leaves empty, as ``UnitEncoder.question``."""
    owner, _, own = name.rpartition(".")
    return owner in parts and getattr(parts[owner], own, own) is None


def split_hidden(module: nn.Module) -> tuple[list[Tensor], list[Tensor]]:
    """Trainable parameters: matrices of linear layers that map hidden to hidden features, and the rest.

    Layers that end the network (class logits, gates) and LoRA factors are not hidden; they suit AdamW better.
    """
    hidden: list[Tensor] = []
    chosen: set[int] = set()
    for name, child in module.named_modules():
        output = name.rsplit(".", 1)[-1] in ("classifier", "lm_head", "presence", "geometry", "gate")
        if isinstance(child, nn.Linear) and not output and "lora_" not in name and child.weight.requires_grad:
            hidden.append(child.weight)
            chosen.add(id(child.weight))
    return hidden, [p for p in module.parameters() if p.requires_grad and id(p) not in chosen]


def warmup_cosine(optimizer: Optimizer, total_steps: int, warmup_steps: int = 100, floor: float = 0.05) -> LambdaLR:
    """Linear warm-up, then cosine decay to ``floor`` of the peak (SGDR, arXiv 1608.03983, one cycle)."""

    def factor(step: int) -> float:
        if step < warmup_steps:
            return (step + 1) / max(1, warmup_steps)
        progress = min(1.0, (step - warmup_steps) / max(1, total_steps - warmup_steps))
        return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * progress))

    return LambdaLR(optimizer, factor)


def num_training_steps(trainer: Trainer) -> int:
    """How many optimizer steps a run takes.

    Lightning's ``estimated_stepping_batches`` starts the data loaders to find out, before a checkpoint's epoch is
    known: a resumed run would then begin with the data of epoch 0. Our data modules say how long an epoch is.
    """
    length = getattr(getattr(trainer, "datamodule", None), "steps_per_epoch", None)
    if length is None:
        return int(trainer.estimated_stepping_batches)
    if trainer.max_steps > 0:
        return trainer.max_steps
    limit = trainer.limit_train_batches
    num_batches = min(length, limit) if isinstance(limit, int) else int(length * limit)
    return math.ceil(num_batches / trainer.accumulate_grad_batches) * (trainer.max_epochs or 1)
