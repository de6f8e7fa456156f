"""Many page images: the pages that a question is about are told by their text, and only those are looked at closely.

The text of a page that was rendered, or drawn from a PDF with a text layer, comes with it; other pages are read once.
Layers may lie (a scan behind bad OCR, fonts without Unicode): pages with too little or too odd text are read, and where
what is read of the chosen pages is not what their layer says, all are.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from glyph.models.ocr.reading import Reading
from glyph.models.ocr.type_scale import BEST_PX, LARGE_PX, type_height
from glyph.readers.views import SMALLEST_PX, Look
from glyph.render import Page
from glyph.render.page_image import PageLike, file_size, page_image
from glyph.text.charset import Charset
from glyph.text.passages import PassageIndex

MANY_PAGES = 4  # more are not all looked at for every question
CHOSEN_PAGES = 3  # that are
MIN_LAYER_CHARS = 100  # fewer are a stamp or a page number on what may be a scan
KNOWN_SHARE = 0.9  # of a layer's characters that are in the charset
TOKENS_A_PAGE = 512  # visual tokens of a page that is shown whole, about
SURE_CHARACTER, ENOUGH_RUNS = 0.9, 24  # of what a layer is compared by: confidence, and how many runs of characters
AGREED_SHARE = 0.3  # of these that a layer must have


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The texts of N pages, ready to be asked for, and what it cost to know them."""

    index: PassageIndex
    sizes: tuple[tuple[int, int], ...]  # [N] height and width, px
    is_layer: tuple[bool, ...]  # [N] whether a text came with its page
    num_layer_chars: int  # of those that did
    num_tokens: int = 0  # merged visual tokens of pages that were read
    num_pixels: int = 0

    def best(self, question: str, number: int) -> list[int]:
        """The pages that go best with a question, the best first; the first ones where none does."""
        scores = self.index.scores(question)
        order = np.argsort(-scores, kind="stable")[:number]
        telling = [int(k) for k in order if scores[k] > 0]
        return telling or list(range(min(number, len(scores))))


def num_shown(limit: int) -> int:
    """How many pages are looked at closely for an answer that may cost so many visual tokens."""
    return max(CHOSEN_PAGES, limit // TOKENS_A_PAGE)


def layer_text(page: PageLike, charset: Charset) -> str | None:
    """The text that comes with a page, None where it must be read."""
    if not isinstance(page, Page) or len(page.text) < MIN_LAYER_CHARS:
        return None
    is_known = charset.encode(page.text) > 0
    return page.reading_text() if is_known.mean() >= KNOWN_SHARE else None


def painted_look(page: Page) -> Look:
    """A page with a text layer as if it had been looked at: what its text says, and the scale of its type."""
    reading = Reading.painted(page)
    height = type_height(reading)
    is_odd = height > LARGE_PX or 0 < height < SMALLEST_PX
    return Look(min(2.0, BEST_PX / height) if is_odd else 1.0, reading, 0)


def agrees(page: PageLike, reading: Reading) -> bool:
    """Whether a layer has much of what is surely read; true of pages without one, and where little is read.

    Runs of characters are compared over lost spaces and between misread characters.
    """
    if not isinstance(page, Page):
        return True
    sure = reading.where(reading.confidences > SURE_CHARACTER)
    seen, said = _runs(sure.chars), _runs(page.text)
    return len(seen) < ENOUGH_RUNS or len(seen & said) >= AGREED_SHARE * len(seen)


def _runs(chars: str) -> set[str]:
    folded = unicodedata.normalize("NFKC", chars).casefold()
    return {folded[k : k + 3] for k in range(len(folded) - 2)}


def size_of(page: PageLike) -> tuple[int, int]:
    """Height and width of a page, px; of a file, only its header is read.

    Raises:
        ValueError: as ``page_image``.
    """
    if isinstance(page, str | Path):
        try:
            return file_size(page)
        except OSError as error:
            raise ValueError(f"{page} is not an image that can be read: {error}") from error
    image = page.image if isinstance(page, Page) else page_image(page)
    return image.shape[0], image.shape[1]


def pages_fingerprint(pages: Sequence[PageLike]) -> bytes:
    """A key for pages by their bytes, of files without opening them as images."""
    digest = hashlib.blake2b(digest_size=16)
    for page in pages:
        if isinstance(page, str | Path):
            digest.update(b"file")
            digest.update(_file_digest(Path(page)))
            continue
        image: NDArray[np.uint8] = np.asarray(page.image if isinstance(page, Page) else page)
        digest.update(repr((image.shape, page.mode if isinstance(page, Image.Image) else "")).encode())
        digest.update(np.ascontiguousarray(image).data)
        if isinstance(page, Page):
            digest.update(page.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _file_digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()
    except OSError as error:
        raise ValueError(f"{path} is not an image that can be read: {error}") from error
