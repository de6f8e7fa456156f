"""Write ``docs/results.md`` from ``benchmarks/results/*.json``: ``python benchmarks/results_page.py``.

The page shows the metrics of ``SHOWN``; the files hold more. Beside each figure stands the strongest baseline: the
highest, or the lowest where less is better. An oracle, which knows the answer, is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schema import Baseline, Interval, Results, Row, read_results

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "results.md"
TITLES = {  # in the order of the page
    "fin_sft": "Fine-tuning on annual reports",
    "baselines": "Pages against text",
    "filing_lookups": "Lookups on pages of real filings",
    "filing_reading": "Reading pages of real filings",
    "long_documents": "Long documents",
    "grounding": "The base before fine-tuning",
    "reading": "Reading pages",
    "frontier": "Reading from visual tokens",
    "review": "Flags for review",
    "code_review": "Faulty lines of programs",
    "web_summaries": "Summaries of web pages",
    "render": "Rendering speed",
    "render_ocr": "Pages read by Tesseract",
}
SHOWN = {
    "fin_sft": ("em", "f1", "em_lookup", "f1_not_stated", "cer", "evidence_found"),
    "baselines": ("em", "tokens", "ratio"),
    "filing_lookups": ("em", "unflagged_wrong", "flagged", "cpu_seconds_a_question"),
    "filing_reading": ("cer_without_blanks", "cer", "wer", "spaces_lost", "spaces_invented", "cpu_seconds_a_page"),
    "long_documents": ("em", "em_lookup", "visual_tokens", "seconds", "peak_mb"),
    "grounding": ("em", "evidence_found", "masked_accuracy"),
    "reading": ("cer",),
    "frontier": ("precision", "ratio"),
    "review": ("right", "wrong_flagged", "right_flagged", "auroc", "ece"),
    "code_review": ("top1", "top3"),
    "web_summaries": ("coverage", "rouge1", "num_words", "em", "f1"),
    "render": ("chars_per_s", "peak_mb"),
    "render_ocr": ("cer",),
}
HEADLINES = (  # benchmark, task, metric, and the metric that tells its cost
    ("fin_sft", "annual reports, in wordings of an exam written after training", "em", None),
    ("baselines", "reports of one page", "em", "tokens"),
    ("baselines", "reports of six to nine pages", "em", "tokens"),
    ("reading", "english, reference", "cer", None),
    ("reading", "chinese, reference", "cer", None),
    ("web_summaries", "main points of web pages", "coverage", None),
    ("code_review", "DebugBench (all), all, reader", "top1", None),
    ("code_review", "DebugBench (all), all, reader with tools", "top1", None),
    ("review", "worn reports, test, shipped threshold 0.79", "wrong_flagged", None),
)
LESS_IS_BETTER = (
    "cer", "seconds", "cpu_s", "ece", "peak_mb", "right_flagged", "unflagged_wrong", "cer_without_blanks", "wer",
    "spaces_lost", "spaces_invented", "cpu_seconds_a_page", "cpu_seconds_a_question",
)  # fmt: skip
COSTS = ("tokens", "visual_tokens", "num_words", "ratio")  # of a figure: no contest of their own
PLAIN = ("tokens", "visual_tokens", "num_words", "chars_per_s", "peak_mb")  # numbers, not shares
RATIOS = ("ratio", "seconds", "cpu_s", "cpu_seconds_a_page", "cpu_seconds_a_question")
UNKNOWN = "not recorded"


def number(metric: str, value: float) -> str:
    """A value as its metric is written."""
    if metric in PLAIN:
        return f"{value:,.0f}"
    if metric in RATIOS:
        return f"{value:.2f}"
    if metric == "auroc":
        return f"{value:.3f}"
    return f"{value:.2%}" if metric in ("cer", "cer_without_blanks") else f"{value:.1%}"


def figure(metric: str, value: float, interval: Interval | None) -> str:
    if interval is None:
        return number(metric, value)
    return f"{number(metric, value)} ({number(metric, interval[0])} to {number(metric, interval[1])})"


def strongest(row: Row) -> tuple[str, Baseline] | None:
    """The best of a row's baselines, with its name; None where there is none."""
    known = [(name, one) for name, one in row.baselines.items() if name != "oracle"]
    sign = -1 if row.metric in LESS_IS_BETTER else 1
    return max(known, key=lambda pair: sign * pair[1].value, default=None)


def cells(row: Row) -> list[str]:
    best = strongest(row)
    beside = f"{best[0]}: {figure(row.metric, best[1].value, best[1].interval)}" if best else "none measured"
    beside = "-" if row.metric in COSTS else beside
    task = f"{row.task} ({row.note})" if row.note else row.task
    count = f"{row.n:,}" if row.n else UNKNOWN
    return [task, row.metric, count, figure(row.metric, row.value, row.interval), beside]


def table(lines: Iterable[list[str]], heads: tuple[str, ...]) -> list[str]:
    rows = [list(heads), ["---"] * len(heads), *lines]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]


def provenance(results: Results) -> str:
    """Where the rows come from, each fact once."""
    facts = []
    for name in ("date", "machine", "commit", "seed"):
        values = sorted({str(getattr(row, name)) for row in results.rows if getattr(row, name) is not None})
        facts.append(f"{name}: {', '.join(values) or UNKNOWN}")
    return "; ".join(facts)


def headlines(found: dict[str, Results]) -> list[str]:
    lines = []
    for benchmark, task, metric, cost in HEADLINES:
        rows = {row.metric: row for row in found[benchmark].rows if row.task == task}
        spent = f"{rows[cost].value:,.0f}" if cost else UNKNOWN
        lines.append([*cells(rows[metric]), spent, f"`{found[benchmark].command.partition(';')[0]}`"])
    heads = ("task", "metric", "n", "value (95%)", "strongest baseline", "tokens a question", "command")
    return table(lines, heads)


def page(folder: Path = FOLDER) -> str:
    """The whole page, in Markdown.

    Raises:
        ValueError: naming a file that breaks the form of ``schema.py``, or has no place on the page.
    """
    found = {file.stem: read_results(file) for file in sorted(folder.glob("*.json"))}
    if set(found) != set(TITLES):
        odd = ", ".join(sorted(set(found) ^ set(TITLES)))
        raise ValueError(f"{folder}: TITLES must name its files, no more and no fewer; see {odd}")
    parts = [
        "# Results",
        "Generated from `benchmarks/results/*.json` by `python benchmarks/results_page.py`; do not edit. Intervals are"
        " of 95%. What a file does not say is not recorded here either. How the figures came about is told in the"
        " [log](LOG.md).",
        "\n".join(headlines(found)),
    ]
    for name, title in TITLES.items():
        results = found[name]
        rows = [cells(row) for row in results.rows if row.metric in SHOWN[name]]
        parts += [f"## {title}", results.about, f"`{results.command}`: {provenance(results)}."]
        parts.append("\n".join(table(rows, ("task", "metric", "n", "value (95%)", "strongest baseline"))))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
