"""glyph: draw long text as page images and let a vision-language model read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glyph.documents import Document, load_document
from glyph.render import Page, RenderConfig, render

if TYPE_CHECKING:
    from glyph.models.reader import TorchReader

__version__ = "0.1.0"
__all__ = ["Document", "Page", "RenderConfig", "load", "load_document", "render"]


def load(path: str | Path = "base", device: str = "cpu") -> TorchReader:
    """A trained reader: ``base``, which ships with the package, or one from the ``model`` folder that a run leaves.

    Raises:
        ValueError: when the folder holds no checkpoint of ours, or a damaged one.
    """
    from glyph.models.build import BASE, base_folder  # torch is loaded only when a model is asked for
    from glyph.models.checkpoint import load_reader

    return load_reader(base_folder() if path == BASE else path, device)
