"""Whole filings, by company: is the page in question among the first looked at, and is the figure answered right?

``python benchmarks/filing_documents.py --data ../shared/data [--model base] [--split test] [--num 200]`` prints a table
and, for the test split, writes ``results/filing_documents.json`` here. Plain lookups come from ``lookups.json``, the
whole filing being given: as a document (its text, re-flowed), or as the pages that it draws at 150 dpi. Analysts'
questions come from ``financebench_dev.jsonl`` and tell only whether one of their evidence pages is among the first
three; companies of the training split are asked beside those of validation, for nothing is learned from them.
Seconds are of the CPU, loading the file included in the first answer; intervals are bootstraps over companies.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from filing_pages import COMPANIES, FOLDERS, ROOT, SEED, lookups
from render import new_table
from rich.console import Console
from schema import Results, Row, measured_here, write_results

import glyph
from glyph.documents import Document
from glyph.metrics.answers import exact_match
from glyph.metrics.intervals import cluster_bootstrap
from glyph.readers.long.overview import text_overview
from glyph.readers.torch_reader import TorchReader
from glyph.render import render

RESULTS = ROOT / "benchmarks" / "results" / "filing_documents.json"
FIRST = 3  # pages that count as looked at first
MODES = ("document", "pages")
Found = dict[str, dict[str, list[float]]]  # by metric and company


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a whole filing."""

    pdf: str
    question: str
    pages: frozenset[int]  # any of them will do
    answer: str | None  # to be compared with; None where it is no printed figure

    @property
    def company(self) -> str:
        return self.pdf.split("_")[0]


def analysts_questions(data: Path, split: str) -> list[Asked]:
    """FinanceBench's questions about a split's companies; validation takes those of training in."""
    rows = map(json.loads, (data / "filings" / "financebench_dev.jsonl").read_text(encoding="utf-8").splitlines())
    held = COMPANIES["test"]["en"]
    return [
        Asked(f"{row['doc_name']}.pdf", row["question"], frozenset(row["pages"]), None)
        for row in rows
        if (row["doc_name"].split("_")[0] in held) == (split == "test")
    ]


def plain_lookups(data: Path, split: str, language: str, number: int) -> list[Asked]:
    rows = lookups(data, split, language, number)
    return [Asked(row["pdf"], row["question"], frozenset([int(row["page"])]), row["answer"]) for row in rows]


def by_filing(asked: Sequence[Asked]) -> Iterator[tuple[str, list[Asked]]]:
    groups: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        groups[one.pdf].append(one)
    yield from groups.items()


def pages_ranked(document: Document, question: str) -> list[int]:
    """The first pages of a filing that are looked at for a question, the best first."""
    ranked = text_overview(document).ranked(question)
    return list(islice(dict.fromkeys(ranked.passages[block] for block in ranked.blocks), FIRST))


def cpu_seconds() -> float:
    """Of this process and those that it waited for."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def pages_found(folder: Path, asked: Sequence[Asked]) -> Found:
    """Whether a page in question is among the first."""
    found: Found = defaultdict(lambda: defaultdict(list))
    for pdf, own in by_filing(asked):
        document = glyph.load_document(folder / pdf)
        for one in own:
            ranked = pages_ranked(document, one.question)
            found["first_page"][one.company].append(float(ranked[0] in one.pages))
            found["page_in_3"][one.company].append(float(bool(one.pages & set(ranked))))
            if not one.pages & set(ranked):
                print(f"{pdf}: {one.question[:150]}\n    on {sorted(one.pages)}, looked at {ranked}")
    return found


def answers_right(reader: TorchReader, folder: Path, asked: Sequence[Asked], mode: str) -> Found:
    """Answers from whole filings, one question after the other."""
    found: Found = defaultdict(lambda: defaultdict(list))
    for pdf, own in by_filing(asked):
        started = cpu_seconds()
        source = glyph.load_document(folder / pdf) if mode == "document" else list(render(folder / pdf, pdf="image"))
        for number, one in enumerate(own):
            answer = reader.answer(one.question, source)
            assert one.answer is not None
            seconds, started = cpu_seconds() - started, cpu_seconds()
            is_right = bool(exact_match(answer.text, [one.answer]))
            found["em"][one.company].append(float(is_right))
            found["unflagged_wrong"][one.company].append(float(not is_right and not answer.needs_review))
            found["flagged"][one.company].append(float(answer.needs_review))
            found["cpu_seconds_further" if number else "cpu_seconds_first"][one.company].append(seconds)
            if not is_right:
                flag = ", flagged" if answer.needs_review else ""
                print(f"{pdf}: {one.question}\n    {one.answer}; {answer.text!r} ({answer.confidence:.0%}{flag})")
    return found


def rows_of(task: str, found: Found, note: str) -> list[Row]:
    rows = []
    for metric, by_company in found.items():
        value, low, high = cluster_bootstrap([[(one, 1.0) for one in own] for own in by_company.values()])
        number = sum(map(len, by_company.values()))
        rows.append(Row(task, metric, value, (low, high), number, note=f"{len(by_company)} companies{note}"))
    return rows


def main(data: Path, model: str, split: str, number: int, modes: Sequence[str], languages: Sequence[str]) -> None:
    torch.set_num_threads(1)
    rows = rows_of("analysts' questions", pages_found(data / "filings", analysts_questions(data, split)), "")
    for language in languages:
        asked, folder = plain_lookups(data, split, language, number), data / FOLDERS[language]
        rows += rows_of(f"lookups, {language}", pages_found(folder, asked), "")
        for mode in modes:
            reader = glyph.load(model)
            assert isinstance(reader, TorchReader)
            rows += rows_of(f"lookups, {language}, {mode}", answers_right(reader, folder, asked, mode), f", {model}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(Row("all of it", "peak_mb", peak, note=model))
    table = new_table(f"whole filings, {split} companies: {model}", "task", "metric", "value", "95%", "n")
    for row in rows:
        interval = f"{row.interval[0]:.3f} to {row.interval[1]:.3f}" if row.interval else "-"
        table.add_row(row.task, row.metric, f"{row.value:.3f}", interval, str(row.n or "-"))
    Console(width=110).print(table)
    if split == "test":
        about = "Whole filings of companies in no training; pages are ranked by the filing's text, answers are read."
        command = "python benchmarks/filing_documents.py --data ../shared/data --split test"
        write_results(RESULTS, measured_here(Results("filing_documents", command, about, tuple(rows)), SEED))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds filings and filings_zh")
    parser.add_argument("--model", default="base", help="what glyph.load opens")
    parser.add_argument("--split", choices=COMPANIES, default="val", help="test is opened once, when all is chosen")
    parser.add_argument("--num", type=int, default=200, help="questions a language")
    parser.add_argument("--modes", nargs="*", choices=MODES, default=MODES, help="of answering; none ranks pages only")
    parser.add_argument("--languages", nargs="+", choices=list(FOLDERS), default=list(FOLDERS))
    arguments = parser.parse_args()
    main(arguments.data, arguments.model, arguments.split, arguments.num, arguments.modes, arguments.languages)
