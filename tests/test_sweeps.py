"""Tests of sweeps/: W&B accepts the files, and every point of a grid is a valid command."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf
from wandb.sdk.launch.sweeps.utils import create_sweep_command_args, load_sweep_config

from glyph.render import RenderConfig
from tests.places import ROOT

FILES = sorted((ROOT / "sweeps").glob("*.yaml"))
# Names and values that W&B's schema allows (github.com/wandb/sweeps, src/sweeps/config/schema.json)
KEYS = {"program", "project", "entity", "name", "description", "method", "metric", "parameters", "command", "run_cap"}
METHODS = {"grid", "random", "bayes"}
PARAMETER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def grid(sweep: dict[str, Any]) -> list[dict[str, Any]]:
    """The points of a grid, as the server sends them to an agent."""
    names, values = zip(*((name, spec["values"]) for name, spec in sweep["parameters"].items()), strict=True)
    return [{n: {"value": v} for n, v in zip(names, point, strict=True)} for point in itertools.product(*values)]


def expand(sweep: dict[str, Any], point: dict[str, Any]) -> list[str]:
    """The command of a point, as ``wandb agent`` builds it."""
    macros = create_sweep_command_args({"args": point})
    macros |= {"env": ["/usr/bin/env"], "interpreter": ["python"], "program": [sweep["program"]]}
    words: list[str] = []
    for part in sweep["command"]:
        words += macros[part[2:-1]] if part.startswith("${") else [part]
    return words


def test_finds_the_sweeps() -> None:
    assert "granularity.yaml" in [file.name for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_has_the_form_wandb_asks_for(file: Path) -> None:
    sweep = load_sweep_config(str(file))
    assert sweep is not None and set(sweep) <= KEYS
    assert sweep["method"] in METHODS and (ROOT / sweep["program"]).is_file()
    assert set(sweep["metric"]) == {"name", "goal"} and sweep["metric"]["goal"] in {"minimize", "maximize"}
    for name, spec in sweep["parameters"].items():
        assert PARAMETER_NAME.fullmatch(name) and set(spec) == {"values"} and spec["values"], name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_passes_wandbs_own_schema(file: Path) -> None:
    sweeps = pytest.importorskip("sweeps.config", reason="pip install 'wandb[sweeps]' brings the schema")
    assert sweeps.schema_violations_from_proposed_config(load_sweep_config(str(file))) == []


@pytest.mark.parametrize("mode", ["offline", "online"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_point_composes(file: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_MODE", mode)
    sweep = load_sweep_config(str(file))
    assert sweep is not None
    for point in grid(sweep):
        environment, interpreter, program, *overrides = expand(sweep, point)
        assert (environment, interpreter, program) == ("/usr/bin/env", "python", "train.py")
        with initialize_config_dir(str(ROOT / "experiments"), version_base="1.3"):
            cfg = compose("train", overrides)
        assert cfg.objective == sweep["metric"]["name"]
        assert cfg.logger.wandb.mode == mode, "an agent started with WANDB_MODE=online reports to the server"
        look = OmegaConf.to_container(cfg.data.render, resolve=True)
        assert isinstance(look, dict)
        RenderConfig.from_dict({str(name): value for name, value in look.items()})


def test_granularity_is_a_grid_over_the_three_looks() -> None:
    sweep = load_sweep_config(str(ROOT / "sweeps/granularity.yaml"))
    assert sweep is not None
    assert [point["render"]["value"] for point in grid(sweep)] == ["coarse", "medium", "fine"]
    assert expand(sweep, grid(sweep)[0])[-4:] == [
        "train.py", "experiment=fin_sft", "render=coarse", "trainer.max_epochs=4",
    ]  # fmt: skip
