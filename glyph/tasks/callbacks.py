"""Callbacks: training speed, what chance does in a step, and checkpoints that a kill cannot tear."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import lightning as L
import numpy as np
import torch
from lightning.pytorch.plugins.io import TorchCheckpointIO


class Speed(L.Callback):
    """Logs items a second, and the share of time spent waiting for data."""

    def __init__(self) -> None:
        self.started = self.waited = self.ended = 0.0
        self.items = 0

    def on_train_epoch_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        self.started = self.ended = time.perf_counter()
        self.waited, self.items = 0.0, 0

    def on_train_batch_start(
        self, trainer: L.Trainer, pl_module: L.LightningModule, batch: Any, batch_idx: int
    ) -> None:
        self.waited += time.perf_counter() - self.ended

    def on_train_batch_end(
        self, trainer: L.Trainer, pl_module: L.LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        self.ended = time.perf_counter()
        self.items += len(batch["ids"]) if isinstance(batch, dict) else len(batch)

    def on_train_epoch_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        spent = max(self.ended - self.started, 1e-9)
        pl_module.log("speed/items_per_s", self.items / spent)
        pl_module.log("speed/data_wait_share", self.waited / spent)


class StepSeed(L.Callback):
    """Draws the dropout of each step from (seed, step), so that a resumed run draws what the whole one would have."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def on_train_batch_start(
        self, trainer: L.Trainer, pl_module: L.LightningModule, batch: Any, batch_idx: int
    ) -> None:
        stream = [self.seed, trainer.global_rank, trainer.global_step, batch_idx]
        torch.manual_seed(int(np.random.default_rng(stream).integers(1 << 63)))


class AtomicCheckpointIO(TorchCheckpointIO):
    """Writes a checkpoint beside its place and moves it there: after a kill, the old one or the new one is whole."""

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        part = Path(f"{path}.part")
        super().save_checkpoint(checkpoint, part, storage_options)
        part.replace(path)
