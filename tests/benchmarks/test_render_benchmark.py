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
    english = json.loads(results.read_text(encoding="utf-8"))["languages"]["en"]
    assert english["source"] == "generated reports"
    assert english["chars"] == benchmark.QUICK.num_chars["en"]
    assert english["page_counts_agree"]
    assert english["runs"].keys() >= benchmark.PIPELINES.keys()
    assert english["times_faster"].keys() == benchmark.COMPARISONS.keys()
    assert all(ratio > 0 for ratio in english["times_faster"].values())
    assert len(english["chars_per_s_by_size"]) == len(benchmark.QUICK.sizes)
    assert english["peak_mb"] > 10


def test_greedy_lines_keep_the_text_and_the_room() -> None:
    benchmark = load_script()
    text = "one two three\n\n四五六七 eight"
    lines = list(benchmark.greedy_lines(text, dict.fromkeys(text, 1.0), 5))
    assert lines == ["one ", "two ", "three", "四五六七 ", "eight"]


def test_spread_is_relative_to_the_middle() -> None:
    assert load_script().spread([90.0, 110.0, 100.0]) == pytest.approx(0.1)
