"""Questions about tables of PDF pages: right by the page itself, on the page as it is shown, in every split's words."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from glyph.data.generators.filings import Filings
from glyph.data.generators.filings.questions import PageExaminer
from glyph.data.generators.filings.tables import clean_label, figure_tables
from glyph.data.sample import Sample, Split
from glyph.documents.pdf.file import PdfFile
from glyph.documents.pdf.reflow import reflow
from glyph.errors import DataError
from glyph.text.answer_program import execute
from tests.places import SHARED

ROWS = (
    ("Net sales", "$ 8,113", "$ 7,070", "$ 6,439"),
    ("Cost of sales", "5,002", "4,433", "4,100"),
    ("Gain on sale of businesses (Note 3)", "(389)", "(111)", "—"),
    ("Current assets", "", "", ""),
    ("Other, net", "398", "120", "77"),
    ("Noncurrent assets", "", "", ""),
    ("Other, net", "12", "13", "15"),
    ("Total assets", "12,345", "11,222", "10,001"),
)


def statement(path: Path, years: tuple[str, ...] = ("2020", "2019", "2018"), rows: object = ROWS) -> Path:
    canvas = Canvas(str(path), pagesize=(400, 300), invariant=True)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(30, 270, "Consolidated statement of what was earned, which is followed by its table.")
    for k, row in enumerate((("(Millions)", *years), *rows)):  # type: ignore[misc]
        canvas.drawString(30, 240 - 14 * k, row[0])
        for c, text in enumerate(row[1:]):
            canvas.drawRightString(260 + 60 * c, 240 - 14 * k, text)
    canvas.showPage()
    canvas.save()
    return path


def test_rows_and_columns_are_named(tmp_path: Path) -> None:
    with PdfFile(statement(tmp_path / "a.pdf")) as pdf:
        page = pdf.read(0)
    (table,) = figure_tables(reflow(page))
    assert [column.header for column in table.columns.values()] == ["2020", "2019", "2018"] and table.is_dated
    rows = {(row.section, row.label): [figure.text for figure in row.figures.values()] for row in table.rows}
    assert rows["", "Net sales"] == ["8,113", "7,070", "6,439"]
    assert rows["", "Gain on sale of businesses"] == ["(389)", "(111)"]
    assert rows["Current assets", "Other, net"] == ["398", "120", "77"]
    assert rows["Noncurrent assets", "Other, net"] == ["12", "13", "15"]
    for row in table.rows:
        for figure in row.figures.values():
            assert page.text[figure.span[0] : figure.span[1]] == figure.text


def test_a_table_with_two_columns_of_one_name_is_left_out(tmp_path: Path) -> None:
    with PdfFile(statement(tmp_path / "a.pdf", years=("2020", "2020", "2019"))) as pdf:
        assert not figure_tables(reflow(pdf.read(0)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Revenue ..........", "Revenue"),
        ("Goodwill (1)", "Goodwill"),
        ("Leases (Note 12):", "Leases"),
        ("Debt, net [b]", "Debt, net"),
        ("Cash provided by (used in)", "Cash provided by (used in)"),
        ("净利润：", "净利润"),
    ],
)
def test_labels_lose_marks_and_leaders(text: str, label: str) -> None:
    assert clean_label(text) == label


@pytest.mark.parametrize("split", ["train", "val", "test"])
def test_answers_follow_from_the_evidence(tmp_path: Path, split: Split) -> None:
    with PdfFile(statement(tmp_path / "a.pdf")) as pdf:
        page = pdf.read(0)
    tables = figure_tables(reflow(page))
    kinds = set()
    for seed in range(60):
        examiner = PageExaminer(Random(seed), "en", split, page.text, tables, ["Deferred taxes", "Net sales"])
        for question in examiner.ask(12):
            kinds.add(question.kind)
            assert question.template is not None
            operands = [page.text[start:end] for start, end in question.evidence]
            assert execute(question.template, operands) == question.answer
            if question.kind == "not_stated":
                asked = {name: question.text[start:end] for name, start, end in question.slots}
                assert not question.evidence
                assert asked["item"].casefold() == "deferred taxes" or not any(
                    y in asked["when"] for y in ("2018", "2019", "2020")
                )
            if split != "train" and question.intent == "lookup_table":  # told apart by what they stand under
                assert "assets" in question.text and "other, net" in question.text.casefold()
    assert {"lookup", "growth", "difference", "yes_no", "multi_span", "comparison", "ratio"} <= kinds


def sample_of(folder: Path, drawn_share: float, seed: int, **more: int) -> Sample:
    filings = Filings({"train": [str(folder)]}, 10, 0, 0, drawn_share=drawn_share, **more)
    return filings.split("train").sample(0, np.random.default_rng(seed))


def test_what_is_asked_is_to_be_seen(tmp_path: Path) -> None:
    statement(tmp_path / "a.pdf")
    for seed in range(8):
        drawn = sample_of(tmp_path, 1.0, seed)
        (page,) = drawn.pages
        assert drawn.document is None and drawn.questions and page.grey.ndim == 2
        for question in drawn.questions:
            for start, end in question.evidence:
                inside = (page.offsets >= start) & (page.offsets < end)
                assert "".join(np.array(list(page.text))[inside]) and inside.any()
        flowed = sample_of(tmp_path, 0.0, seed)
        assert flowed.document is not None and not flowed.pages and flowed.questions
        for question in flowed.questions:
            operands = [flowed.document.source[start:end] for start, end in question.evidence]
            assert execute(question.template or "", operands) == question.answer


def test_a_large_page_is_shown_in_part(tmp_path: Path) -> None:
    statement(tmp_path / "a.pdf")
    (page,) = sample_of(tmp_path, 1.0, 1, max_pixels=120_000).pages
    assert page.grey.size <= 120_000


def test_samples_follow_from_their_seed_and_files_are_a_splits_own(tmp_path: Path) -> None:
    for name, label in (("a", "Net sales"), ("b", "Receipts")):
        (tmp_path / name).mkdir()
        statement(tmp_path / name / f"{name}.pdf", rows=((label, "1,204", "2,306", "3,408"), *ROWS[1:]))
    filings = Filings({"train": [str(tmp_path / "a")], "val": [str(tmp_path / "b")]}, 10, 3, 3)
    assert len(filings.split("test")) == 0
    val = filings.split("val")
    one, two = (val.sample(2, np.random.default_rng(seed)) for seed in (1, 2))
    assert one.questions == two.questions and one.id == two.id == "b-1"
    assert filings.split("train").sample(0, np.random.default_rng(1)).id == "a-1"


def test_files_without_tables_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no PDF file"):
        Filings({"train": [str(tmp_path)]}, 1, 0, 0)
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=True)
    canvas.drawString(72, 700, "Words alone.")
    canvas.save()
    with pytest.raises(DataError, match="hold no table with questions to ask"):
        sample_of(tmp_path, 1.0, 0)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
@pytest.mark.parametrize("pattern", ["filings/3M_2020_10K.pdf", "filings_zh/301033_2024.pdf"])
def test_real_filings_are_asked_about(pattern: str) -> None:
    filings = Filings({"train": [str(SHARED / "data" / pattern)]}, 10, 0, 0).split("train")
    samples = [filings.sample(0, np.random.default_rng(seed)) for seed in range(3)]
    assert sum(len(sample.questions) for sample in samples) > 10
    assert {sample.language for sample in samples} == {"zh" if "_zh" in pattern else "en"}
