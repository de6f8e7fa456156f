"""Batches: rows to page files, again and again, in one process or several."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from glyph.render import RenderConfig, render
from glyph.render.batch.job import Batch, BatchError, Summary, check_rows, render_rows
from glyph.render.batch.page_files import PageWriter, encode_page, replacing
from glyph.render.batch.row_drawer import DrawerSpec, RowDrawer, Started, Task
from glyph.render.batch.workers import draw_in_processes
from tests.places import ROOT

SMALL = RenderConfig.from_dict({"page_size": "160x80", "margin_pt": 6})


def write(folder: Path, *rows: Any) -> Path:
    path = folder / "in.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def texts(count: int) -> list[dict[str, Any]]:
    return [{"text": f"Text {k}. " + "word " * (17 * k % 60), "id": k} for k in range(count)]


def run(source: Path, folder: Path, **options: Any) -> Summary:
    batch = Batch(source, folder, options.pop("config", SMALL), **options)
    check_rows(batch)
    return render_rows(batch)


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, but the order in which the manifest was written."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    files[".manifest.jsonl"] = b"".join(sorted(files[".manifest.jsonl"].splitlines(keepends=True)))
    return files


def output(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rendered.jsonl").read_text(encoding="utf-8").splitlines()]


def test_two_workers_do_what_one_does(tmp_path: Path) -> None:
    bad = {"text": "{", "format": "jsonl"}
    source = write(tmp_path, *texts(8), bad, *texts(4), {"text": "净利润 \U000f0001"})
    summaries = [run(source, tmp_path / str(n), num_workers=n, on_error="skip") for n in (1, 2)]
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert summaries[0] == summaries[1]
    assert (summaries[0].num_rows, summaries[0].num_failed) == (13, 1)
    assert [row["id"] for row in output(tmp_path / "2") if "id" in row] == [*range(8), *range(4)]


def test_a_killed_run_leaves_whole_files_and_is_continued(tmp_path: Path) -> None:
    rows = [{"text": f"Text {k}. " + "word " * 3000, "id": k} for k in range(12)]
    source, folder = write(tmp_path, *rows), tmp_path / "killed"
    flags = (
        "--input_json",
        source,
        "--output_dir",
        folder,
        "--workers",
        "2",
        "--page_size",
        "160x80",
        "--margin_pt",
        "6",
    )
    process = subprocess.Popen([sys.executable, str(ROOT / "scripts/render_text.py"), *map(str, flags)])
    manifest = folder / ".manifest.jsonl"
    deadline = time.monotonic() + 60
    while not (manifest.is_file() and manifest.read_bytes().count(b"\n") > 2):
        assert process.poll() is None and time.monotonic() < deadline, "it ended before it could be killed"
        time.sleep(0.01)
    process.kill()
    process.wait()
    noted = manifest.read_bytes().count(b"\n")
    assert 2 < noted < len(rows) and not (folder / "rendered.jsonl").exists()
    for path in folder.glob("*.png"):
        with Image.open(path) as image:
            image.load()
    time.sleep(0.3)  # its workers end with it
    with manifest.open("ab") as file:
        file.write(b'{"stem": "0000')  # as a kill in the middle of a line leaves it
    summary = run(source, folder)
    assert summary.num_kept == noted
    run(source, tmp_path / "fresh")
    assert contents(folder) == contents(tmp_path / "fresh")


def test_a_second_run_draws_only_what_is_new_or_differs(tmp_path: Path) -> None:
    rows, folder = texts(5), tmp_path / "out"
    source = write(tmp_path, *rows)
    assert run(source, folder).num_kept == 0
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.png")}
    assert run(source, folder).num_kept == 5
    rows[1]["text"] = "changed"
    (folder / "000004_3_p1.png").unlink()
    (folder / "000005_4_p1.png").write_bytes(b"cut")
    assert run(write(tmp_path, *rows, {"text": "new"}), folder).num_kept == 2
    after = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.png")}
    assert {name for name in before if after.get(name) == before[name]} == {
        name for name in before if name[:6] in ("000001", "000003")
    }
    assert run(source, folder, config=SMALL.replace(theme="dark")).num_kept == 0
    assert run(source, folder, config=SMALL.replace(theme="dark"), format="webp").num_kept == 0
    run(source, tmp_path / "fresh", config=SMALL.replace(theme="dark"), format="webp")
    assert output(folder) == output(tmp_path / "fresh")


def test_pages_left_by_a_longer_text_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run(write(tmp_path, {"text": "word " * 200}), folder)
    assert len(list(folder.glob("*.png"))) > 2
    run(write(tmp_path, {"text": "word"}), folder)
    assert [path.name for path in folder.glob("*.png")] == ["000001_p1.png"]


def test_skipped_rows_are_reported(tmp_path: Path) -> None:
    bad = {"text": "[1]", "format": "jsonl", "id": "b"}
    source = write(tmp_path, {"text": "a"}, bad, "{", {"text": ""}, bad, {"text": "c"})
    folder = tmp_path / "out"
    summary = run(source, folder, on_error="skip")
    assert (summary.num_rows, summary.num_failed, len(summary.problems)) == (2, 4, 4)
    errors = [json.loads(line) for line in (folder / "errors.jsonl").read_text().splitlines()]
    assert [(error["line"], error.get("id")) for error in errors] == [(2, "b"), (3, None), (4, None), (5, "b")]
    assert all(error["error"].startswith(f"{source}:{error['line']}: ") for error in errors)
    assert [row["source_text"] for row in output(folder)] == ["a", "c"]
    assert run(source, folder, on_error="skip").num_kept == 2
    run(write(tmp_path, {"text": "a"}), folder, on_error="skip")
    assert not (folder / "errors.jsonl").exists()


def test_stops_at_a_row_that_cannot_be_drawn(tmp_path: Path) -> None:
    source = write(tmp_path, {"text": "a"}, {"text": "[1]", "format": "jsonl"}, {"text": "b"})
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        with pytest.raises(BatchError, match=r"in\.jsonl:2: .*field"):
            run(source, folder, num_workers=workers)
        assert not (folder / "rendered.jsonl").exists() and not list(folder.glob(".part-*"))
    assert run(write(tmp_path, {"text": "a"}), tmp_path / "1").num_kept == 1
    with pytest.raises(BatchError, match="no row could be drawn"):
        run(write(tmp_path, {"text": "[1]", "format": "jsonl"}), tmp_path / "none", on_error="skip")


def test_one_run_at_a_time(tmp_path: Path) -> None:
    source = write(tmp_path, *texts(3))
    batch = Batch(source, tmp_path / "out", SMALL)

    def again(so_far: Summary) -> None:
        with pytest.raises(OSError, match="another run is writing to it"):
            render_rows(batch)

    assert render_rows(batch, again).num_rows == 3


def test_formats_lose_nothing(tmp_path: Path) -> None:
    for theme in ("document", "web"):
        page = next(iter(render("Words 净利润", SMALL.replace(theme=theme, supersampling=2))))
        for format in ("png", "webp"):
            path = tmp_path / f"page.{format}"
            path.write_bytes(encode_page(page.image, format))
            with Image.open(path) as image:
                assert image.format == format.upper()
                assert np.array_equal(
                    np.asarray(image.convert("RGB")), np.asarray(Image.fromarray(page.image).convert("RGB"))
                )


def test_files_take_their_place_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(KeyError), replacing(path) as file:
        file.write(b"new")
        raise KeyError
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"old")]
    with pytest.raises(OSError, match="cannot write"), replacing(tmp_path / "no" / "a"):
        pass


class _Troubled(RowDrawer):
    """Hangs or dies when it is told to."""

    def start(self, task: Task) -> Started:
        if task.text == "hang":
            time.sleep(60)
        if task.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().start(task)


class _TroubledSpec(DrawerSpec):
    @contextmanager
    def open(self) -> Iterator[RowDrawer]:
        with PageWriter(self.folder, self.format) as writer:
            yield _Troubled(self, writer)


def test_a_row_that_hangs_or_kills_its_process_fails_alone(tmp_path: Path) -> None:
    words = ("one", "die", "two", "hang", "three")
    items = [(word, Task(word, word, "text", word)) for word in words]
    spec = _TroubledSpec(SMALL, tmp_path, "png")
    done = [(word, outcome) for word, outcome in draw_in_processes([*items, ("none", None)], spec, 2, seconds=1.5)]
    assert [word for word, _ in done] == [*words, "none"]
    problems = {word: outcome.problem for word, outcome in done if outcome}
    assert problems == {
        "one": "", "die": "the process that drew it ended (SIGKILL)", "two": "", "hang": "took longer than 1.5 s",
        "three": "",
    }  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one_p1.png", "three_p1.png", "two_p1.png"]


def test_a_row_out_of_time_fails_and_leaves_nothing(tmp_path: Path) -> None:
    long = {"text": "word " * 2_000_000}
    source = write(tmp_path, {"text": "a"}, long, {"text": "b"})
    summary = run(source, tmp_path / "out", on_error="skip", row_seconds=1.0)
    assert summary.problems == [f"{source}:2: took longer than 1 s"]
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [".manifest.jsonl", "000001_p1.png", "000003_p1.png", "errors.jsonl", "rendered.jsonl"]
