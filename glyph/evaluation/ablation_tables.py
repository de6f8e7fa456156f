"""What came of an ablation, as tables and a plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from glyph.evaluation.ablation import METRICS, Scores, Variant, difference_of, mean_of, reference
from glyph.metrics.intervals import Estimate

WIDTH = 140  # of tables, also where the output is no terminal


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
