"""Whatever is drawn, the end is pages or a ValueError that says why: no other exception, no hang.

A few examples run every time. For a long run:

    GLYPH_FUZZ_EXAMPLES=10000 python -m pytest tests/render/test_fuzz.py
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glyph.documents import Block, Cell, Document, Span, load_document, parse_document
from glyph.render import RenderConfig, render
from tests.render.drawing import plain_document, small
from tests.render.strategies import configs, documents, texts

NUM_EXAMPLES = int(os.environ.get("GLYPH_FUZZ_EXAMPLES", "15"))
MAX_SECONDS = 20.0  # for one example, on a busy machine
FORMATS = ("text", "markdown", "html", "jsonl", "code", "python", "c++", "json")
fuzz = settings(max_examples=NUM_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

MARKUP = [
    "word", " ", "\n", "\n\n", "\r", "\t", "    ", "\0", "\x1b[31m", "\ufeff", "\u202e", "\u2028", "é", "中文", "שלום",
    "😀", "# ", "> ", "- ", "1. ", "999999999. ", "* ", "**", "_", "`", "```", "~~~", "|", "|-|-|\n",
    "| a | b |\n|:-:|--:|\n", "---\n", "===\n", "[", "](", ")", "![", "<http://a.b>", "\\", "&amp;", "&#0;",
    "&#x110000;", "&nbsp;", "&", "<div>", "</div>", "<p>", "<b>", "</i>", "<pre>", "<code>", "<h1>", "</h6>", "<br>",
    "<hr/>", "<ul><li>", "</ul>", "<ol start=-5><li value=99999999999>", "<table>", "<tr>", "<td colspan=99999>",
    "<td rowspan=0>", "<th colspan=-1>", "</td>", "</table>", "<thead>", "<caption>", "<a href='", "'>",
    "<img alt='x' width=0 height=1e9>", "<img width=-3>", "<button>", "<input type=text value='", "<select><option>",
    "<textarea>", "<nav>", "<form>", "<script>", "</script>", "<style>", "<svg><path d='", "<math>", "<template>",
    "<title>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "<!DOCTYPE", "<p style='display:none'>", "<", ">", '"',
    "'", "=", "/", "{", "}", ":", ",", '{"a": [1, null]}\n', '{"text": "x"}\n', "def f(x):\n", "class A:", "/*", "*/",
    "//", '"""', "'''", "#", ";", "(" * 30, ")" * 30, "0x", "1e999", "\\u0041",
]  # fmt: skip


class Hang(BaseException):
    """What an example that takes too long is ended with; no ``except Exception`` holds it up."""


@contextmanager
def time_limit(seconds: float = MAX_SECONDS) -> Iterator[None]:
    """Raise ``Hang`` in what runs longer."""
    if not hasattr(signal, "setitimer"):  # on Windows
        yield
        return

    def stop(*_: object) -> None:
        raise Hang(f"took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def draw_or_refuse(source: Document | str | Path, config: RenderConfig, format: str = "text", most: int = 3) -> int:
    """Draw the first pages; how many there were, 0 if the source was refused."""
    with time_limit():
        try:
            if isinstance(source, str):
                source = parse_document(source, format)
            count = 0
            for page in islice(render(source, config), most):
                assert len(page.text) == len(page.boxes) == len(page.offsets) and page.image.size
                count += 1
        except ValueError as error:
            assert str(error)
            return 0
    return count


@st.composite
def repeated(draw: st.DrawFn) -> str:
    """Pieces of markup many times over: deep nesting, long lines, wide and long tables."""
    piece = "".join(draw(st.lists(st.sampled_from(MARKUP), min_size=1, max_size=3)))
    count = draw(st.sampled_from([10, 100, 1000, 5000]))
    return draw(texts(max_pieces=2)) + piece * min(count, 20_000 // len(piece)) + draw(texts(max_pieces=2))


SOUP = st.lists(st.sampled_from(MARKUP) | texts(max_pieces=2), max_size=40).map("".join)


@fuzz
@given(SOUP | repeated() | texts(max_pieces=30), st.sampled_from(FORMATS), configs())
def test_any_text_in_any_format(text: str, format: str, config: RenderConfig) -> None:
    draw_or_refuse(text, config, format)


SUFFIXES = (".txt", ".md", ".html", ".jsonl", ".py", ".pdf", ".cpp", "", ".exe")
STARTS = (
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0" * 999,
    bytes(range(256)),
    b"%PDF-1.7\n",
    b"\x89PNG\r\n",
    b"",
)
CONTENT = st.binary(max_size=2000) | SOUP.map(lambda text: text.encode("utf-8", "surrogatepass"))


@fuzz
@given(st.tuples(st.sampled_from(STARTS), CONTENT).map(b"".join), st.sampled_from(SUFFIXES))
def test_any_bytes_in_any_file(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"fuzz{suffix}"
    path.write_bytes(content)
    draw_or_refuse(path, small())


@fuzz
@given(documents(max_blocks=12), configs())
def test_any_document(document: Document, config: RenderConfig) -> None:
    assert draw_or_refuse(document, config) > 0


MEGABYTE = 1_000_000
GIANTS = {
    "letters": "x" * MEGABYTE,
    "words": "word " * (MEGABYTE // 5),
    "blanks": "a" + " " * MEGABYTE + "b",
    "tabs": "a" + "\t" * MEGABYTE + "b",
    "nothing": "\0" * MEGABYTE,
    "line ends": "\n" * (MEGABYTE // 20),
    "odd line ends": "\v\x85\u2028" * (MEGABYTE // 60),
    "carriage returns": "\r" * MEGABYTE,
    "Chinese": "净利润，" * (MEGABYTE // 4),
    "marks": "e" + "\u0301" * (MEGABYTE // 10),
    "different marks": "".join(chr(0x300 + k % 100) + "aeiou"[k % 5] * (k % 3 == 0) for k in range(MEGABYTE // 30)),
    "Arabic": "السلام عليكم " * (MEGABYTE // 500),
    "Hebrew without a blank": "שלום" * (MEGABYTE // 200),
    "joiners": "👨\u200d" * (MEGABYTE // 100),
    "Hangul": "각" * (MEGABYTE // 2),
    "lone surrogates": "\ud800\udfff" * (MEGABYTE // 20),
    "all of Unicode": "".join(map(chr, range(0, 0x110000, 101))),
}


@pytest.mark.parametrize("kind", ["paragraph", "code"])
@pytest.mark.parametrize("name", GIANTS)
def test_giant_lines(name: str, kind: str) -> None:
    text = GIANTS[name]
    document = Document(text, (Block(kind, (Span(text, 0),)),), style="code")  # type: ignore[arg-type]
    config = RenderConfig.from_dict({"page_size": "A4", "font_size_pt": 6.0})
    assert draw_or_refuse(document if kind == "code" else plain_document(text), config, most=10_000) > 0


def table(num_rows: int, num_columns: int, text: str = "1,024", colspan: int = 1) -> Document:
    cells = [
        tuple(Cell((Span(text, 0),), "right", row == 0, colspan) for _ in range(num_columns)) for row in range(num_rows)
    ]
    return Document(text, (Block("table", rows=tuple(cells)),))


@pytest.mark.parametrize(
    "document",
    [
        table(2000, 50),
        table(50, 2000),
        table(1, 20_000),
        table(20_000, 1),
        table(50, 50, colspan=1000),
        table(3, 3, "word " * 20_000),
        table(1500, 0),
        Document("", tuple(Block("heading") for _ in range(20_000))),
        Document("", tuple(Block("list_item", level=10**9, marker="9" * 1000) for _ in range(20))),
        Document("", (Block("image", size=(10**9, 1)), Block("image", size=(1, 10**9)), Block("rule"))),
        Document("ab", tuple(Block("paragraph", (Span("a", 0), Span("", 1), Span("b", 1))) for _ in range(20_000))),
        Document("a", (Block("code", tuple(Span("a", 0, token="name") for _ in range(200_000))),), style="code"),
    ],
    ids=range(12),
)
def test_giant_documents(document: Document) -> None:
    for style in ("document", "code") if len(document.blocks) > 1 else ("web",):
        draw_or_refuse(document, small(style=style, newline_mark="↵" if style == "document" else ""))


NESTED = {
    "quotes": ("markdown", "> ", 3000, "x"),
    "lists": ("markdown", "- ", 3000, "x"),
    "brackets": ("markdown", "[", 20_000, "](x)"),
    "images": ("markdown", "![", 5000, "](x)" * 100),
    "stars": ("markdown", "*a **b ", 5000, ""),
    "backticks": ("markdown", "`", 50_000, "x"),
    "bars": ("markdown", "|", 50_000, "\n|-|"),
    "divs": ("html", "<div>", 20_000, "x"),
    "bold": ("html", "<b>", 20_000, "x"),
    "tables": ("html", "<table><tr><td>", 5000, "x"),
    "list items": ("html", "<ul><li>", 5000, "x"),
    "unclosed": ("html", "<a ", 50_000, ""),
    "attributes": ("html", "<p " + "a=b " * 20_000, 1, ">x"),
    "comments": ("html", "<!--", 20_000, "x"),
    "entities": ("html", "&amp", 50_000, ";"),
    "cells": ("html", "<table>" + "<tr>" + "<td>x" * 20_000, 1, ""),
    "wide cells": ("html", "<table>" + "<tr><td colspan=1000 rowspan=65534>x" * 300, 1, ""),
    "json": ("jsonl", "[", 20_000, ""),
    "json objects": ("jsonl", '{"a":', 20_000, ""),
    "code": ("python", "(", 50_000, ""),
    "strings": ("python", '"', 50_000, ""),
    "f-strings": ("python", 'f"{', 5000, ""),
}


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting(name: str) -> None:
    format, opening, count, inner = NESTED[name]
    draw_or_refuse(opening * count + inner, small(), format)


def test_files_are_read_with_the_same_care(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 100)
    with time_limit():
        try:
            load_document(path)
        except ValueError as error:
            assert "a.txt" in str(error)
