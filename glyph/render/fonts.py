"""Fonts that come with the install, found by family name, with a fallback chain for what a font lacks.

DejaVu and STIX come with matplotlib, Noto CJK and Source Han with mplfonts (all free licences). A path to a font
file works wherever a family name does. Characters none of these has are looked up in the system's own fonts.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glyph.render.config import RenderConfigError

_TTF = "mpl-data/fonts/ttf/"


def _dejavu(name: str, italic: str) -> tuple[str, str, str, str, str]:
    return (
        "matplotlib",
        *(f"{_TTF}DejaVu{name}{cut}.ttf" for cut in ("", "-Bold", f"-{italic}", f"-Bold{italic}")),
    )  # type: ignore[return-value]


def _one_cut(package: str, file: str) -> tuple[str, str, str, str, str]:
    return (package, file, "", "", "")


# family -> (package that carries it, regular, bold, italic, bold italic); an empty cut is drawn from the regular one
FAMILIES: dict[str, tuple[str, str, str, str, str]] = {
    "DejaVu Sans": _dejavu("Sans", "Oblique"),
    "DejaVu Sans Mono": _dejavu("SansMono", "Oblique"),
    "DejaVu Serif": _dejavu("Serif", "Italic"),
    "Noto Sans CJK SC": _one_cut("mplfonts", "fonts/NotoSansCJKsc-Regular.otf"),
    "Noto Sans Mono CJK SC": _one_cut("mplfonts", "fonts/NotoSansMonoCJKsc-Regular.otf"),
    "Noto Serif CJK SC": _one_cut("mplfonts", "fonts/NotoSerifCJKsc-Regular.otf"),
    "Source Han Mono SC": _one_cut("mplfonts", "fonts/SourceHanMonoSC-Regular.otf"),
    "Source Han Serif SC": _one_cut("mplfonts", "fonts/SourceHanSerifSC-Regular.otf"),
    "STIX General": ("matplotlib", *(f"{_TTF}STIXGeneral{cut}.ttf" for cut in ("", "Bol", "Italic", "BolIta"))),  # type: ignore[dict-item]
}
GENERIC = {"sans": "DejaVu Sans", "serif": "DejaVu Serif", "mono": "DejaVu Sans Mono"}
FALLBACK = ("Noto Sans CJK SC", "DejaVu Sans", "STIX General", "DejaVu Sans Mono")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc")
MAX_SYSTEM_FONTS = 400


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of a chain, and whether bold and slant must be made from it."""

    path: Path
    embolden: bool = False
    slant: bool = False


@cache
def _package_dir(package: str) -> Path:
    spec = importlib.util.find_spec(package)  # found, not imported: matplotlib is slow to start
    if spec is None or not spec.submodule_search_locations:
        raise RenderConfigError(f"the package {package!r}, which carries fonts, is not installed")
    return Path(spec.submodule_search_locations[0])


@cache
def find_font(font: str, bold: bool = False, italic: bool = False) -> FontFile:
    """The file of a family or generic name (sans, serif, mono), or of a path given as such.

    Raises:
        RenderConfigError: when the family is unknown, or the path is no readable font.
    """
    family = GENERIC.get(font, font)
    if family in FAMILIES:
        package, *cuts = FAMILIES[family]
        cut = cuts[bold + 2 * italic]
        return FontFile(_package_dir(package) / (cut or cuts[0]), bold and not cut, italic and not cut)
    path = Path(font)
    if path.suffix.lower() not in FONT_SUFFIXES:
        raise RenderConfigError(
            f"unknown font {font!r}; the installed families are {', '.join(FAMILIES)}, or give a font file"
        )
    if not path.is_file():
        raise RenderConfigError(f"font file {font} does not exist")
    return FontFile(path, bold, italic)


@cache
def font_chain(font: str, bold: bool = False, italic: bool = False) -> tuple[FontFile, ...]:
    """Font files to try in order for each character: the asked one, then the fallbacks."""
    chain: dict[Path, FontFile] = {}
    for name in (font, *FALLBACK):
        file = find_font(name, bold, italic)
        chain.setdefault(file.path, file)
    return tuple(chain.values())


@cache
def system_fonts() -> tuple[Path, ...]:
    """Font files of the machine itself, in a fixed order; tried last, for characters nothing else has."""
    return tuple(sorted(_walk_system_fonts(), key=lambda path: (path.name, str(path)))[:MAX_SYSTEM_FONTS])


def _walk_system_fonts() -> Iterator[Path]:
    home = Path.home()
    folders = {
        "darwin": [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"],
        "win32": [Path("C:/Windows/Fonts")],
    }.get(sys.platform, [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"])
    for folder in folders:
        for path in folder.rglob("*") if folder.is_dir() else ():
            if path.suffix.lower() in FONT_SUFFIXES and "LastResort" not in path.name:
                yield path
