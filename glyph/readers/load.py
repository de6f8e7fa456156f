"""load: the one way to a reader, whatever is behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glyph.readers.torch_reader import TorchReader


def load(path: str | Path = "base", device: str = "cpu") -> TorchReader:
    """A trained reader: ``base``, which ships with the package, or one from the ``model`` folder that a run leaves.

    Raises:
        ValueError: when the folder holds no checkpoint of ours, or a damaged one.
    """
    from glyph.readers.build import BASE, base_folder  # torch is loaded only when a model is asked for
    from glyph.readers.checkpoint import load_reader

    return load_reader(base_folder() if path == BASE else path, device)
