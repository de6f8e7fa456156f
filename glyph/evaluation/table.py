"""Tables of results in the terminal: one run beside its baselines, and the runs of a sweep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from hydra.experimental.callback import Callback
from omegaconf import DictConfig
from rich.console import Console
from rich.table import Table

BASELINES = ("untrained", "majority")
MIN_WIDTH = 140  # of the sweep's table, also where the output is no terminal
SHOWN = ("em", "f1", "cer", "evidence_iou", "evidence_found")


def print_scores(metrics: Mapping[str, float], folder: Path, split: str = "test") -> None:
    """Metrics of a split by row, with the untrained model and the majority answer beside it where they are there."""
    columns = [name for name in (split, *BASELINES) if any(key.startswith(f"{name}/") for key in metrics)]
    rows = [key.removeprefix(f"{split}/") for key in metrics if key.startswith(f"{split}/")]
    rows.sort(key=lambda name: (SHOWN.index(name) if name in SHOWN else len(SHOWN), name))
    table = Table(title=f"{split}: {folder}")
    for name in ("metric", *("model" if c == split else c for c in columns)):
        table.add_column(name, justify="left" if name == "metric" else "right")
    for row in rows:
        table.add_row(row, *(_number(metrics.get(f"{column}/{row}")) for column in columns))
    Console().print(table)


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value == int(value) and abs(value) > 1 else f"{value:.4f}"


def _names(folders: Sequence[Path]) -> list[str]:
    """What tells the runs of a sweep apart: the overrides that they do not share, else their numbers."""
    overrides = [yaml.safe_load((folder / ".hydra" / "overrides.yaml").read_text()) for folder in folders]
    shared = set.intersection(*map(set, overrides))
    names = [", ".join(item for item in own if item not in shared) for own in overrides]
    return names if len(set(names)) == len(names) else [folder.name for folder in folders]


class MultirunTable(Callback):
    """After a Hydra multirun: a table of the runs' scores, also written as ``table.json``."""

    def on_multirun_end(self, config: DictConfig, **kwargs: Any) -> None:
        folder = Path(config.hydra.sweep.dir)
        files = sorted(folder.glob("*/metrics.json"), key=lambda file: int(file.parent.name))
        if not files:
            return
        scores = [json.loads(file.read_text()) for file in files]
        runs = dict(zip(_names([file.parent for file in files]), scores, strict=True))
        (folder / "table.json").write_text(json.dumps(runs, indent=2, sort_keys=True), encoding="utf-8")
        keys = [f"test/{name}" for name in SHOWN] + ["test/visual_tokens", "test/compression_ratio", "time/total_s"]
        table = Table(title=str(folder))
        table.add_column("run")
        for key in keys:
            table.add_column(key, justify="right")
        for name, metrics in runs.items():
            table.add_row(name, *(_number(metrics.get(key)) for key in keys))
        Console(width=max(MIN_WIDTH, Console().width)).print(table)
