"""RenderConfig: ranges, presets, mappings and ids."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given

from glyph.render import PRESETS, RenderConfig, RenderConfigError, preset_settings
from glyph.render.config import MIN_CONTRAST, PAGE_SIZES_PT, parse_page_size
from tests.render.strategies import configs, settings_of

FIELDS = dataclasses.fields(RenderConfig)
NUMBERS = [spec for spec in FIELDS if "low" in spec.metadata]
WHOLE = [spec for spec in NUMBERS if spec.metadata.get("whole")]
CHOICES = [spec for spec in FIELDS if "choices" in spec.metadata]
FLAGS = [spec for spec in FIELDS if spec.metadata.get("flag")]
TEXTS = [spec for spec in FIELDS if spec not in (*NUMBERS, *CHOICES, *FLAGS)]
COLOURS = [spec for spec in TEXTS if spec.metadata.get("colour")]
Field = dataclasses.Field[Any]


def by_name(spec: Field) -> str:
    return spec.name


@given(configs())
def test_mapping_yaml_and_json_round_trip(config: RenderConfig) -> None:
    plain = config.to_dict()
    for again in (plain, yaml.safe_load(yaml.safe_dump(plain)), json.loads(json.dumps(plain))):
        assert RenderConfig.from_dict(again) == config
        assert RenderConfig.from_dict(again).id == config.id
    assert config.replace() == config


@given(settings_of(narrowed=False))
def test_legal_settings_are_refused_only_together(settings: dict[str, Any]) -> None:
    try:
        RenderConfig.from_dict(settings)
    except RenderConfigError as error:
        assert re.search("cannot be read|too small to read|leave .* too little|a page of .* more than", str(error))


@given(configs(), configs())
def test_ids_tell_configs_apart(first: RenderConfig, second: RenderConfig) -> None:
    assert (first.id == second.id) == (first == second)
    assert re.fullmatch("[0-9a-f]{12}", first.id)


@pytest.mark.parametrize("spec", NUMBERS, ids=by_name)
def test_every_number_has_a_range_and_a_unit(spec: Field) -> None:
    low, high = spec.metadata["low"], spec.metadata["high"]
    assert low <= spec.default <= high and spec.metadata["unit"]
    for outside in (low - 1, high + 1):
        with pytest.raises(RenderConfigError, match=f"{spec.name}={outside} is outside {low} to {high}"):
            RenderConfig.from_dict({spec.name: outside})
    for strange in (float("nan"), float("inf"), -float("inf")):
        with pytest.raises(RenderConfigError, match=spec.name):
            RenderConfig.from_dict({spec.name: strange})
    for no_number in ("12", None, True, [1]):
        with pytest.raises(RenderConfigError, match=f"{spec.name}=.* is not a number"):
            RenderConfig.from_dict({spec.name: no_number})


@pytest.mark.parametrize("spec", WHOLE, ids=by_name)
def test_whole_numbers_stay_whole(spec: Field) -> None:
    with pytest.raises(RenderConfigError, match=f"{spec.name}=.* must be a whole number"):
        RenderConfig.from_dict({spec.name: spec.metadata["low"] + 0.5})


@pytest.mark.parametrize("spec", CHOICES, ids=by_name)
def test_choices_are_closed(spec: Field) -> None:
    for choice in spec.metadata["choices"]:
        assert getattr(RenderConfig.from_dict({spec.name: choice}), spec.name) == choice
    for other in ("sepia", None, 3, ["left"]):
        with pytest.raises(RenderConfigError, match=f"{spec.name}=.* is not one of "):
            RenderConfig.from_dict({spec.name: other})


@pytest.mark.parametrize("spec", FLAGS, ids=by_name)
def test_flags_are_true_or_false(spec: Field) -> None:
    for other in (1, 0, "true", None):
        with pytest.raises(RenderConfigError, match=f"{spec.name}={other!r} is neither true nor false"):
            RenderConfig.from_dict({spec.name: other})


@pytest.mark.parametrize("spec", TEXTS, ids=by_name)
def test_fonts_and_colours_are_text(spec: Field) -> None:
    for other in (1, None, ("a",)):
        with pytest.raises(RenderConfigError, match=f"{spec.name}=.* is not text"):
            RenderConfig.from_dict({spec.name: other})


@pytest.mark.parametrize("spec", COLOURS, ids=by_name)
@pytest.mark.parametrize("colour", ["red", "000000", "#12", "#1234", "#12345g", "#-12345", "# 12345", "#+1+1+1"])
def test_colours_are_hexadecimal(spec: Field, colour: str) -> None:
    with pytest.raises(RenderConfigError, match=f"{spec.name}: .* is no colour; write it as #RRGGBB"):
        RenderConfig.from_dict({spec.name: colour})


def test_unknown_setting_is_named() -> None:
    with pytest.raises(RenderConfigError, match=r"unknown render setting 'fontsize'.*font_size_pt"):
        RenderConfig.from_dict({"fontsize": 10})
    with pytest.raises(RenderConfigError, match="unknown render setting 'colour'"):
        RenderConfig.preset("fine", colour=300)


@pytest.mark.parametrize(
    "colours, readable",
    [
        ({"ink": "#000000", "paper": "#3C3C3C"}, True),  # MIN_CONTRAST levels apart
        ({"ink": "#000000", "paper": "#3B3B3B"}, False),
        ({"ink": "#ffffff", "paper": "#c3c3c3"}, True),
        ({"ink": "#777"}, True),
        ({"ink": "#fff"}, False),
        ({"paper": "#000"}, False),
        ({"paper": "#000", "theme": "dark"}, True),
        ({"ink": "#000", "theme": "dark"}, False),
    ],
)
def test_text_too_pale_to_read_is_refused(colours: dict[str, Any], readable: bool) -> None:
    if readable:
        RenderConfig(**colours)
    else:
        with pytest.raises(RenderConfigError, match=f"ink=.* on paper=.* cannot be read; keep them {MIN_CONTRAST}"):
            RenderConfig(**colours)


def test_type_too_small_to_read_is_refused() -> None:
    assert RenderConfig(font_size_pt=4.0, dpi=54).font_size_px == 3.0
    with pytest.raises(RenderConfigError, match=r"font_size_pt=4.0 at dpi=50 is 2.8 px, too small to read"):
        RenderConfig(font_size_pt=4.0, dpi=50)


@pytest.mark.parametrize(
    "changes, room",
    [
        ({"page_width_pt": 100.0, "margin_x_pt": 41.0}, "18 x 424 pt on a 100 x 448 pt page"),
        ({"page_height_pt": 100.0, "margin_y_pt": 41.0}, "424 x 18 pt on a 448 x 100 pt page"),
        ({"columns": 6, "column_gap_pt": 80.0}, "4 x 424 pt"),
        ({"left_indent_pt": 200.0, "right_indent_pt": 200.0, "first_line_indent_pt": 5.0}, "19 x 424 pt"),
        ({"margin_x_pt": 300.0}, "-152 x 424 pt"),
    ],
)
def test_text_has_room(changes: dict[str, Any], room: str) -> None:
    with pytest.raises(RenderConfigError, match=f"leave {room}.*too little for font_size_pt=10.0"):
        RenderConfig(**changes)
    assert RenderConfig(page_width_pt=100.0, margin_x_pt=40.0)


@pytest.mark.parametrize("size", ["4000x100", "2500x2500"])
def test_pages_too_large_to_hold_are_refused(size: str) -> None:
    with pytest.raises(RenderConfigError, match=r"at dpi=300 make a page of .* px, more than"):
        RenderConfig.from_dict({"page_size": size, "dpi": 300})


def test_lengths_are_points() -> None:
    config = RenderConfig(page_width_pt=200.0, page_height_pt=100.0, font_size_pt=10.0, line_height=1.5, dpi=144)
    assert config.scale == 2 and config.page_size_px == (200, 400)
    assert (config.font_size_px, config.line_pitch_px) == (20, 30)


@pytest.mark.parametrize("name", PAGE_SIZES_PT)
def test_page_sizes_have_names(name: str) -> None:
    for spelt in (name, name.lower(), name.upper()):
        config = RenderConfig.from_dict({"page_size": spelt})
        assert (config.page_width_pt, config.page_height_pt) == PAGE_SIZES_PT[name]


def test_page_sizes_can_be_given_in_points() -> None:
    for size in ("300x200.5", "300X200.5", "300, 200.5", " 300 x 200.5 "):
        assert parse_page_size(size) == (300, 200.5)
    for strange in ("A9", "300", "300x", "axb", "1x2x3", None, 7, "nanx5x"):
        with pytest.raises(RenderConfigError, match=r"page_size=.* is neither one of A3, A4, .* nor WIDTHxHEIGHT"):
            RenderConfig.from_dict({"page_size": strange})
    for outside in ("nanx100", "100xinf", "5000x100", "10x100"):
        with pytest.raises(RenderConfigError, match=r"page_(width|height)_pt=.* is outside"):
            RenderConfig.from_dict({"page_size": outside})


def test_shorthands_give_way_to_what_is_said_in_full() -> None:
    config = RenderConfig.from_dict({"margin_pt": 5.0, "margin_y_pt": 7.0, "page_size": "A4", "page_width_pt": 300.0})
    assert (config.margin_x_pt, config.margin_y_pt) == (5, 7)
    assert (config.page_width_pt, config.page_height_pt) == (300, 842)
    assert RenderConfig().replace(margin_pt=3.0) == RenderConfig(margin_x_pt=3.0, margin_y_pt=3.0)
    assert RenderConfig().replace(page_size="A5").page_size_px == (595, 420)
    assert RenderConfig.preset("fine", page_size="A5", margin_pt=3.0).page_size_px == (595, 420)


def test_presets() -> None:
    assert list(PRESETS) == ["coarse", "medium", "fine"]
    presets = [RenderConfig.preset(name) for name in PRESETS]  # type: ignore[arg-type]
    sizes = [(c.font_size_pt, c.line_height, c.whitespace, c.paragraphs) for c in presets]
    assert sizes == [(8, 1.5, "merge", "key"), (10, 1.2, "merge", "keep"), (12, 1.0, "keep", "keep")]
    assert RenderConfig() == RenderConfig.preset("medium")
    assert RenderConfig.preset("fine", theme="dark", font_size_pt=14.0).font_size_pt == 14
    with pytest.raises(RenderConfigError, match="granularity='tiny' is not one of coarse, medium, fine"):
        RenderConfig.preset("tiny")  # type: ignore[arg-type]


def test_preset_settings_are_a_copy() -> None:
    preset_settings("fine")["font_size_pt"] = 99
    assert RenderConfig.preset("fine").font_size_pt == 12


def test_frozen_and_validated_on_replace() -> None:
    config = RenderConfig()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.font_size_pt = 9  # type: ignore[misc]
    with pytest.raises(RenderConfigError, match="font_size_pt=100 is outside 4"):
        config.replace(font_size_pt=100)
    assert hash(config) == hash(RenderConfig())


def test_ids_are_stable() -> None:
    pinned = {"coarse": "f78ed705d32f", "medium": "88e85f693db9", "fine": "8c0bf0de6fdd"}
    assert {name: RenderConfig.preset(name).id for name in PRESETS} == pinned  # type: ignore[arg-type]
    assert RenderConfig(font_size_pt=12).id == RenderConfig(font_size_pt=12.0).id
    assert RenderConfig(margin_x_pt=13.0).id != RenderConfig().id
