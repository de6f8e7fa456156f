"""Callbacks: logging and artefacts of a run, reproducible randomness per step, Ctrl-C, and atomic checkpoints."""

from __future__ import annotations

import logging
import shutil
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, Protocol, cast

import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from lightning.pytorch.plugins.io import TorchCheckpointIO

log = logging.getLogger(__name__)


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
        self.items += num_items(batch)

    def on_train_epoch_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        spent = max(self.ended - self.started, 1e-9)
        pl_module.log("speed/items_per_s", self.items / spent)
        pl_module.log("speed/data_wait_share", self.waited / spent)


def num_items(batch: Any) -> int:
    """Questions of a batch, or the characters of a batch of text pages."""
    return len(batch["ids"]) if isinstance(batch, Mapping) and "ids" in batch else len(batch)


class LogSettings(L.Callback):
    """Tells every logger the whole config, and the size of the network once it is known what is frozen."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = dict(settings)

    def on_fit_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        counts = {
            "num_params": sum(p.numel() for p in pl_module.parameters()),
            "num_frozen_params": sum(p.numel() for p in pl_module.parameters() if not p.requires_grad),
        }
        for logger in trainer.loggers:
            logger.log_hyperparams({**self.settings, **counts})


class _Finished(Protocol):
    """What ``FinishedModel`` asks of a task."""

    def calibrate(self) -> None: ...

    def save(self, folder: Path, metrics: Mapping[str, float]) -> None: ...


class FinishedModel(L.Callback):
    """When training is done: fits the model's confidence anew, before the test, and saves what was tested, after it."""

    def __init__(self, folder: str | Path) -> None:
        """
        Args:
            folder: of the run.
        """
        self.folder = Path(folder)

    def on_test_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        cast(_Finished, pl_module).calibrate()

    def on_test_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        logged = {name: float(value) for name, value in trainer.callback_metrics.items()}
        metrics = {name: value for name, value in logged.items() if name.startswith("test/")}
        cast(_Finished, pl_module).save(self.folder, metrics)


class BestCheckpoint(ModelCheckpoint):
    """Keeps the weights that validate best; of equals the later, which have learned more.

    A run that goes on in another folder takes the best checkpoint so far along, so that it ends like one that was never
    cut off; ``ModelCheckpoint`` would forget the score.
    """

    def check_monitor_top_k(self, trainer: L.Trainer, current: torch.Tensor | None = None) -> bool:
        if super().check_monitor_top_k(trainer, current):
            return True
        return current is not None and bool(current == self.best_k_models.get(self.kth_best_model_path))

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        best = Path(state_dict["best_model_path"] or ".")
        if best.is_file() and self.dirpath is not None and best.parent != Path(self.dirpath):
            kept = Path(self.dirpath) / best.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(best, kept)
            score = state_dict["best_k_models"][str(best)]
            state_dict = {
                **state_dict, "dirpath": self.dirpath, "best_model_path": str(kept), "kth_best_model_path": str(kept),
                "best_k_models": {str(kept): score},
            }  # fmt: skip
        elif state_dict["best_model_path"] and not best.is_file():
            log.warning("%s is gone: the best checkpoint is looked for among the epochs to come alone", best)
        super().load_state_dict(state_dict)


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

    def on_test_batch_start(
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
