"""Tests of glyph.data.sources.debugbench."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glyph.data.sample import SPLITS, split_of
from glyph.data.sources.debugbench import DebugBenchSamples
from glyph.errors import DataError
from tests.places import SHARED

DEV = SHARED / "data/debugbench_py/dev.jsonl"
ROW = {"slug": "two", "bug_type": "missing colons", "buggy_code": "if x\n    y()\n\nz()", "bug_lines": [1, 3, 4]}


def write(folder: Path, *rows: Any) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_reads_lines_and_kinds(tmp_path: Path) -> None:
    other = {**ROW, "bug_type": "other error", "bug_lines": [2]}
    source = DebugBenchSamples(write(tmp_path, ROW, other, {**ROW, "bug_lines": [3]}))
    own = split_of("two")
    first, second = source.split(own).samples
    assert [(q.kind, q.answer, q.references) for q in first.questions] == [
        ("bug_line", "if x", ("z()",)),
        ("bug_kind", "missing colon: if x", ("missing colon: z()",)),
    ]
    assert [q.answer for q in second.questions] == ["y()"]
    assert [case.lines for case in source.cases(own)] == [(1, 4), (2,)] and source.cases(own)[1].group == "other error"
    assert {name: counts.total() for name, counts in source.left_out.items()} == {name: name == own for name in SPLITS}


def test_held_out_rows_are_all_of_test(tmp_path: Path) -> None:
    rows = [{**ROW, "slug": str(k)} for k in range(9)]
    source = DebugBenchSamples(write(tmp_path, *rows), held_out=True)
    assert [len(source.split(name)) for name in SPLITS] == [0, 0, 9]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slug": None}, "rows.jsonl:2: field 'slug': must be a string, got NoneType"),
        ({"buggy_code": " "}, "field 'buggy_code': must not be empty"),
        ({"bug_type": "typo"}, "field 'bug_type': 'typo' is not one of condition error"),
        ({"bug_lines": []}, "field 'bug_lines': must be a list of line numbers, got []"),
        ({"bug_lines": [True]}, "field 'bug_lines': must be a list of line numbers"),
        ({"bug_lines": [5]}, "field 'bug_lines': 5 is not a line of the program, which has 4"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError) as told:
        DebugBenchSamples(write(tmp_path, ROW, {**ROW, **changes}))
    assert message in str(told.value)
    with pytest.raises(DataError, match="field 'slug': is missing"):
        DebugBenchSamples(write(tmp_path, {k: v for k, v in ROW.items() if k != "slug"}))


@pytest.mark.skipif(not DEV.is_file(), reason="shared/data holds no DebugBench")
def test_the_real_file_reads() -> None:
    source = DebugBenchSamples(DEV)
    cases = [case for name in SPLITS for case in source.cases(name)]
    assert len(cases) + sum(counts.total() for counts in source.left_out.values()) == 238
    slugs = [{case.id.rpartition("-")[0] for case in source.cases(name)} for name in SPLITS]
    assert sum(map(len, slugs)) == len(set.union(*slugs))
