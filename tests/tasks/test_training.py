"""train(): the best weights are tested and saved, calibrated; baselines go through the Trainer; frozen means frozen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lightning as L
import pytest
import torch
import yaml
from hydra import compose, initialize_config_dir
from hydra.utils import instantiate
from omegaconf import DictConfig
from safetensors.torch import load_file

import glyph
from glyph.readers.torch_reader import TorchReader
from glyph.tasks.callbacks import BestCheckpoint
from glyph.tasks.running import best_checkpoint, build_tester
from glyph.tasks.training import train
from tests.places import EXPERIMENTS

SIZES = "width: 32, depth: 1, num_heads: 2"
TINY = [
    "logger=csv", "trainer=cpu", "trainer.precision=32-true", "trainer.max_epochs=2", "trainer.log_every_n_steps=1",
    "callbacks.progress.every_s=0", "model.weights=null",
    f"model.vision={{name: small_vit, {SIZES}, stem_width: 16, stem_depth: 1}}",
    f"model.language={{{SIZES}}}", f"model.copy={{{SIZES}}}", "data.steps_per_epoch=2", "data.batch_size=1",
    "data.max_questions=2", "data.num_workers=0", "data.reports.num_val=1", "data.reports.num_test=2",
    "data.reports.questions_per_report=2", "render.page_width_pt=320",
]  # fmt: skip


class Scored(L.Callback):
    """Says how well a model validates, epoch by epoch, before the checkpoints are written."""

    def __init__(self, scores: list[float]) -> None:
        self.scores = scores

    def on_validation_epoch_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        pl_module.log("val/told", self.scores[trainer.current_epoch])


def config(folder: Path, *overrides: str) -> DictConfig:
    with initialize_config_dir(str(EXPERIMENTS), version_base="1.3"):
        return compose("train", overrides=[*TINY, f"run_dir={folder}", *overrides])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, float], str]:
    """A run whose first epoch validates best; its folder, its metrics, and what it printed."""
    folder = tmp_path_factory.mktemp("run")
    told = "+callbacks.told={_target_: tests.tasks.test_training.Scored, scores: [0.9, 0.1]}"
    with pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("builtins.print", lambda *values, **settings: lines.append(" ".join(map(str, values))))
        metrics = train(config(folder, told, "callbacks.best.monitor=val/told"))
    return folder, metrics, "\n".join(lines)


def weights(folder: Path, name: str) -> dict[str, torch.Tensor]:
    """The weights of a checkpoint of a run."""
    state: dict[str, torch.Tensor] = torch.load(folder / "checkpoints" / f"{name}.ckpt", weights_only=True)[
        "state_dict"
    ]
    return state


def test_the_best_weights_are_tested_and_saved(run: tuple[Path, dict[str, float], str]) -> None:
    folder, metrics, _ = run
    best, last = (weights(folder, name) for name in ("best", "last"))
    saved = load_file(folder / "model" / "model.safetensors")
    assert any(not torch.equal(best[name], last[name]) for name in best), "two epochs, two sets of weights"
    for name, tensor in saved.items():
        if "ocr_head.calibration" not in name and "ocr_head.grouping" not in name:
            torch.testing.assert_close(tensor, best[f"model.{name}"].to(tensor.dtype), rtol=0, atol=0)
    assert metrics["train/steps"] == 4
    described = yaml.safe_load((folder / "model" / "glyph.yaml").read_text())
    assert described["metrics"]["test/em"] == metrics["test/em"]


def test_the_head_that_was_trained_is_calibrated_anew(run: tuple[Path, dict[str, float], str]) -> None:
    folder, metrics, _ = run
    assert metrics["calibration/ece_after"] < metrics["calibration/ece_before"]
    best = weights(folder, "best")
    saved = load_file(folder / "model" / "model.safetensors")
    for name in ("calibration", "grouping"):
        fitted, was = saved[f"encoder.ocr_head.{name}"].float(), best[f"model.encoder.ocr_head.{name}"]
        assert not torch.allclose(fitted, was, atol=1e-2), name
    reader = glyph.load(folder / "model")
    assert isinstance(reader, TorchReader)
    assert torch.equal(reader.model.encoder.ocr_head.calibration, saved["encoder.ocr_head.calibration"].float())


def test_a_head_that_was_not_trained_keeps_its_calibration(tmp_path: Path) -> None:
    metrics = train(config(tmp_path, "task.lr={encoder.ocr_head: 0.0}", "test_untrained=false"))
    assert not [name for name in metrics if name.startswith(("calibration/", "untrained/"))]


def test_baselines_run_on_the_loader_and_device_of_the_test(run: tuple[Path, dict[str, float], str]) -> None:
    folder, metrics, lines = run
    for name in ("untrained/em", "untrained/cer", "majority/em", "majority/f1", "test/em", "test/num_questions"):
        assert name in metrics, name
    assert metrics["untrained/num_questions"] == metrics["test/num_questions"] == 4
    assert "tested after 0 steps" in lines and "tested after 4 steps" in lines
    tester = build_tester(config(folder), folder)
    assert tester.strategy.root_device.type == "cpu" and not tester.loggers and not tester.checkpoint_callbacks
    rows = (folder / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 4 and (folder / "predictions.png").is_file()


def test_what_is_frozen_is_counted_and_stays(run: tuple[Path, dict[str, float], str]) -> None:
    folder, _, _ = run
    logged = yaml.safe_load((folder / "hparams.yaml").read_text())
    task = instantiate(config(folder).task, instantiate(config(folder).model))
    assert all(p.requires_grad for p in task.parameters()), "frozen by setup(), not before"
    task.setup("fit")
    frozen = [p for p in task.parameters() if not p.requires_grad]
    vision = list(task.model.encoder.vision.parameters())
    assert {id(p) for p in vision} <= {id(p) for p in frozen}
    assert logged["num_frozen_params"] == sum(p.numel() for p in frozen) > 0
    assert logged["num_params"] == sum(p.numel() for p in task.parameters())
    states = [weights(folder, name) for name in ("best", "last")]
    moved = {name for name in states[0] if not torch.equal(states[0][name], states[1][name])}
    assert moved and not any(name.startswith("model.encoder.vision.") for name in moved)


def test_a_resumed_run_remembers_what_was_best(run: tuple[Path, dict[str, float], str], tmp_path: Path) -> None:
    folder, metrics, _ = run
    told = "+callbacks.told={_target_: tests.tasks.test_training.Scored, scores: [0.9, 0.1, 0.5]}"
    resumed = train(
        config(tmp_path, told, "callbacks.best.monitor=val/told", "trainer.max_epochs=3", "test_untrained=false",
               f"ckpt_path={folder}/checkpoints/last.ckpt")
    )  # fmt: skip
    assert resumed["train/steps"] == 6 and resumed["test/f1"] == pytest.approx(metrics["test/f1"], abs=1e-6)
    kept = torch.load(tmp_path / "checkpoints" / "best.ckpt", weights_only=True)
    assert kept["global_step"] == 2, "of the first epoch, in the first run's folder"


def test_of_equals_the_later_is_best(tmp_path: Path) -> None:
    best = BestCheckpoint(dirpath=tmp_path, monitor="val/em", mode="max")
    trainer = L.Trainer(logger=False, callbacks=[best], accelerator="cpu", enable_progress_bar=False)
    best.best_k_models = {"a": torch.tensor(0.5)}
    best.kth_best_model_path = "a"
    assert [best.check_monitor_top_k(trainer, torch.tensor(x)) for x in (0.4, 0.5, 0.6)] == [False, True, True]
    assert best_checkpoint(trainer) is None, "none is written yet"


def test_metrics_are_those_that_are_written(run: tuple[Path, dict[str, float], str]) -> None:
    folder, metrics, _ = run
    written: dict[str, Any] = json.loads((folder / "metrics.json").read_text())
    assert written == metrics and metrics["time/total_s"] > 0
