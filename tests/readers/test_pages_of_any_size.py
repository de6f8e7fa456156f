"""Scans, drawn PDF pages and stacks of them are answered by default, whatever their size and number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import glyph
from glyph.models.ocr.type_scale import resized
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page, RenderConfig, render
from glyph.render.pdf_pages import pdf_pages
from tests.tiny_pdf import pages_pdf, text_at

ROWS = [
    ("EUR million", "2023", "2022"), ("Net revenue from services", "1,204", "987"),
    ("Other operating income", "76", "23"), ("Cost of goods sold", "810", "702"),
]  # fmt: skip
QUESTIONS = ["What was net revenue from services in 2023?", "What was cost of goods sold in 2022?"]
FIGURES = ["1,204", "702"]


def statement(left: float = 0.0, top: float = 260.0) -> bytes:
    """A table of figures in 12 pt type."""
    places = ((k, row, top - 24 * k) for k, row in enumerate(ROWS))
    cells = ((x, y, text) for _, row, y in places for x, text in zip((20, 220, 320), row, strict=True))
    return b"".join(text_at(left + x, y, text, 12) for x, y, text in cells)


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return glyph.load()


@pytest.fixture(scope="module")
def small_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "statement.pdf"
    path.write_bytes(pages_pdf([statement()], b"/MediaBox [0 0 420 300]"))
    return path


@pytest.fixture(scope="module")
def a4_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three A4 pages of words, with the statement low on the second."""
    words = "The committee met again and talked about nothing that anybody would ever ask of these pages."
    filler = [text_at(60, 780 - 16 * k, words, 11) for k in range(44)]
    pages = [b"".join(filler), b"".join(filler[:24]) + statement(60, 380), b"".join(filler[::2])]
    path = tmp_path_factory.mktemp("a4") / "report.pdf"
    path.write_bytes(pages_pdf(pages, b"/MediaBox [0 0 595 842]"))
    return path


@pytest.mark.parametrize("dpi", [72, 110, 150, 200])
def test_scans_of_any_resolution_give_the_same_answers(reader: TorchReader, small_pdf: Path, dpi: int) -> None:
    (page,) = pdf_pages(small_pdf, dpi)
    for pages in ([page], [page.image]):
        answers = reader.answer(QUESTIONS, pages)
        assert [answer.text for answer in answers] == FIGURES
        for answer, figure in zip(answers, FIGURES, strict=True):  # evidence lies on the figure, in the scan's pixels
            (number, box), *_ = answer.evidence
            k = page.text.index(figure)
            x, y = page.boxes[k : k + len(figure), :2].min(0) + 2 * dpi / 72
            assert number == 0 and box[0] - 3 <= x <= box[2] and box[1] <= y + 3 * dpi / 72 <= box[3]
            assert answer.heatmap(0).shape == page.image.shape


def test_a_pdf_as_it_is_drawn_is_answered_by_default(reader: TorchReader, a4_pdf: Path) -> None:
    pages = list(render(a4_pdf, RenderConfig(), pdf="image"))
    assert reader.grid.num_visual_tokens(page.grey for page in pages) > 3 * 1024
    answers = reader.answer(QUESTIONS, pages)
    assert [answer.text for answer in answers] == FIGURES
    for answer in answers:
        assert {page for page, _ in answer.evidence} == {1}
        assert answer.visual_tokens - answer.overview_tokens <= reader.grid.max_visual_tokens
        assert answer.pixels > 0 and answer.words > 0
    (one,) = reader.answer(QUESTIONS[:1], pages[1:2])
    assert one.text == FIGURES[0] and one.overview_tokens == 0 < one.visual_tokens <= 1024


@pytest.mark.parametrize("dpi", [300, 600])
def test_a_large_scan_is_looked_at_as_a_whole_once(reader: TorchReader, a4_pdf: Path, dpi: int) -> None:
    scan = list(pdf_pages(a4_pdf, dpi))[1].image
    (answer,) = reader.answer(QUESTIONS[:1], [scan])
    assert answer.text == FIGURES[0] and answer.overview_tokens == 0
    shown = answer.visual_tokens * (reader.grid.patch_size * reader.grid.merge) ** 2
    assert answer.pixels < 1.1 * shown + 14 * 320**2, "what is shown, and parts that tell its scale"
    (reading,) = reader.read([scan])  # is the one that was answered from
    box = reading.boxes[reading.chars.index("1,204")]
    assert np.abs(box[:2] - answer.evidence[0][1][:2]).max() < 0.1 * dpi


@pytest.mark.parametrize("budget", [40, 200, 4000])
def test_a_budget_is_honoured_for_pages(reader: TorchReader, a4_pdf: Path, budget: int) -> None:
    pages = [page.image for page in pdf_pages(a4_pdf, 150)]
    answer = reader.answer(QUESTIONS[0], pages, budget)
    assert 0 < answer.visual_tokens - answer.overview_tokens <= budget
    assert answer.text == FIGURES[0] and answer.evidence[0][0] == 1
    assert (answer.overview_tokens == 0) == (budget == 4000), "all of it is shown where there is room"


def test_what_cannot_be_read_is_never_surely_absent(reader: TorchReader, small_pdf: Path) -> None:
    (page,) = pdf_pages(small_pdf, 72)
    tiny = resized(resized(page.grey, 0.25), 4.0)[:300, :420]  # as of a thumbnail
    noise = np.random.default_rng(0).integers(0, 255, (400, 600), np.uint8)
    white = np.full((400, 600), 255, np.uint8)
    for image in (tiny, noise, white):
        for answer in reader.answer(QUESTIONS, [image]):
            assert answer.needs_review and answer.confidence < 0.5, (answer.text, answer.confidence)
    absent = reader.answer("What was the goodwill in 2023?", [page.grey, white])
    assert "legible" not in absent.reason and "could be read" not in absent.reason, "a blank page is no riddle"


def test_pages_that_are_known_are_shown_as_they_are(reader: TorchReader) -> None:
    page: Page = next(iter(render("Net revenue was 1,204 in 2023.", reader.render_config)))
    answer = reader.answer("What was net revenue in 2023?", [page])
    assert answer.pixels == page.grey.size and answer.visual_tokens == reader.grid.num_visual_tokens([page.grey])
    assert answer.text == "1,204" and answer.overview_tokens == 0


@pytest.mark.parametrize("shape", [(3, 3000), (3000, 3), (1, 1)])
def test_odd_shapes_are_answered(reader: TorchReader, shape: tuple[int, int]) -> None:
    answer = reader.answer("What was revenue?", [Image.new("L", shape, 255)], budget=3)
    assert answer.needs_review and answer.visual_tokens - answer.overview_tokens <= 3
