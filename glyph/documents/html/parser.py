"""HTML to blocks whose every character knows its place in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from justhtml import JustHTML, Node, Text

from glyph.documents.html.attributes import align, integer, is_hidden
from glyph.documents.html.context import Context, inline_kind, within
from glyph.documents.html.controls import BULLET, Controls, texts_of
from glyph.documents.html.inline import Painted
from glyph.documents.html.source import Piece, Source
from glyph.documents.html.tables import Table, TableCell, is_data, joined, table_rows, with_bars
from glyph.documents.html.tags import BLOCK_TAGS, EMBEDDED_TAGS, SKIPPED_TAGS
from glyph.documents.invisible import reveal
from glyph.documents.model import NO_SOURCE, Block, Document

MAX_COLSPAN, MAX_ROWSPAN = 1000, 65534
BREAK_CHANCE = "\u200b"  # zero-width space


def parse_html(text: str, name: str = "") -> Document:
    """Read HTML; nothing is fetched, and no input is an error.

    Style sheets and scripts are not read: what an element looks like follows from its tag and a few attributes.

    White space collapses as in CSS, the space kept stands at one of the white-space characters it replaces. A
    character reference's characters stand at its "&", a <br>'s newline at its "<", and what is not in the source
    (a check box's mark, the newline between blocks within a table cell) at -1.
    """
    source = Source(text)
    root = JustHTML(source.readable, sanitize=False, track_node_locations=True).root
    reader = _Reader(source, source.place(list(texts_of(root))))
    reader.read(root)
    return Document(text, tuple(reader.blocks), name, style="web")


@dataclass
class _Reader:
    """Walks the tree in order and turns it into blocks."""

    source: Source
    pieces: dict[Text, list[Piece]]
    blocks: list[Block] = field(default_factory=list)  # of the document, or of what is being captured
    _painted: Painted = field(default_factory=Painted)
    _context: Context = Context()  # of the text being painted
    _marker: str = ""  # of a list item that holds nothing yet
    _tasks: list[tuple[Node | Text, Context] | Callable[[], None]] = field(default_factory=list)
    _controls: Controls = field(init=False)

    def __post_init__(self) -> None:
        self._controls = Controls(self.source, self.pieces)

    def read(self, root: Node) -> None:
        self._tasks.append((root, Context()))
        while self._tasks:
            task = self._tasks.pop()
            if not isinstance(task, tuple):
                task()
            elif isinstance(task[0], Text):
                self._paint(self.pieces[task[0]], task[1])
            else:
                self._enter(task[0], task[1])
        self._flush()

    def _paint(self, pieces: Iterable[Piece], context: Context) -> None:
        self._context = context
        if not context.keeps_lines:
            self._painted.add(pieces, context.look, context.is_verbatim)
            return
        for text, start, exact in pieces:
            at = 0
            for line in text.split("\n"):
                if at:
                    self._painted.add_break(start + at - 1 if exact else start)
                self._painted.add([Piece(line, start + at if exact else start, exact)], context.look)
                at += len(line) + 1

    def _flush(self) -> None:
        """End the block of text being painted, if any."""
        spans = self._painted.take()
        context = self._context
        if not spans:
            return
        if context.heading and not self._marker:
            self._append(Block("heading", spans, context.heading))
        elif context.is_verbatim:
            self._append(Block("code", reveal(spans)))
        else:
            if context.heading:
                spans = tuple(replace(span, bold=True) for span in spans)
            self._append(Block(context.kind, spans, context.level, self._marker))

    def _append(self, block: Block) -> None:
        self.blocks.append(block)
        if block.kind not in ("image", "button", "field"):
            self._marker = ""

    def _descend(self, node: Node, context: Context, finish: Callable[[], None] | None = None) -> None:
        if finish:
            self._tasks.append(finish)
        self._tasks.extend((child, context) for child in reversed(node.children or ()))

    def _capture(self, node: Node, context: Context, finish: Callable[[list[Block]], None]) -> None:
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

    def _enter(self, node: Node, context: Context) -> None:
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
            case "wbr" if context.is_verbatim:
                pass
            case "wbr":
                self._paint([Piece(BREAK_CHANCE, NO_SOURCE, False)], context)
            case _ if name in EMBEDDED_TAGS:
                self._show(self._controls.image(node, context.look.link), replace(context, kind=inline_kind(context)))
            case "input":
                self._show(self._controls.field(node), context)
            case "select":
                self._show(self._controls.select(node), context)
            case "textarea":
                self._show(self._controls.text_area(node), context)
            case "progress" | "meter":
                self._paint(self._controls.gauge(node), context)
            case "button":
                self._capture(node, Context(), lambda blocks: self._finish_button(node, blocks))
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
                self._descend(node, within(node, context), self._end_item if name == "li" else self._flush)
            case _:
                self._descend(node, within(node, context))

    def _end_item(self) -> None:
        self._flush()
        self._marker = ""

    def _show(self, shown: Block | list[Piece] | None, context: Context) -> None:
        """Append a control or image, or paint it in the line."""
        if isinstance(shown, Block):
            self._flush()
            self._append(shown)
        elif shown is not None:
            self._paint(shown, context)

    def _finish_button(self, node: Node, blocks: list[Block]) -> None:
        """A button's label is its text, or else what stands for its icon."""
        texts = joined((block for block in blocks if block.kind != "image"), " ")
        if spans := texts or joined(blocks, " ") or self._controls.attribute(node, "aria-label", "title"):
            self._show(Block("button", spans), self._context)

    def _read_table(self, node: Node, context: Context) -> None:
        self._flush()
        table = Table(is_layout=(node.attrs or {}).get("role") in ("presentation", "none"))

        def finish() -> None:
            self._flush()
            if is_data(table):
                self._append(Block("table", rows=table_rows(table)))
            else:
                self.blocks += [block for row in table.rows for cell in row for block in cell.blocks]

        self._descend(node, replace(context, table=table, align="left"), finish)

    def _read_cell(self, node: Node, context: Context, row: list[TableCell]) -> None:
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
        inner = Context(look, inline_kind(context), in_nav=context.in_nav)
        self._capture(node, inner, cell.blocks.extend)
