"""Articles: generated web pages, asked for their title and their main points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from glyph.data.generators.articles.article import Article, draw_article
from glyph.data.generators.articles.page import Site
from glyph.data.generators.articles.phrases import LANGUAGES, phrases
from glyph.data.generators.articles.prose import draw_paragraphs
from glyph.data.generators.lookups.words import Language, Words
from glyph.data.generators.main_points import MAIN_POINTS, TITLE, copied_question, wording
from glyph.data.sample import GeneratedSet, Question, Sample, Split
from glyph.data.sources.web_document import block_span, web_document
from glyph.documents import Document, parse_document
from glyph.documents.model import SourceSpan
from glyph.errors import DataError

TRIES = 50  # at a page on which no main point is cut off or said twice


@dataclass(frozen=True)
class ArticleSet(GeneratedSet):
    """One split of :class:`Articles`."""

    languages: Sequence[Language]
    corpus: Mapping[Language, Sequence[str]]
    max_lines: float

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """The page at ``index``: a fresh one from ``rng`` in train, always the same one in val and test.

        Raises:
            IndexError: if ``index`` is outside ``range(len(self))``.
            DataError: when the corpus says the same over and over, so that no page can be drawn.
        """
        draw = self.chance(index, rng)
        language = draw.choice(self.languages)
        words = Words(draw, language, self.name, self.corpus.get(language, ()))
        for _ in range(TRIES):
            article = draw_article(draw_paragraphs(words), phrases(language), language, draw)
            html = Site(words, draw_paragraphs(words)).html(article)
            document = web_document(parse_document(html, "html", f"{self.name}-{index}"), self.max_lines)
            questions = self._questions(article, document, words)
            if questions:
                return Sample(document.name, questions, document, language=language, source="articles")
        raise DataError(f"no article could be drawn in {TRIES} tries from {', '.join(words.corpus) or 'made-up text'}")

    def _questions(self, article: Article, document: Document, words: Words) -> tuple[Question, ...]:
        """Title and main points; none where what they ask for does not stand on the page just once."""
        headings = [b for b in document.blocks if b.kind == "heading" and b.text.strip() == article.headline]
        points = [_only_place(document.source, point) for point in article.main_points]
        found = [span for span in points if span is not None]
        if len(headings) != 1 or len(found) < len(points):
            return ()
        asked = {kind: wording(kind, words.language, self.name, words.rng) for kind in (TITLE, MAIN_POINTS)}
        return (
            copied_question(asked[TITLE], TITLE, document.source, [block_span(headings[0])]),
            copied_question(asked[MAIN_POINTS], MAIN_POINTS, document.source, found),
        )


def _only_place(source: str, text: str) -> SourceSpan | None:
    start = source.find(text)
    if start < 0 or source.find(text, start + 1) >= 0:
        return None
    return start, start + len(text)


class Articles:
    """Web pages with an article amid menus, notices, teasers and comments; no sentence is in two splits.

    The main points are the first two sentences of what opens the article, the standfirst or else the first paragraph,
    and the sentences that open its sections; three at most.

    Args:
        num_train: pages an epoch of train; every epoch draws new ones.
        num_val: pages of val, fixed by ``seed``.
        num_test: pages of test, fixed by ``seed``.
        seed: of val and test.
        languages: of the pages, drawn alike.
        corpus: text files of prose (.txt, .txt.gz) by language; without one, English articles quote the Python language
            reference, and Chinese ones are made up.
        max_lines: of a page, as estimated for 10 px type and 448 px; the rest is cut, see ``web_document``.
    """

    def __init__(
        self,
        num_train: int,
        num_val: int,
        num_test: int,
        seed: int = 0,
        languages: Sequence[Language] = ("en", "zh"),
        corpus: Mapping[Language, Sequence[str]] | None = None,
        max_lines: float = 70.0,
    ) -> None:
        if not languages or set(languages) - set(LANGUAGES):
            raise ValueError(f"languages={list(languages)} must name one or more of {', '.join(LANGUAGES)}")
        self._num_samples: dict[Split, int] = {"train": num_train, "val": num_val, "test": num_test}
        self._seed, self._languages, self._corpus = seed, tuple(languages), dict(corpus or {})
        self._max_lines = max_lines

    def split(self, name: Split) -> ArticleSet:
        """The split called ``name``."""
        return ArticleSet(name, self._num_samples[name], self._seed, self._languages, self._corpus, self._max_lines)
