"""Rows of labelled amounts, and the statement that they make before it is painted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from glyph.data.generators.reports.figures import NumberFormat, Series
from glyph.data.generators.reports.vocabulary import Concept

Role = Literal["item", "total", "section"]
Check = tuple[int, tuple[tuple[int, int], ...]]  # row, and the (row, sign) pairs that it is the sum of
StatementName = Literal["balance_sheet", "income_statement", "cash_flow", "key_figures", "note"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row before painting; ``values`` are oldest first, empty for a section heading."""

    wordings: Concept
    label: str
    values: Series
    format: NumberFormat
    role: Role = "item"
    natural_sign: bool = False  # a negative amount means less, as of profits, not an outflow
    amount: bool = True  # in the report's unit, rather than a ratio or a count
    proper: bool = False  # the label keeps its capital within a sentence


@dataclass
class Statement:
    """A table in the making; ``checks`` say which rows are sums of which."""

    name: StatementName
    title: str
    stock: bool
    rows: list[Row] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def labels(self) -> set[str]:
        return {row.label.casefold() for row in self.rows}
