"""Tests of glyph.documents.markdown.

Every span reads ``source[start:end] == text``, but for three kinds of one-character spans, whose text
differs from the source: a soft line break is " " at the newline, a character of an entity ("&amp;")
stands at its "&", and a lone carriage return that ends a line is "\\n"; and for what HTML or a mark of its own adds.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from glyph.documents import Block, Document, Span, parse_document
from glyph.documents.model import NO_SOURCE

PIECES = [
    "word", "数据", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "# ", "## x ##", "- ", "1. ",
    "10) ", "> ", "* ", "+ ",
    "**", "*", "_", "`", "``", "```",
    "~~~", "|", "\\|", "|-|-|", "| a | b |\n|:-:|--:|\n", "\\", "\\*", "&amp;",
    "&#35;",
    "&bad;", "&nbsp;", "[", "](", "]", ")", "![",
    "[a]: /u\n\n", "[a]", "[x][a]", "<http://a.b>", "<b>", "</b>",
    "<div>\n",
    "<!--", "-->",
    "---\n", "===\n", "***\n", "^2^", "~2~", "[^1]", "[^1]: note\n", "- [x] ", "<br>",
    "<table>\n<tr><td>", "</table>\n",
    "<sup>", "</sup>", "<!-- c -->", "<img alt='A&B'>", "\0", "\u3000", "\x0c", "\x1c", "\x85",
    "\u2028", "\ufffd", "a@b.c", '"t"', "#",
]  # fmt: skip


def markdown(text: str) -> Document:
    return parse_document(text, "markdown")


def check_spans(document: Document) -> None:
    for block in document.blocks:
        for span in block.all_spans():
            assert span.text
            if span.start == NO_SOURCE or span.text.startswith("‹U+"):
                continue
            found = document.source[span.start : span.end]
            if found != span.text:
                assert len(span.text) == 1
                is_blank = span.text in " \n" and found in "\r\n<\t\x0c"
                assert found == "&" or is_blank or span.text + found in ("☐[", "☑[", "²2"), (span, found)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("\x0c\n> \x0c\n> x")
@example("- a\n\tb\n\n\t\tcode\n")
@example("1. 1. 1.|x\n  -|-\n  1. |1.|x")
@example("> ```\n> a\0\n> \tb\n> ```")
@example("a `` ` x`` `b\nc` d")
def test_every_span_stands_where_it_says(text: str) -> None:
    document = markdown(text)
    assert document.source == text
    check_spans(document)


@given(st.text(max_size=200))
def test_any_text_parses(text: str) -> None:
    check_spans(markdown(text))


@given(st.lists(st.from_regex(r"[a-z0-9,.]{1,8}( [a-z0-9,.]{1,8}){0,3}", fullmatch=True), min_size=1, max_size=6))
def test_prose_is_painted_in_full(words: list[str]) -> None:
    paragraphs = [f"x{word}" for word in words]
    blocks = markdown("\n\n".join(paragraphs)).blocks
    assert [block.text for block in blocks] == paragraphs
    assert all(len(block.spans) == 1 for block in blocks)


def look(block: Block) -> tuple[str, str, int, str]:
    return block.kind, block.text, block.level, block.marker


def test_reads_every_kind_of_block() -> None:
    text = """# Title #

Setext *em*
two
===

A [link **bold**](http://x "t") and ![alt *text*](i.png) with <http://a.b> `co  de` and **b _bi_**.

- one
  - nested

  more
3) three
- # head

> quoted
lazy
> > deep

```py
x = 1

  y
```

    indented

<div>
raw & html</div>

***
"""
    document = markdown(text)
    check_spans(document)
    assert [look(block) for block in document.blocks] == [
        ("heading", "Title", 1, ""),
        ("heading", "Setext em two", 1, ""),
        ("paragraph", "A link bold and alt text with http://a.b co  de and b bi.", 0, ""),
        ("list_item", "one", 1, "•"),
        ("list_item", "nested", 2, "•"),
        ("list_item", "more", 1, ""),
        ("list_item", "three", 1, "3)"),
        ("list_item", "head", 1, "•"),
        ("quote", "quoted lazy", 1, ""),
        ("quote", "deep", 2, ""),
        ("code", "x = 1\n\n  y", 0, ""),
        ("code", "indented", 0, ""),
        ("paragraph", "raw & html", 0, ""),
        ("rule", "", 0, ""),
    ]
    bold = [span.text for span in document.blocks[2].spans if span.bold]
    assert bold == ["bold", "b ", "bi"]
    assert [span.text for span in document.blocks[2].spans if span.italic] == ["text", "bi"]


def test_reads_a_table() -> None:
    text = "> | Item | 2023 | `x\\|y` |\n> |---|--:|:-:|\n> | **Net** profit | 1,024 |\n> a &lt; b | c \\| d | |\n"
    table = markdown(text).blocks[0]
    check_spans(markdown(text))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Item", "2023", "x|y"],
        ["Net profit", "1,024", ""],
        ["a < b", "c | d", ""],
    ]
    assert [cell.align for cell in table.rows[1]] == ["left", "right", "center"]
    assert [[cell.header for cell in row] for row in table.rows] == [[True] * 3, [False] * 3, [False] * 3]
    assert table.rows[1][0].spans[0] == Span("Net", text.index("Net"), bold=True)


def test_repeated_words_are_told_apart() -> None:
    text = "[same](same) same `same` \\*same\\* &amp; same"
    (block,) = markdown(text).blocks
    starts = [span.start + span.text.index("same") for span in block.spans if "same" in span.text]
    assert starts == [1, 13, 19, 27, text.rindex("same")]
    assert block.text == "same same same *same* & same"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a\nb", [("a", 0), (" ", 1), ("b", 2)]),
        ("a\r\nb", [("a", 0), (" ", 2), ("b", 3)]),
        ("a  \n b", [("a", 0), ("\n", 3), ("b", 5)]),
        ("a\\\nb", [("a", 0), ("\nb", 2)]),
        ("a&lt;b", [("a", 0), ("<", 1), ("b", 5)]),
        ("a\\*b", [("a", 0), ("*b", 2)]),
        ("snake_case_name 2*3", [("snake_case_name 2*3", 0)]),
    ],
)
def test_splits_spans_where_the_source_differs(text: str, spans: list[tuple[str, int]]) -> None:
    painted = [(span.text, span.start) for span in markdown(text).blocks[0].spans]
    assert painted == spans or [(t, s) for t, s in painted if t != "\n"] == spans


def test_crlf_gives_the_same_text() -> None:
    text = "# T\n\n- a\n  b\n\n```\nx\ny\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert markdown(text).text() == markdown(text.replace("\n", "\r\n")).text()
    check_spans(markdown(text.replace("\n", "\r\n")))


def test_time_grows_with_length() -> None:
    text = "Some *words* of `text` & more [link](x)\n" * 3000
    started = time.perf_counter()
    markdown(text)
    assert time.perf_counter() - started < 10


def _reference_text(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.children:
            parts.append(_reference_text(token.children))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type != "image":
            parts.append(token.content)
    return "".join(parts)


ADDED = (
    "\0",
    "<b",
    "</",
    "<d",
    "<!",
    "-->",
    "<t",
    "<s",
    "<i",
    "^",
    "~2",
    "[^",
    "- [x",
)  # what CommonMark lacks, and HTML
PROSE_PIECES = [piece for piece in PIECES if not piece.startswith(ADDED)]


@given(st.lists(st.sampled_from(PROSE_PIECES), max_size=30).map("".join))
def test_paints_what_markdown_it_reads(text: str) -> None:
    blocks = markdown(text).blocks
    painted = "".join("".join(block.text.split()) for block in blocks)
    reference = _reference_text(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    assert painted == "".join(reference.split())
