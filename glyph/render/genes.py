"""RenderConfig as a genome: a tuple of numbers in the order of the fields, for searches that mix and mutate them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from glyph.render.config import RenderConfig, RenderConfigError
from glyph.render.fonts import FAMILIES, GENERIC
from glyph.render.themes import parse_colour

FONTS = (*FAMILIES, *GENERIC)
THEME_COLOUR = -1  # the gene of a colour that is left to the theme
MAX_COLOUR = 0xFFFFFF


@dataclass(frozen=True, slots=True)
class Gene:
    """One field as a number: itself, an index into ``choices``, 0 or 1 for a flag, or a colour as 0xRRGGBB."""

    name: str
    low: float
    high: float
    whole: bool
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    is_colour: bool = False


def _gene(spec: dataclasses.Field[Any]) -> Gene:
    legal = spec.metadata
    if "low" in legal:
        return Gene(spec.name, legal["low"], legal["high"], bool(legal.get("whole")))
    if legal.get("flag"):
        return Gene(spec.name, 0, 1, True, is_flag=True)
    if legal.get("colour"):
        return Gene(spec.name, THEME_COLOUR, MAX_COLOUR, True, is_colour=True)
    choices = legal.get("choices", FONTS)
    return Gene(spec.name, 0, len(choices) - 1, True, choices)


GENES: tuple[Gene, ...] = tuple(_gene(spec) for spec in dataclasses.fields(RenderConfig))


def to_genes(config: RenderConfig) -> tuple[float, ...]:
    """A config's genome; ``from_genes`` inverts it, but for the spelling of a colour (``#ABC`` becomes ``#aabbcc``).

    Raises:
        RenderConfigError: if a font is a file; only families have a number.
    """
    return tuple(_encode(gene, getattr(config, gene.name)) for gene in GENES)


def from_genes(genes: Sequence[float]) -> RenderConfig:
    """The config of a genome.

    Raises:
        RenderConfigError: naming the gene that is out of its bounds or not whole, or when the settings together cannot
            be read.
    """
    if len(genes) != len(GENES):
        raise RenderConfigError(f"a genome has {len(GENES)} genes, got {len(genes)}")
    return RenderConfig(**{gene.name: _decode(gene, value) for gene, value in zip(GENES, genes, strict=True)})


def _encode(gene: Gene, value: Any) -> float:
    if gene.choices:
        if value not in gene.choices:
            raise RenderConfigError(f"{gene.name}={value!r} has no gene; only the families {', '.join(FONTS)} have one")
        return gene.choices.index(value)
    if gene.is_colour:
        if not value:
            return THEME_COLOUR
        red, green, blue = parse_colour(value)
        return red << 16 | green << 8 | blue
    return int(value) if gene.whole else float(value)


def _decode(gene: Gene, value: float) -> Any:
    if isinstance(value, bool) or not isinstance(value, Real) or not gene.low <= value <= gene.high:
        raise RenderConfigError(f"gene {gene.name}={value!r} is outside {gene.low} to {gene.high}")
    if not gene.whole:
        return float(value)
    if value != int(value):
        raise RenderConfigError(f"gene {gene.name}={value} must be a whole number")
    number = int(value)
    if gene.choices:
        return gene.choices[number]
    if gene.is_colour:
        return "" if number == THEME_COLOUR else f"#{number:06x}"
    return bool(number) if gene.is_flag else number
