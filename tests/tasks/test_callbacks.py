"""Ctrl-C: it ends a run wherever it falls, and is told in one line."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import lightning as L
import pytest
from lightning.pytorch.demos.boring_classes import BoringModel

from glyph.tasks.callbacks import CtrlC
from glyph.tasks.running import plain_errors

LOST_AT = 3  # the step in which Ctrl-C falls on code that loses it


class LosesIt(BoringModel):
    """Meets Ctrl-C where a KeyboardInterrupt gets lost, as in a finalizer."""

    steps = 0

    def training_step(self, *args: Any, **kwargs: Any) -> Any:
        self.steps += 1
        if self.steps == LOST_AT:
            with suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        return super().training_step(*args, **kwargs)


def trainer_with(callback: CtrlC, folder: Path, max_epochs: int) -> L.Trainer:
    return L.Trainer(
        accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, callbacks=[callback], default_root_dir=folder, limit_val_batches=0,
        limit_train_batches=2, max_epochs=max_epochs,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _own_handler() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)  # Lightning lets none through once it was pressed


def test_a_lost_ctrl_c_ends_the_run_at_the_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = LosesIt()
    with pytest.raises(SystemExit) as stopped, plain_errors(tmp_path, "; go on"):
        trainer_with(CtrlC(), tmp_path, 100).fit(model)
    assert stopped.value.code == 130 and model.steps == LOST_AT
    assert capsys.readouterr().err == "\nstopped; go on\n" and not (tmp_path / "error.log").exists()


def test_after_a_run_ctrl_c_is_as_before(tmp_path: Path) -> None:
    callback = CtrlC()
    trainer_with(callback, tmp_path, 1).fit(BoringModel())
    assert signal.getsignal(signal.SIGINT) == signal.default_int_handler and not callback.pressed


def test_an_error_behind_which_ctrl_c_is_counts_as_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped, plain_errors(tmp_path):
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            getattr(object(), "iterator")  # noqa: B009 - as when a loader that had not started is cleared up
    assert stopped.value.code == 130 and "loader" not in capsys.readouterr().err


def test_other_errors_are_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), plain_errors(tmp_path):
        raise ZeroDivisionError
