"""Tests of glyph.data.sources.squad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glyph.data.compose import squad_data
from glyph.data.sample import Sample, Split, split_of
from glyph.data.sources.squad import SquadSamples
from glyph.errors import DataError
from glyph.text.answer_program import execute
from tests.places import SHARED

CMRC = SHARED / "data/cmrc2018/cmrc2018_trial.json"


def write(folder: Path, content: Any) -> Path:
    path = folder / "squad.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def samples(source: SquadSamples) -> list[Sample]:
    return [sample for name in ("train", "val", "test") for sample in source.split(name).samples]


def paragraph(context: str, *answers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"context": context, "qas": [{"question": "q", "id": "1", "answers": list(answers), **fields}]}


def test_reads_answers_and_evidence(tmp_path: Path) -> None:
    context = "The cat saw a cat.\nThe end."
    first = paragraph(context, {"text": "cat", "answer_start": 14}, {"text": "a cat", "answer_start": 12})
    moved = paragraph(context, {"text": "cat", "answer_start": 5})
    lost = paragraph(context, {"text": "dog", "answer_start": 0})
    source = SquadSamples(write(tmp_path, {"data": [{"title": "T", "paragraphs": [first, moved, lost]}]}))
    assert len(source.split(split_of("T"))) == 3
    one, two, three = samples(source)
    assert one.document is not None and one.document.source == context
    assert one.questions[0].evidence == ((14, 17),)
    assert (one.questions[0].references, one.questions[0].template) == (("a cat",), "{0}")
    assert two.questions[0].evidence == ((4, 7),)
    assert (three.questions[0].evidence, three.questions[0].template) == ((), None)


def test_unanswerable_questions(tmp_path: Path) -> None:
    data = [{"paragraphs": [paragraph(context, is_impossible=True)]} for context in ("English text", "中文文本")]
    answers = {s.language: s.questions[0] for s in samples(SquadSamples(write(tmp_path, {"data": data})))}
    assert answers["en"].answer == answers["en"].template == "not stated"
    assert answers["zh"].answer == answers["zh"].template == "未披露"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "must be an object, got list"),
        ({}, "field 'data' is missing"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "field 'data[0].paragraphs[0].context' is missing"),
        ({"data": [3]}, "field 'data[0]' must be an object, got int"),
        ({"data": [{"paragraphs": [paragraph("c")]}]}, "field 'data[0].paragraphs[0].qas[0].answers' is empty"),
        ({"data": [{"paragraphs": [paragraph("c", {"text": 3})]}]}, "answers[0].text' must be a str, got int"),
    ],
)
def test_other_forms_are_refused(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(DataError) as caught:
        SquadSamples(write(tmp_path, content))
    assert message in str(caught.value)


def test_further_files_are_trained_on_alone(tmp_path: Path) -> None:
    titles = [str(k) for k in range(30)]
    passage = paragraph("研究院于1968年成立，位于北京市。", {"text": "1968年", "answer_start": 4})
    own, more = tmp_path / "own", tmp_path / "more"
    for folder, prefix in ((own, ""), (more, "more ")):
        folder.mkdir()
        write(folder, {"data": [{"title": prefix + title, "paragraphs": [passage]} for title in titles]})
    prose = tmp_path / "prose.txt"
    prose.write_text("\n".join(["这是一个很长的句子，它有许多的字，一共超过了二十个字。"] * 20), encoding="utf-8")
    data = squad_data(
        str(own / "squad.json"), [str(more / "squad.json")], [str(prose)], 2, render={}, steps_per_epoch=1
    )
    splits: tuple[Split, ...] = ("train", "val", "test")
    held_out = {name: sum(split_of(title) == name for title in titles) for name in splits}
    sizes = {name: [len(source.split(name)) for source in data.sources.values()] for name in held_out}
    assert sizes["val"] == [held_out["val"], 0, 0, 0] and sizes["test"] == [held_out["test"], 0, 0, 0]
    assert sizes["train"][:3] == [held_out["train"], 30, held_out["train"] + 30] and sizes["train"][3] > 0


@pytest.mark.skipif(not CMRC.is_file(), reason=f"{CMRC} is absent")
def test_reads_cmrc2018() -> None:
    found = samples(SquadSamples(CMRC, "cmrc2018"))
    assert len(found) == 256
    questions = [(sample, question) for sample in found for question in sample.questions]
    assert len(questions) == 1002
    copied = 0
    for sample, question in questions:
        assert sample.language == "zh" and sample.document is not None
        if question.template:
            texts = [sample.document.source[start:end] for start, end in question.evidence]
            assert execute(question.template, texts, "zh") == question.answer
            copied += 1
    assert copied > 0.97 * len(questions)
