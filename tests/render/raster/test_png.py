"""PNG files: Pillow reads back what was written."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from glyph.render.raster.png import encode_png


@pytest.mark.parametrize("channels", [(), (3,)])
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1), st.sampled_from([2, 256]))
def test_pillow_reads_what_was_written(
    channels: tuple[int, ...], height: int, width: int, seed: int, levels: int
) -> None:
    image = np.random.default_rng(seed).integers(0, levels, (height, width, *channels)).astype(np.uint8)
    with Image.open(io.BytesIO(encode_png(image))) as read:
        assert read.mode == ("RGB" if channels else "L")
        read.load()
        np.testing.assert_array_equal(np.asarray(read), image)


def test_parts_of_an_image_are_written_as_they_look() -> None:
    image = np.arange(600, dtype=np.uint8).reshape(20, 30)[3:9, 4:20]
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(encode_png(image)))), image)
