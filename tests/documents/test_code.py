"""Tests of glyph.documents.code."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pygments.lexer import Lexer
from pygments.token import Keyword

from glyph.documents import Document, code, parse_document
from glyph.documents.code import find_lexer, highlight, is_code_file, parse_code
from glyph.documents.model import Token
from glyph.render import RenderConfig, render

LANGUAGES = [
    "python", "c", "c++", "java", "javascript", "typescript", "html", "css", "sql", "bash", "rust", "go", "json",
    "yaml", "xml", "php", "ruby", "perl", "latex", "diff", "make", "docker", "console", "pycon", "markdown", "rst",
    "csharp", "swift", "kotlin", "haskell", "lua", "r", "matlab", "toml", "ini", "django", "vim", "powershell",
]  # fmt: skip
PIECES = [
    "def f(x):", "class A {", "return", "if", "'", '"', '"""', "`", "/*", "*/", "//", "#", "<!--", "<a b='c'>", "</a>",
    "{%", "%}", "{{", "${x}", "0x1F", "1e5", "数据", "\U0001d11e", "é", "\0", "\t", "    ", "\n", "\r\n", "\r", "\n\n",
    "$ ls", ">>> 1", "\\", "(", ")", "[", "]", ";", "@", "%", "=", "->", "\f", "\x85", "\u2028", "\ufeff",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def classes(document: Document) -> dict[str, Token]:
    return {span.text.strip(): span.token for block in document.blocks for span in block.spans}


@given(TEXT, st.sampled_from(LANGUAGES))
@example("\r\n", "python")
@example("x\r\n\r\r\n'", "python")
def test_ranges_cover_the_text(text: str, language: str) -> None:
    ranges = highlight(text, language)
    assert [start for start, _, _ in ranges] == [0, *(end for _, end, _ in ranges)][: len(ranges)]
    assert (ranges[-1][1] if ranges else 0) == len(text)
    assert all(start < end for start, end, _ in ranges)
    assert all(a[2] != b[2] for a, b in pairwise(ranges))


@given(TEXT, st.sampled_from(LANGUAGES))
def test_one_block_holds_the_source(text: str, language: str) -> None:
    document = parse_code(text, "n", language)
    assert (document.source, document.name, document.style) == (text, "n", "code")
    assert [block.kind for block in document.blocks] == ["code"] * bool(text)
    spans = [span for block in document.blocks for span in block.spans]
    is_mark = [re.fullmatch(r"‹U\+[0-9A-F]{4,6}›", span.text) is not None for span in spans]
    written = (text[span.start] if mark else span.text for span, mark in zip(spans, is_mark, strict=True))
    assert "".join(written) == text
    assert all(mark or text[span.start : span.end] == span.text for span, mark in zip(spans, is_mark, strict=True))


@given(TEXT, st.sampled_from(["python", "c", "javascript"]))
def test_carriage_returns_change_no_class(text: str, language: str) -> None:
    text = text.replace("\r", "")
    for line_end in ("\r\n", "\r"):
        other = text.replace("\n", line_end)
        expected = [token for start, end, token in highlight(text, language) for _ in range(start, end)]
        found = [token for start, end, token in highlight(other, language) for _ in range(start, end)]
        if line_end == "\r\n":
            found = [token for token, char in zip(found, other, strict=True) if char != "\r"]
        assert found == expected


def test_classes_of_python() -> None:
    text = "@dec\nclass A(Error):\n\tdef f(self, x) -> int:  # note\n\t\treturn 1.5 + 'x' if x is None else ?\n"
    found = classes(parse_code(text, "a.py"))
    expected: dict[str, Token] = {
        "@dec": "name", "class": "keyword", "A": "name", "def": "keyword", "f": "name", "->": "operator",
        "# note": "comment", "1.5": "number", "'x'": "string", "is": "keyword", "None": "keyword", "?": "error",
    }  # fmt: skip
    assert {word: found.get(word) for word in expected} == expected


def test_classes_of_c() -> None:
    found = classes(parse_code("#include <a.h>\nstatic int f(char *s) { return 0; } /* c */", "a.c"))
    assert (found["int"], found["f"], found["static"], found["/* c */"]) == ("type", "name", "keyword", "comment")
    assert (found["#include"], found["<a.h>"]) == ("keyword", "string")


@pytest.mark.parametrize(
    ("name", "is_code"),
    [("a.py", True), ("a.RS", False), ("Makefile", True), ("Dockerfile", True), ("a.docx", False), ("", False)],
)
def test_file_names_of_code(name: str, is_code: bool) -> None:
    assert is_code_file(name) == is_code


def test_the_language_is_given_or_told_or_guessed() -> None:
    assert classes(parse_code("SELECT x", "a.py", "sql"))["SELECT"] == "keyword"
    assert classes(parse_code("#!/bin/bash\nif true; then echo; fi\n"))["if"] == "keyword"
    assert classes(parse_code("if this is prose, nothing is coloured")) == {"if this is prose, nothing is coloured": ""}
    with pytest.raises(ValueError, match="language='nope' is unknown"):
        parse_code("x", "a.py", "nope")
    assert highlight("if x", "nope") == [(0, 4, "")]
    assert highlight("", "python") == []


def test_only_so_much_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code, "MAX_LINE_CHARS", 20)
    assert highlight("if 1:\n  2\n#" + "x" * 20 + "\nif 1:\n", "python")[-1] == (9, 38, "")
    monkeypatch.setattr(code, "MAX_HIGHLIGHTED_CHARS", 30)
    ranges = highlight("if 1: pass\n" * 10, "python")
    assert ranges[-1] == (21, 110, "") and {token for start, _, token in ranges if start < 21} > {"keyword", "number"}


def test_a_slow_lexer_is_stopped(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(code, "MAX_SECONDS", 0.05)
    start = time.thread_time()
    ranges = highlight("def f(): pass\n" * 30_000, "python")
    assert time.thread_time() - start < 5
    assert ranges[0][2] == "keyword" and ranges[-1][1] - ranges[-1][0] > 1000
    assert "Python is too slow: code is not coloured from character" in caplog.text


def test_a_failing_lexer_leaves_the_rest_plain(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Lexer):
        name = "Broken"

        def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
            yield 0, Keyword, "ab"
            yield 1, Keyword, "bc"  # again
            yield 2, Keyword, "xx"  # not what stands there
            raise IndexError("oh")

    monkeypatch.setattr(code, "find_lexer", lambda _: Broken())
    assert highlight("abcd", "broken") == [(0, 2, "keyword"), (2, 4, "")]
    assert "Broken failed: code is not coloured from character 2 on: IndexError('oh')" in caplog.text


def test_unclosed_comments_take_no_quadratic_time() -> None:
    start = time.thread_time()
    text = ("/*" * 2_000 + "\n") * 20
    assert highlight(text, "javascript")[-1][1] == len(text)
    assert time.thread_time() - start < 5


def test_lexers_add_and_strip_nothing() -> None:
    lexer = find_lexer("python")
    assert lexer is not None and not lexer.stripnl and not lexer.ensurenl


@pytest.mark.parametrize(
    "char", "\u202e\u2066\u2069\u202a\u200b\u200e\u2060\u00ad\u3164\uffa0\u115f\x00\x08\x1b\x7f\x9b\U000e0041\ufe01"
)
def test_what_no_one_sees_is_marked(char: str) -> None:
    text = f'if user != "admin{char}":  # ok'
    mark = f"‹U+{ord(char):04X}›"
    markdown = f"```python\n{text}\n```"
    for source, document in (
        (text, parse_code(text, "", "python")),
        (markdown, parse_document(markdown, "markdown")),
    ):
        (block,) = document.blocks
        assert block.text == text.replace(char, mark)
        (span,) = [span for span in block.spans if span.text == mark]
        assert source[span.start] == char and span.token == "error"


@pytest.mark.parametrize(
    "text", ["x = '👨\u200d👩 ♥\ufe0f न्\u200dय'", "\ufeffx = 1", "a\tb\r\n\fc\x85d\u2028e", "é = 'ü\u00a0中'"]
)
def test_what_belongs_to_the_text_is_not(text: str) -> None:
    assert parse_code(text, "", "python").blocks[0].text == text


def test_a_joiner_among_letters_of_ascii_is_marked() -> None:
    assert "‹U+200D›" in parse_code("pass\u200dword = 1", "", "python").blocks[0].text


def test_the_order_of_marked_code_is_that_of_the_source() -> None:
    text = 'if user != "admin\u202e \u2066# check\u2069 \u2066":'
    (page,) = render(parse_code(text, "", "python"), RenderConfig.preset("medium", page_width_pt=900.0))
    written = parse_code(text, "", "python").blocks[0].text
    assert page.text.removeprefix("1") == "".join(written.split())
    assert (np.diff(page.boxes[1:, 0]) > 0).all()
