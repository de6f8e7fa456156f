"""Draw a document as page images.

python -m glyph.render report.md --preset fine --theme dark --show-boxes
"""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from glyph.documents import load_document
from glyph.render.batch.page_files import IMAGE_FORMATS, MAX_WAITING, PageWriter, page_name
from glyph.render.config import RenderConfig
from glyph.render.flags import OneLineParser, add_config_flags, config_from_flags, exit_status
from glyph.render.page import Page, merge_by_line
from glyph.render.renderer import render, uncovered

FRAME_STRENGTH = 0.45  # how far the frames cover the text
CHAR_COLOUR, LINE_COLOUR = (255, 140, 0), (0, 120, 215)


@dataclass(slots=True)
class Counts:
    """What was drawn."""

    pages: int = 0
    chars: int = 0
    uncovered: int = 0  # characters that no font has


def parse_arguments(argv: Sequence[str] | None, prog: str) -> argparse.Namespace:
    parser = OneLineParser("Draw documents as page images.")
    parser.prog = prog
    parser.add_argument(
        "files", nargs="+", metavar="file", type=Path, help="text, Markdown, HTML, source code, JSON Lines or PDF"
    )
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="default: the current directory")
    parser.add_argument("--name", help="what the images' names start with; default: the file's name")
    parser.add_argument("--format", choices=IMAGE_FORMATS, default="png", help="of the images, lossless either way")
    parser.add_argument("--input_format", metavar="NAME", help="of the file, if its suffix does not tell")
    parser.add_argument("--encoding", metavar="NAME", help="of the file, if its bytes do not tell")
    parser.add_argument("--max_pages", type=int, metavar="N", help="stop after so many")
    parser.add_argument("--show-boxes", "--show_boxes", action="store_true", help="frame each character and line")
    parser.add_argument(
        "--pdf", choices=("text", "image"), default="text",
        help="of a PDF: its text set anew, or its pages as they are",
    )  # fmt: skip
    parser.add_argument("--password", metavar="TEXT", help="of a protected PDF")
    add_config_flags(parser)
    return parser.parse_args(argv)


def with_boxes(page: Page) -> NDArray[np.uint8]:
    """The page in colour, [H, W, 3], with a thin frame around each character and each line."""
    image = Image.fromarray(page.image).convert("RGB")
    framed = image.copy()
    pen = ImageDraw.Draw(framed)
    for boxes, colour in ((page.boxes, CHAR_COLOUR), (merge_by_line(page.boxes, page.lines), LINE_COLOUR)):
        for x0, y0, x1, y1 in np.rint(boxes).astype(int).tolist():
            pen.rectangle((x0, y0, max(x0, x1 - 1), max(y0, y1 - 1)), outline=colour)
    return np.asarray(Image.blend(image, framed, FRAME_STRENGTH))


def pages_of(path: Path, arguments: argparse.Namespace, config: RenderConfig) -> Iterator[tuple[Page, float]]:
    """Pages, each with how much of the source is drawn by its end, 0 to 1; 0 where that is not known."""
    if path.suffix.lower() == ".pdf" and not arguments.input_format:
        for page in render(path, config, pdf=arguments.pdf, password=arguments.password):
            yield page, 0.0
        return
    document = load_document(path, arguments.input_format, arguments.encoding, arguments.password)
    for page in render(document, config):
        yield page, float(page.offsets.max(initial=0)) / max(len(document.source), 1)


def draw(
    pages: Iterable[tuple[Page, float]],
    arguments: argparse.Namespace,
    stem: str,
    config: RenderConfig,
    progress: Callable[[Counts, float], None],
) -> Counts:
    """Write pages into the folder; nothing is made for a file that gives none."""
    counts, waiting = Counts(), deque[Future[int]]()
    with ExitStack() as stack:
        for page, share in pages:
            if not counts.pages:
                arguments.out.mkdir(parents=True, exist_ok=True)
                writer = stack.enter_context(PageWriter(arguments.out, arguments.format))
            counts.pages += 1
            counts.chars += len(page.text)
            missing = uncovered(config)
            counts.uncovered += sum(char in missing for char in page.text) if missing else 0
            image = with_boxes(page) if arguments.show_boxes else page.image
            waiting.append(writer.put(page_name(stem, counts.pages, arguments.format), image))
            if len(waiting) > MAX_WAITING:
                waiting.popleft().result()
            progress(counts, share)
        for job in waiting:
            job.result()
    return counts


def run(arguments: argparse.Namespace) -> None:
    config = config_from_flags(arguments)
    if arguments.max_pages is not None and arguments.max_pages < 1:
        raise ValueError(f"--max_pages {arguments.max_pages} must be at least 1")
    if arguments.name and len(arguments.files) > 1:
        raise ValueError(f"--name {arguments.name} would name the pages of {len(arguments.files)} files; give one file")
    stems = [arguments.name or path.stem for path in arguments.files]
    for stem in stems:
        if Path(stem).name != stem:
            raise ValueError(f"--name {stem} must be a name, not a path; --out gives the folder")
        if stems.count(stem) > 1:
            raise ValueError(f"several files are named {stem}, and their pages would be; draw them into other folders")
    for path, stem in zip(arguments.files, stems, strict=True):
        draw_file(path, stem, arguments, config)


def draw_file(path: Path, stem: str, arguments: argparse.Namespace, config: RenderConfig) -> None:
    """Draw one file, and tell what was drawn."""
    console = Console(stderr=True)
    columns = (TextColumn("drawing"), BarColumn(), TextColumn("{task.fields[pages]} pages"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, pages=0)
        counts = draw(
            islice(pages_of(path, arguments, config), arguments.max_pages), arguments, stem, config,
            lambda so_far, share: bar.update(task, completed=share, total=share and 1.0, pages=so_far.pages),
        )  # fmt: skip
    if not counts.pages:
        raise ValueError(f"{path}: holds nothing to draw")
    first, last = (page_name(stem, number, arguments.format) for number in (1, counts.pages))
    names = first if counts.pages == 1 else f"{first} to {last}"
    print(
        f"{counts.pages} pages, {counts.chars} characters, {counts.uncovered} not covered by any font"
        f" -> {arguments.out / names}"
    )


def main(argv: Sequence[str] | None = None, prog: str = "python -m glyph.render") -> int:
    """Run the command, under the name ``prog``; returns its exit status."""
    return exit_status(lambda: run(parse_arguments(argv, prog)), (ValueError, OSError, ImportError, LookupError))


if __name__ == "__main__":
    sys.exit(main())
