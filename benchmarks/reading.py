"""How well and how fast pages are read: by text, type size, dpi, font and wear, beside other OCR engines.

``python benchmarks/reading.py [--weights FILE] [--num_pages N] [--peer_pages N]`` prints tables and writes
``results/reading.json`` here. Nothing read here was seen in training: English prose is of TAT-QA's reports, Chinese
prose of CMRC 2018 (both in ``../shared/data``; else generated reports of the test split), code is of the standard
library, numbers and random strings are of a seed of their own; the new fonts are ``HELD_OUT_FONTS`` of
``glyph/data/pages/text_pages.py`` (``apt-get install fonts-crosextra-carlito fonts-wqy-microhei``).

CER is edits over characters, blank space left out. Pages are 595 x 842 px unless dpi says otherwise. ``reference`` is
the setting of Glyph's authors, 9 px type on 10 px, 72 dpi. Peers read the first pages of the ``PEER_SETTINGS``,
enlarged as suits them best, on one thread. CPU seconds are of one thread.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from ocr_engines import UPSAMPLINGS, Engine, enlarged, installed_engines
from rapidfuzz.distance import Levenshtein
from render import cpu_s, is_hanzi, new_table
from rich.console import Console
from rich.progress import track
from schema import Results, measured_here, rows_of, write_results

from glyph.data.generators.reports import SyntheticReports
from glyph.data.pages.degrade import degrade, stamped, turned
from glyph.data.pages.text_pages import random_token
from glyph.documents import Document, DocumentBuilder, parse_document
from glyph.models.ocr.read_image import read_image
from glyph.models.page_encoder import PageEncoder
from glyph.readers.build import BASE, SMALL_VIT, build_encoder
from glyph.render import Page, RenderConfig, render
from glyph.tasks.reading_scores import Compared, compare, summarize
from glyph.text.charset import Charset

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "reading.json"
SHARED = ROOT.parent / "shared" / "data"
SEED = 990_001
KINDS = ("english", "chinese", "numbers", "random", "random hanzi", "code")
# of the test split, see ``glyph/data/sources/corpus.py``
CODE_MODULES = ("gzip", "gettext", "pprint", "hashlib", "rlcompleter", "cProfile", "numbers", "py_compile", "lzma")
NEW_FONTS = {
    "english": "/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf",
    "chinese": "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
}
SETTINGS: dict[str, dict[str, Any]] = {
    "8 px": {"font_size_pt": 8.0, "line_height": 1.25},
    "9 px": {"font_size_pt": 9.0, "line_height": 1.25},
    "10 px": {"font_size_pt": 10.0, "line_height": 1.25},
    "12 px": {"font_size_pt": 12.0, "line_height": 1.25},
    "9 pt, 96 dpi": {"font_size_pt": 9.0, "line_height": 1.25, "dpi": 96},
    "9 pt, 120 dpi": {"font_size_pt": 9.0, "line_height": 1.25, "dpi": 120},
    "reference": {"font_size_pt": 9.0, "line_height": 10 / 9, "margin_pt": 16},
    "10 px, new font": {"font_size_pt": 10.0, "line_height": 1.25},
    "8 px, worn": {"font_size_pt": 8.0, "line_height": 1.25},
    "10 px, worn": {"font_size_pt": 10.0, "line_height": 1.25},
    "10 px, turned": {"font_size_pt": 10.0, "line_height": 1.25},
    "10 px, stamped": {"font_size_pt": 10.0, "line_height": 1.25},
}
TURN_DEGREES, NUM_STAMPS = 1.5, 12  # of a page
WORN_TIMES = 4  # as many worn pages, for each is worn in its own way
PEER_SETTINGS = ("reference", "10 px, worn")
PEER_KINDS = ("english", "chinese", "random")
LARGE_ENOUGH = ("10 px", "12 px", "9 pt, 96 dpi", "9 pt, 120 dpi")
AT_10_PX = {"english": 0.01, "chinese": 0.02, "random": 0.02}  # and above
AT_8_PX = {"english": 0.03, "chinese": 0.05, "random": 0.06}
TARGETS = {  # (kind, setting): most CER
    **{(kind, setting): most for kind, most in AT_10_PX.items() for setting in LARGE_ENOUGH},
    **{(kind, "8 px"): most for kind, most in AT_8_PX.items()},
    ("english", "reference"): 0.02, ("chinese", "reference"): 0.05,
    ("english", "10 px, new font"): 0.03, ("chinese", "10 px, new font"): 0.06, ("random", "10 px, new font"): 0.06,
}  # fmt: skip


def texts(kind: str) -> Iterator[str]:
    """Endless held-out text of a kind, in paragraphs."""
    rng = np.random.default_rng([SEED, KINDS.index(kind)])
    prose = list(prose_of(kind)) if kind in ("english", "chinese") else []
    while True:
        if prose:
            yield prose[rng.integers(len(prose))]
        elif kind == "numbers":
            yield " ".join(f"{rng.integers(10 ** int(rng.integers(1, 9))):,}{'%.'[rng.integers(2)]}" for _ in range(60))
        elif kind == "code":
            yield inspect.getsource(importlib.import_module(CODE_MODULES[rng.integers(len(CODE_MODULES))]))
        else:
            tokens = (random_token(rng) for _ in range(1000))
            wanted = kind == "random hanzi"
            yield " ".join(list(islice((t for t in tokens if any(map(is_hanzi, t)) == wanted), 80)))


def prose_of(kind: str) -> Iterator[str]:
    file = SHARED / ("tatqa/tatqa_dataset_dev.json" if kind == "english" else "cmrc2018/cmrc2018_dev_a.json")
    if not file.is_file():
        reports = SyntheticReports(1, 1, 40, languages=("en" if kind == "english" else "zh",)).split("test")
        for index in range(40):
            document = reports.sample(index, np.random.default_rng(0)).document
            assert document is not None
            yield document.text()
        return
    data = json.loads(file.read_text(encoding="utf-8"))
    if kind == "english":
        yield from (paragraph["text"] for context in data for paragraph in context["paragraphs"])
    else:
        yield from (paragraph["context"] for article in data["data"] for paragraph in article["paragraphs"])


def documents(kind: str, num_chars: int) -> Iterator[Document]:
    """Documents of some more than ``num_chars`` characters the charset has."""
    charset, source = Charset(), texts(kind)
    while True:
        builder, size = DocumentBuilder(), 0
        while size < num_chars:
            text = "".join(char for char in next(source) if char.isspace() or charset.encode(char)[0] > 0)
            size += len(text)
            if kind == "code":
                yield parse_document(text, "python")
                break
            builder.paragraph(text)
        else:
            yield builder.build()


def pages(kind: str, setting: str, number: int) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Full grey pages and the characters painted on each, in order."""
    font = NEW_FONTS.get(kind, NEW_FONTS["english"]) if "new font" in setting else None
    size = {"page_width_pt": 595.0, "page_height_pt": 842.0, "crop_last_page": False}
    config = RenderConfig.from_dict({**size, **SETTINGS[setting], **({"font": font} if font else {})})
    rng = np.random.default_rng([SEED, number])
    for document in islice(documents(kind, 9000), number):
        page = next(iter(render(document, config)))
        yield spoilt(page, setting, rng), page.text


def spoilt(page: Page, setting: str, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The grey page, in whatever way a setting spoils it."""
    image = page.grey
    if "worn" in setting:
        return degrade(image, rng)
    if "turned" in setting:
        return turned(image, page.boxes, TURN_DEGREES, 255)[0]
    for _ in range(NUM_STAMPS if "stamped" in setting else 0):
        image = stamped(image, rng)
    return image


def measure(encoder: PageEncoder, kind: str, setting: str, number: int) -> tuple[list[Compared], float]:
    """Our readings against what was painted, and CPU seconds a page."""
    charset = Charset()
    compared, seconds = [], 0.0
    for image, text in pages(kind, setting, number):
        started = cpu_s()
        reading = read_image(encoder, image, charset)
        seconds += cpu_s() - started
        compared.append(compare(reading, text))
    return compared, seconds / max(1, len(compared))


def measure_peer(engine: Engine, kind: str, setting: str, number: int) -> dict[str, float]:
    """CER and CPU seconds a page at the enlargement that reads best."""
    found = []
    for times in UPSAMPLINGS:
        edits = chars = seconds = 0.0
        for image, text in pages(kind, setting, number):
            larger = enlarged(image, times)
            started = cpu_s()
            read = engine(larger, "zh" if kind != "english" else "en")
            seconds += cpu_s() - started
            edits += Levenshtein.distance("".join(read.split()), "".join(text.split()))
            chars += len("".join(text.split()))
        found.append({"cer": edits / chars, "cpu_s": seconds / number, "enlarged": float(times)})
    return min(found, key=lambda row: row["cer"])


def small_pages(encoder: PageEncoder, number: int) -> list[Compared]:
    """Readings of many small pages of all kinds, sizes and fonts, every second one worn."""
    rng = np.random.default_rng(SEED)
    sources = {kind: documents(kind, 600) for kind in KINDS}
    fonts = ["DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Noto Sans CJK SC", "Noto Serif CJK SC"]
    compared = []
    for index in track(range(number), description="small pages", transient=True):
        config = RenderConfig(
            font=str(rng.choice(fonts)), font_size_pt=float(rng.choice([8.0, 9.0, 10.0, 12.0])),
            line_height=float(rng.uniform(1.05, 1.5)), page_width_pt=320, page_height_pt=200,
        )  # fmt: skip
        page = next(iter(render(next(sources[KINDS[index % len(KINDS)]]), config)))
        image = degrade(page.grey, rng) if index % 2 else page.grey
        compared.append(compare(read_image(encoder, image, Charset()), page.text))
    return compared


def percent(value: float, target: float | None = None) -> str:
    colour = "" if target is None else "[green]" if value <= target else "[red]"
    return f"{colour}{value:.2%}"


def main(weights: str, num_pages: int, peer_pages: int, num_small: int, results_file: Path) -> None:
    torch.set_num_threads(1)
    encoder = build_encoder({"name": SMALL_VIT}, weights).eval()
    engines = installed_engines() if peer_pages else {}
    rows: dict[str, dict[str, float]] = {}
    by_wear: dict[str, list[Compared]] = {"clean": [], "worn": []}
    cases = [(kind, setting) for kind in KINDS for setting in SETTINGS]
    for kind, setting in track(cases, description="reading", transient=True):
        if "new font" in setting and not Path(NEW_FONTS.get(kind, NEW_FONTS["english"])).is_file():
            continue
        compared, seconds = measure(encoder, kind, setting, num_pages * (WORN_TIMES if "worn" in setting else 1))
        by_wear["worn" if "worn" in setting else "clean"] += compared
        rows[f"glyph/{kind}/{setting}"] = {**summarize(compared), "cpu_s": seconds}
        for name, engine in engines.items() if kind in PEER_KINDS and setting in PEER_SETTINGS else ():
            rows[f"{name}/{kind}/{setting}"] = measure_peer(engine, kind, setting, peer_pages)
    for wear, compared in by_wear.items():
        rows[f"glyph/all/{wear}"] = summarize(compared)
    small = small_pages(encoder, num_small)
    rows["glyph/all/small pages"] = summarize(small)
    show(rows, engines, weights)
    write_results(results_file, measured_here(results_of(rows), SEED))


def results_of(rows: dict[str, dict[str, float]]) -> Results:
    found = []
    for name in (name for name in rows if name.startswith("glyph/")):
        task = name.removeprefix("glyph/")
        systems = {key.partition("/")[0]: row for key, row in rows.items() if key.partition("/")[2] == task}
        found += rows_of(task.replace("/", ", "), systems, "glyph", "chars")
    about = (
        "Reading held-out text on whole pages, by text, type and wear; n counts characters. Peers read fewer of the"
        " same pages, at the enlargement that reads best."
    )
    return Results("reading", "python benchmarks/reading.py", about, tuple(found))


def show(rows: dict[str, dict[str, float]], engines: dict[str, Engine], weights: str) -> None:
    console = Console()
    table = new_table(f"CER on held-out text, encoder {weights} (green: within the target)", "setting", *KINDS)
    for setting in SETTINGS:
        found = [rows.get(f"glyph/{kind}/{setting}") for kind in KINDS]
        cells = [percent(row["cer"], TARGETS.get((kind, setting))) if row else "-"
                 for kind, row in zip(KINDS, found, strict=True)]  # fmt: skip
        table.add_row(setting, *cells)
    console.print(table)
    table = new_table("beside others: CER and CPU seconds a page", "text", "setting", "glyph", *engines)
    for kind in PEER_KINDS:
        for setting in PEER_SETTINGS:
            names = ["glyph", *engines]
            found = [rows.get(f"{name}/{kind}/{setting}") for name in names]
            table.add_row(kind, setting, *(f"{r['cer']:.2%}  {r['cpu_s']:.2f} s" if r else "-" for r in found))
    console.print(table)
    columns = ("cer", "ece", "line_ece", "field_ece", "auroc", "deletions_doubted", "doubted", "catastrophic")
    table = new_table("confidence", "pages", *columns)
    for name in ("clean", "worn", "small pages"):
        row = rows[f"glyph/all/{name}"]
        table.add_row(name, *(f"{row[c]:.0f}" if c == "catastrophic" else f"{row[c]:.4f}" for c in columns))
    console.print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default=BASE, help="base, or a safetensors file")
    parser.add_argument("--num_pages", type=int, default=3, help="of each text and setting")
    parser.add_argument("--peer_pages", type=int, default=1, help="of each, for other engines; 0 leaves them out")
    parser.add_argument("--small_pages", type=int, default=500, help="of all kinds, to look for catastrophes")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    arguments = parser.parse_args()
    main(arguments.weights, arguments.num_pages, arguments.peer_pages, arguments.small_pages, arguments.results)
