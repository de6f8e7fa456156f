"""TorchReader: a PageQA network with all it needs to read pages of any size and to answer questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from glyph.documents import Document
from glyph.errors import DataError
from glyph.models.answering.page_qa import MAX_STEPS, Opening, PageQA, Prefix
from glyph.models.inputs.align import read_text
from glyph.models.inputs.assembler import InputAssembler, document_units
from glyph.models.inputs.batch import QABatch
from glyph.models.language import decode_steps
from glyph.models.ocr.read_cells import read_cells
from glyph.models.ocr.read_image import glance, look, read_image
from glyph.models.ocr.reading import Reading
from glyph.models.precision import fast_autocast
from glyph.readers.answer import (
    Answer,
    Focus,
    compose_answer,
    doubted_where_illegible,
    doubts_of,
    legibility,
    num_text_tokens,
)
from glyph.readers.long.overview import Overview
from glyph.readers.long.sequences import MANY_PAGES, PageTexts
from glyph.readers.long.sources import LongSources, OverviewKind
from glyph.readers.memory import Memory, fingerprint
from glyph.readers.protocol import PageLike, Source
from glyph.readers.rules.named import GENERAL
from glyph.readers.rules.protocol import Rule
from glyph.readers.rules.review import REVIEW_CONFIDENCE, is_contradicted, review
from glyph.readers.views import (
    Look,
    View,
    as_on_pages,
    chosen_views,
    is_of_known_type,
    num_tokens_looked_at,
    whole_views,
)
from glyph.render import NO_SOURCE, Page, RenderConfig
from glyph.render.page_image import page_image
from glyph.render.visual_tokens import TokenGrid
from glyph.text.answer_program import FUNCTIONS, NOT_STATED, Language
from glyph.text.charset import Charset
from glyph.text.language import language_of

NOT_STATED_PROB = 0.25  # fitted on validation
REMEMBERED_PAGES, REMEMBERED_SETS = 1024, 4  # readings (0.2 MB each), and encoded sets of pages, that are kept
Encoded = tuple[Tensor, list[Reading]]  # tokens [P, h, w, D] and readings of the pages of one document


@dataclass
class TorchReader(LongSources):
    """A PageQA network with all it needs to be used: tokenizer, charset, token grid and its favourite look.

    It remembers the pages that it looked at last, as long as no weight changes.
    """

    model: PageQA
    tokenizer: PreTrainedTokenizerBase
    charset: Charset
    grid: TokenGrid
    render_config: RenderConfig
    build: dict[str, Any]  # arguments that build this network again, see ``build.py``
    review_confidence: float = REVIEW_CONFIDENCE  # answers less sure than this need review
    not_stated_prob: float = NOT_STATED_PROB  # a question that is so likely not to be answered is said not to be
    rules: tuple[Rule, ...] = GENERAL  # that review each answer, see ``rules/``; () for none
    overview: OverviewKind = "text"  # by what long sources are searched, see ``LongSources``
    _looks: Memory[Look] = field(default_factory=lambda: Memory(REMEMBERED_PAGES), init=False, repr=False)
    _glances: Memory[tuple[float, int] | None] = field(
        default_factory=lambda: Memory(REMEMBERED_PAGES), init=False, repr=False
    )
    _answered: Memory[Reading] = field(default_factory=lambda: Memory(REMEMBERED_PAGES), init=False, repr=False)
    _overviews: Memory[Overview] = field(default_factory=lambda: Memory(REMEMBERED_SETS), init=False, repr=False)
    _page_texts: Memory[PageTexts] = field(default_factory=lambda: Memory(REMEMBERED_SETS), init=False, repr=False)
    _encoded: Memory[Encoded] = field(default_factory=lambda: Memory(REMEMBERED_SETS), init=False, repr=False)

    @property
    def assembler(self) -> InputAssembler:
        registers = self.model.copy_path.num_registers
        return InputAssembler(self.tokenizer, self.charset, self.grid, registers)

    @property
    def device(self) -> torch.device:
        return next(self.model.parameters()).device

    def read(self, pages: Sequence[PageLike], merge: int | None = None) -> list[Reading]:
        """Read pages one by one, each at the scale that suits its type.

        Args:
            pages: of any size. Of those that were just answered from, the reading is the one that was answered from.
            merge: 1, 2 or 4 reads from the visual tokens alone, so many patches a side in one: what is left of a page
                at that budget. None reads from all that the encoder sees.
        """
        images = [page_image(page) for page in pages]
        if merge is not None:
            return [read_image(self.model.encoder, image, self.charset, merge) for image in images]
        return [self._reading(image) for image in images]

    def _reading(self, image: NDArray[np.uint8]) -> Reading:
        return self._answered.get(fingerprint([image], self.model.encoder)) or self._look(image).reading

    def _look(self, image: NDArray[np.uint8]) -> Look:
        """A page by itself."""
        key = fingerprint([image], self.model.encoder)
        return self._looks.recall(key, lambda: Look(*look(self.model.encoder, image, self.charset)))

    def _glance(self, image: NDArray[np.uint8]) -> tuple[float, int] | None:
        """The scale of a large page and what it cost to tell it; None where a page is small or was looked at."""
        key = fingerprint([image], self.model.encoder)
        if self._looks.get(key) is not None:
            return None
        return self._glances.recall(key, lambda: glance(self.model.encoder, image, self.charset))

    @torch.no_grad()
    def _encode(self, images: Sequence[NDArray[np.uint8]]) -> Encoded:
        """The pages of one document, before anything is asked."""

        def encode() -> Encoded:
            empty = document_units([], [], self.charset)
            batch = self.assembler.assemble([images], [empty], [""], [0]).to(self.device)
            with fast_autocast(self.device):
                tokens, cells = self.model.encoder(batch.pixel_values, batch.grid_sizes)
            return tokens.float(), read_cells(self.model.encoder.ocr_head, cells, self.charset)

        return self._encoded.recall(fingerprint(images, self.model.encoder), encode)

    def page_of_image(self, image: NDArray[np.uint8]) -> Page:
        """A ready-made image as a Page, with what is read on it in place of what was painted."""
        reading = self.read([image])[0]
        no_source = np.full(len(reading.chars), NO_SOURCE, np.int64)
        return Page(image, reading.chars, reading.boxes, no_source, reading.lines, reading.space_before)

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        """Answer questions about the same source.

        Pages in type of the size that the reader likes are read as a whole where they fit the budget, at the size they
        have if that is known, as of rendered ones; others are looked at first (``views.py``). A document within the
        budget is drawn and read as a whole. Of a longer one, what a question is about is told by an overview, drawn and
        read; so with many pages (``long/``). The budget counts merged visual tokens handed to the language model.
        """
        limit = self._limit(questions, budget)
        if isinstance(source, Document):
            return self._answer_document(questions, source, limit)
        if len(source) > MANY_PAGES and self._is_long(source, limit):
            return self._answer_many(questions, source, limit)
        images = [page_image(page) for page in source]
        sizes = [(image.shape[0], image.shape[1]) for image in images]
        if all(map(is_of_known_type, source)) and self.grid.num_visual_tokens(images) <= limit:
            return self._answer_views(questions, [View(k, image) for k, image in enumerate(images)], sizes)
        answers = self._answer_large(questions, images, sizes, limit)
        if answers:
            return answers
        looks = [self._look(image) for image in images]
        seen = list(zip(images, looks, strict=True))
        views = whole_views(images, looks, self.grid, limit)
        if views is not None:
            return self._answer_views(questions, views, sizes, seen)
        for question in questions:
            views = chosen_views(question, images, looks, self.charset, self.grid, limit)
            (answer,) = self._answer_views([question], views, sizes, seen)
            answers.append(answer.with_overview(num_tokens_looked_at(images, looks, self.grid)))
        return answers

    def _limit(self, questions: Sequence[str], budget: int | None) -> int:
        """Visual tokens that pages may cost beside the longest of the questions.

        Raises:
            DataError: when that question leaves no room.
        """
        num_text = max(len(self.tokenizer.encode(question)) for question in questions)
        num_positions = self.grid.max_positions
        if budget is not None:  # more than what is trained with, as far as the language model reaches
            reach = int(getattr(self.model.language.config, "max_position_embeddings", num_positions))
            num_positions = max(num_positions, reach - self.model.copy_path.num_registers - MAX_STEPS)
        limit = min(budget or self.grid.max_visual_tokens, num_positions - num_text)
        if limit < 1:
            raise DataError(
                f"the question needs {num_text} tokens, which leaves none of model.grid.max_positions={num_positions}"
                " to pages; ask a shorter one"
            )
        return limit

    def _answer_views(
        self,
        questions: list[str],
        views: Sequence[View],
        sizes: Sequence[tuple[int, int]],
        looks: Sequence[tuple[NDArray[np.uint8], Look]] = (),
    ) -> list[Answer]:
        """Answer from views of page images, which were looked at before or not."""
        shown = [view.image for view in views]
        tokens, read = self._encode(shown)
        readings = [view.reading or fresh for view, fresh in zip(views, read, strict=True)]
        for view, reading in zip(views, readings, strict=True):
            if view.reading is None:
                self._answered.put(fingerprint([view.image], self.model.encoder), reading)
        answers = self.answer_from(questions, shown, readings, tokens)
        pixels = sum(image.size for image in shown) + sum(look.pixels for _, look in looks)
        seen = [(image, look.reading) for image, look in looks] or list(zip(shown, readings, strict=True))
        legible = legibility([image for image, _ in seen], [reading for _, reading in seen])
        answers = [as_on_pages(replace(answer, pixels=pixels), views, sizes) for answer in answers]
        return [doubted_where_illegible(answer, legible, self.review_confidence) for answer in answers]

    @torch.no_grad()
    def answer_from(
        self,
        questions: Sequence[str],
        images: Sequence[NDArray[np.uint8]],
        readings: Sequence[Reading],
        tokens: Tensor | None,
    ) -> list[Answer]:
        """Answer from readings that are there already, and let the reader's rules review what is said.

        Args:
            questions: about one document.
            images: its pages, grey.
            readings: of the pages.
            tokens: visual tokens of the pages, as the encoder gives them; None answers from what was read alone.
        """
        answers = self._composed(questions, images, readings, tokens)
        reviewed = []
        for question, answer in zip(questions, answers, strict=True):
            second = None
            if is_contradicted(answer, question, readings, self.rules):
                second = self._second_choice(question, images, readings, tokens)
            passed_over = answer if second else None
            given = second or answer
            reviewed.append(review(given, question, readings, self.rules, self.review_confidence, passed_over))
        return reviewed

    def _second_choice(
        self, question: str, images: Sequence[NDArray[np.uint8]], readings: Sequence[Reading], tokens: Tensor | None
    ) -> Answer | None:
        """The likeliest answer that no rule contradicts, among those that begin in each of the ways answers do."""
        calls = [self.tokenizer.encode(f"{name}(", add_special_tokens=False) for name in FUNCTIONS]
        openings: list[Opening] = [[None], *calls]
        found = self._composed([question] * len(openings), images, readings, tokens, openings)
        sound = [answer for answer in found if not is_contradicted(answer, question, readings, self.rules)]
        return max(sound, key=lambda answer: answer.confidence, default=None)

    def _composed(
        self,
        questions: Sequence[str],
        images: Sequence[NDArray[np.uint8]],
        readings: Sequence[Reading],
        tokens: Tensor | None,
        openings: Sequence[Opening] = (),
    ) -> list[Answer]:
        """As ``answer_from``, before anything is reviewed; ``openings``, where given, as in ``PageQA.generate``."""
        heights = [len(image) for image in images]
        document = document_units([read_text(reading) for reading in readings], heights, self.charset)
        batch = self.assembler.assemble([images], [document], questions, [0] * len(questions)).to(self.device)
        batch = batch if tokens is not None else batch.without_pages()
        eos_id, prefix = int(self.tokenizer.eos_token_id), self.model.prefix(batch, tokens)
        made = self.model.generate(
            batch, prefix, eos_id, openings=openings or self._abstentions(questions, batch, prefix)
        )
        chars = "".join(reading.chars for reading in readings)
        confidences = np.concatenate([np.zeros(0, np.float32), *(r.confidences for r in readings)])
        answers, sizes = [], tuple((image.shape[0], image.shape[1]) for image in images)
        spent = 0 if tokens is None else self.grid.num_visual_tokens(images)
        attention = made.attention.cpu().numpy()
        for question, steps, probs, weights in zip(questions, made.steps, made.probs, attention, strict=True):
            decoded = decode_steps(self.tokenizer, [None if isinstance(step, tuple) else step for step in steps])
            language: Language = language_of(question)
            answer = compose_answer(steps, probs, decoded, document, chars, confidences, language)
            focus = Focus(document.pages, document.boxes, weights[: len(document.units)], sizes)
            doubts = doubts_of(steps, document, readings)
            handed = num_text_tokens(len(chars), language)
            answer = replace(answer, visual_tokens=spent, text_tokens=handed, words=len(document.units))
            answers.append(replace(answer, focus=focus, doubts=doubts))
        return answers

    def _abstentions(self, questions: Sequence[str], batch: QABatch, prefix: Prefix) -> list[Opening]:
        """For each question, the tokens of "not stated" if that answer is probable enough, else no forced opening.

        Greedy decoding copies once the copy gate exceeds one half, though many spans share that: too rarely not stated.
        """
        said = [self.tokenizer.encode(NOT_STATED[language_of(q)], add_special_tokens=False) for q in questions]
        probs = self.model.probability(batch, prefix, said).tolist()
        return [text if prob >= self.not_stated_prob else [] for text, prob in zip(said, probs, strict=True)]
