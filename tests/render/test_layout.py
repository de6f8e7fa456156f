"""Layout: rows in reading order, indents, columns and pages."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Block, Cell, Document, DocumentBuilder, Span
from glyph.render import NO_SOURCE, RenderConfig
from glyph.render.layout import PlacedRow, layout, styled

CONFIG = RenderConfig(page_width_px=200, page_height_px=120, margin_px=10, font_size_px=10.0)


def paragraphs(*texts: str) -> Document:
    builder = DocumentBuilder()
    for text in texts:
        builder.paragraph(text)
    return builder.build()


def rows_of(document: Document, config: RenderConfig = CONFIG) -> list[PlacedRow]:
    return [placed for page in layout(document, config) for placed in page]


def row_text(placed: PlacedRow) -> str:
    return "|".join(piece.styled.text for piece in placed.row.pieces)


def spans(text: str, bold: bool = False) -> tuple[Span, ...]:
    return (Span(text, 0, bold=bold),)


@given(st.lists(st.text(st.sampled_from("abc 中文，. \n"), max_size=80), max_size=8), st.sampled_from([1.0, 1.5]))
def test_rows_stay_on_their_page_and_do_not_overlap(texts: list[str], line_height: float) -> None:
    config = CONFIG.replace(line_height=line_height)
    pages = list(layout(paragraphs(*texts), config))
    assert len(pages) >= 1
    for page in pages:
        assert not page or page[0].y == config.margin_px
        for above, below in pairwise(page):
            assert above.y + above.row.height_px <= below.y + 1e-6
        for placed in page:
            assert placed.y + placed.row.height_px <= config.page_height_px - config.margin_px + 1e-6
    for page, after in pairwise(pages):  # full: the next row would not fit
        first = after[0].row
        assert page[-1].y + page[-1].row.height_px + first.space_above_px + first.height_px > 110


def test_a_row_higher_than_the_page_stands_alone() -> None:
    builder = DocumentBuilder()
    builder.heading("A")
    builder.paragraph("b")
    config = RenderConfig(page_width_px=64, page_height_px=32, margin_px=0, font_size_px=16, line_height=3.0)
    assert [[row_text(placed) for placed in page] for page in layout(builder.build(), config)] == [["A"], ["b"]]


def test_empty_document_is_one_empty_page() -> None:
    assert list(layout(Document("", ()), CONFIG)) == [[]]


def test_headings_are_larger_and_bold() -> None:
    builder = DocumentBuilder()
    for level in (1, 2, 3, 4):
        builder.heading("Title", level)
    builder.paragraph("Title")
    rows = rows_of(builder.build())
    assert [placed.row.size_px for placed in rows] == pytest.approx([14, 12, 11, 10, 10])
    assert [placed.row.height_px for placed in rows] == pytest.approx([16.8, 14.4, 13.2, 12, 12])
    assert [bool(placed.row.pieces[0].styled.bold.all()) for placed in rows] == [True] * 4 + [False]


def test_paragraph_spacing_parts_blocks_but_opens_no_page() -> None:
    rows = rows_of(paragraphs("a\nb", "c"), CONFIG.replace(paragraph_spacing=0.5))
    assert [placed.y for placed in rows] == pytest.approx([10, 22, 40])
    tops = [page[0].y for page in layout(paragraphs(*"abcdefghijkl"), CONFIG)]
    assert len(tops) > 1 and set(tops) == {10.0}


def test_lists_hang_their_markers() -> None:
    builder = DocumentBuilder()
    builder.list_item("one two three four five six seven eight nine ten", marker="10.")
    builder.list_item("deep", level=2)
    rows = rows_of(builder.build())
    marker, text = rows[0].row.pieces
    assert marker.styled.text == "10." and set(marker.styled.offsets) == {NO_SOURCE}
    assert CONFIG.margin_px <= marker.x < text.x == 25
    assert [placed.row.pieces[-1].x for placed in rows[1:]] == [25, 40]
    assert len(rows[1].row.pieces) == 1  # no second marker on the line that follows


def test_deep_indents_leave_room() -> None:
    blocks = tuple(Block(kind, spans("some words here"), level=40) for kind in ("list_item", "quote"))
    for placed in rows_of(Document("some words here", blocks)):
        assert placed.row.pieces[-1].x == 100  # half of the page at most


def test_quotes_have_a_bar_and_rules_a_line() -> None:
    quote, rule = rows_of(Document("q", (Block("quote", spans("q"), level=1), Block("rule"))))
    assert quote.row.bars and quote.row.bars[0] < quote.row.pieces[0].x
    assert rule.row.rule_below == (10.0, 190.0) and not rule.row.pieces


def table_rows(*rows: list[str | Cell], config: RenderConfig = CONFIG) -> list[PlacedRow]:
    builder = DocumentBuilder()
    builder.table(rows)
    return rows_of(builder.build(), config)


def test_columns_line_up_and_numbers_end_together() -> None:
    rows = table_rows(["", "2022", "2023"], ["Revenue", "1,024", "9"], ["Net income", "7", "12,345"])
    pieces = [placed.row.pieces for placed in rows]
    for column in (1, 2):
        ends = [row[column].x + row[column].styled.width_px for row in pieces]
        assert ends == pytest.approx([ends[0]] * 3)
    assert pieces[1][0].x == pieces[2][0].x
    assert pieces[1][1].x > pieces[2][0].x + pieces[2][0].styled.width_px  # columns do not touch


def test_long_cells_wrap_within_their_column() -> None:
    long = "a cell with far more words than could ever stand on one line of this page"
    rows = table_rows(["Item", "Note"], ["Cost", long])
    assert len(rows) > 3
    for placed in rows[2:]:
        assert len(placed.row.pieces) == 1 and placed.row.pieces[0].x > 30
        assert placed.row.pieces[0].x + placed.row.pieces[0].styled.width_px <= 190
    assert " ".join(placed.row.pieces[-1].styled.text for placed in rows[1:]) == long


def test_merged_cells_span_their_columns() -> None:
    header = Cell(spans("Year ended 31 December"), "center", True, colspan=2)
    rows = table_rows(["", header], ["", "2022", "2023"], ["Revenue", "1", "2"])
    merged = rows[0].row.pieces[1]
    middle = merged.x + merged.styled.width_px / 2
    left, right = rows[2].row.pieces[1:]
    assert left.x < middle < right.x


@pytest.mark.parametrize(
    "borders, ruled, barred", [("none", False, False), ("rows", True, False), ("grid", True, True)]
)
def test_borders(borders: str, ruled: bool, barred: bool) -> None:
    rows = table_rows(["a", "b"], ["c", "d"], config=CONFIG.replace(table_borders=borders))
    assert [placed.row.rule_below is not None for placed in rows] == [ruled] * 2
    assert [bool(placed.row.bars) for placed in rows] == [barred] * 2


def test_uneven_and_empty_tables() -> None:
    assert rows_of(Document("", (Block("table"),))) == []
    ragged = table_rows(["a"], ["b", "c", "d"], [""])
    assert [row_text(placed) for placed in ragged] == ["a", "b|c|d", ""]


@pytest.mark.parametrize(
    "text, merged, kept",
    [
        ("a  b", "a b", "a  b"),
        (" a ", "a ", " a "),
        ("a\tb", "a b", "a    b"),
        ("a\u00a0b", "a b", "a b"),
        ("a\u3000b", "a\u3000b", "a\u3000b"),
        ("a\u200bb\ufeff\r\n c", "ab\nc", "ab\n c"),
    ],
)
def test_whitespace_policies(text: str, merged: str, kept: str) -> None:
    assert styled(spans(text), CONFIG).text == merged
    assert styled(spans(text), CONFIG.replace(whitespace="keep")).text == kept


@pytest.mark.parametrize("space", ["\u2003", "\u2009", "\u202f", "\x0c", "\x0b", "\u2028"])
def test_every_white_space_parts_words(space: str) -> None:
    assert styled(spans(f"net{space}income"), CONFIG).text.split() == ["net", "income"]


def test_bold_is_wider_and_letter_spacing_adds() -> None:
    plain, bold = styled(spans("minimum"), CONFIG), styled(spans("minimum", bold=True), CONFIG)
    assert bold.width_px > plain.width_px
    wide = styled(spans("minimum"), CONFIG.replace(letter_spacing_px=2.0))
    np.testing.assert_allclose(wide.advances, plain.advances + 2.0)
