"""What an element hands down to its children: the look of its text, its kind of block, the numbering of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from justhtml import Node

from glyph.documents.html.attributes import integer, is_struck, script_of, white_space
from glyph.documents.html.controls import BULLET
from glyph.documents.html.inline import Look
from glyph.documents.html.tables import Table
from glyph.documents.html.tags import BLOCK_TAGS, BOLD_TAGS, ITALIC_TAGS, MONO_TAGS, STRUCK_TAGS, VERBATIM_TAGS
from glyph.documents.model import Align, BlockKind
from glyph.documents.scripts import Script, ScriptKind

SCRIPT_TAGS: dict[str, ScriptKind] = {"sup": "sup", "sub": "sub", "small": "small"}


@dataclass(slots=True)
class Numbering:
    next_number: int | None  # None: bullets

    def marker(self, item: Node) -> str:
        if self.next_number is None:
            return BULLET
        number = integer(item, "value", self.next_number)
        self.next_number = number + 1
        return f"{number}."


@dataclass(frozen=True, slots=True)
class Context:
    """What an element hands down to its children."""

    look: Look = Look()
    kind: BlockKind = "paragraph"
    level: int = 0
    heading: int = 0
    numbering: Numbering | None = None
    table: Table | None = None
    align: Align = "left"
    in_nav: bool = False
    keeps_lines: bool = False  # white-space: pre-line

    @property
    def is_verbatim(self) -> bool:
        return self.kind == "code"


def within(node: Node, context: Context) -> Context:
    """What an element hands down."""
    if node.attrs and (style := node.attrs.get("style")):
        context = _styled(node, style, context)
    name, look = node.name, context.look
    if name in BOLD_TAGS:
        return replace(context, look=look._replace(bold=True))
    if name in ITALIC_TAGS:
        return replace(context, look=look._replace(italic=True))
    if name in MONO_TAGS and not context.is_verbatim:
        return replace(context, look=look._replace(mono=True))
    if name in STRUCK_TAGS:
        return replace(context, look=look._replace(strike=True))
    if name in SCRIPT_TAGS and (name != "small" or look.script is None):
        return replace(context, look=look._replace(script=Script(SCRIPT_TAGS[name], node.origin_offset or 0)))
    if name == "a" and "href" in (node.attrs or {}):
        return replace(context, look=look._replace(link=True))
    if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return replace(context, heading=int(name[1]))
    if name in VERBATIM_TAGS:
        return replace(context, kind="code")
    if name == "blockquote":
        return replace(context, kind="quote", level=context.level + 1)
    if name in ("li", "dd"):
        return replace(context, kind="list_item", level=context.level + 1)
    if name in ("ul", "menu", "dir", "ol"):
        return replace(context, numbering=Numbering(integer(node, "start", 1) if name == "ol" else None))
    return context


def _styled(node: Node, style: str, context: Context) -> Context:
    """What an element's style says of its text."""
    look = context.look
    if is_struck(style):
        look = look._replace(strike=True)
    if node.name not in BLOCK_TAGS and (kind := script_of(style)) is not None:
        look = look._replace(script=Script(kind, node.origin_offset or 0))
    match white_space(style):
        case "pre-line":
            return replace(context, look=look, keeps_lines=True)
        case "pre" if node.name in BLOCK_TAGS and not context.heading:
            return replace(context, look=look, kind="code")
    return replace(context, look=look)


def inline_kind(context: Context) -> BlockKind:
    return "code" if context.is_verbatim else "paragraph"
