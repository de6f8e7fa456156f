"""Tests of tables in plain text (glyph.documents.columns, glyph.documents.plain)."""

from __future__ import annotations

import time

import pytest

from glyph.documents import Block, Document, parse_document
from glyph.documents.model import NO_SOURCE

STATEMENT = """STATEMENT OF OPERATIONS

(in millions)              2023      2022      2021
Revenue                   1,204       987       870
Cost of sales              (810)     (702)     (655)
Research                                43        12
Other income                 15                   9
Net income                  409       242       203
"""
ROWS = [
    ["(in millions)", "2023", "2022", "2021"],
    ["Revenue", "1,204", "987", "870"],
    ["Cost of sales", "(810)", "(702)", "(655)"],
    ["Research", "", "43", "12"],
    ["Other income", "15", "", "9"],
    ["Net income", "409", "242", "203"],
]


def plain(text: str) -> Document:
    document = parse_document(text, "text")
    for block in document.blocks:
        for span in block.all_spans():
            assert span.start == NO_SOURCE or text[span.start : span.end] == span.text
    return document


def kinds(text: str) -> list[str]:
    return [block.kind for block in plain(text).blocks]


def cells(block: Block) -> list[list[str]]:
    return [[cell.text.replace("\u00a0", " ") for cell in row] for row in block.rows]


def table(text: str) -> list[list[str]]:
    (found,) = [block for block in plain(text).blocks if block.kind == "table"]
    return cells(found)


def tabbed(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        STATEMENT,
        STATEMENT.replace("\n", "\r\n"),
        STATEMENT.replace("OPERATIONS\n\n", "OPERATIONS\n"),
        STATEMENT.replace("2021\n", "2021\n\n"),
        STATEMENT.replace("2021\n", "2021\n" + " " * 24 + "------    ------    ------\n"),
        STATEMENT.replace("Net", "              ======    ======    ======\nNet"),
        STATEMENT + "\nThe statement is unaudited.  It was made in May.",
        "Some prose before the table, of one line.\n\n" + STATEMENT,
        "\n".join("    " + line for line in STATEMENT.split("\n")),
        STATEMENT.replace(" ", "\u00a0"),
        "STATEMENT\n\n" + tabbed(ROWS),
        tabbed(ROWS).replace("\n", "\r\n"),
        tabbed([[*row[:1], "", *row[1:]] for row in ROWS]),
    ],
)
def test_a_statement_keeps_its_columns(text: str) -> None:
    assert table(text) == ROWS


def test_figures_stand_right_and_their_heads_are_headers() -> None:
    found = plain(STATEMENT).blocks[1]
    assert [cell.align for cell in found.rows[3]] == ["left", "right", "right", "right"]
    assert [row[0].header for row in found.rows] == [True, False, False, False, False, False]
    assert found.rows[4][1].spans[0].start == STATEMENT.index("15  ")


def test_heads_over_several_columns() -> None:
    text = """                           Three months ended      Six months ended
                                June 30                June 30
                            2023      2022          2023      2022
Revenue                    1,204       987         2,204     1,987
Cost of sales               (810)     (702)       (1,810)   (1,702)
Other                          9                              3
"""
    found = plain(text).blocks[0]
    assert [[(cell.text, cell.colspan) for cell in row] for row in found.rows[:2]] == [
        [("", 1), ("Three months ended", 2), ("Six months ended", 2)],
        [("", 1), ("June 30", 2), ("June 30", 2)],
    ]
    assert cells(found)[2:] == [
        ["", "2023", "2022", "2023", "2022"],
        ["Revenue", "1,204", "987", "2,204", "1,987"],
        ["Cost of sales", "(810)", "(702)", "(1,810)", "(1,702)"],
        ["Other", "9", "", "", "3"],
    ]


def test_labels_within_a_table() -> None:
    text = """                     2023      2022
ASSETS
Cash                   12        34

LIABILITIES

Loans                  56        78
A label that is longer than its column is wide
Debt                    9
"""
    assert table(text) == [
        ["", "2023", "2022"],
        ["ASSETS", "", ""],
        ["Cash", "12", "34"],
        ["LIABILITIES", "", ""],
        ["Loans", "56", "78"],
        ["A label that is longer than its column is wide"],
        ["Debt", "9", ""],
    ]


def test_chinese_takes_two_columns() -> None:
    text = """项目              2023年    2022年
营业收入           1,204       987
其他收入              15
研发费用                        43
"""
    assert table(text) == [
        ["项目", "2023年", "2022年"],
        ["营业收入", "1,204", "987"],
        ["其他收入", "15", ""],
        ["研发费用", "", "43"],
    ]
    assert table("项目　　　金额\n收入　　　1,204\n成本　　　810") == [
        ["项目", "金额"],
        ["收入", "1,204"],
        ["成本", "810"],
    ]


def test_tabs_that_line_up() -> None:
    assert table("Item\t\t2023\t2022\nRevenue\t\t1,204\t987\nCost of sales\t(810)\t(702)\nResearch\t\t\t43") == [
        ["Item", "2023", "2022"], ["Revenue", "1,204", "987"], ["Cost of sales", "(810)", "(702)"],
        ["Research", "", "43"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "It ended.  Then it began.  So\nit was.  And more of it.  Thus.",
        "1.  First of a list\n2.  Second\n3.  Third",
        "(a)  First of a list\n(b)  Second",
        "-  one\n-  two\n-  three",
        "one line  with a gap",
        "The quick  brown fox jumps\nover the lazy dog   and runs\naway from all of it, so  there",
        "\tan indented line\n\tand another\n\t\tdeeper",
        "    indented\n    prose of\n    three lines",
        "trailing  \nblanks  \nat line ends  ",
        "a\n\nb  c\n\nd",
    ],
)
def test_prose_and_lists_stay_paragraphs(text: str) -> None:
    assert set(kinds(text)) == {"paragraph"}
    assert "\n\n".join(block.text for block in plain(text).blocks).split() == text.split()


def test_gaps_that_stand_in_no_columns_are_kept_in_a_fixed_pitch() -> None:
    text = "  +-+      one     two\n  | |   ->    three\n  +-+        four        six\n      seven          eight  nine"
    (block,) = plain(text).blocks
    assert (block.kind, block.text) == ("code", text)


def test_tables_of_a_long_text_are_found_fast() -> None:
    started = time.perf_counter()
    document = plain((STATEMENT + "\nSome prose.  Of two sentences.\n\n") * 500)
    assert sum(block.kind == "table" for block in document.blocks) == 500
    plain("a  " * 50_000 + "\n" + "-" * 100_000 + "x\n" + "b  " * 50_000)
    plain("Key:   value of it\n" * 20_000)
    assert time.perf_counter() - started < 8


def test_tables_in_json_lines_stand_in_the_json() -> None:
    source = '{"text": "Item    2023\\nCash      12\\n\\u00c9tat      7"}'
    (block,) = parse_document(source, "jsonl").blocks
    assert cells(block) == [["Item", "2023"], ["Cash", "12"], ["État", "7"]]
    assert source[block.rows[1][1].spans[0].start :].startswith("12")
