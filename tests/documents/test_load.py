"""Tests of glyph.documents.load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from glyph.documents import load_document, parse_document


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "paragraph"), ("a.text", "paragraph"), ("a.md", "heading"), ("a.MARKDOWN", "heading")],
)
def test_the_suffix_gives_the_format(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes("\ufeff# 标题\r\n".encode())
    document = load_document(path)
    assert document.blocks[0].kind == kind
    assert (document.source, document.name) == ("# 标题\r\n", name)
    assert load_document(str(path)) == document


def test_unknown_suffix_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"unknown suffix '\.docx'; known suffixes: \.txt, \.text, \.md, \.markdown"):
        load_document(tmp_path / "a.docx")


def test_bad_utf8_names_file_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes(b"\xef\xbb\xbfab" + "数据".encode("gbk"))
    with pytest.raises(ValueError, match=r"gbk\.txt: not UTF-8 text at byte 5"):
        load_document(path)


def test_unknown_format_lists_the_known() -> None:
    with pytest.raises(ValueError, match="format='rst' is unknown; known formats: text, markdown"):
        parse_document("x", "rst")


def test_parse_document_keeps_the_source() -> None:
    assert parse_document("\ufeffa", name="n").source == "\ufeffa"
    assert parse_document("", "markdown").blocks == ()


def test_documents_need_no_torch() -> None:
    code = "import glyph.documents, sys; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
