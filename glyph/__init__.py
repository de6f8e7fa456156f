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


def load(path: str | Path, device: str = "cpu") -> TorchReader:
    """A trained reader from the ``model`` folder that a run leaves behind.

    Raises:
        ValueError: when the folder holds no checkpoint of ours, or a damaged one.
    """
    from glyph.models.checkpoint import load_reader  # torch is loaded only when a model is asked for

    return load_reader(path, device)
