"""Draw the texts of a JSONL file as page images, and write rows that point at them.

    python scripts/render_text.py --input_json qa.jsonl --output_dir pages --font_size 10 --line_height 1.2

``OUTPUT_DIR/rendered.jsonl`` can be trained on (``data=jsonl data.path=...``). Every field is kept, but those that
count characters of the text or describe it (``text``, ``format``, ``evidence``, ``template``) are renamed to
``source_text`` and so on, as the JSONL reader wants a text or an image, not both.

Run again, it draws only the rows that are new, changed or to look different.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # runs from a checkout that is not installed

from glyph.render.batch.job import ERRORS, OUTPUT, Batch, Summary, check_rows, render_rows
from glyph.render.batch.page_files import IMAGE_FORMATS
from glyph.render.flags import OneLineParser, add_config_flags, config_from_flags, exit_status


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = OneLineParser("Draw the texts of a JSONL file as page images.")
    parser.add_argument("--input_json", type=Path, required=True, help="JSONL rows with a text")
    parser.add_argument("--output_dir", type=Path, required=True, help=f"folder for the images and {OUTPUT}")
    parser.add_argument("--format", choices=IMAGE_FORMATS, default="png", help="of the images, lossless either way")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that draw")
    parser.add_argument(
        "--on-error", "--on_error", choices=("stop", "skip"), default="stop",
        help=f"what to do at a row that cannot be drawn; skip: go on, and report it in {ERRORS}",
    )  # fmt: skip
    parser.add_argument("--row_seconds", type=float, metavar="S", help="a row that takes longer fails")
    add_config_flags(parser)
    return parser.parse_args(argv)


def build_batch(arguments: argparse.Namespace) -> Batch:
    if arguments.workers < 1:
        raise ValueError(f"--workers {arguments.workers} must be at least 1")
    if arguments.row_seconds is not None and not 0 < arguments.row_seconds < float("inf"):
        raise ValueError(f"--row_seconds {arguments.row_seconds} must be a positive number")
    return Batch(
        arguments.input_json, arguments.output_dir, config_from_flags(arguments), arguments.format,
        arguments.workers, arguments.on_error, arguments.row_seconds,
    )  # fmt: skip


def render_with_progress(batch: Batch) -> Summary:
    num_rows = check_rows(batch)
    console = Console(stderr=True)
    columns = (TextColumn("rendering"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pages]} pages"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=num_rows, pages=0)
        return render_rows(
            batch,
            lambda so_far: bar.update(task, completed=so_far.num_rows + so_far.num_failed, pages=so_far.num_pages),
        )


def report(summary: Summary, batch: Batch) -> None:
    kept = f", {summary.num_kept} texts kept from an earlier run" if summary.num_kept else ""
    print(f"{summary.num_rows} rows, {summary.num_pages} pages -> {batch.folder / OUTPUT}{kept}")
    if summary.num_longer:
        print(f"note: {summary.num_longer} rows have more than one page: image_path is the first, image_paths are all")
    for problem in summary.problems:
        print(f"skipped: {problem}", file=sys.stderr)
    if summary.num_failed:
        print(f"{summary.num_failed} rows skipped -> {batch.folder / ERRORS}", file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""

    def command() -> None:
        batch = build_batch(parse_arguments(argv))
        report(render_with_progress(batch), batch)

    return exit_status(command, (ValueError, OSError))


if __name__ == "__main__":
    sys.exit(main())
