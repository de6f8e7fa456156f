"""The kind of answer asked for: questions tell it, answers of another kind are told, and right answers pass."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest

from glyph.data.generators.reports import SyntheticReports
from glyph.data.sources.tatqa import TatqaSamples
from glyph.readers.answer import Answer
from glyph.readers.rules.asked import asked_kind, asks_to_work_out, misfit, mismatch
from glyph.readers.rules.invented import invented_figures
from glyph.readers.rules.named import FINANCE
from glyph.readers.rules.review import verdicts_on
from tests.places import SHARED

MOST_CONTRADICTED = 0.002  # of right answers


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Did revenue rise from 2022 to 2023?", "yes or no"),
        ("Compared with 2022, has cash grown in 2023?", "yes or no"),
        ("2023年的收入是否高于2022年？", "yes or no"),
        ("Could you pull revenue in 2022 and in 2023?", None),
        ("Hello, can I have the number for cash?", None),
        ("能帮我找一下2023年的收入吗？", None),
        ("请把2023年的收入念一下好吗？", None),
        ("2023年的收入能超过2022年吗？", "yes or no"),
        ("By what amount did cash grow? I don't need the percentage.", "amount"),
        ("Cash over debt, as a decimal and not in percent?", None),
        ("收入是成本的几倍？不要百分比。", None),
        ("Give the change in percent, not the amount.", "rate"),
        ("Which is it: how many lines make up the total, two or three?", "amount"),
        ("合计由几项组成，两项还是三项？", "amount"),
        ("Was cash higher in 2022 or 2023?", "one of those named"),
        ("收入和成本，哪个更大？", "one of those named"),
        ("What is the growth rate of cash?", "rate"),
        ("现金的增长率是多少？", "rate"),
        ("What is the difference between cash and debt?", "difference"),
        ("现金与负债相差多少？", "difference"),
        ("By how many percentage points did the margin rise?", "amount"),
        ("How much was cash in 2023?", "amount"),
        ("现金是多少？", "amount"),
        ("Is there a fault in this code, and where?", None),
        ("Which words come after “how much was”?", None),
        ("收入___是多少", None),
        ("In “How many?”, how much is cash?", "amount"),
        ("Who audits the company?", None),
        ("哪家会计师事务所负责审计？", None),
    ],
)
def test_questions_tell_what_they_ask_for(question: str, kind: str | None) -> None:
    assert asked_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "answer", "template", "reason"),
    [
        ("Did cash rise?", "12", "{0}", "yes or no"),
        ("Did cash rise?", "Yes", "Yes", ""),
        ("现金增加了吗？", "否", "否", ""),
        ("How much was cash?", "yes", "greater({0},{1})", "not one of yes or no"),
        ("How much was cash?", "1,024", "{0}", ""),
        ("How much was cash?", "1,024 Debt 77", "{0}", "holds 2"),
        ("How much were cash and debt?", "1,024, 77", "{0}, {1}", ""),
        ("How much was cash?", "Debt", "{0}", "holds none"),
        ("How many stores are there?", "three", "three", ""),
        ("现金的增长率是多少？", "18.69", "difference({0},{1})", "asks for a percentage"),
        ("现金的增长率是多少？", "18.69%", "growth({0},{1})", ""),
        ("What is the difference between A and B?", "12", "{0}", "asks for a difference"),
        ("What is the difference between A and B?", "12", "difference({0},{1})", ""),
        ("Which is larger, Cash or Net debt?", "net Debt", "{0}", ""),
        ("Which is larger, Cash or Net debt?", "Equity", "{0}", "none of them"),
        ("Did cash rise?", "not stated", "not stated", ""),
        ("现金的增长率是多少？", "未披露", "未披露", ""),
        ("Who audits?", "Simon Rasmussen", "{0}", ""),
    ],
)
def test_answers_of_another_kind_are_told(question: str, answer: str, template: str, reason: str) -> None:
    found = misfit(question, answer, template)
    assert (reason in found) if reason else found == ""


@pytest.mark.parametrize(
    ("question", "answer", "template"),
    [  # a document's own ways to answer
        ("What is the percentage change in emissions?", "6.14 per cent", "{0}"),
        ("Which segment has a higher percentage change?", "Software and other", "{0}"),
        ("Which years does the table give the percentages of net sales for?", "2018, 2019", "{0}, {1}"),
        ("What was the amount of capitalized cost?", "not material", "{0}"),
        ("How much were gains in 2019?", "No significant gains were reclassified in 2019.", "{0}"),
        ("Is the plan open to new members?", "The plan is closed to new members.", "{0}"),
        ("In which year was the profit or loss larger?", "2019", "{0}"),
        ("How much was the operating loss?", "It increased $63 million to $987 million, including $1.5 billion", "{0}"),
        ("升庵桂湖的总面积是多少？", "46,600m²", "{0}"),
        ("男子110米栏的成绩是多少？", "12秒87", "{0}"),
        ("丘和哪个姓同源？", "邱", ""),
        ("清明节、重阳节正日的哪个时间段禁止驶入？", "早上5:30到晚上8:00", ""),
        ("还是一个什么场所？", "音乐会举办场所", ""),
        ("乙二醛是有机还是无机化合物？", "有机化合物", ""),
        ("猴面包树果实的长度约是多少厘米？", "长约15至20厘米。", "{0}"),
        ("印度野驴最高每小时可跑多少公里？", "达70-80公里", "{0}"),
        ("锦地罗的全长是多少厘米？", "全长通常只有2cm（0.79英尺）", "{0}"),
        ("目前学校男女生比例是多少？", "约为1：7（男：女）", "{0}"),
        ("路口镇管辖下有几个村和社区？", "8个村、2个社区。", "{0}"),
        ("分为哪几个部分？", "自我，本我，超我", "{0}"),
        ("丙烯颜料溶于汽油吗？", "溶于汽油。", "{0}"),
        ("Operating result, how much is it?", "1 276", "{0}"),
        ("How fast, in percentage terms, did earnings grow or shrink?", "9.20%", "growth({0},{1})"),
    ],
)
def test_right_answers_in_a_documents_own_words_pass(question: str, answer: str, template: str) -> None:
    assert misfit(question, answer, template) == mismatch(question, answer, template) == ""


def test_what_may_be_right_is_doubted_and_not_contradicted() -> None:
    question = "What was the percentage of sales represented by gross profit?"
    assert misfit(question, "50.9", "{0}") == "" and "no percent sign" in mismatch(question, "50.9", "{0}")
    assert "is none" in misfit(question, "50.9", "difference({0},{1})")
    (verdict,) = verdicts_on(Answer("50.9", 0.9, template="{0}"), question, [], FINANCE)
    assert (verdict.rule, verdict.contradictions, len(verdict.doubts)) == ("asked", (), 1)


Row = tuple[str, str, str | None, str]  # question, right answer, template, the text of its pages


def tatqa() -> Iterator[Row]:
    source = TatqaSamples(SHARED / "data/tatqa/tatqa_dataset_dev.json")
    for split in ("train", "val", "test"):
        samples = source.split(split)
        for index in range(len(samples)):
            sample = samples.sample(index, np.random.default_rng(0))
            assert sample.document is not None
            for question in sample.questions:
                if question.template or question.kind != "arithmetic":  # no reader of ours gives what no function does
                    yield question.text, question.answer, question.template, sample.document.source


def cmrc() -> Iterator[Row]:
    with (SHARED / "data/cmrc2018/cmrc2018_trial.json").open(encoding="utf-8") as file:
        paragraphs = [paragraph for article in json.load(file)["data"] for paragraph in article["paragraphs"]]
    for paragraph in paragraphs:
        for asked in paragraph["qas"]:
            yield asked["question"], asked["answers"][0]["text"], "{0}", paragraph["context"]


def lookups() -> Iterator[Row]:
    for folder in ("filings", "filings_zh"):
        with (SHARED / "data" / folder / "lookups.json").open(encoding="utf-8") as file:
            for row in json.load(file):
                yield row["question"], row["answer"], "{0}", row["answer"]


def reports() -> Iterator[Row]:
    source = SyntheticReports(1, 40, 40, seed=17, length=("short", "medium"))
    for split in ("val", "test"):
        for index in range(40):
            sample = source.split(split).sample(index, np.random.default_rng(0))
            assert sample.document is not None
            for question in sample.questions:
                yield question.text, question.answer, question.template, sample.document.source


def check_gold(rows: Iterator[Row]) -> None:
    num, against = 0, []
    for question, answer, template, pages in rows:
        num += 1
        told = [misfit(question, answer, template or "")]
        written = template or answer  # what no function gives is written
        if "{" not in written and not asks_to_work_out(question):
            told += invented_figures(question, written, pages)
        against += [(question, answer, sentence) for sentence in told if sentence]
    assert num > 500 and len(against) < MOST_CONTRADICTED * num, against


def test_right_answers_on_reports_are_not_contradicted() -> None:
    check_gold(reports())


@pytest.mark.skipif(not SHARED.is_dir(), reason="there is no real data beside the repository")
@pytest.mark.parametrize("rows", [tatqa, cmrc, lookups])
def test_right_answers_on_real_data_are_not_contradicted(rows: object) -> None:
    check_gold(rows())  # type: ignore[operator]
