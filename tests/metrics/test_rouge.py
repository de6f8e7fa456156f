"""ROUGE, against rouge-score and by hand, and extracts chosen by it."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score import rouge_scorer

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


class OurTokens:
    """What ``rouge_scorer`` takes as a tokenizer."""

    def tokenize(self, text: str) -> list[str]:
        return summary_tokens(text)


TEXTS = st.lists(st.sampled_from(["the", "cat", "1,024", "净", "利润", "café", "x-y", "。", "カ"]), max_size=20).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_rouge_is_that_of_rouge_score(prediction: str, reference: str) -> None:
    names: dict[str, Literal[1, 2, "L"]] = {"rouge1": 1, "rouge2": 2, "rougeL": "L"}
    theirs = rouge_scorer.RougeScorer(list(names), tokenizer=OurTokens()).score(reference, prediction)
    for name, kind in names.items():
        ours = rouge(summary_tokens(prediction), summary_tokens(reference), kind)
        assert tuple(ours) == pytest.approx(tuple(theirs[name]), abs=1e-9)
