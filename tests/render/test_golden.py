"""Golden pages: small pictures that have been looked at, compared exactly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.golden_accept import GOLDEN, PAGES, draw

MAX_BYTES = 300_000  # of all pictures together


def difference(actual: NDArray[np.uint8], golden: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """[H, W, 3] both pictures in grey, laid over each other: red is gone, cyan is new."""
    grey = [np.asarray(Image.fromarray(image).convert("L")) for image in (actual, golden)]
    height, width = np.maximum(grey[0].shape, grey[1].shape)
    old, new = (np.pad(image, [(0, height - len(image)), (0, width - image.shape[1])]) for image in reversed(grey))
    return np.stack([new, old, old], axis=-1)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_as_accepted(name: str, tmp_path: Path) -> None:
    actual = draw(name)
    file = GOLDEN / f"{name}.png"
    golden = np.asarray(Image.open(file)) if file.is_file() else np.zeros((1, 1), np.uint8)
    if np.array_equal(actual, golden):
        return
    Image.fromarray(actual).save(tmp_path / f"{name}_actual.png")
    Image.fromarray(difference(actual, golden)).save(tmp_path / f"{name}_diff.png")
    pytest.fail(
        f"{name} is not drawn as in {file}; look at {tmp_path}/{name}_actual.png and {name}_diff.png (red: gone,"
        f" cyan: new).\nTo accept it: python -m tests.golden_accept {name}"
    )


def test_golden_pages_are_those_that_are_drawn_and_small() -> None:
    files = list(GOLDEN.glob("*.png"))
    assert {file.stem for file in files} == set(PAGES)
    assert sum(file.stat().st_size for file in files) < MAX_BYTES


def test_a_change_of_one_pixel_fails_and_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = draw("coarse_en").copy()
    changed[5, 5] ^= 1
    monkeypatch.setitem(test_page_is_as_accepted.__globals__, "draw", lambda name: changed)
    with pytest.raises(pytest.fail.Exception, match=r"python -m tests\.golden_accept coarse_en"):
        test_page_is_as_accepted("coarse_en", tmp_path)
    assert np.asarray(Image.open(tmp_path / "coarse_en_diff.png"))[5, 5].tolist() == [254, 255, 255]
