"""What can be asked of reports and of lookups: kinds of questions, and the slots that a wording of each may have."""

from __future__ import annotations

from collections.abc import Mapping

Kinds = Mapping[str, frozenset[str]]
_NOTHING: frozenset[str] = frozenset()
_OVER_TIME = frozenset({"item", "old", "new", "when_old", "when_new"})  # when_old: "in 2023", old: "2023"
_OF_TWO = frozenset({"item", "other", "when"})

REPORT_KINDS: Kinds = {
    "lookup": frozenset({"item", "when"}),
    "lookup_table": frozenset({"item", "when", "table"}),
    "unit": _NOTHING,
    "company": _NOTHING,
    "compare_year": _OVER_TIME,
    "compare_item": _OF_TWO,
    "growth": _OVER_TIME,
    "difference_year": _OVER_TIME,
    "difference_item": _OF_TWO,
    "yes_no_up": _OVER_TIME,
    "yes_no_down": _OVER_TIME,
    "yes_no_item": _OF_TWO,
    "ratio": _OF_TWO,
    "multi_period": _OVER_TIME,
    "multi_item": _OF_TWO,
    "count_periods": frozenset({"table"}),
    "count_items": frozenset({"total"}),
}
_ROW_OVER_TIME = frozenset({"row", "old", "new"})
_TWO_ROWS = frozenset({"row", "other", "column"})
LOOKUP_KINDS: Kinds = {
    "cell": frozenset({"row", "column"}),
    "row_of": frozenset({"column", "value"}),
    "column_of": frozenset({"row", "value"}),
    "growth": _ROW_OVER_TIME,
    "difference": _ROW_OVER_TIME,
    "sum": _TWO_ROWS,
    "average": _ROW_OVER_TIME,
    "ratio": _TWO_ROWS,
    "greater": _ROW_OVER_TIME,
    "greater_row": _TWO_ROWS,
    "larger": _TWO_ROWS,
    "field": frozenset({"label"}),
    "label_of": frozenset({"value"}),
    "item": frozenset({"number"}),
    "number_of": frozenset({"item"}),
    "cloze": frozenset({"before", "after"}),
    "follows": frozenset({"before"}),
    "precedes": frozenset({"after"}),
    "line": frozenset({"token"}),
    "assigned": frozenset({"name"}),
    "returned": frozenset({"name"}),
    "says": frozenset({"text"}),
}
