"""The one form of ``benchmarks/results/*.json``: rows of a figure each, with what it was measured on, and beside what.

A file holds ``benchmark`` (its own name), ``command``, ``about`` (what the rows need said beside them) and ``rows``. A
row says which ``metric`` of which ``task`` has which ``value``, its 95% ``interval``, over how many cases (``n``), from
which ``seed``, ``commit``, ``machine`` and ``date``, and the same metric of others in ``baselines``. What is not known
is null, never guessed: figures from before this form lack commit, machine, date and seed.
"""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE_KEYS = ("benchmark", "command", "about", "rows")
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What another system gets in the same metric."""

    value: float
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    task: str
    metric: str
    value: float
    interval: Interval | None = None  # 95%
    n: int | None = None  # cases: questions, pages, characters, as ``task`` or ``note`` has it
    seed: int | None = None
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    note: str = ""
    commit: str | None = None
    machine: str | None = None
    date: str | None = None  # YYYY-MM-DD

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            ValueError: naming the row and the field.
        """
        place = f"row {self.task!r}, {self.metric!r}"
        if not self.task or not self.metric:
            raise ValueError(f"{place}: task and metric must be named")
        if not math.isfinite(self.value):
            raise ValueError(f"{place}: value={self.value} must be a finite number; leave the row out")
        if self.interval is not None and not self.interval[0] <= self.interval[1]:
            raise ValueError(f"{place}: interval={self.interval} must be (low, high)")
        if self.n is not None and self.n < 1:
            raise ValueError(f"{place}: n={self.n} must be at least 1")
        if self.date is not None:
            datetime.strptime(self.date, "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Results:
    """What a benchmark found."""

    benchmark: str
    command: str
    about: str
    rows: tuple[Row, ...]


def rows_of(
    task: str, scores: Mapping[str, Mapping[str, float]], ours: str, count: str = "num", note: str = ""
) -> list[Row]:
    """A row for each metric of one task, the other systems' figures as its baselines.

    Args:
        task: what was to be done.
        scores: metrics by system; ``<metric>_low`` and ``<metric>_high`` beside a metric are its interval.
        ours: the system whose figures these are.
        count: the name in ``scores[ours]`` of the number of cases.
        note: of every row.
    """
    mine = scores[ours]
    n = int(mine[count]) if count in mine else None
    rows = []
    for metric, value in mine.items():
        if metric == count or metric.endswith(("_low", "_high")) or not math.isfinite(value):
            continue
        others = {
            name: Baseline(float(other[metric]), _interval(other, metric))
            for name, other in scores.items()
            if name != ours and metric in other and math.isfinite(other[metric])
        }
        rows.append(Row(task, metric, float(value), _interval(mine, metric), n, baselines=others, note=note))
    return rows


def _interval(scores: Mapping[str, float], metric: str) -> Interval | None:
    ends = [scores.get(f"{metric}_{end}") for end in ("low", "high")]
    return None if ends[0] is None or ends[1] is None else (float(ends[0]), float(ends[1]))


def share_interval(share: float, n: int) -> Interval:
    """The 95% interval of a share of ``n`` cases (Wilson 1927), as if they were independent of each other."""
    z = 1.96
    middle, width = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n**2))
    return (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)


def measured_here(results: Results, seed: int | None) -> Results:
    """Results as measured just now, on this machine, at the commit that is checked out."""
    today, commit, machine = datetime.now(UTC).date().isoformat(), _commit(), _machine()
    rows = tuple(replace(row, seed=seed, commit=commit, machine=machine, date=today) for row in results.rows)
    return replace(results, rows=rows)


def _commit() -> str | None:
    """The commit, with ``+`` where files differ from it; None outside a checkout."""
    command = [
        "git",
        "-C",
        str(Path(__file__).parent),
        "describe",
        "--always",
        "--abbrev=10",
        "--exclude=*",
        "--dirty=+",
    ]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() or None
    except (OSError, subprocess.CalledProcessError):
        return None


def _machine() -> str:
    names = [platform.processor() or platform.machine()]
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")] or names
    return f"{names[0]}, {os.cpu_count()} cores"


def write_results(file: Path, results: Results) -> None:
    """Write a file of results, one row a line."""
    lines = ",\n".join("  " + json.dumps(asdict(row), ensure_ascii=False) for row in results.rows)
    head = {key: value for key, value in asdict(results).items() if key != "rows"}
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'{text},\n "rows": [\n{lines}\n ]\n}}\n', encoding="utf-8")


def record(file: Path, results: Results, seed: int) -> None:
    """Write results as measured just now beside those that the file holds of other tasks."""
    write_results(file, beside_others(file, measured_here(results, seed)))


def beside_others(file: Path, results: Results) -> Results:
    """Results with the rows that the file holds already and whose task they do not measure, such as another split's."""
    if not file.is_file():
        return results
    tasks = {row.task for row in results.rows}
    kept = tuple(row for row in read_results(file).rows if row.task not in tasks)
    return replace(results, rows=kept + results.rows)


def read_results(file: Path) -> Results:
    """Read a file of results.

    Raises:
        ValueError: naming the file, and the row and field that break the form.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        _has_keys(found, FILE_KEYS, "the file")
        rows = tuple(_row(values) for values in found["rows"])
        return Results(found["benchmark"], found["command"], found["about"], rows)
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{file}: {error}") from error


def _row(values: Any) -> Row:
    _has_keys(values, [spec.name for spec in fields(Row)], f"row {values.get('task')!r}, {values.get('metric')!r}")
    numbers = (int, float)
    place = f"row {values['task']!r}, {values['metric']!r}"
    if not isinstance(values["value"], numbers) or not isinstance(values["n"], int | None):
        raise ValueError(f"{place}: value must be a number, and n a whole one or null")
    others = {name: Baseline(float(one["value"]), _ends(one["interval"])) for name, one in values["baselines"].items()}
    return Row(**{**values, "interval": _ends(values["interval"]), "baselines": others})


def _ends(values: Any) -> Interval | None:
    if values is None:
        return None
    low, high = values
    return float(low), float(high)


def _has_keys(values: Any, keys: Sequence[str], place: str) -> None:
    if set(values) != set(keys):
        odd = ", ".join(sorted(set(values) ^ set(keys)))
        raise ValueError(f"{place} must have the keys {', '.join(keys)}; missing or unknown: {odd}")
