"""Command-line flags for every field of RenderConfig, and config files."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import yaml

from glyph.documents import Span
from glyph.render.config import PAGE_SIZES_PT, PRESETS, Granularity, RenderConfig, RenderConfigError, preset_settings
from glyph.render.fonts import FAMILIES, GENERIC, find_font
from glyph.render.layout.stream import Typesetter
from glyph.render.looks import BlockLook
from glyph.render.reference import is_reference_config, load_reference_config

SHORTHANDS = ("page_size", "margin_pt")
DEFAULT_PRESET: Granularity = "medium"


class OneLineParser(argparse.ArgumentParser):
    """A parser that tells a mistake in one line, without the long list of flags."""

    def __init__(self, description: str) -> None:
        super().__init__(description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message}; --help lists the flags\n")


def add_config_flags(parser: argparse.ArgumentParser) -> None:
    """Add ``--preset``, ``--config``, two shorthands, and a flag for each field of RenderConfig."""
    base = parser.add_argument_group("looks", "a preset or a file, and any setting laid over it")
    base.add_argument("--preset", "--granularity", choices=tuple(PRESETS), help=f"default: {DEFAULT_PRESET}")
    base.add_argument(
        "--config", type=Path, metavar="FILE", help="settings in YAML or JSON, or a JSON config of the reference"
    )
    names = ", ".join(PAGE_SIZES_PT)
    base.add_argument("--page_size", metavar="SIZE", help=f"{names}, or WIDTHxHEIGHT in pt")
    base.add_argument("--margin_pt", type=float, metavar="PT", help="on all four sides")
    for spec in dataclasses.fields(RenderConfig):
        _add_flag(base, spec)


def _add_flag(group: argparse._ArgumentGroup, spec: dataclasses.Field[Any]) -> None:
    names, legal = [f"--{spec.name}"], spec.metadata
    if spec.name == "font_size_pt":
        names.append("--font_size")
    if legal.get("flag"):
        group.add_argument(*names, action=argparse.BooleanOptionalAction, help=f"default: {str(spec.default).lower()}")
    elif "low" in legal:
        kind = int if legal.get("whole") else float
        about = f"{legal['low']:g} to {legal['high']:g} ({legal['unit']})"
        group.add_argument(*names, type=kind, metavar="N", help=about)
    elif "choices" in legal:
        group.add_argument(*names, metavar="NAME", help=", ".join(choice or "'' (none)" for choice in legal["choices"]))
    elif legal.get("colour"):
        group.add_argument(*names, metavar="#RRGGBB", help="default: the theme's")
    else:
        families = ", ".join((*FAMILIES, *GENERIC))
        about = f"{families}, or a font file" if spec.name == "font" else "the same choice, for code"
        group.add_argument(*names, metavar="NAME", help=about)


def config_from_flags(arguments: argparse.Namespace) -> RenderConfig:
    """The config that the parsed flags ask for, its fonts tried.

    Raises:
        RenderConfigError: if a setting, a font or the config file cannot be used.
        OSError: if the config file cannot be read.
    """
    if arguments.config and arguments.preset:
        raise RenderConfigError("--config and --preset go not together; a config file stands in place of a preset")
    if arguments.config:
        config = load_config(arguments.config)
    else:
        preset: Granularity = arguments.preset or DEFAULT_PRESET
        config = RenderConfig.preset(preset)
    names = (*SHORTHANDS, *(spec.name for spec in dataclasses.fields(RenderConfig)))
    given = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    config = config.replace(**given)
    for font in (config.font, config.code_font):
        find_font(font)
    Typesetter(config).look_index(BlockLook(mono=True), Span("", 0))  # reads both fonts
    return config


def load_config(path: Path) -> RenderConfig:
    """Read a config file: our settings as YAML or JSON, laid over the medium preset, or the reference's JSON.

    Raises:
        RenderConfigError: naming file and setting, or file and line.
        OSError: if the file cannot be read.
    """
    values = _read_mapping(path)
    if is_reference_config(values):
        return load_reference_config(path)
    try:
        return RenderConfig.from_dict({**preset_settings(DEFAULT_PRESET), **values})
    except RenderConfigError as error:
        raise RenderConfigError(f"{path}: {error}") from None


def _read_mapping(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except UnicodeDecodeError as error:
        raise RenderConfigError(f"{path}: not UTF-8 text at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise RenderConfigError(f"{path}:{error.lineno}: invalid JSON at column {error.colno}: {error.msg}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RenderConfigError(f"{path}:{line}: invalid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RenderConfigError(f"{path}: cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise RenderConfigError(f"{path}: a config must be a mapping of settings, such as font_size_pt: 9")
    return values


def exit_status(command: Callable[[], None], mistakes: tuple[type[Exception], ...]) -> int:
    """Run a command; a user's mistake is told in one line. Returns the exit status."""
    try:
        command()
    except mistakes as error:
        print(told(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def told(error: BaseException) -> str:
    """What went wrong, in one line for the user."""
    if isinstance(error, OSError) and error.strerror:
        return f"error: {error.filename}: {error.strerror}" if error.filename else f"error: {error.strerror}"
    return f"error: {' '.join(str(error).split())}"
