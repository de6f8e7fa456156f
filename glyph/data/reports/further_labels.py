"""Further wordings of labels, for training alone; written by hands that saw no wordings of val and test."""

from __future__ import annotations

from glyph.data.reports import further_labels_en, further_labels_zh


def _by_first(*tables: str) -> dict[str, tuple[str, ...]]:
    rows = (line.split(" | ") for table in tables for line in table.strip().splitlines())
    return {first: tuple(further) for first, *further in rows}


FURTHER = _by_first(further_labels_en.TABLE, further_labels_zh.TABLE)  # by the first wording of a thing
