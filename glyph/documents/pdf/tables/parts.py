"""The cells of one row of a table, told by what they say: which pieces of text belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from glyph.documents.pdf.chars import upright
from glyph.documents.pdf.order import Piece, Row
from glyph.documents.pdf.page import PdfPage
from glyph.documents.pdf.tables.grid import YEAR, is_figure

_SYMBOL = re.compile(r"(?:US|HK|RMB|C|A)?[$€£¥￥]\s?[(（]?|RMB|[(（]")
_WORD = re.compile(r"\S+")
_GROUP = re.compile(r"[(（\-−]?[$€£¥￥]?\d{1,3}")
_GROUP_AFTER = re.compile(r"\d{3}(?:[.,]\d+)?[)）]?[%％]?")
_NOTE = re.compile(r"[(（\[]\d{1,2}[)）\]]")
_SUFFIX = re.compile(r"[)）]?\s?[%％]?\s?[)）]?")


@dataclass(slots=True)
class Part:
    """A cell to be: pieces that belong together, such as a currency sign and its amount."""

    pieces: list[Piece]
    text: str
    x0: float  # of what tells the column
    x1: float
    is_figure: bool


def parts_of(page: PdfPage, row: Row) -> list[Part]:
    """The cells of a row: a currency sign goes with the amount behind it, a closing bracket with that before it."""
    parts: list[Part] = []
    symbol: Piece | None = None
    pieces_of_row = [part for piece in row.pieces for part in split_amounts(page, piece, row.turn)]
    for number, piece in enumerate(pieces_of_row):
        text = page.text[piece.start : piece.end]
        last = number + 1 == len(pieces_of_row)
        if symbol is None and _SYMBOL.fullmatch(text) and not last:
            symbol = piece
            continue
        if parts and symbol is None and parts[-1].is_figure and _SUFFIX.fullmatch(text):
            parts[-1].pieces.append(piece)
            parts[-1].text += text
            parts[-1].x1 = max(parts[-1].x1, piece.box[2])
            continue
        pieces, symbol = ([symbol] if symbol else []) + [piece], None
        whole = "".join(page.text[p.start : p.end] for p in pieces)
        parts.append(Part(pieces, whole, piece.box[0], piece.box[2], is_figure(whole)))
    return parts


def split_amounts(page: PdfPage, piece: Piece, turn: int) -> list[Piece]:
    """Part amounts that stand too near each other to be parted by their gap, and the currency sign of the next one."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(page.text, piece.start, piece.end)]
    texts = [page.text[a:b] for a, b in words]
    if len(words) < 2 or not all(is_figure(text) or YEAR.fullmatch(text) or _SYMBOL.fullmatch(text) for text in texts):
        return [piece]
    cuts = [k for k in range(1, len(words)) if not page.scripts[words[k][0]] and not _goes_with(texts[k - 1], texts[k])]
    if not cuts:
        return [piece]
    parts: list[Piece] = []
    for first, end in pairwise([0, *cuts, len(words)]):
        a, b = words[first][0], words[end - 1][1]
        boxes = upright(page.boxes[a:b], turn)
        boxes = boxes[page.boxes[a:b].any(axis=1)]
        x0, x1 = (float(boxes[:, 0].min()), float(boxes[:, 2].max())) if len(boxes) else (piece.box[0], piece.box[2])
        parts.append(Piece(a, b, (x0, piece.box[1], x1, piece.box[3])))
    return parts


def _goes_with(before: str, after: str) -> bool:
    """Whether two words may be one amount: groups of thousands parted by blanks, a bracket, a percent sign."""
    if YEAR.fullmatch(before) and _NOTE.fullmatch(after):
        return True
    if _SYMBOL.fullmatch(before) or before in "(（-−" or (_GROUP.fullmatch(before) and _GROUP_AFTER.fullmatch(after)):
        return True
    return not any(map(str.isdigit, after)) and (after in "()（）%％" or _SUFFIX.fullmatch(after) is not None)
