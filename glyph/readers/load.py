"""load: the one way to a reader, whatever is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glyph.readers.rules.protocol import Rule
    from glyph.readers.torch_reader import TorchReader


def load(path: str | Path = "base", device: str = "cpu", rules: Sequence[str | Rule] | None = None) -> TorchReader:
    """A trained reader: ``base``, which ships with the package, or one from the ``model`` folder that a run leaves.

    Args:
        path: ``base``, or a folder.
        device: of torch.
        rules: that review its answers, by name (``general``, ``finance`` or single ones) or as objects, in place of
            those that it was saved with; () leaves its answers as they come.

    Raises:
        ValueError: when the folder holds no checkpoint of ours, or a damaged one; or there is no rule of a name.
    """
    from glyph.readers.build import BASE, base_folder  # torch is loaded only when a model is asked for
    from glyph.readers.checkpoint import load_reader

    return load_reader(base_folder() if path == BASE else path, device, rules)
