"""Tests of glyph.documents.pdf.file: text and its places, and what hostile files may do."""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from glyph.documents import Document
from glyph.documents.model import NO_SOURCE
from glyph.documents.pdf.chars import BOLD, Chars
from glyph.documents.pdf.document import load_pdf
from glyph.documents.pdf.file import PdfFile, PdfLimits
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.reflow import reflow
from tests.tiny_pdf import HELVETICA, image_of, pages_pdf, pdf_bytes, stream, text_at

LINE = 14  # pt


def write(folder: Path, content: bytes, name: str = "a.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def column(lines: list[str], x: float = 20, top: float = 700, size: float = 12) -> bytes:
    return b"".join(text_at(x, top - LINE * k, line, size) for k, line in enumerate(lines) if line)


def document_of(folder: Path, *contents: bytes) -> Document:
    document = load_pdf(write(folder, pages_pdf(contents, b"/MediaBox [0 0 600 800]")))
    check_spans(document)
    return document


def check_spans(document: Document) -> None:
    """Each span reads as the source does, but for a space at the line break it joins."""
    for block in document.blocks:
        for span in block.all_spans():
            found = document.source[span.start : span.end]
            assert span.start == NO_SOURCE or found == span.text or (span.text == " " and found in "\n\f")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


PROSE = [
    "The net profit of the company rose by 12.5% in",
    "the year to December, as sales grew in all of its",
    "markets.",
]


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    document = document_of(tmp_path, column([*PROSE, "", *PROSE]), column(PROSE[:2]))
    assert texts(document) == [" ".join(PROSE)] * 2 + [" ".join(PROSE[:2])]
    assert document.source == "\n".join(PROSE + PROSE) + "\f" + "\n".join(PROSE[:2])
    assert (document.name, document.style) == ("a.pdf", "document")
    assert {block.kind for block in document.blocks} == {"paragraph"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A hyphenated word is infor-", "mation here."], ["A hyphenated word is information here."]),
        (["A sum - of what", "is left - remains"], ["A sum - of what is left - remains"]),
        (["1. The first item of the list is long", "and goes on", "2. The second"],
         ["1. The first item of the list is long and goes on", "2. The second"]),
        (["A full line that is as long as any other.", "Short end.", "A full line that is as long as any other."],
         ["A full line that is as long as any other. Short end.", "A full line that is as long as any other."]),
    ],
)  # fmt: skip
def test_how_lines_join(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    assert texts(document_of(tmp_path, column(lines))) == expected


def test_indents_part_paragraphs(tmp_path: Path) -> None:
    content = (
        column(PROSE[:2])
        + text_at(40, 700 - 2 * LINE, "An indented line starts a paragraph and runs")
        + b""
        + (text_at(20, 700 - 3 * LINE, "back at the left again until its very own end is"))
    )
    assert [text.split()[0] for text in texts(document_of(tmp_path, content))] == ["The", "An"]


def test_headings_are_told_by_size(tmp_path: Path) -> None:
    content = text_at(20, 750, "A title", 24) + text_at(20, 725, "A section", 17) + column(PROSE)
    content += text_at(20, 600, "A smaller one", 14.2) + column(PROSE, top=580)
    document = document_of(tmp_path, content)
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1), ("heading", 2), ("paragraph", 0), ("heading", 3), ("paragraph", 0),
    ]  # fmt: skip


def test_columns_and_table_rows_stay_apart(tmp_path: Path) -> None:
    content = column(PROSE[:2]) + column(PROSE[:2], x=320)
    assert texts(document_of(tmp_path, content)) == [" ".join(PROSE[:2])] * 2
    rows = b"".join(
        text_at(x, 700 - LINE * k, cell)
        for k in range(2)
        for x, cell in [(20, "Revenue"), (200, "1,024"), (300, "980")]
    )
    (table,) = document_of(tmp_path, rows).blocks
    assert [[cell.text for cell in row] for row in table.rows] == [["Revenue", "1,024", "980"]] * 2


def test_chinese_lines_join_without_a_space(tmp_path: Path) -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts"
        b" [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (GB1) /Supplement 5 >> /DW 1000 >>] >>"
    )
    shown = [f"BT /F1 12 Tf 20 {700 - 16 * k} Td <{line.encode('utf-16-be').hex()}> Tj ET\n".encode()
             for k, line in enumerate(["本公司营业收入与净利润", "同比增长，见 Note", "3 的说明。"])]  # fmt: skip
    document = load_pdf(write(tmp_path, pages_pdf([b"".join(shown)], b"/MediaBox [0 0 600 800]", font=font)))
    check_spans(document)
    assert texts(document) == ["本公司营业收入与净利润同比增长，见 Note 3 的说明。"]


def test_fixed_width_lines_are_code(tmp_path: Path) -> None:
    content = column(PROSE * 2) + b"BT /F2 10 Tf 40 500 Td (int main\\(\\) {) Tj 0 -12 Td (return 0; }) Tj ET\n"
    document = document_of(tmp_path, content)
    assert (document.blocks[-1].kind, document.blocks[-1].text) == ("code", "int main() {\nreturn 0; }")


def test_bold_words_are_bold(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 20 700 Td (Some ) Tj /F3 12 Tf (bold words) Tj /F1 12 Tf ( and more) Tj ET\n"
    (block,) = document_of(tmp_path, content).blocks
    assert [(span.text, span.bold) for span in block.spans] == [
        ("Some ", False),
        ("bold words ", True),
        ("and more", False),
    ]


WORDS = st.text(st.sampled_from("ab c-中。1."), min_size=1, max_size=8)


@st.composite
def made_pages(draw: st.DrawFn) -> PdfPage:
    """A page of arbitrary lines, each at an arbitrary place and in an arbitrary direction, and of ruled lines."""
    codes, boxes, origins, sizes, styles, turns = [], [], [], [], [], []
    for line in draw(st.lists(WORDS, max_size=8)):
        x, y = draw(st.integers(0, 300)), draw(st.integers(0, 300))
        size, style = draw(st.sampled_from([8, 10, 20])), draw(st.integers(0, 7))
        turn = draw(st.sampled_from([0, 0, 0, 0, 1, 2, 3, 4]))
        for k, char in enumerate(line + "\n"):
            codes.append(ord(char))
            box = (x + k * size, y, x + (k + 1) * size, y + size)
            boxes.append((0, 0, 0, 0) if char.isspace() else box)
            origins.append((x + k * size, y + size))
            sizes.append(size)
            styles.append(style)
            turns.append(turn)
    corners = st.tuples(*[st.integers(0, 300)] * 4)
    chars = Chars(
        np.array(codes, np.uint32), np.array(boxes, np.float32).reshape(-1, 4),
        np.array(origins, np.float32).reshape(-1, 2), np.array(sizes, np.float32), np.array(styles, np.uint8),
        np.array(turns, np.uint8),
        np.array([(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in draw(st.lists(corners, max_size=6))],
                 np.float32).reshape(-1, 4),
    )  # fmt: skip
    page = PdfPage.from_chars(1, draw(st.integers(0, 9)), chars, (800.0, 600.0))
    inked = sorted(chr(code) for code in codes if not chr(code).isspace())
    assert sorted(char for char in page.text if not char.isspace()) == inked
    return page


@given(made_pages())
def test_every_character_is_in_one_block(page: PdfPage) -> None:
    blocks = reflow(page)
    document = Document("?" * page.start + page.text, tuple(blocks))
    check_spans(document)
    spans = [span for block in blocks for span in block.all_spans() if span.start != NO_SOURCE]
    places = [place for span in spans for place in range(span.start, span.end)]
    assert len(places) == len(set(places))
    painted = "".join(span.text for span in spans)
    assert sorted("".join(painted.split())) == sorted("".join(page.text.split()))
    for block in blocks:
        if not block.rows:
            here = [place for span in block.spans if span.start >= 0 for place in range(span.start, span.end)]
            assert here == sorted(here)
    assert all(
        span.bold == bool(page.styles[span.start - page.start] & BOLD) for span in spans if not span.text.isspace()
    )


@given(
    st.lists(st.sampled_from([0, 2, 3, 9, 10, 13, 32, 65, 0xD835, 0xDD38, 0xFFFE, 0x1D538, 0x110000, 0x4E2D])),
    st.data(),
)
def test_odd_units_become_characters(units: list[int], data: st.DataObject) -> None:
    n = len(units)
    styles = [8 * (unit == 2 and data.draw(st.booleans())) for unit in units]
    content = b"".join([np.array(units, np.uint32).tobytes(), bytes((32 + 16 + 16 + 24 + 4) * n), bytes(styles)])
    header = {
        "chars": n, "rules": 0, "bbox": [0, 0, 9, 9], "rotation": 0, "size_pt": [9, 9], "scanned": False,
        "unreadable": False, "image": None,
    }  # fmt: skip
    page = PdfPage.from_answer(1, 0, header, content)
    assert len(page.text) == len(page.boxes) == len(page.sizes) == len(page.styles)
    assert "\r" not in page.text and "\f" not in page.text
    page.text.encode()
    num_pairs = sum(a == 0xD835 and b == 0xDD38 for a, b in pairwise(units))
    num_inked = sum(unit not in (9, 10, 13, 32) for unit in units) - num_pairs
    assert sum(not char.isspace() for char in page.text) == num_inked


def test_pages_are_read_in_any_order(tmp_path: Path) -> None:
    path = write(tmp_path, pages_pdf([text_at(20, 150, f"Page {k}") for k in range(5)]))
    with PdfFile(path) as pdf:
        assert (pdf.num_pages, pdf.name) == (5, "a.pdf")
        assert [pdf.read(k).text for k in (3, 0, 3)] == ["Page 3", "Page 0", "Page 3"]
        assert [(page.number, page.start) for page in pdf.pages()] == [(k + 1, 7 * k) for k in range(5)]
        with pytest.raises(IndexError, match=r"a\.pdf: no page 6; it has 5"):
            pdf.read(5)
        pdf.close()
        assert pdf.read(1).text == "Page 1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG and so on", "not a PDF file"),
        (b"%PDF-1.7\nnothing else", "the PDF is damaged or not a PDF"),
        (pages_pdf([text_at(20, 150, "Hello")] * 5)[:900], "the PDF is damaged or not a PDF"),
        (pdf_bytes({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}),
         "the PDF has no readable pages"),
        (pdf_bytes({1: b"<< /Type /Catalog /Pages 2 0 R >>",
                    2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"}), "the PDF has no readable pages"),
    ],
)  # fmt: skip
def test_unreadable_files_say_why(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=rf"a\.pdf: {message}"):
        load_pdf(write(tmp_path, content))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_pdf(tmp_path / "none.pdf")


def test_passwords(tmp_path: Path) -> None:
    for user_password, name in [("secret", "locked.pdf"), ("", "open.pdf")]:
        canvas = Canvas(str(tmp_path / name), encrypt=StandardEncryption(user_password, "owner", canCopy=0))
        canvas.drawString(50, 700, "Encrypted text")
        canvas.save()
    with pytest.raises(ValueError, match=r"locked\.pdf: the PDF is protected by a password"):
        load_pdf(tmp_path / "locked.pdf")
    assert load_pdf(tmp_path / "open.pdf").text() == "Encrypted text"


def test_a_hundred_thousand_pages_are_read_lazily(tmp_path: Path) -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>"
    tree = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [4 0 R 2 0 R] /Count 100000 >>",
        4: page,
    }
    start = time.monotonic()
    with PdfFile(write(tmp_path, pdf_bytes(tree))) as pdf:
        assert pdf.num_pages == 100_000
        assert next(pdf.pages()).text == ""
        with pytest.raises(ValueError, match=r"a\.pdf: page 9: is damaged"):
            pdf.read(8)
        assert not pdf.read(0).is_scanned
    assert time.monotonic() - start < 10


def hanging_pdf() -> bytes:
    """Page 1 draws a form that draws ten forms that draw ten forms, 9 deep; page 2 is plain."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>",
        3: HELVETICA,
    }
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>"
    for level in range(10, 20):
        content = b"/X Do " * 10 if level < 19 else text_at(1, 1, "deep") * 50
        keys = b"/Type /XObject /Subtype /Form /BBox [0 0 300 200] " + resources % (level + 1 if level < 19 else 3)
        objects[level] = stream(content, keys=keys)
    for number, content in ((4, b"/X Do"), (6, text_at(20, 150, "A plain page"))):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] %s /Contents %d 0 R >>"
        objects[number] = page % (resources % 10, number + 1)
        objects[number + 1] = stream(content)
    return pdf_bytes(objects)


def test_a_page_that_hangs_pdfium_is_given_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    limits = PdfLimits(seconds_per_page=1.0)
    with PdfFile(write(tmp_path, hanging_pdf()), limits) as pdf:
        with pytest.raises(ValueError, match=r"a\.pdf: page 1: took longer than 1 s"):
            pdf.read(0)
        assert pdf.read(1).text == "A plain page"
        bad, good = pdf.pages(skip_bad_pages=True)
    assert (bad.text, bad.start, good.text, good.start) == ("", 0, "A plain page", 1)
    assert "page 1: took longer than 1 s; the page is left out" in caplog.text and bad.problem and not good.problem


@pytest.mark.skipif(sys.platform != "linux", reason="only there is memory limited for sure")
def test_a_stream_that_unpacks_to_too_much_is_given_up(tmp_path: Path) -> None:
    bomb, plain = b" " * 150_000_000, text_at(20, 150, "A plain page")
    path = write(tmp_path, pages_pdf([plain, bomb, plain], packed=True))
    with PdfFile(path, PdfLimits(memory_mib=192)) as pdf:
        assert pdf.read(0).text == "A plain page"
        with pytest.raises(ValueError, match=r"a\.pdf: page 2: .*(memory|192 MiB)"):
            pdf.read(1)
        assert pdf.read(2).text == "A plain page"


def test_a_page_of_too_many_characters(tmp_path: Path) -> None:
    path = write(tmp_path, pages_pdf([text_at(20, 150, "Eleven long")]))
    with (
        PdfFile(path, PdfLimits(max_chars=10)) as pdf,
        pytest.raises(ValueError, match="page 1: holds more than 10 char"),
    ):
        pdf.read(0)


def test_a_child_killed_between_pages_is_replaced(tmp_path: Path) -> None:
    with PdfFile(write(tmp_path, pages_pdf([text_at(20, 150, "Hello")]))) as pdf:
        pdf.read(0)
        assert pdf._child is not None
        pdf._child.kill()
        assert pdf.read(0).text == "Hello"


def test_an_answer_cut_short_by_the_keyboard_is_not_taken_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PdfFile(write(tmp_path, pages_pdf([text_at(20, 150, f"Page {k}") for k in range(2)]))) as pdf:

        def interrupted(line: bytes) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr("glyph.documents.pdf.file.json.loads", interrupted)
            pdf.read(0)
        assert pdf.read(1).text == "Page 1"


def test_scanned_pages(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    scan, text = image_of(300, 200), text_at(20, 150, "Some text that is long enough")
    path = write(
        tmp_path, pages_pdf([scan, text, b"", text_at(20, 20, "7") + scan, scan + text, image_of(30, 20) + text])
    )
    with PdfFile(path) as pdf:
        pages = list(pdf.pages("scanned", dpi=36))
    assert [page.is_scanned for page in pages] == [True, False, False, True, True, False]
    assert [page.image is not None for page in pages] == [page.is_scanned for page in pages]
    document = load_pdf(path)
    assert "a.pdf: 3 pages hold images instead of text and are left out: 1, 4, 5" in caplog.text
    assert document.source.count("\f") == 5 and "7" in texts(document)
    with pytest.raises(ValueError, match="holds no text, only images of pages; read it with"):
        load_pdf(write(tmp_path, pages_pdf([scan, scan])))


def test_pypdfium2_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, pages_pdf([b""]))
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not (Path(entry) / "pypdfium2").exists()])
    with pytest.raises(ImportError, match="reading PDF files needs pypdfium2"):
        PdfFile(path)
