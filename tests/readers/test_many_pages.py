"""Many page images: searched by their text layers where these can be trusted, read once where they cannot."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import glyph
from glyph.models.ocr.reading import Reading
from glyph.readers.long.sequences import agrees, layer_text, painted_look, size_of
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page, RenderConfig, render
from glyph.text.charset import Charset
from tests.tiny import tiny_reader

CONFIG = RenderConfig(page_width_pt=300, page_height_pt=300, dpi=144, font_size_pt=11, crop_last_page=False)
SUBJECTS = ("rabbits", "wombats", "badgers", "moles", "foxes", "hedgehogs", "otters")


def page_about(subject: str) -> Page:
    filler = "Nobody has ever asked about any of these words, which fill a page. " * 6
    return next(iter(render(f"{filler}\n\nThe {subject} dug 2,048 burrows in 2023.\n\n{filler}", CONFIG)))


PAGES = [page_about(subject) for subject in SUBJECTS]
QUESTION = "How many burrows did the wombats dig?"


@pytest.fixture
def reader() -> TorchReader:
    return tiny_reader(grid={"max_visual_tokens": 60, "max_positions": 400})


def test_only_pages_in_question_are_looked_at(reader: TorchReader) -> None:
    answer = reader.answer(QUESTION, PAGES)
    assert answer.pixels < 2 * PAGES[0].grey.size, "the others are not read"
    assert answer.overview_tokens == 0 < answer.visual_tokens <= 60
    assert answer.text_tokens > answer.searched_tokens == pytest.approx(sum(len(p.text) for p in PAGES) / 4.2, rel=0.01)
    assert answer.focus is not None and len(answer.focus.sizes) == len(PAGES) and 1 in answer.focus.pages
    assert answer.heatmap(1).shape == PAGES[1].grey.shape


def test_images_without_text_are_read_once(reader: TorchReader, tmp_path: Path) -> None:
    files = []
    for subject, page in zip(SUBJECTS, PAGES, strict=True):
        files.append(tmp_path / f"{subject}.png")
        Image.fromarray(page.image).save(files[-1])
    first = reader.answer(QUESTION, files)
    assert first.searched_tokens == 0 < first.overview_tokens < first.visual_tokens
    assert first.pixels >= sum(page.grey.size for page in PAGES)
    started = time.process_time()
    again = reader.answer(QUESTION, files)
    assert time.process_time() - started < 2.0
    assert (again.text, again.num_tokens, again.pixels) == (first.text, first.num_tokens, first.pixels)
    with pytest.raises(ValueError, match="is not an image that can be read"):
        reader.answer(QUESTION, [*files, tmp_path / "missing.png"])


def test_pixels_alone_where_that_is_asked_for(reader: TorchReader) -> None:
    answer = replace(reader, overview="pixels").answer(QUESTION, PAGES)
    assert answer.searched_tokens == 0 < answer.overview_tokens


def test_what_is_asked_is_found_among_many() -> None:
    reader = glyph.load()
    assert isinstance(reader, TorchReader)
    answer = reader.answer(QUESTION, PAGES, budget=200)
    assert answer.focus is not None and 1 in answer.focus.pages
    assert answer.searched_tokens, "the layer is what is read"
    lying = [replace(page, text="".join(reversed(page.text)).translate({101: "z", 97: "q"})) for page in PAGES]
    answer = reader.answer(QUESTION, lying, budget=200)
    assert answer.searched_tokens == 0 < answer.overview_tokens, "pages are read where a layer is not what they show"
    assert answer.focus is not None and 1 in answer.focus.pages


def test_layers_that_say_little_or_nothing_known_are_not_searched() -> None:
    page = PAGES[0]
    assert layer_text(page, Charset()) == page.reading_text()
    assert layer_text(page.image, Charset()) is None
    assert layer_text(next(iter(render("Page 7", CONFIG))), Charset()) is None
    assert layer_text(replace(page, text="\ue000" * len(page.text)), Charset()) is None


def test_layers_are_compared_over_lost_spaces_and_misread_characters() -> None:
    page = PAGES[0]
    reading = Reading.painted(page)
    misread = replace(reading, chars="".join(c if k % 6 else "_" for k, c in enumerate(reading.chars)))
    assert agrees(page, reading) and agrees(page, misread) and agrees(page.image, reading)
    assert agrees(page, reading.where(np.arange(len(reading.chars)) < 5)), "so little tells nothing"
    assert not agrees(page, replace(reading, chars=reading.chars[::-1]))


def test_sizes_and_scales_are_told_without_looking(tmp_path: Path) -> None:
    Image.new("L", (30, 40), 255).save(tmp_path / "page.png")
    assert size_of(tmp_path / "page.png") == (40, 30) == size_of(Image.new("L", (30, 40)))
    assert size_of(PAGES[0]) == PAGES[0].image.shape
    look = painted_look(PAGES[0])
    assert look.pixels == 0 and 0.5 < look.scale < 0.6, "22 px type is liked at 12"
