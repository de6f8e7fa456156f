"""Ablations: the variants that a config names, and what came of them, seed by seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from glyph.metrics.intervals import Estimate, estimate, paired_difference

DEFAULT = "default"
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
        """The folder of this variant's runs; variants without overrides share the default one."""
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
