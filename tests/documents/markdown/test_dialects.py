"""Tests of what Markdown files hold beyond CommonMark: notes, HTML, tasks, struck and raised text, front matter."""

from __future__ import annotations

import pytest

from glyph.documents import Document, Span, parse_document
from glyph.documents.model import NO_SOURCE


def markdown(text: str) -> Document:
    return parse_document(text, "markdown")


def looks(text: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.marker, block.text) for block in markdown(text).blocks]


def texts(text: str) -> list[str]:
    return [block.text for block in markdown(text).blocks]


def rows(text: str) -> list[list[str]]:
    (table,) = [block for block in markdown(text).blocks if block.rows]
    return [[cell.text for cell in row] for row in table.rows]


# Notes


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("was 1,234[^1] million.\n\n[^1]: Unaudited.", ["was 1,234 [1] million.", "[1] Unaudited."]),
        ("was 1,234[^1].\n[^1]: Unaudited.", ["was 1,234 [1]."]),
        ("1,234[^n]5\n\n[^n]: KPMG", ["1,234 [n] 5", "[n] KPMG"]),
        ("a ([^1]) b [^1]\n\n[^1]: x", ["a ([1]) b [1]", "[1] x"]),
        ("57[^1][^2]\n\n[^1]: x\n[^2]: See note 7.", ["57 [1] [2]", "[1] x", "[2] See note 7."]),
        ("57[^1]\n\n[^1]: one\n    two\n\n    more *text*\n\nafter", ["57 [1]", "[1] one two", "more text", "after"]),
        ("57[^1]\n\n[^1]: http://a.b/c", ["57 [1]", "[1] http://a.b/c"]),
        ("57[^1]\n\n[^1]:", ["57 [1]", "[1]"]),
        ("57[^1]\n\n[^1]:\n    ```\n    x = 1\n    ```", ["57 [1]", "[1]", "x = 1"]),
        ("57[^9] without a note", ["57 [9] without a note"]),
        ("the set [^a-z] of signs", ["the set [^a-z] of signs"]),
        ("> 57[^1]\n>\n> [^1]: x", ["57 [1]", "[1] x"]),
        ("named [1].\n\n[1]: KPMG", ["named [1].", "[1]: KPMG"]),
        ("named [1].\n\n[1]: Unaudited.", ["named [1].", "[1]: Unaudited."]),
        ("see [a][1].\n\n[1]: notes.html", ["see a."]),
        ("see [a][1].\n\n[1]: /u", ["see a."]),
        ("see [a][1].\n\n[1]: <u>", ["see a."]),
    ],
)
def test_notes_and_their_marks(text: str, painted: list[str]) -> None:
    assert texts(text)[: len(painted)] == painted
    found = "".join("".join(texts(text)).split())
    for word in ("Unaudited.", "KPMG"):
        assert word not in text or word in found


def test_a_note_mark_stands_at_its_label() -> None:
    text = "57[^1]\n\n[^1]: Unaudited."
    mark, note = (block.spans for block in markdown(text).blocks)
    assert [(span.text, span.start) for span in mark] == [("57", 0), (" ", NO_SOURCE), ("[", 2), ("1]", 4)]
    assert [(span.text, span.start) for span in note] == [
        ("[", 8), ("1]", 10), (" ", NO_SOURCE), ("Unaudited.", text.index("U")),
    ]  # fmt: skip


def test_notes_in_tables_and_headings() -> None:
    text = "# Title[^1]\n\n| a[^1] | b |\n|---|---|\n| Revenue | 57[^2] |\n\n[^1]: x y\n[^2]: z"
    assert rows(text) == [["a [1]", "b"], ["Revenue", "57 [2]"]]
    assert texts(text)[0] == "Title [1]"


# Lists


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("1. a\n1. b\n1. c", ["1.", "2.", "3."]),
        ("4. a\n7. b\n9. c", ["4.", "5.", "6."]),
        ("1. a\n1. b\n\n7. c", ["1.", "2.", "3."]),
        ("0. a\n0. b", ["0.", "1."]),
        ("3) a\n3) b\n3. c\n3. d", ["3)", "4)", "3.", "4."]),
        ("1. a\n   1. b\n   1. c\n1. d", ["1.", "1.", "2.", "2."]),
        ("1. a\n\n   more\n\n1. b", ["1.", "", "2."]),
        ("007. a\n1. b", ["7.", "8."]),
        ("1. 1. a\n   1. b", ["1. 1.", "2."]),
        ("> 1. a\n> 1. b", ["1.", "2."]),
        ("1. a\n\n<!-- -->\n\n1. b", ["1.", "1."]),
        ("- 1. a\n  1. b\n- c", ["• 1.", "2.", "•"]),
    ],
)
def test_items_are_numbered_as_commonmark_shows_them(text: str, markers: list[str]) -> None:
    assert [marker for _, marker, _ in looks(text)] == markers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [x] paid\n- [ ] shipped\n- [X] *sent*", [("", "☑ paid"), ("", "☐ shipped"), ("", "☑ sent")]),
        ("1. [ ] one\n2. [x] two", [("1.", "☐ one"), ("2.", "☑ two")]),
        ("- [x](y) link\n- [y] no", [("•", "x link"), ("•", "[y] no")]),
        ("- a\n  - [x] b", [("•", "a"), ("", "☑ b")]),
    ],
)
def test_tasks_have_boxes(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(marker, text) for _, marker, text in looks(text)] == expected
    assert texts("[x] no item") == ["[x] no item"]


def test_a_box_stands_at_its_bracket() -> None:
    assert markdown("- [x] paid").blocks[0].spans == (Span("☑", 2), Span(" paid", 5))


# Struck, raised and lowered text


@pytest.mark.parametrize(
    ("text", "painted", "struck"),
    [
        ("~~80 EUR~~ 65 EUR", "80 EUR 65 EUR", "80 EUR"),
        ("~80 EUR~ 65 EUR", "80 EUR 65 EUR", "80 EUR"),
        ("~~80 **EUR**~~ 65", "80 EUR 65", "80 EUR"),
        ("<del>80 EUR</del> 65", "80 EUR 65", "80 EUR"),
        ("<s>80 *EUR*</s> 65", "80 EUR 65", "80 EUR"),
        ("from ~10 to ~20", "from ~10 to ~20", ""),
        ("about ~5", "about ~5", ""),
    ],
)
def test_struck_text_is_marked(text: str, painted: str, struck: str) -> None:
    (block,) = markdown(text).blocks
    assert block.text == painted
    assert "".join(span.text for span in block.spans if span.strike) == struck


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("1,234^2^ million", "1,234 [2] million"),
        ("4 × 10^6^ litres over 25 m^2^", "4 × 10^6 litres over 25 m²"),
        ("1,234<sup>2</sup>", "1,234 [2]"),
        ("25 m<sup>2</sup> of H<sub>2</sub>O", "25 m² of H2O"),
        ("H~2~O", "H2O"),
        ("1,234~2~", "1,234 [2]"),
        ("1,234<small>2</small>", "1,234 [2]"),
        ("10^6 as typed", "10^6 as typed"),
        ("a ^ b ^ c, x^_^y", "a ^ b ^ c, x^_^y"),
    ],
)
def test_raised_text_is_no_part_of_the_number(text: str, painted: str) -> None:
    assert texts(text) == [painted]
    assert rows(f"| a | b |\n|---|---|\n| x | {text} |")[1][1] == painted


# HTML


def test_html_in_a_line() -> None:
    text = "A <b>bold</b> and <i>slanted *word*</i>, <code>x</code>, <a href=u>link</a>;<br>on <!-- no --><kbd>K</kbd>"
    (block,) = markdown(text).blocks
    assert block.text == "A bold and slanted word, x, link;\non K"
    by_text = {span.text: span for span in block.spans}
    assert by_text["bold"].bold and by_text["slanted "].italic and by_text["word"].italic
    assert by_text["x"].mono and by_text["link"].link and by_text["K"].mono
    assert by_text["\n"].start == text.index("<br>")


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("a List<String> of T<V>", "a List<String> of T<V>"),
        ("x < y > z", "x < y > z"),
        ("a <!-- secret --> b", "a  b"),
        ("a <span hidden>secret</span>b", "a b"),
        ("a <span style='display:none'>secret <b>x</b></span>b", "a b"),
        ("a <script>secret()</script>b", "a b"),
        ("pic <img src=x alt='A &amp; B' width=90> end", "pic A & B end"),
        ("<input type=checkbox checked> done", "☑ done"),
        ("10&nbsp;000 <b>EUR</b>", "10\xa0000 EUR"),
        ("one<p>two", "one\ntwo"),
        ("a</b> b", "a b"),
        ("<br>a", "a"),
    ],
)
def test_tags_are_read_and_what_is_no_tag_is_text(text: str, painted: str) -> None:
    assert "".join(texts(text)).strip() == painted


def test_html_in_cells() -> None:
    text = "| Item | Detail |\n|---|---|\n| Office | Main St 5<br>Third floor |\n| Cost | <b>10</b> <!-- x -->EUR |"
    assert rows(text)[1:] == [["Office", "Main St 5\nThird floor"], ["Cost", "10 EUR"]]


TABLE = "<table>\n<tr><th>Year</th><th>Revenue</th></tr>\n{}<tr><td>2023</td><td>945</td></tr>\n</table>"


@pytest.mark.parametrize("between", ["", "\n", "<!-- x -->\n", "\n  \n", "<tbody>\n\n"])
@pytest.mark.parametrize("before", ["", "# Report\n\n", "text\n\n"])
def test_a_table_in_html(before: str, between: str) -> None:
    text = before + TABLE.format(between) + "\n\nafter *all*"
    assert rows(text) == [["Year", "Revenue"], ["2023", "945"]]
    assert texts(text)[-1] == "after all"
    cell = next(block for block in markdown(text).blocks if block.rows).rows[1][1]
    assert cell.spans == (Span("945", text.index("945")),)


def test_html_within_quotes_and_lists() -> None:
    quoted = "".join(f"> {line}\n" for line in TABLE.format("").split("\n"))
    assert rows(quoted) == [["Year", "Revenue"], ["2023", "945"]]
    assert looks("- <div>one</div>\n- two") == [("list_item", "•", "one"), ("list_item", "•", "two")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- secret -->\n\na", [("paragraph", "", "a")]),
        ("<!-- secret\n\nstill -->\na", [("paragraph", "", "a")]),
        ("<!-- never closed\n\na", [("paragraph", "", "<!-- never closed\n\na")]),
        (
            "<details><summary>More</summary>\n\nHidden *text*.\n\n</details>\n\nb",
            [("paragraph", "", "More"), ("paragraph", "", "Hidden text."), ("paragraph", "", "b")],
        ),
        ('<div align="center">\n\n# Title\n\n</div>', [("heading", "", "Title")]),
        ("<h2>Head</h2>\n\n<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>", [
            ("heading", "", "Head"), ("list_item", "•", "a"), ("list_item", "•", "b"),
        ]),
        ("<ol>\n<li>a</li>\n\n<li>b</li>\n</ol>", [("list_item", "1.", "a"), ("list_item", "2.", "b")]),
        ("<table>\n<tr><td>\n\n```\nx = 1\n```\n\n</td></tr>\n</table>", [("code", "", "x = 1")]),
        ("<pre>\na  b\n\nc</pre>", [("code", "", "a  b\n\nc")]),
        ("<script>\nsecret()\n</script>\n\na", [("paragraph", "", "a")]),
        ("<img alt=Logo src=x>\n", [("image", "", "Logo")]),
        ("<hr>\n", [("rule", "", "")]),
    ],
)  # fmt: skip
def test_blocks_of_html(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert looks(text) == expected


# Front matter


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("---\ntitle: Report\ntags: [a, b]\n---\n", "title: Report\ntags: [a, b]"),
        ("---\r\ntitle: Report\r\n---\r\n", "title: Report"),
        ("---\ntitle: Report\nlist:\n  - a\n  - b: 1\n# note\n...\n", "title: Report\nlist:\n  - a\n  - b: 1\n# note"),
        ('+++\ntitle = "Report"\n[extra]\nx = 1\n+++\n', 'title = "Report"\n[extra]\nx = 1'),
        ("\ufeff---\ntitle: Report\n---\n", "title: Report"),
        ("---\nsummary: >\n  Two lines\n  of prose.\n---\n", "summary: >\n  Two lines\n  of prose."),
    ],
)
def test_front_matter_is_code(front: str, shown: str) -> None:
    text = front + "\n# Results\n\nRevenue was 12."
    document = markdown(text)
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("code", shown), ("heading", "Results"), ("paragraph", "Revenue was 12."),
    ]  # fmt: skip
    for block in document.blocks:
        for span in block.spans:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n\ntext", [("rule", "", ""), ("paragraph", "", "text")]),
        ("---\nSome prose, no field.\n---\n", [("rule", "", ""), ("heading", "", "Some prose, no field.")]),
        ("a\n\n---\ntitle: x\n---\n", [("paragraph", "", "a"), ("rule", "", ""), ("heading", "", "title: x")]),
        ("---\n---\n", [("rule", "", ""), ("rule", "", "")]),
    ],
)  # fmt: skip
def test_a_rule_is_no_front_matter(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert looks(text) == expected
