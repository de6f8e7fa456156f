"""Run the grid of ``experiments/ablation.yaml``: ``python ablate.py [seeds=[1,2]] [only=[merge]] [overrides ...]``.

Every variant is trained with every seed, one after the other, by ``train``; the folder then holds ``results.json``,
``table.md`` and ``plot.png``. The same command goes on after Ctrl-C; with other seeds in another terminal it shares the
work. Arguments that are not keys of that file are overrides of every run, such as ``trainer.max_epochs=4``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from glyph.evaluation.ablation_grid import Grid, ablate, folder_of, read_grid
from glyph.tasks.running import plain_errors

CONFIGS = Path(__file__).parent / "experiments"


def main(arguments: Sequence[str]) -> None:
    if {"-h", "--help"} & set(arguments):
        print(__doc__)
        return
    with plain_errors(folder_of(CONFIGS, arguments), "; the same command goes on from here"):
        grid = Grid(CONFIGS, *read_grid(CONFIGS, arguments))
        failed = ablate(grid)
        if failed:
            raise ValueError(f"{len(failed)} runs failed, the first one {failed[0]}")


if __name__ == "__main__":
    main(sys.argv[1:])
