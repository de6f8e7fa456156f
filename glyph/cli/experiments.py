"""The Hydra tree ``experiments/``, of a checkout or of an installed wheel, and the programs composed from it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import hydra
from hydra import compose, initialize_config_dir
from hydra.errors import HydraException
from omegaconf import DictConfig

from glyph.render.flags import told

PACKAGE = Path(__file__).parents[1]
HYDRA_FLAGS = """flags:
  -m          run every combination of comma-separated values, such as render=coarse,medium,fine
  --cfg job   print the whole config and run nothing"""


def experiments_folder() -> Path:
    """The folder of configs: that of the checkout this package lies in, else the one that the wheel holds."""
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "experiments" / "train.yaml").is_file():
        return checkout / "experiments"
    return PACKAGE / "experiments"


def run_composed(name: str, program: Callable[[DictConfig], Any], overrides: Sequence[str]) -> int:
    """Run a program with the config that overrides of ``experiments/<name>.yaml`` give; Hydra makes its run folder.

    Returns:
        The exit status: 1, after one line on stderr, where the overrides fit no config.
    """
    folder = str(experiments_folder())
    if not any(override.startswith("-") for override in overrides):
        try:
            with initialize_config_dir(folder, version_base="1.3"):
                compose(name, list(overrides))
        except HydraException as error:
            print(told(error), file=sys.stderr)
            return 1
    arguments, sys.argv = sys.argv, [f"glyph {name}", *overrides]
    try:
        hydra.main(version_base="1.3", config_path=folder, config_name=name)(program)()
    finally:
        sys.argv = arguments
    return 0


def help_of(name: str, about: str, groups: Sequence[str], examples: Sequence[str]) -> str:
    """The help of a program: how it is called, and the choices of its config groups."""
    folder = experiments_folder()
    lines = [f"usage: glyph {name} [KEY=VALUE ...] [-m] [--cfg job]", "", about, "", "examples:"]
    lines += [f"  {example}" for example in examples]
    lines += ["", "choices:"]
    for group in groups:
        lines.append(f"  {group}={'|'.join(sorted(file.stem for file in (folder / group).glob('*.yaml')))}")
    return "\n".join([*lines, "", HYDRA_FLAGS, "", f"Every key of the configs in {folder} can be set."])


def wants_help(overrides: Sequence[str]) -> bool:
    return bool({"-h", "--help"} & set(overrides))
