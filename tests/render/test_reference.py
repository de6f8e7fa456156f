"""Configs of the reference implementation."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glyph.render import RenderConfig, RenderConfigError, render
from glyph.render.flags import load_config
from glyph.render.fonts import find_font
from glyph.render.reference import load_reference_config

FONT = str(find_font("DejaVu Serif").path)
SHIPPED: dict[str, Any] = {  # the keys of the configs that come with the reference
    "page-size": "595,842", "dpi": 72, "margin-x": 10, "margin-y": 10, "font-path": FONT, "font-size": 9,
    "line-height": 10, "font-color": "#000000", "alignment": "LEFT", "horizontal-scale": 1.0, "first-line-indent": 0,
    "left-indent": 0, "right-indent": 0, "space-after": 0, "space-before": 0, "border-width": 0, "border-padding": 0,
    "page-bg-color": "#FFFFFF", "para-bg-color": "#FFFFFF", "auto-crop-width": True, "auto-crop-last-page": True,
}  # fmt: skip
MARK = '<font color="#FF0000"> \\n </font>'


def load(folder: Path, **changes: Any) -> RenderConfig:
    """The config of a file; underscores in names stand for hyphens, ``None`` leaves a key out."""
    values = SHIPPED | {key.replace("_", "-"): value for key, value in changes.items()}
    path = folder / "config_en.json"
    path.write_text(json.dumps({key: value for key, value in values.items() if value is not None}))
    return load_reference_config(path)


def test_the_shipped_config(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = load(tmp_path)
    assert config == RenderConfig(
        font=FONT, font_size_pt=9.0, line_height=10 / 9, space_after=1.0, page_width_pt=595.0, page_height_pt=842.0,
        margin_x_pt=16.0, margin_y_pt=16.0, crop_width=True, crop_last_page=True, whitespace="keep",
    )  # fmt: skip
    assert not caplog.records
    assert load_config(tmp_path / "config_en.json") == config


def test_what_the_reference_takes_for_absent_keys(tmp_path: Path) -> None:
    config = load(tmp_path, **dict.fromkeys(key.replace("-", "_") for key in SHIPPED if key != "font-path"))
    assert (config.page_width_pt, config.margin_x_pt, config.font_size_pt) == (595.27, 26.0, 9.0)
    assert (config.line_height, config.alignment, config.dpi) == (10 / 9, "justified", 72)
    assert not config.crop_width and not config.crop_last_page


def test_every_value_has_its_field(tmp_path: Path) -> None:
    config = load(
        tmp_path, page_size="400,300", dpi=96, margin_x=20, margin_y=4, font_size=8, line_height=12,
        font_color="#102030", alignment="CENTER", first_line_indent=10, left_indent=6, right_indent=4,
        space_before=6, space_after=24, page_bg_color="FFFFF0", para_bg_color="0xFFFFF0", auto_crop_width=False,
        auto_crop_last_page=False, horizontal_scale=0.9, newline_markup="<b>↵</b>",
    )  # fmt: skip
    assert (config.page_width_pt, config.page_height_pt, config.dpi) == (360.0, 300.0, 96)
    assert config.horizontal_scale == 0.9  # the reference squeezes the whole page, margins and indents too
    assert (config.margin_x_pt, config.margin_y_pt) == pytest.approx((26 * 0.9, 10.0))
    indents = (config.first_line_indent_pt, config.left_indent_pt, config.right_indent_pt)
    assert indents == pytest.approx((9.0, 5.4, 3.6))
    assert (config.line_height, config.space_before, config.space_after) == (1.5, 0.5, 2.0)
    assert (config.ink, config.paper, config.alignment) == ("#102030", "#fffff0", "center")
    assert config.newline_mark == "↵"
    assert not config.crop_width and not config.crop_last_page


@pytest.mark.parametrize(("markup", "mark"), [("<br/>", ""), ("<br />", ""), (MARK, "\\n"), (" ¶ ", "¶")])
def test_newline_markup(tmp_path: Path, markup: str, mark: str) -> None:
    config = load(tmp_path, newline_markup=markup)
    assert config.newline_mark == mark
    assert config.space_after == (0.0 if mark else 1.0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"line_height": 8}, "'line-height': 8 pt is less than the font size of 9 pt"),
        ({"line_height": "10"}, "'line-height': '10' is not a number"),
        ({"font_size": "9"}, "'font-size': '9' is not a number"),
        ({"font_size": 2}, "font_size_pt=2.0 is outside"),
        ({"dpi": 72.5}, "'dpi': 72.5 must be a whole number"),
        ({"dpi": 10}, "dpi=10 is outside"),
        ({"page_size": "A4 landscape"}, "'page-size': 'A4 landscape'"),
        ({"page_size": [595]}, "'page-size'"),
        ({"alignment": "left"}, "'alignment': 'left' is not one of LEFT, JUSTIFY"),
        ({"font_color": "black"}, "'font-color': 'black' is no colour"),
        ({"font_color": 0}, "'font-color': 0 is no colour"),
        ({"para_bg_color": "#EEEEEE"}, "'para-bg-color': '#EEEEEE' differs"),
        ({"auto_crop_width": 1}, "'auto-crop-width': 1 is neither"),
        ({"newline_markup": ""}, "'newline-markup': ''"),
        ({"newline_markup": "<br/><br/>"}, "'newline-markup'"),
        ({"newline_markup": "|"}, "'newline-markup'"),
        ({"font_path": 5}, "'font-path': 5 is not a path"),
        ({"font_path": __file__}, "unknown font"),
        ({"font_sise": 9}, "unknown setting 'font-sise'"),
        ({"font_color": "#FEFEFE"}, "cannot be read"),
    ],
)
def test_what_is_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RenderConfigError) as caught:
        load(tmp_path, **changes)
    told = str(caught.value)
    assert told.startswith(f"{tmp_path / 'config_en.json'}: ") and message in told and "\n" not in told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{\n"dpi": 72\n"a": 1}', "config.json:3: invalid JSON"),
        (b"[1]", "must be an object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "invalid JSON"),
    ],
)
def test_files_that_are_none(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(content)
    with pytest.raises(RenderConfigError, match=message):
        load_reference_config(path)


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("../config/Verdana.ttf", "DejaVu Sans"),
        ("../config/SourceHanSansHWSC-VF.ttf", "Noto Sans CJK SC"),
        ("C:\\Fonts\\NotoSerifCJKsc.otf", "Noto Serif CJK SC"),
        ("SimSun.ttf", "Noto Serif CJK SC"),
        ("SourceHanMonoSC.otf", "Noto Sans Mono CJK SC"),
        ("Times New Roman.ttf", "DejaVu Serif"),
        ("OpenSans-Regular.ttf", "DejaVu Sans"),
        ("UbuntuMono.ttf", "DejaVu Sans Mono"),
    ],
)
def test_a_missing_font_falls_back_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, path: str, family: str
) -> None:
    with caplog.at_level(logging.WARNING):
        assert load(tmp_path, font_path=path).font == family
    assert f"{path} does not exist; the text is set in {family}" in caplog.text


def test_a_font_is_found_beside_the_config(tmp_path: Path) -> None:
    shutil.copy(FONT, tmp_path / "mine.ttf")
    assert load(tmp_path, font_path="mine.ttf").font == str(tmp_path / "mine.ttf")


def test_decorations_are_told_by_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = load(tmp_path, border_width=2, border_padding=3, para_border_color="#FF0000", newline_markup=MARK)
    assert config.border_pt == 2.0
    assert [key for key in ("border-width", "border-padding", "newline-markup") if f"'{key}'" in caplog.text] == [
        "border-width", "border-padding", "newline-markup",
    ]  # fmt: skip
    caplog.clear()
    assert load(tmp_path, border_width=2).border_pt == 0.0  # white on white
    assert load(tmp_path, page_bg_color="#202020", para_bg_color=None, font_color="#FFFFFF").paper == "#202020"
    assert [record.getMessage().split("'")[1] for record in caplog.records] == ["para-bg-color"]


def test_lines_and_margins_stand_where_the_reference_puts_them(tmp_path: Path) -> None:
    text = "\n".join(["word " * 200, "", "short", "", "", "end"])
    page = next(iter(render(text, load(tmp_path, auto_crop_width=False, auto_crop_last_page=False))))
    assert page.image.shape == (842, 595)
    rows, columns = (np.flatnonzero((page.image < 128).any(axis=axis)) for axis in (1, 0))
    assert 15 <= columns[0] <= 18 and 540 < columns[-1] < 579 and 16 <= rows[0] <= 20
    tops = page.boxes[np.unique(page.lines, return_index=True)[1], 1]
    pitches = [10.0] * (len(tops) - 3) + [20.0, 20.0]  # an empty line between paragraphs
    assert np.diff(tops).tolist() == pytest.approx(pitches)
