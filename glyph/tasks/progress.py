"""Progress of a run: a bar where there is a terminal, else a line every so many seconds."""

from __future__ import annotations

import time
from typing import Any

import lightning as L
from lightning.pytorch.callbacks import ProgressBar, RichProgressBar
from rich.console import Console

from glyph.tasks.callbacks import num_items
from glyph.tasks.optim import num_training_steps


def progress(every_s: float = 15.0) -> ProgressBar:
    """What shows the progress: Lightning's bar in a terminal, lines every ``every_s`` seconds in a log file."""
    return RichProgressBar() if Console().is_terminal else ProgressLines(every_s)


class ProgressLines(ProgressBar):
    """Prints the step, of how many, the loss, items a second and the time left; and while validating and testing."""

    def __init__(self, every_s: float = 15.0) -> None:
        """
        Args:
            every_s: seconds between lines; the first and the last step have a line in any case.
        """
        super().__init__()
        self.every_s, self.is_enabled = every_s, True
        self._told = self._began = time.perf_counter()
        self._items = self._first_step = 0

    def disable(self) -> None:
        self.is_enabled = False

    def enable(self) -> None:
        self.is_enabled = True

    def print(self, *args: Any, **kwargs: Any) -> None:
        """As ``print``, at once, unless disabled."""
        if self.is_enabled:
            print(*args, **kwargs, flush=True)

    def on_train_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        self._told = self._began = time.perf_counter()
        self._items, self._first_step = 0, trainer.global_step

    def on_train_batch_end(
        self, trainer: L.Trainer, pl_module: L.LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        step, total, now = trainer.global_step, num_training_steps(trainer), time.perf_counter()
        self._items += num_items(batch)
        done = step - self._first_step
        if done > 1 and step < total and now - self._told < self.every_s:
            return
        loss = outputs["loss"] if isinstance(outputs, dict) else outputs
        speed = self._items / max(1e-9, now - self._told)
        left = (now - self._began) / max(1, done) * (total - step)
        self.print(
            f"step {step} of {total} (epoch {trainer.current_epoch + 1}): loss {float(loss):.4f},"
            f" {speed:.1f} items/s, {duration(left)} left"
        )
        self._told, self._items = now, 0

    def on_validation_batch_end(
        self, trainer: L.Trainer, pl_module: L.LightningModule, outputs: Any, batch: Any, batch_idx: int,
        dataloader_idx: int = 0,
    ) -> None:  # fmt: skip
        self._tell_batch("validating", batch_idx, sum(trainer.num_val_batches))

    def on_validation_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        if not trainer.sanity_checking:
            self._tell_scores(f"validated after {trainer.global_step} steps", "val/", trainer)

    def on_test_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        self._told = time.perf_counter()

    def on_test_batch_end(
        self, trainer: L.Trainer, pl_module: L.LightningModule, outputs: Any, batch: Any, batch_idx: int,
        dataloader_idx: int = 0,
    ) -> None:  # fmt: skip
        self._tell_batch("testing", batch_idx, sum(trainer.num_test_batches))

    def on_test_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        self._tell_scores(f"tested after {trainer.global_step} steps", "test/", trainer)

    def _tell_batch(self, doing: str, batch_idx: int, total: float) -> None:
        now = time.perf_counter()
        if now - self._told >= self.every_s:
            self.print(f"{doing}: {batch_idx + 1} of {total} batches")
            self._told, self._items = now, 0

    def _tell_scores(self, done: str, prefix: str, trainer: L.Trainer) -> None:
        shown = {name: value for name, value in trainer.progress_bar_metrics.items() if name.startswith(prefix)}
        self.print(f"{done}: {', '.join(f'{name} {value:.4f}' for name, value in sorted(shown.items()))}")
        self._told, self._items = time.perf_counter(), 0


def duration(seconds: float) -> str:
    """Seconds, minutes or hours, whichever reads best."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"
