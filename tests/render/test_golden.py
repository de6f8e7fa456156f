"""Golden pages: small pictures that have been looked at, compared exactly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.golden_accept import GOLDEN, PAGES, draw


@pytest.mark.parametrize("name", PAGES)
def test_page_is_as_accepted(name: str, tmp_path: Path) -> None:
    actual = draw(name)
    file = GOLDEN / f"{name}.png"
    golden = np.asarray(Image.open(file)) if file.is_file() else np.zeros((1, 1), np.uint8)
    if np.array_equal(actual, golden):
        return
    Image.fromarray(actual).save(tmp_path / f"{name}_actual.png")
    height, width = np.maximum(actual.shape, golden.shape)
    both = [np.pad(image, [(0, height - image.shape[0]), (0, width - image.shape[1])]) for image in (actual, golden)]
    Image.fromarray(np.stack([both[0], both[1], both[1]], axis=-1)).save(tmp_path / f"{name}_diff.png")
    pytest.fail(
        f"{name} is not drawn as in {file}; look at {tmp_path}/{name}_actual.png and {name}_diff.png (red: gone,"
        f" cyan: new).\nTo accept it: python -m tests.golden_accept {name}"
    )


def test_no_golden_page_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.png")} == set(PAGES)
