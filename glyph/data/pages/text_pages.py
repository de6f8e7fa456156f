"""Pages of every look and kind of text, for learning to read: an endless, seeded supply.

A good share is random, so that reading cannot lean on a language prior (arXiv 2601.03714).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import Dataset

from glyph.data.feed.curriculum import Drawn
from glyph.data.generators.reports import SyntheticReports
from glyph.data.pages.degrade import degrade, stamped, turned
from glyph.data.pages.pdf_pages import PaintedPage, PdfPages, shows_ink
from glyph.data.sources.corpus import Corpus, python_functions
from glyph.documents import Document, DocumentBuilder
from glyph.documents.cjk import is_han
from glyph.errors import DataError
from glyph.render import RenderConfig, render
from glyph.render.fonts import FONT_SUFFIXES
from glyph.render.raster.glyphs import glyph_index
from glyph.render.themes import palette_of
from glyph.text.charset import Charset, default_characters

IGNORE = -1  # class id of a character cut by the crop
TRAIN_FONTS = (
    "DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Noto Sans CJK SC", "Noto Serif CJK SC", "Source Han Mono SC",
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ASCII = "".join(c for c in default_characters() if "!" <= c <= "~")
_HANZI = "".join(c for c in default_characters() if is_han(c))
_OTHER = "".join(c for c in default_characters() if c not in _ASCII and c not in _HANZI)
_NUMBER_FORMS = ("{}", "{}", "({})", "-{}", "${}", "¥{}", "{}%", "−{}")
HELD_OUT_FONTS = ("Carlito", "Gen", "wqy-microhei")  # never trained on: how reading is scored on a new font
# A grid, so that pages share glyphs.
SIZES_PX = (7.0, 7.5, 8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0, 12.0, 13.0, 14.0, 16.0)
TURNED_SHARE, STAMPED_SHARE = 0.3, 0.2  # of worn pages
MAX_DEGREES = 2.0
CODE_SHARE = 0.12  # of what is neither random nor Hanzi
_SCALES = (1.0,) * 8 + (0.9, 0.95)  # horizontal


@dataclass
class TextPage:
    """A cropped page and its characters."""

    image: NDArray[np.uint8]  # [S, S]
    boxes: NDArray[np.float32]  # [K, 4] xyxy px
    ids: NDArray[np.int64]  # [K] charset ids, IGNORE where cut


def random_token(rng: np.random.Generator) -> str:
    """A word without meaning: digits, money, identifiers, letters, Hanzi or signs."""
    kind = rng.random()
    size = int(rng.integers(1, 10))
    if kind < 0.35:
        number = f"{rng.integers(10 ** int(rng.integers(1, 10))):,}"
        number += f".{rng.integers(100):02d}" if kind < 0.1 else ""
        return _NUMBER_FORMS[rng.integers(len(_NUMBER_FORMS))].format(number)
    if kind < 0.6:
        word = _pick(rng, _LETTERS, size)
        return word.title() if kind < 0.42 else word.upper() if kind < 0.46 else word
    return _pick(rng, _ASCII if kind < 0.75 else _HANZI if kind < 0.97 else _OTHER, size)


def _pick(rng: np.random.Generator, characters: str, size: int) -> str:
    return "".join(characters[i] for i in rng.integers(len(characters), size=size))


@cache
def find_font_files(place: Path) -> list[str]:
    """Font files to train with at a path, which is one or a folder; see ``TextPages``.

    Raises:
        DataError: when there is none.
    """
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    found = [
        str(file)
        for file in files
        if file.suffix.lower() in FONT_SUFFIXES
        and not file.name.startswith(HELD_OUT_FONTS)
        and all(glyph_index(file, char) for char in _ASCII)
    ]
    if not found:
        raise DataError(f"{place} holds no font file with all of ASCII")
    return found


class TextPages(Dataset[TextPage]):
    """Item ``index``, of any size, is a pure function of (seed, index): text, look, crop and wear are drawn from it.

    In place of an index, a ``Drawn`` also says how large crop and type are.
    """

    def __init__(
        self,
        seed: int = 0,
        crop_px: int = 128,
        corpus: Sequence[str] = (),
        fonts: Sequence[str] = TRAIN_FONTS,
        more_fonts: Sequence[str] = (),
        sizes_px: Sequence[float] = SIZES_PX,
        wear_prob: float = 0.3,
        random_share: float = 0.35,
        hanzi_share: float = 0.0,
        report_share: float = 0.3,
        pdfs: Sequence[str] = (),
        pdf_share: float = 0.5,
    ) -> None:
        """
        Args:
            seed: of everything drawn.
            crop_px: side of the square crops.
            corpus: optional text files whose passages are mixed in.
            fonts: families to draw from; one named twice is drawn twice as often.
            more_fonts: font files, or folders of them, that half of the pages draw from; each counts alike. Files that
                lack a character of ASCII, or whose name starts with one of ``HELD_OUT_FONTS``, are left out.
            sizes_px: type sizes to draw from, small ones more often.
            wear_prob: share of pages degraded as by a scan, some of them turned by up to MAX_DEGREES, some stamped.
            random_share: share of pages of meaningless tokens.
            hanzi_share: share of pages of random Hanzi and hardly anything else, every one as often as any.
            report_share: share of synthetic reports; the rest is the corpus, or reports where there is none.
            pdfs: PDF files, folders of them or patterns of their paths, which pages are drawn from as well.
            pdf_share: share of all pages that are drawn from these, if there are any.
        """
        self.seed, self.crop_px = seed, crop_px
        self.corpus = Corpus(corpus) if corpus else None
        self.fonts, self.sizes_px = tuple(fonts), tuple(sizes_px)
        self.more_fonts = [find_font_files(Path(place)) for place in more_fonts]
        self.wear_prob = wear_prob
        self.random_share, self.hanzi_share, self.report_share = random_share, hanzi_share, report_share
        self.charset = Charset()
        self.pdfs, self.pdf_share = PdfPages(pdfs) if pdfs else None, pdf_share
        self.reports = SyntheticReports(1, 1, 1, length=("short", "medium")).split("train")

    def __getitem__(self, key: int | Drawn) -> TextPage:
        drawn = key if isinstance(key, Drawn) else Drawn(key, self.crop_px)
        rng = np.random.default_rng([self.seed, drawn.index])
        page = self._page(rng, drawn)
        is_worn = rng.random() < self.wear_prob
        grey, boxes = page.grey, page.boxes
        if is_worn and rng.random() < TURNED_SHARE:
            grey, boxes = turned(grey, boxes, float(rng.uniform(-MAX_DEGREES, MAX_DEGREES)), page.paper)
        image, boxes, text = _crop(page, grey, boxes, drawn.crop_px, rng)
        if is_worn:
            image = stamped(image, rng) if rng.random() < STAMPED_SHARE else image
            image = degrade(image, rng)
        ids = self.charset.encode(text)
        inside = np.clip(boxes, 0, drawn.crop_px)
        area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        share = (inside[:, 2] - inside[:, 0]) * (inside[:, 3] - inside[:, 1]) / np.maximum(area, 1e-6)
        ids[(share < 0.8) | (ids == 0)] = IGNORE
        return TextPage(image, boxes, ids)

    def _page(self, rng: np.random.Generator, drawn: Drawn) -> PaintedPage:
        if self.pdfs is not None and rng.random() < self.pdf_share:
            found = self.pdfs.draw(self.seed, drawn.index, self._size_px(rng, drawn), rng)
            if found is not None:
                return found
        document, is_report = self._document(rng)
        config = self._look(rng, drawn, width_share=2.2 if is_report else 1.2)
        page = next(iter(render(document, config)))
        return PaintedPage(page.grey, page.text, page.boxes, palette_of(config).paper[0])

    def _document(self, rng: np.random.Generator) -> tuple[Document, bool]:
        kind = rng.random()
        builder = DocumentBuilder()
        if kind < self.random_share:
            builder.paragraph(" ".join(random_token(rng) for _ in range(100)))
        elif kind < self.random_share + self.hanzi_share:
            builder.paragraph("".join(_pick(rng, _HANZI if rng.random() < 0.9 else _OTHER, 20) for _ in range(20)))
        elif rng.random() < CODE_SHARE:
            functions = python_functions("train")
            for _ in range(3):
                builder.code(functions[rng.integers(len(functions))])
        elif kind < self.random_share + self.hanzi_share + self.report_share or self.corpus is None:
            return self.reports.sample(0, rng).document or builder.build(), True
        else:
            for _ in range(4):
                text = self.corpus.passage(rng, 300)
                if rng.random() < 0.15:
                    builder.heading(text[:30], level=int(rng.integers(1, 4)))
                builder.paragraph(text)
        return builder.build(), False

    def _size_px(self, rng: np.random.Generator, drawn: Drawn) -> float:
        sizes = [size for size in self.sizes_px if size >= drawn.smallest_px] or [max(self.sizes_px)]
        return sizes[int(len(sizes) * rng.random() ** 1.2)]

    def _look(self, rng: np.random.Generator, drawn: Drawn, width_share: float) -> RenderConfig:
        size = self._size_px(rng, drawn)
        width, height = (int(drawn.crop_px * rng.uniform(1.0, high)) for high in (width_share, 1.4))
        ink, paper = int(rng.integers(0, 90)), int(rng.integers(190, 256))
        ink, paper = (ink if rng.random() < 0.5 else 0), (paper if rng.random() < 0.5 else 255)
        if rng.random() < 0.1:
            ink, paper = paper, ink  # light on dark
        margin = int(rng.integers(2, 12))
        return RenderConfig(
            font=self._font(rng),
            font_size_pt=size,
            line_height=float(rng.uniform(1.0, 1.6)),
            horizontal_scale=float(rng.choice(_SCALES)),
            alignment="justified" if rng.random() < 0.15 else "left",
            hinting="none" if rng.random() < 0.2 else "vertical",
            letter_spacing_pt=float(rng.choice([0.0, 0.0, 0.0, rng.uniform(0.0, 1.0)])),
            margin_x_pt=margin,
            margin_y_pt=margin,
            page_width_pt=width,
            page_height_pt=height,
            ink=f"#{ink:02x}{ink:02x}{ink:02x}",
            paper=f"#{paper:02x}{paper:02x}{paper:02x}",
            table_borders=str(rng.choice(["none", "rows", "grid"])),  # type: ignore[arg-type]
            style=str(rng.choice(["document"] * 6 + ["web", "code"])),  # type: ignore[arg-type]
        )

    def _font(self, rng: np.random.Generator) -> str:
        if self.more_fonts and rng.random() < 0.5:
            files = self.more_fonts[rng.integers(len(self.more_fonts))]
            return files[rng.integers(len(files))]
        return self.fonts[rng.integers(len(self.fonts))]


def _crop(
    page: PaintedPage, grey: NDArray[np.uint8], boxes: NDArray[np.float32], side: int, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float32], str]:
    """A square of the page, padded with paper where the page is short, and the characters centred in it.

    Args:
        page: as it was drawn.
        grey, boxes: the same, maybe turned.
        side: px.
        rng: of the place.
    """
    height, width = grey.shape
    near = page.near if page.near is not None else int(rng.integers(len(boxes))) if len(boxes) else None
    corner = np.zeros(4) if near is None else boxes[near]
    x = int(np.clip(corner[0] - rng.integers(side), 0, max(0, width - side)))
    y = int(np.clip(corner[1] - rng.integers(side), 0, max(0, height - side)))
    image = np.full((side, side), page.paper, np.uint8)
    part = grey[y : y + side, x : x + side]
    image[: part.shape[0], : part.shape[1]] = part
    boxes = boxes - np.array([x, y, x, y], np.float32)
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    inside = np.logical_and(centre >= 0, centre < side).all(axis=1).reshape(-1)
    inside[inside] = shows_ink(image, boxes[inside])
    return image, boxes[inside], "".join(c for c, ok in zip(page.text, inside, strict=True) if ok)


def collate_text_pages(items: Sequence[TextPage]) -> dict[str, torch.Tensor]:
    """Stack crops: pixel_values float32 [P, 1, S, S]; boxes, ids and pages of all characters, flat."""
    pages = np.concatenate([np.full(len(item.ids), p, np.int64) for p, item in enumerate(items)])
    return {
        "pixel_values": torch.from_numpy(np.stack([item.image for item in items])).unsqueeze(1).float() / 255.0,
        "boxes": torch.from_numpy(np.concatenate([item.boxes for item in items])),
        "ids": torch.from_numpy(np.concatenate([item.ids for item in items])),
        "pages": torch.from_numpy(pages),
    }
