"""Error rates of texts that were read: by character (CER) and by word (WER), Levenshtein 1966."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from glyph.documents.cjk import CJK

_WORD = re.compile(rf"(?!\s)[{CJK}]|[^\s{CJK}]+")


def cer(prediction: str, reference: str) -> float:
    """Character error rate: Levenshtein distance over the reference's length (at least 1).

    Levenshtein 1966; may exceed 1. Computed with rapidfuzz.
    """
    return Levenshtein.distance(prediction, reference) / max(1, len(reference))


def corpus_cer(pairs: Iterable[tuple[str, str]]) -> float:
    """Character error rate over (prediction, reference) pairs: summed distances over summed lengths."""
    return _error_rate(pairs)


def wer(prediction: str, reference: str) -> float:
    """Word error rate: Levenshtein distance of words over the reference's number of words (at least 1); may exceed 1.

    See ``words`` for what a word is; case and punctuation count.
    """
    return _error_rate([(words(prediction), words(reference))])


def corpus_wer(pairs: Iterable[tuple[str, str]]) -> float:
    """Word error rate over (prediction, reference) pairs: summed distances over summed numbers of words."""
    return _error_rate((words(prediction), words(reference)) for prediction, reference in pairs)


def words(text: str) -> list[str]:
    """What stands between blanks; Chinese and Japanese characters, whose words no blanks part, each by themselves."""
    return _WORD.findall(text)


def _error_rate(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> float:
    distance = length = 0
    for prediction, reference in pairs:
        distance += Levenshtein.distance(prediction, reference)
        length += len(reference)
    return distance / max(1, length)
