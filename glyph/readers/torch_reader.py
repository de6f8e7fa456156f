"""Reader: the one door to a model. Pages go in; readings and answers come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from glyph.documents import Document
from glyph.models.answering.page_qa import Opening, PageQA, Prefix
from glyph.models.inputs.align import read_text
from glyph.models.inputs.assembler import InputAssembler, document_units
from glyph.models.inputs.batch import QABatch
from glyph.models.ocr.head import CellOutput
from glyph.models.ocr.read_cells import read_cells
from glyph.models.ocr.read_image import read_image
from glyph.models.ocr.reading import Reading
from glyph.models.precision import fast_autocast
from glyph.readers.answer import Answer, Focus, compose_answer, doubts_of
from glyph.readers.rules.named import GENERAL
from glyph.readers.rules.protocol import Rule
from glyph.readers.rules.review import REVIEW_CONFIDENCE, is_contradicted, review
from glyph.readers.zoom import overview_config, rank_blocks, zoom
from glyph.render import NO_SOURCE, Page, RenderConfig, render
from glyph.render.visual_tokens import TokenGrid
from glyph.text.answer_program import FUNCTIONS, NOT_STATED, Language
from glyph.text.charset import Charset
from glyph.text.language import language_of

PageLike = Page | NDArray[np.uint8] | Image.Image | str | Path
MAX_QUESTION_CHARS = 2000
MAX_OVERVIEW_PAGES = 200
NOT_STATED_PROB = 0.25  # fitted on validation


class Reader(Protocol):
    """What evaluation, search and the scripts know of a model."""

    def read(self, pages: Sequence[PageLike]) -> list[Reading]:
        """One reading a page."""
        ...

    def answer(self, question: str, pages: Sequence[PageLike] | Document, budget: int | None = None) -> Answer:
        """Answer one question about pages in order, or about a document, rendered as the reader likes best."""
        ...

    def answer_all(self, questions: Sequence[str], pages: Sequence[PageLike]) -> tuple[list[Answer], list[Reading]]:
        """Answer several questions about the same pages, and say how the pages were read."""
        ...


def page_image(page: PageLike) -> NDArray[np.uint8]:
    """Any page as a grey uint8 [H, W].

    Raises:
        ValueError: when a path holds no image, or an array has no such shape.
    """
    if isinstance(page, Page):
        return page.grey
    if isinstance(page, str | Path):
        try:
            with Image.open(page) as opened:
                return np.asarray(opened.convert("L"))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValueError(f"{page} is not an image that can be read: {error}") from error
    if isinstance(page, Image.Image):
        return np.asarray(page.convert("L"))
    if page.dtype != np.uint8 or 0 in page.shape or (page.ndim != 2 and page.shape[2:] != (3,)):
        raise ValueError(f"a page array must be uint8 [H, W] or [H, W, 3], got {page.dtype} {list(page.shape)}")
    return page if page.ndim == 2 else np.asarray(Image.fromarray(page).convert("L"))


@dataclass
class TorchReader:
    """A PageQA network with all it needs to be used: tokenizer, charset, token grid and its favourite look."""

    model: PageQA
    tokenizer: PreTrainedTokenizerBase
    charset: Charset
    grid: TokenGrid
    render_config: RenderConfig
    build: dict[str, Any]  # arguments that build this network again, see ``build.py``
    review_confidence: float = REVIEW_CONFIDENCE  # answers less sure than this need review
    not_stated_prob: float = NOT_STATED_PROB  # a question that is so likely not to be answered is said not to be
    rules: tuple[Rule, ...] = GENERAL  # that review each answer, see ``rules/``; () for none

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
            pages: of any size.
            merge: 1, 2 or 4 reads from the visual tokens alone, so many patches a side in one: what is left of a page
                at that budget. None reads from all that the encoder sees.
        """
        return [read_image(self.model.encoder, page_image(page), self.charset, merge) for page in pages]

    def _encode(self, images: Sequence[NDArray[np.uint8]]) -> tuple[Tensor, CellOutput]:
        """Visual tokens and cells of the pages of one document, before anything is read or asked."""
        empty = document_units([], [], self.charset)
        batch = self.assembler.assemble([images], [empty], [""], [0]).to(self.device)
        with fast_autocast(self.device):
            tokens, cells = self.model.encoder(batch.pixel_values, batch.grid_sizes)
        return tokens.float(), cells

    def page_of_image(self, image: NDArray[np.uint8]) -> Page:
        """A ready-made image as a Page, with what is read on it in place of what was painted."""
        reading = self.read([image])[0]
        no_source = np.full(len(reading.chars), NO_SOURCE, np.int64)
        return Page(image, reading.chars, reading.boxes, no_source, reading.lines, reading.space_before)

    def answer(self, question: str, pages: Sequence[PageLike] | Document, budget: int | None = None) -> Answer:
        """Answer one question.

        A document within the budget is drawn and read as a whole. A longer one is looked at coarsely, and what the
        question is about is drawn again and read (``zoom.py``).

        Args:
            question: in English or Chinese.
            pages: in order; or a document.
            budget: merged visual tokens that pages may cost the language model; the most that it takes where not given.

        Raises:
            ValueError: as ``answer_all``; or a document of more than ``MAX_OVERVIEW_PAGES`` small pages.
        """
        self._check_question(question)
        grid = self.grid if budget is None else replace(self.grid, max_visual_tokens=budget)
        if isinstance(pages, Document):
            return self._answer_document(question, pages, grid)
        grid.check("the document", [page_image(page) for page in pages])
        return self.answer_all([question], pages)[0][0]

    def _answer_document(self, question: str, document: Document, grid: TokenGrid) -> Answer:
        budget = grid.max_visual_tokens
        pages = self._drawn(document, self.render_config, lambda pages: _cost(grid, pages) <= budget)
        if pages is None:
            small = overview_config(self.render_config)
            overview = self._drawn(document, small, lambda pages: len(pages) <= MAX_OVERVIEW_PAGES)
            if overview is None:
                raise ValueError(f"the document has more than {MAX_OVERVIEW_PAGES} small pages; ask about a part of it")
            ranked = rank_blocks(question, document, overview, self.read(overview), self.charset)
            pages = zoom(document, ranked, self.render_config, grid, budget)
        answer = self.answer_all([question], pages)[0][0]
        return replace(answer, pages=tuple(pages))

    def _drawn(self, document: Document, config: RenderConfig, fits: Callable[[list[Page]], bool]) -> list[Page] | None:
        """The pages of a document, or None once those drawn so far do not fit."""
        pages: list[Page] = []
        for page in render(document, config):
            pages.append(page)
            if not fits(pages):
                return None
        return pages

    def _check_question(self, question: str) -> None:
        if not question.strip():
            raise ValueError("the question is empty")
        if len(question) > MAX_QUESTION_CHARS:
            raise ValueError(f"the question has {len(question)} characters, over the limit of {MAX_QUESTION_CHARS}")

    @torch.no_grad()
    def answer_all(self, questions: Sequence[str], pages: Sequence[PageLike]) -> tuple[list[Answer], list[Reading]]:
        """Answer several questions about the same pages: the pages are looked at once.

        Raises:
            ValueError: no page, an empty or over-long question, or pages over the token budget.
        """
        if not pages:
            raise ValueError("there is no page to answer from")
        for question in questions:
            self._check_question(question)
        images = [page_image(page) for page in pages]
        self.grid.check("the document", images, max(len(self.tokenizer.encode(question)) for question in questions))
        tokens, cells = self._encode(images)
        readings = read_cells(self.model.encoder.ocr_head, cells, self.charset)
        return self.answer_from(questions, images, readings, tokens), readings

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
            decoded = ["" if isinstance(s, tuple) else str(self.tokenizer.decode([s])) for s in steps]
            language: Language = language_of(question)
            answer = compose_answer(steps, probs, decoded, document, chars, confidences, language)
            focus = Focus(document.pages, document.boxes, weights[: len(document.units)], sizes)
            doubts = doubts_of(steps, document, readings)
            answers.append(replace(answer, focus=focus, doubts=doubts, visual_tokens=spent))
        return answers

    def _abstentions(self, questions: Sequence[str], batch: QABatch, prefix: Prefix) -> list[Opening]:
        """For each question, that it is not answered on the pages where that is likely enough, else nothing.

        Step by step, an answer is copied where the gate is open by more than a half, from however many spans; the one
        answer against them all does not get what it is due.
        """
        said = [self.tokenizer.encode(NOT_STATED[language_of(q)], add_special_tokens=False) for q in questions]
        probs = self.model.probability(batch, prefix, said).tolist()
        return [text if prob >= self.not_stated_prob else [] for text, prob in zip(said, probs, strict=True)]


def _cost(grid: TokenGrid, pages: Sequence[Page]) -> int:
    return grid.num_visual_tokens(page.grey for page in pages)
