"""Tests of glyph.data.sources.jsonl."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from glyph.data.sample import Sample, split_of
from glyph.data.sources.jsonl import JsonlSamples, read_json, read_jsonl_rows
from glyph.errors import DataError

TEXT = "Revenue was 1,024 in 2023.\n\n净利润"


def write(folder: Path, *rows: Any) -> Path:
    path = folder / "qa.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def samples(source: JsonlSamples) -> list[Sample]:
    return [sample for name in ("train", "val", "test") for sample in source.split(name).samples]


def row(**fields: Any) -> dict[str, Any]:
    return {"text": TEXT, "question": "How much?", "answer": "1,024", **fields}


def test_groups_consecutive_rows_of_one_text(tmp_path: Path) -> None:
    path = write(tmp_path, row(id="a"), row(answer="up", kind="trend"), "", row(text="other"), row())
    source = JsonlSamples(path)
    found = {sample.id: sample for sample in samples(source)}
    assert sorted(found) == ["a", "qa-4", "qa-5"]
    first = found["a"]
    assert first.document is not None and first.document.source == TEXT
    assert [question.answer for question in first.questions] == ["1,024", "up"]
    assert first.questions[0].evidence == ((12, 17),)
    assert (first.questions[0].template, first.questions[0].kind) == ("{0}", "lookup")
    assert (first.questions[1].evidence, first.questions[1].template) == ((), None)
    assert first.questions[1].kind == "trend"
    same = source.split(split_of(TEXT)).samples
    assert {"a", "qa-5"} <= {sample.id for sample in same}
    assert source.split(split_of(TEXT)).sample(0, np.random.default_rng()) is same[0]


def test_reads_files_beside_the_jsonl(tmp_path: Path) -> None:
    (tmp_path / "doc.md").write_text("# 标题\n\n营业收入 **12** 万元", encoding="utf-8")
    Image.new("L", (4, 4)).save(tmp_path / "page.png")
    rows = [
        {"document_path": "doc.md", "question": "多少？", "answer": "12"},
        {"image_path": "./page.png", "question": "What?", "answer": "x"},
    ]
    by_kind = {sample.document is None: sample for sample in samples(JsonlSamples(write(tmp_path, *rows)))}
    assert by_kind[True].image_path == tmp_path.resolve() / "page.png"
    assert by_kind[False].language == "zh"
    document = by_kind[False].document
    assert document is not None and document.blocks[0].kind == "heading"
    assert document.source[slice(*by_kind[False].questions[0].evidence[0])] == "12"


def test_a_path_spelled_otherwise_stays_in_its_split(tmp_path: Path) -> None:
    for name in map(str, range(20)):
        (tmp_path / f"{name}.txt").write_text(name)
    names = [f"{prefix}{k}.txt" for k in range(20) for prefix in ("", "./")]
    source = JsonlSamples(write(tmp_path, *({"document_path": n, "question": "q", "answer": "a"} for n in names)))
    for split in ("train", "val", "test"):
        found = [s.document.name for s in source.split(split).samples if s.document]
        assert all(found.count(name) == 2 for name in found)


def test_base_dir_is_the_allowed_folder(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text("x")
    path = write(tmp_path, {"document_path": "a.txt", "question": "q", "answer": "x"})
    assert len(samples(JsonlSamples(path, tmp_path / "files"))) == 1
    with pytest.raises(DataError, match="no such file"):
        JsonlSamples(path)


def test_given_evidence_and_template(tmp_path: Path) -> None:
    given = row(answer="100.00%", evidence=[[12, 17], [12, 17]], template="ratio({0}, {1})", format="markdown")
    (sample,) = samples(JsonlSamples(write(tmp_path, given)))
    assert sample.questions[0].evidence == ((12, 17), (12, 17))
    assert sample.questions[0].template == "ratio({0}, {1})"


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"text": TEXT, "question": "q"}, "field 'answer': is missing"),
        (row(answer=5), "field 'answer': must be a string, got int"),
        (row(answer=None), "field 'answer': must be a string, got NoneType"),
        (row(answer=" "), "field 'answer': must not be empty"),
        (row(question=["q"]), "field 'question': must be a string, got list"),
        ({"question": "q", "answer": "a"}, "field 'image_path': is missing; a row needs one of"),
        (row(image_path="a.png"), "exactly one of them"),
        (row(text=3), "field 'text': must be a string, got int"),
        (row(format="docx"), "field 'format': format='docx' is unknown"),
        (row(id=3), "field 'id': must be a string, got int"),
        ([1], "a row must be an object, got list"),
        ('{"text": ', "invalid JSON at line 1 column 10"),
        ("[" * 100000, "nested too deeply"),
        (row(evidence=3), "field 'evidence': must be a list"),
        (row(evidence=[[1]]), "field 'evidence': must hold pairs"),
        (row(evidence=[[0, True]]), "field 'evidence': must hold pairs"),
        (row(evidence=[[0, 1.0]]), "field 'evidence': must hold pairs"),
        (row(evidence=[[0, 999]]), "out of range"),
        (row(evidence=[[5, 5]]), "out of range"),
        (row(evidence=[[-1, 5]]), "out of range"),
        (row(template="growth({0}, {1})"), "field 'template': template 'growth({0}, {1})' uses operand {1}"),
        ({"document_path": "missing.txt", "question": "q", "answer": "a"}, "field 'document_path': no such file"),
        ({"document_path": "qa.odt", "question": "q", "answer": "a"}, "unknown suffix '.odt'"),
        ({"image_path": "qa.jsonl", "question": "q", "answer": "a"}, "is not an image"),
        ({"image_path": "/etc/hostname", "question": "q", "answer": "a"}, "field 'image_path': '/etc/hostname' leaves"),
        ({"image_path": "../x.png", "question": "q", "answer": "a"}, "leaves"),
        ({"image_path": "link/x.png", "question": "q", "answer": "a"}, "leaves"),
        ({"image_path": "a\0b", "question": "q", "answer": "a"}, "field 'image_path'"),
        ({"image_path": "page.png", "question": "q", "answer": "a", "evidence": [[0, 1]]}, "field 'evidence': needs"),
        ({"image_path": "cut.png", "question": "q", "answer": "a"}, "is not an image"),
        ({"document_path": "binary.txt", "question": "q", "answer": "a"}, "binary"),
    ],
)
def test_errors_name_file_line_and_field(tmp_path: Path, bad: Any, message: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    Image.new("L", (4, 4)).save(folder / "page.png")
    Image.new("L", (4, 4)).save(tmp_path / "x.png")
    (folder / "cut.png").write_bytes((folder / "page.png").read_bytes()[:40])
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "qa.odt").write_bytes(b"PK")
    with pytest.raises(DataError) as caught:
        JsonlSamples(write(folder, row(), "", bad))
    assert "qa.jsonl:3: " in str(caught.value)
    assert message in str(caught.value)


def test_file_errors(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.jsonl: no such file"):
        read_jsonl_rows(tmp_path / "none.jsonl")
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n \n")
    with pytest.raises(DataError, match="holds no rows"):
        read_jsonl_rows(empty)
    empty.write_bytes(b'{"a": 1}\n{"a": "\xff"}\n')
    with pytest.raises(DataError, match=r"empty\.jsonl:2: not UTF-8 text at byte 7"):
        read_jsonl_rows(empty)
    with pytest.raises(DataError, match="cannot be read"):
        read_jsonl_rows(tmp_path)
    broken = tmp_path / "b.jsonl.gz"
    broken.write_bytes(b"no gzip")
    with pytest.raises(DataError, match="cannot be read"):
        read_jsonl_rows(broken)


def test_reads_gzip_and_byte_order_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress('\ufeff{"a": "\u2028"}\r\n'.encode()))
    assert read_jsonl_rows(path) == [(1, {"a": "\u2028"})]
    assert read_json(path) == {"a": "\u2028"}


@pytest.mark.parametrize("field", ["text", "question", "answer", "id", "kind", "template"])
@pytest.mark.parametrize("half", ["\\ud83d", "\\udc00"])
def test_half_a_surrogate_pair_is_named(tmp_path: Path, field: str, half: str) -> None:
    bad = json.dumps(row(**{field: "ab X cd"})).replace("X", half)
    path = write(tmp_path, row(), bad)
    problem = rf"qa\.jsonl:2: field '{field}': holds half a surrogate pair, \\{half[1:]} at character 3; write"
    with pytest.raises(DataError, match=problem):
        JsonlSamples(path)
    whole = json.dumps(row(question="How \N{GRINNING FACE}?"))
    assert "\\ud83d" in whole and samples(JsonlSamples(write(tmp_path, whole)))


def test_a_question_that_no_reader_takes_is_refused(tmp_path: Path) -> None:
    assert samples(JsonlSamples(write(tmp_path, row(question="q" * 2000))))
    with pytest.raises(DataError, match=r"qa\.jsonl:1: field 'question': has 2001 characters, over the limit of 2000"):
        JsonlSamples(write(tmp_path, row(question="q" * 2001)))
