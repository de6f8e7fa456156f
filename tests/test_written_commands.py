"""The commands that README.md and the guide tell: quick ones are run, those that train or score are composed."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf
from PIL import Image

from glyph.cli import main as glyph_command
from glyph.cli.experiments import experiments_folder
from glyph.render import render
from glyph.render.__main__ import main as render_command
from tests.places import ROOT
from tests.tiny_pdf import pages_pdf, text_at

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "guide").glob("*.md"))]
BLOCK = re.compile(r"^```(bash|sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NOT_RUN = (  # what a machine without network, or this one alone, cannot repeat
    "python3.11 -m venv .venv && .venv/bin/pip install ",
    "pip install ",
    "pip wheel ",
)
COMPOSED = {
    ("python", "train.py"): "train", ("glyph", "train"): "train",
    ("python", "evaluate.py"): "evaluate", ("glyph", "evaluate"): "evaluate",
}  # fmt: skip
TEXT = "# Report\n\nRevenue was 1,024 in 2023.\n"


def blocks(language: str) -> list[tuple[str, str]]:
    """Fenced blocks, each with the page it stands on; those of the log are history."""
    return [
        (page.name, found[2])
        for page in PAGES
        if page.name != "LOG.md"
        for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if found[1] in ({"bash", "sh"} if language == "bash" else {language})
    ]


def commands() -> list[str]:
    """One string a command; a line that ends in a backslash goes on."""
    lines = [line for _, block in blocks("bash") for line in block.replace("\\\n", " ").splitlines()]
    return list(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the files that the pages speak of."""
    (tmp_path / "report.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "report.pdf").write_bytes(pages_pdf([text_at(20, 150, "Revenue was 1,024 in 2023.")]))
    rows = [{"text": TEXT, "question": "What was revenue?", "answer": "1,024"}]
    for name in ("mine.jsonl", "rows.jsonl"):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for name in ("page.png", "scan.png"):
        Image.fromarray(next(iter(render(tmp_path / "report.md"))).image).save(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check_composes(name: str, overrides: Sequence[str]) -> None:
    """The overrides fit the configs; of a sweep, every value of the first difference."""
    plain = [one.replace("<time>", "time") for one in overrides if not one.startswith("-")]
    if "-m" in overrides:
        plain = [re.sub(r"=([^\[\{'\"]*?),.*", r"=\1", one) for one in plain]
    with initialize_config_dir(str(experiments_folder()), version_base="1.3"):
        cfg = compose(name, [*plain, "run_dir=."])
    OmegaConf.resolve(cfg)
    assert not OmegaConf.missing_keys(cfg), "a required setting is not given"


def check_flags(script: Path, arguments: Sequence[str]) -> None:
    """The script exists, and its help tells every flag that is used."""
    if script.suffix != ".py":
        assert script.is_file()
        return
    done = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not [flag for flag in arguments if flag.startswith("--") and flag.partition("=")[0] not in done.stdout]


def test_there_are_commands() -> None:
    assert len(commands()) > 10 and any(page == "README.md" for page, _ in blocks("bash"))


@pytest.mark.parametrize("command", commands())
def test_a_written_command_works(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if command.startswith(NOT_RUN):
        for one in command.split("&&")[2:]:  # python train.py ... and python -m pytest follow the install
            words = shlex.split(one, comments=True)
            if words[1:2] == ["train.py"]:
                check_composes("train", words[2:])
        return
    words = shlex.split(command, comments=True)
    if (name := COMPOSED.get((words[0], words[1]))) is not None:
        check_composes(name, words[2:])
    elif words[0] == "glyph":
        assert glyph_command(words[1:]) == 0
        assert capsys.readouterr().out
    elif words[:3] == ["python", "-m", "glyph.render"]:
        assert render_command(words[3:]) == 0
    else:
        script, *arguments = words[1:] if words[0] == "python" else words
        check_flags(ROOT / script, arguments)


@pytest.mark.parametrize(("page", "block"), blocks("python"))
def test_written_python_parses(page: str, block: str) -> None:
    compile(block, page, "exec")
