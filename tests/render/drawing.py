"""Draw documents, and look at what was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glyph.documents import Block, Document, Span
from glyph.render import NO_SOURCE, Page, RenderConfig, merge_by_line, render
from glyph.render.layout.charclass import BLANK, DROP, NEWLINE, classify
from glyph.render.themes import palette_of


def plain_document(text: str) -> Document:
    """One paragraph that holds all of the text."""
    return Document(text, (Block("paragraph", (Span(text, 0),)),))


def small(**changes: Any) -> RenderConfig:
    """A config for small pages."""
    return RenderConfig.from_dict({"page_size": "200x120", "margin_pt": 8, **changes})


def draw_pages(source: Document | str, config: RenderConfig | None = None, **changes: Any) -> list[Page]:
    """All pages, drawn small unless there is a config."""
    return list(render(source, config or small(**changes)))


def draw_page(source: Document | str, config: RenderConfig | None = None, **changes: Any) -> Page:
    (page,) = draw_pages(source, config, **changes)
    return page


def is_painted(char: str) -> bool:
    return not classify(char) & (BLANK | NEWLINE | DROP)


def painted_places(document: Document) -> Iterator[int]:
    """Where each character that must be painted stands in the source, block by block."""
    for block in document.blocks:
        for span in block.all_spans():
            yield from (span.start + k for k, char in enumerate(span.text) if is_painted(char))


def all_text(pages: Sequence[Page]) -> str:
    return "".join(page.text for page in pages)


def all_offsets(pages: Sequence[Page]) -> NDArray[np.int64]:
    return np.concatenate([page.offsets for page in pages])


def sourced(pages: Sequence[Page]) -> list[int]:
    """Offsets of all painted characters that are in the source."""
    offsets = all_offsets(pages)
    return offsets[offsets != NO_SOURCE].tolist()


def is_ink(page: Page, config: RenderConfig) -> NDArray[np.bool_]:
    """[H, W] which pixels differ from the paper."""
    image = page.image if page.image.ndim == 3 else page.image[..., None]
    return (image != np.array(palette_of(config).paper)[: image.shape[2]]).any(axis=-1)


def unboxed_ink(page: Page, config: RenderConfig) -> int:
    """How many pixels that are not paper lie, at least in part, outside all boxes."""
    ink = is_ink(page, config)
    for x0, y0, x1, y1 in page.boxes:
        ink[max(0, int(np.ceil(y0))) : int(np.floor(y1)), max(0, int(np.ceil(x0))) : int(np.floor(x1))] = False
    return int(ink.sum())


def same_pages(first: Sequence[Page], second: Sequence[Page]) -> None:
    """Both must be the same, pixel by pixel and box by box."""
    assert len(first) == len(second)
    for a, b in zip(first, second, strict=True):
        assert a.text == b.text
        for name in ("offsets", "lines", "space_before", "boxes", "image"):
            np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=name)


def line_boxes(page: Page) -> NDArray[np.float32]:
    """[n, 4] one box around each visual line, top down."""
    return merge_by_line(page.boxes, page.lines)


def box_of(page: Page, text: str) -> NDArray[np.float32]:
    """[4] the box around the first place where the painted characters ``text`` stand on the page."""
    at = page.text.index(text)
    boxes = page.boxes[at : at + len(text)]
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
