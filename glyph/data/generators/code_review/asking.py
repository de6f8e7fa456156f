"""Faulty programs as samples: where is the fault, and what is it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from glyph.data.generators.code_review.faults import FAULTS
from glyph.data.sample import Question, Sample, Split
from glyph.data.wording.by_split import BySplit, read_by_split
from glyph.data.wording.language_files import language_file
from glyph.documents import parse_document
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import Language, execute

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """How programs are asked about in one language, and what their faults are called."""

    questions: Mapping[str, BySplit]  # by kind of question
    faults: Mapping[str, str]  # names by kind of fault


@cache
def review_words(language: Language) -> ReviewWords:
    """Those of a language, ``code_review.yaml``.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    fields = language_file(language, "code_review.yaml").fields(("questions", "faults"))
    questions = fields["questions"].fields(("bug_line", "bug_kind"))
    faults = fields["faults"].fields(FAULTS)
    return ReviewWords(
        {kind: read_by_split(lists) for kind, lists in questions.items()},
        {kind: faults[kind].text() for kind in FAULTS},
    )


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


def ask(case: Case, language: Language, split: Split, rng: Random, source: str) -> Sample:
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
    words = review_words(language)
    for kind, wordings in words.questions.items():
        if kind == "bug_kind" and case.kind is None:
            continue
        template = "{0}"
        if kind == "bug_kind" and case.kind is not None:
            template = words.faults[case.kind] + ("：" if language == "zh" else ": ") + "{0}"
        answer, *others = (execute(template, [text], language) for text in quoted)
        text = rng.choice(wordings[split])
        references = tuple(dict.fromkeys(other for other in others if other != answer))
        questions.append(Question(text, answer, (spans[0],), template, kind, references))
    document = parse_document(case.source, "python", f"{case.id}.py")
    return Sample(case.id, tuple(questions), document, language=language, source=source)


def kind_said(answer: str) -> str | None:
    """The kind of fault that an answer to a ``bug_kind`` question names, in either language; None for none."""
    said = answer.replace("：", ":").split(":")[0].strip().casefold()
    names = {kind: {review_words(language).faults[kind] for language in LANGUAGES} for kind in FAULTS}
    return next((kind for kind in FAULTS if said in names[kind]), None)
