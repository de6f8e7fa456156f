"""The shipped reader on figures in other dress: full-width, △ and trailing signs, CR, spaces and dots of thousands."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

import glyph
from glyph.documents import parse_document
from glyph.models.inputs.assembler import PageText, document_units
from glyph.readers.torch_reader import TorchReader
from glyph.readers.whole_numbers import with_whole_numbers
from glyph.text.charset import Charset
from glyph.text.numbers import parse_number


@pytest.fixture(scope="module")
def base() -> TorchReader:
    return glyph.load()


def chinese(figures: list[tuple[str, str]]) -> str:
    labels = ("营业收入", "营业利润", "财务费用")
    rows = [f"| {label} | {new} | {old} |" for label, (new, old) in zip(labels, figures, strict=True)]
    return "\n".join(["# 年度报告", "", "| 单位：万元 | 2023年 | 2022年 |", "|---|---:|---:|", *rows])


@pytest.mark.parametrize(
    "figures",
    [
        [("１，２０４", "９８７"), ("（７６）", "２３"), ("－１８", "△１２")],
        [("１２０４", "９８７"), ("７６", "２３"), ("９４", "１１")],
        [("12．5", "9．1"), ("7．6", "2．3"), ("9．4", "1．1")],
        [("1,204", "987"), ("△76", "23"), ("▲94", "11")],
    ],
)
def test_chinese_statements(base: TorchReader, figures: list[tuple[str, str]]) -> None:
    document = parse_document(chinese(figures), "markdown")
    for label, row in zip(("营业收入", "营业利润", "财务费用"), figures, strict=True):
        for year, figure in zip((2023, 2022), row, strict=True):
            answer = base.answer(f"{year}年的{label}是多少？", document)
            assert parse_number(answer.text) == parse_number(figure)
    change = base.answer("营业利润从2022年到2023年变动了多少？", document)
    assert parse_number(change.text) == parse_number(figures[1][0]) - parse_number(figures[1][1])


@pytest.mark.parametrize(
    ("figure", "value"),
    [("76-", "-76"), ("76 CR", "-76"), ("1 276", "1276"), ("1\u00a0276", "1276"), ("1.276,50", "1276.50")],
)
def test_english_statements(base: TorchReader, figure: str, value: str) -> None:
    rows = ["| EUR million | 2023 | 2022 |", "|---|---:|---:|", "| Revenue | 1,204 | 987 |"]
    table = "\n".join([*rows, f"| Operating result | {figure} | 23 |"])
    document = parse_document(f"# Report\n\n{table}", "markdown")
    assert parse_number(base.answer("What was the operating result in 2023?", document).text) == Decimal(value)
    change = base.answer("By how much did the operating result change from 2022 to 2023?", document)
    assert parse_number(change.text) == Decimal(value) - 23


@pytest.mark.parametrize(
    ("text", "copied", "whole"),
    [
        ("Result 76- 23", "-", "76-"), ("Result △76 23", "76", "△76"), ("Result 76 CR 23", "CR", "76 CR"),
        ("Result (76) 23", "76", "76"), ("Result 1'276 23", "276", "1'276"), ("Result 269 292", "269", "269"),
        ("20- year bonds", "20", "20"), ("2011-12 was", "12", "12"), ("Result - 23", "-", "-"),
    ],
)  # fmt: skip
def test_copied_spans_take_in_whole_numbers(text: str, copied: str, whole: str) -> None:
    chars = "".join(text.split())
    breaks = np.array([k == 0 or text[k - 1] == " " for k, char in enumerate(text) if char != " "])
    boxes = np.array([[k * 6, 0, k * 6 + 6, 10] for k in range(len(chars))], np.float32)
    document = document_units([PageText(chars, boxes, breaks)], [40], Charset())
    unit = document.units.texts.index(copied)
    token, (first, last) = with_whole_numbers([7, (unit, unit)], document, chars)  # type: ignore[misc]
    start, end = document.units.starts[first], document.units.ends[last]
    assert token == 7 and chars[start:end] == whole.replace(" ", "")
