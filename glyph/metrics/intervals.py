"""Means over a few runs, with the 95% interval of Student's t."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

# Quantiles of t at 0.975 for 1 to 30 degrees of freedom (Abramowitz and Stegun 1964, table 26.10).
T_975 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


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
    """Mean and t-interval; past 31 values, a little wide.

    Raises:
        ValueError: when there are no values.
    """
    if not values:
        raise ValueError("there is nothing to average")
    num = len(values)
    if num == 1:
        return Estimate(float(values[0]), None, 1)
    quantile = T_975[min(num - 1, len(T_975)) - 1]
    return Estimate(fmean(values), quantile * stdev(values) / math.sqrt(num), num)


def paired_difference(values: Mapping[int, float], others: Mapping[int, float]) -> Estimate | None:
    """Mean of ``values`` less ``others`` over the seeds that both have; None where there is none."""
    seeds = sorted(values.keys() & others.keys())
    return estimate([values[seed] - others[seed] for seed in seeds]) if seeds else None
