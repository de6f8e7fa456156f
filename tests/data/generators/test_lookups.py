"""Lookups: answers stand where the evidence says, nothing of a test page is met in training, and lies differ."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glyph.data.generators.lookups import Lookups
from glyph.data.generators.lookups.matching import falsified
from glyph.data.generators.lookups.words import Words
from glyph.data.sample import Sample
from glyph.data.sources.corpus import english_words, python_functions, reference_sentences
from glyph.data.wording.phrasing import QUOTES
from glyph.render import RenderConfig, render
from glyph.text.answer_program import execute

LOOKUPS = Lookups(1000, 8, 8)
KINDS = {
    "table", "label", "list", "cloze", "code", "match", "not_stated", "growth", "difference", "sum", "average", "ratio",
    "greater", "larger",
}  # fmt: skip


def train_page(seed: int) -> Sample:
    return LOOKUPS.split("train").sample(0, np.random.default_rng(seed))


@given(st.integers(0, 2**32))
def test_every_answer_follows_from_its_evidence(seed: int) -> None:
    sample = train_page(seed)
    assert sample.document is not None
    source = sample.document.source
    for question in sample.questions:
        assert question.template is not None and question.kind in KINDS
        operands = [source[start:end] for start, end in question.evidence]
        assert all(text == text.strip() != "" for text in operands)
        assert execute(question.template, operands, sample.language) == question.answer
        assert question.kind in ("match", "not_stated") or question.evidence


@given(st.integers(0, 2**32))
def test_all_evidence_is_painted(seed: int) -> None:
    sample = train_page(seed)
    assert sample.document is not None
    pages = list(render(sample.document, RenderConfig(page_width_pt=448, page_height_pt=448)))
    for question in sample.questions:
        for span in question.evidence:
            assert sum(len(page.boxes_of(span)) for page in pages) > 0, question


@given(st.integers(0, 2**32))
@example(551)  # an apostrophe before the quotation
def test_matching_tells_the_truth(seed: int) -> None:
    """What is said to stand on the page does, and what is said not to does not."""
    sample = train_page(seed)
    assert sample.document is not None
    page = " ".join(sample.document.source.split())
    for question in sample.questions:
        if question.kind == "match":
            said = [
                quoted[1]
                for a, b in map(tuple, QUOTES)
                if (quoted := re.search(rf"(?<![a-z]){a}(.*){b}", question.text, re.DOTALL))
            ]
            assert any((text in page) == (question.answer in ("yes", "是")) for text in said), question


@given(st.text(min_size=1, max_size=30).filter(lambda t: t.split() and " ".join(t.split()) == t), st.integers())
def test_falsified_text_is_another(text: str, seed: int) -> None:
    assert falsified(text, Random(seed)) != text


def test_all_kinds_are_asked() -> None:
    kinds = {question.kind for seed in range(400) for question in train_page(seed).questions}
    assert kinds == KINDS


def test_pages_follow_from_their_seeds() -> None:
    assert train_page(3) == train_page(3) != train_page(4)
    for name in ("val", "test"):
        split = LOOKUPS.split(name)
        assert split.sample(2, np.random.default_rng(0)) == split.sample(2, np.random.default_rng(1))
        with pytest.raises(IndexError, match="index=8"):
            split.sample(8, np.random.default_rng(0))


def test_splits_share_no_words_sentences_or_functions() -> None:
    for pool in (english_words, reference_sentences, python_functions):
        train, test = set(pool("train")), set(pool("test"))
        assert len(test) > 20 and not train & test
    drawn = {split: {Words(Random(k), "zh", split).word() for k in range(300)} for split in ("train", "test")}
    assert not drawn["train"] & drawn["test"]


def test_a_corpus_is_mixed_in(tmp_path: Path) -> None:
    file = tmp_path / "prose.txt"
    file.write_text("\n".join(f"The {k}th unheard-of zebra crossed the river at noon." for k in range(400)))
    lookups = Lookups(10, 2, 2, corpus={"en": [str(file)]}).split("train")
    pages = [lookups.sample(0, np.random.default_rng(seed)).document for seed in range(60)]
    assert any("zebra" in page.source for page in pages if page is not None)
