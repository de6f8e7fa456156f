"""The wheel, in an environment of its own and an empty folder: what a user of the package has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from glyph.version import __version__
from tests.places import ROOT

pytest.importorskip("hatchling")
SMALL = (
    "trainer.max_steps=2", "trainer.accelerator=cpu", "data.steps_per_epoch=2", "data.batch_size=1",
    "data.num_workers=0", "data.reports.num_val=1", "data.reports.num_test=1",
)  # fmt: skip


def run(folder: Path, *command: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["OMP_NUM_THREADS"] = "1"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel, and sees this one's other packages."""
    folder = tmp_path_factory.mktemp("wheel")
    run(ROOT, sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps")
    run(folder, *pip, str(wheel))
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    (site / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")  # behind the wheel's own
    assert run(folder, str(python), "-c", "import glyph; print(glyph.__file__)").startswith(str(site))
    return folder / "env" / "bin"


@pytest.mark.slow
def test_the_wheel_alone_renders_reads_asks_trains_and_evaluates(scripts: Path, tmp_path: Path) -> None:
    glyph = str(scripts / "glyph")
    assert run(tmp_path, glyph, "--version") == f"glyph {__version__}\n"
    (tmp_path / "report.md").write_text("# Report\n\nRevenue was 1,024 in 2023.\n", encoding="utf-8")
    run(tmp_path, glyph, "render", "report.md")
    assert "1,024" in run(tmp_path, glyph, "read", "report_p1.png")
    told = json.loads(run(tmp_path, glyph, "ask", "report_p1.png", "What was revenue in 2023?", "--json"))
    assert told[0]["answer"]
    run(tmp_path, glyph, "train", "experiment=fin_sft", *SMALL)
    (folder,) = (tmp_path / "outputs" / "fin_sft").iterdir()
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["train/steps"] == 2 and 0 <= metrics["test/em"] <= 1
    run(tmp_path, glyph, "ask", "report.md", "What was revenue in 2023?", "--model", str(folder / "model"))
    run(tmp_path, glyph, "evaluate", f"model_path={folder / 'model'}", "data.reports.num_test=1")
    assert len(list((tmp_path / "outputs" / "evaluate").glob("*/metrics.json"))) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"report.md", "report_p1.png", "outputs"}
