"""Faulty programs as samples: where is the fault, and what is it?"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from glyph.data.generators.code_review.faults import FAULTS
from glyph.data.generators.reports.vocabulary import questions_for
from glyph.data.sample import Question, Sample, Split
from glyph.documents import parse_document
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import execute

WORDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "bug_line": (
            "Which line is wrong?", "Where is the bug?", "Quote the faulty line.",
            "Which line holds the bug?", "In which line is the mistake?",
            "Find the buggy line.", "Point at the line with the error.", "Which line has to be fixed?",
            "Show the line that is broken.", "Which line of this code is faulty?",
            "Where does this code go wrong?", "Name the line that contains the bug.", "Where is the error?",
            "Where is the mistake in this program?", "Find the line that is wrong.",
        ),
        "bug_kind": (
            "What is wrong, and where?", "What is the bug, and in which line?", "Name the fault and quote its line.",
            "What kind of mistake is it, and where?", "Which bug is in this code, and in which line?",
            "What is the error, and where is it?", "Describe the bug and point at it.",
            "What has to be fixed, and where?",
            "Which fault is there, and in which line?", "What is wrong with this code, and where?",
            "Review this code.", "What is the matter here, and where?", "Find the bug: what is it, and where?",
            "Say what is faulty, and where.", "What mistake was made, and in which line?",
        ),
    },
    "zh": {
        "bug_line": (
            "哪一行有错？", "错误在哪一行？", "请指出有问题的那一行。", "这段代码哪行错了？",
            "代码中的错误出现在哪一行？",
            "缺陷在哪里？", "找出有错误的代码行。", "哪一行需要修改？", "有问题的是哪一行？", "请找出出错的那行代码。",
        ),
        "bug_kind": (
            "哪里错了，是什么错误？", "是什么错误，在哪一行？", "请指出错误的类型和位置。", "错在何处，属于哪种错误？",
            "代码有什么问题，在哪一行？",
            "请审查这段代码。", "找出错误并说明类型。", "有什么缺陷，在哪里？", "说明错误种类及其所在行。",
            "这段代码错在哪里，是什么类型的错误？",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A program and what is wrong with it."""

    id: str
    source: str
    lines: tuple[int, ...]  # faulty lines, from 1; none blank. The first is the answer, the others count as right
    kind: str | None  # of ``FAULTS``; None where the fault is of no such kind
    group: str  # what it is called where it comes from, to score it by

    def __post_init__(self) -> None:
        texts = self.source.split("\n")
        if not self.lines or not all(0 < line <= len(texts) and texts[line - 1].strip() for line in self.lines):
            raise ValueError(f"{self.id}: lines={self.lines} must name lines that are not blank, of {len(texts)}")
        if self.kind is not None and self.kind not in FAULTS:
            raise ValueError(f"{self.id}: kind={self.kind!r} is not one of {', '.join(FAULTS)}")

    def span(self, line: int) -> SourceSpan:
        """Where a line's text stands, without its indent."""
        texts = self.source.split("\n")
        start = sum(len(text) + 1 for text in texts[: line - 1])
        text = texts[line - 1]
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def ask(case: Case, language: Literal["en", "zh"], split: Split, rng: Random, source: str) -> Sample:
    """A sample with the questions about a case that can be answered.

    Args:
        case: the program.
        language: of the questions.
        split: whose wordings to ask in.
        rng: chooses among them.
        source: name of the data set.
    """
    spans = [case.span(line) for line in case.lines]
    quoted = [case.source[start:end] for start, end in spans]
    questions = []
    for kind, wordings in WORDINGS[language].items():
        if kind == "bug_kind" and case.kind is None:
            continue
        template = "{0}"
        if kind == "bug_kind" and case.kind is not None:
            template = FAULTS[case.kind][language] + ("：" if language == "zh" else ": ") + "{0}"
        answer, *others = (execute(template, [text], language) for text in quoted)
        text = rng.choice(questions_for(wordings, split))
        references = tuple(dict.fromkeys(other for other in others if other != answer))
        questions.append(Question(text, answer, (spans[0],), template, kind, references))
    document = parse_document(case.source, "python", f"{case.id}.py")
    return Sample(case.id, tuple(questions), document, language=language, source=source)


def kind_said(answer: str) -> str | None:
    """The kind of fault that an answer to a ``bug_kind`` question names, in either language; None for none."""
    said = answer.replace("：", ":").split(":")[0].strip().casefold()
    return next((kind for kind, names in FAULTS.items() if said in names.values()), None)
