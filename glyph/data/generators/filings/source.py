"""Filings: pages of real PDF files with questions about their tables, drawn as the files draw them or re-flowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from glyph.data.generators.filings.questions import PageExaminer
from glyph.data.generators.filings.tables import FigureTable, figure_tables
from glyph.data.pages.pdf_pages import OpenPdfs, find_pdf_files
from glyph.data.sample import GeneratedSet, Sample, Split
from glyph.documents import Document
from glyph.documents.cjk import is_cjk
from glyph.documents.model import NO_SOURCE, Block
from glyph.documents.pdf.file import PdfFile
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.reflow import reflow
from glyph.errors import DataError
from glyph.render.page import Page
from glyph.render.pdf_pages import to_page
from glyph.text.language import language_of

TRIES = 60  # pages that are looked at for one with tables
MIN_ROWS = 3  # of a page's tables
TYPE_PX = (9.0, 13.0)  # em height of most of a drawn page's type
WHOLE_SHARE = 0.4  # of the drawn pages that fit; of the others a band around a table is shown
EXCERPT_CHARS = (300, 800, 1500, 2200)  # of a re-flowed page
LINES_AROUND = (0.0, 8.0)  # of the table, in a band


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A page as its text has it."""

    page: PdfPage
    blocks: Sequence[Block]
    tables: Sequence[FigureTable]


@dataclass(frozen=True)
class FilingSet(GeneratedSet):
    """One split of :class:`Filings`."""

    places: Sequence[str]
    questions_per_page: int
    drawn_share: float
    max_pixels: int
    files: OpenPdfs

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """A page with figures: any from ``rng`` in train, always the same one in val and test.

        Raises:
            IndexError: if ``index`` is outside ``range(len(self))``.
            DataError: if the files hold hardly a page with tables.
        """
        draw = self.chance(index, rng)
        for _ in range(TRIES):
            path = draw.choice(find_pdf_files(draw.choice(self.places)))
            pdf = self.files.get(path)
            if pdf is None or not pdf.num_pages:
                continue
            found = _any_page(pdf, draw)
            if found is None or sum(len(table.rows) for table in found.tables) < MIN_ROWS:
                continue
            sample = self._asked(f"{path.stem}-{found.page.number}", pdf, found, draw)
            if sample.questions:
                return sample
        raise DataError(f"{TRIES} pages of {', '.join(self.places)} hold no table with questions to ask")

    def _asked(self, name: str, pdf: PdfFile, found: Tabulated, draw: Random) -> Sample:
        other = _any_page(pdf, draw)
        elsewhere = [row.label for table in other.tables for row in table.rows] if other else []
        page, tables = found.page, found.tables
        language = language_of(page.text)
        document, pages = None, tuple[Page, ...]()
        if draw.random() >= self.drawn_share:
            document = _excerpt(found, draw.choice(tables), name, draw)
        if document is None:
            pages = (self._drawn(pdf, page, tables, draw),)
        shown = [table for table in tables if (_is_painted(pages[0], table) if pages else _is_told(document, table))]
        examiner = PageExaminer(draw, language, self.name, page.text, shown, elsewhere)
        questions = examiner.ask(self.questions_per_page) if shown else ()
        return Sample(name, questions, document, pages=pages, language=language, source="filings")

    def _drawn(self, pdf: PdfFile, page: PdfPage, tables: Sequence[FigureTable], draw: Random) -> Page:
        """The page, or a band of it with a table, as the file draws it, within ``max_pixels``."""
        typical = float(np.median(page.sizes[page.sizes > 0]))
        dpi = 72 * draw.uniform(*TYPE_PX) / max(typical, 1.0)
        drawn = to_page(pdf.read(page.number - 1, "all", dpi))
        height, width = drawn.grey.shape
        if height * width <= self.max_pixels and draw.random() < WHOLE_SHARE:
            return drawn
        table = draw.choice(tables)
        inside = (drawn.offsets >= table.span[0]) & (drawn.offsets < table.span[1])
        if not inside.any():
            return drawn.band(0, self.max_pixels // width)
        line = dpi / 72 * typical * 1.3
        top = float(drawn.boxes[inside, 1].min()) - line * draw.uniform(*LINES_AROUND)
        bottom = float(drawn.boxes[inside, 3].max()) + line * draw.uniform(*LINES_AROUND)
        return drawn.band(round(top), min(round(bottom), round(top) + self.max_pixels // width))


def _any_page(pdf: PdfFile, draw: Random) -> Tabulated | None:
    """A page; None where it cannot be read as text."""
    try:
        page = pdf.read(draw.randrange(pdf.num_pages))
    except ValueError:  # a damaged page
        return None
    if page.needs_image or not page.text:
        return None
    blocks = reflow(page)
    return Tabulated(page, blocks, [table for table in figure_tables(blocks) if _is_sound(page, table)])


def _excerpt(found: Tabulated, table: FigureTable, name: str, draw: Random) -> Document | None:
    """The block of a table, re-flowed, and blocks before and behind it; None where that is too long to be drawn small.

    As many as fit a number of characters, of which Hanzi count twice.
    """
    blocks = found.blocks
    lengths = [sum(1 + is_cjk(char) for char in block.text) for block in blocks]
    wanted = draw.choice(EXCERPT_CHARS)
    first = next(
        k for k, block in enumerate(blocks) if any(s.start == table.rows[0].span[0] for s in block.all_spans())
    )
    last, length = first, lengths[first]
    while sides := [k for k in (first - 1, last + 1) if 0 <= k < len(blocks) and length + lengths[k] <= wanted]:
        chosen = draw.choice(sides)
        first, last, length = min(first, chosen), max(last, chosen), length + lengths[chosen]
    return Document(found.page.text, tuple(blocks[first : last + 1]), name) if length <= max(EXCERPT_CHARS) else None


def _is_sound(page: PdfPage, table: FigureTable) -> bool:
    """Whether all figures stand where they are said to."""
    return all(
        page.text[figure.span[0] : figure.span[1]] == figure.text
        for row in table.rows
        for figure in row.figures.values()
    )


def _is_painted(page: Page, table: FigureTable) -> bool:
    """Whether all of a table's headers, labels and figures are painted."""
    spans = [column.span for column in table.columns.values()]
    for row in table.rows:
        spans += [row.span, *(figure.span for figure in row.figures.values())]
    painted = set(page.offsets.tolist())
    return all(start in painted and end - 1 in painted for start, end in spans)


def _is_told(document: Document | None, table: FigureTable) -> bool:
    """Whether all of a table lies within the blocks of a document."""
    spans = [s for block in document.blocks for s in block.all_spans() if s.start != NO_SOURCE] if document else []
    return bool(spans) and min(s.start for s in spans) <= table.span[0] and table.span[1] <= max(s.end for s in spans)


class Filings:
    """Questions about tables of PDF files, made from their text layers, each split from files of its own.

    Args:
        files: places of PDF files by split: files, folders, or paths whose last part is a pattern; each place is drawn
            from alike.
        num_train: pages an epoch of train; every epoch draws new ones.
        num_val, num_test: pages of val and test, fixed by ``seed``.
        seed: of val and test.
        questions_per_page: questions of each page, or fewer.
        drawn_share: share of pages as the file draws them; the others are re-flowed and drawn by our renderer.
        max_pixels: of a drawn page; of a larger one a part is shown.

    Raises:
        DataError: where a place holds no PDF file.
    """

    def __init__(
        self, files: Mapping[Split, Sequence[str]], num_train: int, num_val: int, num_test: int, seed: int = 0,
        questions_per_page: int = 8, drawn_share: float = 0.6, max_pixels: int = 600_000,
    ) -> None:  # fmt: skip
        for places in files.values():
            for place in places:
                find_pdf_files(place)
        self._files = files
        self._counts: dict[Split, int] = {"train": num_train, "val": num_val, "test": num_test}
        self._seed, self._questions_per_page = seed, questions_per_page
        self._drawn_share, self._max_pixels = drawn_share, max_pixels

    def split(self, name: Split) -> FilingSet:
        """The split called ``name``; empty where no files are its own."""
        places = self._files.get(name, ())
        number = self._counts[name] if places else 0
        return FilingSet(
            name, number, self._seed, places, self._questions_per_page, self._drawn_share, self._max_pixels, OpenPdfs()
        )
