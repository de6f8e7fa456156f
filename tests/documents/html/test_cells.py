"""Tests of what stands in the cells of HTML tables (glyph.documents.html.tables)."""

from __future__ import annotations

import pytest

from glyph.documents.html.parser import parse_html
from glyph.documents.model import Block

RICH_CELLS = [
    "<h3>Team</h3>", "<p>Team</p>", "<div><div>Team</div></div>", "<ul><li>Team</ul>", "<pre>Team</pre>",
    "<input type=text value=Team>", "<button>Team</button>", "<select><option>Solo<option selected>Team</select>",
    "<textarea>Team</textarea>", "<img alt=Team width=90 height=90>", "<blockquote>Team</blockquote>",
    "<svg width=90 height=90><title>Team</title></svg>", "<details><summary>Team</summary></details>",
]  # fmt: skip
TWO_BLOCKS = [
    "<p>Team</p><p>(five)</p>", "<div>Team</div><div>(five)</div>", "<h4>Team</h4>(five)", "Team<ul><li>(five)</ul>",
    "<img alt=Team width=90> (five)", "Team <button>(five)</button>", "Team<br>(five)", "<p>Team<pre>(five)</pre>",
]  # fmt: skip


def tables(html: str) -> list[Block]:
    blocks = parse_html(html).blocks
    assert {block.kind for block in blocks} <= {"table"}, [(block.kind, block.text) for block in blocks]
    return list(blocks)


def rows(html: str) -> list[list[str]]:
    (table,) = tables(html)
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("header", ["td", "th"])
@pytest.mark.parametrize("cell", RICH_CELLS)
def test_a_cell_of_any_kind_stays_in_its_table(cell: str, header: str) -> None:
    head = f"<tr><{header}>Plan<{header}>Price<{header}>Users</tr>"
    html = f"<table>{head}<tr><td>{cell}<td>49 EUR<td>12<tr><td>Firm<td>199 EUR<td>250</table>"
    found = rows(html)
    assert found[0] == ["Plan", "Price", "Users"] and found[2] == ["Firm", "199 EUR", "250"]
    assert found[1][0].lstrip("• ") == "Team" and found[1][1:] == ["49 EUR", "12"]


@pytest.mark.parametrize("header", ["td", "th"])
@pytest.mark.parametrize("cell", TWO_BLOCKS)
def test_a_cell_of_two_blocks_holds_both(cell: str, header: str) -> None:
    head = f"<tr><{header}>Segment<{header}>2023<{header}>2022</tr>"
    html = f"<table>{head}<tr><td>{cell}<td>1,204<td>987<tr><td>Wholesale<td>345<td>402</table>"
    found = rows(html)
    assert found[1][0].replace("• ", "").split() == ["Team", "(five)"]
    assert [row[1:] for row in found] == [["2023", "2022"], ["1,204", "987"], ["345", "402"]]


def test_every_row_may_hold_a_heading_or_a_field() -> None:
    names = ["Basic", "Team", "Firm"]
    body = "".join(f"<tr><td><h3>{name}</h3><td>{k} EUR<td><input value={k}>" for k, name in enumerate(names))
    assert rows(f"<table><tr><th>Plan<th>Price<th>Users{body}</table>")[1:] == [
        [name, f"{k} EUR", str(k)] for k, name in enumerate(names)
    ]


def test_headings_are_bold_and_code_is_in_fixed_pitch_within_a_cell() -> None:
    (table,) = tables("<table><tr><th>a<th>b<tr><td><h3>Head</h3>text<td><pre>x = 1</pre></table>")
    head, break_, text = table.rows[1][0].spans
    assert (head.text, head.bold, break_.text, text.text, text.bold) == ("Head", True, "\n", "text", False)
    assert table.rows[1][1].spans[0].mono


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td colspan=2><h1>Site</h1><tr><td><ul><li>One<li>Two</ul><td><h2>News</h2><p>a<p>b</table>",
        "<table><tr><td>menu<td><table><tr><td>a<td>b<tr><td>c<td>d</table><tr><td>x<td>y</table>",
        "<table><tr><td>Name<td><input><tr><td>Age<td><input><tr><td colspan=2><button>Send</button></table>",
        f"<table><tr><td>side<td>{'<p>A paragraph of much more text than a cell of figures would hold, ever.' * 12}"
        "<tr><td>foot<td>end</table>",
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
    ],
)
def test_a_page_laid_out_by_a_table_is_none(html: str) -> None:
    blocks = parse_html(html).blocks
    assert any(block.kind != "table" for block in blocks)
    assert all(len(block.text) < 200 for block in blocks)


def test_the_lines_of_a_cell_do_not_part_the_rows_of_the_text() -> None:
    html = "<table><tr><th>a<th>b<tr><td><p>Retail<p>(online)<td>1,204</table>"
    assert parse_html(html).text() == "a\tb\nRetail (online)\t1,204"
