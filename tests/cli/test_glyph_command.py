"""The glyph command: verbs, help, version, and mistakes in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from glyph.cli import main
from glyph.cli.command import VERBS
from glyph.readers.checkpoint import save_reader
from glyph.render import RenderConfig, render
from glyph.version import __version__
from tests.tiny import tiny_reader
from tests.tiny_pdf import image_of, pages_pdf, text_at

TEXT = "# Report\n\nRevenue was **1,024** in 2024.\n\n净利润 12%\n"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    reader = tiny_reader(grid={"max_visual_tokens": 1024, "max_positions": 2048})
    return str(save_reader(reader, tmp_path_factory.mktemp("reader") / "model"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "page.png"
    page = next(iter(render("Revenue was 1,024 in 2024.", RenderConfig.preset("medium"))))
    Image.fromarray(page.image).save(path)
    return path


def stopped(argv: list[str]) -> int:
    with pytest.raises(SystemExit) as exit_:
        main(argv)
    return int(exit_.value.code or 0)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: Captured) -> None:
    if verb in ("train", "evaluate"):  # their flags are Hydra's
        assert main([verb, "-h"]) == 0
    else:
        assert stopped([verb, "-h"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: glyph {verb} ")
    assert stopped(["--help"]) == 0
    assert f"\n    {verb} " in capsys.readouterr().out


def test_version(capsys: Captured) -> None:
    assert stopped(["--version"]) == 0
    assert capsys.readouterr().out == f"glyph {__version__}\n"


def test_verbs_import_no_torch_before_a_model_is_needed(report: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from glyph.cli import main; status = main(sys.argv[1:]);"
        "sys.exit(status or 3 * ('torch' in sys.modules))"
    )
    command = [sys.executable, "-c", code, "render", str(report), "--out", str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 0


def test_render_draws_every_file(report: Path, tmp_path: Path, capsys: Captured) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Costs fell.")
    out = tmp_path / "pages"
    assert main(["render", str(report), str(other), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["other_p1.png", "report_p1.png"]
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    ("names", "flags", "message"),
    [
        (("a.md", "b.md"), ("--name", "x"), "--name x would name the pages of 2 files"),
        (("a.md", "a.txt"), (), "several files are named a"),
    ],
)
def test_render_writes_no_page_over_another(
    tmp_path: Path, capsys: Captured, names: tuple[str, ...], flags: tuple[str, ...], message: str
) -> None:
    for name in names:
        (tmp_path / name).write_text("One.")
    files = [str(tmp_path / name) for name in names]
    assert main(["render", *files, *flags, "--out", str(tmp_path / "out")]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_read_prints_the_text_of_a_document_without_a_model(report: Path, capsys: Captured) -> None:
    assert main(["read", str(report), "--model", "nowhere"]) == 0
    assert capsys.readouterr().out == "Report\nRevenue was 1,024 in 2024.\n净利润 12%\n"


def test_read_gives_words_of_a_document_their_boxes(report: Path, capsys: Captured) -> None:
    assert main(["read", str(report), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["box"]["unit"] == "px" and told["box"]["origin"].startswith("top left")
    page = told["pages"][0]
    assert page["source"] == "drawn" and page["text"].splitlines()[0] == "Report"
    assert [word["text"] for word in page["words"][:5]] == ["Report", "Revenue", "was", "1,024", "in"]
    for word in page["words"]:
        x0, y0, x1, y1 = word["box"]
        assert 0 <= x0 < x1 <= page["width"] and 0 <= y0 < y1 <= page["height"] and word["confidence"] is None


def test_read_asks_the_model_about_an_image(picture: Path, model: str, capsys: Captured) -> None:
    assert main(["read", str(picture), "--format", "json", "--model", model]) == 0
    page = json.loads(capsys.readouterr().out)["pages"][0]
    with Image.open(picture) as opened:
        assert (page["width"], page["height"]) == opened.size
    assert page["source"] == "ocr"
    assert "".join("".join(word["text"] for word in page["words"]).split()) == "".join(page["text"].split())
    assert all(0 <= word["confidence"] <= 1 for word in page["words"])


def test_the_shipped_model_reads_an_image(picture: Path, capsys: Captured) -> None:
    assert main(["read", str(picture)]) == 0
    assert "Revenue was 1,024 in 2024." in capsys.readouterr().out


def test_read_takes_a_text_layer_and_recognises_scanned_pages(tmp_path: Path, model: str, capsys: Captured) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pages_pdf([text_at(20, 150, "Revenue was 1,024 in 2024.")]))
    assert main(["read", str(path), "--model", "nowhere"]) == 0
    assert capsys.readouterr().out == "Revenue was 1,024 in 2024.\n"
    assert main(["read", str(path), "--model", "nowhere", "--format", "json"]) == 0
    page = json.loads(capsys.readouterr().out)["pages"][0]
    assert page["source"] == "text layer" and [word["text"] for word in page["words"]][:2] == ["Revenue", "was"]
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pages_pdf([image_of(300, 200)]))
    assert main(["read", str(scan), "--model", model, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"][0]["source"] == "ocr"


def test_ask_answers_questions_about_documents_and_images(
    report: Path, picture: Path, model: str, capsys: Captured
) -> None:
    questions = ["What was revenue?", "净利润是多少？"]
    for file in (report, picture):
        assert main(["ask", str(file), *questions, "--model", model, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert [one["question"] for one in told] == questions
        for one in told:
            assert 0 <= one["confidence"] <= 1 and one["needs_review"] == bool(one["reason"])
            assert one["pages"] == sorted({place["page"] for place in one["evidence"]})
            assert all(place["page"] >= 1 and len(place["box"]) == 4 for place in one["evidence"])
    assert main(["ask", str(report), *questions, "--model", model]) == 0
    shown = capsys.readouterr().out
    assert all(question in shown for question in questions) and shown.count("confidence ") >= 2


@pytest.mark.parametrize(
    ("argv", "status", "message"),
    [
        ([], 2, "error: the following arguments are required: VERB"),
        (["paint"], 2, "error: argument VERB: invalid choice: 'paint'"),
        (["read"], 2, "error: the following arguments are required: file"),
        (["ask", "report.md"], 2, "error: the following arguments are required: question"),
        (["read", "page.md", "--format", "xml"], 2, "error: argument --format: invalid choice: 'xml'"),
        (["read", "nowhere.md"], 1, "error: nowhere.md: No such file or directory"),
        (["read", "nowhere.png"], 1, "error: nowhere.png: No such file or directory"),
        (["ask", "nowhere.pdf", "What?"], 1, "error: nowhere.pdf: No such file or directory"),
        (["ask", "broken.png", "What?"], 1, "error: broken.png is not an image that can be read"),
        (["read", "broken.docx"], 1, "error: broken.docx: unknown suffix '.docx'"),
        (["ask", "text.md", " "], 1, "error: the question is empty"),
        (["ask", "text.md", "What?", "--model", "nowhere"], 1, "error: nowhere is not a glyph checkpoint"),
        (["train", "experiment=nonsense"], 1, "error: In 'train': Could not find 'experiment/nonsense'"),
        (["train", "colour=red"], 1, "error: Could not override 'colour'."),
        (["evaluate", "data=nonsense"], 1, "error: In 'evaluate': Could not find 'data/nonsense'"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, argv: list[str], status: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("broken.png", "broken.docx", "text.md"):
        Path(name).write_bytes(b"text")
    assert (stopped(argv) if status == 2 else main(argv)) == status
    told = capsys.readouterr().err
    assert told.startswith(message) and told.count("\n") == 1
