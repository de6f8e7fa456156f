"""Layout: rows in reading order, indents, alignment, columns and pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.documents import Block, Cell, Document, DocumentBuilder, Span
from glyph.documents.model import BlockKind
from glyph.render import NO_SOURCE, Page, RenderConfig, render
from glyph.render.layout.flow import layout
from glyph.render.layout.frame import Frame
from glyph.render.layout.linebreak import NO_LINE_END, NO_LINE_START
from glyph.render.layout.rows import PageRows
from glyph.render.layout.units import CUT_MARK
from tests.render.drawing import all_text, box_of, draw_page, draw_pages, is_ink, line_boxes, plain_document, small
from tests.render.strategies import configs, documents

PROSE = "One two three four five six seven eight nine ten eleven twelve. " * 3


def paragraphs(*texts: str) -> Document:
    builder = DocumentBuilder()
    for text in texts:
        builder.paragraph(text)
    return builder.build()


def block(kind: BlockKind, text: str, level: int = 1, **more: object) -> Document:
    return Document(text, (Block(kind, (Span(text, 0),), level, **more),))  # type: ignore[arg-type]


def lines_of(page: Page) -> list[str]:
    return page.reading_text().split("\n")


def colours(page: Page) -> set[tuple[int, ...]]:
    return {tuple(np.atleast_1d(colour).tolist()) for colour in page.image.reshape(-1, *page.image.shape[2:])}


class TestPages:
    @given(documents(), configs(margin_y_pt=8.0, page_height_pt=120.0, font_size_pt=10.0, space_before=0.3))
    def test_rows_stay_on_their_page_and_do_not_overlap(self, document: Document, config: RenderConfig) -> None:
        style = document.style if config.style == "auto" else config.style
        frame = Frame.of(config, style)
        at = (-1, -1.0, 0.0)  # page, x of the text column, y at which it is free
        for part in layout(document, config):
            for row, x, y in zip(part.placed, part.x, part.y, strict=True):
                end = y + part.rows.heights[row]
                new_frame = (part.number, x) != at[:2]
                assert (part.number, x) >= at[:2] and (new_frame or y >= at[2] - 1e-6)
                assert y == frame.top_px or not new_frame
                assert y == frame.top_px or end <= frame.top_px + frame.height_px + 1e-5
                at = (part.number, x, end)

    def test_pages_fill_and_the_last_is_cut(self) -> None:
        pages = draw_pages("\n".join(["line"] * 20))  # 104 px of text: 8 lines of 12 px
        assert [len(page.image) for page in pages] == [120, 120, 8 + 4 * 12 + 8]
        assert [int(page.lines.max()) + 1 for page in pages] == [8, 8, 4]
        assert [len(page.image) for page in draw_pages("\n".join(["line"] * 16))] == [120, 8 + 8 * 12 + 8]
        assert [len(page.image) for page in draw_pages("\n".join(["line"] * 20), crop_last_page=False)] == [120] * 3

    def test_pages_are_cut_right_of_their_text(self) -> None:
        full, cut = (draw_page("Some words", crop_width=crop) for crop in (False, True))
        width = int(np.ceil(full.boxes[:, 2].max())) + 8
        assert full.image.shape[1] == 200 and cut.image.shape[1] == width
        np.testing.assert_array_equal(cut.image, full.image[:, :width])
        np.testing.assert_array_equal(cut.boxes, full.boxes)

    @pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b", "\0"])
    def test_empty_sources_give_one_empty_page(self, text: str) -> None:
        page = draw_page(text)
        assert page.text == "" and page.boxes.shape == (0, 4) and (page.image == 255).all()
        assert page.reading_text() == "" and page.boxes_of((0, 10)).shape == (0, 4)

    def test_a_row_higher_than_the_page_stands_alone(self) -> None:
        builder = DocumentBuilder()
        builder.heading("A")
        builder.paragraph("b")
        config = small(page_size="64x32", margin_pt=0, font_size_pt=16, line_height=3.0)
        assert [page.text for page in draw_pages(builder.build(), config)] == ["A", "b"]

    def test_space_between_blocks_is_dropped_at_the_top_of_a_page(self) -> None:
        page = draw_page(paragraphs("a\nb", "c"), space_after=0.5)
        tops = line_boxes(page)[:, 1]
        assert np.diff(tops) == pytest.approx([12, 18])
        page = draw_page(paragraphs("a\nb", "c"), space_before=1.0, space_after=0.5)
        np.testing.assert_array_equal(line_boxes(page)[:, 1], [*tops[:2], tops[2] + 12])
        pages = draw_pages(paragraphs(*"abcdefghijkl"), space_before=0.7)
        assert len(pages) > 1 and {page.boxes[0, 1] for page in pages} == {tops[0]}

    def test_a_heading_stays_with_what_follows(self) -> None:
        for num_before in range(5, 9):  # at 8 lines a page, the heading would be left alone at the foot
            builder = DocumentBuilder()
            builder.paragraph("\n".join(["line"] * num_before))
            builder.heading("Head", 4)
            builder.paragraph("Body\nbody")
            pages = draw_pages(builder.build(), space_after=0.0)
            (page,) = [page for page in pages if "Head" in page.text]
            assert "Body" in page.text
            assert len(pages) == (1 if num_before == 5 else 2) or num_before == 6

    def test_text_flows_column_by_column(self) -> None:
        text = "\n".join(f"w{k:02}" for k in range(40))
        pages = draw_pages(text, columns=3, column_gap_pt=10)  # 8 lines a column
        assert [lines_of(page)[0] for page in pages] == ["w00", "w24"]
        boxes = line_boxes(pages[0])
        step = (200 - 16 - 2 * 10) / 3 + 10
        for column in range(3):
            np.testing.assert_allclose(boxes[8 * column : 8 * column + 8, 0], 8 + column * step, atol=1)
            np.testing.assert_array_equal(boxes[8 * column : 8 * column + 8, 1], boxes[:8, 1])
        assert pages[0].offsets.tolist() == sorted(pages[0].offsets)

    def test_wrapped_text_stays_in_its_column(self) -> None:
        for page in draw_pages(PROSE * 3, columns=2, column_gap_pt=20):
            middle = line_boxes(page)
            assert not ((middle[:, 0] < 95) & (middle[:, 2] > 105)).any()

    def test_rendering_is_lazy(self) -> None:
        pages = render("word " * 200_000, small())
        assert next(pages).text.startswith("word")


class TestAlignment:
    room = (8.0, 192.0)

    def ends(self, **changes: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        boxes = line_boxes(draw_page(PROSE, page_size="200x200", **changes))
        return boxes[:, 0], boxes[:, 2]

    def test_left(self) -> None:
        left, right = self.ends()
        np.testing.assert_allclose(left, self.room[0], atol=1)
        assert (right <= self.room[1]).all() and right.std() > 1

    def test_right(self) -> None:
        left, right = self.ends(alignment="right")
        np.testing.assert_allclose(right, self.room[1], atol=1)
        assert left.std() > 1

    def test_center(self) -> None:
        left, right = self.ends(alignment="center")
        np.testing.assert_allclose(left + right, sum(self.room), atol=2)

    def test_justified_lines_end_at_the_margin_but_for_the_last(self) -> None:
        left, right = self.ends(alignment="justified")
        np.testing.assert_allclose(left, self.room[0], atol=1)
        np.testing.assert_allclose(right[:-1], self.room[1], atol=1)
        assert right[-1] < self.room[1] - 5

    def test_justified_chinese_spreads_its_characters(self) -> None:
        page = draw_page("净利润增长，" * 16, alignment="justified", font_size_pt=13, page_size="200x200")
        np.testing.assert_allclose(line_boxes(page)[:-1, 2], self.room[1], atol=1)

    @pytest.mark.parametrize("alignment", ["right", "center"])
    @pytest.mark.parametrize("whitespace", ["keep", "merge"])
    def test_blanks_at_the_end_of_a_line_shift_nothing(self, alignment: str, whitespace: str) -> None:
        without, with_blanks = (
            draw_page(text, alignment=alignment, whitespace=whitespace) for text in ("a b\nc", "a b \t\nc  ")
        )
        np.testing.assert_array_equal(without.boxes, with_blanks.boxes)

    @pytest.mark.parametrize("alignment", ["left", "justified", "right", "center"])
    def test_alignment_moves_no_word_to_another_line(self, alignment: str) -> None:
        assert lines_of(draw_page(PROSE, alignment=alignment)) == lines_of(draw_page(PROSE))

    def test_code_and_table_cells_keep_their_own_alignment(self) -> None:
        builder = DocumentBuilder()
        builder.table([["a", "b"], ["c", "long cell of many words that must be wrapped, then wrapped again"]])
        table = builder.build()
        for document in (block("code", "x = 1\n" * 3 + "y" * 90), table):
            left, right = (draw_page(document, alignment=name) for name in ("left", "right"))
            np.testing.assert_array_equal(left.boxes, right.boxes)

    @pytest.mark.parametrize("alignment", ["justified", "right", "center"])
    def test_labels_stay_in_their_frame(self, alignment: str) -> None:
        label = "a label of many words that is wrapped into lines " * 2
        for kind in ("image", "button", "field"):
            page = draw_page(block(kind, label), alignment=alignment, page_size="200x300")
            assert page.boxes[:, 0].min() >= 8 and page.boxes[:, 2].max() <= 192

    @pytest.mark.parametrize("alignment", ["justified", "right", "center"])
    def test_a_page_without_text_can_be_aligned(self, alignment: str) -> None:
        assert draw_page(Document("", (Block("rule"), Block("nav"))), alignment=alignment).text == ""

    def test_indents(self) -> None:
        document = paragraphs(PROSE, "x")
        page = draw_page(document, left_indent_pt=20, right_indent_pt=30, first_line_indent_pt=15, page_size="200x300")
        boxes = line_boxes(page)
        assert boxes[0, 0] == pytest.approx(8 + 20 + 15, abs=1) and boxes[-1, 0] == pytest.approx(8 + 20 + 15, abs=1)
        np.testing.assert_allclose(boxes[1:-1, 0], 8 + 20, atol=1)
        assert boxes[:, 2].max() <= 200 - 8 - 30

    def test_the_first_line_of_right_aligned_text_ends_at_the_margin_too(self) -> None:
        boxes = line_boxes(draw_page(PROSE, alignment="right", first_line_indent_pt=40, page_size="200x200"))
        np.testing.assert_allclose(boxes[:, 2], 192, atol=1)


class TestBlocks:
    @pytest.mark.parametrize(
        "style, scales", [("document", [1.4, 1.2, 1.1, 1]), ("web", [1.8, 1.45, 1.2, 1]), ("code", [1, 1, 1, 1])]
    )
    def test_headings_are_larger(self, style: str, scales: list[float]) -> None:
        builder = DocumentBuilder()
        for level in (1, 2, 3, 4):
            builder.heading("Title", level)
        boxes = line_boxes(draw_page(builder.build(), page_size="200x300", style=style))
        np.testing.assert_allclose(boxes[:, 3] - boxes[:, 1], 10.7 * np.array(scales), atol=1)

    def test_headings_are_bold(self) -> None:
        heading, text = (draw_page(block(kind, "minimum", 4)) for kind in ("heading", "paragraph"))
        assert line_boxes(heading)[0, 2] > line_boxes(text)[0, 2]

    def test_lists_hang_their_markers(self) -> None:
        builder = DocumentBuilder()
        builder.list_item("one two three four five six seven eight nine ten", marker="•")
        builder.list_item("deep", level=2)
        page = draw_page(builder.build())
        assert lines_of(page)[0].startswith("• one") and page.offsets[0] == NO_SOURCE
        assert "•" not in lines_of(page)[1]
        assert 8 <= page.boxes[0, 0] < page.boxes[0, 2] < page.boxes[1, 0] == pytest.approx(23, abs=1)
        assert line_boxes(page)[1, 0] == pytest.approx(23, abs=1)
        assert box_of(page, "deep")[0] == pytest.approx(38, abs=1)

    @pytest.mark.parametrize("marker", ["1.", "10.", "123456.", "(iv)"])
    def test_markers_do_not_touch_the_text(self, marker: str) -> None:
        builder = DocumentBuilder()
        builder.list_item("word " * 12, marker=marker)
        page = draw_page(builder.build())
        end = page.boxes[len(marker) - 1, 2]
        assert page.boxes[0, 0] >= 8 and end + 2 <= page.boxes[len(marker), 0] <= line_boxes(page)[1, 0] + 1

    def test_deep_indents_leave_room(self) -> None:
        for kind in ("list_item", "quote"):
            page = draw_page(block(kind, "some words here", 40))
            assert page.boxes[0, 0] == pytest.approx(100, abs=1)  # half of the page at most

    def test_quotes_have_a_bar_and_rules_a_line(self) -> None:
        page = draw_page(replace(block("quote", "q\nq"), blocks=(*block("quote", "q\nq").blocks, Block("rule"))))
        ink = is_ink(page, small())
        left = int(page.boxes[0, 0])
        bar = np.flatnonzero(ink[8:32, 8:left].any(axis=0)) + 8
        assert len(bar) == 1 and ink[8:32, bar[0]].all()
        assert ink[:, 8:192].all(axis=1).sum() == 1

    def test_code_keeps_blanks_and_cuts_lines_with_a_mark(self) -> None:
        page = draw_page(block("code", "if x:\n    return 1\n" + "y" * 40), whitespace="merge")
        (x0, *_), (inner, *_) = box_of(page, "if"), box_of(page, "return")
        width = float(box_of(page, "r")[2] - box_of(page, "r")[0])
        assert inner - x0 == pytest.approx(4 * width, abs=1)
        marks = [k for k, char in enumerate(page.text) if char == CUT_MARK]
        assert len(marks) == 1 and page.offsets[marks[0]] == NO_SOURCE
        assert page.boxes[marks[0], 2] <= 192 and page.text[marks[0] - 1] == "y"

    def test_a_short_label_stands_in_the_middle_of_its_button(self) -> None:
        page = draw_page(block("button", "OK"))
        columns = np.flatnonzero(is_ink(page, small()).any(axis=0))
        x0, _, x1, _ = line_boxes(page)[0]
        assert x0 - columns[0] == pytest.approx(columns[-1] - x1, abs=2)

    @pytest.mark.parametrize("kind", ["button", "field", "image"])
    def test_labelled_boxes_have_a_frame_around_their_text(self, kind: BlockKind) -> None:
        page = draw_page(block(kind, "Send it"), page_size="300x120")
        x0, y0, x1, y1 = line_boxes(page)[0].astype(int)
        ink = is_ink(page, small())
        assert ink[:y0, x0:x1].all(axis=1).any() and ink[y1:, x0:x1].all(axis=1).any()
        assert ink[y0:y1, :x0].all(axis=0).any() and ink[y0:y1, x1 + 1 :].all(axis=0).any()

    def test_images_have_the_size_the_source_gives(self) -> None:
        def frame(size: tuple[int, int] | None) -> tuple[int, int]:
            page = draw_page(block("image", "alt", size=size), page_size="300x300", crop_last_page=False)
            rows, columns = np.nonzero(is_ink(page, small()))
            return int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1

        assert frame((150, 60)) == pytest.approx((150, 60), abs=2)
        width, height = frame((3000, 1000))  # shrunk to the room, sides in proportion
        assert width == pytest.approx(284, abs=3) and height == pytest.approx(width / 3, abs=3)
        assert frame((100, 5000))[1] <= 0.4 * 284 + 2
        assert frame(None) == pytest.approx((284, 36), abs=2)
        assert min(frame((0, 0))) > 0

    def test_navigation_items_stand_in_a_row_and_wrap(self) -> None:
        cells = tuple(Cell((Span(f"Item{k}", 6 * k),)) for k in range(9))
        page = draw_page(Document("".join(f"Item{k}\n" for k in range(9)), (Block("nav", rows=(cells,)),)))
        lines = lines_of(page)
        assert len(lines) == 3 and " ".join(lines) == " ".join(f"Item{k}" for k in range(9))
        assert colours(page) >= {(240,)}  # on a bar

    def test_kinds_without_text_take_no_room(self) -> None:
        document = Document("a\nb", (Block("paragraph", (Span("a", 0),)), Block("table"), Block("nav"), Block("rule")))
        assert draw_page(document).text == "a"


class TestTables:
    def page(self, *rows: list[str | Cell], header_rows: int = 1, **changes: Any) -> Page:
        builder = DocumentBuilder()
        builder.table(rows, header_rows)
        return draw_page(builder.build(), **changes)

    def test_columns_line_up_and_numbers_end_together(self) -> None:
        page = self.page(["", "2022", "2023"], ["Revenue", "1,024", "9"], ["Net income", "7", "12,345"])
        ends = [box_of(page, text)[2] for text in ("2022", "1,024", "2023", "12,345")]
        assert ends[0] == pytest.approx(ends[1], abs=1) and ends[2] == pytest.approx(ends[3], abs=1)
        assert box_of(page, "Revenue")[0] == pytest.approx(box_of(page, "Net income".replace(" ", ""))[0], abs=1)
        assert box_of(page, "1,024")[0] > box_of(page, "Netincome")[2]  # columns do not touch
        assert lines_of(page) == ["2022 2023", "Revenue 1,024 9", "Net income 7 12,345"]

    def test_long_cells_wrap_within_their_column(self) -> None:
        long = "a cell with far more words than could ever stand on one line of this page"
        page = self.page(["Item", "Note"], ["Cost", long])
        lines = lines_of(page)
        assert len(lines) > 3 and " ".join(lines[1:]) == f"Cost {long}"
        boxes = line_boxes(page)
        assert (boxes[:, 2] <= 192).all() and (boxes[2:, 0] > box_of(page, "Cost")[2]).all()

    def test_merged_cells_span_their_columns(self) -> None:
        header = Cell((Span("Year ended 31 December", 0),), "center", True, colspan=2)
        page = self.page(["", header], ["", "2022", "2023"], ["Revenue", "1", "2"], header_rows=2)
        x0, _, x1, _ = line_boxes(page)[0]
        left, right = box_of(page, "2022"), box_of(page, "2023")
        assert left[0] < (x0 + x1) / 2 < right[2] and x1 <= right[2] + 12

    @pytest.mark.parametrize("borders, rules, bars", [("none", 0, 0), ("rows", 2, 0), ("grid", 3, 3)])
    def test_borders(self, borders: str, rules: int, bars: int) -> None:
        ink = is_ink(self.page(["aa", "bb"], ["cc", "dd"], table_borders=borders), small())
        rows, columns = np.nonzero(ink)
        left, right = columns.min(), columns.max()
        assert ink[:, left:right].all(axis=1).sum() == rules
        assert ink[rows.min() + 1 : rows.max(), :].all(axis=0).sum() == bars

    def test_uneven_and_empty_tables(self) -> None:
        assert draw_page(Document("", (Block("table"),))).text == ""
        assert lines_of(self.page(["a"], ["b", "c", "d"], [""])) == ["a", "b c d"]

    def test_header_rows_are_shown_again_on_every_page(self) -> None:
        builder = DocumentBuilder()
        builder.table([["", "2023"], *([f"Item{k}", str(k)] for k in range(30))])
        document = builder.build()
        pages = draw_pages(document)
        assert len(pages) > 3
        for page in pages:
            assert page.text.startswith("2023Item")
            assert (page.offsets[:4] == NO_SOURCE).all() == (page is not pages[0])
            assert (page.offsets[4:] != NO_SOURCE).all()
        offsets = np.concatenate([page.offsets for page in pages])
        assert len(np.unique(offsets[offsets >= 0])) == np.count_nonzero(offsets >= 0)

    def test_a_header_of_half_a_page_is_not_repeated(self) -> None:
        builder = DocumentBuilder()
        builder.table([["Head\n" * 5], *([f"Item{k}"] for k in range(30))])
        assert [page.text.count("Head") for page in draw_pages(builder.build())][1:3] == [0, 0]

    def test_header_cells_are_bold(self) -> None:
        page = self.page(["minimum", ""], ["minimum", ""])
        (head, _), (cell, _) = line_boxes(page)[:, 2:]
        assert head > cell

    def test_a_very_long_table_is_drawn_in_parts(self) -> None:
        builder = DocumentBuilder()
        builder.table([["Item", "n"], *([f"i{k}", str(k)] for k in range(2500))])
        pages = draw_pages(builder.build(), page_size="400x400", columns=3)
        text = all_text(pages).replace("Itemn", "")
        assert text == "".join(f"i{k}{k}" for k in range(2500))
        assert {line.count("Item n") for page in pages[:-1] for line in ["\n".join(lines_of(page))]} == {
            3
        }  # each column

    def test_parts_of_a_long_table_follow_each_other_without_a_gap(self) -> None:
        builder = DocumentBuilder()
        builder.table([["Item", "n"], *([f"i{k}", str(k)] for k in range(2500))])
        tops = np.concatenate([np.diff(line_boxes(page)[:, 1]) for page in draw_pages(builder.build())])
        assert tops.max() - tops.min() < 1.5

    def test_cells_of_more_columns_than_fit_stand_one_after_the_other(self) -> None:
        builder = DocumentBuilder()
        builder.table([[f"column{k}" for k in range(50)], [f"value{k}" for k in range(50)]])
        page = draw_page(builder.build(), page_size="260x600")
        assert page.reading_text().split() == [f"{name}{k}" for name in ("column", "value") for k in range(50)]
        assert len(np.unique(page.boxes, axis=0)) == len(page.boxes)


class TestCodeStyle:
    def page(self, text: str, **changes: Any) -> Page:
        return draw_page(block("code", text), **{"style": "code", "page_size": "260x260", **changes})

    def test_lines_are_numbered(self) -> None:
        page = self.page("a = 1\n\nb = 2\n")
        assert lines_of(page) == ["1 a = 1", "2", "3 b = 2"]
        numbers = page.offsets == NO_SOURCE
        assert "".join(np.array(list(page.text))[numbers]) == "123"
        np.testing.assert_allclose(page.boxes[numbers, 2], page.boxes[numbers, 2][0], atol=1)
        assert page.boxes[numbers, 2].max() < page.boxes[~numbers, 0].min()
        assert lines_of(self.page("a = 1\nb", line_numbers=False)) == ["a = 1", "b"]

    def test_lines_that_go_on_have_no_number_but_a_mark(self) -> None:
        lines = lines_of(self.page("x" * 50 + "\ny"))
        assert lines[0].startswith("1 xxx") and lines[0].endswith(f" {CUT_MARK}")
        assert lines[1].startswith("xxx") and not lines[1].endswith(CUT_MARK) and lines[2] == "2 y"

    @pytest.mark.parametrize("char", ["\n", "\r\n", "\v", "\u2028", "\x85"])
    def test_every_line_end_counts(self, char: str) -> None:
        assert lines_of(self.page(char.join("abc"))) == ["1 a", "2 b", "3 c"]

    def test_the_gutter_is_as_wide_as_the_last_number(self) -> None:
        for num_lines, digits in ((9, 3), (1000, 4)):
            pages = draw_pages(block("code", "\n".join("x" * num_lines)), style="code", page_size="260x260")
            lefts = {
                float(box[0]) for page in pages for box, at in zip(page.boxes, page.offsets, strict=True) if at >= 0
            }
            (left,) = lefts
            assert left == pytest.approx(8 + 6.02 * digits + 8, abs=1)

    @pytest.mark.parametrize("changes", [{"horizontal_scale": 1.5}, {"letter_spacing_pt": 5}, {"code_font": "sans"}])
    def test_numbers_stay_on_the_page(self, changes: dict[str, Any]) -> None:
        page = self.page("x\n" * 12, **changes)
        numbers = page.boxes[page.offsets == NO_SOURCE]
        assert numbers[:, 0].min() >= 8 and numbers[:, 2].max() < page.boxes[page.offsets >= 0, 0].min()

    def test_narrow_pages_have_no_numbers(self) -> None:
        assert self.page("abc", page_size="70x100").text == "abc"

    def test_other_blocks_are_set_in_the_code_font(self) -> None:
        widths = {char: float(self.page_of(char).boxes[0, 2]) for char in "im"}
        assert widths["i"] == pytest.approx(widths["m"], abs=1)

    @staticmethod
    def page_of(char: str) -> Page:
        return draw_page(plain_document(char), style="code", letter_spacing_pt=1.0)

    def test_tabs_stop_at_columns(self) -> None:
        for width in (2, 4, 8):
            page = self.page("a\tb\n\tc\naaa\td", tab_width=width, line_numbers=False)
            (first, second, third) = (box_of(page, char)[0] for char in "bcd")
            assert first == pytest.approx(8 + 6.02 * width, abs=1) and second == pytest.approx(first, abs=1)
            assert third == pytest.approx(8 + 6.02 * (width if width > 3 else 4), abs=1)


class TestWebStyle:
    def test_a_scroll_bar_stands_at_the_right(self) -> None:
        document, web = (draw_page("word", style=style, crop_last_page=False) for style in ("document", "web"))
        assert (document.image[:, 191:] == 255).all() and (web.image[:, 191:] != 255).all()

    def test_long_lines_are_kept_readable(self) -> None:
        page = draw_page("word " * 300, style="web", page_size="1200x400")
        boxes = line_boxes(page)
        assert (boxes[:, 2] - boxes[:, 0]).max() <= 620 + 1 and boxes[:, 0].min() > 250

    def test_links_are_underlined_and_nothing_else_is(self) -> None:
        spans = (Span("plain ", 0), Span("two words", 6, link=True), Span(" end", 15))
        page = draw_page(Document("plain two words end", (Block("paragraph", spans),)), style="web", theme="web")
        linked = box_of(page, "twowords")
        row = page.image[int(linked[3]) - 1, :, :].astype(int)
        blue = np.flatnonzero((row == (0, 82, 204)).all(axis=-1))
        assert blue.min() == pytest.approx(linked[0], abs=1) and blue.max() == pytest.approx(linked[2], abs=2)
        assert len(blue) == np.ptp(blue) + 1

    def test_links_of_a_table_are_underlined_apart(self) -> None:
        cells = tuple(Cell((Span(f"Item{k}", 6 * k, link=True),)) for k in range(2))
        page = draw_page(Document("Item0\nItem1", (Block("nav", rows=(cells,)),)), style="web", theme="web")
        gap = slice(int(box_of(page, "Item0")[2]) + 2, int(box_of(page, "Item1")[0]) - 2)
        assert not (page.image[:, gap] == (0, 82, 204)).all(axis=-1).any()


class TestNewlineMarks:
    def test_line_ends_become_marks_in_running_text(self) -> None:
        text = "one\ntwo\n\nthree"
        page = draw_page(text, newline_mark="↵")
        assert page.reading_text() == "one ↵ two ↵ ↵ three"
        assert page.text.replace("↵", "") == "onetwothree"
        assert all(at == NO_SOURCE or text[at] == char for at, char in zip(page.offsets, page.text, strict=True))

    def test_other_blocks_stay(self) -> None:
        builder = DocumentBuilder()
        builder.heading("Head")
        builder.paragraph("a\nb")
        builder.table([["x"], ["y"]])
        builder.paragraph("c")
        assert lines_of(draw_page(builder.build(), newline_mark="¶")) == ["Head", "a ¶ b", "x", "y", "c"]

    @pytest.mark.parametrize("mark", ["↵", "¶", "\\n"])
    def test_marks_are_the_one_chosen(self, mark: str) -> None:
        assert draw_page("a\nb", newline_mark=mark).text == f"a{mark}b"


class TestLineBreaks:
    @pytest.mark.parametrize("sign", sorted(NO_LINE_START))
    def test_closing_signs_open_no_line(self, sign: str) -> None:
        for width in range(40, 80, 5):
            page = draw_page(f"中文字符{sign}" * 4, page_size=f"{width}x200", margin_pt=4)
            assert not any(line.startswith(sign) for line in lines_of(page))

    @pytest.mark.parametrize("sign", sorted(NO_LINE_END))
    def test_opening_signs_close_no_line(self, sign: str) -> None:
        for width in range(40, 80, 5):
            page = draw_page(f"中文字符{sign}" * 4 + "末", page_size=f"{width}x200", margin_pt=4)
            assert not any(line.endswith(sign) for line in lines_of(page))

    def test_words_are_cut_only_if_they_do_not_fit_a_line(self) -> None:
        assert lines_of(draw_page("a b " + "m" * 30)) == ["a b", "m" * 18, "m" * 12]

    def test_a_letter_keeps_its_marks(self) -> None:
        page = draw_page("e\u0301\u0323" * 60, page_size="100x200", margin_pt=4)
        for above, below in pairwise(lines_of(page)):
            assert above.endswith("\u0323") and below.startswith("e")

    def test_a_character_wider_than_the_room_stands_alone(self) -> None:
        page = draw_page("aWb", page_size="33x300", margin_pt=0, font_size_pt=16, letter_spacing_pt=8, columns=1)
        assert lines_of(page) == ["a", "W", "b"]


class TestScale:
    def test_dpi_scales_everything(self) -> None:
        builder = DocumentBuilder()
        builder.heading("Title")
        builder.list_item("one two three four five six seven", marker="1.")
        builder.table([["a", "2023"], ["b", "5"]])
        config = small(first_line_indent_pt=5, columns=2, column_gap_pt=9, border_pt=1)
        for page, twice in zip(
            draw_pages(builder.build(), config), draw_pages(builder.build(), config.replace(dpi=144)), strict=True
        ):
            assert twice.image.shape == pytest.approx([2 * side for side in page.image.shape], abs=2)
            assert twice.text == page.text and twice.lines.tolist() == page.lines.tolist()
            np.testing.assert_allclose(twice.boxes, 2 * page.boxes, atol=3)

    @pytest.mark.parametrize("changes", [{"hinting": "none"}, {"supersampling": 3}, {"theme": "pixel"}])
    def test_how_glyphs_are_drawn_moves_no_character(self, changes: dict[str, Any]) -> None:
        text = "Some words that wrap, and 中文 too. " * 4
        plain, other = draw_page(text), draw_page(text, **changes)
        assert (plain.text, plain.lines.tolist()) == (other.text, other.lines.tolist())
        assert plain.image.shape == other.image.shape and (plain.image != other.image).any()
        np.testing.assert_allclose(plain.boxes, other.boxes, atol=1.01)  # ink may reach a pixel further

    def test_letter_spacing_and_horizontal_scale(self) -> None:
        plain, spaced, wide = (
            draw_page("mmmm", **change) for change in ({}, {"letter_spacing_pt": 2}, {"horizontal_scale": 1.5})
        )
        steps = [np.diff(page.boxes[:, 0]).mean() for page in (plain, spaced, wide)]
        assert steps[1] == pytest.approx(steps[0] + 2, abs=0.5) and steps[2] == pytest.approx(1.5 * steps[0], abs=0.5)


@given(st.lists(st.integers(1, 30), max_size=12), st.integers(1, 3))
def test_every_heading_has_a_row_of_its_section_below(lengths: list[int], columns: int) -> None:
    builder = DocumentBuilder()
    for k, length in enumerate(lengths):
        builder.heading(f"H{k}", 4)
        builder.paragraph("\n".join(["body"] * length))
    parts: dict[tuple[int, float], str] = {}  # text of each text column
    config = small(columns=columns, column_gap_pt=4)
    for part in layout(builder.build(), config):
        for (_, x), text in column_texts(part).items():
            parts[part.number, x] = parts.get((part.number, x), "") + text
    assert not any(text.endswith(f"H{k}") for text in parts.values() for k in range(len(lengths)))


def column_texts(part: PageRows) -> dict[tuple[int, float], str]:
    """The characters of each text column of a part of a page."""
    texts: dict[tuple[int, float], str] = {}
    rows = part.rows
    for row, x in zip(part.placed.tolist(), part.x.tolist(), strict=True):
        for run in range(int(rows.row_runs[row]), int(rows.row_runs[row + 1])):
            codes = rows.text.codes[rows.run_begins[run] : rows.run_ends[run]]
            texts[part.number, x] = texts.get((part.number, x), "") + "".join(map(chr, codes.tolist()))
    return texts
