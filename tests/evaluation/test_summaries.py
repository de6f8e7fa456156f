"""Tests of glyph.metrics.rouge and glyph.evaluation.summaries."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import DocumentBuilder
from glyph.evaluation.summaries import (
    bootstrap,
    content_words,
    coverage,
    lead,
    lead_below_headline,
    lead_of_text,
    score_summary,
)
from glyph.metrics.rouge import Overlap, oracle_extract, rouge, summary_tokens

KINDS: tuple[Literal[1, 2, "L"], ...] = (1, 2, "L")
TOKENS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(TOKENS, TOKENS, st.sampled_from(KINDS))
def test_rouge_is_bounded_and_turns_round(a: list[str], b: list[str], kind: Literal[1, 2, "L"]) -> None:
    found, turned = rouge(a, b, kind), rouge(b, a, kind)
    assert all(0 <= share <= 1 for share in found)
    assert (found.precision, found.recall) == (turned.recall, turned.precision)
    assert min(found[:2]) <= found.f1 <= max(found[:2])
    assert rouge(a, b, "L").f1 <= rouge(a, b, 1).f1, "what stands in order is shared"


@given(st.lists(st.sampled_from("abcd"), min_size=2, max_size=12), st.sampled_from(KINDS))
def test_rouge_of_a_text_with_itself_is_one(tokens: list[str], kind: Literal[1, 2, "L"]) -> None:
    assert rouge(tokens, tokens, kind) == Overlap(1.0, 1.0, 1.0)


def test_rouge_by_hand() -> None:
    said, wanted = summary_tokens("The cat was under the bed"), summary_tokens("The cat sat on the mat.")
    assert rouge(said, wanted, 1).recall == pytest.approx(3 / 6)
    assert rouge(said, wanted, 2).recall == pytest.approx(1 / 5)
    assert rouge(said, wanted, "L").f1 == pytest.approx(3 / 6)
    assert rouge([], wanted, 1) == rouge(said, [], 2) == Overlap(0.0, 0.0, 0.0)


def test_chinese_and_japanese_count_by_character() -> None:
    assert summary_tokens("Ｔｈｅ 3 模型，Café カ-x.") == ["the", "3", "模", "型", "café", "カ", "x"]
    assert score_summary("今天下雨", "今天 下雪").rouge1 == pytest.approx(3 / 4)


def test_coverage_counts_content_words() -> None:
    assert set(content_words("The kite is 9 m long, and 风筝的线")) == {"kite", "9", "long", "风", "筝", "线"}
    assert coverage("A long kite.", "The kite is long and red") == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="no content word"):
        coverage("anything", "it is")


@given(st.text(max_size=30), st.just("Kites need wind and a tail"))
def test_scores_are_bounded(said: str, wanted: str) -> None:
    score = score_summary(said, wanted)
    assert all(0 <= share <= 1 for share in (score.rouge1, score.rouge2, score.rougeL, score.coverage))
    assert score_summary(wanted, wanted).coverage == 1.0 and score.num_words == len(summary_tokens(said))


@given(st.lists(st.text("abc ", max_size=12), max_size=8), st.text("abc ", min_size=1, max_size=20), st.integers(1, 3))
def test_the_oracle_beats_any_single_sentence(sentences: list[str], reference: str, most: int) -> None:
    chosen = oracle_extract(sentences, reference, most)
    assert chosen == sorted(set(chosen)) and len(chosen) <= most

    def worth(picked: list[int]) -> float:
        said = [token for k in picked for token in summary_tokens(sentences[k])]
        wanted = summary_tokens(reference)
        return rouge(said, wanted, 1).f1 + rouge(said, wanted, 2).f1

    assert worth(chosen) >= max([worth([k]) for k in range(len(sentences))], default=0.0) - 1e-9


def test_the_oracle_takes_no_sentence_twice_and_keeps_to_its_room() -> None:
    assert oracle_extract(["a b c.", "A b c!", "d e."], "a b c a b c d e") == [0, 2]
    assert oracle_extract(["a b c", "d"], "a b c d", max_chars=5) == [0]
    assert oracle_extract(["x y"], "a b") == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_interval_holds_its_mean(values: list[float]) -> None:
    mean, low, high = bootstrap(values)
    assert low - 1e-9 <= mean <= high + 1e-9 and bootstrap(values) == (mean, low, high)


def test_an_interval_needs_values() -> None:
    with pytest.raises(ValueError, match="nothing to average"):
        bootstrap([])


def test_leads() -> None:
    builder = DocumentBuilder()
    builder.list_item("Home")
    builder.paragraph("A notice. Accept it.")
    builder.heading("Kites")
    builder.paragraph("By someone.")
    builder.paragraph("Kites fly high whenever the wind is strong. They fall if it is not. A third. A fourth.")
    document = builder.build()
    assert lead(document) == "Home A notice. Accept it."
    assert lead_of_text(document, 2) == "By someone. Kites fly high whenever the wind is strong."
    assert lead_below_headline(document) == "Kites fly high whenever the wind is strong. They fall if it is not."
    empty = DocumentBuilder().build()
    assert lead(empty) == lead_of_text(empty) == lead_below_headline(empty) == ""
