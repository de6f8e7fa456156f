"""Coarse to fine: what the question is about is drawn again, within the budget, and the rest is not."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from glyph.documents import Document, DocumentBuilder, parse_document
from glyph.models.ocr.reading import Reading
from glyph.readers.long.overview import passages_of
from glyph.readers.long.sources import OverviewKind
from glyph.readers.torch_reader import TorchReader
from glyph.readers.zoom import overview_config, rank_blocks, zoom
from glyph.render import RenderConfig, render
from glyph.render.visual_tokens import TokenGrid
from glyph.text.charset import Charset
from tests.tiny import tiny_reader

CONFIG = RenderConfig(page_width_pt=448, page_height_pt=448)
GRID = TokenGrid()


def long_report() -> Document:
    builder = DocumentBuilder()
    for number in range(40):
        builder.heading(f"Chapter {number}")
        builder.paragraph(f"Plain words about nothing in particular fill part {number}. " + "Nobody reads them. " * 12)
        if number == 23:
            builder.heading("Wombats")
            builder.table([["", "2022", "2023"], ["Burrows dug", "1,024", "2,048"]])
            builder.paragraph("袋熊的洞穴数量为二千个。")
    return builder.build()


@pytest.mark.parametrize(
    "question", ["How many burrows were dug in 2023?", "What of the wombats?", "袋熊的洞穴有多少？"]
)
def test_the_part_in_question_is_drawn(question: str) -> None:
    document = long_report()
    overview = list(render(document, overview_config(CONFIG)))
    ranked = rank_blocks(question, document, overview, [Reading.painted(page) for page in overview], Charset())
    pages = zoom(document, ranked, CONFIG, GRID, budget=200)
    text = "".join(page.text for page in pages)
    assert "Burrowsdug" in text or "袋熊" in text
    assert "Wombats" in text, "a block stands under its heading"
    assert GRID.num_visual_tokens(page.grey for page in pages) <= 200
    for page in pages:  # offsets still count in the whole
        assert all(document.source[o] == c for c, o in zip(page.text, page.offsets, strict=True) if o >= 0)


def test_a_misread_word_is_found_all_the_same() -> None:
    document = long_report()
    overview = list(render(document, overview_config(CONFIG)))
    readings = [Reading.painted(page) for page in overview]
    misread = [replace(reading, chars=reading.chars.translate({ord("B"): "8"})) for reading in readings]
    ranked = rank_blocks("burrows", document, overview, misread, Charset())
    assert document.blocks[ranked.blocks[0]].kind == "table"


def test_an_overview_is_cheaper_than_the_whole() -> None:
    document = long_report()
    fine = replace(CONFIG, font_size_pt=12.0, line_height=1.0)
    costs = [GRID.num_visual_tokens(p.grey for p in render(document, c)) for c in (overview_config(CONFIG), fine)]
    assert costs[1] > 3 * costs[0]


def test_a_budget_of_nothing_is_refused() -> None:
    document = long_report()
    overview = list(render(document, overview_config(CONFIG)))
    ranked = rank_blocks("wombats", document, overview, [Reading.painted(page) for page in overview], Charset())
    with pytest.raises(ValueError, match="budget=1 visual tokens are less than one page costs"):
        zoom(document, ranked, CONFIG, GRID, budget=1)


def test_a_question_about_nothing_takes_the_beginning() -> None:
    document = long_report()
    overview = list(render(document, overview_config(CONFIG)))
    ranked = rank_blocks("zyx?", document, overview, [Reading.painted(page) for page in overview], Charset())
    assert len(ranked.blocks) == len(document.blocks) and ranked.blocks[:3] == (0, 1, 2)


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader(
        render={"page_width_pt": 448, "page_height_pt": 448}, grid={"max_visual_tokens": 400, "max_positions": 1000}
    )


@pytest.mark.parametrize("overview", ["text", "pixels"])
def test_a_long_document_is_answered_within_the_budget(reader: TorchReader, overview: OverviewKind) -> None:
    reader = replace(reader, overview=overview)
    answer = reader.answer("How many burrows were dug in 2023?", long_report(), budget=250)
    assert answer.pages and reader.grid.num_visual_tokens(page.grey for page in answer.pages) <= 250
    assert any("Burrowsdug" in page.text for page in answer.pages) or overview == "pixels", "it reads nonsense"
    zoomed = reader.grid.num_visual_tokens(page.grey for page in answer.pages)
    painted = sum(page.grey.size for page in answer.pages)
    assert answer.visual_tokens == zoomed + answer.overview_tokens
    if overview == "text":  # what was searched is counted as text, what was drawn as pixels
        assert answer.overview_tokens == 0 and answer.pixels == painted
        assert answer.text_tokens > answer.searched_tokens == pytest.approx(len(long_report().source) / 5, rel=0.3)
    else:
        assert answer.overview_tokens > zoomed / 2 and answer.pixels > painted and answer.searched_tokens == 0
    assert all(0 <= page < len(answer.pages) for page, _ in answer.evidence)
    assert answer.heatmap(0).shape == answer.pages[0].grey.shape


def test_a_short_document_is_read_as_a_whole(reader: TorchReader) -> None:
    builder = DocumentBuilder()
    builder.paragraph("Revenue was 1,024.")
    answer = reader.answer("What was revenue?", builder.build())
    (page,) = answer.pages
    assert page.text == "Revenuewas1,024." and answer.visual_tokens == reader.grid.num_visual_tokens([page.grey])


@pytest.mark.parametrize("overview", ["text", "pixels"])
def test_no_document_is_too_long(reader: TorchReader, overview: OverviewKind) -> None:
    reader = replace(reader, overview=overview)
    builder = DocumentBuilder()
    for number in range(3000 if overview == "text" else 300):
        builder.heading(f"Chapter {number}")
    builder.paragraph("Wombats dig burrows.")
    document = builder.build()
    first = reader.answer("What do wombats dig?", document)
    if overview == "text":
        assert any("Wombatsdigburrows." in page.text for page in first.pages)
    started = time.process_time()
    again = reader.answer("What do wombats dig?", document)
    assert time.process_time() - started < 2.0 and (again.text, again.num_tokens) == (first.text, first.num_tokens)
    with pytest.raises(ValueError, match="the question is empty"):
        reader.answer(" ", document)


def test_passages_are_pages_or_about_as_long() -> None:
    paged = parse_document("First page.\n\n\fSecond page.\n\nMore of it.\n\n\fThird.", "text")
    assert passages_of(paged)[0] == 0 and passages_of(paged)[-1] == 2
    passages = passages_of(long_report())
    assert list(passages) == sorted(passages) and 3 < passages[-1] < 20
