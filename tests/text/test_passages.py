"""Passages are found by words, by the labels of rows, and by what analysts mean but reports do not print."""

from __future__ import annotations

import numpy as np
import pytest

from glyph.text.concepts import concepts_of, with_other_words
from glyph.text.passages import PassageIndex, content_terms

PASSAGES = [
    "We sell inventories of parts. Total inventories and total risks of 2023 are told in total here, inventories.",
    "CONSOLIDATED BALANCE SHEETS\n\t2023\t2022\nTotal inventories\t5,372\t4,913\nTotal assets\t9,000\t8,000",
    "Inventories\t2023\t2022\nTotal inventories of raw material and supplies held abroad\t12\t13",
    "CONSOLIDATED STATEMENTS OF CASH FLOWS\nPurchases of property, plant and equipment\t(1,577)\t(1,373)",
    "合并资产负债表\n存货\t1,024.00\t987.00\n资产总计\t9,000.00\t8,000.00",
    "合并利润表\n营业收入\t3,300.00\t2,100.00",
]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("What was total inventories in 2023?", 1),
        ("What is the FY2023 capex?", 3),
        ("What is shown in the balance sheet?", 1),
        ("2023年的存货是多少？", 4),
        ("营收是多少？", 5),
        ("How much did supplies held abroad come to?", 2),
    ],
)
def test_the_passage_in_question_comes_first(question: str, passage: int) -> None:
    scores = PassageIndex(PASSAGES).scores(question)
    assert scores.shape == (len(PASSAGES),) and int(np.argmax(scores)) == passage


def test_the_same_row_is_found_in_lines_without_cells() -> None:
    lines = [passage.replace("\t", " ") for passage in PASSAGES]
    assert int(np.argmax(PassageIndex(lines).scores("What was total inventories in 2023?"))) == 1


def test_what_shares_nothing_scores_nothing() -> None:
    assert not PassageIndex(PASSAGES).scores("zyx?").any()
    assert not PassageIndex(["", "\n"]).scores("What was revenue?").any()
    assert PassageIndex([]).scores("What?").shape == (0,)


def test_endings_widths_and_common_words_do_not_count() -> None:
    assert content_terms("What were the Inventories sold?") == content_terms("inventory sold")
    assert content_terms("２０２３ １，０２４.") == ["2023", "1,024"]
    assert content_terms("净利润") == ["净利", "利润"]


def test_concepts_are_told_by_whole_words() -> None:
    (concept,) = concepts_of("What was CAPEX?")
    assert ("capital expenditures" in concept.rows[0]) and not concept.title
    assert not list(concepts_of("Who escaped?"))
    assert with_other_words("Who is the CEO?").endswith("chief executive officer")


def test_letters_are_counted_without_blanks() -> None:
    assert PassageIndex(["a b\nc\td"]).num_chars == 4
