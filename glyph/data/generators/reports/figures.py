"""Amounts that balance exactly, and how they are painted.

All amounts are integers in *ticks*, the smallest painted step of the report's unit (0.01 where two decimals
are painted), so that sums hold in the figures on the page and no rounding can break them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

Series = tuple[int, ...]  # one amount a period, oldest first, in ticks
Negative = Literal["brackets", "minus", "true_minus"]


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number of ticks is painted."""

    decimals: int = 0
    negative: Negative = "minus"
    grouping: bool = True
    sign: str = ""  # currency sign before amounts that are not negative
    suffix: str = ""
    nil: str = "–"

    def paint(self, ticks: int, signed: bool = False) -> str:
        """The text of an amount; ``signed`` puts the currency sign before it."""
        if ticks == 0:
            return self.nil
        whole, part = divmod(abs(ticks), 10**self.decimals)
        text = f"{whole:,}" if self.grouping else str(whole)
        if self.decimals:
            text += f".{part:0{self.decimals}d}"
        text += self.suffix
        if ticks < 0:
            return {"brackets": f"({text})", "minus": f"-{text}", "true_minus": f"\u2212{text}"}[self.negative]
        return self.sign + text if signed else text


def grow(rng: Random, newest: float, num_periods: int, spread: float = 0.16) -> Series:
    """A positive series that drifts from period to period and ends near ``newest``."""
    values = [max(newest, 1.0)]
    for _ in range(num_periods - 1):
        values.append(values[-1] / min(max(rng.gauss(1.05, spread), 0.55), 1.9))
    return tuple(max(round(v), 1) for v in reversed(values))


def share(rng: Random, totals: Series, low: float, high: float, jitter: float = 0.12) -> Series:
    """A part of each total: a share between ``low`` and ``high`` that wobbles over the periods."""
    level = rng.uniform(low, high)
    return tuple(round(t * level * rng.uniform(1 - jitter, 1 + jitter)) for t in totals)


def divide(rng: Random, totals: Series, num_parts: int) -> list[Series]:
    """Split each total into parts that sum to it exactly; now and then one part is another with digits swapped."""
    weights = [rng.random() ** 1.5 + 0.08 for _ in range(num_parts)]
    columns: list[list[int]] = []
    for total in totals:
        wobbled = [w * rng.uniform(0.8, 1.25) for w in weights]
        whole = sum(wobbled)
        parts = [int(total * w / whole) for w in wobbled]
        parts[rng.randrange(num_parts)] += total - sum(parts)
        columns.append(parts)
    if num_parts >= 3 and rng.random() < 0.35:
        _plant_swapped(rng, columns[rng.randrange(len(columns))])
    return [tuple(column[i] for column in columns) for i in range(num_parts)]


def _plant_swapped(rng: Random, parts: list[int]) -> None:
    """Make one part look like its neighbour with two digits swapped, and let a third part pay for it."""
    origin = rng.randrange(len(parts) - 1)
    twin = origin + 1
    payer = max((i for i in range(len(parts)) if i not in (origin, twin)), key=lambda i: parts[i])
    swapped = swap_digits(rng, parts[origin])
    paid = parts[payer] + parts[twin] - swapped
    if swapped > 0 and swapped != parts[origin] and paid > 0:
        parts[twin], parts[payer] = swapped, paid


def swap_digits(rng: Random, value: int) -> int:
    """``value`` with two neighbouring digits swapped; unchanged when it is too short."""
    digits = list(str(value))
    if len(digits) < 3:
        return value
    i = rng.randrange(1, len(digits) - 1)
    digits[i], digits[i + 1] = digits[i + 1], digits[i]
    return int("".join(digits))


def add(*series: Sequence[int]) -> Series:
    """Sum, period by period."""
    return tuple(sum(values) for values in zip(*series, strict=True))


def scale(factor: int, series: Series) -> Series:
    """Every amount times ``factor``."""
    return tuple(factor * value for value in series)
