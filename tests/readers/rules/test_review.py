"""What is flagged for review, and why; that right figures pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.generators.reports import SyntheticReports
from glyph.documents import DocumentBuilder
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, Doubt
from glyph.readers.rules.balance import broken_equations, misread_sums
from glyph.readers.rules.figure_rows import figure_rows
from glyph.readers.rules.growth import odd_growth, wrong_rates
from glyph.readers.rules.named import FINANCE, GENERAL, named_rules
from glyph.readers.rules.protocol import Verdict
from glyph.readers.rules.review import AGAINST, REVIEW_CONFIDENCE, review
from glyph.render import RenderConfig, render

LOOK = RenderConfig(font_size_pt=10, page_width_pt=448, page_height_pt=448)


def read(rows: Sequence[Sequence[str]]) -> Reading:
    """A table, read without mistakes."""
    builder = DocumentBuilder()
    builder.table([list(row) for row in rows])
    (page,) = render(builder.build(), LOOK)
    return Reading.painted(page)


def balance_sheet(assets: int, liabilities: int, equity: int, chinese: bool = False) -> Reading:
    """Two columns, of which the second always balances."""
    labels = (
        ("资产总计", "负债合计", "所有者权益合计") if chinese else ("Total assets", "Total liabilities", "Total equity")
    )
    values = zip(labels, (assets, liabilities, equity), ("90", "60", "30"), strict=True)
    return read([["", "2023", "2022"], *([label, f"{value:,}", other] for label, value, other in values)])


def evidence(reading: Reading, text: str) -> Answer:
    """An answer copied from where a text stands on a page."""
    start = reading.chars.index(text)
    boxes = reading.boxes[start : start + len(text)]
    box = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    return Answer(text, 0.9, ((0, box),), template="{0}", operands=(text,))


def test_little_confidence_is_flagged_in_both_languages() -> None:
    for language, mark in (("en", "[needs review]"), ("zh", "[需人工确认]")):
        unsure = Answer("Oslo", REVIEW_CONFIDENCE - 0.01, language=language)  # type: ignore[arg-type]
        flagged = review(unsure, "Where?", [])
        assert flagged.needs_review and flagged.marked == f"Oslo {mark}" and flagged.confidence == unsure.confidence
        assert flagged.reason == f"confidence {unsure.confidence:.2f} is under {REVIEW_CONFIDENCE:g}"
    sure = review(Answer("Oslo", REVIEW_CONFIDENCE), "Where?", [])
    assert (sure.needs_review, sure.reason, sure.marked) == (False, "", "Oslo")
    assert review(Answer("Oslo", 0.9), "Where?", [], threshold=0.95).needs_review
    assert not review(Answer("Oslo", 0.1), "Where?", [], threshold=0.0).needs_review


def test_contradictions_take_the_confidence_away() -> None:
    flagged = review(Answer("12", 1.0, template="{0}", operands=("12",)), "Did cash rise?", [], FINANCE)
    assert flagged.needs_review and flagged.confidence == pytest.approx(AGAINST)
    failed = review(Answer("", 0.8, needs_review=True, reason="the model gave no answer"), "Where?", [])
    assert failed.reason == "the model gave no answer" and failed.confidence == pytest.approx(0.8 * AGAINST)


def test_written_figures_must_stand_somewhere() -> None:
    page = read([["", "2023"], ["Cash", "1,024"]])
    for text, nowhere in (("1024", ""), ("about 1,025", "1025"), ("2,050 and 2023", "2050"), ("yes", "")):
        flagged = review(Answer(text, 0.9, template=text), "Cash?", [page])
        assert flagged.needs_review == bool(nowhere)
        assert f"the answer has {nowhere}, which stands nowhere on the pages" in flagged.reason or not nowhere
    assert not review(Answer("7", 0.9, template="7"), "Is it 7?", [page]).reason.startswith("the answer has")


def test_characters_in_doubt_count_where_they_change_a_figure() -> None:
    box = np.zeros(4, np.float32)
    copied = Answer("8,024", 0.9, template="{0}", operands=("8,024",))
    cases = [("8", "3", 0.6, True), ("8", "3", 0.95, False), ("8", "B", 0.6, False), ("-", "−", 0.6, False),
             (",", ".", 0.6, True), ("7", "1", 0.6, False)]  # fmt: skip
    for char, other, sure, is_told in cases:
        doubted = replace(copied, doubts=(Doubt(char, other, sure, 1, box),))
        flagged = review(doubted, "Cash?", [])
        assert flagged.needs_review == is_told, (char, other)
        assert flagged.confidence == 0.9  # it is in the confidence already
    reason = review(replace(copied, doubts=(Doubt("8", "3", 0.6, 1, box),)), "Cash?", []).reason
    assert reason == "a '8' on page 2 may be a '3'"
    words = replace(copied, operands=("Oslo",), doubts=(Doubt("8", "3", 0.6, 1, box),))
    assert not review(words, "Where?", []).needs_review


def test_rows_have_labels_and_figures_by_column() -> None:
    page = read([["", "2023", "2022"], ["Trade payables", "$ 1,024", "(77)"], ["Of which due", "", "12.5%"]])
    rows = figure_rows(page, 3)
    assert [row.label for row in rows] == ["", "Trade payables $", "Of which due"]
    assert [[figure.text for figure in row.figures] for row in rows] == [["2023", "2022"], ["1,024", "(77)"], ["12.5%"]]
    assert rows[1].figures[1].value == -77 and rows[1].figures[1].page == 3
    under = rows[1].under(rows[2].figures[0])
    assert under is not None and under.text == "(77)"
    assert figure_rows(page.where(np.zeros(len(page.chars), np.bool_)), 0) == []


def test_a_balance_that_does_not_hold_is_told_where_the_answer_rests_on_it() -> None:
    page = balance_sheet(1234, 800, 400)
    for figure in ("1,234", "800", "400"):
        flagged = review(evidence(page, figure), "Cash?", [page], FINANCE)
        assert flagged.reason == "total assets 1,234 is not liabilities 800 + equity 400 = 1,200"
        assert flagged.confidence == 0.9
    for figure in ("90", "60"):  # of the column that balances
        assert not review(evidence(page, figure), "Cash?", [page], FINANCE).needs_review
    chinese = balance_sheet(1234, 800, 400, chinese=True)
    assert (
        "is not liabilities 800 + equity 400"
        in review(evidence(chinese, "800"), "负债合计？", [chinese], FINANCE).reason
    )


@given(st.integers(10, 10**7), st.integers(10, 10**7), st.integers(2, 10**6), st.booleans())
def test_balances_that_hold_pass_and_others_do_not(liabilities: int, equity: int, error: int, chinese: bool) -> None:
    for assets, holds in (
        (liabilities + equity, True),
        (liabilities + equity + 1, True),
        (liabilities + equity + error, False),
    ):
        rows = figure_rows(balance_sheet(assets, liabilities, equity, chinese), 0)
        found = list(broken_equations(rows))
        assert len(found) == (not holds), [imbalance.sentence for imbalance in found]


def test_reports_that_are_read_rightly_pass() -> None:
    source = SyntheticReports(1, 1, 60, seed=3, length=("short", "medium", "long"), questions_per_report=1).split(
        "test"
    )
    num_equations = 0
    for index in range(0, 60, 2):
        document = source.sample(index, np.random.default_rng(0)).document
        assert document is not None
        readings = [Reading.painted(page) for page in render(document, LOOK)]
        pages = [figure_rows(reading, number) for number, reading in enumerate(readings)]
        assert not list(broken_equations([row for rows in pages for row in rows]))
        for reading, rows in zip(readings, pages, strict=True):
            assert not list(misread_sums(rows)) and not list(wrong_rates(reading, rows))
            num_equations += sum("liabilities" in row.label.casefold() or "负债" in row.label for row in rows)
    assert num_equations > 10  # they had something to pass


def test_a_digit_misread_is_told_by_the_sum() -> None:
    parts = [["Land", "12,100"], ["Buildings", "41,250"], ["Vehicles", "3,007"]]
    for total, wrong in (("56,357", False), ("56,857", True), ("61,002", False)):  # the last sums something else
        found = list(misread_sums(figure_rows(read([["", "2023"], *parts, ["Total", total]]), 0)))
        assert len(found) == wrong
    (imbalance,) = misread_sums(figure_rows(read([["", "2023"], *parts, ["合计", "56,857"]]), 0))
    assert imbalance.sentence == "合计 56,857 is not the sum of the 3 figures above it, 56,357: a digit may be misread"
    assert len(imbalance.figures) == 4
    small = list(misread_sums(figure_rows(read([["", "2023"], ["A", "12"], ["B", "30"], ["Total", "62"]]), 0)))
    assert small == []  # too short to tell from chance


def test_growth_that_can_hardly_be() -> None:
    assert odd_growth("120", "100") == odd_growth("80", "100") == odd_growth("Cash", "100") == ""
    assert (
        odd_growth("1,000", "(77)")
        == "growth from (77) to 1,000 starts or ends below zero, where a percentage means little"
    )
    assert "over 1000%" in odd_growth("2,000", "100") and odd_growth("5", "0") == ""
    computed = Answer("1900.00%", 0.9, template="growth({0}, {1})", operands=("2,000", "100"))
    assert "over 1000%" in review(computed, "What is the growth rate?", [], FINANCE).reason


def test_stated_rates_must_follow_from_their_row() -> None:
    for rate, is_wrong in (("12.5%", False), ("12.6%", False), ("17.5%", True), ("-11.1%", False)):
        page = read([["", "2023", "2022", "Change"], ["Cash", "1,125", "1,000", rate]])
        assert len(list(wrong_rates(page, figure_rows(page, 0)))) == is_wrong
    page = read([["", "2023", "2022", "Share"], ["Cash", "1,125", "1,000", "17.5%"]])
    assert not list(wrong_rates(page, figure_rows(page, 0)))


def test_an_answer_shows_which_rule_said_what() -> None:
    page = balance_sheet(1234, 800, 400)
    flagged = review(evidence(page, "800"), "Did liabilities rise?", [page], (*GENERAL, *FINANCE))
    said = {verdict.rule: (len(verdict.contradictions), len(verdict.doubts)) for verdict in flagged.verdicts}
    assert said == {"asked": (1, 0), "sums": (0, 1)}
    assert flagged.reason == "; ".join(s for verdict in flagged.verdicts for s in verdict.sentences)
    unwatched = review(evidence(page, "800"), "Did liabilities rise?", [page], ())
    assert (unwatched.verdicts, unwatched.needs_review, unwatched.confidence) == ((), False, 0.9)


def test_a_rule_of_ones_own_is_heard() -> None:
    class NoOslo:
        name = "no Oslo"

        def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
            return Verdict(self.name, doubts=("it is never Oslo",) if answer.text == "Oslo" else ())

    rules = named_rules(["characters", NoOslo()])
    assert [rule.name for rule in rules] == ["characters", "no Oslo"]
    flagged = review(Answer("Oslo", 0.9), "Where?", [], rules)
    assert (flagged.reason, flagged.verdicts[0].rule) == ("it is never Oslo", "no Oslo")


def test_rules_go_by_name() -> None:
    assert [rule.name for rule in named_rules(["general"])] == ["workable", "invented", "characters"]
    assert [rule.name for rule in named_rules(["finance", "sums", "workable"])] == [
        "asked",
        "sums",
        "growth",
        "workable",
    ]
    assert named_rules([]) == ()
    with pytest.raises(ValueError, match=r"rules: 'balance' is none of workable, .*finance"):
        named_rules(["balance"])


def test_figures_that_the_question_asks_to_work_out_are_doubted_alone() -> None:
    page = read([["", "2023"], ["Cash", "1,024"]])
    for question, template, kept in (
        ("What was cash?", "1,025", AGAINST), ("What was average cash?", "1,025", 1.0), ("How many banks?", "7", None),
        ("How many banks?", "77", AGAINST), ("What was cash?", "-1024.00", None),
    ):  # fmt: skip
        flagged = review(Answer(template, 0.9, template=template), question, [page])
        assert flagged.needs_review == (kept is not None), (question, template)
        assert flagged.confidence == pytest.approx(0.9 * (kept or 1.0))


def test_figures_of_two_columns_are_not_one_number() -> None:
    table = read([["", "2023", "2022"], ["Cash", "987", "345"], ["Debt", "1 276", "23"]])
    for operand, is_one in (("987 345", False), ("1 276", True)):
        answer = Answer("1", 0.9, template="difference({0}, {1})", operands=(operand, "23"))
        assert review(answer, "Change?", [table]).needs_review != is_one
    assert [[f.value for f in row.figures] for row in figure_rows(table, 0)] == [[2023, 2022], [987, 345], [1276, 23]]


def test_rows_hold_figures_in_every_dress() -> None:
    table = read([["", "2023", "2022"], ["Cash", "△ 76", "76 CR"], ["Debt", "76-", "1’276"]])
    rows = figure_rows(table, 0)[1:]
    assert [[figure.value for figure in row.figures] for row in rows] == [[-76, -76], [-76, 1276]]
    assert [row.label for row in rows] == ["Cash", "Debt"]
