"""Scores of answers: exact match and token F1, on answers brought to one form (SQuAD's, for Chinese as well)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from glyph.documents.cjk import CJK_LETTERS
from glyph.text.numbers import CANONICAL, find_numbers, is_number

_YUAN = re.compile("([十百千万亿]*)元")  # behind a number
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_CJK_SPACE = re.compile(rf"(?<=[{CJK_LETTERS}])\s+|\s+(?=[{CJK_LETTERS}])")
_TOKEN = re.compile(rf"{CANONICAL}|[{CJK_LETTERS}]|[^\s{CJK_LETTERS}]+?(?=[\s{CJK_LETTERS}]|{CANONICAL}|$)")


def normalize_answer(text: str) -> str:
    """Bring an answer to the form in which answers are compared.

    As SQuAD's official script (Rajpurkar et al. 2016, arXiv 1606.05250): lower case, no punctuation, no
    articles, single spaces. In addition full-width forms are folded, spaces beside Chinese are dropped, and
    a number (``glyph/text/numbers.py``) loses thousands separators, currency, "%" and trailing zeros; a bracketed
    number that opens the text or follows a comma, and U+2212, are negative: "(3.2)" is "-3.2", "$1,024.00" is "1024".
    """
    text = unicodedata.normalize("NFKC", text).strip()
    parts: list[str] = []
    end = 0
    for number in find_numbers(text, in_words=True, spaced=is_number(text)):
        parts += [_without_punctuation(text[end : number.start].lower()), number.canonical]
        end = number.end
        if yuan := _YUAN.match(text, end):
            parts.append(yuan[1])
            end = yuan.end()
    parts.append(_without_punctuation(text[end:].lower()))
    text = _ARTICLE.sub(" ", "".join(parts))
    return _CJK_SPACE.sub("", " ".join(text.split()))


def _without_punctuation(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] not in "PS")


def exact_match(prediction: str, references: Sequence[str]) -> bool:
    """Whether the prediction equals one of the references once both are normalised (SQuAD's EM)."""
    _check_references(references)
    return normalize_answer(prediction) in map(normalize_answer, references)


def f1(prediction: str, references: Sequence[str]) -> float:
    """Token F1 against the best of the references (SQuAD, arXiv 1606.05250).

    Numbers are whole tokens and Chinese counts by character (as in CMRC 2018, arXiv 1810.07366, which
    however asks for a common substring where this takes a bag). Two empty answers score 1.
    """
    _check_references(references)
    return max(_f1(_tokens(prediction), _tokens(reference)) for reference in references)


def _check_references(references: Sequence[str]) -> None:
    if isinstance(references, str) or not references:
        raise ValueError(f"references must be a non-empty list of strings, got {references!r}")


def _tokens(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(normalize_answer(text)))


def _f1(prediction: Counter[str], reference: Counter[str]) -> float:
    if not prediction or not reference:
        return float(prediction == reference)
    common = (prediction & reference).total()
    return 2 * common / (prediction.total() + reference.total())
