"""``glyph train``: train and test what a config of ``experiments/`` describes; ``train.py`` of a checkout is this."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from omegaconf import DictConfig

from glyph.cli.experiments import help_of, run_composed, wants_help

GROUPS = ("experiment", "model", "data", "render", "task", "trainer", "logger")
EXAMPLES = (
    "glyph train experiment=fin_sft",
    "glyph train experiment=fin_sft trainer.max_steps=2",
    "glyph train experiment=fin_sft data.jsonl_path=mine.jsonl",
    "glyph train experiment=fin_sft ckpt_path=last",
    "glyph train -m experiment=fin_sft render=coarse,medium,fine",
)


def program(cfg: DictConfig) -> float | None:
    """Train and test, and print the scores; returns the metric that a sweep optimises."""
    from glyph.evaluation.table import print_scores
    from glyph.tasks.running import plain_errors
    from glyph.tasks.training import train

    folder = Path(cfg.run_dir)
    with plain_errors(folder, "; go on with ckpt_path=last"):
        metrics = train(cfg)
        print_scores(metrics, folder)
        return metrics.get(cfg.objective)


def main(argv: Sequence[str]) -> int:
    """Train with the overrides ``argv``; returns the exit status."""
    if wants_help(argv):
        print(help_of("train", "Train and test what a config describes, in outputs/<name>/<time>/.", GROUPS, EXAMPLES))
        return 0
    return run_composed("train", program, argv)
