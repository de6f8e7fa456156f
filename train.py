"""Train and test: ``python train.py experiment=fin_sft``. Everything is composed from ``experiments/``."""

from __future__ import annotations

import json
import time
from pathlib import Path

import hydra
import lightning as L
from hydra.utils import instantiate
from omegaconf import DictConfig

from glyph.evaluation.table import print_scores
from glyph.tasks.running import build_trainer, close_loggers, find_checkpoint, log_config, plain_errors


def train(cfg: DictConfig) -> dict[str, float]:
    """Compose the parts of ``cfg``, fit, test, and write everything into the run folder.

    Returns:
        The metrics, as written to ``metrics.json``.
    """
    started = time.perf_counter()
    L.seed_everything(cfg.seed, workers=True, verbose=False)
    folder = Path(cfg.run_dir)
    checkpoint = find_checkpoint(cfg.ckpt_path, folder)
    model, data = instantiate(cfg.model), instantiate(cfg.data)
    task = instantiate(cfg.task, model)
    task.attach(data)  # checks the data against the model's token budget, before anything is trained
    trainer = build_trainer(cfg, folder)
    log_config(trainer, cfg, task)

    metrics = task.baselines(data)
    trainer.fit(task, datamodule=data, ckpt_path=checkpoint, weights_only=True)
    metrics |= {name: float(value) for name, value in trainer.callback_metrics.items()}
    metrics |= task.final_test(data, folder)
    metrics |= {"train/steps": float(trainer.global_step), "time/total_s": time.perf_counter() - started}

    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2, sort_keys=True), encoding="utf-8")
    close_loggers(trainer, task, metrics)
    print_scores(metrics, folder)
    return metrics


@hydra.main(version_base="1.3", config_path="experiments", config_name="train")
def main(cfg: DictConfig) -> float | None:
    with plain_errors(Path(cfg.run_dir), "; go on with ckpt_path=last"):
        return train(cfg).get(cfg.objective)


if __name__ == "__main__":
    main()
