# ruff: noqa: E501 - lists of wordings
"""How a page is asked for its title and its main points, and what counts as the answer."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from glyph.data.generators.reports.vocabulary import questions_for
from glyph.data.sample import Question, Split
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import Language, execute

MAX_POINTS = 3
TITLE, MAIN_POINTS = "title", "main_points"  # kinds of questions

# In every list the fourth of five is val's and the fifth test's.
WORDINGS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        TITLE: (
            "What is the title?", "What is the headline of this page?", "Give the title of the article.",
            "Which title does the page have?", "What is this page's title?",
            "How is the article headed?", "Read out the headline.", "What is the article called?",
            "State the page's headline.", "What is the page titled?",
        ),
        MAIN_POINTS: (
            "What are the main points of this page?", "Summarise this page.", "What is this page about?",
            "Sum up the page.", "Which are the main points of this page?",
            "What are the key points of the article?", "Give the main points.", "Which sentences sum up the article?",
            "What are the article's chief points?", "What does this page say, in short?",
            "Give a summary of this page.", "What does the article say?", "What is the gist of this page?",
            "Outline what the page says.", "Name the main points made on this page.",
        ),
    },
    "zh": {
        TITLE: (
            "标题是什么？", "这个网页的标题是什么？", "这篇文章叫什么？", "请给出网页的标题。", "本页标题是什么？",
            "文章的标题是什么？", "读出标题。", "这一页的题目是什么？", "文章题为何？", "该网页题目是什么？",
        ),
        MAIN_POINTS: (
            "这个网页的要点是什么？", "总结这个网页。", "这一页讲了什么？", "概括本页。", "这一页的要点有哪些？",
            "这篇文章的主要内容是什么？", "请列出要点。", "哪几句话概括了文章？", "文章的重点有哪些？", "简单说，这个网页讲了什么？",
            "给出这一页的摘要。", "文章说了什么？", "这个网页的大意是什么？", "概述网页内容。", "请说出本页的主要观点。",
        ),
    },
}  # fmt: skip


def wording(kind: str, language: Language, split: Split, rng: Random) -> str:
    """One of a split's ways to ask."""
    return rng.choice(questions_for(WORDINGS[language][kind], split))


def copied_question(
    text: str, kind: str, source: str, evidence: Sequence[SourceSpan], references: Sequence[str] = ()
) -> Question:
    """A question answered by passages of the page, parted by spaces.

    Args:
        text: as asked.
        kind: ``TITLE`` or ``MAIN_POINTS``.
        source: of the document.
        evidence: the passages, in the order of the answer.
        references: further answers that count as right.
    """
    template = " ".join(f"{{{k}}}" for k in range(len(evidence)))  # not newlines: the base cannot write them
    answer = execute(template, [source[start:end] for start, end in evidence])
    return Question(text, answer, tuple(evidence), template, kind, tuple(r for r in references if r != answer))
