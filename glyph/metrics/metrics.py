"""Scores of readings, answers, confidences and evidence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz.distance import Levenshtein

from glyph.documents.cjk import CJK_LETTERS
from glyph.text.numbers import CANONICAL, find_numbers, is_number

PageBox = tuple[int, Sequence[float] | NDArray[np.float32]]  # page index, (x0, y0, x1, y1) px

_YUAN = re.compile("([十百千万亿]*)元")  # behind a number
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_CJK_SPACE = re.compile(rf"(?<=[{CJK_LETTERS}])\s+|\s+(?=[{CJK_LETTERS}])")
_TOKEN = re.compile(rf"{CANONICAL}|[{CJK_LETTERS}]|[^\s{CJK_LETTERS}]+?(?=[\s{CJK_LETTERS}]|{CANONICAL}|$)")


def cer(prediction: str, reference: str) -> float:
    """Character error rate: Levenshtein distance over the reference's length (at least 1).

    Levenshtein 1966; may exceed 1. Computed with rapidfuzz.
    """
    return Levenshtein.distance(prediction, reference) / max(1, len(reference))


def corpus_cer(pairs: Iterable[tuple[str, str]]) -> float:
    """Character error rate over (prediction, reference) pairs: summed distances over summed lengths."""
    distance = length = 0
    for prediction, reference in pairs:
        distance += Levenshtein.distance(prediction, reference)
        length += len(reference)
    return distance / max(1, length)


def _without_punctuation(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] not in "PS")


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


def expected_calibration_error(confidence: ArrayLike, correct: ArrayLike, bins: int = 15) -> float:
    """Mean gap between confidence and accuracy over bins of equal mass.

    Naeini et al. 2015 (ECE), with the adaptive bins of Nguyen and O'Connor 2015 (arXiv 1508.05154). Equal
    confidences keep their order, so a bin's border may part them.

    Args:
        confidence: [K] in 0..1.
        correct: bool or 0/1 [K].
        bins: how many; fewer where K is smaller.
    """
    confidences, hits = np.asarray(confidence, np.float64), np.asarray(correct, np.float64)
    if confidences.ndim != 1 or confidences.shape != hits.shape or not len(hits) or bins < 1:
        raise ValueError(
            f"needs equal, non-empty 1-D inputs and bins >= 1, got {confidences.shape}, {hits.shape}, {bins}"
        )
    if not ((confidences >= 0) & (confidences <= 1)).all():
        raise ValueError("confidence must lie in 0..1")
    order = np.argsort(confidences, kind="stable")
    gaps = [abs(float((confidences[part] - hits[part]).sum())) for part in np.array_split(order, min(bins, len(order)))]
    return sum(gaps) / len(order)


def box_iou(a: NDArray[np.floating], b: NDArray[np.floating]) -> NDArray[np.float64]:
    """Intersection over union of every pair of boxes (Jaccard 1901; Everingham et al. 2010, PASCAL VOC).

    Args:
        a: [N, 4] xyxy.
        b: [M, 4] xyxy.

    Returns:
        [N, M] in 0..1; 0 where both boxes are empty.
    """
    a, b = np.asarray(a, np.float64).reshape(-1, 4), np.asarray(b, np.float64).reshape(-1, 4)
    corner = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    shared = corner.clip(min=0).prod(axis=2)
    areas_a, areas_b = ((boxes[:, 2:] - boxes[:, :2]).clip(min=0).prod(axis=1) for boxes in (a, b))
    union = areas_a[:, None] + areas_b[None, :] - shared
    iou: NDArray[np.float64] = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return iou


def evidence_iou(predicted: Sequence[PageBox], reference: Sequence[PageBox]) -> float:
    """Intersection over union of the areas that two sets of boxes cover, page by page (Jaccard 1901).

    Boxes of one set may overlap; what they cover together counts once. Two empty sets score 1.
    """
    shared = union = 0.0
    for page in {page for page, _ in [*predicted, *reference]}:
        sets = [
            np.array([box for p, box in boxes if p == page], np.float64).reshape(-1, 4)
            for boxes in (predicted, reference)
        ]
        both = np.concatenate(sets)
        xs, ys = np.unique(both[:, 0::2]), np.unique(both[:, 1::2])
        areas = np.diff(ys)[:, None] * np.diff(xs)[None, :]  # of the grid that all edges cut
        first, second = (_covered(boxes, xs, ys) for boxes in sets)
        shared += float(areas[first & second].sum())
        union += float(areas[first | second].sum())
    return shared / union if union > 0 else float(not predicted and not reference)


def _covered(boxes: NDArray[np.float64], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.bool_]:
    """bool [Y-1, X-1]: which cells of a grid the boxes cover; their edges lie on the grid's lines."""
    covered = np.zeros((len(ys) - 1, len(xs) - 1), np.bool_)
    for x0, y0, x1, y1 in boxes:
        covered[
            np.searchsorted(ys, y0) : np.searchsorted(ys, y1), np.searchsorted(xs, x0) : np.searchsorted(xs, x1)
        ] = True
    return covered
