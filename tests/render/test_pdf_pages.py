"""Tests of glyph.render.pdf_pages: images of PDF pages, and their characters' boxes and offsets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glyph.documents.pdf.document import load_pdf
from glyph.documents.pdf.file import PdfFile, PdfLimits
from glyph.render.page import Page
from glyph.render.pdf_pages import pdf_pages, to_page
from tests.tiny_pdf import image_of, pages_pdf, text_at

CONTENT = text_at(20, 150, "Net profit") + text_at(60, 120, "rose 12.5 (yes)", 20) + text_at(150, 60, "jgy")


def write(folder: Path, content: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return path


def check(page: Page, source: str) -> None:
    num = len(page.text)
    assert page.image.dtype == np.uint8 and page.image.ndim == 2
    assert page.boxes.shape == (num, 4)
    dtypes = [array.dtype.name for array in (page.boxes, page.offsets, page.lines, page.space_before)]
    assert dtypes == ["float32", "int64", "int32", "bool"]
    assert page.offsets.shape == page.lines.shape == page.space_before.shape == (num,)
    assert "".join(source[offset] for offset in page.offsets) == page.text
    assert (np.diff(page.lines) >= 0).all() and (np.diff(page.offsets) > 0).all()
    height, width = page.image.shape
    assert (page.boxes >= 0).all() and (page.boxes <= [width, height, width, height]).all()
    assert (page.boxes[:, 2:] > page.boxes[:, :2]).all()


def check_ink(page: Page) -> None:
    """Each box holds ink, and all ink lies in some box (but for a pixel's rim)."""
    is_ink = page.image < 128
    outside = is_ink.copy()
    for x0, y0, x1, y1 in page.boxes:
        here = slice(max(0, int(y0) - 1), int(y1) + 2), slice(max(0, int(x0) - 1), int(x1) + 2)
        assert is_ink[here].any()
        outside[here] = False
    assert is_ink.any() and not outside.any()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "boxes", [b"[0 0 300 200]", b"[-40 -30 260 170]", b"[-40 -30 260 170] /CropBox [-20 -10 250 168]"]
)
def test_boxes_hold_the_ink(tmp_path: Path, rotation: int, boxes: bytes) -> None:
    path = write(tmp_path, pages_pdf([CONTENT], b"/MediaBox %s /Rotate %d" % (boxes, rotation)))
    (page,) = pdf_pages(path, dpi=144)
    check(page, load_pdf(path).source)
    check_ink(page)
    assert page.text == "Netprofitrose12.5(yes)jgy"
    width, height = (270, 178) if b"Crop" in boxes else (300, 200)
    assert page.image.shape == ((2 * width, 2 * height) if rotation % 180 else (2 * height, 2 * width))


def test_upright_boxes_stand_where_the_text_does(tmp_path: Path) -> None:
    (page,) = pdf_pages(write(tmp_path, pages_pdf([text_at(20, 150, "H", 24)])), dpi=72)
    x0, y0, x1, y1 = page.boxes[0]
    assert abs(x0 - 20) < 1 and abs(x1 - 20 - 0.722 * 24) < 1  # Helvetica's H is 722/1000 em wide
    assert y0 < 50 - 0.7 * 24 and 50 <= y1 < 50 + 0.4 * 24


def test_pages_read_as_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path, pages_pdf([CONTENT, b"", CONTENT]))
    pages = list(pdf_pages(path, dpi=50))
    assert [page.reading_text() for page in pages] == [
        "Net profit\nrose 12.5 (yes)\njgy",
        "",
        "Net profit\nrose 12.5 (yes)\njgy",
    ]
    source = load_pdf(path).source
    for page in pages:
        check(page, source)
    assert source[int(pages[2].offsets[0]) :].startswith("Net profit")
    start = source.index("profit")
    boxes = pages[0].boxes_of((start, start + len("profit")))
    assert boxes.shape == (1, 4) and boxes[0, 0] == pages[0].boxes[3, 0]


def test_characters_off_the_page_are_left_out(tmp_path: Path) -> None:
    content = text_at(20, 150, "seen") + text_at(500, 150, "unseen") + text_at(291, 100, "MMM")
    path = write(tmp_path, pages_pdf([content]))
    (page,) = pdf_pages(path, dpi=72)
    check(page, load_pdf(path).source)
    assert page.text == "seenM"


@pytest.mark.parametrize(
    ("media_box", "shape"),
    [(b"[0 0 1e9 1e9]", (1_000, 1_000)), (b"[0 0 1e9 1]", (1, 2_000)), (b"[0 0 1 1e9]", (2_000, 1))],
)
def test_huge_pages_are_drawn_smaller(tmp_path: Path, media_box: bytes, shape: tuple[int, int]) -> None:
    media_box = media_box.replace(b"1e9", b"1000000000")
    limits = PdfLimits(max_pixels=1_000_000, max_side_px=2_000)
    (page,) = pdf_pages(write(tmp_path, pages_pdf([CONTENT], b"/MediaBox " + media_box)), 150, limits)
    assert page.image.shape == shape
    check(page, load_pdf(tmp_path / "a.pdf").source)


def test_a_page_just_at_the_limit_is_drawn(tmp_path: Path) -> None:
    path = write(tmp_path, pages_pdf([CONTENT], b"/MediaBox [0 0 500.5 19.9]"))
    (page,) = pdf_pages(path, 72, PdfLimits(max_pixels=9_960, max_chars=100))
    assert page.image.shape == (20, 500) or page.image.shape == (20, 501)


def test_tiny_and_degenerate_pages(tmp_path: Path) -> None:
    for media_box in (b"[0 0 0 0]", b"[0 0 .01 .01]", b"[100 100 0 0]", b"[0 0 nan x]", b""):
        (page,) = pdf_pages(
            write(tmp_path, pages_pdf([CONTENT], b"/MediaBox " + media_box if media_box else b"")), dpi=10
        )
        assert page.image.size >= 1
        check(page, load_pdf(tmp_path / "a.pdf").source)


def test_scanned_pages_come_as_images(tmp_path: Path) -> None:
    path = write(tmp_path, pages_pdf([image_of(300, 200)]))
    (page,) = pdf_pages(path, dpi=72)
    assert page.text == "" and page.image.shape == (200, 300) and len(np.unique(page.image)) >= 4
    assert page.boxes.shape == (0, 4) and page.reading_text() == ""


def test_grey_is_what_the_colours_give(tmp_path: Path) -> None:
    content = b"1 0 0 rg 0 0 100 200 re f 0 0 1 rg 100 0 100 200 re f /G gs 0 g 200 0 100 200 re f"
    (page,) = pdf_pages(write(tmp_path, pages_pdf([content])), dpi=72)
    red, blue, black = page.image[100, 50], page.image[100, 150], page.image[100, 250]
    assert 60 < red < 90 and 15 < blue < 45 and black == 0


def test_bad_pages_are_skipped_on_request(tmp_path: Path) -> None:
    path = write(
        tmp_path, pages_pdf([text_at(20, 150, "short"), text_at(20, 150, "much too long"), text_at(20, 150, "again")])
    )
    limits = PdfLimits(max_chars=6)
    with pytest.raises(ValueError, match=r"a\.pdf: page 2: holds more than 6 characters"):
        list(pdf_pages(path, limits=limits))
    pages = list(pdf_pages(path, 72, limits, skip_bad_pages=True))
    assert [page.text for page in pages] == ["short", "again"]
    source = load_pdf(path, limits, skip_bad_pages=True).source
    assert source == "short\f\fagain"
    for page in pages:
        check(page, source)


def test_arguments_are_checked(tmp_path: Path) -> None:
    path = write(tmp_path, pages_pdf([CONTENT]))
    for dpi in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=f"dpi={dpi} must be a number over 0"):
            next(pdf_pages(path, dpi))
    with PdfFile(path) as pdf, pytest.raises(ValueError, match="page 1 was read without its image"):
        to_page(pdf.read(0))
