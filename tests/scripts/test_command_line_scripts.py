"""Tests of the programs in scripts/."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hydra import compose, initialize_config_dir
from PIL import Image

from glyph.data.sample import Sample
from glyph.data.sources.jsonl import JsonlSamples
from glyph.readers.build import build_reader
from glyph.readers.checkpoint import save_reader
from glyph.render import RenderConfig, render
from tests.places import ROOT

TINY = {"width": 32, "depth": 1, "num_heads": 2}


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


render_text, eval_inference, gallery = (load_script(name) for name in ("render_text", "eval_inference", "gallery"))


def write(folder: Path, *rows: Any) -> Path:
    path = folder / "in put.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def row(**fields: Any) -> dict[str, Any]:
    return {"text": "Revenue was 1,024.", "question": "How much?", "answer": "1,024", **fields}


def rendered(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rendered.jsonl").read_text(encoding="utf-8").splitlines()]


def draw(source: Path, folder: Path, *flags: str) -> int:
    return int(render_text.main(["--input_json", str(source), "--output_dir", str(folder), *flags]))


def samples(path: Path) -> list[Sample]:
    source = JsonlSamples(path)
    return [sample for name in ("train", "val", "test") for sample in source.split(name).samples]


def test_renders_rows_that_the_jsonl_adapter_reads(tmp_path: Path) -> None:
    rows = [
        row(id="a", evidence=[[12, 17]], template="{0}", kind="sum"),
        row(question="So?"),
        row(text="净利润", lang=1),
    ]
    folder = tmp_path / "new" / "pages"
    assert (
        draw(write(tmp_path, *rows), folder, "--font", "DejaVu Serif", "--font_size", "14", "--line_height", "2") == 0
    )
    first, second, third = rendered(folder)
    assert first["image_path"] == second["image_path"] != third["image_path"]
    assert (first["kind"], first["source_text"], first["source_evidence"]) == ("sum", rows[0]["text"], [[12, 17]])
    assert third["lang"] == 1 and third["image_paths"] == [third["image_path"]]
    config = RenderConfig.preset("medium", font="DejaVu Serif", font_size_pt=14.0, line_height=2.0)
    expected = next(iter(render(rows[0]["text"], config))).image
    with Image.open(folder / first["image_path"]) as image:
        assert np.array_equal(np.asarray(image), expected)
    found = samples(folder / "rendered.jsonl")
    assert sorted(len(sample.questions) for sample in found) == [1, 2]
    names = sorted(path.name for path in folder.iterdir())
    assert names == [".manifest.jsonl", "000001_a_p1.png", "000003_p1.png", "rendered.jsonl"]


def test_says_when_a_row_has_more_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw(write(tmp_path, row(text="word " * 3000), row()), tmp_path / "out", "--granularity", "fine") == 0
    long, short = rendered(tmp_path / "out")
    assert len(long["image_paths"]) > 1 and long["image_path"] == long["image_paths"][0]
    assert all((tmp_path / "out" / name).is_file() for name in long["image_paths"])
    assert len(short["image_paths"]) == 1
    assert "1 rows have more than one page" in capsys.readouterr().out


def test_never_writes_outside_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "out", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_text("kept")
    (folder / "rendered.jsonl").symlink_to(outside)
    (folder / "000001_etc-evil_p1.png").symlink_to(outside)
    before = {*tmp_path.rglob("*"), write(tmp_path, row(id="../../etc/evil"), row(text="x", id="/" * 500))}
    assert draw(tmp_path / "in put.jsonl", folder) == 0
    assert outside.read_text() == "kept"
    assert {path.parent for path in {*tmp_path.rglob("*")} - before} == {folder}
    assert [r["image_path"] for r in rendered(folder)] == ["000001_etc-evil_p1.png", "000002_p1.png"]


@pytest.mark.parametrize(
    ("rows", "flags", "message"),
    [
        (['{"text": '], (), "in put.jsonl:1: invalid JSON"),
        ([], (), "holds no rows"),
        ([row(), {"question": "?"}], (), "in put.jsonl:2: field 'text'"),
        ([row(text=5)], (), "in put.jsonl:1: field 'text'"),
        ([row(text=" ")], (), "in put.jsonl:1: field 'text'"),
        ([row(text="\ud800")], (), "in put.jsonl:1: field 'text': holds half a surrogate pair"),
        ([row(format="docx")], (), "in put.jsonl:1: field 'format'"),
        ([row(format=[1])], (), "in put.jsonl:1: field 'format'"),
        ([row(image_path="a.png")], (), "in put.jsonl:1: field 'image_path'"),
        ([row()], ("--font", "Papyrus"), "unknown font 'Papyrus'"),
        ([row()], ("--font_size", "900"), "font_size_pt=900.0 is outside"),
        ([row()], ("--font_size", "nan"), "font_size_pt=nan is outside"),
        ([row()], ("--line_height", "0"), "line_height=0.0 is outside"),
        ([row()], ("--preset", "fine", "--config", "x.yaml"), "--config and --preset go not together"),
        ([row()], ("--config", "missing.yaml"), "missing.yaml: No such file"),
        ([row()], ("--workers", "0"), "--workers 0 must be at least 1"),
        ([row()], ("--row_seconds", "-1"), "--row_seconds -1.0 must be a positive number"),
    ],
)
def test_render_text_tells_mistakes_before_writing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[Any], flags: tuple[str, ...], message: str
) -> None:
    assert draw(write(tmp_path, *rows), tmp_path / "out", *flags) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: ") and message in told and told.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_render_text_refuses_bad_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, row())
    assert draw(tmp_path / "missing.jsonl", tmp_path / "out") == 1
    assert draw(source, source) == 1
    source = source.rename(tmp_path / "rendered.jsonl")
    assert draw(source, tmp_path) == 1 and "would overwrite" in capsys.readouterr().err
    assert samples(source)


def test_render_text_runs_from_anywhere(tmp_path: Path) -> None:
    write(tmp_path, row())
    command = [
        sys.executable,
        str(ROOT / "scripts/render_text.py"),
        "--input_json",
        "in put.jsonl",
        "--output_dir",
        "o",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 rows, 1 pages" in done.stdout


def test_render_text_takes_every_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    looks = tmp_path / "looks.yaml"
    looks.write_text("theme: dark\ndpi: 96")
    flags = ("--config", str(looks), "--page_size", "A5", "--columns", "2", "--no-crop_last_page", "--format", "webp")
    folder = tmp_path / "out"
    assert draw(write(tmp_path, row(), row(text="# b", format="markdown")), folder, *flags) == 0
    config = RenderConfig.preset("medium", theme="dark", dpi=96, page_size="A5", columns=2, crop_last_page=False)
    expected = next(iter(render("# b", config, "markdown"))).image
    with Image.open(folder / rendered(folder)[1]["image_path"]) as image:
        assert image.format == "WEBP" and np.array_equal(np.asarray(image), expected)
    assert len(samples(folder / "rendered.jsonl")) == 2
    assert "kept" not in capsys.readouterr().out
    assert draw(tmp_path / "in put.jsonl", folder, *flags) == 0
    assert "2 texts kept from an earlier run" in capsys.readouterr().out


def test_render_text_skips_bad_rows_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, row(), "{", row(text="[1]", format="jsonl"))
    assert draw(source, tmp_path / "out", "--on-error", "skip") == 0
    told = capsys.readouterr()
    assert told.out.startswith("1 rows, 1 pages") and "2 rows skipped -> " in told.err
    assert [line.split(": ")[1].rsplit(":")[-1] for line in told.err.splitlines()[:2]] == ["2", "3"]
    assert len((tmp_path / "out" / "errors.jsonl").read_text().splitlines()) == 2


def test_gallery_is_up_to_date(tmp_path: Path) -> None:
    gallery.draw_pictures(tmp_path)
    assert (ROOT / "docs/GALLERY.md").read_text(encoding="utf-8") == gallery.gallery_page(), "run scripts/gallery.py"
    shown = {picture.path for pictures in gallery.ROWS.values() for picture in pictures}
    assert {path.name for path in tmp_path.iterdir()} == shown
    kept = {path.name: path.stat().st_size for path in (ROOT / "docs/gallery").glob("*.png")}
    assert set(kept) == shown and sum(kept.values()) < 400_000


@pytest.fixture(scope="module")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reader = build_reader(vision={"name": "small_vit", **TINY}, language=TINY, copy=TINY)
    return save_reader(reader, tmp_path_factory.mktemp("reader") / "model")


def score(model: Path, data: Path, folder: Path) -> int:
    return int(eval_inference.main(["--model_path", str(model), "--data_path", str(data), "--output_dir", str(folder)]))


def test_scores_every_row(tmp_path: Path, model_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, *(row(text=f"Item {k}.", answer=str(k)) for k in range(8)))
    assert score(model_path, source, tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "EM: " in shown and "F1: " in shown and "CER: " in shown and "8 questions on 8 of 8 documents" in shown
    rows = [json.loads(line) for line in (tmp_path / "out/predictions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(row["answer"] for row in rows) == [str(k) for k in range(8)]
    assert json.loads((tmp_path / "out/metrics.json").read_text())["num_questions"] == 8


def test_scores_rendered_rows(tmp_path: Path, model_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw(write(tmp_path, row(), row(text="other")), tmp_path / "pages") == 0
    assert score(model_path, tmp_path / "pages" / "rendered.jsonl", tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "EM: " in shown and "CER: " not in shown  # what the image says is not known


def test_eval_inference_tells_mistakes(tmp_path: Path, model_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, lacking = write(tmp_path, row()), tmp_path / "lacking.jsonl"
    lacking.write_text('{"text": "x", "question": "?"}')
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "glyph.yaml").write_text("build: {}")
    (damaged / "model.safetensors").write_bytes(b"no")
    for model, data, message in [
        (tmp_path, source, "is not a glyph checkpoint"),
        (damaged, source, "is not a readable glyph checkpoint"),
        (model_path, tmp_path / "missing.jsonl", "no such file"),
        (model_path, lacking, "field 'answer': is missing"),
    ]:
        assert score(model, data, tmp_path / "out") == 1
        told = capsys.readouterr().err
        assert told.startswith("error: ") and message in told and told.count("\n") == 1


def train_sft(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the wrapper with a program that prints its arguments in place of python."""
    python = cwd / "print arguments"
    python.write_text("#!/usr/bin/env bash\nprintf '%s\\0' \"$@\"\n")
    python.chmod(0o755)
    command = ["bash", str(ROOT / "scripts/train_sft.sh"), *arguments]
    environment = {**os.environ, "PYTHON": str(python)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def flags(**changes: str) -> list[str]:
    given = {"data_path": "qa.jsonl", "output_dir": "out, put=1", "num_epochs": "3", "batch_size": "2", **changes}
    return [part for name, value in given.items() if value for part in (f"--{name}", value)]


def test_train_sft_passes_valid_overrides(tmp_path: Path) -> None:
    path = tmp_path / "my data, it's=1.jsonl"
    path.write_text("")
    done = train_sft(tmp_path, *flags(data_path=path.name), "--", "render=fine", "seed=3")
    assert done.returncode == 0, done.stderr
    program, *overrides = done.stdout.removesuffix("\0").split("\0")
    assert Path(program).resolve() == ROOT / "train.py"
    with initialize_config_dir(str(ROOT / "experiments"), version_base="1.3"):
        cfg = compose("train", overrides, return_hydra_config=True)
    assert (cfg.name, cfg.seed, cfg.render.font_size_pt) == ("fin_sft", 3, 12.0)
    assert (cfg.trainer.max_epochs, cfg.data.batch_size, cfg.data.path) == (3, 2, str(path))
    assert cfg.hydra.run.dir == str(tmp_path / "out, put=1")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"data_path": "missing.jsonl"}, "missing.jsonl: no such file"),
        ({"data_path": ""}, "--data_path is missing"),
        ({"output_dir": "qa.jsonl"}, "is not a folder"),
        ({"num_epochs": "0"}, "--num_epochs 0"),
        ({"batch_size": "two"}, "--batch_size two"),
        ({"learning_rate": "1"}, "unknown flag --learning_rate"),
    ],
)
def test_train_sft_refuses_bad_flags(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    (tmp_path / "qa.jsonl").write_text("")
    done = train_sft(tmp_path, *flags(**changes))
    assert done.returncode == 2 and done.stdout == ""
    assert message in done.stderr and "usage:" in done.stderr


def test_train_sft_help_and_lacking_value(tmp_path: Path) -> None:
    shown = train_sft(tmp_path, "--help")
    assert shown.returncode == 0 and shown.stdout.startswith("usage:")
    assert "--data_path needs a value" in train_sft(tmp_path, "--data_path").stderr
