"""Shares of draws: how often training draws from each of its sources."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from glyph.data.sample import SampleSet, StoredSamples
from glyph.errors import DataError

STORED_SHARE = 0.5  # of draws from stored rows, where there are generated samples beside them


def shares_of(sets: Mapping[str, SampleSet], weights: Mapping[str, float] | None) -> dict[str, float]:
    """The probability with which a training sample is drawn from each set; empty sets are never drawn from.

    Without weights, stored sets are drawn from in proportion to their rows and generated ones all alike; where there
    are both, each kind gets half (``STORED_SHARE``). How many samples a generator says it has means nothing: every draw
    from it is a new one.

    Args:
        sets: training sets by name.
        weights: relative shares by name; a set that they do not name is not drawn from.

    Returns:
        A share for every name of ``sets``; they sum to 1.

    Raises:
        DataError: when weights name no source, are negative, or leave nothing to draw from.
    """
    if weights is None:
        relative = _default_weights(sets)
    else:
        unknown = sorted(set(weights) - set(sets))
        if unknown:
            raise DataError(f"data.weights names {unknown[0]!r}, which is no source; the sources are {', '.join(sets)}")
        if min(weights.values(), default=0.0) < 0:
            raise DataError(f"data.weights={dict(weights)}: a share of draws cannot be negative")
        relative = {name: float(weights.get(name, 0.0)) if len(samples) else 0.0 for name, samples in sets.items()}
    total = sum(relative.values())
    if total <= 0:
        filled = ", ".join(name for name, samples in sets.items() if len(samples))
        raise DataError(f"data.weights={dict(weights or {})} leave nothing to draw from {filled}")
    return {name: weight / total for name, weight in relative.items()}


def _default_weights(sets: Mapping[str, SampleSet]) -> dict[str, float]:
    sizes = {name: len(samples) if is_stored(samples) else min(1, len(samples)) for name, samples in sets.items()}
    stored = sum(sizes[name] for name, samples in sets.items() if is_stored(samples))
    generated = sum(sizes.values()) - stored
    weights = {}
    for name, samples in sets.items():
        kind = STORED_SHARE if is_stored(samples) else 1 - STORED_SHARE
        weights[name] = kind * sizes[name] / max(1, stored if is_stored(samples) else generated)
    return weights


def is_stored(samples: SampleSet) -> bool:
    """Whether a set holds so many samples and no more; a generated one gives a new sample at every draw."""
    return isinstance(samples, StoredSamples)


def share_table(
    shares: Mapping[str, float], rows: Mapping[str, int | None], val: Mapping[str, int], test: Mapping[str, int]
) -> Table:
    """Sources by row.

    Args:
        shares: of training draws, as ``shares_of`` gives them.
        rows: of training; None for what is generated.
        val: documents of validation.
        test: documents of test.
    """
    table = Table(title="training draws from")
    for heading in ("source", "rows", "share", "val", "test"):
        table.add_column(heading, justify="left" if heading == "source" else "right")
    for name, share in shares.items():
        number = rows.get(name, 0)
        cells = ("generated" if number is None else str(number), f"{share:.1%}", val.get(name, 0), test.get(name, 0))
        table.add_row(name, *map(str, cells))
    return table
