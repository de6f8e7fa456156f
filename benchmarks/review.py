"""Does the review flag catch wrong answers, and only those? On worn pages of synthetic reports.

``python benchmarks/review.py [--weights FOLDER] [--num_reports N]`` prints tables, writes ``results/review.json`` here
and draws ``docs/risk_coverage.png``. The threshold of confidence is fitted on reports of the validation split, as the
one that flags the most wrong answers with ``FITTED_RIGHT_FLAGGED`` of the right ones at most, and is then used on the
test split; what the shipped threshold gives stands beside it. Companies, labels and question wordings of the two
splits are different.

An answer is wrong if it does not match exactly. It is misread if the same model answers the same question rightly from
the painted text, else misunderstood. ``confidence`` is that of the answer; ``least character`` is the same before
review has its say. AUROC is that of telling right from wrong; ECE is over 15 bins of equal mass.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from asked_reports import SEED, drawn, reports, roomy, worn
from numpy.typing import NDArray
from reading import ROOT
from render import new_table
from rich.console import Console
from rich.progress import track
from schema import Results, measured_here, rows_of, write_results
from torchmetrics.functional.classification import binary_auroc

from glyph.data.generators.reports.report import Length
from glyph.data.sample import Split
from glyph.metrics.answers import exact_match
from glyph.metrics.calibration import expected_calibration_error
from glyph.readers.answer import Answer
from glyph.readers.checkpoint import load_reader
from glyph.readers.rules.review import REVIEW_CONFIDENCE
from glyph.readers.text import TextReader
from glyph.readers.torch_reader import TorchReader
from glyph.tasks.scores import references

RESULTS = ROOT / "benchmarks" / "results" / "review.json"
PICTURE = ROOT / "docs" / "risk_coverage.png"
WRONG_FLAGGED, MOST_RIGHT_FLAGGED = 0.80, 0.15  # the aim on worn pages
FITTED_RIGHT_FLAGGED = 0.12  # on validation: of 270 right answers, three points are one and a half standard errors
LENGTHS: tuple[Length, ...] = ("short", "medium")


@dataclass(frozen=True)
class Asked:
    """N answers."""

    right: NDArray[np.bool_]  # [N]
    misread: NDArray[np.bool_]  # [N] wrong here, but right from the painted text
    confidence: NDArray[np.float64]  # [N]
    least: NDArray[np.float64]  # [N] confidence of the least sure character
    reasons: tuple[tuple[str, ...], ...]  # [N] names of the rules that speak against it, () for little confidence alone

    def flagged(self, threshold: float) -> NDArray[np.bool_]:
        """bool [N] which need review."""
        return (self.confidence < threshold) | np.array([bool(reason) for reason in self.reasons])


def ask(reader: TorchReader, split: Split, num_reports: int, strength: float) -> Asked:
    """Ask about worn pages; what is flagged is flagged for a reason, whatever the confidence."""
    told = replace(roomy(reader), review_confidence=0.0)
    rows: list[tuple[bool, bool, Answer]] = []
    samples = reports(split, num_reports, LENGTHS)
    for index, (sample, pages) in enumerate(track(list(drawn(samples)), description=split, transient=True)):
        questions = [question.text for question in sample.questions]
        answers = told.answer(questions, [worn(page, index, strength) for page in pages])
        from_text = TextReader(told).answer(questions, pages)
        for question, answer, other in zip(sample.questions, answers, from_text, strict=True):
            right = exact_match(answer.text, references(question))
            rows.append((right, not right and exact_match(other.text, references(question)), answer))
    return Asked(
        np.array([right for right, _, _ in rows]),
        np.array([misread for _, misread, _ in rows]),
        np.array([answer.confidence for _, _, answer in rows]),
        np.array([min(answer.char_confidences, default=answer.confidence) for _, _, answer in rows]),
        tuple(told_by(answer) for _, _, answer in rows),
    )


def told_by(answer: Answer) -> tuple[str, ...]:
    """The rules that have something to say of an answer, or of a likelier one that it is given in place of."""
    return (*(verdict.rule for verdict in answer.verdicts), *["second choice"] * ("a likelier answer" in answer.reason))


def fit_threshold(asked: Asked) -> float:
    """The highest threshold at which no more right answers are flagged than ``FITTED_RIGHT_FLAGGED``."""
    tried = np.unique(np.append(np.round(np.arange(1, 100) / 100, 2), REVIEW_CONFIDENCE))
    fits = [t for t in tried if asked.flagged(t)[asked.right].mean() <= FITTED_RIGHT_FLAGGED]
    return float(max(fits, default=tried[0]))


def auroc(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    if right.all() or not right.any():
        return float("nan")
    return float(binary_auroc(torch.from_numpy(sure), torch.from_numpy(right).long()))


def risk_coverage(
    sure: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coverage [N] and risk [N]: of the k surest answers, for k = 1 ... N, the share of all and the share wrong
    (El-Yaniv and Wiener 2010)."""
    wrong = ~right[np.argsort(-sure, kind="stable")]
    counts = np.arange(1, len(right) + 1)
    return counts / len(right), wrong.cumsum() / counts


def flags(asked: Asked, threshold: float) -> dict[str, float]:
    """Shares flagged at a threshold; nan of what there is none of."""
    flagged = asked.flagged(threshold)
    groups = {
        "wrong": ~asked.right, "right": asked.right, "misread": asked.misread,
        "misunderstood": ~asked.right & ~asked.misread,
    }  # fmt: skip
    shares = {
        f"{name}_flagged": float(flagged[own].mean()) if own.any() else float("nan") for name, own in groups.items()
    }
    kept = ~flagged
    risk = {"wrong_unflagged": float((~asked.right[kept]).mean()) if kept.any() else float("nan")}
    return {"threshold": threshold, **shares, **risk}


def quality(asked: Asked) -> dict[str, float]:
    coverage, risk = risk_coverage(asked.confidence, asked.right)
    return {
        "num": float(len(asked.right)), "right": float(asked.right.mean()), "misread": float(asked.misread.mean()),
        "auroc": auroc(asked.confidence, asked.right), "auroc_least_character": auroc(asked.least, asked.right),
        "ece": expected_calibration_error(asked.confidence, asked.right), "aurc": float(risk.mean()),
        "risk_at_half": float(risk[np.searchsorted(coverage, 0.5)]),
    }  # fmt: skip


def draw(found: dict[Split, Asked], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4))
    for split, asked in found.items():
        axes.plot(*risk_coverage(asked.confidence, asked.right), label=f"{split}, confidence")
        axes.plot(*risk_coverage(asked.least, asked.right), ":", label=f"{split}, before review")
        best = np.sort(~asked.right)  # all right answers first
        axes.plot(*risk_coverage(-best.astype(np.float64), ~best), "--", linewidth=0.8, label=f"{split}, at best")
    axes.set(xlabel="answers given, of all", ylabel="wrong, of those given", xlim=(0, 1), ylim=(0, None))
    axes.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def show(rows: dict[str, Any], reasons: dict[Split, Counter[tuple[str, bool]]], title: str) -> None:
    console = Console()
    columns = ("num", "right", "misread", "auroc", "auroc_least_character", "ece", "aurc", "risk_at_half")
    table = new_table(title, "split", *(column.replace("_", " ") for column in columns))
    for split in reasons:
        row = rows[split]
        table.add_row(split, *(f"{row[c]:.0f}" if c == "num" else f"{row[c]:.3f}" for c in columns))
    console.print(table)
    shares = (
        "threshold",
        "wrong_flagged",
        "right_flagged",
        "misread_flagged",
        "misunderstood_flagged",
        "wrong_unflagged",
    )
    aim = f"flagged (aim on test: {WRONG_FLAGGED:.0%} of the wrong, {MOST_RIGHT_FLAGGED:.0%} of the right at most)"
    table = new_table(aim, "split, threshold", *(column.replace("_", " ") for column in shares))
    for split in reasons:
        for name in ("shipped", "fitted"):
            row = rows[split][name]
            table.add_row(
                f"{split}, {name}", *(f"{row[c]:.2f}" if c == "threshold" else f"{row[c]:.1%}" for c in shares)
            )
    console.print(table)
    table = new_table("rules", "split, rule", "wrong", "right")
    for split, found in reasons.items():
        for reason in sorted({name for name, _ in found}):
            table.add_row(f"{split}, {reason}", str(found[reason, False]), str(found[reason, True]))
    console.print(table)


def results_of(rows: dict[str, Any]) -> Results:
    found = []
    for split in ("val", "test"):
        plain = {name: value for name, value in rows[split].items() if not isinstance(value, dict)}
        found += rows_of(f"worn reports, {split}", {"glyph": plain}, "glyph")
        for name in ("shipped", "fitted"):
            at = f"{name} threshold {rows[split][name]['threshold']:g}"
            flagged = {"num": plain["num"], **{k: v for k, v in rows[split][name].items() if k != "threshold"}}
            found += rows_of(f"worn reports, {split}, {at}", {"glyph": flagged}, "glyph")
    about = f"Flags for review on pages worn with strength {rows['strength']:g}; the threshold is fitted on val."
    return Results("review", "python benchmarks/review.py --weights FOLDER", about, tuple(found))


def main(weights: str, num_reports: int, strength: float, results_file: Path, picture: Path) -> None:
    torch.set_num_threads(1)
    reader = load_reader(weights, rules=("general", "finance"))
    splits: tuple[Split, Split] = ("val", "test")
    found: dict[Split, Asked] = {split: ask(reader, split, num_reports, strength) for split in splits}
    fitted = fit_threshold(found["val"])
    rows: dict[str, Any] = {"strength": strength, "fitted_threshold": fitted}
    reasons: dict[Split, Counter[tuple[str, bool]]] = {}
    for split, asked in found.items():
        rows[split] = quality(asked) | {"shipped": flags(asked, REVIEW_CONFIDENCE), "fitted": flags(asked, fitted)}
        told = zip(asked.reasons, asked.right.tolist(), strict=True)
        reasons[split] = Counter((rule, right) for rules, right in told for rule in rules)
    show(rows, reasons, f"worn pages (strength {strength:g}), {weights}")
    write_results(results_file, measured_here(results_of(rows), SEED))
    draw(found, picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default="base", help="base, or a checkpoint folder")
    parser.add_argument("--num_reports", type=int, default=60, help="of each split, with eight questions each")
    parser.add_argument("--strength", type=float, default=1.0, help="of the wear; 1 is that of a fair office scan")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="PNG file to write")
    arguments = parser.parse_args()
    main(arguments.weights, arguments.num_reports, arguments.strength, arguments.results, arguments.picture)
