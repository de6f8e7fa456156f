"""benchmarks/render.py runs, and compares like with like."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.places import ROOT

pytest.importorskip("reportlab")
pytest.importorskip("pdf2image")
if shutil.which("pdftoppm") is None or not Path("/proc/self/status").exists():
    pytest.skip("the benchmark takes poppler and Linux", allow_module_level=True)

SCRIPT = ROOT / "benchmarks" / "render.py"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("render_benchmark", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_quick_run_writes_every_figure(tmp_path: Path) -> None:
    results = tmp_path / "render.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GLYPH_CACHE_DIR": str(tmp_path / "cache")}
    options = ["--quick", "--languages", "en", "--corpus", str(tmp_path), "--results", str(results)]
    subprocess.run([sys.executable, str(SCRIPT), *options], env=environment, check=True)
    benchmark = load_script()
    told = json.loads(results.read_text(encoding="utf-8"))
    assert "en: generated reports" in told["about"] and "reportlab" in told["about"]
    rows = {(row["task"], row["metric"]): row for row in told["rows"]}
    warm = rows["en: glyph", "chars_per_s"]
    assert warm["n"] == benchmark.QUICK.num_chars["en"] and warm["machine"] and warm["date"]
    assert warm["baselines"].keys() == {"reference", "authors' paragraphs", "pillow"}
    assert all(one["value"] > 0 for one in warm["baselines"].values())
    pages = rows["en: glyph", "pages"]
    assert all(abs(one["value"] - pages["value"]) <= 1 for one in pages["baselines"].values())
    assert {f"en: {ours}" for _, ours, _ in benchmark.COMPARISONS.values()} <= {task for task, _ in rows}
    assert sum(task.startswith("en: texts of ") for task, _ in rows) == len(benchmark.QUICK.sizes)
    assert rows[f"en: a text of {benchmark.QUICK.sizes[-1]} characters", "peak_mb"]["value"] > 10


def test_greedy_lines_keep_the_text_and_the_room() -> None:
    benchmark = load_script()
    text = "one two three\n\n四五六七 eight"
    lines = list(benchmark.greedy_lines(text, dict.fromkeys(text, 1.0), 5))
    assert lines == ["one ", "two ", "three", "四五六七 ", "eight"]


def test_spread_is_relative_to_the_middle() -> None:
    assert load_script().spread([90.0, 110.0, 100.0]) == pytest.approx(0.1)
