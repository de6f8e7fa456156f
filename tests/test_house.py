"""The house: arrows between rooms, sizes of files and folders, one definition of each thing, and the tools of CI."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import glyph
from tests.places import ROOT

MOST_LINES, MOST_LITERALS, MOST_FILES, MOST_README_BYTES = 300, 6_000, 16, 6_144
MODULES = sorted((ROOT / "glyph").rglob("*.py"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def place(file: Path) -> str:
    return str(file.relative_to(ROOT))


def containing(pattern: str) -> list[str]:
    """Modules of the package whose source, without comments, matches a pattern."""
    return [place(f) for f in MODULES if re.search(pattern, re.sub(r"(?m)(^|\s)#.*$", "", f.read_text("utf-8")))]


def literals(tree: ast.Module) -> Iterator[str]:
    """The strings of a module but for its docstrings."""
    homes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, homes) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_module_is_long() -> None:
    lines = {place(file): len(file.read_text("utf-8").splitlines()) for file in MODULES if "kernels" not in place(file)}
    assert not {name: count for name, count in lines.items() if count > MOST_LINES}


def test_no_module_holds_a_book() -> None:
    held = {place(file): sum(map(len, literals(ast.parse(file.read_text("utf-8"))))) for file in MODULES}
    assert not {name: count for name, count in held.items() if count > MOST_LITERALS}, "words belong into assets/"


def test_no_folder_is_crowded() -> None:
    files = Counter(place(file.parent) for file in MODULES)
    assert not {name: count for name, count in files.items() if count > MOST_FILES}


@pytest.mark.parametrize(("room", "other"), [("models", "data"), ("data", "models")])
def test_networks_and_data_do_not_import_each_other(room: str, other: str) -> None:
    importing = containing(rf"(?m)^\s*(from|import) glyph\.{other}\b")
    assert not [name for name in importing if name.startswith(f"glyph/{room}/")]


def test_imports_only_point_down() -> None:
    run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")  # apart: it silences the loggers there are


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("the ranges of CJK characters", r"(?i)4e00|9fff"),
        ("the grammar of grouped numbers", r"\[\\d,|,\\d\{3\}|,\[0-9\]\{3\}"),
        ("BM25", r"(?i)def \w*bm25|^\s*(?:import|from) (?:bm25s|rank_bm25)"),
    ],
)
def test_is_defined_once(what: str, pattern: str) -> None:
    # documents lie below text: they tell where figures stand in a column, not what they are worth (see test_numbers)
    files = [file for file in containing(f"(?m){pattern}") if "grouped" not in what or "documents" not in file]
    assert len(files) == 1, f"{what}: {containing(f'(?m){pattern}')}"


def test_the_package_is_typed_and_has_a_command() -> None:
    assert (ROOT / "glyph" / "py.typed").is_file()
    assert PROJECT["project"]["scripts"] == {"glyph": "glyph.cli:main"}
    assert f"version: {glyph.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## [{glyph.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_requirement_has_a_bound() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    listed = [*PROJECT["project"]["dependencies"], *(one for group in extras.values() for one in group)]
    assert not [one for one in listed if Requirement(one).name != "glyph" and not Requirement(one).specifier]


def test_the_readme_is_short() -> None:
    assert (ROOT / "README.md").stat().st_size <= MOST_README_BYTES


def test_ci_runs_every_tool() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    for command in ("ruff check", "ruff format --check", "mypy", "lint-imports", "codespell", "mkdocs build --strict"):
        assert f"run: {command}\n" in workflow
    install, test = "python3.11 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'", ".venv/bin/python -m pytest"
    for file in (ROOT / ".ci" / "run", ROOT / "README.md"):
        assert f"{install} && {test}\n" in file.read_text("utf-8"), file.name


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def run_tool(*command: str) -> None:
    run(sys.executable, "-m", *command)


def test_ruff() -> None:
    run_tool("ruff", "check")
    run_tool("ruff", "format", "--check")


def test_codespell() -> None:
    run_tool("codespell_lib", "glyph", "tests", "benchmarks", "docs", "experiments", "scripts", "README.md")


@pytest.mark.slow
def test_mypy() -> None:
    run_tool("mypy")


@pytest.mark.slow
def test_the_docs_build(tmp_path: Path) -> None:
    run_tool("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site"))
    assert (tmp_path / "site" / "index.html").is_file()
