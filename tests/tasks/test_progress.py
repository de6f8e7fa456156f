"""Progress: lines where there is no terminal, with the step, of how many, the loss, the speed and the time left."""

from __future__ import annotations

import re
from pathlib import Path

import lightning as L
import pytest
from lightning.pytorch.callbacks import ProgressBar, RichProgressBar
from lightning.pytorch.demos.boring_classes import BoringModel
from rich.console import Console

from glyph.tasks.progress import ProgressLines, duration, progress


class Scoring(BoringModel):
    """Shows a score of its validation and of its test."""

    def validation_step(self, batch: object, batch_idx: int) -> None:
        self.log("val/em", 0.5, prog_bar=True)

    def test_step(self, batch: object, batch_idx: int) -> None:
        self.log("test/em", 0.25, prog_bar=True)


def told(callback: ProgressBar, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of two epochs of five steps with validation, and of a test of three batches."""
    trainer = L.Trainer(
        accelerator="cpu", logger=False, enable_checkpointing=False, enable_model_summary=False, callbacks=[callback],
        default_root_dir=folder, limit_train_batches=5, limit_val_batches=2, limit_test_batches=3, max_epochs=2,
        num_sanity_val_steps=1,
    )  # fmt: skip
    model = Scoring()
    trainer.fit(model)
    trainer.test(model, verbose=False)
    return capsys.readouterr().out.splitlines()


def test_every_step_and_batch_where_there_is_time_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(ProgressLines(every_s=0), tmp_path, capsys)
    steps = [line for line in lines if line.startswith("step ")]
    assert len(steps) == 10
    assert re.fullmatch(r"step 1 of 10 \(epoch 1\): loss [\d.]+, [\d.]+ items/s, [\d.]+ (s|min|h) left", steps[0])
    assert re.fullmatch(r"step 10 of 10 \(epoch 2\): .*, 0 s left", steps[-1])
    assert lines.count("validating: 2 of 2 batches") == 2
    assert [line for line in lines if line.startswith("validated")] == [
        f"validated after {step} steps: val/em 0.5000" for step in (5, 10)
    ], "not the sanity check"
    assert "testing: 3 of 3 batches" in lines and lines[-1] == "tested after 10 steps: test/em 0.2500"


def test_first_and_last_step_at_least(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(ProgressLines(every_s=3600), tmp_path, capsys)
    assert [line.split(":")[0] for line in lines] == [
        "step 1 of 10 (epoch 1)", "validated after 5 steps", "step 10 of 10 (epoch 2)", "validated after 10 steps",
        "tested after 10 steps",
    ]  # fmt: skip


def test_switched_off_it_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    callback = ProgressLines(every_s=0)
    callback.disable()
    assert told(callback, tmp_path, capsys) == []


def test_a_bar_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(progress(), ProgressLines), "under test there is none"
    monkeypatch.setattr(Console, "is_terminal", property(lambda self: True))
    assert isinstance(progress(), RichProgressBar)


@pytest.mark.parametrize(("seconds", "text"), [(3.2, "3 s"), (99, "99 s"), (150, "2 min"), (9000, "2.5 h")])
def test_durations_read_well(seconds: float, text: str) -> None:
    assert duration(seconds) == text
