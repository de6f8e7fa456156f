"""Looks of blocks: how each kind of block is set in the document, code and web styles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from glyph.documents.model import BlockKind, Document, Token
from glyph.render.config import RenderConfig
from glyph.render.themes import Colour, Palette

Role = Literal["ink", "faint", "link"]
ROLES: tuple[Role, ...] = get_args(Role)
TOKENS: tuple[Token, ...] = get_args(Token)[1:]  # without the empty one
NUM_COLOURS = len(ROLES) + len(TOKENS)  # from this index on, colours of text with a line through it


@dataclass(frozen=True, slots=True)
class BlockLook:
    """How one kind of block is set; lengths are multiples of the body size (em)."""

    scale: float = 1.0  # of the type
    bold: bool = False
    italic: bool = False
    mono: bool = False
    role: Role = "ink"
    indent: float = 0.0  # of one level
    pad: float = 0.0  # between a frame or shade and the text
    shade: bool = False
    frame: bool = False
    bar: bool = False  # a vertical rule left of the text
    rule_below: bool = False
    above: float = 0.0  # extra space, multiple of the line pitch
    verbatim: bool = False  # blanks kept, lines broken anywhere


_HEADING_SCALE = {1: 1.4, 2: 1.2, 3: 1.1}  # deeper levels keep the body size
_WEB_HEADING_SCALE = {1: 1.8, 2: 1.45, 3: 1.2}

_DOCUMENT: dict[BlockKind, BlockLook] = {
    "heading": BlockLook(bold=True),
    "paragraph": BlockLook(),
    "list_item": BlockLook(indent=1.5),
    "quote": BlockLook(indent=1.5, bar=True),
    "code": BlockLook(mono=True, pad=0.4, shade=True, verbatim=True),
    "button": BlockLook(pad=0.5, frame=True),
    "field": BlockLook(pad=0.4, frame=True, role="faint"),
    "image": BlockLook(pad=0.5, frame=True, role="faint"),
}
_WEB = _DOCUMENT | {
    "quote": BlockLook(indent=1.5, bar=True, role="faint"),
    "button": BlockLook(pad=0.6, frame=True, shade=True, bold=True),
    "image": BlockLook(pad=0.6, frame=True, shade=True, role="faint"),
}
_CODE = {kind: replace(look, mono=True, shade=False, pad=0.0) for kind, look in _DOCUMENT.items()}
_STYLES = {"document": _DOCUMENT, "web": _WEB, "code": _CODE}


def style_of(document: Document, config: RenderConfig) -> str:
    """The style a document is drawn in: the config's, or what suits the document."""
    return document.style if config.style == "auto" else config.style


def look_of(kind: BlockKind, level: int, style: str) -> BlockLook:
    """How a block of a kind and level is set."""
    look = _STYLES[style].get(kind, BlockLook())
    if kind == "heading" and style == "web":
        return replace(look, scale=_WEB_HEADING_SCALE.get(level, 1.0), rule_below=level == 1, above=0.5)
    if kind == "heading" and style == "document":
        return replace(look, scale=_HEADING_SCALE.get(level, 1.0))
    return look


def colour_index(role: Role, token: Token = "", strike: bool = False) -> int:
    """Where ``paint_colours`` holds the colour of a role, or of a syntax class, with a line through it or without."""
    return NUM_COLOURS * strike + (len(ROLES) + TOKENS.index(token) if token else ROLES.index(role))


def paint_colours(palette: Palette) -> list[Colour]:
    """The colours characters are painted in, by ``colour_index``."""
    colours = [palette.ink, palette.faint, palette.link, *(palette.tokens.get(token, palette.ink) for token in TOKENS)]
    return 2 * colours
