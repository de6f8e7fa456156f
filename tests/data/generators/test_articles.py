"""Tests of glyph.data.generators.articles: answers stand on the page just once, and nothing is in two splits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.generators.articles import Articles
from glyph.data.generators.articles.article import Article, Section
from glyph.data.generators.articles.phrases import LANGUAGES, phrases
from glyph.data.generators.articles.prose import corpus_paragraphs, reference_paragraphs
from glyph.data.generators.main_points import MAIN_POINTS, TITLE, wordings
from glyph.data.sample import SPLITS, Sample
from glyph.errors import DataError
from glyph.models.inputs.assembler import PageText, document_units
from glyph.models.language import character_tokenizer
from glyph.render import RenderConfig, render
from glyph.tasks.collate import answer_steps
from glyph.text.answer_program import execute
from glyph.text.charset import Charset

ARTICLES = Articles(1000, 6, 6)
CONFIG = RenderConfig(page_width_pt=448, page_height_pt=448)
CHARSET = Charset()
TOKENIZER = character_tokenizer(CHARSET)


def train_page(seed: int, articles: Articles = ARTICLES) -> Sample:
    return articles.split("train").sample(0, np.random.default_rng(seed))


@given(st.integers(0, 2**32))
def test_every_answer_can_be_copied(seed: int) -> None:
    sample = train_page(seed)
    assert sample.document is not None
    source, pages = sample.document.source, list(render(sample.document, CONFIG))
    units = document_units([PageText.of_page(page) for page in pages], [len(page.grey) for page in pages], CHARSET)
    assert [question.kind for question in sample.questions] == [TITLE, MAIN_POINTS]
    for question in sample.questions:
        texts = [source[start:end] for start, end in question.evidence]
        assert question.template is not None and 1 <= len(texts) <= 3
        assert execute(question.template, texts, sample.language) == question.answer
        steps = answer_steps(question, units, TOKENIZER)
        assert steps is not None and sum(isinstance(step, tuple) for step in steps) == len(texts)
        assert TOKENIZER.unk_token_id not in steps, "what parts the points can be written"


@given(st.integers(0, 2**32))
def test_main_points_are_in_order_and_below_the_headline(seed: int) -> None:
    title, points = train_page(seed).questions
    starts = [start for start, _ in points.evidence]
    assert starts == sorted(starts) and title.evidence[0][1] <= starts[0]


def test_main_points_are_what_opens_the_article_and_its_sections() -> None:
    sections = (Section(None, (("a", "b", "c"),)), Section("S", (("d", "e"), ("f",))), Section("T", (("g",),)))
    assert Article("h", (), sections).main_points == ("a", "b", "d")
    assert Article("h", ("x",), sections).main_points == ("x", "d", "g")
    assert Article("h", (), sections[:1]).main_points == ("a", "b")


def test_pages_follow_from_their_seeds() -> None:
    assert train_page(3) == train_page(3) != train_page(4)
    for name in ("val", "test"):
        split = ARTICLES.split(name)
        assert split.sample(2, np.random.default_rng(0)) == split.sample(2, np.random.default_rng(1))
        with pytest.raises(IndexError, match="index=6"):
            split.sample(6, np.random.default_rng(0))


def test_all_forms_occur() -> None:
    found = [train_page(seed) for seed in range(60)]
    kinds = {block.kind for sample in found if sample.document for block in sample.document.blocks}
    assert {"nav", "heading", "paragraph", "list_item", "quote"} <= kinds
    assert {sample.language for sample in found} == {"en", "zh"}
    assert {len(sample.questions[1].evidence) for sample in found} == {1, 2, 3}
    shares = [q.evidence[0][0] / len(s.document.source) for s in found if s.document for q in s.questions[1:]]
    assert min(shares) < 0.1 < 0.3 < max(shares), "articles begin early and late"


def test_splits_share_no_sentences_or_wordings(tmp_path: Path) -> None:
    file = tmp_path / "prose.txt"
    common = "This sentence stands in every one of the paragraphs."
    file.write_text("\n".join(f"The {k}th unheard-of zebra crossed the river at noon. {common}" for k in range(200)))
    for paragraphs in ([reference_paragraphs(s) for s in SPLITS], [corpus_paragraphs(str(file), s) for s in SPLITS]):
        train, val, test = ({s for p in of_split for s in p} for of_split in paragraphs)
        assert train and val and test and not train & (val | test) and not val & test
    assert common in {s for p in corpus_paragraphs(str(file), "train") for s in p}
    for kinds in map(wordings, LANGUAGES):
        for texts in kinds.values():
            train, val, test = (set(texts[split]) for split in SPLITS)
            assert train and val and test and not train & (val | test) and not val & test


def test_a_corpus_is_what_articles_are_made_of(tmp_path: Path) -> None:
    file = tmp_path / "prose.txt"
    file.write_text(
        "\n".join(f"第{k}匹斑马在中午渡过了宽阔的河流。它跑进{k}号森林，消失在树木之间。" for k in range(400)),
        encoding="utf-8",
    )
    page = train_page(5, Articles(10, 2, 2, languages=["zh"], corpus={"zh": [str(file)]}))
    assert "斑马" in page.questions[1].answer or "森林" in page.questions[1].answer


def test_what_cannot_work_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"languages=\['fr'\] must name one or more of en, zh"):
        Articles(1, 1, 1, languages=["fr"])  # type: ignore[list-item]
    file = tmp_path / "same.txt"
    file.write_text("The very same sentence stands here.\n" * 40)
    same = Articles(1, 1, 1, languages=["zh"], corpus={"zh": [str(file)]})
    (name,) = (name for name in SPLITS if corpus_paragraphs(str(file), name))
    with pytest.raises(DataError, match=r"no article could be drawn in \d+ tries from .*same.txt"):
        same.split(name).sample(0, np.random.default_rng(0))


def test_phrases_have_no_gap_that_nobody_fills() -> None:
    gaps = {"{name}", "{date}", "{site}", "{label}", "{n}", "{time}", "{year}", "{headline}", "{text}"}
    for known in map(phrases, LANGUAGES):
        for field in known.__slots__:
            for text in getattr(known, field):
                rest = text
                for gap in gaps:
                    rest = rest.replace(gap, "")
                assert "{" not in rest and "}" not in rest, text
