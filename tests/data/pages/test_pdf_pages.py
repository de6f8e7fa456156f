"""Pages of PDF files: labels that lie where the file draws, and nothing taught that cannot be seen."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from glyph.data.pages.pdf_pages import UNTAUGHT, PaintedPage, PdfPages, painted, shows_ink
from glyph.data.pages.text_pages import IGNORE, TextPages
from glyph.documents.pdf.file import PdfFile
from glyph.errors import DataError
from glyph.text.charset import Charset
from tests.places import SHARED

Draw = Callable[[Canvas], object]


def pdf(path: Path, *draws: Draw) -> Path:
    """A file with a page of 300 x 200 pt for each."""
    canvas = Canvas(str(path), pagesize=(300, 200), invariant=True)
    for draw in draws:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def page_of(path: Path, dpi: float = 144) -> PaintedPage:
    with PdfFile(path) as file:
        return painted(file.read(0, "all", dpi), near=0)


def test_boxes_are_those_of_our_own_pages(tmp_path: Path) -> None:
    page = page_of(pdf(tmp_path / "a.pdf", lambda canvas: canvas.drawString(40, 100, "Total 1,204")))
    assert page.text == "Total1,204" and page.grey.shape == (400, 600)
    tops, bottoms = page.boxes[:, 1], page.boxes[:, 3]
    assert np.allclose(tops, 2 * (100 - 0.85 * 10), atol=0.1) and np.allclose(bottoms, 2 * (100 + 0.22 * 10), atol=0.1)
    assert page.boxes[0, 0] == pytest.approx(80, abs=1) and (np.diff(page.boxes[:, 0]) > 0).all()
    assert shows_ink(page.grey, page.boxes).all()


def test_what_cannot_be_seen_or_read_is_not_taught(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(40, 150, "seen seen")
        canvas.setFillGray(1)
        canvas.drawString(40, 120, "white")
        canvas.setFillGray(0)
        canvas.setFont("Helvetica", 1)
        canvas.drawString(40, 90, "tiny")
        canvas.setFont("Helvetica", 10)
        canvas.rotate(90)
        canvas.drawString(40, -200, "turned")

    page = page_of(pdf(tmp_path / "a.pdf", draw))
    assert page.text.startswith("seenseen") and page.text.count(UNTAUGHT) == len("tiny") + len("turned")
    inked = "".join(c for c, ok in zip(page.text, shows_ink(page.grey, page.boxes), strict=True) if ok)
    assert "white" in page.text and "white" not in inked and "seenseen" in inked


def test_what_is_drawn_twice_to_look_bold_is_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0.0, 0.3):
            for k, char in enumerate("1100"):
                canvas.drawString(40 + 6 * k + shift, 150, char)

    assert sorted(page_of(pdf(tmp_path / "a.pdf", draw)).text) == ["0", "0", "1", "1"]


def test_crops_follow_from_seed_and_index(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y in range(20, 200, 12):
            canvas.drawString(20, y, "Net sales 2023 1,204.5 %")

    for name in ("a.pdf", "b.pdf"):
        pdf(tmp_path / name, draw)
    pages = TextPages(seed=2, crop_px=96, pdfs=[str(tmp_path)], pdf_share=1.0, wear_prob=0.0)
    again = pickle.loads(
        pickle.dumps(TextPages(seed=2, crop_px=96, pdfs=[f"{tmp_path}/*.pdf"], pdf_share=1.0, wear_prob=0.0))
    )
    pages[3]  # opens a file, which a worker process is not given
    for index in (0, 1, 5000):
        one, two = pages[index], again[index]
        assert (one.image == two.image).all() and (one.ids == two.ids).all()
        taught = Charset().decode(one.ids[one.ids != IGNORE])
        assert len(taught) > 3 and set(taught) <= set("Netsales20231,204.5%")
    assert pickle.loads(pickle.dumps(pages)).pdfs is not None


def test_a_page_without_text_gives_way_to_a_generated_one(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", lambda canvas: canvas.rect(20, 20, 90, 90, fill=1))
    (tmp_path / "b.pdf").write_bytes(b"no PDF")
    pages = TextPages(seed=2, crop_px=96, pdfs=[str(tmp_path)], pdf_share=1.0)
    assert sum(len(pages[index].ids) > 5 for index in range(8)) > 5
    with pytest.raises(DataError, match="holds no PDF file"):
        PdfPages([str(tmp_path / "none")])


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_filings_are_labelled_where_they_have_ink() -> None:
    pages = TextPages(seed=1, crop_px=160, pdfs=[str(SHARED / "data" / "filings_zh")], pdf_share=1.0, wear_prob=0.0)
    seen = [pages[index] for index in range(12)]
    chars = "".join(Charset().decode(page.ids[page.ids != IGNORE]) for page in seen)
    assert len(chars) > 200 and any("\u4e00" <= char <= "\u9fff" for char in chars)
    assert np.mean([(page.ids == IGNORE).mean() for page in seen if len(page.ids)]) < 0.4
