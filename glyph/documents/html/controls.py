"""Form controls and images: what each shows, with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from justhtml import Node, Text

from glyph.documents.html.attributes import MAX_SIZE_PX, pixels
from glyph.documents.html.inline import label
from glyph.documents.html.source import Piece, Source
from glyph.documents.html.tags import WS
from glyph.documents.model import NO_SOURCE, Block, Span

BULLET = "•"
ICON_PX = 32  # an image at most this wide or high stands in the line, as its alternative text
MAX_PASSWORD_CHARS = 64
CHECKED, UNCHECKED = "☑", "☐"


def texts_of(root: Node) -> Iterator[Text]:
    """Every text of a tree, in order."""
    nodes: list[Node | Text] = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Text):
            yield node
        else:
            nodes.extend(reversed(node.children or ()))


def elements_of(root: Node, name: str) -> Iterator[Node]:
    """Every element of a name within a tree, in order."""
    nodes: list[Node | Text] = [root]
    while nodes:
        node = nodes.pop()
        if not isinstance(node, Text):
            if node.name == name:
                yield node
            nodes.extend(reversed(node.children or ()))


@dataclass(slots=True)
class Controls:
    """Reads controls and images of one page."""

    source: Source
    pieces: dict[Text, list[Piece]]

    def attribute(self, node: Node, *names: str) -> tuple[Span, ...]:
        """The text of the first of the attributes that has any."""
        for name in names:
            if spans := label(self.source.attribute(node, name)):
                return spans
        return ()

    def pieces_of(self, *nodes: Node) -> list[Piece]:
        """All text within nodes."""
        return [piece for node in nodes for text in texts_of(node) for piece in self.pieces[text]]

    def image(self, node: Node, is_link: bool) -> Block | list[Piece] | None:
        """An image as a block, as text in the line where it is an icon, None where nothing is to be seen."""
        width, height = (pixels(node, name) for name in ("width", "height"))
        is_icon = min(width or MAX_SIZE_PX, height or MAX_SIZE_PX) <= ICON_PX
        if node.name == "img" and is_icon:
            return self.source.attribute(node, "alt")
        if node.name == "svg":
            spans = self._drawing(node)
        else:
            spans = self.attribute(node, "alt" if node.name == "img" else "title", "aria-label")
        size = (width, height) if width is not None and height is not None else None
        if (is_icon and node.name != "svg") or (node.name == "svg" and not spans and (size is None or is_icon)):
            return None
        if link := is_link:
            spans = tuple(Span(s.text, s.start, s.bold, s.italic, s.mono, link, s.token, s.strike) for s in spans)
        return Block("image", spans, size=size)

    def _drawing(self, svg: Node) -> tuple[Span, ...]:
        """A drawing's title, or else its name, and the texts drawn in it."""
        titles = [child for child in svg.children or () if child.name == "title"]
        spans = label(self.pieces_of(*titles[:1])) or self.attribute(svg, "aria-label")
        for text in elements_of(svg, "text"):
            if drawn := label(self.pieces_of(text)):
                spans = (*spans, Span("\n", NO_SOURCE), *drawn) if spans else drawn
        return spans

    def field(self, node: Node) -> Block | list[Piece] | None:
        """An <input>: a box with its value or placeholder, a button, or a mark in the line; None if it is hidden."""
        attrs = node.attrs or {}
        match (attrs.get("type") or "text").strip(WS).lower():
            case "hidden":
                return None
            case "checkbox" | "radio" as kind:
                marks = UNCHECKED + CHECKED if kind == "checkbox" else "○◉"
                return [Piece(f" {marks['checked' in attrs]} ", NO_SOURCE, False)]
            case "submit" | "reset" | "button" | "image" | "file" as kind:
                own = {"submit": "Submit", "reset": "Reset", "image": "Submit", "file": "Choose File"}.get(kind, "")
                value = () if kind == "file" else self.attribute(node, "alt" if kind == "image" else "value")
                spans = value or label([Piece(own, NO_SOURCE, False)])
                return Block("button", spans) if spans else None
            case "password" if password := attrs.get("value"):
                return Block("field", (Span(BULLET * min(len(password), MAX_PASSWORD_CHARS), NO_SOURCE),))
            case _:
                return Block("field", self.attribute(node, "value", "placeholder"))

    def text_area(self, node: Node) -> Block:
        value = label(self.pieces_of(node), is_verbatim=True)
        return Block("field", value or self.attribute(node, "placeholder"))

    def select(self, node: Node) -> Block:
        """The option that a select shows; of one that takes several, all options with a mark each."""
        options = list(elements_of(node, "option"))
        chosen = [option for option in options if "selected" in (option.attrs or {})]
        if "multiple" not in (node.attrs or {}):
            shown = chosen[-1:] or options[:1]
            return Block("field", self._option(shown[0]) if shown else ())
        spans: list[Span] = []
        for option in options:
            mark = CHECKED if option in chosen else UNCHECKED
            spans += (Span(("\n" if spans else "") + mark + " ", NO_SOURCE), *self._option(option))
        return Block("field", tuple(spans))

    def _option(self, node: Node) -> tuple[Span, ...]:
        return self.attribute(node, "label") or label(self.pieces_of(node))

    def gauge(self, node: Node) -> list[Piece]:
        """What a <progress> or <meter> says: its text, or else its value, as a percentage where it has one."""
        pieces = self.pieces_of(node)
        if any(piece.text.strip() for piece in pieces):
            return pieces
        value = self.source.attribute(node, "value")
        try:
            share = float((node.attrs or {}).get("value") or "nan") / float((node.attrs or {}).get("max") or 1)
            written = f" {share:.0%}".replace("nan%", "").rstrip()
        except (ValueError, ZeroDivisionError, OverflowError):
            return value
        return [Piece(written, NO_SOURCE, False)] if written else []
