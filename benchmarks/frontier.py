"""Precision of reading against compression: what can be read back from visual tokens of 1, 4 or 16 patches each.

``python benchmarks/frontier.py [--weights FILE]`` takes the base, or the encoder.safetensors of an
``experiment=pretrain``, prints a table, writes ``results/frontier.json`` here and draws ``docs/frontier.png``, beside
the points published for DeepSeek-OCR (arXiv 2510.18234: English documents, read with the help of a language model; ours
reads without one). Text is held out, see ``reading.py``; random strings show what is left without a language's help
(arXiv 2601.03714).

Pages are squares of ``PAGE_PX``, the size the tokens were trained at. Precision is 1 - CER over all pages, not below
0. The compression ratio is text tokens, characters over 4.2 (English, random) or 1.5 (Chinese), over visual tokens.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

import torch
from reading import RESULTS, ROOT, SEED, documents
from render import new_table
from rich.console import Console
from rich.progress import track
from schema import Results, measured_here, rows_of, write_results

from glyph.models.ocr.dial import MERGES
from glyph.models.ocr.read_cells import read_cells
from glyph.models.page_encoder import PageEncoder
from glyph.models.precision import fast_autocast
from glyph.readers.build import BASE, SMALL_VIT, build_encoder
from glyph.render import RenderConfig, render
from glyph.tasks.reading_scores import compare
from glyph.text.charset import Charset

PAGE_PX = 192
SIZES_PX = (8.0, 10.0, 12.0, 16.0)
CHARS_A_TOKEN = {"english": 4.2, "chinese": 1.5, "random": 4.2}
PUBLISHED = {"DeepSeek-OCR, 100 tokens": [(6.7, 0.985), (9.7, 0.968), (12.6, 0.871)],
             "DeepSeek-OCR, 64 tokens": [(10.5, 0.965), (15.1, 0.859), (19.7, 0.591)]}  # fmt: skip


@torch.no_grad()
def measure(encoder: PageEncoder, kind: str, size_px: float, merge: int, number: int) -> dict[str, float]:
    """Precision and compression of one setting."""
    config = RenderConfig(
        font_size_pt=size_px, line_height=1.2, page_width_pt=PAGE_PX, page_height_pt=PAGE_PX, margin_x_pt=2,
        margin_y_pt=2, crop_last_page=False,
    )  # fmt: skip
    edits = chars = 0
    for document in islice(documents(kind, 600), number):
        page = next(iter(render(document, config)))
        pixels = torch.from_numpy(page.grey)[None, None].float() / 255
        with fast_autocast(pixels.device):
            (reading,) = read_cells(encoder.ocr_head, encoder.cells(pixels, merge), Charset())
        found = compare(reading, page.text)
        edits, chars = edits + found.num_edits, chars + found.num_painted
    tokens = number * (PAGE_PX // (encoder.patch_size * merge)) ** 2
    return {"precision": max(0.0, 1 - edits / chars), "ratio": chars / CHARS_A_TOKEN[kind] / tokens, "chars": chars}


def results_of(rows: dict[str, dict[str, float]]) -> Results:
    about = (
        "Precision of reading from visual tokens alone; n counts characters. DeepSeek-OCR's published points (arXiv"
        " 2510.18234), of other pages, stand in docs/frontier.png."
    )
    found = []
    for name, row in rows.items():
        kind, merge, size = name.split("/")
        found += rows_of(f"{kind} text in {size} type, {merge}", {"glyph": row}, "glyph", "chars")
    return Results("frontier", "python benchmarks/frontier.py", about, tuple(found))


def draw(rows: dict[str, dict[str, float]], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5))
    for kind in CHARS_A_TOKEN:
        for merge, marker in zip(MERGES, "os^", strict=True):
            points = sorted(
                (r["ratio"], r["precision"]) for name, r in rows.items() if name.startswith(f"{kind}/merge {merge}/")
            )
            label = f"{kind}, {merge * merge} patch{'es' * (merge > 1)} a token"
            axes.plot(*zip(*points, strict=True), marker=marker, label=label)
    for name, points in PUBLISHED.items():
        axes.plot(*zip(*points, strict=True), "k--" if "100" in name else "k:", marker="x", label=name)
    axes.set(
        xscale="log",
        xlabel="compression ratio (text tokens a visual token)",
        ylabel="precision (1 - CER)",
        ylim=(0, 1.02),
    )
    axes.legend(fontsize=6)
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def main(weights: str, number: int, results_file: Path, picture: Path) -> None:
    torch.set_num_threads(1)
    encoder = build_encoder({"name": SMALL_VIT}, weights, dial=True).eval()
    cases = [(kind, merge, size) for kind in CHARS_A_TOKEN for merge in MERGES for size in SIZES_PX]
    rows = {f"{kind}/merge {merge}/{size:g} px": measure(encoder, kind, size, merge, number)
            for kind, merge, size in track(cases, description="frontier", transient=True)}  # fmt: skip
    table = new_table(f"reading from visual tokens alone, encoder {weights}", "text/merge/type", "ratio", "precision")
    for name, row in rows.items():
        table.add_row(name, f"{row['ratio']:.2f}", f"{row['precision']:.1%}")
    Console().print(table)
    write_results(results_file, measured_here(results_of(rows), SEED))
    draw(rows, picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default=BASE, help="base, or a safetensors file with a dial")
    parser.add_argument("--num_pages", type=int, default=40, help="of each setting")
    parser.add_argument("--results", type=Path, default=RESULTS.with_name("frontier.json"), help="JSON file to write")
    parser.add_argument("--picture", type=Path, default=ROOT / "docs" / "frontier.png", help="PNG file to write")
    arguments = parser.parse_args()
    main(arguments.weights, arguments.num_pages, arguments.results, arguments.picture)
