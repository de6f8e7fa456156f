"""Themes: the colours of ink, paper, shadows, borders and syntax."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given

from glyph.documents import Block, Document, Span
from glyph.documents.model import Token
from glyph.render import Page, RenderConfig
from glyph.render.raster.canvas import SHADOW_SHARE
from glyph.render.themes import THEMES, luma, palette_of, parse_colour
from tests.render.drawing import draw_page, is_ink, small
from tests.render.strategies import configs

TOKENS: tuple[Token, ...] = get_args(Token)


def levels(page: Page) -> set[int]:
    return set(np.unique(page.image).tolist())


def colours_of(page: Page) -> set[tuple[int, ...]]:
    return set(map(tuple, page.image.reshape(-1, 3).tolist()))


def test_colours_are_written_in_hexadecimal() -> None:
    assert parse_colour("#0a141E") == (10, 20, 30)
    assert parse_colour("#fA0") == (255, 170, 0)
    assert luma((255, 255, 255)) == pytest.approx(255) and luma((0, 255, 0)) > luma((255, 0, 0)) > luma((0, 0, 255))


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_read(theme: str) -> None:
    palette = THEMES[theme]
    for colour in (palette.ink, palette.faint, palette.link, *palette.tokens.values()):
        for behind in (palette.paper, palette.shade):
            assert abs(luma(colour) - luma(behind)) >= 60, (colour, behind)


def test_grey_themes_are_drawn_in_one_channel() -> None:
    shapes = {theme: draw_page("Ink", theme=theme).image.ndim for theme in THEMES}
    assert shapes == {"document": 2, "web": 3, "code": 3, "dark": 3, "pixel": 2}
    assert draw_page("Ink", theme="document", ink="#102030").image.ndim == 3
    assert draw_page("Ink", theme="web", ink="#000").image.ndim == 3  # its links are blue


@pytest.mark.parametrize("ink, paper", [(0, 255), (40, 200), (255, 0), (250, 17)])
def test_grey_pages_span_ink_to_paper(ink: int, paper: int) -> None:
    page = draw_page("Some words", ink=f"#{ink:02x}{ink:02x}{ink:02x}", paper=f"#{paper:02x}{paper:02x}{paper:02x}")
    assert (page.image.min(), page.image.max()) == (min(ink, paper), max(ink, paper))
    assert page.image[0, 0] == paper
    np.testing.assert_array_equal(page.boxes, draw_page("Some words").boxes)


def test_colour_pages_blend_ink_and_paper() -> None:
    page, grey = draw_page("Some words", ink="#102030", paper="#F0E8D0"), draw_page("Some words")
    assert {(16, 32, 48), (240, 232, 208)} < colours_of(page)
    share = (255 - grey.image[..., None]) / 255
    expected = np.array([240, 232, 208]) + share * (np.array([16, 32, 48]) - np.array([240, 232, 208]))
    np.testing.assert_allclose(page.image, expected, atol=1.5)


def test_grey_is_how_a_colour_page_looks_without_colour() -> None:
    page = draw_page("Some words", theme="web")
    assert page.grey.shape == page.image.shape[:2] and page.grey.dtype == np.uint8
    assert page.grey[0, 0] == 255 and page.grey.min() == round(luma(THEMES["web"].ink))
    plain = draw_page("Some words")
    assert plain.grey is plain.image


def test_dark_is_dark() -> None:
    page = draw_page("Some words", theme="dark")
    assert colours_of(page) >= {(30, 30, 30), (222, 222, 222)} and np.median(page.image) == 30


def test_pixel_knows_two_levels() -> None:
    document = Document("head\nlink\n", (Block("heading", (Span("head", 0),)), Block("rule"),
                                         Block("code", (Span("link", 5, link=True, token="keyword"),))))  # fmt: skip
    for supersampling in (1, 3):
        assert levels(draw_page(document, theme="pixel", supersampling=supersampling)) == {0, 255}


def test_the_theme_moves_no_character() -> None:
    pages = [draw_page("Some words, 中文。", theme=theme) for theme in THEMES if theme != "pixel"]
    for page in pages:
        np.testing.assert_array_equal(page.boxes, pages[0].boxes)


@pytest.mark.parametrize("theme", ["web", "code", "dark"])
def test_syntax_is_coloured(theme: str) -> None:
    spans = tuple(Span("mmm\n", 4 * k, token=token) for k, token in enumerate(TOKENS))
    document = Document("mmm\n" * len(TOKENS), (Block("code", spans),))
    page = draw_page(document, theme=theme, style="code", line_numbers=False, page_size="200x400", font_size_pt=20)
    palette = THEMES[theme]
    for k, token in enumerate(TOKENS):
        x0, y0, x1, y1 = page.boxes[3 * k].astype(int)
        drawn = set(map(tuple, page.image[y0:y1, x0:x1].reshape(-1, 3).tolist()))
        assert (palette.tokens[token] if token else palette.ink) in drawn, token
    ink = "#ffff00" if theme == "dark" else "#0000ff"
    own = draw_page(document, theme=theme, style="code", page_size="200x400", ink=ink)
    assert not colours_of(own) & {palette.tokens[token] for token in TOKENS if token}


@pytest.mark.parametrize("theme", ["web", "dark"])
def test_links_have_their_colour(theme: str) -> None:
    document = Document("a link", (Block("paragraph", (Span("a ", 0), Span("link", 2, link=True))),))
    assert THEMES[theme].link in colours_of(draw_page(document, theme=theme, font_size_pt=30))


def test_shadows_fall_right_and_down() -> None:
    plain, shadowed = (draw_page("Shadow", font_size_pt=30, shadow=s) for s in (False, True))
    shifted = np.pad(plain.image, ((1, 0), (1, 0)), constant_values=255)[:-1, :-1]
    assert (shadowed.image <= plain.image).all() and (shadowed.image < plain.image).any()
    only_shadow = (plain.image == 255) & (shifted == 0)
    assert only_shadow.any() and (shadowed.image[only_shadow] == 255 - int(255 * SHADOW_SHARE)).all()
    np.testing.assert_array_equal(plain.boxes, shadowed.boxes)
    assert (draw_page("Shadow", shadow=True, theme="web").image != draw_page("Shadow", theme="web").image).any()


def test_shadows_grow_with_the_page() -> None:
    plain, shadowed = (is_ink(draw_page("Shadow", dpi=288, shadow=s), small()) for s in (False, True))
    (rows, columns), (shadow_rows, shadow_columns) = np.nonzero(plain), np.nonzero(shadowed)
    assert (shadow_rows.max() - rows.max(), shadow_columns.max() - columns.max()) == (4, 4)


@pytest.mark.parametrize("border_pt, thick", [(1.0, 1), (3.0, 3), (0.3, 1)])
def test_borders_frame_the_text(border_pt: float, thick: int) -> None:
    page = draw_page("x", border_pt=border_pt, crop_last_page=False)
    line = THEMES["document"].line[0]
    frame = np.full((120, 200), 255)
    frame[4:-4, 4:-4] = line
    frame[4 + thick : -4 - thick, 4 + thick : -4 - thick] = 255
    ink = is_ink(draw_page("x", crop_last_page=False), small())
    np.testing.assert_array_equal(page.image[~ink], frame[~ink])


@pytest.mark.parametrize("paper", ["", "#FFE8D0"])
def test_code_is_shaded_unless_the_paper_is_chosen(paper: str) -> None:
    page = draw_page(Document("x", (Block("code", (Span("x", 0),)),)), paper=paper)
    assert (240 in levels(page)) == (not paper)


@given(configs())
def test_paper_is_the_colour_asked_for(config: RenderConfig) -> None:
    palette, theme = palette_of(config), THEMES[config.theme]
    assert palette.ink == (parse_colour(config.ink) if config.ink else theme.ink)
    assert palette.paper == (parse_colour(config.paper) if config.paper else theme.paper)
