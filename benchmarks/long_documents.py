"""Long reports, coarse to fine: what it costs and what it loses against reading every page in fine type.

``python benchmarks/long_documents.py [--model FOLDER] [--num_reports N]`` prints a table and writes
``results/long_documents.json`` here. Reports are synthetic, of the test split, six to nine pages each. ``zoom`` is
``reader.answer(question, document, budget)``: a small-type overview, then the blocks in question; ``whole`` is the same
reader with every page of the report in fine type (12 px) before it. Tokens are all that a question costs: merged
visual tokens of the pages, those of the overview too, though it is read without the language model, and of the text
read; the overview is remembered between the questions of a report. One document of at least twenty
pages of fine type is timed from its file to the answer; memory is the process's peak.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from reading import ROOT
from render import new_table
from rich.console import Console
from rich.progress import track
from schema import Results, measured_here, rows_of, share_interval, write_results

import glyph
from glyph.data.generators.reports import SyntheticReports
from glyph.data.sample import Sample
from glyph.documents import parse_document
from glyph.readers.answer import Answer
from glyph.readers.checkpoint import load_reader
from glyph.readers.torch_reader import TorchReader
from glyph.render import RenderConfig, preset_settings, render
from glyph.tasks.scores import score_answer

RESULTS = ROOT / "benchmarks" / "results" / "long_documents.json"
SEED, BUDGET = 17, 300
WHOLE_TOKENS, WHOLE_POSITIONS = 1 << 13, 1 << 14
Scored = list[tuple[float, float, float]]  # EM, visual tokens, seconds


def fine(config: RenderConfig) -> RenderConfig:
    return replace(config, **preset_settings("fine"))


def zoomed(reader: TorchReader, sample: Sample) -> Scored:
    assert sample.document is not None
    rows = []
    for question in sample.questions:
        started = time.perf_counter()
        answer = reader.answer(question.text, sample.document, BUDGET)
        rows.append(_row(answer, question, time.perf_counter() - started))
    return rows


def whole(reader: TorchReader, sample: Sample) -> Scored:
    assert sample.document is not None
    large = replace(reader, grid=replace(reader.grid, max_visual_tokens=WHOLE_TOKENS, max_positions=WHOLE_POSITIONS))
    rows = []
    for question in sample.questions:
        started = time.perf_counter()
        pages = list(render(sample.document, fine(reader.render_config)))
        rows.append(_row(large.answer(question.text, pages), question, time.perf_counter() - started))
    return rows


def _row(answer: Answer, question: Any, seconds: float) -> tuple[float, float, float]:
    return score_answer(question, answer, answer.pages).em, float(answer.num_tokens), seconds


def twenty_pages(reader: TorchReader, samples: list[Sample]) -> dict[str, float]:
    """From a file of as many reports as make 20 pages of fine type, to an answer."""
    text, pages = "", 0
    for sample in samples:
        assert sample.document is not None
        text += sample.document.text() + "\n\n"
        pages = len(list(render(parse_document(text, "text"), fine(reader.render_config))))
        if pages >= 20:
            break
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.txt"
        file.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        answer = reader.answer(samples[0].questions[0].text, glyph.load_document(file), BUDGET)
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "seconds": seconds, "visual_tokens": answer.visual_tokens, "peak_mb": peak}


def results_of(rows: dict[str, dict[str, float]]) -> Results:
    both = {"zoom": dict(rows["zoom"]), "all pages": dict(rows["whole"])}
    for row in both.values():
        row["em_low"], row["em_high"] = share_interval(row["em"], int(row["num"]))
    found = rows_of("reports of six to nine pages, coarse to fine", both, "zoom")
    pages = rows["twenty pages"]["pages"]
    found += rows_of(f"a document of {pages:.0f} pages, from its file to the answer", rows, "twenty pages", "pages")
    about = "Coarse to fine against every page in fine type; n counts questions, of the one document its pages."
    return Results("long_documents", "python benchmarks/long_documents.py", about, tuple(found))


def main(model: str, num_reports: int, results_file: Path) -> None:
    reader = load_reader(model)
    reader = replace(reader, render_config=fine(reader.render_config), overview="pixels")
    source = SyntheticReports(1, 1, num_reports, seed=SEED, length="long").split("test")
    samples = [source.sample(index, np.random.default_rng(0)) for index in range(num_reports)]
    rows: dict[str, dict[str, float]] = {"twenty pages": twenty_pages(reader, samples)}
    table = new_table(f"long reports: {model}", "way", "questions", "EM", "lookups, EM", "tokens a question", "seconds")
    kinds = np.array([question.kind for sample in samples for question in sample.questions])
    for name, way in (("zoom", zoomed), ("whole", whole)):
        found = np.array([row for s in track(samples, description=name, transient=True) for row in way(reader, s)])
        em, tokens, seconds = found.mean(axis=0)
        lookups = found[kinds == "lookup", 0].mean()
        rows[name] = {"em": em, "em_lookup": lookups, "visual_tokens": tokens, "seconds": seconds, "num": len(found)}
        table.add_row(name, str(len(found)), f"{em:.1%}", f"{lookups:.1%}", f"{tokens:.0f}", f"{seconds:.2f}")
    Console().print(table)
    row = rows["twenty pages"]
    print(f"a document of {row['pages']} pages: {row['seconds']:.1f} s to the answer, {row['peak_mb']:.0f} MB at most")
    write_results(results_file, measured_here(results_of(rows), SEED))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="base", help="base, or a checkpoint folder")
    parser.add_argument("--num_reports", type=int, default=12, help="with eight questions each")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    arguments = parser.parse_args()
    main(arguments.model, arguments.num_reports, arguments.results)
