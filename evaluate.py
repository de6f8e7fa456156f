"""Score a Reader on a data set: ``python evaluate.py [model_path=FOLDER] data=tatqa data.path=FILE [split=val]``."""

from __future__ import annotations

from pathlib import Path

import hydra
from omegaconf import DictConfig

from glyph.evaluation.evaluate import evaluate
from glyph.tasks.running import plain_errors


@hydra.main(version_base="1.3", config_path="experiments", config_name="evaluate")
def main(cfg: DictConfig) -> None:
    with plain_errors(Path(cfg.run_dir)):
        evaluate(cfg)


if __name__ == "__main__":
    main()
