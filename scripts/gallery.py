"""Draw the pictures of docs/GALLERY.md, and write that page.

python scripts/gallery.py
"""

from __future__ import annotations

import shlex
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # runs from a checkout that is not installed

from glyph.render.__main__ import main as draw
from glyph.render.batch.page_files import page_name

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "docs/gallery"
PAGE = "--page_size 420x300"
INTRO = """# Gallery

First pages of short documents, 420 x 300 pt at 72 dpi, so that a point is a pixel. The style follows from the kind of
document: [Markdown](gallery/report.md) ([Chinese](gallery/report_zh.md)), [code](gallery/cart.py),
[HTML](gallery/shop.html), [plain text](gallery/minutes.txt). Under each picture stands the command that drew it, run
at the top of this repository; `python scripts/gallery.py` draws them all and writes this page.
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the first page of a file of ``docs/gallery``."""

    name: str
    file: str
    flags: str

    @property
    def command(self) -> str:
        return f"python -m glyph.render {FOLDER}/{self.file} {self.flags} {PAGE} --max_pages 1 --name {self.name}"

    @property
    def path(self) -> str:
        return page_name(self.name, 1, "png")


# title -> the pictures of a row
ROWS: dict[str, tuple[Picture, ...]] = {
    "Document style": (
        Picture("document_coarse", "report.md", "--preset coarse"),
        Picture("document_medium", "report_zh.md", "--preset medium --font 'Noto Serif CJK SC' --table_borders grid"),
        Picture("document_fine", "report.md", "--preset fine --font serif"),
    ),
    "Code style": (
        Picture("code_coarse", "cart.py", "--preset coarse --theme code"),
        Picture("code_medium", "cart.py", "--preset medium --theme dark"),
        Picture("code_fine", "cart.py", "--preset fine --theme code --no-line_numbers"),
    ),
    "Web style": (
        Picture("web_coarse", "shop.html", "--preset coarse --theme web"),
        Picture("web_medium", "shop.html", "--preset medium --theme dark"),
        Picture("web_fine", "shop.html", "--preset fine --theme web"),
    ),
    "More": (
        Picture("boxes", "report_zh.md", "--preset medium --show-boxes"),
        Picture("columns", "report.md", "--preset medium --columns 2 --alignment justified --font_size 9"),
        Picture("pixel", "minutes.txt", "--preset medium --theme pixel --newline_mark ↵ --border_pt 1"),
    ),
}


def draw_pictures(folder: Path) -> None:
    """Draw every picture into a folder.

    Raises:
        RuntimeError: if one cannot be drawn.
    """
    for row in ROWS.values():
        for picture in row:
            if draw([*shlex.split(picture.command.replace(FOLDER, str(ROOT / FOLDER)))[3:], "--out", str(folder)]):
                raise RuntimeError(f"failed: {picture.command}")


def gallery_page() -> str:
    """The text of docs/GALLERY.md."""
    parts = [INTRO, "| | coarse | medium | fine |\n|---|---|---|---|\n"]
    for title, row in ROWS.items():
        if title == "More":
            parts.append("\n| boxes of characters and lines | two justified columns | pixel theme, newline marks |\n")
            parts.append("|---|---|---|\n")
        cells = [f"![{picture.name}](gallery/{picture.path})<br>`{picture.command}`" for picture in row]
        head = [] if title == "More" else [f"**{title}**"]
        parts.append(f"| {' | '.join((*head, *cells))} |\n")
    return parts[0] + "\n" + "".join(parts[1:])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        draw_pictures(Path(folder))
        for path in Path(folder).iterdir():
            (ROOT / FOLDER / path.name).write_bytes(path.read_bytes())
    (ROOT / "docs" / "GALLERY.md").write_text(gallery_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
