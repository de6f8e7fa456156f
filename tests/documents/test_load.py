"""Tests of glyph.documents.load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from glyph.documents import load_document, parse_document
from tests.tiny_pdf import pages_pdf, text_at


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "paragraph"),
        ("a.text", "paragraph"),
        ("CMakeLists.txt", "paragraph"),
        ("a.md", "heading"),
        ("a.MARKDOWN", "heading"),
        ("a.html", "paragraph"),
        ("a.HTM", "paragraph"),
        ("a.xhtml", "paragraph"),
        ("a.py", "code"),
        ("a.json", "code"),
        ("a.yaml", "code"),
        ("Makefile", "code"),
    ],
)
def test_the_name_gives_the_format(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes("\ufeff# 标题\r\n".encode())
    document = load_document(path)
    assert document.blocks[0].kind == kind
    assert (document.source, document.name) == ("# 标题\r\n", name)
    assert load_document(str(path)) == document


def test_formats_by_name_and_by_argument(tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"text": "one"}\n{"text": "two"}\n')
    assert [block.kind for block in load_document(rows).blocks] == ["paragraph", "rule", "paragraph"]
    assert load_document(rows, "text").blocks[0].text.startswith('{"text"')
    with pytest.raises(ValueError, match=r"a\.jsonl:1: field 'text' is missing"):
        rows.write_text('{"content": "one"}')
        load_document(rows)
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(pages_pdf([text_at(20, 150, "Hello PDF")]))
    assert load_document(pdf).text() == "Hello PDF"
    pdf.rename(tmp_path / "a.bin")
    assert load_document(tmp_path / "a.bin", "pdf").source == "Hello PDF"
    with pytest.raises(ValueError, match=r"a\.bin: unknown suffix"):
        load_document(tmp_path / "a.bin")


def test_unknown_suffix_lists_the_known(tmp_path: Path) -> None:
    known = r"known suffixes: \.txt, \.text, \.log, \.md, .*\.pdf, and those of code; or give the format"
    with pytest.raises(ValueError, match=rf"unknown suffix '\.docx'; {known}"):
        load_document(tmp_path / "a.docx")
    (tmp_path / "a.docx").write_text("x = 1")
    assert load_document(tmp_path / "a.docx", "python").blocks[0].kind == "code"


def test_encodings_are_told_or_given(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("数据".encode("gbk"))
    assert load_document(path).source == "数据"
    assert load_document(path, encoding="big5").source != "数据"
    page = tmp_path / "a.html"
    page.write_bytes("<meta charset=shift_jis>ｱ".encode("cp932"))
    assert load_document(page).source.endswith("ｱ")
    assert not load_document(page, "text").source.endswith("ｱ")


def test_binary_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"PK\x03\x04\0\0\0\0")
    with pytest.raises(ValueError, match=r"a\.txt: not a text file: it holds NUL bytes"):
        load_document(path)
    with pytest.raises(FileNotFoundError):
        load_document(tmp_path / "none.txt")


@pytest.mark.parametrize("format", ["docx", "", "plain text"])
def test_unknown_format_lists_the_known(format: str) -> None:
    with pytest.raises(
        ValueError, match=f"format={format!r} is unknown; known formats: text, markdown, html, jsonl, csv, tsv, code"
    ):
        parse_document("x", format)


def test_parse_document_keeps_the_source() -> None:
    assert parse_document("\ufeffa", name="n").source == "\ufeffa"
    assert parse_document("", "markdown").blocks == ()


def test_code_is_told_by_format_or_name() -> None:
    assert parse_document("if x: 1", "python").blocks[0].spans[0].token == "keyword"
    assert parse_document("if x: 1", "code", "a.py").blocks[0].spans[0].token == "keyword"
    with pytest.raises(ValueError, match="a PDF is not text; read the file with load_document"):
        parse_document("%PDF-", "pdf")


def test_documents_need_no_torch_and_no_pdfium() -> None:
    code = "import glyph.documents, sys; sys.exit(not {'torch', 'pypdfium2'}.isdisjoint(sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
