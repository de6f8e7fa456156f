"""Scores of readings: error rates, and whether their confidence tells where they are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from torchmetrics.functional.classification import binary_auroc

from glyph.metrics.calibration import expected_calibration_error
from glyph.models.ocr.reading import Reading, group_signs, group_starts

DOUBTED = 0.9  # a confidence below this asks for a look


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading of K characters held against what was painted; blank space does not count."""

    reading: Reading
    num_painted: int
    num_edits: int
    hits: NDArray[np.bool_]  # [K] whether the character is right, and none vanished on either side of it
    gaps: NDArray[np.int64]  # [M] for every painted character that vanished, how many characters were read before it

    @property
    def cer(self) -> float:
        return self.num_edits / max(1, self.num_painted)


def compare(reading: Reading, painted: str) -> Compared:
    """Hold a reading against the characters that were painted, by Levenshtein's alignment.

    Args:
        reading: of a page.
        painted: its characters in reading order; blank space is left out.
    """
    painted = "".join(painted.split())
    edits = Levenshtein.editops(reading.chars, painted)
    hits = np.ones(len(reading.chars), np.bool_)
    hits[[edit.src_pos for edit in edits if edit.tag != "insert"]] = False
    gaps = np.array([edit.src_pos for edit in edits if edit.tag == "insert"], np.int64)
    hits[gaps[gaps < len(hits)]] = False
    hits[gaps[gaps > 0] - 1] = False
    return Compared(reading, len(painted), len(edits), hits, gaps)


def summarize(compared: Sequence[Compared]) -> dict[str, float]:
    """Scores over all pages together.

    Returns:
        ``cer``; ``ece``, ``line_ece`` and ``field_ece`` (15 equal-mass bins; a line or a field, which is a word with a
        digit, is right if all of it is and nothing in it is missing); ``auroc`` of confidence
        for a character being right (nan if all are, or none); ``deletions_doubted``, the share of vanished
        characters with a neighbour in its line under ``DOUBTED`` (nan if none vanished); ``doubted``, the share of
        characters under it; ``catastrophic``, the number of pages with more than half wrong.
    """
    sure = np.concatenate([np.zeros(0, np.float32), *(item.reading.confidences for item in compared)])
    hits = np.concatenate([np.zeros(0, np.bool_), *(item.hits for item in compared)])
    doubted = np.array([flag for item in compared for flag in _deletions_doubted(item)])
    right, is_mixed = torch.from_numpy(hits).long(), bool(hits.any() and not hits.all())
    num_painted = sum(item.num_painted for item in compared)
    return {
        "cer": sum(item.num_edits for item in compared) / max(1, num_painted),
        "chars": float(num_painted),
        "ece": expected_calibration_error(sure, hits) if len(sure) else float("nan"),
        "line_ece": _group_ece([_lines(item) for item in compared]),
        "field_ece": _group_ece([_fields(item) for item in compared]),
        "auroc": float(binary_auroc(torch.from_numpy(sure), right)) if is_mixed else float("nan"),
        "deletions_doubted": float(doubted.mean()) if len(doubted) else float("nan"),
        "doubted": float((sure < DOUBTED).mean()) if len(sure) else float("nan"),
        "catastrophic": float(sum(item.cer > 0.5 for item in compared)),
    }  # fmt: skip


def _deletions_doubted(item: Compared) -> Iterator[bool]:
    sure = item.reading.confidences
    for gap in item.gaps:
        yield bool((sure[max(gap - 1, 0) : gap + 1] < DOUBTED).any()) or not len(sure)


def _lines(item: Compared) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Confidence [L] of each line, and whether it is right, with nothing missing in it."""
    return item.reading.line_confidences, _whole(item, item.reading.lines)


def _fields(item: Compared) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The same of words with a digit."""
    words = item.reading.words
    with_digit = np.unique(words[[char.isdigit() for char in item.reading.chars]])
    return item.reading.word_confidences[with_digit], _whole(item, words)[with_digit]


def _whole(item: Compared, numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
    """[G] whether each run of equal numbers [K] is right, with nothing missing in it."""
    bounds = [*group_starts(numbers).tolist(), len(numbers)]
    return np.array(
        [item.hits[a:b].all() and not ((item.gaps > a) & (item.gaps < b)).any() for a, b in pairwise(bounds)], np.bool_
    )


def _group_ece(groups: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]]) -> float:
    sure, hits = (np.concatenate(column) for column in zip(*groups, strict=True))
    return expected_calibration_error(sure, hits) if len(sure) else float("nan")


def fit_grouping(compared: Sequence[Compared]) -> torch.Tensor:
    """``OCRHead.grouping`` [2, 5] for readings whose characters' confidence is fitted."""
    rows = []
    for kind in ("lines", "words"):
        numbers = [getattr(item.reading, kind) for item in compared]
        signs = [group_signs(item.reading.confidences, own) for item, own in zip(compared, numbers, strict=True)]
        hits = [_whole(item, own) for item, own in zip(compared, numbers, strict=True)]
        rows.append(fit_calibration(np.concatenate(signs), np.concatenate(hits)))
    return torch.stack(rows)


def fit_calibration(signs: NDArray[np.float32], hits: NDArray[np.bool_], ridge: float = 1e-4) -> torch.Tensor:
    """Bias and weights [S + 1] of the logistic regression (Platt 1999) that tells from signs [K, S] what is right.

    By Newton's method; ``ridge`` times the squared weights keeps it finite where the signs part all hits.
    """
    x = torch.cat([torch.ones(len(signs), 1), torch.from_numpy(signs)], dim=1).double()
    y = torch.from_numpy(hits).double()
    weights = torch.zeros(x.shape[1], dtype=torch.float64)
    for _ in range(50):
        p = torch.sigmoid(x @ weights)
        slope = x.T @ (p - y) / len(y) + ridge * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x / len(y) + ridge * torch.eye(x.shape[1], dtype=torch.float64)
        step = torch.linalg.solve(bend, slope)
        weights -= step
        if float(step.abs().max()) < 1e-8:
            break
    return weights.float()
