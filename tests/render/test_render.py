"""Rendering is exact: every character painted once, its box around its ink, its offset into the source."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.data.tokens import TokenGrid
from glyph.documents import Document, DocumentBuilder, parse_document
from glyph.render import NO_SOURCE, PRESETS, Page, RenderConfig, RenderConfigError, merge_by_line, render
from glyph.render.atlas import NUM_PHASES, get_atlas
from glyph.render.keyparts import HIDDEN_MARK

LETTERS = "abcdefgijlmnopqtwxyABCIMW0123456789.,;:!?%$()[]-–éüßΩ中文年度净利润收入增长，。；：（）《》￥\u3000 \t\n"
TEXT = st.text(st.sampled_from(LETTERS), max_size=120)
WORDS = st.text(st.sampled_from("abil mW 01,.%() 中文利润，。"), min_size=1, max_size=24)
PROSE = st.lists(st.sampled_from(["revenue", "rose", "by", "12%", "in", "2023.", "Costs", "fell,", "净利润", "增长。"]))
POLICIES = st.sampled_from(["coarse", "medium", "fine"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    builder = DocumentBuilder()
    for kind in draw(st.lists(st.sampled_from(["heading", "paragraph", "list", "table"]), max_size=5)):
        if kind == "heading":
            builder.heading(draw(WORDS), draw(st.integers(1, 6)))
        elif kind == "paragraph":
            builder.paragraph(draw(TEXT))
        elif kind == "list":
            builder.list_item(draw(TEXT), draw(st.sampled_from(["•", "1.", ""])), draw(st.integers(1, 3)))
        else:
            columns = draw(st.integers(1, 4))
            rows = st.lists(st.lists(WORDS, min_size=columns, max_size=columns), min_size=1, max_size=4)
            builder.table(draw(rows))
    return builder.build()


def small(granularity: str, **changes: object) -> RenderConfig:
    settings = {"page_width_px": 200, "page_height_px": 120, "margin_px": 8, **changes}
    return RenderConfig.preset(granularity, **settings)  # type: ignore[arg-type]


def painted(pages: list[Page]) -> str:
    return "".join(page.text for page in pages)


def blocks_text(document: Document) -> str:
    return "".join(c for block in document.blocks for c in block.text if not c.isspace() and c.isprintable())


def boxed(page: Page) -> NDArray[np.bool_]:
    """[H, W] the pixels that lie wholly in some character's box."""
    mask = np.zeros(page.image.shape, np.bool_)
    for x0, y0, x1, y1 in page.boxes:
        mask[max(0, int(np.ceil(y0))) : int(np.floor(y1)), max(0, int(np.ceil(x0))) : int(np.floor(x1))] = True
    return mask


def check_pages(pages: list[Page], config: RenderConfig) -> None:
    for page in pages:
        num = len(page.text)
        assert page.image.dtype == np.uint8 and page.image.ndim == 2
        assert page.boxes.shape == (num, 4) and page.boxes.dtype == np.float32
        assert page.offsets.shape == (num,) and page.offsets.dtype == np.int64
        assert page.lines.shape == page.space_before.shape == (num,)
        assert (np.diff(page.lines) >= 0).all()
        assert (page.boxes[:, 2:] >= page.boxes[:, :2]).all()
        assert page.image.shape[1] == config.page_width_px and page.image.shape[0] <= config.page_height_px
    assert all(len(page.image) == config.page_height_px for page in pages[:-1])


@settings(max_examples=60)
@given(documents(), st.sampled_from(["medium", "fine"]), st.sampled_from(["DejaVu Sans", "Noto Sans CJK SC"]))
def test_every_character_is_painted_once_with_its_offset(document: Document, granularity: str, font: str) -> None:
    config = small(granularity, font=font)
    pages = list(render(document, config))
    check_pages(pages, config)
    offsets = np.concatenate([page.offsets for page in pages])
    sourced = [(int(k), c) for k, c in zip(offsets, painted(pages), strict=True) if k != NO_SOURCE]
    assert all(document.source[k] == c for k, c in sourced)
    wanted = [k for k, c in enumerate(document.source) if not c.isspace()]
    assert sorted(k for k, _ in sourced) == wanted
    if not any(block.kind == "table" for block in document.blocks):  # wrapped cells go row by row
        assert [k for k, _ in sourced] == wanted


@settings(max_examples=60)
@given(documents(), POLICIES, st.sampled_from(["light", "dark"]), st.sampled_from([0.0, 0.7]))
def test_ink_lies_in_boxes_and_boxes_hold_ink(document: Document, granularity: str, theme: str, spacing: float) -> None:
    config = small(granularity, theme=theme, letter_spacing_px=spacing, table_borders="none")
    pages = list(render(document, config))
    check_pages(pages, config)
    for page in pages:
        ink = page.image != config.colours[1]
        assert not (ink & ~boxed(page)).any()
        for x0, y0, x1, y1 in page.boxes:
            if x1 <= config.page_width_px:
                assert ink[max(0, int(y0)) : int(np.ceil(y1)), int(x0) : int(np.ceil(x1))].any()


@settings(max_examples=40)
@given(documents(), POLICIES)
def test_boxes_lie_on_the_page(document: Document, granularity: str) -> None:
    config = small(granularity)
    wide_tables = [b for b in document.blocks if b.kind == "table" and len(b.rows[0]) > 2]
    for page in render(document, config):
        height, width = page.image.shape
        assert (page.boxes[:, :2] >= 0).all() and (page.boxes[:, 3] <= height).all()
        if not wide_tables:
            assert (page.boxes[:, 2] <= width).all()


@given(TEXT, st.sampled_from(["DejaVu Sans", "Noto Serif CJK SC"]), st.sampled_from([8.0, 10.0, 13.5]))
def test_the_ink_in_a_box_is_that_of_its_character(text: str, font: str, size: float) -> None:
    config = small("fine", font=font, font_size_px=size, letter_spacing_px=8, line_height=2)  # no ink meets
    atlas = get_atlas(font, size)
    for page in render(text, config):
        for char, box in zip(page.text, page.boxes, strict=True):
            (x0, y0), (x1, y1) = np.ceil(box[:2]).astype(int), np.floor(box[2:] - (4, 0)).astype(int)
            ink = 255 - page.image[max(0, y0) : y1, x0:x1]
            rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
            tight = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            assert any(np.array_equal(tight, atlas.glyph(char, phase).mask) for phase in range(NUM_PHASES)), char


@pytest.mark.parametrize("granularity", PRESETS)
def test_reading_text_is_the_source(granularity: str) -> None:
    text = "Net income was 1,024.\n\n净利润为（77）万元。\n\nNone of it is lost in 2023."
    (page,) = render(text, RenderConfig.preset(granularity, paragraphs="keep"))  # type: ignore[arg-type]
    assert page.reading_text() == text.replace("\n\n", "\n")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.booleans(), PROSE), max_size=6))
def test_finer_never_costs_fewer_tokens(blocks: list[tuple[bool, list[str]]]) -> None:
    builder = DocumentBuilder()
    for heading, words in blocks:
        (builder.heading if heading else builder.paragraph)(" ".join(words))
    document = builder.build()
    costs = [
        TokenGrid().num_visual_tokens(page.image for page in render(document, small(name)))
        for name in ("coarse", "medium", "fine")
    ]
    assert costs == sorted(costs)


def test_pages_fill_and_the_last_is_cut() -> None:
    config = small("medium")  # 104 px of text: 8 lines of 12 px
    pages = list(render("\n".join(["line"] * 20), config))
    assert [len(page.image) for page in pages] == [120, 120, 8 + 4 * 12 + 8]
    assert [int(page.lines.max()) + 1 for page in pages] == [8, 8, 4]
    assert [len(page.image) for page in render("\n".join(["line"] * 16), config)] == [120, 8 + 8 * 12 + 8]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b"])
def test_empty_sources_give_one_empty_page(text: str) -> None:
    (page,) = render(text, small("medium"))
    assert page.text == "" and page.boxes.shape == (0, 4) and (page.image == 255).all()
    assert page.reading_text() == "" and page.boxes_of((0, 10)).shape == (0, 4)


def test_sources_of_every_kind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n\nSome *text*.", encoding="utf-8")
    from_file = list(render(tmp_path / "a.md"))
    from_text = list(render("# Title\n\nSome *text*.", format="markdown"))
    ready = list(render(parse_document("# Title\n\nSome *text*.", "markdown"), RenderConfig()))
    assert painted(from_file) == painted(from_text) == painted(ready) == "TitleSometext."
    np.testing.assert_array_equal(from_file[0].image, ready[0].image)
    with pytest.raises(ValueError, match="format='docx' is unknown"):
        list(render("x", format="docx"))
    with pytest.raises(ValueError, match="unknown suffix"):
        list(render(tmp_path / "a.xyz"))
    with pytest.raises(RenderConfigError, match="unknown font 'Comic Sans'"):
        list(render("x", RenderConfig(font="Comic Sans")))


def test_rendering_is_lazy() -> None:
    pages = render("word " * 200_000, small("fine"))
    assert next(pages).text.startswith("word")


COARSE = """# Annual report

The company sells paper. It has many shops. Its staff is kind. Sales were 12 million. They like it.

| Item | 2023 |
|------|------|
| Cash | 8    |

- A point that stays. Wholly. All of it.

只有第一句保留。第二句没有数字。第三句有３个。最后一句。
"""


def test_coarse_hides_what_is_not_key_and_says_so() -> None:
    (page,) = render(COARSE, RenderConfig.preset("coarse"), format="markdown")
    assert page.reading_text().split("\n") == [
        "Annual report",
        "The company sells paper. […]Sales were 12 million. […]",
        "Item 2023",
        "Cash 8",
        "• A point that stays. Wholly. All of it.",
        "只有第一句保留。[…]第三句有３个。[…]",
    ]
    marks = Counter(page.text[k] for k in np.flatnonzero(page.offsets == NO_SOURCE))
    assert marks["…"] == HIDDEN_MARK.count("…") * 4 and marks["•"] == 1
    for char, offset in zip(page.text, page.offsets, strict=True):
        assert offset == NO_SOURCE or COARSE[offset] == char


@given(documents())
def test_coarse_keeps_headings_lists_tables_and_all_figures(document: Document) -> None:
    pages = list(render(document, small("coarse")))
    shown = {int(k) for page in pages for k in page.offsets}
    for block in document.blocks:
        for span in block.all_spans():
            for k, char in enumerate(span.text, span.start):
                if not char.isspace() and (block.kind != "paragraph" or char in "0123456789"):
                    assert k in shown
    assert all(document.source[k] == c for p in pages for k, c in zip(p.offsets, p.text, strict=True) if k >= 0)


def test_boxes_of_a_span_are_one_a_line() -> None:
    text = "alpha beta gamma delta epsilon zeta eta theta"
    (page,) = render(text, small("medium"))
    start = text.index("gamma")
    whole, word = page.boxes_of((0, len(text))), page.boxes_of((start, start + 5))
    assert len(whole) == 1 + int(page.lines.max()) and len(word) == 1
    inside = (page.offsets >= start) & (page.offsets < start + 5)
    np.testing.assert_array_equal(word[0, :2], page.boxes[inside].min(axis=0)[:2])
    np.testing.assert_array_equal(word[0, 2:], page.boxes[inside].max(axis=0)[2:])
    assert merge_by_line(np.zeros((0, 4), np.float32), np.zeros(0, np.int32)).shape == (0, 4)


def test_dark_is_the_negative_of_light() -> None:
    (light,), (dark,) = (render("Ink 墨", RenderConfig(theme=theme)) for theme in ("light", "dark"))  # type: ignore[arg-type]
    np.testing.assert_array_equal(light.image, 255 - dark.image)
    np.testing.assert_array_equal(light.boxes, dark.boxes)


def test_colours_span_ink_to_paper() -> None:
    (page,) = render("Some words", RenderConfig(ink=40, paper=200))
    assert page.image.min() == 40 and page.image.max() == 200


def test_tight_letters_keep_their_boxes() -> None:
    """Zero-width marks with negative letter spacing: still one box each, not inside out."""
    (page,) = render("e\u0483e\u0483\u0483l", RenderConfig(letter_spacing_px=-1.0, font_size_px=5.0))
    assert len(page.text) == 6 and (page.boxes[:, 2:] > page.boxes[:, :2]).all()
    assert not ((page.image != 255) & ~boxed(page)).any()


def test_margin_zero_keeps_boxes_around_ink() -> None:
    (page,) = render("gÅj| 中文", RenderConfig(margin_px=0, line_height=1.0))
    assert not ((page.image != 255) & ~boxed(page)).any()


def test_rendering_twice_is_the_same() -> None:
    document = parse_document(COARSE, "markdown")
    for first, second in zip(render(document), render(document), strict=True):
        np.testing.assert_array_equal(first.image, second.image)
        np.testing.assert_array_equal(first.boxes, second.boxes)
