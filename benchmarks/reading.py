"""How well an encoder reads: CER on held-out pages by text, language and granularity, and pages per CPU-second.

``python benchmarks/reading.py [--weights FILE] [--num_pages N]`` prints a table and writes
``benchmarks/results/reading.json``. Reports are of the test split (companies, wordings and label synonyms that no
training page has); random tokens are of a seed that training never draws.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from rich.table import Table

from glyph.data.reports import SyntheticReports
from glyph.data.text_pages import random_token
from glyph.documents import Document, DocumentBuilder
from glyph.evaluation.metrics import cer
from glyph.models.build import BASE_ENCODER, build_reader
from glyph.models.reader import TorchReader
from glyph.render import PRESETS, Granularity, RenderConfig, render

RESULTS = Path(__file__).parent / "results" / "reading.json"
RANDOM_SEED = 990_001
VISION = {"name": "small_vit", "width": 256, "depth": 6, "num_heads": 4, "patch_size": 16}


def documents(text: str, num_pages: int) -> Iterator[Document]:
    """Held-out documents of one kind of text: ``en``, ``zh`` or ``random``."""
    if text == "random":
        for index in range(num_pages):
            rng = np.random.default_rng([RANDOM_SEED, index])
            builder = DocumentBuilder()
            builder.paragraph(" ".join(random_token(rng) for _ in range(60)))
            yield builder.build()
        return
    reports = SyntheticReports(1, 1, num_pages, languages=(text,)).split("test")  # type: ignore[arg-type]
    for index in range(num_pages):
        document = reports.sample(index, np.random.default_rng(0)).document
        assert document is not None
        yield document


def measure(reader: TorchReader, text: str, granularity: Granularity, num_pages: int) -> dict[str, float]:
    """CER (edits over characters, blank space merged), and CPU seconds a page, of the first pages of documents."""
    edits = chars = seconds = 0.0
    for document in documents(text, num_pages):
        page = next(iter(render(document, RenderConfig.preset(granularity))))
        started = time.process_time()
        reading = reader.read([page])[0]
        seconds += time.process_time() - started
        painted = " ".join(page.reading_text().split())
        edits += cer(" ".join(reading.text.split()), painted) * len(painted)
        chars += len(painted)
    return {"cer": edits / chars, "cpu_s_per_page": seconds / num_pages, "chars": chars, "pages": float(num_pages)}


def main(weights: str, num_pages: int) -> None:
    torch.set_num_threads(1)
    reader = build_reader(VISION, weights)
    reader.model.eval()
    rows = {}
    cases = [(text, granularity) for text in ("en", "zh", "random") for granularity in PRESETS]
    for text, granularity in track(cases, description="reading", transient=True):
        rows[f"{text}/{granularity}"] = measure(reader, text, granularity, num_pages)  # type: ignore[arg-type]
    table = Table(title=f"reading held-out pages, encoder {weights}")
    for name in ("pages", "CER", "CPU s a page", "characters"):
        table.add_column(name, justify="left" if name == "pages" else "right")
    for name, row in rows.items():
        table.add_row(name, f"{row['cer']:.4f}", f"{row['cpu_s_per_page']:.3f}", f"{row['chars']:.0f}")
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", default=BASE_ENCODER, help="base, or a safetensors file")
    parser.add_argument("--num_pages", type=int, default=40, help="of each kind")
    arguments = parser.parse_args()
    main(arguments.weights, arguments.num_pages)
