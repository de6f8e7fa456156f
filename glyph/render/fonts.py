"""Fonts that come with the install, found by family name, with a fallback per character.

DejaVu comes with matplotlib, Noto CJK and Source Han with mplfonts (all free licences). A path to a font
file works wherever a family name does.
"""

from __future__ import annotations

import importlib.util
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from glyph.render.config import RenderConfigError

# family -> (package that carries it, regular file, bold file)
FAMILIES: dict[str, tuple[str, str, str]] = {
    "DejaVu Sans": ("matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf", "mpl-data/fonts/ttf/DejaVuSans-Bold.ttf"),
    "DejaVu Sans Mono": (
        "matplotlib", "mpl-data/fonts/ttf/DejaVuSansMono.ttf", "mpl-data/fonts/ttf/DejaVuSansMono-Bold.ttf"
    ),
    "DejaVu Serif": ("matplotlib", "mpl-data/fonts/ttf/DejaVuSerif.ttf", "mpl-data/fonts/ttf/DejaVuSerif-Bold.ttf"),
    "Noto Sans CJK SC": ("mplfonts", "fonts/NotoSansCJKsc-Regular.otf", "fonts/NotoSansCJKsc-Regular.otf"),
    "Noto Sans Mono CJK SC": ("mplfonts", "fonts/NotoSansMonoCJKsc-Regular.otf", "fonts/NotoSansMonoCJKsc-Regular.otf"),
    "Noto Serif CJK SC": ("mplfonts", "fonts/NotoSerifCJKsc-Regular.otf", "fonts/NotoSerifCJKsc-Regular.otf"),
    "Source Han Mono SC": ("mplfonts", "fonts/SourceHanMonoSC-Regular.otf", "fonts/SourceHanMonoSC-Regular.otf"),
    "Source Han Serif SC": ("mplfonts", "fonts/SourceHanSerifSC-Regular.otf", "fonts/SourceHanSerifSC-Regular.otf"),
}  # fmt: skip
FALLBACK = ("Noto Sans CJK SC", "DejaVu Sans")


@cache
def _package_dir(package: str) -> Path:
    spec = importlib.util.find_spec(package)  # found, not imported: matplotlib is slow to start
    if spec is None or not spec.submodule_search_locations:
        raise RenderConfigError(f"the package {package!r}, which carries fonts, is not installed")
    return Path(spec.submodule_search_locations[0])


def find_font(font: str, bold: bool = False) -> Path:
    """The file of a family, or of a path given as such.

    Raises:
        RenderConfigError: when the family is unknown, or the path is no readable font.
    """
    if font in FAMILIES:
        package, regular, heavy = FAMILIES[font]
        return _package_dir(package) / (heavy if bold else regular)
    path = Path(font)
    if path.suffix.lower() in {".ttf", ".otf", ".ttc"}:
        if not path.is_file():
            raise RenderConfigError(f"font file {font} does not exist")
        return path
    raise RenderConfigError(
        f"unknown font {font!r}; the installed families are {', '.join(FAMILIES)}, or give a font file"
    )


@lru_cache(maxsize=32)
def coverage(path: Path) -> frozenset[int]:
    """The code points a font file can draw."""
    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError) as error:
        raise RenderConfigError(f"{path} is not a readable font: {error}") from error


def font_chain(font: str, bold: bool = False) -> tuple[Path, ...]:
    """Font files to try in order for each character: the asked one, then the fallbacks."""
    chain = [find_font(font, bold)]
    chain += [path for path in (find_font(name, bold) for name in FALLBACK) if path not in chain]
    return tuple(chain)
