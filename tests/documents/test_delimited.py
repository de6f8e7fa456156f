"""Tests of glyph.documents.delimited."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import load_document, parse_document


def rows(text: str, format: str = "csv") -> list[list[str]]:
    document = parse_document(text, format)
    for block in document.blocks:
        for span in block.all_spans():
            assert text[span.start : span.end] == span.text
    return [[cell.text for cell in row] for block in document.blocks for row in block.rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name,City\nAnn,\n,Rome\n", [["Name", "City"], ["Ann", ""], ["", "Rome"]]),
        ('a,b\r\n"1,204","say ""hi"""\r\n', [["a", "b"], ["1,204", 'say "hi"']]),
        ('a;b\n"x\ny";2\n', [["a", "b"], ["x\ny", "2"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a|b\n1|2", [["a", "b"], ["1", "2"]]),
        ("\ufeffa,b\n\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("one\ntwo\n", [["one"], ["two"]]),
        ('"open, never closed', [['"open', "never closed"]]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_reads_values(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


VALUES = st.text('ab1,;"\t\n é', min_size=1, max_size=5).map(lambda value: f"x{value}x")


@given(st.lists(st.lists(VALUES, min_size=2, max_size=4), min_size=1, max_size=4))
def test_reads_what_python_writes(values: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter="\t").writerows(values)
    assert rows(written.getvalue(), "tsv") == values


def test_figures_have_headers() -> None:
    (table,) = parse_document("Year,Revenue\n2022,812\n2023,945", "csv").blocks
    assert [row[0].header for row in table.rows] == [True, False, False]
    assert table.rows[1][1].align == "right"


def test_files_by_suffix(tmp_path: Path) -> None:
    for name, text in (("a.csv", "x,y\n1,2"), ("a.tsv", "x\ty\n1\t2"), ("a.log", "one line"), ("b.tab", "x\ty\n1\t2")):
        (tmp_path / name).write_text(text)
    kinds = {path.name: load_document(path).blocks[0].kind for path in tmp_path.iterdir()}
    assert kinds == {"a.csv": "table", "a.tsv": "table", "a.log": "paragraph", "b.tab": "table"}
