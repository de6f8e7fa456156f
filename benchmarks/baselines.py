"""Reading page images against the text itself: the same questions about the same reports, by every way we have.

``python benchmarks/baselines.py [--weights FOLDER] [--merged FOLDER ...] [--num_reports N]`` prints tables, writes
``results/baselines.json`` here and draws ``docs/visual_vs_text.png``. Reports are synthetic, of the test split: of one
page (in turn in 10 and 12 px type) and of six to nine. ``visual`` is the reader with all pages before it, ``coarse to
fine`` is ``reader.answer(question, document, BUDGET)``; all other ways but ``majority`` are that model on text alone:
``text`` on what was painted, ``ocr`` on what another engine reads on the same images, ``retrieval`` on the chunks that
go best with the question (BM25) within ``BUDGET`` text tokens (``SMALL_BUDGET`` of one page), ``truncated`` on as many
text tokens from the beginning as the pages cost visual ones. Tokens are all that a question cost: those of its pages,
in every look, and of the text handed over, as read or as given, by characters (4.2 a token in English, 1.5 in Chinese).
Seconds are of all that is done after the pages are drawn, all questions of a report being asked at once where a way
allows for it.

The plot shows exact match on one-page reports in type of 6 to 12 px over what that type compresses: text tokens over
visual tokens. ``--merged`` adds models trained alike but for the patches that become one token (``model.merge=4
model.fresh=[projector]``), on pages and on the text itself.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from asked_reports import SEED, drawn, reports, roomy
from long_documents import BUDGET, fine
from reading import ROOT
from render import new_table
from rich.console import Console
from rich.progress import track
from schema import Results, measured_here, rows_of, share_interval, write_results

from glyph.data.generators.reports import SyntheticReports
from glyph.data.sample import Sample
from glyph.readers.answer import Answer, num_text_tokens
from glyph.readers.checkpoint import load_reader
from glyph.readers.majority import MajorityReader
from glyph.readers.ocr_engine import OcrTextReader, installed_engines
from glyph.readers.protocol import Reader
from glyph.readers.retrieval import RetrievalReader
from glyph.readers.text import TextReader, TruncatedReader
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page
from glyph.tasks.scores import EVIDENCE_IOU, score_answer

RESULTS = ROOT / "benchmarks" / "results" / "baselines.json"
PICTURE = ROOT / "docs" / "visual_vs_text.png"
SMALL_BUDGET = 75  # text tokens, about half of what a page holds
SIZES_PX = (6.0, 7.0, 8.0, 9.0, 10.0, 12.0)
Way = Callable[[Sample, list[Page]], list[Answer]]
Row = dict[str, float]


def asking(reader: Reader) -> Way:
    """All questions of a sample at once."""
    return lambda sample, pages: reader.answer([question.text for question in sample.questions], pages)


def zoomed(reader: TorchReader) -> Way:
    """Each question of the document itself, drawn in fine type; its evidence is on pages of the answer's own."""
    reader = replace(reader, render_config=fine(reader.render_config), overview="pixels")

    def ask(sample: Sample, pages: list[Page]) -> list[Answer]:
        assert sample.document is not None
        return reader.answer([question.text for question in sample.questions], sample.document, BUDGET)

    return ask


def commonest_answers(num_reports: int = 300) -> dict[str, str]:
    """By language, the answer that most questions of the training split have."""
    source, counts = SyntheticReports(num_reports, 1, 1).split("train"), defaultdict[str, Counter[str]](Counter)
    for index in range(num_reports):
        sample = source.sample(index, np.random.default_rng([SEED, index]))
        counts[sample.language].update(question.answer for question in sample.questions)
    return {language: count.most_common(1)[0][0] for language, count in counts.items()}


def ways_of(reader: TorchReader, retrieved: int) -> dict[str, Way]:
    """Every way to answer, by name; an engine that is not installed is left out.

    Args:
        reader: whose model all of them use.
        retrieved: text tokens that chunks may cost.
    """
    ways = {"visual": asking(reader), "coarse to fine": zoomed(reader), "text": asking(TextReader(reader))}
    ways |= {f"ocr ({name})": asking(OcrTextReader(reader, name)) for name in installed_engines()}
    ways |= {"retrieval": asking(RetrievalReader(reader, retrieved)), "truncated": asking(TruncatedReader(reader))}
    return ways | {"majority": asking(MajorityReader(commonest_answers()))}


def measure(way: Way, asked: list[tuple[Sample, list[Page]]], name: str) -> Row:
    """Means over all questions."""
    em, f1, found, tokens = list[float](), list[float](), list[bool](), list[float]()
    seconds = 0.0
    for sample, pages in track(asked, description=name, transient=True):
        started = time.perf_counter()
        answers = way(sample, pages)
        seconds += time.perf_counter() - started
        for question, answer in zip(sample.questions, answers, strict=True):
            score = score_answer(question, answer, answer.pages or pages)
            em.append(score.em)
            f1.append(score.f1)
            tokens.append(answer.num_tokens)
            if score.iou is not None:
                found.append(score.iou >= EVIDENCE_IOU)
    low, high = share_interval(float(np.mean(em)), len(em))
    return {
        "num": len(em), "em": float(np.mean(em)), "em_low": low, "em_high": high, "f1": float(np.mean(f1)),
        "evidence_found": float(np.mean(found)), "tokens": float(np.mean(tokens)), "seconds": seconds / len(em),
    }  # fmt: skip


def by_size(readers: dict[int, TorchReader], num_reports: int) -> dict[str, Row]:
    """Every reader on pages in every size of type and on their text, the first also on text cut to as many tokens."""
    rows: dict[str, Row] = {}
    samples = reports("test", num_reports)
    ways: dict[str, Reader] = {f"visual, merge {merge}": reader for merge, reader in readers.items()}
    ways |= {f"text, merge {merge}": TextReader(reader) for merge, reader in readers.items()}
    ways["truncated"] = TruncatedReader(next(iter(readers.values())))
    for size in SIZES_PX:
        asked = list(drawn(samples, size))
        text = sum(num_text_tokens(sum(len(page.text) for page in pages), sample.language) for sample, pages in asked)
        for name, way in ways.items():
            merge = int(name[-1]) if name[-1].isdigit() else next(iter(readers))
            grid = readers[merge].grid
            visual = sum(grid.num_visual_tokens(page.grey for page in pages) for _, pages in asked)
            rows[f"{name}/{size:g} px"] = {**measure(asking(way), asked, f"{size:g} px"), "ratio": text / visual}
    return rows


def results_of(found: dict[str, dict[str, Row]]) -> Results:
    """Every way to show the pages to the model as rows, beside the ways that do without."""
    rows = rows_of("reports of one page", found["one page"], "visual")
    rows += rows_of("reports of six to nine pages", found["six to nine pages"], "coarse to fine")
    by_type: dict[str, dict[str, Row]] = defaultdict(dict)
    for name, row in found["by size of type"].items():
        way, _, size = name.partition("/")
        by_type[size][way] = row
    for size, ways in by_type.items():
        for ours in (way for way in ways if way.startswith("visual")):
            merge = ours.removeprefix("visual, ")
            peers = {way: row for way, row in ways.items() if way in (f"text, {merge}", "truncated")}
            rows += rows_of(f"reports of one page in {size} type, {merge}", {ours: ways[ours], **peers}, ours)
    about = "Synthetic reports of the test split; baselines answer from text, which costs text tokens."
    return Results("baselines", "python benchmarks/baselines.py", about, tuple(rows))


def draw(rows: dict[str, Row], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4))
    styles = {"visual": "o-", "text": "--", "truncated": "s:"}
    for name in dict.fromkeys(key.partition("/")[0] for key in rows):
        found = [rows[f"{name}/{size:g} px"] for size in SIZES_PX]
        axes.plot(
            [row["ratio"] for row in found], [row["em"] for row in found], styles[name.partition(",")[0]], label=name
        )
        for size, row in zip(SIZES_PX, found if name.startswith("visual") else (), strict=False):
            axes.annotate(f"{size:g}", (row["ratio"], row["em"]), textcoords="offset points", xytext=(3, 4), fontsize=7)
    axes.set(xlabel="compression ratio (text tokens a visual token); px of type", ylabel="exact match", ylim=(0, 1.02))
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def show(rows: dict[str, Row], title: str) -> None:
    table = new_table(title, "way", "questions", "EM", "F1", "evidence found", "tokens", "s a question")
    for name, row in rows.items():
        shares = (f"{row[column]:.1%}" for column in ("em", "f1", "evidence_found"))
        table.add_row(name, f"{row['num']:.0f}", *shares, f"{row['tokens']:.0f}", f"{row['seconds']:.2f}")
    Console().print(table)


def main(weights: str, merged: list[str], num_reports: int, num_long: int, results_file: Path, picture: Path) -> None:
    torch.set_num_threads(1)
    loaded = [roomy(load_reader(place)) for place in (weights, *merged)]
    readers = {reader.grid.merge: reader for reader in loaded}
    reader = loaded[0]
    kinds = {"one page": reports("test", num_reports), "six to nine pages": reports("test", num_long, "long")}
    found: dict[str, dict[str, Row]] = {}
    for kind, samples in kinds.items():
        asked = list(drawn(samples))
        ways = ways_of(reader, SMALL_BUDGET if kind == "one page" else BUDGET)
        found[kind] = {name: measure(way, asked, f"{kind}, {name}") for name, way in ways.items()}
        show(found[kind], f"reports of {kind}, {weights}")
    found["by size of type"] = by_size(readers, num_reports)
    show(found["by size of type"], "visual against text, one page")
    write_results(results_file, measured_here(results_of(found), SEED))
    draw(found["by size of type"], picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default="base", help="base, or a checkpoint folder")
    parser.add_argument("--merged", nargs="*", default=[], help="checkpoint folders of models with other merges")
    parser.add_argument("--num_reports", type=int, default=40, help="of one page, with eight questions each")
    parser.add_argument("--num_long", type=int, default=12, help="reports of many pages")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="PNG file to write")
    arguments = parser.parse_args()
    main(
        arguments.weights, arguments.merged, arguments.num_reports, arguments.num_long,
        arguments.results, arguments.picture,
    )  # fmt: skip
