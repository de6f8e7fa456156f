"""Train and test: ``python train.py experiment=fin_sft``. Everything is composed from ``experiments/``."""

from __future__ import annotations

from pathlib import Path

import hydra
from omegaconf import DictConfig

from glyph.evaluation.table import print_scores
from glyph.tasks.running import plain_errors
from glyph.tasks.training import train


@hydra.main(version_base="1.3", config_path="experiments", config_name="train")
def main(cfg: DictConfig) -> float | None:
    folder = Path(cfg.run_dir)
    with plain_errors(folder, "; go on with ckpt_path=last"):
        metrics = train(cfg)
        print_scores(metrics, folder)
        return metrics.get(cfg.objective)


if __name__ == "__main__":
    main()
