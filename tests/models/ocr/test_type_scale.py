"""The scale of type: told by parts of large images, so that scans cost what their text does, not their pixels."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from glyph.metrics.text_errors import cer
from glyph.models.ocr.read_image import look
from glyph.models.ocr.reading import Reading
from glyph.models.ocr.type_scale import BEST_PX, LARGE_PX, WHOLE_PX, best_scale, resized, type_height
from glyph.models.page_encoder import PageEncoder
from glyph.readers.build import build_encoder
from glyph.render import RenderConfig, render
from glyph.text.charset import Charset

TEXT = "Net revenue from services rose by 4.2% to 1,204 million in 2023, of which 987 were earned abroad. " * 12


@pytest.fixture(scope="module")
def encoder() -> PageEncoder:
    return build_encoder({"name": "small_vit"}, "base").eval()


PAGE = next(iter(render(TEXT, RenderConfig(page_width_pt=420, page_height_pt=300, dpi=200, font_size_pt=10))))


def scanned(dpi: int) -> NDArray[np.uint8]:
    """The page as a scan of it."""
    return resized(PAGE.grey, dpi / 200)


@pytest.mark.parametrize("dpi", [200, 400, 600])
def test_scans_are_read_at_the_size_of_their_type(encoder: PageEncoder, dpi: int) -> None:
    image = scanned(dpi)
    scale, reading, pixels = look(encoder, image, Charset())
    assert BEST_PX - 3 < scale * 10 * dpi / 72 < LARGE_PX + 1
    assert cer(reading.chars, PAGE.text) < 0.02 and type_height(reading) == pytest.approx(
        1.07 * 10 * dpi / 72, rel=0.07
    )
    at_best = image.size * scale**2
    assert pixels < at_best + 14 * 320**2, "a look at a few parts, however large the scan"


def test_black_and_white_scans_too(encoder: PageEncoder) -> None:
    bits = np.where(scanned(500) > 140, 255, 0).astype(np.uint8)
    assert cer(look(encoder, bits, Charset())[1].chars, PAGE.text) < 0.02


def test_a_long_strip_is_read_in_parts_of_its_length(encoder: PageEncoder) -> None:
    strip = np.concatenate([PAGE.grey] * 6)
    scale, reading, pixels = look(encoder, strip, Charset())
    assert pixels < strip.size * scale**2 * 1.1 + 14 * 320**2
    assert len(reading.chars) == pytest.approx(6 * len(PAGE.text), rel=0.02)


def test_whatever_the_shape_something_is_looked_at() -> None:
    seen: list[tuple[int, ...]] = []

    def read(image: NDArray[np.uint8], scale: float) -> Reading:
        seen.append(image.shape)
        nothing = np.zeros(0, np.float32)
        return Reading("", nothing.reshape(0, 4), nothing, np.zeros(0, np.int32), np.zeros(0, np.bool_), nothing)

    for shape in ((20, 100_000), (100_000, 20), (1200, 1200)):
        assert np.prod(shape) > WHOLE_PX
        for shade in (0, 255):
            assert 0 < best_scale(np.full(shape, shade, np.uint8), read, {}) <= LARGE_PX
    assert all(min(shape) > 0 for shape in seen)


def test_reduced_images_are_what_lanczos_gives() -> None:
    image = scanned(400)
    small = resized(image, 0.2)
    exact = np.asarray(Image.fromarray(image).resize(small.shape[::-1], Image.Resampling.LANCZOS))
    assert resized(image, 1.0) is image and np.abs(small.astype(int) - exact).mean() < 2
