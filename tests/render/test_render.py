"""render: sources of every kind, presets, and the coarse view."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glyph.documents import DocumentBuilder, parse_document
from glyph.render import NO_SOURCE, Page, RenderConfig, RenderConfigError, render
from glyph.render.keyparts import HIDDEN_MARK
from glyph.render.raster import glyphs
from glyph.render.visual_tokens import TokenGrid
from tests.render.drawing import all_text, draw_page, same_pages

PROSE = st.lists(st.sampled_from(["revenue", "rose", "by", "12%", "in", "2023.", "Costs", "fell,", "净利润", "增长。"]))


def test_sources_of_every_kind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n\nSome *text*.", encoding="utf-8")
    from_file = list(render(tmp_path / "a.md"))
    from_text = list(render("# Title\n\nSome *text*.", format="markdown"))
    ready = list(render(parse_document("# Title\n\nSome *text*.", "markdown"), RenderConfig()))
    assert all_text(from_file) == "TitleSometext."
    same_pages(from_file, ready)
    same_pages(from_text, ready)
    with pytest.raises(ValueError, match="'docx'"):
        list(render("x", format="docx"))
    with pytest.raises(ValueError, match="xyz"):
        (tmp_path / "a.xyz").write_bytes(b"\0\1\2")
        list(render(tmp_path / "a.xyz"))
    with pytest.raises(RenderConfigError, match="unknown font 'Comic Sans'"):
        list(render("x", RenderConfig(font="Comic Sans")))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.booleans(), PROSE), max_size=6))
def test_finer_never_costs_fewer_tokens(blocks: list[tuple[bool, list[str]]]) -> None:
    builder = DocumentBuilder()
    for heading, words in blocks:
        (builder.heading if heading else builder.paragraph)(" ".join(words))
    document = builder.build()
    costs = [
        TokenGrid().num_visual_tokens(
            page.image for page in render(document, RenderConfig.preset(name, page_size="200x120", margin_pt=8))
        )
        for name in ("coarse", "medium", "fine")
    ]
    assert costs == sorted(costs)


COARSE = """# Annual report

The company sells paper. It has many shops. Its staff is kind. Sales were 12 million. They like it.

| Item | 2023 |
|------|------|
| Cash | 8    |

- A point that stays. Wholly. All of it.

只有第一句保留。第二句没有数字。第三句有３个。最后一句。
"""


def coarse_page(text: str = COARSE) -> Page:
    (page,) = render(text, RenderConfig.preset("coarse"), format="markdown")
    return page


def test_coarse_hides_what_is_not_key_and_says_so() -> None:
    page = coarse_page()
    assert page.reading_text().split("\n") == [
        "Annual report",
        "The company sells paper. […] Sales were 12 million. […]",
        "Item 2023",
        "Cash 8",
        "• A point that stays. Wholly. All of it.",
        "只有第一句保留。[…]第三句有３个。[…]",
    ]
    marks = Counter(page.text[k] for k in np.flatnonzero(page.offsets == NO_SOURCE))
    assert marks["…"] == HIDDEN_MARK.count("…") * 4 and marks["•"] == 1
    for char, offset in zip(page.text, page.offsets, strict=True):
        assert offset == NO_SOURCE or COARSE[offset] == char


def test_coarse_with_newline_marks() -> None:
    (page,) = render("One. Two. Three 3.\n\nFour.", RenderConfig.preset("coarse", newline_mark="↵"))
    assert page.reading_text() == "One. […] Three 3. ↵ ↵ Four."


def test_margin_zero_keeps_boxes_around_ink() -> None:
    page = draw_page("gÅj| 中文", margin_pt=0, line_height=1.0)
    ink = page.image != 255
    for x0, y0, x1, y1 in page.boxes:
        ink[max(0, int(np.ceil(y0))) : int(np.floor(y1)), max(0, int(np.ceil(x0))) : int(np.floor(x1))] = False
    assert not ink.any()


def test_tight_letters_keep_their_boxes() -> None:
    """Marks with negative letter spacing: still one box each, not inside out."""
    page = draw_page("e\u0483e\u0483\u0483l", letter_spacing_pt=-1.0, font_size_pt=5.0)
    assert len(page.text) == 6 and (page.boxes[:, 2:] > page.boxes[:, :2]).all()


def test_threads_draw_what_one_alone_does() -> None:
    """They share fonts and glyphs, which must not be met by two at once."""
    configs = [RenderConfig(font_size_pt=size) for size in (8.25, 11.25, 14.25)]
    jobs = [
        ("".join(map(chr, range(0x4E00 + k, 0x6E00, 29))) + "e\u0338 abc " * 9, c) for k in range(4) for c in configs
    ]
    alone = [list(render(*job)) for job in jobs]
    glyphs._sheet.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        for pages, expected in zip(threads.map(lambda job: list(render(*job)), jobs), alone, strict=True):
            same_pages(pages, expected)
