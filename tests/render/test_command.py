"""python -m glyph.render"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from glyph.render import RenderConfig, render
from glyph.render.__main__ import main
from tests.places import ROOT
from tests.tiny_pdf import pages_pdf, text_at

TEXT = "# Report\n\nRevenue was **1,024** in 2024.\n\n净利润 12%\n"
SMALL = ("--page_size", "200x100", "--margin_pt", "6")


def image(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as opened:
        return np.asarray(opened)


def report(folder: Path, text: str = TEXT) -> str:
    path = folder / "report.v1.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("format", ["png", "webp"])
@pytest.mark.parametrize("theme", ["document", "web"])
def test_pages_are_what_render_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str, theme: str
) -> None:
    out = tmp_path / "new" / "pages"
    file = report(tmp_path, TEXT * 3)
    assert main([file, "--out", str(out), "--format", format, "--theme", theme, *SMALL]) == 0
    pages = list(render(Path(file), RenderConfig.from_dict({"page_size": "200x100", "margin_pt": 6, "theme": theme})))
    assert sorted(path.name for path in out.iterdir()) == [f"report.v1_p{k}.{format}" for k in range(1, len(pages) + 1)]
    for k, page in enumerate(pages, 1):
        shown = image(out / f"report.v1_p{k}.{format}")
        assert np.array_equal(shown[..., 0] if shown.ndim > page.image.ndim else shown, page.image)
    chars = sum(len(page.text) for page in pages)
    told = f"{len(pages)} pages, {chars} characters, 0 not covered by any font -> {out}/report.v1_p1.{format} to "
    assert capsys.readouterr().out.startswith(told)


def test_boxes_are_framed(tmp_path: Path) -> None:
    file = report(tmp_path)
    flags = (*SMALL, "--out", str(tmp_path))
    assert main([file, *flags, "--name", "plain"]) == main([file, *flags, "--name", "boxes", "--show-boxes"]) == 0
    plain, boxes = image(tmp_path / "plain_p1.png"), image(tmp_path / "boxes_p1.png")
    assert boxes.shape == (*plain.shape, 3)
    changed = (boxes != plain[..., None]).any(axis=-1)
    page = next(iter(render(Path(file), RenderConfig.from_dict({"page_size": "200x100", "margin_pt": 6}))))
    near = np.zeros_like(changed)
    for x0, y0, x1, y1 in np.rint(page.boxes).astype(int):
        near[y0:y1, x0:x1] = True
    lines = [np.rint(page.boxes[page.lines == line]).astype(int) for line in np.unique(page.lines)]
    for line in lines:  # spaces between its characters lie inside the line's frame
        near[line[:, 1].min() : line[:, 3].max(), line[:, 0].min() : line[:, 2].max()] = True
    assert not (changed & ~near).any()
    red, blue = boxes[..., 0].astype(int), boxes[..., 2].astype(int)
    assert (red > blue).any() and (red < blue).any()  # orange around characters, blue around lines


def test_counts_characters_that_no_font_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = report(tmp_path, "a \U000f0001 b \U000f0001 \U000f0002")
    assert main([file, *SMALL, "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("1 pages, 5 characters, 3 not covered by any font")


def test_stops_after_max_pages(tmp_path: Path) -> None:
    file = report(tmp_path, "word " * 400)
    assert main([file, *SMALL, "--max_pages", "2", "--out", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_pdf_as_text_and_as_image(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(pages_pdf([text_at(40, 150, "First page"), text_at(40, 150, "Second")]))
    for kind in ("text", "image"):
        assert main([str(path), "--pdf", kind, "--name", kind, "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" not")[0] for line in told] == ["1 pages, 15 characters, 0", "2 pages, 15 characters, 0"]
    assert image(tmp_path / "image_p2.png").shape == (417, 625)  # 200 x 300 pt at 150 dpi


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--theme", "sepia"), "theme='sepia'"),
        (("--max_pages", "0"), "--max_pages 0 must be"),
        (("--name", "../x"), "--name ../x must be a name"),
        (("--encoding", "klingon"), "klingon"),
        (("--input_format", "docx"), "format='docx' is unknown"),
        (("--out", __file__), "File exists"),
        (("--page_size", "64x4096", "--dpi", "300", "--columns", "1"), "more than 16383 px a side"),
    ],
)
def test_mistakes_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...], message: str
) -> None:
    assert main([report(tmp_path, TEXT), "--out", str(tmp_path / "out"), *flags]) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: ") and message in told and told.count("\n") == 1


def test_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "no.md"), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"error: {tmp_path / 'no.md'}: No such file or directory\n"
    assert not (tmp_path / "out").exists()


def test_runs_as_a_module_in_the_current_directory(tmp_path: Path) -> None:
    report(tmp_path)
    command = [sys.executable, "-m", "glyph.render", "report.v1.md"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 pages, 34 characters, 0 not covered by any font -> report.v1_p1.png\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.v1.md", "report.v1_p1.png"]
