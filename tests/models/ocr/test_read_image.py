"""Reading images of any size: bands read like the whole, and no image is too small."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from glyph.documents import DocumentBuilder
from glyph.models.ocr import read_cells
from glyph.models.ocr import read_image as read_image_module
from glyph.models.ocr.read_image import _read_scaled, read_image
from glyph.models.ocr.type_scale import BEST_PX
from glyph.models.page_encoder import PageEncoder
from glyph.readers.build import build_encoder
from glyph.render import RenderConfig, render
from glyph.text.charset import Charset
from glyph.text.numbers import parse_number

CHARSET = Charset()
TEXT = "Revenue rose by 4.2% to $1,024 million in 2023.\n营业收入为一千二百万元。\n" * 4


@pytest.fixture(scope="module")
def encoder() -> PageEncoder:
    return build_encoder({"name": "small_vit"}, "base").eval()


def test_bands_read_like_the_whole(encoder: PageEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = render(TEXT, RenderConfig(page_width_pt=320, page_height_pt=320, crop_last_page=False))
    pixels = torch.from_numpy(page.grey)[None, None].float() / 255
    whole = read_cells.read_bands(encoder, pixels, CHARSET)
    monkeypatch.setattr(read_cells, "BAND_PX", 64)
    banded = read_cells.read_bands(encoder, pixels, CHARSET)
    assert banded.chars == whole.chars
    np.testing.assert_allclose(banded.boxes, whole.boxes, atol=1e-2)


@pytest.mark.parametrize("dpi", [72, 144, 288])
def test_large_type_is_read_smaller(encoder: PageEncoder, dpi: int) -> None:
    (page,) = render(TEXT, RenderConfig(page_width_pt=300, page_height_pt=200, dpi=dpi, font_size_pt=10.0))
    reading = read_image(encoder, page.grey, CHARSET)
    found = {char for char in reading.chars} & set(page.text)
    assert len(found) > 0.9 * len(set(page.text))
    width = page.grey.shape[1]
    assert reading.boxes[:, 2].max() <= width + 4 and reading.boxes[:, 2].max() > width / 2


def test_large_type_is_seen_at_the_size_that_is_read_best(
    encoder: PageEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def noted(*given: Any) -> Any:
        seen.append(given[3])
        return _read_scaled(*given)

    monkeypatch.setattr(read_image_module, "_read_scaled", noted)
    for size in (10.0, 16.0):
        (page,) = render(TEXT, RenderConfig(page_width_pt=480, page_height_pt=400, font_size_pt=size))
        read_image(encoder, page.grey, CHARSET)
    assert seen[:2] == [1.0, 1.0] and seen[2] == pytest.approx(BEST_PX / (1.07 * 16), abs=0.05) and len(seen) == 3


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (40, 40), (700, 5)])
def test_white_images_of_any_shape_hold_nothing(encoder: PageEncoder, shape: tuple[int, int]) -> None:
    reading = read_image(encoder, np.full(shape, 255, np.uint8), CHARSET)
    assert reading.text == "" and reading.boxes.shape == (0, 4)


FULL_WIDTH = [["１，２０４", "９８７"], ["（７６）", "２３"], ["－１８", "△１２"], ["7．6", "7，600"]]


def read_rows(encoder: PageEncoder, figures: list[list[str]]) -> list[str]:
    """What is read of the figures of a table, a row at a time."""
    builder = DocumentBuilder()
    builder.table([["单位：万元", "2023年", "2022年"], *(["营业收入与利润", *row] for row in figures)])
    (page,) = render(builder.build(), RenderConfig(page_width_pt=224, page_height_pt=128))
    return [line.split(maxsplit=1)[1] for line in read_image(encoder, page.grey, CHARSET).text.splitlines()[1:]]


def test_full_width_figures_are_read_without_blanks(encoder: PageEncoder) -> None:
    for row, read in zip(FULL_WIDTH, read_rows(encoder, FULL_WIDTH), strict=True):
        assert [parse_number(text) for text in read.split()] == [parse_number(text) for text in row], read


def test_blanks_between_figures_are_kept(encoder: PageEncoder) -> None:
    rows = [["1 6", "2 3"], ["4 5", "7 9"], ["见1 6", "8 0"]]
    assert [" ".join(row) for row in rows] == read_rows(encoder, rows)


@pytest.mark.xfail(strict=True, reason="since the sixth base: fonts of Chinese filings leave as much behind a point")
def test_a_blank_behind_a_point_beside_a_hanzi_is_kept(encoder: PageEncoder) -> None:
    assert read_rows(encoder, [["见1. 6", "8 0"]]) == ["见1. 6 8 0"]
