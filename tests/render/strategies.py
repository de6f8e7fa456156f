"""Random text, documents and configs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from glyph.documents import Block, Cell, Document, Span
from glyph.documents.model import Align, BlockKind, NaturalStyle, Token
from glyph.render import RenderConfig, RenderConfigError

BLANKS = " \t\u00a0\u1680\u2002\u2003\u2009\u200a\u202f\u205f\u3000"
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
LATIN = "abcfgijlmpqwyABCIMQW0189.,;:!?%$()[]{}'\"-–_/\\|@#&*+=<>~^`éüßÅçñ¿£€"
EASTERN = "年度净利润收入増加カタガな한국어，。；：（）《》「」￥％ー"
MARKED = ("e\u0301", "a\u0323\u0302", "Å\u0338", " \u0301", "न्दी", "ไทย", "ắ", "중", "♥\ufe0f", "🇩🇪")
RIGHT_TO_LEFT = "السلام عليكم שָׁלוֹם ١٢٣ ע"
ODD = "\0\x01\x07\x1b\x7f\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff\ufffd\ufffc\ufe0f\U000e0001"
PICTURES = "😀👨\u200d👩♥→∑■\ue000\U000f0000\U000abcde\U00012000\ud800\udfff"

PLAIN_CHARS = LATIN + EASTERN + BLANKS + LINE_BREAKS
LEFT_TO_RIGHT = (*PLAIN_CHARS, *PICTURES.replace("\u200d", ""), *MARKED)
ALL_CHARS = (*PLAIN_CHARS, *MARKED, *"".join(MARKED), *RIGHT_TO_LEFT, *ODD, *PICTURES)


def texts(chars: Sequence[str] = ALL_CHARS, max_pieces: int = 12) -> st.SearchStrategy[str]:
    """Text of words, mixed characters, long words, repeated characters and CRLF line ends."""
    pieces = st.one_of(
        st.lists(st.sampled_from(chars), max_size=12).map("".join),
        st.sampled_from(["word ", "1,024.5 ", "净利润，", "\r\n", "\n", " ", "\t", "WWW iii "]),
        st.tuples(st.sampled_from(chars), st.integers(1, 90)).map(lambda pair: pair[0] * pair[1]),
    )
    if chars == ALL_CHARS:
        pieces |= st.text(st.characters(), max_size=3)  # anything in Unicode, lone surrogates among it
    return st.lists(pieces, max_size=max_pieces).map("".join)


class _Writer:
    """Writes the source of a document as its spans are drawn."""

    def __init__(self, draw: st.DrawFn, chars: Sequence[str]) -> None:
        self.source = ""
        self._draw, self._chars = draw, chars

    def spans(self, most: int = 3, max_pieces: int = 4, tokens: bool = False) -> tuple[Span, ...]:
        draw, spans = self._draw, []
        for _ in range(draw(st.integers(0, most))):
            text = draw(texts(self._chars, max_pieces))
            bold, italic, mono, link = (draw(st.booleans()) for _ in range(4))
            token: Token = draw(st.sampled_from(TOKENS)) if tokens else ""
            spans.append(Span(text, len(self.source), bold, italic, mono, link, token))
            self.source += text + draw(st.sampled_from(["", "*"]))
        self.source += "\n"
        return tuple(spans)

    def row(self, num_cells: int, header: bool) -> tuple[Cell, ...]:
        draw = self._draw
        aligns: st.SearchStrategy[Align] = st.sampled_from(["left", "right", "center"])
        return tuple(
            Cell(self.spans(1, 2), draw(aligns), header, draw(st.sampled_from([1, 1, 1, 2, 3])))
            for _ in range(num_cells)
        )


TOKENS: tuple[Token, ...] = get_args(Token)
ALL_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
UNDECORATED: tuple[BlockKind, ...] = ("heading", "paragraph", "list_item")  # in the document style: nothing but text
MARKERS = ["", "•", "1.", "12)"]


@st.composite
def documents(
    draw: st.DrawFn, kinds: Sequence[BlockKind] = ALL_KINDS, chars: Sequence[str] = ALL_CHARS, max_blocks: int = 6
) -> Document:
    """Documents of some kinds of blocks; their source holds each painted character once, in order."""
    writer = _Writer(draw, chars)
    blocks: list[Block] = []
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=max_blocks)):
        if kind == "rule":
            blocks.append(Block("rule"))
        elif kind in ("table", "nav"):
            heads = draw(st.integers(0, 2))
            rows = [writer.row(draw(st.integers(0, 3)), k < heads) for k in range(draw(st.integers(0, 4)))]
            blocks.append(Block(kind, rows=tuple(rows)))
        else:
            level = draw(st.sampled_from([0, 1, 1, 2, 3, 6, 40]))
            marker = draw(st.sampled_from(MARKERS)) if kind == "list_item" else ""
            sizes = st.tuples(st.integers(0, 500), st.integers(0, 500))
            size = draw(st.none() | sizes) if kind == "image" else None
            blocks.append(Block(kind, writer.spans(tokens=kind == "code"), level, marker, size=size))
    styles: st.SearchStrategy[NaturalStyle] = st.sampled_from(["document", "code", "web"])
    return Document(writer.source, tuple(blocks), "random", draw(styles))


# the widest ranges would draw pages of hundreds of megabytes, and fonts of hundreds of sizes
_NARROWED: dict[str, st.SearchStrategy[Any]] = {
    "font": st.sampled_from(["DejaVu Sans", "DejaVu Serif", "Noto Sans CJK SC", "mono"]),
    "code_font": st.sampled_from(["DejaVu Sans Mono", "Noto Sans Mono CJK SC"]),
    "font_size_pt": st.sampled_from([4.0, 8.0, 10.0, 12.0, 13.7, 40.0]),
    "line_height": st.sampled_from([1.0, 1.2, 1.5, 3.0]),
    "horizontal_scale": st.sampled_from([0.5, 0.9, 1.0, 1.5]),
    "page_width_pt": st.sampled_from([32.0, 90.0, 200.5, 448.0]),
    "page_height_pt": st.sampled_from([32.0, 120.0, 333.3]),
    "margin_x_pt": st.sampled_from([0.0, 8.0, 20.5]),
    "margin_y_pt": st.sampled_from([0.0, 8.0, 20.5]),
    "first_line_indent_pt": st.sampled_from([0.0, 5.0, 40.0]),
    "left_indent_pt": st.sampled_from([0.0, 5.0, 40.0]),
    "right_indent_pt": st.sampled_from([0.0, 5.0, 40.0]),
    "columns": st.sampled_from([1, 1, 2, 3, 6]),
    "column_gap_pt": st.sampled_from([0.0, 4.0, 16.0]),
    "dpi": st.sampled_from([45, 72, 100, 144]),
}
COLOURS = ["", "#000000", "#FFFFFF", "#123", "#ffe8d0", "#808080"]


def field_values(spec: dataclasses.Field[Any]) -> st.SearchStrategy[Any]:
    """All legal values of a field of RenderConfig."""
    legal = spec.metadata
    if "low" in legal:
        low, high = legal["low"], legal["high"]
        return st.integers(low, high) if legal.get("whole") else st.floats(low, high)
    if "choices" in legal:
        return st.sampled_from(legal["choices"])
    return st.booleans() if legal.get("flag") else st.sampled_from(COLOURS)


def settings_of(narrowed: bool = True, **fixed: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Any fields of RenderConfig with legal values of their own; together they may still be refused."""
    specs = dataclasses.fields(RenderConfig)
    values = {spec.name: field_values(spec) for spec in specs if spec.name not in ("font", "code_font")}
    if narrowed:
        values |= _NARROWED
    free = {name: value for name, value in values.items() if name not in fixed}
    return st.fixed_dictionaries({name: st.just(value) for name, value in fixed.items()}, optional=free)


@st.composite
def configs(draw: st.DrawFn, /, **fixed: Any) -> RenderConfig:
    """Any RenderConfig that is not refused; what ``fixed`` names is as given."""
    settings = draw(settings_of(**fixed))
    while True:
        try:
            return RenderConfig(**settings)
        except RenderConfigError:
            droppable = sorted(set(settings) - set(fixed))
            del settings[draw(st.sampled_from(droppable))]
