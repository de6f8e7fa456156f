"""Results of benchmarks have one form, and docs/results.md is what they say."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.places import ROOT

FOLDER = ROOT / "benchmarks" / "results"
FILES = sorted(FOLDER.glob("*.json"))
KEYS = {"task", "metric", "value", "interval", "n", "seed", "baselines", "note", "commit", "machine", "date"}


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of benchmarks/, whose folder is on no path otherwise."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module(name)


@pytest.fixture
def schema(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return script("schema", monkeypatch)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_has_the_form(file: Path, schema: ModuleType, tmp_path: Path) -> None:
    results = schema.read_results(file)
    assert results.benchmark == file.stem and results.rows
    assert all(set(row) == KEYS for row in json.loads(file.read_text(encoding="utf-8"))["rows"])
    names = [(row.task, row.metric) for row in results.rows]
    assert len(set(names)) == len(names)
    schema.write_results(tmp_path / "again.json", results)
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


def test_the_page_is_what_the_files_say(monkeypatch: pytest.MonkeyPatch) -> None:
    written = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    assert written == script("results_page", monkeypatch).page(), "run: python benchmarks/results_page.py"


def test_headlines_are_told_with_what_puts_them_in_proportion() -> None:
    lines = (ROOT / "docs" / "results.md").read_text(encoding="utf-8").partition("\n## ")[0].splitlines()
    (exam,) = [line for line in lines if "exam" in line]
    assert "94.2%" in exam and "143 text tokens" in exam and "one table" in exam
    (web,) = [line for line in lines if "web pages" in line]
    assert "lead-3 below headline: 78.3%" in web
    faults = [line for line in lines if "DebugBench" in line]
    assert len(faults) == 2 and all("not blind" in line for line in faults)


def test_every_row_of_code_review_says_that_it_is_not_blind() -> None:
    rows = json.loads((FOLDER / "code_review.json").read_text(encoding="utf-8"))["rows"]
    assert rows and all("not blind" in row["note"] for row in rows)


def test_rows_take_intervals_and_baselines_from_scores(schema: ModuleType) -> None:
    scores = {
        "ours": {"num": 20.0, "em": 0.5, "em_low": 0.3, "em_high": 0.7, "cer": float("nan")},
        "text": {"num": 20.0, "em": 0.6},
        "majority": {"cer": 0.1},
    }
    (row,) = schema.rows_of("reports", scores, "ours")
    assert (row.metric, row.value, row.interval, row.n) == ("em", 0.5, (0.3, 0.7), 20)
    assert {name: one.value for name, one in row.baselines.items()} == {"text": 0.6}


def test_what_is_measured_now_says_where_and_when(schema: ModuleType) -> None:
    row = schema.Row("reports", "em", 0.5)
    (told,) = schema.measured_here(schema.Results("x", "python x.py", "", (row,)), 17).rows
    assert told.seed == 17 and "cores" in told.machine and len(told.date) == 10
    assert (row.seed, row.commit, row.machine, row.date) == (None,) * 4


def test_the_interval_of_a_share_is_wilsons(schema: ModuleType) -> None:
    assert schema.share_interval(0.9, 1600) == pytest.approx((0.88433, 0.91376), abs=1e-5)  # of grounding.json


def broken(**changes: Any) -> dict[str, Any]:
    row = {"task": "reports", "metric": "em", "value": 0.5, "interval": [0.4, 0.6], "n": 10, "seed": 17,
           "baselines": {}, "note": "", "commit": None, "machine": None, "date": None}  # fmt: skip
    return {"benchmark": "x", "command": "python x.py", "about": "", "rows": [{**row, **changes}]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (broken(value="high"), "value must be a number"),
        (broken(value=float("nan")), "must be a finite number"),
        (broken(n=0), "n=0 must be at least 1"),
        (broken(n=1.5), "n a whole one or null"),
        (broken(interval=[0.6, 0.4]), "must be (low, high)"),
        (broken(date="yesterday"), "yesterday"),
        (broken(hardware="mine"), "missing or unknown: hardware"),
        ({"rows": []}, "missing or unknown: about, benchmark, command"),
    ],
)
def test_what_breaks_the_form_is_named(
    tmp_path: Path, schema: ModuleType, content: dict[str, Any], message: str
) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps(content))
    with pytest.raises(ValueError, match=r"x\.json") as told:
        schema.read_results(file)
    assert message in str(told.value)
