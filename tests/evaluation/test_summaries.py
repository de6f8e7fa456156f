"""Scores of summaries, and extracts that need no model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import DocumentBuilder
from glyph.evaluation.summaries import (
    content_words,
    coverage,
    lead,
    lead_below_headline,
    lead_of_text,
    score_summary,
)
from glyph.metrics.rouge import summary_tokens


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
