"""Flags and files that make a RenderConfig."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from glyph.render import PRESETS, RenderConfig, RenderConfigError
from glyph.render.flags import OneLineParser, add_config_flags, config_from_flags, load_config
from tests.places import ROOT

FIELDS = dataclasses.fields(RenderConfig)


def parse(*flags: str) -> RenderConfig:
    parser = OneLineParser("")
    add_config_flags(parser)
    return config_from_flags(parser.parse_args(flags))


def another(spec: dataclasses.Field[Any]) -> Any:
    """A legal value of a field that is not its default."""
    legal, default = spec.metadata, cast(Any, spec.default)
    if legal.get("whole"):
        return default + 1
    if "low" in legal:
        return default + (legal["high"] - default) / 16
    if "choices" in legal:
        return next(choice for choice in reversed(legal["choices"]) if choice != default)
    if legal.get("flag"):
        return not default
    return {"ink": "#102030", "paper": "#fffff0"}.get(spec.name, "Noto Sans Mono CJK SC")


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_every_field_has_a_flag_that_reaches_the_config(spec: dataclasses.Field[Any]) -> None:
    value = another(spec)
    flags = [f"--{'' if value else 'no-'}{spec.name}"] if isinstance(value, bool) else [f"--{spec.name}", str(value)]
    assert parse(*flags) == RenderConfig.preset("medium").replace(**{spec.name: value})


@pytest.mark.parametrize("preset", PRESETS)
def test_presets(preset: Any) -> None:
    for flag in ("--preset", "--granularity"):
        assert parse(flag, preset, "--dpi", "96") == RenderConfig.preset(preset, dpi=96)
    assert parse() == RenderConfig.preset("medium")


def test_shorthands() -> None:
    config = parse("--page_size", "A4", "--margin_pt", "10", "--margin_y_pt", "20", "--font_size", "9")
    assert (config.page_width_pt, config.page_height_pt) == (595, 842)
    assert (config.margin_x_pt, config.margin_y_pt, config.font_size_pt) == (10, 20, 9)


def test_flags_lie_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "looks.yaml"
    path.write_text(yaml.safe_dump({"theme": "dark", "page_size": "A5", "margin_pt": 30, "dpi": 96}))
    config = parse("--config", str(path), "--dpi", "72", "--margin_pt", "8")
    assert (config.theme, config.page_width_pt, config.margin_x_pt, config.dpi) == ("dark", 420, 8, 72)
    assert config.font_size_pt == RenderConfig.preset("medium").font_size_pt


@pytest.mark.parametrize("preset", PRESETS)
def test_files_of_ours(tmp_path: Path, preset: Any) -> None:
    config = RenderConfig.preset(preset, theme="dark", newline_mark="\\n", ink="#fff")
    yaml_path, json_path = tmp_path / "a.yaml", tmp_path / "a.json"
    yaml_path.write_text(yaml.safe_dump(config.to_dict()))
    json_path.write_text(json.dumps(config.to_dict()))
    assert load_config(yaml_path) == load_config(json_path) == config
    assert load_config(ROOT / "experiments" / "render" / f"{preset}.yaml") == RenderConfig.preset(preset)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yaml", b"dpi: 72\nfont: [", "a.yaml:2: invalid YAML"),
        ("a.yaml", b"- dpi", "a.yaml: a config must be a mapping"),
        ("a.yaml", b"", "a.yaml: a config must be a mapping"),
        ("a.yaml", b"1: 2", "a.yaml: a config must be a mapping"),
        ("a.yaml", b"fontsize: 9", "a.yaml: unknown render setting 'fontsize'"),
        ("a.yaml", b"dpi: high", "a.yaml: dpi='high' is not a number"),
        ("a.yaml", b"theme: [dark]", r"a.yaml: theme=\['dark'\] is not one of"),
        ("a.yaml", b"\xff", "a.yaml: not UTF-8"),
        ("a.yaml", b"a: \x00", "a.yaml: cannot be read"),
        ("a.json", b'{"dpi": 72\n"a": 1}', "a.json:2: invalid JSON"),
    ],
)
def test_bad_files_are_told_by_name(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RenderConfigError, match=message) as caught:
        load_config(tmp_path / name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "flags",
    [("--dpi", "7.5"), ("--font_size", "big"), ("--preset", "tiny"), ("--no-such",), ("--dpi",), ("--font_s", "9")],
)
def test_flags_that_cannot_be_parsed(capsys: pytest.CaptureFixture[str], flags: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(*flags)
    told = capsys.readouterr().err
    assert caught.value.code == 2 and told.startswith("error: ") and told.count("\n") == 1 and flags[0] in told


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--theme", "sepia"), "theme='sepia' is not one of 'document'"),
        (("--margin_pt", "300"), "margins, indents and columns leave"),
        (("--page_size", "A9"), "page_size='A9' is neither"),
        (("--ink", "#eee"), "cannot be read"),
        (("--ink", "red"), "ink: 'red' is no colour"),
        (("--code_font", "Papyrus"), "unknown font 'Papyrus'"),
        (("--font", "missing.ttf"), "missing.ttf does not exist"),
    ],
)
def test_settings_that_are_refused(flags: tuple[str, ...], message: str) -> None:
    with pytest.raises(RenderConfigError, match=message):
        parse(*flags)


def test_a_font_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(b"no font")
    for flag in ("--font", "--code_font"):
        with pytest.raises(RenderConfigError, match=r"broken\.ttf"):
            parse(flag, str(path))
