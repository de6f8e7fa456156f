"""Draw the texts of a JSONL file as page images, and write rows that point at them.

    python scripts/render_text.py --input_json qa.jsonl --output_dir pages --font_size 10 --line_height 1.2

``OUTPUT_DIR/rendered.jsonl`` can be trained on (``data=jsonl data.path=...``). Every field is kept, but those that
count characters of the text or describe it (``text``, ``format``, ``evidence``, ``template``) are renamed to
``source_text`` and so on, as the JSONL reader wants a text or an image, not both.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from PIL import Image
from rich.progress import track

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # runs from a checkout that is not installed

from glyph.data.errors import DataError
from glyph.data.jsonl import read_jsonl_rows
from glyph.documents import Document, parse_document
from glyph.render import PRESETS, RenderConfig, render
from glyph.render.fonts import find_font

RENAMED = ("text", "format", "evidence", "template")
OUTPUT = "rendered.jsonl"


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw the texts of a JSONL file as page images.")
    parser.add_argument("--input_json", type=Path, required=True, help="JSONL rows with a text")
    parser.add_argument("--output_dir", type=Path, required=True, help=f"folder for the PNGs and {OUTPUT}")
    parser.add_argument("--font", help="family name, or a font file")
    parser.add_argument("--font_size", type=float, help="px")
    parser.add_argument("--line_height", type=float, help="multiple of the font size")
    parser.add_argument("--granularity", choices=tuple(PRESETS), default="medium", help="gives what is not set above")
    return parser.parse_args(argv)


def build_config(arguments: argparse.Namespace) -> RenderConfig:
    """The preset with the given flags laid over it."""
    given = {
        "font": arguments.font, "font_size_px": arguments.font_size, "line_height": arguments.line_height,
    }  # fmt: skip
    config = RenderConfig.preset(arguments.granularity, **{k: v for k, v in given.items() if v is not None})
    find_font(config.font)
    return config


def read_texts(path: Path) -> list[tuple[int, dict[str, Any], Document]]:
    """(line, row, parsed text) of every row.

    Raises:
        DataError: naming file, line and field of the first row that cannot be drawn.
    """
    texts = []
    for line, row in read_jsonl_rows(path):
        for field, value in row.items():
            try:
                json.dumps(value, ensure_ascii=False).encode()
            except UnicodeEncodeError:
                raise DataError(f"{path}:{line}: field '{field}': holds half a surrogate pair") from None
        if not isinstance(row.get("text"), str) or not row["text"].strip():
            raise DataError(f"{path}:{line}: field 'text': must be a string with something to draw")
        for field in ("image_path", "document_path"):
            if row.get(field):
                raise DataError(f"{path}:{line}: field '{field}': goes not with 'text'; a row has one of them")
        try:
            document = parse_document(row["text"], row.get("format", "text"), f"{path.name}:{line}")
        except (ValueError, TypeError) as error:
            raise DataError(f"{path}:{line}: field 'format': {error}") from error
        texts.append((line, row, document))
    return texts


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` once it is whole; links at ``path`` are not followed."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as file:
        try:
            yield file
            file.flush()
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def draw(document: Document, stem: str, folder: Path, config: RenderConfig) -> list[str]:
    """Write the pages of a text; returns their file names."""
    names = []
    for number, page in enumerate(render(document, config), 1):
        names.append(f"{stem}_p{number}.png")
        with replacing(folder / names[-1]) as file:
            Image.fromarray(page.image).save(file, format="PNG")
    return names


def run(arguments: argparse.Namespace) -> None:
    config = build_config(arguments)
    texts = read_texts(arguments.input_json)
    folder: Path = arguments.output_dir
    if (folder / OUTPUT).resolve() == arguments.input_json.resolve():
        raise ValueError(f"--output_dir {folder} would overwrite --input_json; choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    drawn: dict[tuple[str, str], list[str]] = {}  # rows over one text share its pages
    rows, longer = [], 0
    for line, row, document in track(texts, description="rendering", transient=True):
        key = (row["text"], row.get("format", "text"))
        if key not in drawn:
            slug = re.sub(r"[^A-Za-z0-9-]+", "-", str(row.get("id", "")))[:60].strip("-")
            drawn[key] = draw(document, "_".join(filter(None, (f"{line:06d}", slug))), folder, config)
        names = drawn[key]
        longer += len(names) > 1
        kept = {f"source_{field}" if field in RENAMED else field: value for field, value in row.items()}
        kept.pop("document_path", None)
        rows.append({**kept, "image_path": names[0], "image_paths": names})
    with replacing(folder / OUTPUT) as file:
        file.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
    print(f"{len(rows)} rows, {sum(map(len, drawn.values()))} pages -> {folder / OUTPUT}")
    if longer:
        print(f"note: {longer} rows have more than one page: image_path is the first page, image_paths are all")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    try:
        run(parse_arguments(argv))
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
