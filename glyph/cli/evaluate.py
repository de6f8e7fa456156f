"""``glyph evaluate``: score a reader on a data set; ``evaluate.py`` of a checkout is this."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from omegaconf import DictConfig

from glyph.cli.experiments import help_of, run_composed, wants_help

GROUPS = ("data", "render")
EXAMPLES = (
    "glyph evaluate",
    "glyph evaluate model_path=outputs/fin_sft/<time>/model",
    "glyph evaluate data=tatqa data.path=tatqa_dataset_dev.json split=val",
    "glyph evaluate -m render=coarse,medium,fine",
)


def program(cfg: DictConfig) -> None:
    """Evaluate; scores and predictions go into the run folder."""
    from glyph.evaluation.evaluate import evaluate
    from glyph.tasks.running import plain_errors

    with plain_errors(Path(cfg.run_dir)):
        evaluate(cfg)


def main(argv: Sequence[str]) -> int:
    """Evaluate with the overrides ``argv``; returns the exit status."""
    if wants_help(argv):
        print(help_of("evaluate", "Score a reader on a data set, in outputs/evaluate/<time>/.", GROUPS, EXAMPLES))
        return 0
    return run_composed("evaluate", program, argv)
