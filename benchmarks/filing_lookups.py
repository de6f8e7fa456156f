"""Plain lookups on statement pages of real filings, by company: how many are right, and how many wrong unflagged.

``python benchmarks/filing_lookups.py --data ../shared/data [--model base] [--split test] [--num 200]`` prints a table
and writes ``results/filing_lookups.json`` here. The questions are those of ``lookups.json``, one
for each of a row's figures, the page being given. It is shown as the file draws it at the default 150 dpi, at 100 dpi,
as a scan (150 dpi, turned by up to a degree, blurred and noisy), and re-flowed, as Markdown would be. Companies of the
test split must be in no training; intervals are bootstraps over companies.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from filing_pages import COMPANIES, FOLDERS, ROOT, SEED, lookups
from render import new_table
from rich.console import Console
from schema import Results, Row, record

import glyph
from glyph.data.pages.degrade import degrade, turned
from glyph.documents import Document
from glyph.documents.pdf.file import PdfFile
from glyph.documents.pdf.reflow import reflow
from glyph.metrics.answers import exact_match
from glyph.metrics.intervals import cluster_bootstrap
from glyph.readers.protocol import Reader
from glyph.render.pdf_pages import to_page

RESULTS = ROOT / "benchmarks" / "results" / "filing_lookups.json"
MODES = ("as drawn", "100 dpi", "scan", "re-flowed")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question answered in one mode."""

    company: str
    is_right: bool
    is_flagged: bool
    seconds: float


def shown(pdf: PdfFile, number: int, mode: str) -> glyph.Document | list[object]:
    """A page of a file as one of ``MODES`` has it."""
    if mode == "re-flowed":
        page = pdf.read(number)
        return Document(page.text, tuple(reflow(page)), pdf.name)
    drawn = to_page(pdf.read(number, "all", 100.0 if mode == "100 dpi" else 150.0))
    if mode != "scan":
        return [drawn]
    rng = np.random.default_rng([SEED, number])
    return [degrade(turned(drawn.grey, drawn.boxes, float(rng.uniform(-1, 1)), 255)[0], rng)]


def asked(reader: Reader, data: Path, rows: Sequence[dict[str, str]], language: str, mode: str) -> list[Asked]:
    """All questions of each page together."""
    by_page: dict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_page[row["pdf"], int(row["page"])].append(row)
    found = []
    for (name, number), own in by_page.items():
        with PdfFile(data / FOLDERS[language] / name) as pdf:
            source = shown(pdf, number, mode)
        started = time.process_time()
        answers = reader.answer([row["question"] for row in own], source)  # type: ignore[arg-type]
        seconds = (time.process_time() - started) / len(own)
        company = name.split("_")[0]
        for row, answer in zip(own, answers, strict=True):
            is_right = exact_match(answer.text, [row["answer"]])
            found.append(Asked(company, bool(is_right), answer.needs_review, seconds))
            if not is_right:
                print(f"{mode}, {name} page {number + 1}: {row['question']}")
                flag = ", flagged" if answer.needs_review else ""
                print(f"    {row['answer']}; answered {answer.text!r} ({answer.confidence:.0%}{flag})")
    return found


def rows_of_mode(found: Sequence[Asked], task: str, note: str) -> list[Row]:
    companies = sorted({one.company for one in found})
    groups = [[one for one in found if one.company == company] for company in companies]
    rows = []
    for metric, told in (
        ("em", lambda one: float(one.is_right)),
        ("unflagged_wrong", lambda one: float(not one.is_right and not one.is_flagged)),
        ("flagged", lambda one: float(one.is_flagged)),
        ("cpu_seconds_a_question", lambda one: one.seconds),
    ):
        value, low, high = cluster_bootstrap([[(told(one), 1.0) for one in group] for group in groups])
        rows.append(Row(task, metric, value, (low, high), len(found), note=f"{len(companies)} companies{note}"))
    return rows


def main(data: Path, model: str, split: str, number: int, modes: Sequence[str], languages: Sequence[str]) -> None:
    torch.set_num_threads(1)
    reader = glyph.load(model)
    rows: list[Row] = []
    for language in languages:
        own = lookups(data, split, language, number)
        for mode in modes:
            rows += rows_of_mode(
                asked(reader, data, own, language, mode), f"{split} companies, {language}, {mode}", f", {model}"
            )
    table = new_table(f"lookups on statement pages, {split} companies: {model}", "page", "metric", "value", "95%", "n")
    for row in rows:
        interval = f"{row.interval[0]:.3f} to {row.interval[1]:.3f}" if row.interval else "-"
        table.add_row(row.task, row.metric, f"{row.value:.3f}", interval, str(row.n))
    Console(width=110).print(table)
    about = "Rows of statement pages of companies in no training; the page is given, questions as in lookups.json."
    command = f"python benchmarks/filing_lookups.py --data ../shared/data --split {split} --num {number}"
    record(RESULTS, Results("filing_lookups", command, about, tuple(rows)), SEED)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds filings and filings_zh")
    parser.add_argument("--model", default="base", help="what glyph.load opens")
    parser.add_argument("--split", choices=COMPANIES, default="val", help="test is opened once, when all is chosen")
    parser.add_argument("--num", type=int, default=200, help="questions a language")
    parser.add_argument("--modes", nargs="+", choices=MODES, default=MODES)
    parser.add_argument("--languages", nargs="+", choices=list(FOLDERS), default=list(FOLDERS))
    arguments = parser.parse_args()
    main(arguments.data, arguments.model, arguments.split, arguments.num, arguments.modes, arguments.languages)
