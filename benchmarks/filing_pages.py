"""Statement pages of real filings: who is held aside, what a drawn page says, and the lookups asked about it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import numpy as np

from glyph.data.pages.pdf_pages import UNTAUGHT, painted, shows_ink
from glyph.documents.pdf.file import PdfFile
from glyph.documents.pdf.page import PdfPage
from glyph.models.ocr.reading import reading_order
from glyph.render.page import spaced_text

ROOT = Path(__file__).parents[1]
SEED = 17
COMPANIES = {
    "val": {"en": ("ADOBE", "CVSHEALTH", "FOOTLOCKER", "ORACLE"), "zh": ("301096", "603598")},
    "test": {
        "en": ("AMERICANWATERWORKS", "BESTBUY", "KRAFTHEINZ", "MICROSOFT", "PEPSICO", "VERIZON"),
        "zh": ("000059", "002821", "603339", "688276"),
    },
}
FOLDERS = {"en": "filings", "zh": "filings_zh"}
CELL_GAP_EM = 0.6  # between what a file draws apart without a blank, as cells of a table
COLUMN = re.compile(  # the name of a column, blanks left out
    r"(?:19|20)\d\d(?:年(?:1[-—–]6月|半年度|度|\d+月\d+日)?)?|(?:期末|期初|年初|年末)(?:余额|数)|[本上](?:期|年)(?:发生额|金额|数)"
)
FIGURE = re.compile(r"\(?-?\d[\d,]*(?:\.\d+)?\)?|[-—–](?=\s|$)")


def truth(page: PdfPage) -> str:
    """What a drawn page says, line by line as it is seen, whatever order the file draws it in."""
    seen = painted(page, 0)
    assert seen.places is not None
    kept = shows_ink(seen.grey, seen.boxes) & np.array([char != UNTAUGHT for char in seen.text], np.bool_)
    order, lines = reading_order(seen.boxes[kept])
    boxes, places = seen.boxes[kept][order], seen.places[kept][order]
    is_apart = np.append(np.inf, boxes[1:, 0] - boxes[:-1, 2]) > CELL_GAP_EM * (boxes[:, 3] - boxes[:, 1])
    after_blank = np.array([k == 0 or page.text[k - 1].isspace() for k in places.tolist()], np.bool_)
    chars = "".join(char for char, ok in zip(seen.text, kept, strict=True) if ok)
    return spaced_text("".join(chars[k] for k in order), lines, after_blank | is_apart)


def flat(text: str) -> str:
    return "".join(text.split()).casefold()


def mended(row: dict[str, str], lines: list[str]) -> dict[str, str] | None:
    """A lookup with the figure that stands in its column, told by the next header above; None if it has no such column.

    ``lookups.json`` takes the order of columns from the first table of a page, wrongly where another follows that has
    them the other way round, or other columns.
    """
    label, column = flat(row["label"]), flat(row["year"])
    number = next((k for k, line in enumerate(lines) if flat(line).startswith(label) and row["answer"] in line), None)
    if number is None:
        return row
    headers = (COLUMN.findall(flat(line)) for line in reversed(lines[:number]))
    columns = next((found for found in headers if len(found) > 1), None)
    if columns is None:
        return row
    if columns.count(column) != 1:
        return None
    figures = FIGURE.findall(lines[number][len(row["label"]) :])[-len(columns) :]
    if len(figures) < len(columns):
        return row
    return row | {"answer": figures[columns.index(column)]}


def stored_lookups(data: Path, split: str, language: str) -> list[dict[str, str]]:
    """The rows of a split's companies, as ``lookups.json`` has them."""
    rows = json.loads((data / FOLDERS[language] / "lookups.json").read_text(encoding="utf-8"))
    names = tuple(f"{name}_" for name in COMPANIES[split][language])
    return [row for row in rows if row["pdf"].startswith(names)]


def lookups(data: Path, split: str, language: str, number: int) -> list[dict[str, str]]:
    """The rows of a split's companies, evenly spread over their pages, and mended."""
    stored = stored_lookups(data, split, language)
    by_page: dict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    for row in stored:
        by_page[row["pdf"], int(row["page"])].append(row)
    own, changed = [], 0
    for (name, place), found in by_page.items():
        with PdfFile(data / FOLDERS[language] / name) as pdf:
            lines = truth(pdf.read(place, "all", 100.0)).split("\n")
        kept = [row for row in (mended(row, lines) for row in found) if row is not None]
        changed += sum(row not in found for row in kept)
        own += kept
    left_out = len(stored) - len(own)
    print(f"{split}, {language}: {len(own)} lookups, {changed} with another figure, {left_out} left out")
    return [own[int(k)] for k in np.linspace(0, len(own) - 1, min(number, len(own)))]
