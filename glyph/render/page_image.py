"""Images of pages from files and PIL: upright, on paper where they are transparent, in grey levels or colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from glyph.render.page import Page

PageLike = Page | NDArray[np.uint8] | Image.Image | str | Path
OWN_PAPER = 0.5  # an image that covers more than this share of itself brings its own paper; less is ink alone
MIDDLE_GREY = 128


def upright(image: Image.Image) -> Image.Image:
    """The image as viewers show it: turned as its file says (EXIF, PNG eXIf, TIFF tag 274, WebP).

    A transparent one is laid on white; on black where its ink is light.
    """
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I;16"):
        turned = Image.fromarray((np.asarray(turned) >> 8).astype(np.uint8))
    return _on_paper(turned) if turned.has_transparency_data else turned


def _on_paper(image: Image.Image) -> Image.Image:
    see_through = image.convert("RGBA")
    alpha = np.asarray(see_through.getchannel("A"))
    if alpha.min() == 255:
        return see_through.convert("RGB")
    shown = np.asarray(see_through.convert("RGB").convert("L"))[alpha >= MIDDLE_GREY]
    is_light = bool(len(shown)) and float(np.median(shown)) >= MIDDLE_GREY
    has_paper = float(alpha.mean()) / 255 > OWN_PAPER
    paper = "white" if is_light == has_paper or not len(shown) else "black"
    laid = Image.new("RGBA", see_through.size, paper)
    laid.alpha_composite(see_through)
    return laid.convert("RGB")


def open_image(path: str | Path) -> Image.Image:
    """The image in a file, ``upright``.

    Raises:
        ValueError: when the file is missing or holds no image that can be read.
    """
    try:
        # by file, not by name: Pillow 13 scrambles the rows of a turned, uncompressed TIFF that it maps into memory
        with Path(path).open("rb") as file, Image.open(file) as opened:
            return upright(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"{path} is not an image that can be read: {error}") from error


def file_size(path: str | Path) -> tuple[int, int]:
    """Height and width, px, of the image in a file as viewers show it; only its header is read.

    Raises:
        OSError: when the file is missing or holds no image.
    """
    with Image.open(path) as opened:
        is_turned = opened.getexif().get(0x0112, 1) in (5, 6, 7, 8) and opened.format != "TIFF"  # Pillow turns TIFF
        return (opened.width, opened.height) if is_turned else (opened.height, opened.width)


def page_picture(page: PageLike) -> Image.Image:
    """Any page as an image in colour or grey, for models that see colours.

    Raises:
        ValueError: when a path holds no image, or an array has no such shape.
    """
    if isinstance(page, Page):
        return Image.fromarray(page.image)
    if isinstance(page, str | Path):
        return open_image(page)
    if isinstance(page, Image.Image):
        return upright(page)
    if not isinstance(page, np.ndarray):
        raise ValueError(f"a page is a Page, a uint8 array, a PIL image or a file path, not {type(page).__name__}")
    if page.dtype != np.uint8 or 0 in page.shape or (page.ndim != 2 and page.shape[2:] not in ((3,), (4,))):
        raise ValueError(
            f"a page array must be uint8 [H, W] or [H, W, 3] (or 4, with alpha), got {page.dtype} {list(page.shape)}"
        )
    return upright(Image.fromarray(page))


def unread_page(image: NDArray[np.uint8]) -> Page:
    """An image as a page of which nothing more is known."""
    nothing = np.zeros(0, np.int64)
    return Page(image, "", np.zeros((0, 4), np.float32), nothing, nothing.astype(np.int32), nothing.astype(np.bool_))


def page_image(page: PageLike) -> NDArray[np.uint8]:
    """Any page as a grey uint8 [H, W]; raises as ``page_picture``."""
    if isinstance(page, Page):
        return page.grey
    if isinstance(page, np.ndarray) and page.dtype == np.uint8 and page.ndim == 2 and page.size:
        return page
    return np.asarray(page_picture(page).convert("L"))
