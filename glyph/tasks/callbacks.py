"""Callbacks: training speed, what chance does in a step, Ctrl-C, and checkpoints that a kill cannot tear."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path
from types import FrameType
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


class CtrlC(L.Callback):
    """Ends a run on Ctrl-C even where its exception got lost, as in a finalizer: the next batch raises it again."""

    def __init__(self) -> None:
        self.pressed = False
        self._before: Any = None

    def setup(self, trainer: L.Trainer, pl_module: L.LightningModule, stage: str) -> None:
        if threading.current_thread() is threading.main_thread():  # elsewhere Python hands out no signals
            self.pressed = False
            self._before = signal.signal(signal.SIGINT, self._press) or signal.default_int_handler

    def _press(self, number: int, frame: FrameType | None) -> None:
        self.pressed = True
        raise KeyboardInterrupt

    def _stop_if_pressed(self) -> None:
        if self.pressed:
            raise KeyboardInterrupt

    def on_train_batch_start(
        self, trainer: L.Trainer, pl_module: L.LightningModule, batch: Any, batch_idx: int
    ) -> None:
        self._stop_if_pressed()

    def on_validation_batch_start(
        self, trainer: L.Trainer, pl_module: L.LightningModule, batch: Any, batch_idx: int, dataloader_idx: int = 0
    ) -> None:
        self._stop_if_pressed()

    def teardown(self, trainer: L.Trainer, pl_module: L.LightningModule, stage: str) -> None:
        if signal.getsignal(signal.SIGINT) == self._press:  # not while Lightning lets no Ctrl-C through to shut down
            signal.signal(signal.SIGINT, self._before)


class AtomicCheckpointIO(TorchCheckpointIO):
    """Writes a checkpoint beside its place and moves it there: after a kill, the old one or the new one is whole."""

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        part = Path(f"{path}.part")
        super().save_checkpoint(checkpoint, part, storage_options)
        part.replace(path)
