"""Questions made of statements: a passage's own words with one piece left out and asked for (arXiv 1906.04980).

A reader learns from them which words of a passage a question is about, and where names, dates, quantities and phrases
begin and end. Chinese alone: rjieba tells words and their classes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from random import Random

import numpy as np

from glyph.data.generators.cloze_holes import Word, holes, tagged_words, topic_of
from glyph.data.sample import Question, Sample
from glyph.data.sources.corpus import Corpus
from glyph.documents import parse_document
from glyph.documents.model import SourceSpan
from glyph.errors import DataError
from glyph.text.language import language_of
from glyph.text.sentences import split_sentences

MAX_ANSWER = 24  # characters
MIN_CONTEXT = 4  # characters of a question beside those that ask
TRIES = 8  # at each question; most pieces of a sentence are no answer to anything
# How often a word is left out of a question, by its class: words that say little go more often than others.
LEFT_OUT = {"uj": 0.3, "d": 0.4, "c": 0.5, "u": 0.4, "ul": 0.6, "p": 0.25, "r": 0.4, "y": 0.6, "x": 0.9}
LEFT_OUT_ELSE = 0.1


class ClozeSet:
    """Chinese passages, each with cloze questions drawn afresh."""

    def __init__(self, passages: Sequence[str], num_questions: int = 6) -> None:
        """
        Args:
            passages: those that are not Chinese are passed over.
            num_questions: of a passage, at most.
        """
        self._passages = [passage for passage in passages if language_of(passage) == "zh"]
        self._num_questions = num_questions

    def __len__(self) -> int:
        return len(self._passages)

    def sample(self, index: int, rng: np.random.Generator) -> Sample:
        """The passage at ``index``, or the next one that has something to ask for.

        Raises:
            DataError: if none has.
        """
        draw = Random(int(rng.integers(2**63)))
        for place in (*range(index, len(self)), *range(index)):
            text = self._passages[place]
            if questions := self._questions(text, draw):
                document = parse_document(text, "text", f"cloze-{place}")
                return Sample(document.name, questions, document, language="zh", source="clozes")
        raise DataError(f"none of {len(self)} passages holds anything that a cloze question could ask for")

    def _questions(self, text: str, rng: Random) -> tuple[Question, ...]:
        words, sentences = tagged_words(text), split_sentences(text)
        found = (_ask(text, words, rng.choice(sentences), rng) for _ in range(TRIES * self._num_questions))
        return tuple(islice((question for question in found if question is not None), self._num_questions))


def _ask(text: str, words: Sequence[Word], sentence: SourceSpan, rng: Random) -> Question | None:
    """A question for a piece of one clause, in the clause's words and maybe its neighbours'; None if it has none."""
    clauses = _clauses(text, sentence)
    k = rng.randrange(len(clauses))
    start, end = clauses[k]
    own = [word for word in words if start <= word.start and word.end <= end]
    found = [hole for hole in holes(own, text, clauses[k]) if 2 <= hole.end - hole.start <= MAX_ANSWER]
    if not found:
        return None
    hole = rng.choice(found)
    answer = text[hole.start : hole.end]
    before = clauses[k - 1][0] if k and rng.random() < 0.3 else start
    after = clauses[k + 1][1] if k + 1 < len(clauses) and rng.random() < 0.1 else end
    left = _thinned(text, words, (before, hole.start), rng)
    right = _thinned(text, words, (hole.end, after), rng)
    if len(left) + len(right) < MIN_CONTEXT or answer in left + right:
        return None
    topic = topic_of(text)
    if topic and topic not in left + right + answer and answer not in topic and rng.random() < 0.5:
        left = topic + rng.choice(("", "的", "在", "，")) + left
    asked = _arranged(left, rng.choice(hole.asked_by), right, rng) + rng.choice("？？?")
    return Question(asked, answer, ((hole.start, hole.end),), "{0}", "span")


def _arranged(left: str, word: str, right: str, rng: Random) -> str:
    """A question's parts in an order that questions may have; mostly as they stand in the statement."""
    orders = (
        left + word + right,
        left + right + rng.choice(("是", "", "为")) + word,
        word + left + right,
        right + left + word,
    )
    return rng.choices(orders, (0.55, 0.25, 0.1, 0.1))[0]


def _thinned(text: str, words: Sequence[Word], span: SourceSpan, rng: Random) -> str:
    return "".join(
        text[word.start : word.end]
        for word in words
        if span[0] <= word.start and word.end <= span[1] and rng.random() >= LEFT_OUT.get(word.tag, LEFT_OUT_ELSE)
    )


def _clauses(text: str, sentence: SourceSpan) -> list[SourceSpan]:
    """Where the clauses of a sentence stand, each with the mark that ends it."""
    ends = [k + 1 for k in range(*sentence) if text[k] in "，；：。！？"]
    cuts = sorted({sentence[0], *ends, sentence[1]})
    return list(pairwise(cuts))


def corpus_passages(paths: Sequence[str], num_chars: int = 400, fewest: int = 150) -> list[str]:
    """Prose of text files in passages of some length.

    Args:
        paths: .txt or .txt.gz files.
        num_chars: of a passage, at most.
        fewest: characters of a passage, at least; shorter pieces are left out.

    Raises:
        DataError: if a file is missing or holds no prose.
    """
    found: list[str] = []
    for lines in Corpus(paths).lines:
        passage = ""
        for line in (*lines, None):
            if line is not None and len(passage) + len(line) <= num_chars:
                passage += line
                continue
            if len(passage) >= fewest:
                found.append(passage)
            passage = (line or "")[:num_chars]
    return found
