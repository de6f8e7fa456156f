"""A run that is cut off and resumed ends as if it had never been, and its checkpoints hold no pickled code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from hydra import compose, initialize_config_dir
from omegaconf import DictConfig
from safetensors.torch import load_file

from glyph.tasks.running import find_checkpoint
from glyph.tasks.training import train
from tests.places import EXPERIMENTS
from tests.tiny import Killed

CONFIGS = EXPERIMENTS
OVERRIDES = [
    "logger=csv", "trainer=cpu", "trainer.precision=32-true", "trainer.max_epochs=4", "trainer.log_every_n_steps=1",
    "+trainer.enable_progress_bar=false", "~callbacks.progress", "model.weights=null",
    "model.vision={name: small_vit, width: 32, depth: 1, num_heads: 2, stem_width: 16, stem_depth: 1}",
    "model.language={width: 32, depth: 1, num_heads: 2}", "model.copy={width: 32, depth: 1, num_heads: 2}",
    "model.lora={rank: 2, alpha: 4, dropout: 0.5}",
    "data.steps_per_epoch=2", "data.batch_size=1", "data.max_questions=2", "data.num_workers=1", "data.num_val=1",
    "data.num_test=1", "data.reports.num_val=1", "data.reports.num_test=1", "data.reports.questions_per_report=2",
    "render.page_width_pt=320", "task.scheduler.warmup_steps=3", "test_untrained=false",
]  # fmt: skip


def config(folder: Path, *overrides: str) -> DictConfig:
    with initialize_config_dir(str(CONFIGS), version_base="1.3"):
        return compose("train", overrides=[*OVERRIDES, f"run_dir={folder}", *overrides])


def run(folder: Path, *overrides: str) -> dict[str, Any]:
    folder.mkdir(parents=True)
    train(config(folder, *overrides))
    return dict(json.loads((folder / "metrics.json").read_text()))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``whole``, run through; ``cut``, killed as its third epoch began; ``resumed``, gone on from there."""
    root = tmp_path_factory.mktemp("resume")
    run(root / "whole")
    with pytest.raises(Killed):
        run(root / "cut", "+callbacks.kill={_target_: tests.tiny.KillAt, epoch: 2}")
    run(root / "resumed", f"ckpt_path={root}/cut/checkpoints/last.ckpt")
    return root


def test_resumed_run_ends_like_the_whole_one(runs: Path) -> None:
    whole, resumed = (json.loads((runs / name / "metrics.json").read_text()) for name in ("whole", "resumed"))
    assert whole["train/steps"] == resumed["train/steps"] == 8
    for name in ("train/loss", "train/language", "train/pointer", "val/loss", "test/em", "test/cer"):
        assert resumed[name] == pytest.approx(whole[name], abs=1e-6), name


def test_resumed_weights_are_those_of_the_whole_run(runs: Path) -> None:
    whole, resumed = (load_file(runs / name / "model" / "model.safetensors") for name in ("whole", "resumed"))
    assert whole.keys() == resumed.keys()
    for name, tensor in whole.items():
        torch.testing.assert_close(resumed[name].float(), tensor.float(), rtol=0, atol=1e-6)


def test_checkpoint_needs_no_pickled_code(runs: Path) -> None:
    for name in ("last", "best"):
        state = torch.load(runs / "whole" / "checkpoints" / f"{name}.ckpt", weights_only=True)
        assert state["global_step"] > 0 and state["state_dict"]
    assert {file.suffix for file in (runs / "whole" / "model").iterdir()} == {".safetensors", ".yaml"}


def test_a_killed_run_leaves_whole_checkpoints_and_no_metrics(runs: Path) -> None:
    assert not (runs / "cut" / "metrics.json").exists()
    assert {file.name for file in (runs / "cut" / "checkpoints").iterdir()} == {"last.ckpt", "best.ckpt"}
    assert torch.load(runs / "cut" / "checkpoints" / "last.ckpt", weights_only=True)["global_step"] == 4


def test_every_file_lies_in_the_run_folder(runs: Path) -> None:
    left = {file.name for file in (runs / "resumed").iterdir()}
    assert {"metrics.json", "metrics.csv", "hparams.yaml", "checkpoints", "model"} <= left


def test_finding_the_checkpoint(runs: Path, tmp_path: Path) -> None:
    assert find_checkpoint(None, tmp_path) is None
    assert find_checkpoint("last", runs / "new") == str(runs / "resumed" / "checkpoints" / "last.ckpt")
    with pytest.raises(ValueError, match=r"no run under .* has left"):
        find_checkpoint("last", tmp_path / "x")
    with pytest.raises(ValueError, match=r"nowhere\.ckpt does not exist"):
        find_checkpoint("nowhere.ckpt", tmp_path)


PRETRAIN = [
    "experiment=pretrain", "logger=csv", "trainer=cpu", "trainer.precision=32-true", "trainer.max_epochs=2",
    "+trainer.enable_progress_bar=false", "~callbacks.progress", "data.steps_per_epoch=2", "data.batch_size=2",
    "model.vision={name: small_vit, width: 32, depth: 1, num_heads: 2, stem_width: 16, stem_depth: 1}",
    "test_untrained=false", "data.num_val=2", "data.pages.crop_px=64", "data.num_calibration=2",
    "data.calibration={crop_px: 64}",
]  # fmt: skip


@pytest.mark.parametrize(("negatives", "num_workers"), [("null", 1), ("64", 0)])
def test_pretraining_resumes_exactly(tmp_path: Path, negatives: str, num_workers: int) -> None:
    def pretrain(name: str, *overrides: str) -> dict[str, Any]:
        (tmp_path / name).mkdir()
        with initialize_config_dir(str(CONFIGS), version_base="1.3"):
            settings = [*PRETRAIN, f"run_dir={tmp_path / name}", f"+task.num_negatives={negatives}",
                        f"data.num_workers={num_workers}", *overrides]  # fmt: skip
            return train(compose("train", overrides=settings))

    whole = pretrain("whole")
    with pytest.raises(Killed):
        pretrain("cut", "+callbacks.kill={_target_: tests.tiny.KillAt, epoch: 1}")
    resumed = pretrain("resumed", f"ckpt_path={tmp_path}/cut/checkpoints/last.ckpt")
    assert resumed["train/loss"] == pytest.approx(whole["train/loss"], abs=1e-6)
