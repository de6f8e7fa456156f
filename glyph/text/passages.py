"""Which passages of a long text a question is about: BM25, rows of tables by their labels, and statements by name.

A report says the same words on many pages; a question about a figure means the row that is called as the question calls
it. So beside BM25 over whole passages, each line that holds figures is compared by its label alone: what of the
question it has, and what it has besides (a weighted Jaccard index). Concepts (``concepts.py``) add the rows that a
question means without naming them. Nothing here is learned; the weights were chosen on filings of validation companies.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from glyph.documents.cjk import is_cjk
from glyph.text.bm25 import B, TermIndex
from glyph.text.concepts import Concept, concepts_of, with_other_words

ROW_WEIGHT, CONCEPT_WEIGHT = 4.0, 10.0  # of the best row, and of each row of a concept, beside BM25
BESIDE_CONCEPT = 0.7  # what counts of the question's words where it names a concept
UNASKED = 0.5  # of the weight of a label's words that the question lacks
MAX_ROW_TERMS, MAX_TITLE_TERMS = 30, 12
_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:&[^\W\d_]+)?")
_COMMON_WORDS = (
    "the a an of in on for to by is are was were what which how much many did do does and or as at from with be it its"
    " this that if you your answer question following using use used based basis please give response relying details"
    " shown information primarily according clearly outlined within company assume has have had there their than then"
    " those these who would could can any per amount value show tell me us our we i into not no whose when where number"
    " column row table usd round units decimal places one two calculate utilize utilizing provided state stated"
    " explain like also reported report 多少 是多 什么 一栏 查一 一下 请问 少是"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def content_terms(text: str) -> list[str]:
    """What a text is compared by: its words without endings, its numbers, and of Chinese the pairs of characters."""
    found = list[str]()
    for match in _TERM.findall(unicodedata.normalize("NFKC", text).casefold()):
        if match[0].isdigit():
            found.append(match)
            continue
        for is_hanzi, chars in groupby(match, is_cjk):
            run = "".join(chars)
            found += ([a + b for a, b in pairwise(run)] or [run]) if is_hanzi else [_stem(run)]
    return [term for term in found if term not in _COMMON]


def _stem(word: str) -> str:
    if len(word) <= 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    if word.endswith(("ses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _has_figure(line: str, terms: Sequence[str]) -> bool:
    """Whether a line may be the row of a table: of cells, a figure stands beside the first."""
    _, parted, others = line.partition("\t")
    if parted:
        return any(map(str.isdigit, others))
    return len(terms) <= MAX_ROW_TERMS and any(term[0].isdigit() for term in terms)


class _Lines:
    """Some lines of N passages, as sets of terms that can be found by any of them."""

    def __init__(self, found: Sequence[tuple[int, frozenset[str]]]) -> None:
        self.passages = np.array([passage for passage, _ in found], np.int64)
        self.sizes = np.array([len(terms) for _, terms in found], np.float64)
        by_term: dict[str, list[int]] = defaultdict(list)
        for line, (_, terms) in enumerate(found):
            for term in terms:
                by_term[term].append(line)
        self.by_term = {term: np.array(lines, np.int64) for term, lines in by_term.items()}

    def weighed(self, weights: dict[str, float]) -> NDArray[np.float64]:
        """[L] the sum of the weights of each line's terms; terms without one weigh nothing."""
        total = np.zeros(len(self.passages))
        for term, weight in weights.items():
            if term in self.by_term:
                total[self.by_term[term]] += weight
        return total

    def best(self, scores: NDArray[np.float64], num_passages: int) -> NDArray[np.float64]:
        """[N] the best score [L] of any line of each passage."""
        found = np.zeros(num_passages)
        np.maximum.at(found, self.passages, scores)
        return found


class PassageIndex:
    """N passages, made ready to be asked for."""

    def __init__(self, texts: Sequence[str], length_share: float = B) -> None:
        """
        Args:
            texts: of the passages; rows of tables are lines of their own. Of a text with tabs, as between cells, only
                lines that have some are rows; of others every line of not too many words that holds a figure.
            length_share: how far BM25 is divided by a passage's length, 0 to 1.
        """
        self.num_chars = sum(len("".join(text.split())) for text in texts)
        rows, titles = list[tuple[int, frozenset[str]]](), list[tuple[int, frozenset[str]]]()
        words = list[list[str]]()
        for passage, text in enumerate(texts):
            terms, has_tables = list[str](), "\t" in text
            for line in text.split("\n"):
                said = content_terms(line)
                terms += said
                label = frozenset(term for term in said if not term[0].isdigit())
                if label and has_tables <= ("\t" in line) and _has_figure(line, said):
                    rows.append((passage, label))
                if label and len(said) <= MAX_TITLE_TERMS:
                    titles.append((passage, label))
            words.append(terms)
        self._words = TermIndex(words, length_share)
        self._num, self._rows, self._titles = len(texts), _Lines(rows), _Lines(titles)
        self._row_weights = self._rows.weighed({term: self._words.rarity(term) for term in self._rows.by_term})

    def __len__(self) -> int:
        return self._num

    def scores(self, question: str) -> NDArray[np.float64]:
        """[N] how likely each passage is to answer a question; 0 where it shares nothing with it."""
        terms = content_terms(with_other_words(question))
        found = self._words.scores(terms) + ROW_WEIGHT * self._rows_called(terms)
        meant = np.zeros(self._num)
        for concept in concepts_of(question):
            meant += sum(self._parts(concept), np.zeros(self._num))
        return found * (BESIDE_CONCEPT if meant.any() else 1.0) + CONCEPT_WEIGHT * meant

    def _labels(self, terms: Collection[str]) -> tuple[NDArray[np.float64], float]:
        """[L] the weight of what each row's label shares with terms, and the weight of these."""
        weights = {term: self._words.rarity(term) for term in set(terms) if not term[0].isdigit()}
        return self._rows.weighed(weights), max(sum(weights.values()), 1e-6)

    def _rows_called(self, terms: Collection[str]) -> NDArray[np.float64]:
        shared, asked = self._labels(terms)
        return self._rows.best(shared**2 / (asked + UNASKED * (self._row_weights - shared)), self._num)

    def _parts(self, concept: Concept) -> Iterator[NDArray[np.float64]]:
        """[N] of each row of a concept, and of its title, how surely each passage has it: 0 to 1."""
        for names in concept.rows:
            called = []
            for name in names:
                shared, asked = self._labels(content_terms(name))
                called.append(self._rows.best((shared / (asked + self._row_weights - shared)) ** 2, self._num))
            yield np.max(called, axis=0)
        if concept.title:
            terms = set(content_terms(concept.title))
            shared = self._titles.weighed(dict.fromkeys(terms, 1.0))
            yield self._titles.best(shared / (len(terms) + self._titles.sizes - shared), self._num)
