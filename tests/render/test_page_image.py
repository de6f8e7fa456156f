"""Pages from image files: upright, and with ink on paper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from glyph.data.feed.dataset import page_images, render_sample
from glyph.data.sample import Question, Sample
from glyph.render import Page, RenderConfig, render
from glyph.render.page_image import file_size, open_image, page_image, page_picture
from tests.places import SHARED

CASES = SHARED / "cases"
PAGE = next(iter(render("Revenue rose to 1,204.", RenderConfig(page_width_pt=160, page_height_pt=64))))
PLAIN = PAGE.grey
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def transparent(mode: str, ink: int) -> Image.Image:
    """The page with ink of one tone on nothing."""
    rgba = np.full((*PLAIN.shape, 4), ink, np.uint8)
    rgba[..., 3] = 255 - PLAIN
    if mode == "P":  # a palette of ink and nothing
        indices = Image.fromarray((PLAIN > 127).astype(np.uint8), "P")
        indices.putpalette([ink] * 3 + [90] * 3)
        indices.info["transparency"] = 1
        return indices
    image = Image.fromarray(rgba)
    return image if mode == "RGBA" else image.convert("LA") if mode == "LA" else image.convert("PA")


def difference(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> float:
    return float(np.abs(one.astype(int) - two.astype(int)).mean())


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P"])
def test_what_is_transparent_is_laid_on_paper(mode: str, tmp_path: Path) -> None:
    dark, light = transparent(mode, 0), transparent(mode, 255)
    assert difference(page_image(dark), PLAIN) < 4  # black on white; the palette knows no grey
    assert difference(page_image(light), 255 - PLAIN) < 4  # white on black
    if mode != "PA":  # which no format keeps
        dark.save(tmp_path / "dark.png")
        assert difference(page_image(tmp_path / "dark.png"), PLAIN) < 4


def test_a_window_with_paper_of_its_own_keeps_its_tone() -> None:
    for image in (PLAIN, 255 - PLAIN):
        rgba = np.dstack([image, image, image, np.full_like(image, 255)])
        rgba[:, :20, 3] = 0
        expected = image.copy()
        expected[:, :20] = image[0, 0]
        np.testing.assert_array_equal(page_image(rgba), expected)
    assert (page_image(np.zeros((8, 8, 4), np.uint8)) == 255).all()  # nothing at all


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
@pytest.mark.parametrize("orientation", [1, *TURNS])
def test_images_are_turned_as_their_files_say(suffix: str, orientation: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.fromarray(PLAIN)
    image = image.transpose(TURNS[orientation]) if orientation in TURNS else image
    path = tmp_path / f"page.{suffix}"
    image.save(path, exif=exif, **({"quality": 98} if suffix == "jpg" else {"lossless": True}))
    assert file_size(path) == PLAIN.shape
    assert difference(page_image(path), PLAIN) < 2
    assert open_image(path).size == page_picture(path).size == (PLAIN.shape[1], PLAIN.shape[0])


def test_sixteen_bits_are_not_cut(tmp_path: Path) -> None:
    Image.fromarray(PLAIN.astype(np.uint16) * 257).save(tmp_path / "deep.png")
    np.testing.assert_array_equal(page_image(tmp_path / "deep.png"), PLAIN)


def test_training_rows_see_what_readers_see(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    transparent("RGBA", 0).transpose(TURNS[6]).save(tmp_path / "page.png", exif=exif)
    sample = Sample("s", (Question("What?", "1,204", (), None),), None, tmp_path / "page.png")
    seen: list[NDArray[np.uint8]] = []

    def read(image: NDArray[np.uint8]) -> Page:
        seen.append(image)
        return PAGE

    render_sample(sample, RenderConfig(), read)
    assert difference(seen[0], PLAIN) < 2
    assert [image.shape for image in page_images(sample, RenderConfig())] == [PLAIN.shape]


@pytest.mark.skipif(not (CASES / "07-alpha").is_dir(), reason="the shared cases are not here")
def test_the_cases_of_public_reports() -> None:
    plain = page_image(CASES / "07-alpha" / "plain.png")
    for name in ("07-alpha/rgba_black_ink.png", "07-alpha/la.png", "07-alpha/pal.png"):
        assert difference(page_image(CASES / name), plain) < 6  # a palette knows no grey
    for name in ("o3.jpg", "o6.jpg", "o8.jpg"):
        assert difference(page_image(CASES / "08-exif" / name), plain) < 2
