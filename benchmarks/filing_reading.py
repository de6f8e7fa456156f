"""Reading pages of real filings: error rates by character and word, spaces lost, and CPU time, beside an OCR engine.

``python benchmarks/filing_reading.py --data ../shared/data [--model base] [--engine rapidocr] [--split test]`` prints a
table and writes ``results/filing_reading.json`` here. The pages are those that ``lookups.json``
asks about, drawn at 72, 100 and 150 dpi; what stands on them is told by the file's text layer, of which hidden and
askew text is left out. Intervals are bootstraps over companies.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from filing_pages import COMPANIES, FOLDERS, ROOT, SEED, stored_lookups, truth
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from render import new_table
from rich.console import Console
from schema import Baseline, Results, Row, record

import glyph
from glyph.documents.pdf.file import PdfFile
from glyph.metrics.intervals import cluster_bootstrap
from glyph.metrics.text_errors import words
from glyph.readers.protocol import PageReader

RESULTS = ROOT / "benchmarks" / "results" / "filing_reading.json"
METRICS = ("cer_without_blanks", "cer", "wer", "spaces_lost", "spaces_invented", "cpu_seconds_a_page")
Counts = dict[str, tuple[float, float]]  # metric to errors and what they are counted against


@dataclass(frozen=True, slots=True)
class Shown:
    """A page and what it says."""

    company: str
    image: NDArray[np.uint8]
    text: str  # a line of the page a line


def pages(data: Path, split: str, language: str, number: int, dpi: float) -> list[Shown]:
    """Pages of a split's companies, evenly spread."""
    places = sorted({(row["pdf"], int(row["page"])) for row in stored_lookups(data, split, language)})
    found = []
    for k in np.linspace(0, len(places) - 1, min(number, len(places))):
        name, place = places[int(k)]
        with PdfFile(data / FOLDERS[language] / name) as pdf:
            page = pdf.read(place, "all", dpi)
        assert page.image is not None
        found.append(Shown(name.split("_")[0], page.image, truth(page)))
    return found


def counts(read: str, said: str, seconds: float) -> Counts:
    """What is wrong in a reading of one page."""
    bare, bare_said = "".join(read.split()), "".join(said.split())
    flat, flat_said = " ".join(read.split()), " ".join(said.split())
    edits = Levenshtein.editops(flat, flat_said)
    lost = sum(edit.tag != "delete" and flat_said[edit.dest_pos : edit.dest_pos + 1] == " " for edit in edits)
    made = sum(edit.tag != "insert" and flat[edit.src_pos : edit.src_pos + 1] == " " for edit in edits)
    num_blanks = flat_said.count(" ")
    return {
        "cer_without_blanks": (Levenshtein.distance(bare, bare_said), len(bare_said)),
        "cer": (len(edits), len(flat_said)),
        "wer": (Levenshtein.distance(words(read), words(said)), len(words(said))),
        "spaces_lost": (lost, num_blanks),
        "spaces_invented": (made, num_blanks),
        "cpu_seconds_a_page": (seconds, 1.0),
    }


def counted(reader: PageReader, shown: Sequence[Shown], folder: Path | None) -> list[tuple[str, Counts]]:
    """Company and counts of each page; ``folder`` receives what was read and what is said."""
    found = []
    for k, page in enumerate(shown):
        started = time.process_time()
        (reading,) = reader.read([page.image])
        seconds = time.process_time() - started
        found.append((page.company, counts(reading.text, page.text, seconds)))
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{page.company}_{k}_read.txt").write_text(reading.text, encoding="utf-8")
            (folder / f"{page.company}_{k}_said.txt").write_text(page.text, encoding="utf-8")
    return found


def summary(found: Sequence[tuple[str, Counts]]) -> dict[str, tuple[float, float, float]]:
    companies = sorted({company for company, _ in found})
    return {
        name: cluster_bootstrap([[one[name] for company, one in found if company == own] for own in companies])
        for name in METRICS
    }


def main(data: Path, model: str, engine: str | None, split: str, number: int, dpis: Sequence[float],
         folder: Path | None) -> None:  # fmt: skip
    torch.set_num_threads(1)
    readers: dict[str, PageReader] = {}
    for name in (model, engine):
        if name:
            opened = glyph.load(name)
            assert isinstance(opened, PageReader), f"{name} reads no pages"
            readers[name] = opened
    table = new_table(f"reading pages of filings, {split} companies", "pages", "reader", *METRICS)
    rows = []
    for language in FOLDERS:
        for dpi in dpis:
            shown = pages(data, split, language, number, dpi)
            found = {}
            for name, reader in readers.items():
                place = folder / f"{Path(name).name}_{language}_{dpi:.0f}" if folder and name == model else None
                found[name] = summary(counted(reader, shown, place))
                table.add_row(f"{language}, {dpi:.0f} dpi", name, *(f"{found[name][m][0]:.4f}" for m in METRICS))
            for metric in METRICS:
                value, low, high = found[model][metric]
                others = {engine: Baseline(found[engine][metric][0], found[engine][metric][1:])} if engine else {}
                task = f"{split} companies, {language}, {dpi:.0f} dpi"
                rows.append(Row(task, metric, value, (low, high), len(shown), baselines=others))
    Console(width=150).print(table)
    about = "Statement pages of companies in no training, against their text layers; one thread, CPU time."
    command = f"python benchmarks/filing_reading.py --data ../shared/data --engine rapidocr --split {split}"
    record(RESULTS, Results("filing_reading", command, about, tuple(rows)), SEED)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds filings and filings_zh")
    parser.add_argument("--model", default="base", help="what glyph.load opens")
    parser.add_argument("--engine", help="an OCR engine beside it, such as rapidocr")
    parser.add_argument("--split", choices=COMPANIES, default="val", help="test is opened once, when all is chosen")
    parser.add_argument("--num", type=int, default=24, help="pages a language")
    parser.add_argument("--dpis", type=float, nargs="+", default=[72.0, 100.0, 150.0])
    parser.add_argument("--texts", type=Path, help="folder that receives what was read and what is said")
    arguments = parser.parse_args()
    main(arguments.data, arguments.model, arguments.engine, arguments.split, arguments.num, arguments.dpis,
         arguments.texts)  # fmt: skip
