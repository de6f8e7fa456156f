"""Ablations: the variants that a config names, and what came of them as tables and a plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from glyph.metrics.intervals import Estimate, estimate, paired_difference

DEFAULT = "default"
WIDTH = 140  # of tables, also where the output is no terminal
Scores = Mapping[str, Mapping[int, Mapping[str, float]]]  # by run and seed, metrics by name


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is shown."""

    key: str
    heading: str
    scale: float = 100.0
    decimals: int = 1
    is_plotted: bool = False


METRICS = (
    Metric("test/em", "EM, %", is_plotted=True),
    Metric("test/f1", "F1, %", is_plotted=True),
    Metric("test/evidence_found", "evidence found, %", is_plotted=True),
    Metric("test/cer", "CER, %", decimals=2, is_plotted=True),
    Metric("test/visual_tokens", "visual tokens", scale=1.0),
    Metric("test/compression_ratio", "compression", scale=1.0, decimals=2),
    Metric("time/total_s", "min", scale=1 / 60),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """One level of a section of the grid."""

    section: str
    level: str
    overrides: tuple[str, ...] = ()
    checkpoint: str | None = None  # run whose model is asked; None: a run of its own
    budget: int | None = None  # visual tokens a question, answered by zoom; None: pages are read whole

    @property
    def name(self) -> str:
        return f"{self.section}/{self.level}"

    @property
    def run(self) -> str:
        """The folder of its runs: one for all variants that override nothing."""
        return self.name if self.overrides or self.checkpoint else DEFAULT


def read_variants(sections: Mapping[str, Any]) -> list[Variant]:
    """The variants of the ``sections`` of ``experiments/ablation.yaml``, in order.

    Raises:
        ValueError: for an unknown key, or a checkpoint that no run gives.
    """
    variants = []
    for section, described in sections.items():
        _check_keys(section, described, {"levels", "overrides", "checkpoint"})
        for level, given in described["levels"].items():
            own = given if isinstance(given, dict) else {"overrides": given}
            _check_keys(f"{section}/{level}", own, {"overrides", "checkpoint", "budget"})
            overrides = (*described.get("overrides", ()), *own.get("overrides", ()))
            checkpoint = own.get("checkpoint", described.get("checkpoint"))
            variants.append(Variant(section, level, overrides, checkpoint, own.get("budget")))
            if checkpoint is None and own.get("budget") is not None:
                raise ValueError(f"{section}/{level}: a budget needs a checkpoint to ask")
    trained = {variant.run for variant in variants if variant.checkpoint is None}
    for variant in variants:
        if variant.checkpoint is not None and variant.checkpoint not in trained:
            names = ", ".join(sorted(trained))
            raise ValueError(f"{variant.name}: checkpoint={variant.checkpoint} is no run; there are {names}")
    return variants


def _check_keys(place: str, described: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(described) - known)
    if unknown:
        raise ValueError(f"sections.{place}: unknown key {unknown[0]!r}; the keys are {', '.join(sorted(known))}")


def choose(variants: Sequence[Variant], only: Sequence[str] | str | None) -> list[Variant]:
    """The variants to show: those named, each with the first level of its section, which it is compared with.

    Raises:
        ValueError: for a name that is neither a section nor a level.
    """
    if only is None:
        return list(variants)
    names = {only} if isinstance(only, str) else set(only)
    known = {v.section for v in variants} | {v.name for v in variants}
    unknown = sorted(names - known)
    if unknown:
        raise ValueError(f"only={unknown[0]} is no section or level; there are {', '.join(v.name for v in variants)}")
    taken = [v for v in variants if {v.section, v.name} & names]
    return [v for v in variants if v in taken or v in [reference(variants, other) for other in taken]]


def reference(variants: Sequence[Variant], variant: Variant) -> Variant:
    """What a variant is compared with: the first level of its section."""
    return next(other for other in variants if other.section == variant.section)


def runs_of(chosen: Sequence[Variant], variants: Sequence[Variant]) -> list[Variant]:
    """One variant for each run that is needed, those that train first, so that their checkpoints are there."""
    needed = {v.checkpoint or v.run for v in chosen}
    trained: dict[str, Variant] = {}
    for variant in variants:
        if variant.checkpoint is None and variant.run in needed:
            trained.setdefault(variant.run, variant)
    return [*trained.values(), *(v for v in chosen if v.checkpoint is not None)]


def summarise(chosen: Sequence[Variant], scores: Scores) -> dict[str, Any]:
    """Everything measured, by variant: metrics of each seed, means, and differences to the section's first level."""
    out: dict[str, Any] = {}
    for variant in chosen:
        compared = reference(chosen, variant)
        out[variant.name] = {
            **asdict(variant),
            "run": variant.run,
            "compared_with": compared.name,
            "seeds": {str(seed): dict(metrics) for seed, metrics in scores.get(variant.run, {}).items()},
            "mean": {m.key: asdict(e) for m in METRICS if (e := mean_of(variant, scores, m.key)) is not None},
            "difference": {
                m.key: asdict(e) for m in METRICS if (e := difference_of(variant, compared, scores, m.key)) is not None
            },
        }
    return out


def mean_of(variant: Variant, scores: Scores, key: str) -> Estimate | None:
    """The mean over the seeds that are done, None where none is."""
    values = list(_by_seed(variant, scores, key).values())
    return estimate(values) if values else None


def difference_of(variant: Variant, compared: Variant, scores: Scores, key: str) -> Estimate | None:
    """The mean difference over the seeds that both have, None for a variant and itself."""
    if variant == compared:
        return None
    return paired_difference(_by_seed(variant, scores, key), _by_seed(compared, scores, key))


def _by_seed(variant: Variant, scores: Scores, key: str) -> dict[int, float]:
    return {seed: metrics[key] for seed, metrics in scores.get(variant.run, {}).items() if key in metrics}


def tables(chosen: Sequence[Variant], scores: Scores) -> list[Table]:
    """Means with their intervals, and differences to the first level of each section with theirs."""
    means = Table(title="mean over seeds, with its 95% t-interval", box=box.MARKDOWN)
    differences = Table(
        title="difference to the section's first level, seed by seed, with its 95% t-interval; * leaves out 0,"
        " as one of 20 does by chance",
        box=box.MARKDOWN,
    )
    for table in (means, differences):
        table.add_column("section/level", no_wrap=True)
        table.add_column("seeds", justify="right")
        for metric in METRICS:
            table.add_column(metric.heading, justify="right")
    for variant in chosen:
        compared = reference(chosen, variant)
        found = [mean_of(variant, scores, metric.key) for metric in METRICS]
        means.add_row(variant.name, *_row(found, "{:.{}f}"))
        if variant != compared:
            found = [difference_of(variant, compared, scores, metric.key) for metric in METRICS]
            differences.add_row(variant.name, *_row(found, "{:+.{}f}"))
    return [means, differences]


def _row(found: Sequence[Estimate | None], form: str) -> list[str]:
    cells = [str(max((e.num for e in found if e is not None), default=0))]
    for metric, value in zip(METRICS, found, strict=True):
        if value is None:
            cells.append("-")
            continue
        text = form.format(value.mean * metric.scale, metric.decimals)
        if value.half_width is not None:
            text += f" ±{value.half_width * metric.scale:.{metric.decimals}f}"
        cells.append(f"{text}*" if "+" in form and value.is_clear else text)
    return cells


def write_tables(chosen: Sequence[Variant], scores: Scores, file: Path) -> None:
    """Print the tables, and write them as Markdown."""
    made = tables(chosen, scores)
    with file.open("w", encoding="utf-8") as stream:
        for table in made:
            Console(file=stream, width=2 * WIDTH).print(table)
    for table in made:
        Console(width=max(WIDTH, Console().width)).print(table)


def draw(chosen: Sequence[Variant], scores: Scores, file: Path) -> None:
    """Plot means and intervals of every variant, a panel a metric; first levels are hollow, their means dotted."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    shown = [metric for metric in METRICS if metric.is_plotted]
    sections = list(dict.fromkeys(v.section for v in chosen))
    places = {v: k + sections.index(v.section) for k, v in enumerate(chosen)}  # a blank line between sections
    size = (2.8 * len(shown) + 2, 0.24 * (len(chosen) + len(sections)) + 1)
    figure, panels = plt.subplots(1, len(shown), sharey=True, figsize=size, squeeze=False)
    for axes, metric in zip(panels[0], shown, strict=True):
        for variant, place in places.items():
            if (found := mean_of(variant, scores, metric.key)) is None:
                continue
            is_first = variant == reference(chosen, variant)
            value, give = found.mean * metric.scale, (found.half_width or 0.0) * metric.scale
            colour, face = f"C{sections.index(variant.section)}", "white" if is_first else None
            axes.errorbar(value, place, xerr=give, fmt="o", ms=4, capsize=2, color=colour, mfc=face)
            if is_first:
                last = max(places[v] for v in chosen if v.section == variant.section)
                axes.plot([value, value], [place, last], ":", color="grey", lw=0.8)
        axes.set_title(metric.heading, fontsize=9)
        axes.tick_params(labelsize=7)
    panels[0][0].set_yticks(list(places.values()), [v.name for v in chosen])
    panels[0][0].invert_yaxis()
    figure.tight_layout()
    figure.savefig(file, dpi=130)
    plt.close(figure)
