"""Which elements are open, so that their number stays bounded."""

from __future__ import annotations

from collections import Counter

from glyph.documents.html.tags import (
    BLOCK_TAGS,
    BREAKOUT_TAGS,
    FOREIGN_TAGS,
    FORMATTING_TAGS,
    INTEGRATION_TAGS,
    ITEM_STOPS,
    MARKER_TAGS,
    NEVER_OPEN_TAGS,
    PARAGRAPH_STOPS,
    SCOPE_TAGS,
    SPECIAL_TAGS,
    TABLE_PARTS,
    TABLE_SCOPE,
    TEMPLATE_TAGS,
)

MAX_DEPTH = 256  # elements nested deeper are read as if their tags were not there
MAX_FORMATTING = 64  # the same for unclosed <b>, <font> and so on, which every later paragraph reopens


class Nesting:
    """Track which elements are open, approximately as the parser does; an overestimate in case of doubt.

    The parser looks through all open elements at some tags, so their number must be bounded.
    """

    def __init__(self) -> None:
        self.is_foreign = False  # directly within <svg> or <math>
        self._open: list[str] = []
        self._left_out: Counter[str] = Counter()  # elements whose start tag is not read

    def open(self, name: str, closes_itself: bool) -> bool:
        """Note a start tag; False if it is not to be read."""
        self._break_out(name)
        if self.is_foreign:
            if closes_itself:
                return True
        elif name in NEVER_OPEN_TAGS or (name in FOREIGN_TAGS and closes_itself):
            return True
        elif name in TABLE_PARTS:
            table = self._find(("table",), TEMPLATE_TAGS)
            if table is None:
                return True
            self._pop(table + 1)
            if name not in MARKER_TAGS:
                return True
        elif name in ("a", "nobr"):
            self.close(name)
        elif name in BLOCK_TAGS:
            if name in ("li", "dd", "dt"):
                names = ("li",) if name == "li" else ("dd", "dt")
                if (item := self._find(names, ITEM_STOPS)) is not None:
                    self._pop(item)
            if (paragraph := self._find(("p",), PARAGRAPH_STOPS)) is not None:
                self._pop(paragraph)
        is_formatting = name in FORMATTING_TAGS and len(self._open) >= MAX_FORMATTING
        if len(self._open) >= MAX_DEPTH or (
            is_formatting and sum(tag in FORMATTING_TAGS for tag in self._open) >= MAX_FORMATTING
        ):
            self._left_out[name] += 1
            return False
        self._open.append(name)
        self.is_foreign = name in FOREIGN_TAGS or (self.is_foreign and name not in INTEGRATION_TAGS)
        return True

    def close(self, name: str) -> bool:
        """Note an end tag; False if it is not to be read."""
        if self._left_out[name]:
            self._left_out[name] -= 1
            return False
        if name in ("br", "p"):
            self._break_out(name)
        if name in FORMATTING_TAGS:
            if (at := self._find((name,), MARKER_TAGS)) is not None:
                del self._open[at]
            return True
        if name in TABLE_PARTS or name in TABLE_SCOPE:
            stops = TABLE_SCOPE
        else:
            stops = SCOPE_TAGS if name in SPECIAL_TAGS else SPECIAL_TAGS
        if (at := self._find((name,), stops)) is not None:
            self._pop(at)
        return True

    def _find(self, names: tuple[str, ...], stops: frozenset[str]) -> int | None:
        """The latest open element of these names, unless one of ``stops`` opened after it."""
        if not any(name in self._open for name in names):
            return None
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] in names:
                return at
            if self._open[at] in stops:
                return None
        return None

    def _pop(self, at: int) -> None:
        """Close an element and all within it; formatting that it does not keep in stays open."""
        kept: list[str] = []
        for name in self._open[at:]:
            if name in MARKER_TAGS:
                break
            if name in FORMATTING_TAGS:
                kept.append(name)
        self._open[at:] = kept
        self.is_foreign = False
        if not FOREIGN_TAGS.isdisjoint(self._open):
            inner = next(tag for tag in reversed(self._open) if tag in FOREIGN_TAGS or tag in INTEGRATION_TAGS)
            self.is_foreign = inner in FOREIGN_TAGS

    def _break_out(self, name: str) -> None:
        """Close the foreign element that an HTML tag puts an end to."""
        if self.is_foreign and name in BREAKOUT_TAGS:
            self._pop(max(at for at, tag in enumerate(self._open) if tag in FOREIGN_TAGS))
