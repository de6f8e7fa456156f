"""How fast text becomes pages: ours, the pipeline of Glyph's authors and Pillow; how ours scales; what memory it takes.

``python benchmarks/render.py [--languages en zh] [--quick]`` prints tables and writes ``results/render.json`` here.
It takes ``pip install reportlab pdf2image`` and poppler's pdftoppm; for Chinese a TrueType font that reportlab can
use (``apt-get install fonts-wqy-microhei``), without which the reference is left out of the Chinese rows.

All draw the same text with the same font file, 9 pt on 10 pt, on 595 x 842 pt pages at 72 dpi with 16 pt of margin
(reportlab's 10 pt and the 6 pt of padding of its frame), so page counts agree within one. Blank lines take no room.
Characters that the font lacks are left out of the text, as reportlab draws boxes for them.

- ``reference``: reportlab, one left-aligned paragraph a line of text -> PDF in memory -> pdf2image (poppler, one
  thread, its default RGB) -> arrays. Fonts are registered once.
- ``authors' paragraphs``: the same, with 30 lines of text joined into a paragraph, as in word2png_function.py of
  thu-coai/Glyph. Layout in reportlab grows faster than the paragraph.
- ``pillow``: ``ImageDraw.text`` line by line. Lines are broken greedily by the font's advances, in the clock.
- ``glyph``: ours, pages with their boxes. Warm: in a process that has drawn before. Cold: in a fresh process, which
  has no glyph of this size yet; once after imports and one letter in another size (numba then has loaded its compiled
  functions, which count as installed), once from the start of the process to its end.
- ``+ png``: each page is written to memory as well; by Pillow at the compression level that is named (the authors' is
  6), by ours as ``scripts/render_text.py`` writes it.

Seconds are CPU time of the process and its children, the best of ``--repeats`` rounds in which all take turns.
Characters per second at a size: the same million characters cut into texts of that size, or repeated to reach it.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

# Only the standard library here: a fresh process must pay for the imports of the pipeline it measures, and no other.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from schema import Results

    from glyph.render import RenderConfig

Language = Literal["en", "zh"]
Pages = Iterable["NDArray[np.uint8]"]
Draw = Callable[[str, str], Pages]  # text, font file

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "render.json"
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
FONT_PT, LEADING_PT, WIDTH_PT, HEIGHT_PT = 9, 10, 595, 842
REFERENCE_MARGIN_PT, FRAME_PADDING_PT = 10, 6
MARGIN_PT = REFERENCE_MARGIN_PT + FRAME_PADDING_PT
AUTHORS_LINES = 30  # of text that they join into one paragraph
CHINESE_TRUETYPE = ("wqy-microhei.ttc", "wqy-zenhei.ttc")  # Debian's, with Latin; zenhei has bitmaps at small sizes
FONT_FOLDER = Path("/usr/share/fonts/truetype/wqy")
SPREAD_TARGET, PEAK_TARGET_MB = 0.15, 400
# what is compared: (the reference's run, ours, how many times faster ours shall be)
COMPARISONS = {
    "warm": ("reference", "glyph", 100),
    "warm, authors' paragraphs": ("authors' paragraphs", "glyph", 100),
    "cold, after imports": ("reference, fresh, after imports", "glyph, cold, after imports", 20),
    "cold, whole process": ("reference, fresh, whole process", "glyph, cold, whole process", 20),
    "png": ("reference + png 6", "glyph + png", 12),
    "png, against level 1": ("reference + png 1", "glyph + png", 12),
    "png, authors' paragraphs": ("authors' paragraphs + png 6", "glyph + png", 12),
}


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    num_chars: dict[Language, int]
    sizes: tuple[int, ...]  # of texts, characters; the last but one is cut or repeated to make the others
    repeats: int


FULL = Scale({"en": 240_000, "zh": 200_000}, (10_000, 100_000, 1_000_000, 10_000_000), 3)
QUICK = Scale({"en": 10_000, "zh": 6_000}, (1_000, 2_000, 4_000), 1)


@dataclass(frozen=True)
class Run:
    """What one pipeline took for one text."""

    cpu_s: float
    pages: int


def reference_pages(text: str, font: str, lines_a_paragraph: int = 1, dpi: int = 72) -> Pages:
    """reportlab, then poppler."""
    import numpy as np
    from pdf2image import convert_from_bytes

    pdf = reference_pdf(text, font, lines_a_paragraph)
    return map(np.asarray, convert_from_bytes(pdf, dpi=dpi, thread_count=1))


def reference_pdf(text: str, font: str, lines_a_paragraph: int) -> bytes:
    import io
    from xml.sax.saxutils import escape

    from reportlab.lib.enums import TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(font, font))
    style = ParagraphStyle(
        "text", fontName=font, fontSize=FONT_PT, leading=LEADING_PT, alignment=TA_LEFT,
        wordWrap="CJK" if any(map(is_hanzi, text)) else None,
    )  # fmt: skip
    lines = [escape(line) for line in text.split("\n") if line]
    starts = range(0, len(lines), lines_a_paragraph)
    story = [Paragraph("<br/>".join(lines[k : k + lines_a_paragraph]), style) for k in starts]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), REFERENCE_MARGIN_PT)
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=(WIDTH_PT, HEIGHT_PT), **margins).build(story)
    return file.getvalue()


def pillow_pages(text: str, font: str) -> Pages:
    """Pillow's text drawing, a line at a time; its own basic layout is faster than raqm."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(font, FONT_PT, layout_engine=ImageFont.Layout.BASIC)
    lines = list(greedy_lines(text, advances_pt(font), WIDTH_PT - 2 * MARGIN_PT))
    lines_a_page = (HEIGHT_PT - 2 * MARGIN_PT) // LEADING_PT
    for first in range(0, len(lines), lines_a_page):
        image = Image.new("L", (WIDTH_PT, HEIGHT_PT), 255)
        draw = ImageDraw.Draw(image)
        for k, line in enumerate(lines[first : first + lines_a_page]):
            draw.text((MARGIN_PT, MARGIN_PT + k * LEADING_PT), line, fill=0, font=face)
        yield np.asarray(image)


def greedy_lines(text: str, advances: dict[str, float], room: float) -> Iterator[str]:
    """Lines as long as they fit, broken after a space or beside a Hanzi; lengths in points."""
    for paragraph in filter(None, text.split("\n")):
        start = cut = 0
        width = 0.0
        for k, char in enumerate(paragraph):
            width += advances[char]
            if width > room and char != " ":
                end = cut if cut > start else k
                yield paragraph[start:end]
                start = end
                width = sum(advances[c] for c in paragraph[start : k + 1])
            if char == " " or is_hanzi(char):
                cut = k + 1
        yield paragraph[start:]


def is_hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@cache
def advances_pt(font: str) -> dict[str, float]:
    """Advance of every character that a font file has, at the size of the pages."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True, fontNumber=0) as face:
        scale = FONT_PT / face["head"].unitsPerEm
        return {chr(code): face["hmtx"][name][0] * scale for code, name in face.getBestCmap().items()}


def glyph_pages(text: str, font: str) -> Pages:
    """Ours."""
    from glyph.render import render

    return (page.image for page in render(text, text_config(font), format="text"))


def glyph_png_pages(text: str, font: str) -> Pages:
    """Ours, each written as PNG to memory."""
    from glyph.render.raster.png import encode_png

    for page in glyph_pages(text, font):
        encode_png(page)
        yield page


@cache
def text_config(font: str) -> RenderConfig:
    return glyph_config(font)


def glyph_config(font: str, **changes: Any) -> RenderConfig:
    """Our settings for the reference's layout."""
    from glyph.render import RenderConfig

    settings = {
        "font": font, "font_size_pt": FONT_PT, "line_height": LEADING_PT / FONT_PT, "margin_pt": MARGIN_PT,
        "page_width_pt": WIDTH_PT, "page_height_pt": HEIGHT_PT, "dpi": 72, "space_after": 0.0, "whitespace": "keep",
        "style": "document", "crop_last_page": False,
    }  # fmt: skip
    return RenderConfig.from_dict({**settings, **changes})


def with_png(draw: Draw, level: int, text: str, font: str) -> Pages:
    """Pages, each written as PNG to memory."""
    import io

    from PIL import Image

    for page in draw(text, font):
        Image.fromarray(page).save(io.BytesIO(), "PNG", compress_level=level)
        yield page


authors_pages = partial(reference_pages, lines_a_paragraph=AUTHORS_LINES)
PIPELINES: dict[str, Draw] = {
    "reference": reference_pages,
    "authors' paragraphs": authors_pages,
    "pillow": pillow_pages,
    "glyph": glyph_pages,
    "reference + png 6": partial(with_png, reference_pages, 6),
    "reference + png 1": partial(with_png, reference_pages, 1),
    "authors' paragraphs + png 6": partial(with_png, authors_pages, 6),
    "glyph + png": glyph_png_pages,
}
IMPORTS = {
    "reference": ("numpy", "pdf2image", "reportlab.pdfbase.ttfonts", "reportlab.platypus"),
    "glyph": ("glyph.render",),
}


def find_chinese_truetype() -> str | None:
    """A Chinese font whose outlines reportlab can use, if Debian's are installed."""
    return next((str(FONT_FOLDER / name) for name in CHINESE_TRUETYPE if (FONT_FOLDER / name).is_file()), None)


def font_file(language: Language) -> str:
    """The font all draw with; without a TrueType one, Chinese is drawn from Noto's outlines by ours and Pillow."""
    if language == "en":
        return packaged_font("matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf")
    return find_chinese_truetype() or packaged_font("mplfonts", "fonts/NotoSansCJKsc-Regular.otf")


def packaged_font(package: str, file: str) -> str:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the package {package!r}, which carries {Path(file).name}, is not installed")
    return str(Path(spec.submodule_search_locations[0], file))


def load_text(language: Language, corpus: Path, font: str, num_chars: int) -> str:
    """The corpus' first characters that the font has, or those of generated reports where there is no corpus."""
    file = corpus / f"{language}.txt.gz"
    lines = gzip.decompress(file.read_bytes()).decode().split("\n") if file.is_file() else generated_lines(language)
    drawable = advances_pt(font).keys() - {"\u00ad", "\u200b"}  # shown by none of them
    kept: list[str] = []
    num_kept = 0
    for line in lines:
        kept.append("".join(filter(drawable.__contains__, " ".join(line.split()))))
        num_kept += len(kept[-1]) + 1
        if num_kept >= num_chars:
            break
    text = "\n".join(kept) + "\n"
    return (text * -(-num_chars // len(text)))[:num_chars]


def generated_lines(language: Language) -> list[str]:
    import numpy as np

    from glyph.data.generators.reports import SyntheticReports

    reports = SyntheticReports(1, 100, 1, languages=(language,)).split("val")
    documents = (reports.sample(index, np.random.default_rng(0)).document for index in range(len(reports)))
    return [line for document in documents if document is not None for line in [*document.text().split("\n"), ""]]


def paragraph_lengths(text: str) -> dict[str, int]:
    lengths = [len(line) for line in text.split("\n") if line]
    return {"count": len(lengths), "median": int(statistics.median(lengths)), "longest": max(lengths)}


def cpu_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measure(draw: Draw, text: str, font: str) -> Run:
    """Draw a text once, discarding its pages."""
    started = cpu_s()
    pages = sum(1 for _ in draw(text, font))
    return Run(cpu_s() - started, pages)


def best(runs: Iterable[Run]) -> Run:
    return min(runs, key=lambda run: run.cpu_s)


def warm_runs(text: str, font: str, names: Iterable[str], repeats: int) -> dict[str, Run]:
    """The best run of every pipeline in this process; they take turns, so that all meet the same noise."""
    rounds = [{name: measure(PIPELINES[name], text, font) for name in names} for _ in range(repeats)]
    return {name: best(taken[name] for taken in rounds) for name in rounds[0]}


def fresh_process(name: str, text_file: Path, font: str) -> tuple[Run, Run, float]:
    """A pipeline in a process of its own: after imports, whole process, and peak memory in MB."""
    command = [sys.executable, __file__, "--child", name, str(text_file), font]
    started = cpu_s()
    reply = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    whole_s = cpu_s() - started
    result = json.loads(reply)
    return Run(result["cpu_s"], result["pages"]), Run(whole_s, result["pages"]), result["peak_mb"]


def child(name: str, text_file: Path, font: str) -> None:
    """What ``fresh_process`` runs."""
    text = text_file.read_text(encoding="utf-8")
    for module in IMPORTS[name]:
        importlib.import_module(module)
    if name == "glyph":
        load_compiled(font)
    run = measure(PIPELINES[name], text, font)
    print(json.dumps({"cpu_s": run.cpu_s, "pages": run.pages, "peak_mb": peak_mb()}))


def load_compiled(font: str) -> None:
    """Have numba load what it has compiled before: draw a letter in a size that is not measured."""
    from glyph.render import render

    for _ in render("a", glyph_config(font, font_size_pt=2 * FONT_PT, line_height=1.2), format="text"):
        pass


def peak_mb() -> float:
    """Peak resident memory of this process. (ru_maxrss would start at the peak of the process that forked it.)"""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def fresh_runs(text: str, font: str, with_reference: bool, repeats: int) -> dict[str, Run]:
    """Best runs in fresh processes, which have drawn no glyph before: ours, and the reference."""
    cases = {"glyph, cold": "glyph"} | ({"reference, fresh": "reference"} if with_reference else {})
    rounds: list[dict[str, Run]] = []
    with tempfile.TemporaryDirectory() as folder:
        text_file = Path(folder, "text.txt")
        text_file.write_text(text, encoding="utf-8")
        for _ in range(repeats):
            taken: dict[str, Run] = {}
            for case, name in cases.items():
                taken[f"{case}, after imports"], taken[f"{case}, whole process"], _ = fresh_process(
                    name, text_file, font
                )
            rounds.append(taken)
    return {name: best(taken[name] for taken in rounds) for name in rounds[0]}


def speeds(base: str, font: str, sizes: tuple[int, ...], repeats: int) -> dict[int, float]:
    """Characters per CPU second of ours at each size, over texts that together hold the same characters."""
    found = {}
    for size in sizes:
        whole = base * max(1, size // len(base))
        texts = [whole[start : start + size] for start in range(0, len(whole), size)]
        taken = min(sum(measure(glyph_pages, text, font).cpu_s for text in texts) for _ in range(repeats))
        found[size] = len(whole) / taken
    return found


def spread(values: Iterable[float]) -> float:
    """Half the range of values over its middle: 0.15 is +-15%."""
    low, high = min(rates := list(values)), max(rates)
    return (high - low) / (high + low)


def peak_of(text: str, font: str) -> float:
    """Peak memory of ours, MB, in a fresh process that streams one text."""
    with tempfile.TemporaryDirectory() as folder:
        text_file = Path(folder, "text.txt")
        text_file.write_text(text, encoding="utf-8")
        return fresh_process("glyph", text_file, font)[2]


def measure_language(language: Language, corpus: Path, scale: Scale) -> dict[str, Any]:
    """Everything about one language, ready for JSON."""
    font = font_file(language)
    has_reference = language != "zh" or find_chinese_truetype() is not None
    names = [name for name in PIPELINES if has_reference or name.startswith(("glyph", "pillow"))]
    text = load_text(language, corpus, font, scale.num_chars[language])
    runs = warm_runs(text, font, names, scale.repeats) | fresh_runs(text, font, has_reference, scale.repeats)
    base_size, longest = scale.sizes[-2:]
    base = load_text(language, corpus, font, base_size)
    by_size = speeds(base, font, scale.sizes, scale.repeats)
    return {
        "font": font,
        "source": "corpus" if (corpus / f"{language}.txt.gz").is_file() else "generated reports",
        "chars": len(text),
        "paragraphs": paragraph_lengths(text),
        "runs": {name: vars(run) | {"chars_per_s": len(text) / run.cpu_s} for name, run in runs.items()},
        "times_faster": {
            name: runs[theirs].cpu_s / runs[ours].cpu_s
            for name, (theirs, ours, _) in COMPARISONS.items()
            if theirs in runs
        },
        "page_counts_agree": spread_of_pages(runs) <= 1,
        "chars_per_s_by_size": by_size,
        "spread": spread(by_size.values()),
        "peak_chars": longest,
        "peak_mb": peak_of(base * (longest // base_size), font),
    }


def results_of(languages: dict[Language, dict[str, Any]], versions: dict[str, str]) -> Results:
    """Each pipeline of ours beside those that do the same work, and how ours scales."""
    from schema import Results, Row, rows_of

    found = []
    for language, result in languages.items():
        runs = {name: {"chars": result["chars"], **run} for name, run in result["runs"].items()}
        beside: dict[str, list[str]] = {}
        for theirs, ours, _ in COMPARISONS.values():
            beside.setdefault(ours, []).append(theirs)
        beside["glyph"].append("pillow")
        for ours, peers in beside.items():
            chosen = {name: runs[name] for name in (ours, *peers) if name in runs}
            found += rows_of(f"{language}: {ours}", chosen, ours, "chars")
        for size, speed in result["chars_per_s_by_size"].items():
            found.append(Row(f"{language}: texts of {size} characters", "chars_per_s", speed, n=int(size)))
        longest = f"{language}: a text of {result['peak_chars']} characters"
        found.append(Row(longest, "peak_mb", result["peak_mb"], n=result["peak_chars"]))
    stated = ", ".join(f"{name} {number}" for name, number in versions.items())
    sources = ", ".join(f"{language}: {result['source']}" for language, result in languages.items())
    about = f"Text to pages; n counts characters. Text: {sources}. Beside {stated}."
    return Results("render", "python benchmarks/render.py", about, tuple(found))


def spread_of_pages(runs: dict[str, Run]) -> int:
    counts = {run.pages for run in runs.values()}
    return max(counts) - min(counts)


def show(results: dict[Language, dict[str, Any]]) -> None:
    from rich.console import Console

    console = Console()
    for language, result in results.items():
        console.print(runs_table(language, result))
        if not result["page_counts_agree"]:
            console.print(f"{language}: page counts differ by more than one: the rows do not draw the same pages")
        if "reference" not in result["runs"]:
            packages = "fonts-wqy-microhei or fonts-wqy-zenhei"
            console.print(f"{language}: no reference, for want of a TrueType font: apt-get install {packages}")
    console.print(comparison_table(results))
    console.print(scaling_table(results))


def runs_table(language: str, result: dict[str, Any]) -> Any:
    table = new_table(
        f"{language}: {result['chars']:,} characters, {Path(result['font']).name}",
        "pipeline", "pages", "CPU s", "CPU ms a page", "characters/s",
    )  # fmt: skip
    for name, run in result["runs"].items():
        each_ms = 1000 * run["cpu_s"] / run["pages"]
        table.add_row(name, str(run["pages"]), f"{run['cpu_s']:.3f}", f"{each_ms:.2f}", f"{run['chars_per_s']:,.0f}")
    return table


def comparison_table(results: dict[Language, dict[str, Any]]) -> Any:
    table = new_table("times faster than the reference", "comparison", *results, "target")
    for name, (_, _, target) in COMPARISONS.items():
        ratios = [result["times_faster"].get(name) for result in results.values()]
        cells = ["-" if ratio is None else f"{ratio:.1f}" for ratio in ratios]
        table.add_row(name, *cells, f">= {target}" if target else "")
    return table


def scaling_table(results: dict[Language, dict[str, Any]]) -> Any:
    table = new_table("ours by length of the text", "", *results, "target")
    for size in next(iter(results.values()))["chars_per_s_by_size"]:
        rates = (f"{result['chars_per_s_by_size'][size]:,.0f}" for result in results.values())
        table.add_row(f"characters/s at {size:,}", *rates, "")
    spreads = (f"+-{result['spread']:.1%}" for result in results.values())
    table.add_row("spread", *spreads, f"+-{SPREAD_TARGET:.0%}")
    longest = next(iter(results.values()))["peak_chars"]
    peaks = (f"{result['peak_mb']:.0f}" for result in results.values())
    table.add_row(f"peak MB at {longest:,}", *peaks, f"< {PEAK_TARGET_MB}")
    return table


def new_table(title: str, first: str, *others: str) -> Any:
    from rich.table import Table

    table = Table(title=title)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table


def main(languages: list[Language], corpus: Path, scale: Scale, results_file: Path) -> None:
    from schema import measured_here, write_results

    results = {language: measure_language(language, corpus, scale) for language in languages}
    show(results)
    versions = {name: version(name) for name in ("reportlab", "pdf2image", "pillow", "numpy")}
    write_results(results_file, measured_here(results_of(results, versions), None))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", nargs="+", choices=("en", "zh"), default=["en", "zh"])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of en.txt.gz and zh.txt.gz")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    parser.add_argument("--repeats", type=int, help="rounds, of which the best counts")
    parser.add_argument("--quick", action="store_true", help="short texts, one round: to try it")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        pipeline, text_path, font_path = arguments.child
        child(pipeline, Path(text_path), font_path)
    else:
        scale = QUICK if arguments.quick else FULL
        repeats = arguments.repeats or scale.repeats
        main(arguments.languages, arguments.corpus, Scale(scale.num_chars, scale.sizes, repeats), arguments.results)
