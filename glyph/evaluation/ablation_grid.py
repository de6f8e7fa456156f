"""The runs of an ablation: trained one after the other, gone on with where they were cut off, and compared."""

from __future__ import annotations

import gc
import json
import shutil
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.errors import HydraException, InstantiationException
from omegaconf import DictConfig, OmegaConf, open_dict
from rich.console import Console

from glyph.data.feed.module import QADataModule
from glyph.evaluation.ablation import Scores, Variant, choose, read_variants, runs_of, summarise
from glyph.evaluation.ablation_tables import draw, write_tables
from glyph.evaluation.runner import evaluate_reader
from glyph.evaluation.table import print_scores
from glyph.evaluation.zoomed import evaluate_zoom
from glyph.readers.checkpoint import load_reader
from glyph.render.visual_tokens import TokenGrid
from glyph.tasks.running import build_data, was_stopped
from glyph.tasks.training import train

CONFIG, METRICS, RESUMED = "config.yaml", "metrics.json", "resumed"


def composed(configs: Path, name: str, overrides: Sequence[str], place: str) -> DictConfig:
    """A config; what is wrong with its overrides is told in one line that begins with ``place``."""
    try:
        with initialize_config_dir(str(configs.resolve()), version_base="1.3"):
            return compose(name, list(overrides))
    except HydraException as error:
        raise ValueError(f"{place}: {str(error).splitlines()[0]}") from error


def read_grid(configs: Path, arguments: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The grid's own settings, by ``ablation.yaml`` and the arguments, and the overrides meant for every run."""
    keys = OmegaConf.load(configs / "ablation.yaml").keys()
    own = [a for a in arguments if a.lstrip("+~").partition("=")[0].partition(".")[0] in keys]
    grid = composed(configs, "ablation", own, "ablation")
    settings: dict[str, Any] = OmegaConf.to_container(grid, resolve=False)  # type: ignore[assignment]
    return settings, [a for a in arguments if a not in own]


def folder_of(configs: Path, arguments: Sequence[str]) -> Path:
    """Where an error before the grid is read leaves its traceback."""
    given = [a.partition("=")[2].strip("'\"") for a in arguments if a.startswith("folder=")]
    return Path(given[-1] if given else OmegaConf.load(configs / "ablation.yaml").folder)


def settings_of(cfg: Any) -> dict[str, Any]:
    """What a run comes of, by dotted key, wherever its folder is."""
    kept: dict[str, Any] = OmegaConf.to_container(cfg, resolve=False)  # type: ignore[assignment]
    return dict(_flat("", {key: value for key, value in kept.items() if key not in ("run_dir", "ckpt_path")}))


def _flat(prefix: str, node: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(node, dict) or not node:
        yield prefix, node
        return
    for key, value in node.items():
        yield from _flat(f"{prefix}.{key}" if prefix else str(key), value)


def seeds_of(given: Any) -> list[int]:
    """The seeds of a grid, one or several.

    Raises:
        ValueError: when they are not whole numbers.
    """
    seeds = given if isinstance(given, list) else [given]
    if not seeds or not all(type(seed) is int and seed >= 0 for seed in seeds):
        raise ValueError(f"seeds={given} must be whole numbers from 0, such as [17,18,19]")
    return list(dict.fromkeys(seeds))


class Grid:
    """The runs of a grid: their configs, folders and scores."""

    def __init__(self, configs: Path, settings: Mapping[str, Any], overrides: Sequence[str]) -> None:
        """Compose every variant.

        Args:
            configs: folder of ``train.yaml``.
            settings: of the grid, as ``read_grid`` gives them.
            overrides: of every run.

        Raises:
            ValueError: for a name or an override that is unknown, or a folder with runs of other settings.
        """
        self.folder = Path(settings["folder"])
        self.seeds = seeds_of(settings["seeds"])
        variants = read_variants(settings["sections"])
        self.chosen = choose(variants, settings["only"])
        self.runs = runs_of(self.chosen, variants)
        shared = [*settings["shared"], *overrides, "run_dir=."]
        composed(configs, "train", shared, "overrides of all runs")
        self.configs = {v.run: composed(configs, "train", [*shared, *v.overrides], v.run) for v in self.runs}
        for variant, seed in self.todo(everything=True):
            self._check_settings(variant, seed)

    def todo(self, everything: bool = False) -> list[tuple[Variant, int]]:
        """Runs by seed, so that a grid that is cut off compares all variants."""
        runs = [(variant, seed) for seed in self.seeds for variant in self.runs]
        return [run for run in runs if everything or not (self.place(run[0].run, run[1]) / METRICS).is_file()]

    def place(self, run: str, seed: int) -> Path:
        return self.folder / run / f"seed_{seed}"

    def config(self, variant: Variant, seed: int) -> DictConfig:
        cfg: DictConfig = self.configs[variant.run].copy()
        with open_dict(cfg):
            cfg.seed, cfg.run_dir = seed, str(self.place(variant.run, seed))
        return cfg

    def _check_settings(self, variant: Variant, seed: int) -> None:
        file = self.place(variant.run, seed) / CONFIG
        if not file.is_file():
            return
        was, now = settings_of(OmegaConf.load(file)), settings_of(self.config(variant, seed))
        other = sorted(key for key in {**was, **now} if was.get(key) != now.get(key))
        if other:
            raise ValueError(
                f"{file.parent} was run with {other[0]}={was.get(other[0])}, and this grid has {now.get(other[0])}:"
                " give another folder=, or delete that one"
            )

    def run(self, variant: Variant, seed: int) -> None:
        """Train, or ask a checkpoint; leaves ``metrics.json`` in the run's folder."""
        cfg, folder = self.config(variant, seed), self.place(variant.run, seed)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "error.log").unlink(missing_ok=True)
        OmegaConf.save(cfg, folder / CONFIG)
        if variant.checkpoint is not None:
            metrics = ask(cfg, variant, self.place(variant.checkpoint, seed) / "model")
            (folder / METRICS).write_text(json.dumps(metrics, indent=2, sort_keys=True), encoding="utf-8")
            return
        last = folder / "checkpoints" / "last.ckpt"
        if last.is_file():
            (folder / RESUMED).touch()
            cfg.ckpt_path = str(last)
        print_scores(train(cfg), folder)
        shutil.rmtree(folder / "checkpoints", ignore_errors=True)

    def scores(self) -> Scores:
        """Metrics of all runs that are done; a run that was cut off has no time."""
        found: dict[str, dict[int, dict[str, float]]] = {}
        for variant, seed in self.todo(everything=True):
            folder = self.place(variant.run, seed)
            if (folder / METRICS).is_file():
                metrics = json.loads((folder / METRICS).read_text(encoding="utf-8"))
                if (folder / RESUMED).exists():
                    metrics.pop("time/total_s", None)
                found.setdefault(variant.run, {})[seed] = metrics
        return found


def ask(cfg: DictConfig, variant: Variant, model: Path) -> dict[str, float]:
    """Test scores of a model that a run has left, on the data and at the budgets of ``cfg``, not of what trained it."""
    started = time.perf_counter()
    reader = load_reader(model)
    grid = TokenGrid(**{**cfg.model.grid, "patch_size": reader.grid.patch_size, "merge": reader.grid.merge})
    data = build_data(cfg, grid=grid, read_image=reader.page_of_image)
    assert isinstance(data, QADataModule)
    reader = replace(reader, grid=grid, render_config=data.renders[0], overview="pixels")
    if variant.budget is None:
        scores = evaluate_reader(reader, data.dataset("test"), variant.name)[0]
    else:
        scores = evaluate_zoom(reader, data.dataset("test"), variant.budget, variant.name)
    metrics = {f"test/{name}": value for name, value in scores.items()}
    return {**metrics, "time/asking_s": time.perf_counter() - started}


def ablate(grid: Grid) -> list[str]:
    """Do what is left of a grid and write what came of it; returns the runs that failed, with the reason."""
    console, failed = Console(), []
    todo, total = grid.todo(), len(grid.todo(everything=True))
    started = time.perf_counter()
    for number, (variant, seed) in enumerate(todo):
        each = (time.perf_counter() - started) / max(1, number)
        left = f", {each * (len(todo) - number) / 60:.0f} min left" if number else ""
        console.rule(f"{total - len(todo) + number + 1} of {total}: {variant.run}, seed {seed}{left}")
        try:
            grid.run(variant, seed)
        except (ValueError, OSError, RuntimeError, InstantiationException) as error:  # the others are worth their time
            if was_stopped(error):
                raise KeyboardInterrupt from error
            folder = grid.place(variant.run, seed)
            (folder / "error.log").write_text(traceback.format_exc(), encoding="utf-8")
            cause = error.__cause__ or error
            failed.append(f"{variant.run}, seed {seed}: {cause} (traceback in {folder / 'error.log'})")
            console.print(f"failed: {failed[-1]}", markup=False)
        gc.collect()  # workers of this run's loaders
        report(grid)
    report(grid)
    write_tables(grid.chosen, grid.scores(), grid.folder / "table.md")
    return failed


def report(grid: Grid) -> None:
    """Write what is known so far as ``results.json`` and ``plot.png``."""
    grid.folder.mkdir(parents=True, exist_ok=True)
    scores = grid.scores()
    results = {"seeds": grid.seeds, "variants": summarise(grid.chosen, scores)}
    (grid.folder / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    draw(grid.chosen, scores, grid.folder / "plot.png")
