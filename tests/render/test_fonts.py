"""Fonts: all families come with the install, none of them is SimHei, and every script finds a glyph."""

from __future__ import annotations

import logging
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from glyph.render import RenderConfig, RenderConfigError, render, uncovered
from glyph.render.fonts import FALLBACK, FAMILIES, GENERIC, FontFile, find_font, font_chain, system_fonts
from glyph.render.raster.glyphs import glyph_index
from tests.places import ROOT
from tests.render.drawing import draw_page, is_ink, small

LATIN = "abcXYZ0189.,;:!?%$()[]€–éüß"
CHINESE = "年度净利润，。；（）《》万"
MISSING = "\U000abcde"  # no character, so no font has it
CUTS = list(product((False, True), (False, True)))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_resolves_and_draws(family: str) -> None:
    for bold, italic in CUTS:
        file = find_font(family, bold, italic)
        assert file.path.is_file()
        claimed = LATIN if family.startswith(("DejaVu", "STIX")) else LATIN + CHINESE
        assert [char for char in claimed if not glyph_index(file.path, char)] == []
    config = small(font=family, code_font=family, font_size_pt=10.375)  # of no other test
    page = draw_page(LATIN + CHINESE, config)
    assert page.text == LATIN + CHINESE and not uncovered(config)


def test_simhei_is_never_used() -> None:
    files = [file for family in FAMILIES for cut in CUTS for file in font_chain(family, *cut)]
    assert not any("simhei" in file.path.name.lower() for file in files)
    with pytest.raises(RenderConfigError, match="unknown font 'SimHei'; the installed families are DejaVu Sans, "):
        find_font("SimHei")


@pytest.mark.parametrize("generic", GENERIC)
def test_generic_names(generic: str) -> None:
    assert find_font(generic) == find_font(GENERIC[generic])


def test_chains_start_with_the_font_and_hold_each_file_once() -> None:
    for family in FAMILIES:
        chain = font_chain(family)
        assert chain[0] == find_font(family) and len({file.path for file in chain}) == len(chain)
        assert {find_font(name).path for name in FALLBACK} <= {file.path for file in chain}
    assert font_chain("DejaVu Sans")[1] == find_font("Noto Sans CJK SC")


def test_cuts_a_family_lacks_are_made() -> None:
    bold = find_font("DejaVu Sans", bold=True)
    assert "Bold" in bold.path.name and not bold.embolden
    assert find_font("Noto Sans CJK SC", bold=True, italic=True) == FontFile(
        find_font("Noto Sans CJK SC").path, embolden=True, slant=True
    )


def test_chinese_falls_back_to_the_chinese_font() -> None:
    assert not glyph_index(find_font("DejaVu Sans").path, "净")
    latin, chinese = (draw_page("净利润", small(font=font)) for font in ("DejaVu Serif", "Noto Sans CJK SC"))
    np.testing.assert_array_equal(latin.image, chinese.image)
    np.testing.assert_allclose(np.diff(latin.boxes[:, 0]), 10, atol=1)


def test_mono_is_mono() -> None:
    boxes = draw_page("iW.0m", small(font="mono", letter_spacing_pt=3)).boxes
    np.testing.assert_allclose(np.diff(boxes[:, 0]), 9.02, atol=0.6)


def test_a_character_no_font_has_is_a_box_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    config = small(font="STIX General", font_size_pt=20, letter_spacing_pt=4)
    with caplog.at_level(logging.WARNING, "glyph"):
        page = draw_page(f"a{MISSING}b", config)
        draw_page(f"{MISSING}{MISSING}", config)
    assert page.text == f"a{MISSING}b" and uncovered(config) == {MISSING}
    assert [record.getMessage() for record in caplog.records] == [
        "the text: drawn as boxes, for no font has them: U+ABCDE"
    ]
    x0, y0, x1, y1 = page.boxes[1].astype(int)
    ink = is_ink(page, config)[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    frame = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert frame[[0, -1]].all() and frame[:, [0, -1]].all() and not frame[1:-1, 1:-1].any()
    assert frame.shape == pytest.approx((14, 9), abs=2)
    assert page.boxes[2, 0] >= page.boxes[1, 0] + 15  # b stands beside the box
    assert uncovered(small(font_size_pt=21.5)) == set()


def test_shaped_text_no_font_has_is_told_too() -> None:
    config = small(font_size_pt=20.5)
    cuneiform_with_mark = "\U000abcdf\u0301"
    page = draw_page(cuneiform_with_mark, config)
    assert page.text == cuneiform_with_mark and "\U000abcdf" in uncovered(config)
    x0, y0, x1, y1 = page.boxes[0].astype(int)
    assert is_ink(page, config)[y0:y1, x0:x1].any()


def test_font_files(tmp_path: Path) -> None:
    path = find_font("DejaVu Serif").path
    by_path, by_name = (draw_page("abc", font=font) for font in (str(path), "DejaVu Serif"))
    np.testing.assert_array_equal(by_path.image, by_name.image)
    assert find_font(str(path), bold=True) == FontFile(path, embolden=True)
    with pytest.raises(RenderConfigError, match="does not exist"):
        find_font(str(tmp_path / "none.ttf"))


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + b"\xff" * 100])
@pytest.mark.parametrize("field", ["font", "code_font"])
def test_broken_font_files_are_told_plainly(content: bytes, field: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.ttf"
    file.write_bytes(content)
    with pytest.raises(RenderConfigError, match=r"broken\.ttf is not a readable font"):
        list(render("`abc`\n\n    code", RenderConfig(**{field: str(file)}), "markdown"))  # type: ignore[arg-type]


def test_system_fonts_are_in_a_fixed_order() -> None:
    assert system_fonts() == tuple(sorted(system_fonts(), key=lambda path: (path.name, str(path))))


@pytest.mark.parametrize("module", ["glyph.render", "glyph.documents"])
def test_rendering_needs_no_torch(module: str) -> None:
    heavy = "('torch', 'torchvision', 'timm', 'transformers', 'lightning', 'matplotlib')"
    code = f"import sys, {module}; sys.exit(' '.join(m for m in {heavy} if m in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
