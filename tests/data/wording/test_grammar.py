"""Tests of the alternation grammar of question wordings, and of the training wordings written in it."""

from __future__ import annotations

from collections import Counter
from random import Random
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.sample import SPLITS
from glyph.data.wording.by_split import BySplit
from glyph.data.wording.grammar import Wordings, merged, variants, vary
from glyph.data.wording.held_out import held_out
from glyph.data.wording.phrasing import QUOTES, draw_wording, requoted
from glyph.data.wording.taught import lookup_wordings, report_wordings

READERS = {"reports": report_wordings, "lookups": lookup_wordings}
LANGUAGES = ("en", "zh")
PERIODS = ({"old", "when_old"}, {"new", "when_new"})  # either name of a period will do
LEAVES = st.text("ab {}?是", max_size=4)
TEMPLATES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join), st.lists(inner, min_size=1, max_size=3).map(lambda o: f"[{'|'.join(o)}]")
    ),
    max_leaves=5,
)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_variants_are_all_expansions() -> None:
    assert list(variants("[How much|By what [sum|amount]] did {item} change[ at all|]?")) == [
        "How much did {item} change at all?",
        "How much did {item} change?",
        "By what sum did {item} change at all?",
        "By what sum did {item} change?",
        "By what amount did {item} change at all?",
        "By what amount did {item} change?",
    ]
    assert list(variants("a|b")) == ["a|b"]  # an alternation only within brackets


@given(TEMPLATES, st.integers(0, 2**32))
def test_vary_draws_a_variant(template: str, seed: int) -> None:
    drawn = vary(template, Random(seed))
    assert drawn in set(variants(template))
    assert drawn == vary(template, Random(seed))


def test_vary_takes_each_option_equally_often() -> None:
    rng = Random(0)
    drawn = Counter(vary("[a|[b|c]|]", rng) for _ in range(6000))
    assert set(drawn) == {"a", "b", "c", ""}
    assert all(abs(drawn[text] - share) < 200 for text, share in {"a": 2000, "b": 1000, "c": 1000, "": 2000}.items())


def test_merged_keeps_every_kind_and_template_in_order() -> None:
    assert merged({"a": ("1",)}, {"b": ("2",), "a": ("3", "4")}) == {"a": ("1", "3", "4"), "b": ("2",)}


@pytest.mark.parametrize("template", ["[a|b", "a]", "[a[b]", "[a]]", "]["])
def test_unbalanced_brackets_are_refused(template: str) -> None:
    with pytest.raises(ValueError, match="without its"):
        vary(template, Random(0))
    with pytest.raises(ValueError, match="without its"):
        list(variants(template))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READERS)
def test_training_wordings(name: str, language: str) -> None:
    """Every variant is clean text, with the slots of its kind; every kind can be asked in many ways."""
    wordings: Wordings = READERS[name](language)
    for kind, templates in wordings.items():
        assert len(set(templates)) == len(templates), kind
        of_kind = set().union(*(slots(next(variants(template))) for template in templates))
        needed = [{slot} for slot in of_kind - PERIODS[0] - PERIODS[1]] + [p & of_kind for p in PERIODS if p & of_kind]
        seen = set()
        for template in templates:
            for text in variants(template):
                seen.add(text)
                used = slots(text)
                assert used <= of_kind, text
                assert all(used & any_of for any_of in needed), text
                assert text == text.strip() and "  " not in text and not set("[]|") & set(text), text
                assert text.format(**dict.fromkeys(of_kind, "x[1]")), text
        assert len(seen) >= 30, kind


@pytest.mark.parametrize("language", ["en", "zh"])
def test_wordings_of_splits_are_disjoint(language: str) -> None:
    taught = {name: read(language) for name, read in READERS.items()}
    kept = {"reports": held_out(language).reports, "lookups": held_out(language).lookups}
    rng = Random(0)
    for name, kinds in taught.items():
        assert kinds.keys() == kept[name].keys()
        for kind, own in kept[name].items():
            drawn = {
                split: {draw_wording(kinds[kind], own, split, language, rng) for _ in range(60)} for split in SPLITS
            }
            assert drawn["val"] == set(own.val) and drawn["test"] == set(own.test), kind
            assert not drawn["train"] & set(own), kind


def test_quotation_marks_are_exchanged_in_pairs() -> None:
    drawn = {requoted('Does "{table}" say “{text}” of {item}\'s?', Random(seed)) for seed in range(200)}
    assert drawn == {
        'Does "{table}" say “{text}” of {item}\'s?',
        *(f"Does {a}{{table}}{b} say {a}{{text}}{b} of {{item}}'s?" for a, b in map(tuple, QUOTES)),
    }
    assert requoted("《{table}》中{item}为多少？", Random(1)) == "《{table}》中{item}为多少？"


def test_what_is_held_out_is_not_drawn_in_train_but_for_its_signs() -> None:
    taught, kept = ("How much [was|is] {item}?",), BySplit(val=("x", "y"), test=("how much was {item}",))
    drawn = {draw_wording(taught, kept, "train", "en", Random(seed)) for seed in range(200)}
    assert "How much is {item}?" in drawn and "How much was {item}?" not in drawn
