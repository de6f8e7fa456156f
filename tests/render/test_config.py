"""RenderConfig: ranges, presets, mappings and ids."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from glyph.render import PRESETS, RenderConfig, RenderConfigError, preset_settings

NUMBERS = [spec for spec in dataclasses.fields(RenderConfig) if "low" in spec.metadata]
CHOICES = [spec for spec in dataclasses.fields(RenderConfig) if "choices" in spec.metadata]


def settings_of_any_config() -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {"font": st.sampled_from(["DejaVu Sans", "Noto Sans CJK SC"])}
    for spec in NUMBERS:
        low, high = spec.metadata["low"], spec.metadata["high"]
        whole = isinstance(spec.default, int)
        fields[spec.name] = st.integers(low, high) if whole else st.floats(low, high)
    fields |= {spec.name: st.sampled_from(spec.metadata["choices"]) for spec in CHOICES}
    return st.fixed_dictionaries({}, optional=fields)


@given(settings_of_any_config())
def test_mapping_and_yaml_round_trip(settings: dict[str, Any]) -> None:
    try:
        config = RenderConfig.from_dict(settings)
    except RenderConfigError as error:
        assume("ink=" not in str(error) and "leaves" not in str(error))  # fields in range, but not together
        raise
    assert RenderConfig.from_dict(config.to_dict()) == config
    again = RenderConfig.from_dict(yaml.safe_load(yaml.safe_dump(config.to_dict())))
    assert again == config and again.id == config.id


@pytest.mark.parametrize("spec", NUMBERS, ids=lambda spec: spec.name)
def test_every_number_has_a_range_and_a_unit(spec: dataclasses.Field[Any]) -> None:
    low, high = spec.metadata["low"], spec.metadata["high"]
    assert low <= spec.default <= high and spec.metadata["unit"]
    for outside in (low - 1, high + 1, float("nan"), float("inf")):
        with pytest.raises(RenderConfigError, match=spec.name):
            RenderConfig.from_dict({spec.name: outside})
    for strange in ("12", None, True, [1]):
        with pytest.raises(RenderConfigError, match=f"{spec.name}=.* is not a number"):
            RenderConfig.from_dict({spec.name: strange})


@pytest.mark.parametrize(
    "spec", [spec for spec in NUMBERS if isinstance(spec.default, int)], ids=lambda spec: spec.name
)
def test_whole_numbers_stay_whole(spec: dataclasses.Field[Any]) -> None:
    with pytest.raises(RenderConfigError, match=spec.name):
        RenderConfig.from_dict({spec.name: spec.default + (0.5 if spec.default < 255 else -0.5)})


@pytest.mark.parametrize("spec", CHOICES, ids=lambda spec: spec.name)
def test_choices_are_closed(spec: dataclasses.Field[Any]) -> None:
    for choice in spec.metadata["choices"]:
        assert getattr(RenderConfig.from_dict({spec.name: choice}), spec.name) == choice
    with pytest.raises(RenderConfigError, match=f"{spec.name}='sepia' is not one of {spec.metadata['choices'][0]}"):
        RenderConfig.from_dict({spec.name: "sepia"})


def test_unknown_setting_is_named() -> None:
    with pytest.raises(RenderConfigError, match=r"unknown render setting 'fontsize'.*font_size_px"):
        RenderConfig.from_dict({"fontsize": 10})
    with pytest.raises(RenderConfigError, match="unknown render setting 'dpi'"):
        RenderConfig.preset("fine", dpi=300)


@pytest.mark.parametrize("ink, paper, readable", [(0, 60, True), (0, 59, False), (255, 195, True), (120, 120, False)])
def test_text_too_pale_to_read_is_refused(ink: int, paper: int, readable: bool) -> None:
    if readable:
        assert RenderConfig(ink=ink, paper=paper).colours == (ink, paper)
    else:
        with pytest.raises(RenderConfigError, match="cannot be read"):
            RenderConfig(ink=ink, paper=paper)


def test_margins_leave_room_for_text() -> None:
    assert RenderConfig(page_width_px=100, page_height_px=100, margin_px=40, font_size_px=10).margin_px == 40
    for side in ({"page_width_px": 100}, {"page_height_px": 100}):
        with pytest.raises(RenderConfigError, match="margin_px=41 leaves 18 px"):
            RenderConfig(**side, margin_px=41, font_size_px=10)  # type: ignore[arg-type]


def test_presets() -> None:
    assert list(PRESETS) == ["coarse", "medium", "fine"]
    sizes = [(c.font_size_px, c.line_height, c.whitespace, c.paragraphs) for c in map(RenderConfig.preset, PRESETS)]
    assert sizes == [(8, 1.5, "merge", "key"), (10, 1.2, "merge", "keep"), (12, 1.0, "keep", "keep")]
    assert RenderConfig() == RenderConfig.preset("medium")
    assert RenderConfig.preset("fine", theme="dark", font_size_px=14).font_size_px == 14
    with pytest.raises(RenderConfigError, match="granularity='tiny' is not one of coarse, medium, fine"):
        RenderConfig.preset("tiny")  # type: ignore[arg-type]


def test_preset_settings_are_a_copy() -> None:
    preset_settings("fine")["font_size_px"] = 99
    assert RenderConfig.preset("fine").font_size_px == 12


def test_dark_theme_swaps_colours() -> None:
    config = RenderConfig(ink=20, paper=230)
    assert config.colours == (20, 230)
    assert config.replace(theme="dark").colours == (230, 20)


def test_frozen_and_validated_on_replace() -> None:
    config = RenderConfig()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.font_size_px = 9  # type: ignore[misc]
    with pytest.raises(RenderConfigError, match="font_size_px=100 is outside 5"):
        config.replace(font_size_px=100)


def test_ids_are_stable_and_tell_configs_apart() -> None:
    pinned = {"coarse": "f2950dbd9335", "medium": "1178de604732", "fine": "7744b03fbeba"}
    assert {name: RenderConfig.preset(name).id for name in PRESETS} == pinned  # type: ignore[arg-type]
    assert RenderConfig(font_size_px=12).id == RenderConfig(font_size_px=12.0).id
    assert RenderConfig(margin_px=13).id != RenderConfig().id
