"""HTML to blocks whose every character knows its place in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from justhtml import JustHTML, Node, Text

from glyph.documents.html.attributes import MAX_SIZE_PX, align, integer, is_hidden, pixels
from glyph.documents.html.inline import Look, Painted, label
from glyph.documents.html.source import Piece, Source
from glyph.documents.html.tables import Table, TableCell, is_data, joined, table_rows, with_bars
from glyph.documents.html.tags import (
    BLOCK_TAGS,
    BOLD_TAGS,
    EMBEDDED_TAGS,
    ITALIC_TAGS,
    MONO_TAGS,
    SKIPPED_TAGS,
    VERBATIM_TAGS,
    WS,
)
from glyph.documents.model import NO_SOURCE, Align, Block, BlockKind, Document, Span

BULLET = "•"
ICON_PX = 32  # an image at most this wide or high stands in the line, as its alternative text
MAX_COLSPAN, MAX_ROWSPAN = 1000, 65534


def parse_html(text: str, name: str = "") -> Document:
    """Read HTML; nothing is fetched, and no input is an error.

    Style sheets and scripts are not read: what an element looks like follows from its tag and a few attributes.

    White space collapses as in CSS, the space kept stands at one of the white-space characters it replaces. A
    character reference's characters stand at its "&", a <br>'s newline at its "<", and what is not in the source
    (a check box's mark, the newline between blocks within a table cell) at -1.
    """
    source = Source(text)
    root = JustHTML(source.readable, sanitize=False, track_node_locations=True).root
    reader = _Reader(source, source.place(list(_texts_of(root))))
    reader.read(root)
    return Document(text, tuple(reader.blocks), name, style="web")


def _texts_of(root: Node) -> Iterator[Text]:
    """Every text of a tree, in order."""
    nodes: list[Node | Text] = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Text):
            yield node
        else:
            nodes.extend(reversed(node.children or ()))


@dataclass(slots=True)
class _List:
    next_number: int | None  # None: bullets

    def marker(self, item: Node) -> str:
        if self.next_number is None:
            return BULLET
        number = integer(item, "value", self.next_number)
        self.next_number = number + 1
        return f"{number}."


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element hands down to its children."""

    look: Look = Look()
    kind: BlockKind = "paragraph"
    level: int = 0
    heading: int = 0
    numbering: _List | None = None
    table: Table | None = None
    align: Align = "left"
    in_nav: bool = False

    @property
    def is_verbatim(self) -> bool:
        return self.kind == "code"


@dataclass
class _Reader:
    """Walks the tree in order and turns it into blocks."""

    source: Source
    pieces: dict[Text, list[Piece]]
    blocks: list[Block] = field(default_factory=list)  # of the document, or of what is being captured
    _painted: Painted = field(default_factory=Painted)
    _context: _Context = _Context()  # of the text being painted
    _marker: str = ""  # of a list item that holds nothing yet
    _tasks: list[tuple[Node | Text, _Context] | Callable[[], None]] = field(default_factory=list)

    def read(self, root: Node) -> None:
        self._tasks.append((root, _Context()))
        while self._tasks:
            task = self._tasks.pop()
            if not isinstance(task, tuple):
                task()
            elif isinstance(task[0], Text):
                self._paint(self.pieces[task[0]], task[1])
            else:
                self._enter(task[0], task[1])
        self._flush()

    def _paint(self, pieces: Iterable[Piece], context: _Context) -> None:
        self._painted.add(pieces, context.look, context.is_verbatim)
        self._context = context

    def _flush(self) -> None:
        """End the block of text being painted, if any."""
        spans = self._painted.take()
        context = self._context
        if not spans:
            return
        if context.heading and not self._marker:
            self._append(Block("heading", spans, context.heading))
        elif context.is_verbatim:
            self._append(Block("code", spans))
        else:
            if context.heading:
                spans = tuple(replace(span, bold=True) for span in spans)
            self._append(Block(context.kind, spans, context.level, self._marker))

    def _append(self, block: Block) -> None:
        self.blocks.append(block)
        if block.kind not in ("image", "button", "field"):
            self._marker = ""

    def _descend(self, node: Node, context: _Context, finish: Callable[[], None] | None = None) -> None:
        if finish:
            self._tasks.append(finish)
        self._tasks.extend((child, context) for child in reversed(node.children or ()))

    def _capture(self, node: Node, context: _Context, finish: Callable[[list[Block]], None]) -> None:
        """Read the children into blocks of their own, which ``finish`` is given."""
        self._flush()
        outer, marker = self.blocks, self._marker
        self.blocks, self._marker = [], ""

        def restore() -> None:
            self._flush()
            captured = self.blocks
            self.blocks, self._marker = outer, marker
            finish(captured)

        self._descend(node, context, restore)

    def _enter(self, node: Node, context: _Context) -> None:
        name, attrs = node.name, node.attrs or {}
        if name in SKIPPED_TAGS or name.startswith(("#c", "#p", "!")) or is_hidden(node):
            return
        if node.namespace not in (None, "html") and name != "svg":
            self._descend(node, context)
            return
        match name:
            case "br":
                at = self.source.origin(node)
                self._painted.add_break(NO_SOURCE if at is None else at)
            case "hr":
                self._flush()
                self._append(Block("rule"))
            case "q":
                self._paint([Piece("“", NO_SOURCE, False)], context)
                self._descend(node, context, lambda: self._paint([Piece("”", NO_SOURCE, False)], context))
            case "object" if "data" not in attrs:
                self._descend(node, context)
            case _ if name in EMBEDDED_TAGS:
                self._read_image(node, context)
            case "input":
                self._read_input(node, context)
            case "select":
                self._append_box("field", self._selected(node))
            case "textarea":
                pieces = [piece for child in _texts_of(node) for piece in self.pieces[child]]
                value = label(pieces, is_verbatim=True)
                self._append_box("field", value or self._attribute(node, "placeholder"))
            case "button":
                self._capture(node, _Context(), lambda blocks: self._finish_button(node, blocks))
            case "table":
                self._read_table(node, context)
            case "tr" | "thead" | "tbody" | "tfoot" if context.table is not None:
                if name == "tr":
                    context.table.rows.append([])
                self._descend(node, replace(context, align=align(node, context.align)))
            case "td" | "th" if context.table is not None and context.table.rows:
                self._read_cell(node, context, context.table.rows[-1])
            case _ if (name == "nav" or attrs.get("role") == "navigation") and not context.in_nav:
                inner = replace(context, in_nav=True)
                self._capture(node, inner, lambda blocks: self.blocks.extend(with_bars(blocks)))
            case _ if name in BLOCK_TAGS or (name == "a" and context.in_nav):
                self._flush()
                if name == "li":
                    marker = context.numbering.marker(node) if context.numbering else BULLET
                    self._marker = f"{self._marker} {marker}".lstrip()
                self._descend(node, _within(node, context), self._end_item if name == "li" else self._flush)
            case _:
                self._descend(node, _within(node, context))

    def _end_item(self) -> None:
        self._flush()
        self._marker = ""

    def _attribute(self, node: Node, *names: str) -> tuple[Span, ...]:
        """The text of the first of the attributes that has any."""
        for name in names:
            if spans := label(self.source.attribute(node, name)):
                return spans
        return ()

    def _append_box(self, kind: BlockKind, spans: tuple[Span, ...], size: tuple[int, int] | None = None) -> None:
        self._flush()
        self._append(Block(kind, spans, size=size))

    def _read_image(self, node: Node, context: _Context) -> None:
        width, height = (pixels(node, name) for name in ("width", "height"))
        is_icon = min(width or MAX_SIZE_PX, height or MAX_SIZE_PX) <= ICON_PX
        if node.name == "img" and is_icon:
            self._paint(self.source.attribute(node, "alt"), replace(context, kind=_inline_kind(context)))
            return
        if node.name == "svg":
            titles = [child for child in node.children or () if child.name == "title"]
            pieces = [piece for text in titles[:1] for child in _texts_of(text) for piece in self.pieces[child]]
            spans = label(pieces) or self._attribute(node, "aria-label")
        else:
            spans = self._attribute(node, "alt" if node.name == "img" else "title", "aria-label")
        size = (width, height) if width is not None and height is not None else None
        if is_icon or (node.name == "svg" and not spans and size is None):
            return
        self._append_box("image", tuple(replace(span, link=context.look.link) for span in spans), size)

    def _read_input(self, node: Node, context: _Context) -> None:
        attrs = node.attrs or {}
        match (attrs.get("type") or "text").strip(WS).lower():
            case "hidden":
                pass
            case "checkbox" | "radio" as kind:
                marks = "☐☑" if kind == "checkbox" else "○◉"
                self._paint([Piece(f" {marks['checked' in attrs]} ", NO_SOURCE, False)], context)
            case "submit" | "reset" | "button" | "image" | "file" as kind:
                own = {"submit": "Submit", "reset": "Reset", "image": "Submit", "file": "Choose File"}.get(kind, "")
                value = () if kind == "file" else self._attribute(node, "alt" if kind == "image" else "value")
                if spans := value or label([Piece(own, NO_SOURCE, False)]):
                    self._append_box("button", spans)
            case "password" if password := attrs.get("value"):
                self._append_box("field", (Span(BULLET * min(len(password), 64), NO_SOURCE),))
            case _:
                self._append_box("field", self._attribute(node, "value", "placeholder"))

    def _selected(self, select: Node) -> tuple[Span, ...]:
        """The label of the option that a select shows."""
        shown: Node | None = None
        nodes: list[Node] = [select]
        while nodes:
            node = nodes.pop()
            if node.name == "option" and (shown is None or "selected" in (node.attrs or {})):
                shown = node
            nodes.extend(child for child in reversed(node.children or ()) if not isinstance(child, Text))
        if shown is None:
            return ()
        pieces = [piece for text in _texts_of(shown) for piece in self.pieces[text]]
        return self._attribute(shown, "label") or label(pieces)

    def _finish_button(self, node: Node, blocks: list[Block]) -> None:
        """A button's label is its text, or else what stands for its icon."""
        texts = joined((block for block in blocks if block.kind != "image"), " ")
        if spans := texts or joined(blocks, " ") or self._attribute(node, "aria-label", "title"):
            self._append_box("button", spans)

    def _read_table(self, node: Node, context: _Context) -> None:
        self._flush()
        table = Table(is_layout=(node.attrs or {}).get("role") in ("presentation", "none"))

        def finish() -> None:
            self._flush()
            if is_data(table):
                self._append(Block("table", rows=table_rows(table)))
            else:
                self.blocks += [block for row in table.rows for cell in row for block in cell.blocks]

        self._descend(node, replace(context, table=table, align="left"), finish)

    def _read_cell(self, node: Node, context: _Context, row: list[TableCell]) -> None:
        is_header = node.name == "th"
        look = context.look._replace(bold=True) if is_header else context.look
        rowspan = integer(node, "rowspan", 1) or MAX_ROWSPAN
        cell = TableCell(
            [],
            align(node, context.align),
            is_header,
            max(1, min(integer(node, "colspan", 1), MAX_COLSPAN)),
            max(1, min(rowspan, MAX_ROWSPAN)),
        )
        row.append(cell)
        inner = _Context(look, _inline_kind(context), in_nav=context.in_nav)
        self._capture(node, inner, cell.blocks.extend)


def _within(node: Node, context: _Context) -> _Context:
    """What an element hands down."""
    name, look = node.name, context.look
    if name in BOLD_TAGS:
        return replace(context, look=look._replace(bold=True))
    if name in ITALIC_TAGS:
        return replace(context, look=look._replace(italic=True))
    if name in MONO_TAGS and not context.is_verbatim:
        return replace(context, look=look._replace(mono=True))
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
        return replace(context, numbering=_List(integer(node, "start", 1) if name == "ol" else None))
    return context


def _inline_kind(context: _Context) -> BlockKind:
    return "code" if context.is_verbatim else "paragraph"
