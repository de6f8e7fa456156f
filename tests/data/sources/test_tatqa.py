"""Tests of glyph.data.sources.tatqa."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from glyph.data.sample import Question, Sample
from glyph.data.sources.tatqa import TatqaSamples
from glyph.errors import DataError
from glyph.metrics.answers import exact_match
from glyph.text.answer_program import execute
from tests.places import SHARED

DEV = SHARED / "data/tatqa/tatqa_dataset_dev.json"
TABLE = [
    ["", "Domestic", "", "Abroad", ""],
    ["", "2019", "2018", "2019", "2018"],
    ["Sales:", "", "", "", ""],
    ["Engines", "$ 1,200", "$1,000", "50", "40"],
    ["Other", "(30)", "(20)", "50", "7.5%"],
]


def question(
    text: str, answer: Any, kind: str, place: str = "table", scale: str = "", derivation: str = ""
) -> dict[str, Any]:
    return {
        "question": text, "answer": answer, "answer_type": kind, "answer_from": place, "scale": scale,
        "derivation": derivation, "rel_paragraphs": ["2"],
    }  # fmt: skip


def context(*questions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    paragraphs = [
        {"order": 2, "text": "Engines sold 50 units, 20 in Asia."},
        {"order": 1, "text": "Sales by 50 regions."},
    ]
    return {"table": {"uid": "u", "table": TABLE}, "paragraphs": paragraphs, "questions": list(questions), **fields}


def load(folder: Path, content: Any, **options: Any) -> list[Sample]:
    path = folder / "tatqa.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    source = TatqaSamples(path, **options)
    return [sample for name in ("train", "val", "test") for sample in source.split(name).samples]


def ask(folder: Path, *fields: Any, **named: Any) -> tuple[Question, list[str]]:
    (sample,) = load(folder, [context(question(*fields, **named))])
    assert sample.document is not None
    (asked,) = sample.questions
    return asked, [sample.document.source[start:end] for start, end in asked.evidence]


def test_five_folds_test_each_table_once(tmp_path: Path) -> None:
    asked = question("How much were Engines?", ["$ 1,200"], "span")
    contexts = [{**context(asked), "table": {"uid": f"u{k}", "table": TABLE}} for k in range(40)]
    path = tmp_path / "tatqa.json"
    path.write_text(json.dumps(contexts), encoding="utf-8")
    tested = [sample.id for fold in range(5) for sample in TatqaSamples(path, fold=fold).split("test").samples]
    assert sorted(tested) == sorted(f"u{k}" for k in range(40))
    for fold in range(5):
        ids = [{s.id for s in TatqaSamples(path, fold=fold).split(name).samples} for name in ("train", "val", "test")]
        assert sum(map(len, ids)) == 40 and len(set.union(*ids)) == 40 and ids[0]
    assert len(TatqaSamples(path, num_folds=1).split("test")) == 40
    with pytest.raises(ValueError, match="fold=5 must be from 0 to"):
        TatqaSamples(path, fold=5)


def test_lays_out_the_document(tmp_path: Path) -> None:
    (sample,) = load(tmp_path, [context()])
    assert sample.document is not None and (sample.id, sample.source) == ("u", "tatqa")
    first, table, second = sample.document.blocks
    assert (first.text, second.text) == ("Sales by 50 regions.", "Engines sold 50 units, 20 in Asia.")
    assert [(cell.text, cell.colspan) for cell in table.rows[0]] == [("", 1), ("Domestic", 2), ("Abroad", 2)]
    assert [row[0].header for row in table.rows] == [True, True, False, False, False]
    for row in table.rows:
        assert sum(cell.colspan for cell in row) == 5
        for cell in row:
            assert sample.document.source[cell.spans[0].start : cell.spans[0].end] == cell.text


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (["", "", "Fiscal", ""], [("", 1), ("Fiscal", 3)]),
        (["Income statement", "", ""], [("Income statement", 3)]),
        (["As of", "2019", "2018"], [("As of", 1), ("2019", 1), ("2018", 1)]),
        (["", "Years", "", "Change"], [("", 1), ("Years", 2), ("Change", 1)]),
    ],
)
def test_merges_header_cells(tmp_path: Path, row: list[str], cells: list[tuple[str, int]]) -> None:
    table = {"uid": "u", "table": [row, ["x"] * len(row)]}
    (sample,) = load(tmp_path, [context(table=table)])
    assert sample.document is not None
    assert [(cell.text, cell.colspan) for cell in sample.document.blocks[1].rows[0]] == cells


def test_span_picks_the_cell_asked_for(tmp_path: Path) -> None:
    asked, texts = ask(tmp_path, "What were engines sold abroad in 2019?", ["50"], "span", scale="million")
    (sample,) = load(tmp_path, [context()])
    assert sample.document is not None
    assert asked.evidence[0][0] == sample.document.blocks[1].rows[3][3].spans[0].start
    assert (asked.answer, asked.template, texts) == ("50", "{0}", ["50"])
    assert asked.references == ("50 million",)


def test_text_answers_stand_in_the_relevant_paragraph(tmp_path: Path) -> None:
    asked, texts = ask(tmp_path, "How many?", ["ENGINES sold 50 units"], "span", "text")
    assert texts == [asked.answer] == ["Engines sold 50 units"]
    assert asked.references == ("ENGINES sold 50 units",)
    asked, _ = ask(tmp_path, "How many?", ["50"], "span", "text")
    assert asked.evidence[0][0] > 60


def test_multi_span_and_count(tmp_path: Path) -> None:
    asked, texts = ask(tmp_path, "Which?", ["2019", "2018", ""], "multi-span")
    assert (asked.answer, asked.template, texts) == ("2019, 2018", "{0}, {1}", ["2019", "2018"])
    asked, texts = ask(tmp_path, "How many lines?", "2", "count", derivation="Engines##Other")
    assert (asked.answer, asked.template, texts) == ("2", "2", ["Engines", "Other"])
    asked, _ = ask(tmp_path, "Which?", ["2019", "nowhere"], "multi-span")
    assert asked.template is None and len(asked.evidence) == 1


@pytest.mark.parametrize(
    ("answer", "scale", "derivation", "template", "texts", "text"),
    [
        (20, "percent", "(1,200-1,000)/1,000", "growth({0}, {1})", ["$ 1,200", "$1,000"], "20%"),
        (200, "million", "1,200-1,000", "difference({0}, {1})", ["$ 1,200", "$1,000"], "200"),
        (-25, "", "-(30+20)/2", "average({0}, {1})", ["(30)", "(20)"], "-25"),
        (1.25, "", "50/40", "ratio({0}, {1})", ["50", "40"], "1.25"),
        (100, "", "50+50", "sum({0}, {1})", ["50", "50"], "100"),
        (30, "", "50-20", None, ["50", "(20)"], "30"),
        (1230, "", "1,200+30", None, ["$ 1,200", "(30)"], "1,230"),
        (4.5, "percent", "9/200", None, [], "4.5%"),
    ],
)
def test_arithmetic(
    tmp_path: Path, answer: float, scale: str, derivation: str, template: str | None, texts: list[str], text: str
) -> None:
    asked, found = ask(tmp_path, "Engines?", answer, "arithmetic", scale=scale, derivation=derivation)
    assert (asked.template, asked.answer) == (template, text)
    assert found == texts
    assert (f"{text} million" in asked.references) == (scale == "million")
    if text == "1,230":
        assert "1230" in asked.references
    if derivation == "50+50":
        assert asked.evidence[0] != asked.evidence[1]


def test_max_cells_leaves_tables_out(tmp_path: Path) -> None:
    assert load(tmp_path, [context()], max_cells=24) == []
    assert len(load(tmp_path, [context()], max_cells=25)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "must be a list, got dict"),
        ([{"paragraphs": []}], "context 0: field 'table' is missing"),
        ([3], "context 0"),
        ([context({"question": "q"})], "context 0: field 'answer_type' is missing"),
        ([context(question("q", "many", "arithmetic"))], "context 0"),
    ],
)
def test_other_forms_are_refused(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(DataError) as caught:
        load(tmp_path, content)
    assert message in str(caught.value)


@pytest.mark.skipif(not DEV.is_file(), reason=f"{DEV} is absent")
def test_reads_the_development_file() -> None:
    source = TatqaSamples(DEV)
    found = [s for name in ("train", "val", "test") for s in source.split(name).samples]
    assert len(found) == len({sample.id for sample in found}) == 278
    given: Counter[str] = Counter()
    templated: Counter[str] = Counter()
    for sample in found:
        assert sample.document is not None
        for asked in sample.questions:
            given[asked.kind] += 1
            if asked.template is not None:
                templated[asked.kind] += 1
                texts = [sample.document.source[start:end] for start, end in asked.evidence]
                assert exact_match(execute(asked.template, texts, "en"), [asked.answer, *asked.references])
    print({kind: f"{templated[kind]} of {num}" for kind, num in given.items()})
    spans = {"span_table": 171, "span_text": 349, "span_table_text": 181}
    assert given == {**spans, "multi-span": 217, "arithmetic": 718, "count": 32}
    assert templated == {**spans, "span_text": 348, "multi-span": 215, "arithmetic": 614, "count": 32}
