"""Means over a few runs with the 95% interval of Student's t, and of many values by the bootstrap."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

import numpy as np

LEVEL = 0.95
NUM_RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of N values, give or take."""

    mean: float
    half_width: float | None  # of the 95% interval; None of a single value
    num: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.half_width is not None and abs(self.mean) > self.half_width


def estimate(values: Sequence[float]) -> Estimate:
    """Mean and t-interval.

    Raises:
        ValueError: when there are no values.
    """
    from scipy.stats import t  # takes a second to import

    if not values:
        raise ValueError("there is nothing to average")
    num = len(values)
    if num == 1:
        return Estimate(float(values[0]), None, 1)
    quantile = float(t.ppf((1 + LEVEL) / 2, num - 1))
    return Estimate(fmean(values), quantile * stdev(values) / math.sqrt(num), num)


def paired_difference(values: Mapping[int, float], others: Mapping[int, float]) -> Estimate | None:
    """Mean of ``values`` less ``others`` over the seeds that both have; None where there is none."""
    seeds = sorted(values.keys() & others.keys())
    return estimate([values[seed] - others[seed] for seed in seeds]) if seeds else None


def bootstrap(values: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """Mean of N values with its 95% interval, by resampling them (percentile bootstrap, Efron 1979).

    Raises:
        ValueError: when there are no values.
    """
    from scipy import stats

    if not values:
        raise ValueError("there is nothing to average")
    mean = fmean(values)
    if len(values) == 1:
        return mean, mean, mean
    found = stats.bootstrap(
        (values,), np.mean, n_resamples=NUM_RESAMPLES, confidence_level=LEVEL, method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval  # fmt: skip
    return mean, float(found.low), float(found.high)


def cluster_bootstrap(groups: Sequence[Sequence[tuple[float, float]]], seed: int = 0) -> tuple[float, float, float]:
    """A ratio of sums with its 95% interval, by resampling whole groups, whose cases depend on each other.

    Percentile bootstrap (Efron 1979) over clusters (Davison and Hinkley 1997, 3.8).

    Args:
        groups: of each group (a company), the numerator and denominator of its cases; a share has denominators of 1.
        seed: of the resamples.

    Raises:
        ValueError: when there is no case.
    """
    sums = np.array([np.sum(np.asarray(group, np.float64), axis=0) for group in groups if len(group)])
    if not len(sums) or not sums[:, 1].sum():
        raise ValueError("there is nothing to average")
    rng = np.random.default_rng(seed)
    drawn = sums[rng.integers(len(sums), size=(NUM_RESAMPLES, len(sums)))].sum(axis=1)
    ratios = drawn[:, 0] / np.maximum(drawn[:, 1], 1e-12)
    low, high = np.quantile(ratios, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    value = float(sums[:, 0].sum() / sums[:, 1].sum())
    return value, float(low), float(high)
