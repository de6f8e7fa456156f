"""Synthetic reports: figures balance as painted, answers follow from their evidence, splits do not touch."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glyph.data.generators.reports import DEFAULT_WEIGHTS, Length, SyntheticReports
from glyph.data.generators.reports.figures import NumberFormat, divide
from glyph.data.generators.reports.report import Report, draw_report
from glyph.data.generators.reports.values import draw_value
from glyph.data.generators.reports.vocabulary import Language, facts_for, further_labels, labels_for, stems_for
from glyph.data.generators.reports.vocabulary_files import vocabulary
from glyph.data.sample import Question, Sample, Split
from glyph.data.wording.grammar import vary
from glyph.text.answer_program import execute
from glyph.text.numbers import parse_number

LANGUAGES: tuple[Language, ...] = ("en", "zh")
SPLITS: tuple[Split, ...] = ("train", "val", "test")
LENGTHS: tuple[Length, ...] = ("short", "medium", "long")


def draw(
    seed: int, length: Length = "short", languages: tuple[Language, ...] = LANGUAGES, split: Split = "train"
) -> Sample:
    reports = SyntheticReports(1, 1, 1, languages=languages, length=length)
    return reports.split(split).sample(0, np.random.default_rng(seed))


def num_painted(sample: Sample) -> int:
    assert sample.document is not None
    return sum(len(span.text) for block in sample.document.blocks for span in block.all_spans())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(LENGTHS))
def test_answers_follow_from_evidence(seed: int, length: Length) -> None:
    sample = draw(seed, length)
    assert sample.document is not None
    source = sample.document.source
    assert len({q.text for q in sample.questions}) == len(sample.questions) == 8
    for question in sample.questions:
        assert question.template is not None
        assert "{" not in question.text
        evidence = [source[start:end] for start, end in question.evidence]
        assert question.answer == execute(question.template, evidence, sample.language)
        if question.kind == "lookup":
            assert [question.answer] == evidence
        if question.kind == "not_stated":
            assert (question.answer, evidence) == (vocabulary(sample.language).not_stated[0], [])
            assert question.answer == question.template
        if question.kind == "growth":
            new, old = map(parse_number, evidence)
            assert abs(Decimal(question.answer.rstrip("%")) - (new - old) / old * 100) <= Decimal("0.005")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(LENGTHS))
def test_every_painted_character_is_source(seed: int, length: Length) -> None:
    document = draw(seed, length).document
    assert document is not None
    for block in document.blocks:
        for span in block.all_spans():
            assert document.source[span.start : span.end] == span.text


def painted_value(report: Report, table: int, row: int, period: int) -> Decimal:
    cell = report.tables[table].rows[row].cells[period]
    assert report.document.source[cell.span[0] : cell.span[1]] == cell.text
    return Decimal(0) if cell.text in ("–", "-", "—") else parse_number(cell.text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(LENGTHS), st.sampled_from(LANGUAGES))
def test_balance_as_painted(seed: int, length: Length, language: Language) -> None:
    report = draw_report(Random(seed), vocabulary(language), "train", length)
    num_periods = len(report.periods.years)
    for t, table in enumerate(report.tables):
        assert table.statement.checks or table.statement.name == "key_figures"
        for total, parts in table.statement.checks:
            for period in range(num_periods):
                summed = sum(sign * painted_value(report, t, row, period) for row, sign in parts)
                assert summed == painted_value(report, t, total, period)


def test_statements_agree_with_each_other() -> None:
    report = draw_report(Random(5), vocabulary("en"), "train", "long")
    totals = vocabulary("en").totals

    def values(key: str, name: str) -> tuple[int, ...]:
        rows = [r.row for t in report.tables if t.statement.name == name for r in t.rows]
        return next(row.values for row in rows if row.wordings == totals[key])

    assert values("assets", "balance_sheet") == values("liabilities_equity", "balance_sheet")
    assert values("cash", "balance_sheet") == values("closing", "cash_flow")
    assert values("opening", "cash_flow")[1:] == values("closing", "cash_flow")[:-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", LENGTHS)
def test_lookup_has_one_answer(language: Language, length: Length) -> None:
    """A label that stands twice with different figures is only asked for along with its table."""
    words = vocabulary(language)
    titles = [w for t in words.titles.values() for w in t] + [w for n in words.notes for w in n.title]
    for seed in range(10):
        sample = draw(seed, length, (language,), "val")
        report_source = sample.document.source if sample.document else ""
        for question in sample.questions:
            if question.kind != "lookup" or any(question.text in f.questions for f in words.prose_facts):
                continue
            rows = [line.split("\t") for line in report_source.splitlines() if "\t" in line]
            labels = [row[0] for row in rows if row[0] and any(row[1:])]
            named = [label for label in labels if label.casefold() in question.text.casefold()]
            longest = max(named, key=len, default="")
            if labels.count(longest) > 1:
                assert any(title in question.text for title in titles), (words.language, question.text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(LENGTHS), st.sampled_from(LANGUAGES))
def test_not_stated_is_absent(seed: int, length: Length, language: Language) -> None:
    """The item, the year, or the table asked for does not stand in the report."""
    source = SyntheticReports(1, 1, 1, languages=(language,), length=length, weights={"not_stated": 1.0})
    sample = source.split("val").sample(0, np.random.default_rng(seed))
    words = vocabulary(language)
    assert sample.document is not None
    folded = sample.document.source.casefold()
    things = [w for section in words.sections.values() for concept in section for w in concept]
    things += [w for note in words.notes for w in note.title] + [w for t in words.titles.values() for w in t]
    things += [w for figure in words.key_figures for w in figure.wordings]
    years = [str(year) for year in range(1980, 2040)]
    told = [fact for fact in words.prose_facts if any(word in folded for word in fact.words)]
    for question in sample.questions:
        asked = question.text.casefold()
        if any(question.text in fact.questions for fact in words.prose_facts):
            assert not any(question.text in fact.questions for fact in told)
            continue
        missing = [t for t in (*things, *years) if t.casefold() in asked and t.casefold() not in folded]
        assert missing, question.text


def test_companies_and_wordings_of_splits_are_disjoint() -> None:
    for language in LANGUAGES:
        words = vocabulary(language)
        for a, b in combinations(SPLITS, 2):
            assert not set(stems_for(words, a)) & set(stems_for(words, b))
            facts = [{w for f in words.prose_facts for w in f.questions[s]} for s in (a, b)]
            assert facts[0] and facts[1] and not facts[0] & facts[1]
        assert all(len(stems_for(words, split)) > 60 for split in SPLITS)


def test_companies_asked_about_are_disjoint() -> None:
    names: dict[str, set[str]] = {}
    for split in SPLITS:
        reports = [draw_report(Random(seed), vocabulary("en"), split, "short") for seed in range(40)]
        names[split] = {report.company for report in reports}
    assert all(not names[a] & names[b] for a, b in combinations(SPLITS, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_test_split_has_labels_of_its_own(language: Language) -> None:
    words = vocabulary(language)
    concepts = [c for section in words.sections.values() for c in section] + list(words.totals.values())
    train = {w for c in concepts for w in labels_for(c, "train")}
    held_out = [c for c in concepts if set(labels_for(c, "test")) - train]
    assert len(held_out) > len(concepts) / 3


def test_what_other_hands_added_is_of_train_alone() -> None:
    for words in map(vocabulary, LANGUAGES):
        concepts = [c for section in words.sections.values() for c in section] + list(words.totals.values())
        kept = {w.casefold() for c in concepts for split in ("val", "test") for w in labels_for(c, split)}
        further = {w.casefold() for c in concepts for w in further_labels().get(c[0], ())}
        assert len(further) > 500 and not further & kept
        assert facts_for(words, "test") == facts_for(words, "val") == words.prose_facts
        assert len(facts_for(words, "train")) > len(words.prose_facts)


def asked(reports: SyntheticReports, split: Split, index: int) -> tuple[Question, ...]:
    return reports.split(split).sample(index, np.random.default_rng(index)).questions


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_are_asked_in_held_out_words_by_val_and_test_alone(language: Language) -> None:
    words = vocabulary(language)
    kept = {w for f in words.prose_facts for w in f.questions.val + f.questions.test}
    reports = SyntheticReports(60, 60, 60, languages=(language,), length="long")
    texts = {split: {q.text for i in range(60) for q in asked(reports, split, i)} for split in SPLITS}
    assert not texts["train"] & kept and texts["val"] & kept and texts["test"] & kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_of_train(language: Language) -> None:
    words, rng = vocabulary(language), Random(0)
    for fact in facts_for(words, "train"):
        value = draw_value(rng, fact.value, words, "$")
        assert value and not set("{}|") & set(value)
        assert all(sentence.count("{value}") == 1 for sentence in fact.sentences)
        for question in fact.questions:
            assert not set("{}[]|") & set(vary(question, rng)), question


def test_weights_of_train() -> None:
    reports = SyntheticReports(1, 1, 1, weights={"growth": 1.0}, train_weights={"lookup": 1.0})
    expected: dict[Split, str] = {"train": "lookup", "val": "growth", "test": "growth"}
    for split, kind in expected.items():
        sample = reports.split(split).sample(0, np.random.default_rng(0))
        assert {question.kind for question in sample.questions} == {kind}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_name_their_slots(language: Language) -> None:
    words = vocabulary(language)
    assert all("{value}" in sentence for fact in words.prose_facts for sentence in fact.sentences)
    for fact in words.prose_facts:
        for sentence in fact.sentences:
            told = sentence.replace("{value}", fact.value).casefold()
            assert any(word in told for word in fact.words), told


def test_determinism() -> None:
    reports = SyntheticReports(9, 9, 9, seed=3, length=LENGTHS)
    assert reports.split("train").sample(1, np.random.default_rng(7)) == draw_again(reports, "train", 7)
    assert reports.split("train").sample(1, np.random.default_rng(8)) != draw_again(reports, "train", 7)
    for split in ("val", "test"):
        assert reports.split(split).sample(1, np.random.default_rng(8)) == draw_again(reports, split, 7)
        assert len({reports.split(split).sample(i, np.random.default_rng(0)).questions for i in range(9)}) == 9
    other_seed = SyntheticReports(9, 9, 9, seed=4, length=LENGTHS)
    assert other_seed.split("test").sample(1, np.random.default_rng(0)) != draw_again(reports, "test", 0)


def draw_again(reports: SyntheticReports, split: Split, seed: int) -> Sample:
    return reports.split(split).sample(1, np.random.default_rng(seed))


def test_samples_say_what_they_are() -> None:
    reports = SyntheticReports(2, 3, 30)
    assert [len(reports.split(name)) for name in SPLITS] == [2, 3, 30]
    samples = [reports.split("test").sample(i, np.random.default_rng(0)) for i in range(30)]
    assert {sample.language for sample in samples} == {"en", "zh"}
    assert samples[4].id == "test-4"
    assert samples[4].source == "synthetic_reports"
    for sample in samples:
        assert sample.document is not None
        assert any("\u4e00" <= c <= "\u9fff" for c in sample.document.source) == (sample.language == "zh")
    with pytest.raises(IndexError):
        reports.split("val").sample(3, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("length", "language", "low", "high"),
    [("short", "en", 300, 500), ("short", "zh", 180, 400), ("medium", "en", 1200, 2000), ("medium", "zh", 1200, 2000),
     ("long", "en", 4000, 8000), ("long", "zh", 3500, 6000)],
)  # fmt: skip
def test_length(length: Length, language: Language, low: int, high: int) -> None:
    assert low < np.mean([num_painted(draw(seed, length, (language,))) for seed in range(25)]) < high


def test_mix_of_kinds() -> None:
    kinds = [q.kind for seed in range(120) for q in draw(seed).questions]
    for kind, weight in DEFAULT_WEIGHTS.items():
        assert abs(kinds.count(kind) / len(kinds) - weight) < 0.06
    only = SyntheticReports(1, 1, 1, weights={"growth": 1.0}).split("train").sample(0, np.random.default_rng(0))
    assert {q.kind for q in only.questions} == {"growth"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"languages": ("fr",)},
        {"languages": ()},
        {"length": "huge"},
        {"weights": {"riddle": 1.0}},
        {"weights": {"lookup": 0.0}},
        {"train_weights": {"riddle": 1.0}},
        {"train_weights": {"lookup": -1.0}},
    ],
)
def test_wrong_arguments(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must"):
        SyntheticReports(1, 1, 1, **wrong)  # type: ignore[arg-type]


@given(st.integers(0, 10**12), st.integers(1, 8), st.integers(0, 2**32))
def test_divide_is_exact(total: int, num_parts: int, seed: int) -> None:
    parts = divide(Random(seed), (total, total), num_parts)
    assert len(parts) == num_parts
    assert [sum(column) for column in zip(*parts, strict=True)] == [total, total]
    assert min(min(part) for part in parts) >= 0


@pytest.mark.parametrize(
    ("look", "ticks", "text"),
    [
        (NumberFormat(), 1234, "1,234"),
        (NumberFormat(negative="brackets"), -1234, "(1,234)"),
        (NumberFormat(2, negative="true_minus"), -5, "\u22120.05"),
        (NumberFormat(1, grouping=False, suffix="%"), -12345, "-1234.5%"),
        (NumberFormat(sign="$ "), 1234, "$ 1,234"),
        (NumberFormat(), 0, "–"),
    ],
)
def test_paint(look: NumberFormat, ticks: int, text: str) -> None:
    assert look.paint(ticks, signed=True) == text
