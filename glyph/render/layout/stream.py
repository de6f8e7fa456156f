"""Text of many blocks as flat arrays: white space cleaned, complex text shaped, glyphs and advances looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from glyph.documents.model import NO_SOURCE, Span
from glyph.render.config import RenderConfig
from glyph.render.layout import textkernels
from glyph.render.layout.charclass import CLASSES, COMPLEX, DROP, KNOWN, SOFT
from glyph.render.layout.linebreak import SOFT_HYPHEN
from glyph.render.layout.shaping import shape
from glyph.render.looks import BlockLook, colour_index
from glyph.render.raster.glyphs import GlyphSheet, Look, glyph_sheet


@dataclass(slots=True)
class Unit:
    """A piece of text that is broken into lines on its own: a paragraph, a table cell, a bullet."""

    spans: Sequence[Span]
    look: BlockLook
    room_px: float = np.inf
    first_room_px: float = np.inf  # of its first line
    column: int = 0  # where its first line starts in the line of the source, characters
    whole_text: str = ""  # of the block it is a part of


@dataclass(frozen=True, slots=True)
class Text:
    """N characters of U units, cleaned and measured."""

    codes: NDArray[np.uint32]  # [N] what is painted
    offsets: NDArray[np.int64]  # [N] in the source
    looks: NDArray[np.uint8]  # [N]
    colours: NDArray[np.uint8]  # [N] index into ``looks.paint_colours``
    places: NDArray[np.int32]  # [N] in the joined text of all spans
    glyphs: NDArray[np.int32]  # [N]
    advances: NDArray[np.float32]  # [N] px
    starts: NDArray[np.int64]  # [U + 1]
    unit_places: NDArray[np.int64]  # [U + 1] where each unit starts in the joined text
    is_complex: bool
    has_soft: bool  # whether any character only says that a line may end behind it


@dataclass(slots=True)
class Typesetter:
    """Turns units into measured text with the fonts of one config."""

    config: RenderConfig
    sheet: GlyphSheet = field(init=False)
    _indexes: dict[tuple[float, bool, bool, bool], int] = field(default_factory=dict)
    _looks: dict[int, Look] = field(default_factory=dict)
    _widths: dict[tuple[str, BlockLook], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet = glyph_sheet(self.config)
        self.look_index(BlockLook(), Span("", 0))  # tells plainly when the font cannot be read

    def look_index(self, look: BlockLook, span: Span) -> int:
        """The sheet's index of the font a span of a block is set in."""
        key = (look.scale, look.mono or span.mono, look.bold or span.bold, look.italic or span.italic)
        found = self._indexes.get(key)
        if found is None:
            scale, mono, bold, italic = key
            font = self.config.code_font if mono else self.config.font
            built = Look(font, bold, italic, self.config.font_size_px * scale, mono)
            found = self._indexes[key] = self.sheet.look(built)
            self._looks[found] = built
        return found

    def set(self, units: Sequence[Unit]) -> Text:
        """Clean, shape and measure the text of units, in order."""
        parts: list[str] = []
        lengths, sources, looks, colours, unit_spans = [], [], [], [], [0]
        for unit in units:
            for span in unit.spans:
                parts.append(span.text)
                lengths.append(len(span.text))
                sources.append(span.start)
                looks.append(self.look_index(unit.look, span))
                colours.append(colour_index("link" if span.link else unit.look.role, span.token, span.strike))
            unit_spans.append(len(parts))
        stream = np.frombuffer("".join(parts).encode("utf-32-le", "surrogatepass"), np.uint32)
        flags, all_known, num_tabs = textkernels.survey(stream, CLASSES.flags)
        if not all_known:
            flags = CLASSES.learn(stream)
        span_ends = np.cumsum(np.array(lengths, np.int64))
        keep_all = self.config.whitespace == "keep"
        codes, offsets, look, colour, places, starts = textkernels.clean(
            stream,
            CLASSES.flags,
            span_ends,
            np.array(sources, np.int64),
            np.array(looks, np.uint8),
            np.array(colours, np.uint8),
            np.array(unit_spans, np.int64),
            np.array([keep_all or unit.look.verbatim for unit in units], np.bool_),
            np.array([unit.column for unit in units], np.int64),
            self.config.tab_width,
            len(stream) + (self.config.tab_width - 1) * num_tabs,
        )
        is_complex = bool(flags & COMPLEX)
        drawn = shape(codes, look, starts, self._looks, self.sheet) if is_complex else codes
        glyphs, advances = self.measure(drawn, look)
        unit_places = np.concatenate([[0], span_ends])[np.array(unit_spans)]
        has_soft = bool(flags & DROP and (CLASSES.flags[codes] == KNOWN | SOFT).any())
        return Text(codes, offsets, look, colour, places, glyphs, advances, starts, unit_places, is_complex, has_soft)

    def without_soft(
        self, text: Text, begins: NDArray[np.int64], ends: NDArray[np.int64], cut: NDArray[np.bool_]
    ) -> tuple[Text, NDArray[np.int64], NDArray[np.int64]]:
        """The text without what only lets lines end, once it is in lines [L]; and where these begin and end in it.

        A soft hyphen at which a line was cut is made a hyphen.
        """
        at = ends[cut & (ends > begins)] - 1
        at = at[text.codes[at] == ord(SOFT_HYPHEN)]
        text.codes[at] = ord("-")
        text.glyphs[at], text.advances[at] = self.measure(text.codes[at], text.looks[at])
        keep = CLASSES.flags[text.codes] != KNOWN | SOFT
        places = np.concatenate([[0], np.cumsum(keep)])
        names = ("codes", "offsets", "looks", "colours", "places", "glyphs", "advances")
        kept = {name: getattr(text, name)[keep] for name in names}
        return replace(text, **kept, starts=places[text.starts], has_soft=False), places[begins], places[ends]

    def width(self, text: str, look: BlockLook) -> float:
        """How wide a piece of text without line ends is, px."""
        width = self._widths.get((text, look))
        if width is None:
            advances = self.set([Unit((Span(text, NO_SOURCE),), look)]).advances
            width = self._widths[text, look] = float(advances.sum())
        return width

    def measure(
        self, codes: NDArray[np.uint32], looks: NDArray[np.uint8]
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Glyph ids and advances, px, of characters [N] in their looks."""
        spacing = self.config.letter_spacing_pt * self.config.scale
        while True:
            sheet = self.sheet
            glyphs, advances, unknown = textkernels.measure(
                codes, looks, sheet.rows, sheet.ids, sheet.advances, spacing
            )
            if not unknown:
                return glyphs, advances
            new = np.flatnonzero(glyphs == 0)
            self.sheet.learn(codes[new], looks[new])
