"""Answers about sources too long to be shown whole: documents, and many page images."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from glyph.documents import Document
from glyph.models.answering.page_qa import PageQA
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, num_text_tokens
from glyph.readers.long.overview import Overview, fingerprint_of, pixel_overview, text_overview
from glyph.readers.long.sequences import (
    PageTexts,
    agrees,
    layer_text,
    num_shown,
    pages_fingerprint,
    painted_look,
    size_of,
)
from glyph.readers.memory import Memory, fingerprint
from glyph.readers.protocol import BaseReader, PageLike
from glyph.readers.views import Look, View, chosen_views, num_tokens_looked_at, unshrunk_views, whole_views
from glyph.readers.zoom import cost_of_pages, drawn_while, zoom
from glyph.render import Page, RenderConfig
from glyph.render.page_image import page_image
from glyph.render.visual_tokens import TokenGrid
from glyph.text.charset import Charset
from glyph.text.language import language_of
from glyph.text.passages import PassageIndex

MOST_SHRUNK = 4  # times as many visual tokens as are allowed may fit if pages are shown smaller
OverviewKind = Literal["text", "pixels"]


class LongSources(BaseReader):
    """How a reader of pages answers about more than it can be shown: it is told where to look, and looks there.

    ``overview`` says by what: ``text`` ranks passages by the text that a document is made of, or that pages come with,
    and reads from pixels what is chosen; ``pixels`` reads everything, a document in small type, pages as they are.
    """

    model: PageQA
    charset: Charset
    grid: TokenGrid
    render_config: RenderConfig
    overview: OverviewKind
    _overviews: Memory[Overview]
    _page_texts: Memory[PageTexts]
    _answered: Memory[Reading]

    @abstractmethod
    def _look(self, image: NDArray[np.uint8]) -> Look:
        """A page by itself."""

    @abstractmethod
    def _glance(self, image: NDArray[np.uint8]) -> tuple[float, int] | None:
        """The scale of a large page and how many pixels tell it; None where a page is small or was looked at."""

    @abstractmethod
    def _reading(self, image: NDArray[np.uint8]) -> Reading:
        """Of a page or view by itself: the one that was answered from, where one was."""

    @abstractmethod
    def _answer_views(
        self,
        questions: list[str],
        views: Sequence[View],
        sizes: Sequence[tuple[int, int]],
        looks: Sequence[tuple[NDArray[np.uint8], Look]] = (),
    ) -> list[Answer]:
        """Answer from views of pages.

        Args:
            questions: about them.
            views: of the pages.
            sizes: height and width, px, of all pages that there are.
            looks: pages that were looked at, with what was seen; the views alone where not given.
        """

    def _answer_document(self, questions: list[str], document: Document, limit: int) -> list[Answer]:
        pages = drawn_while(document, self.render_config, lambda pages: cost_of_pages(self.grid, pages) <= limit)
        if pages is not None:
            return self._answer_drawn(questions, pages)
        overview = self._overview(document)
        answers = []
        for question in questions:
            pages = zoom(document, overview.ranked(question), self.render_config, self.grid, limit)
            (answer,) = self._answer_drawn([question], pages)
            answers.append(overview.charged(answer, question))
        return answers

    def _answer_drawn(self, questions: list[str], pages: Sequence[Page]) -> list[Answer]:
        images = [page.grey for page in pages]
        views = [View(k, image) for k, image in enumerate(images)]
        answers = self._answer_views(questions, views, [(len(image), image.shape[1]) for image in images])
        return [replace(answer, pages=tuple(pages)) for answer in answers]

    def _overview(self, document: Document) -> Overview:
        key = fingerprint_of(document)
        if self.overview == "text":
            return self._overviews.recall(b"text" + key, partial(text_overview, document))
        key += fingerprint([], self.model.encoder) + repr(self.render_config).encode()
        num_tokens = self.grid.num_visual_tokens

        def look(page: Page) -> tuple[Reading, int]:
            seen = self._look(page.grey)
            return seen.reading, seen.pixels

        return self._overviews.recall(
            key,
            lambda: pixel_overview(
                document, self.render_config, look, lambda pages: num_tokens(p.grey for p in pages), self.charset
            ),
        )

    def _answer_large(
        self,
        questions: list[str],
        images: Sequence[NDArray[np.uint8]],
        sizes: Sequence[tuple[int, int]],
        limit: int,
    ) -> list[Answer]:
        """Answer about large pages that fit at the scale of their type, read while they are shown; else nothing.

        Their scale is told by parts of them, so that no page is looked at as a whole twice.
        """
        glances = [found for image in images if (found := self._glance(image))]
        if len(glances) < len(images):
            return []
        views = unshrunk_views(images, [scale for scale, _ in glances], self.grid, limit)
        if not views:
            return []
        answers = self._answer_views(questions, views, sizes)
        for image, view in zip(images, views, strict=True):
            self._answered.put(
                fingerprint([image], self.model.encoder), self._reading(view.image).scaled(1 / view.scale)
            )
        glanced = sum(pixels for _, pixels in glances)
        return [replace(answer, pixels=answer.pixels + glanced) for answer in answers]

    def _is_long(self, source: Sequence[PageLike], limit: int) -> bool:
        """Whether pages cost more than a limit of visual tokens even if they are shrunk."""
        sizes = (size_of(page) for page in source)
        return sum(self.grid.num_tokens_of(*size) for size in sizes) > MOST_SHRUNK * limit

    def _answer_many(self, questions: list[str], source: Sequence[PageLike], limit: int) -> list[Answer]:
        """Answer about more pages than are all looked at for each question."""
        key = pages_fingerprint(source)
        texts = self._texts_of(key, source, self.overview == "text")
        answers = []
        for question in questions:
            answer = self._answer_best(question, source, texts, limit)
            if answer is None:  # a layer lied
                texts = self._texts_of(key, source, with_layers=False)
                answer = self._answer_best(question, source, texts, limit)
                assert answer is not None
            answers.append(answer)
        return answers

    def _texts_of(self, key: bytes, source: Sequence[PageLike], with_layers: bool) -> PageTexts:
        """The texts of pages, which are looked at one by one where they come without."""

        def make() -> PageTexts:
            texts, tokens, pixels, layered = list[str](), 0, 0, list[bool]()
            for page in source:
                layer = layer_text(page, self.charset) if with_layers else None
                layered.append(layer is not None)
                if layer is None:
                    image = page_image(page)
                    seen = self._look(image)
                    layer = seen.reading.text
                    tokens += num_tokens_looked_at([image], [seen], self.grid)
                    pixels += seen.pixels
                texts.append(layer)
            sizes = tuple(size_of(page) for page in source)
            chars = sum(
                len(page.text) for page, has in zip(source, layered, strict=True) if has and isinstance(page, Page)
            )
            return PageTexts(PassageIndex(texts), sizes, tuple(layered), chars, tokens, pixels)

        own = b"layers" if with_layers else b"pixels"
        return self._page_texts.recall(own + key + fingerprint([], self.model.encoder), make)

    def _answer_best(self, question: str, source: Sequence[PageLike], texts: PageTexts, limit: int) -> Answer | None:
        """An answer from the pages that go best with a question; None where a layer is not what is read of its page."""
        best = sorted(texts.best(question, num_shown(limit)))
        images = [page_image(source[k]) for k in best]
        looks = [
            painted_look(page) if texts.is_layer[k] and isinstance(page := source[k], Page) else self._look(image)
            for k, image in zip(best, images, strict=True)
        ]
        views = whole_views(images, looks, self.grid, limit) or chosen_views(
            question, images, looks, self.charset, self.grid, limit
        )
        pages = [best[view.page] for view in views]  # what is shown is read, whatever its layer says
        views = [
            replace(view, page=page, reading=None if texts.is_layer[page] else view.reading)
            for view, page in zip(views, pages, strict=True)
        ]
        (answer,) = self._answer_views([question], views, texts.sizes)
        from_layers = [view for view in views if texts.is_layer[view.page]]
        if not all(agrees(source[view.page], self._reading(view.image)) for view in from_layers):
            return None
        searched = num_text_tokens(texts.num_layer_chars, language_of(question))
        answer = replace(answer, pixels=answer.pixels + texts.num_pixels)
        return answer.with_overview(texts.num_tokens).with_text_overview(searched)
