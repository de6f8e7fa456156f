"""train: one run of a config, from an untrained model to a tested one; what ``train.py`` and ``glyph train`` call."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import lightning as L
from hydra.utils import instantiate
from omegaconf import DictConfig

from glyph.tasks.running import best_checkpoint, build_data, build_tester, build_trainer, close_loggers, find_checkpoint


def train(cfg: DictConfig) -> dict[str, float]:
    """Compose the parts of ``cfg``, fit, test what validated best, and write everything into the run folder.

    Returns:
        The metrics, as written to ``metrics.json``: of the last epoch (``train/...``, ``val/...``), of the test
        (``test/...``), and of what it is held against (``untrained/...``, ``majority/...``).
    """
    started = time.perf_counter()
    L.seed_everything(cfg.seed, workers=True, verbose=False)
    folder = Path(cfg.run_dir)
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = find_checkpoint(cfg.ckpt_path, folder)
    task = instantiate(cfg.task, instantiate(cfg.model))
    data = build_data(cfg, **task.feeds_on)
    data.setup("fit")  # what is wrong with the data is told before anything runs

    metrics = _untrained(cfg, task, data, folder) if cfg.test_untrained else {}
    trainer = build_trainer(cfg, folder)
    trainer.fit(task, datamodule=data, ckpt_path=checkpoint, weights_only=True)
    metrics |= _logged(trainer) | {"train/steps": float(trainer.global_step)}
    trainer.test(task, data, ckpt_path=best_checkpoint(trainer), weights_only=True, verbose=False)
    metrics |= _logged(trainer) | {"time/total_s": time.perf_counter() - started}

    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2, sort_keys=True), encoding="utf-8")
    close_loggers(trainer, metrics)
    return metrics


def _untrained(cfg: DictConfig, task: L.LightningModule, data: Any, folder: Path) -> dict[str, float]:
    """Test scores of the model as it comes, on the device and the loader of the test to come."""
    tester = build_tester(cfg, folder)
    tester.test(task, data, verbose=False)
    return {name.replace("test/", "untrained/"): value for name, value in _logged(tester).items()}


def _logged(trainer: L.Trainer) -> dict[str, float]:
    """What was logged since the trainer began to fit, or to test, but for what cannot be measured (nan)."""
    values = {name: float(value) for name, value in trainer.callback_metrics.items()}
    return {name: value for name, value in values.items() if value == value}
