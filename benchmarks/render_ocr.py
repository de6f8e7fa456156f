"""Whether an independent OCR engine, Tesseract, can read the pages: CER of ours, and of the reference beside ours.

``python benchmarks/render_ocr.py [--num_pages N]`` prints a table and writes ``results/render_ocr.json`` here. It
takes tesseract (``apt-get install tesseract-ocr``), run as ``tesseract - - --psm 6 -l eng`` in one thread.

- Styles: our pages at 144 dpi of a Markdown document, of Python code and of a web page, other settings at default.
- Pipelines: the same plain text, 9 pt on 10 pt, as one page of ours and one of the reference in ``render.py``, at 72
  and at 144 dpi. Poppler draws letters without hinting; ours are shown both as by default (stems and arches moved to
  whole pixels vertically) and without.

CER is edits over characters, blank space left out, against the characters that were drawn.
"""

from __future__ import annotations

import argparse
import inspect
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ocr_engines import tesseract
from rapidfuzz.distance import Levenshtein
from render import CORPUS, font_file, glyph_config, load_text, new_table, reference_pages
from rich.console import Console
from schema import Results, measured_here, rows_of, write_results

from glyph.render import RenderConfig, render

RESULTS = Path(__file__).parent / "results" / "render_ocr.json"
STYLE_DPI, STYLE_TARGET = 144, 0.02
CHARS_A_TEXT = 5_000  # fills most of a page of either pipeline, and no second one
NAVIGATION = "<nav><a href='/'>Home</a> <a href='/search'>Search</a> <a href='/about'>About</a></nav>"
FORMATS = {"document": "markdown", "code": "python", "web": "html"}

OURS: dict[str, dict[str, str]] = {"glyph": {}, "glyph unhinted": {"hinting": "none"}}

Reading = tuple[NDArray[np.uint8], str]  # a page and the text on it


def style_sources(text: str) -> dict[str, str]:
    """Content for each style, of a few pages: prose from plain text, code from the standard library."""
    lines = [line for line in text.split("\n") if line]
    sections = [lines[start : start + 5] for start in range(0, len(lines), 5)]
    return {
        "document": "\n\n".join(markdown_section(number, section) for number, section in enumerate(sections, 1)),
        "code": inspect.getsource(textwrap),
        "web": NAVIGATION + "\n".join(html_section(number, section) for number, section in enumerate(sections, 1)),
    }


def markdown_section(number: int, lines: list[str]) -> str:
    points = "\n".join(f"- {line[:90]}" for line in lines[:2])
    table = f"| Section | Lines | Characters |\n|---|---|---|\n| {number} | {len(lines)} | {sum(map(len, lines))} |"
    return "\n\n".join([f"## Section {number}", *lines, points, table])


def html_section(number: int, lines: list[str]) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<h2>Section {number}</h2>{paragraphs}<button>Read more</button>"


def style_pages(style: str, source: str) -> Iterator[Reading]:
    config = RenderConfig.from_dict({"style": style, "page_size": "A4", "dpi": STYLE_DPI})
    for page in render(source, config, format=FORMATS[style]):
        yield page.image, page.text


def pipeline_pages(texts: Iterable[str], pipeline: str, dpi: int, font: str) -> Iterator[Reading]:
    """One page a text, by ours or by the reference."""
    for text in texts:
        if pipeline in OURS:
            images = [page.image for page in render(text, glyph_config(font, dpi=dpi, **OURS[pipeline]))]
        else:
            images = list(reference_pages(text, font, dpi=dpi))
        if len(images) != 1:
            raise ValueError(f"a text of {len(text)} characters takes {len(images)} pages of {pipeline}; it takes one")
        yield images[0], text


def measure(readings: Iterable[Reading]) -> dict[str, float]:
    """CER over all pages together."""
    edits = chars = pages = 0
    for image, text in readings:
        painted, read = ("".join(written.split()) for written in (text, tesseract(image, "en")))
        edits += Levenshtein.distance(painted, read)
        chars += len(painted)
        pages += 1
    return {"cer": edits / chars, "chars": chars, "pages": pages}


def measure_all(corpus: Path, num_pages: int) -> dict[str, dict[str, float]]:
    font = font_file("en")
    text = load_text("en", corpus, font, num_pages * CHARS_A_TEXT)
    rows = {
        f"{style}, {STYLE_DPI} dpi": measure(islice(style_pages(style, source), num_pages))
        for style, source in style_sources(text).items()
    }
    texts = [text[start : start + CHARS_A_TEXT] for start in range(0, len(text), CHARS_A_TEXT)]
    for dpi in (72, 144):
        for pipeline in (*OURS, "reference"):
            rows[f"{pipeline}, {dpi} dpi"] = measure(pipeline_pages(texts, pipeline, dpi, font))
    return rows


def results_of(rows: dict[str, dict[str, float]]) -> Results:
    found = []
    for name, row in rows.items():
        pipeline, _, dpi = name.partition(", ")
        if pipeline in FORMATS:
            found += rows_of(f"{pipeline} style at {dpi}", {"glyph": row}, "glyph", "chars")
        elif pipeline in OURS:
            pair = {pipeline: row, "reference": rows[f"reference, {dpi}"]}
            found += rows_of(f"plain text at {dpi}, {pipeline}", pair, pipeline, "chars")
    about = "Pages read by Tesseract; the reference is reportlab and poppler; n counts characters."
    return Results("render_ocr", "python benchmarks/render_ocr.py", about, tuple(found))


def table(rows: dict[str, dict[str, float]]) -> Any:
    shown = new_table("Tesseract, English", "pages", "number", "characters", "CER", "target")
    targets = {f"{style}, {STYLE_DPI} dpi": f"< {STYLE_TARGET:.0%}" for style in FORMATS}
    targets["glyph unhinted, 72 dpi"] = f"<= {rows['reference, 72 dpi']['cer']:.2%}"
    for name, row in rows.items():
        shown.add_row(name, f"{row['pages']}", f"{row['chars']:,}", f"{row['cer']:.2%}", targets.get(name, ""))
    return shown


def main(corpus: Path, num_pages: int, results_file: Path) -> None:
    if shutil.which("tesseract") is None:
        Console().print("skipped: tesseract is not on the PATH (apt-get install tesseract-ocr)")
        return
    rows = measure_all(corpus, num_pages)
    Console().print(table(rows))
    write_results(results_file, measured_here(results_of(rows), None))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of en.txt.gz")
    parser.add_argument("--num_pages", type=int, default=5, help="of each kind")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    arguments = parser.parse_args()
    main(arguments.corpus, arguments.num_pages, arguments.results)
