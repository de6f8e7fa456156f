"""DebugBench's Python programs (Tian et al. 2024, arXiv 2401.04621) as samples: where is the bug, and what is it?"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from glyph.data.generators.code_review import Case, ask
from glyph.data.sample import SPLITS, Split, StoredSamples, split_of
from glyph.data.sources.jsonl import read_jsonl_rows
from glyph.errors import DataError

log = logging.getLogger(__name__)

# Our kind of fault for each of its bug types; None for those that are none of ours.
KIND_OF_TYPE: dict[str, str | None] = {
    "condition error": "condition", "operation error": "operator", "faulty indexing": "index",
    "variable error": "variable", "undefined objects": "name", "undefined methods": "method",
    "misused == or =": "equals", "unclosed parentheses": "bracket", "unclosed string": "string",
    "missing colons": "colon", "illegal keywords": "keyword", "illegal comment": "comment",
    "illegal indentation": "indentation", "other error": None,
}  # fmt: skip


class DebugBenchSamples:
    """A JSONL file of rows ``slug``, ``bug_type``, ``buggy_code`` and ``bug_lines`` (from 1); split by problem (slug).

    Any of a row's buggy lines counts as right. Lines that are blank, where a statement was taken out, cannot be
    pointed at: a row that has no other is left out of the splits and counted in ``left_out``.
    """

    def __init__(self, path: str | Path, held_out: bool = False) -> None:
        """Read and check every row.

        Args:
            path: the JSONL file.
            held_out: all rows are of test.

        Raises:
            DataError: naming file, line and field of the first row that cannot be used.
        """
        self._path = Path(path)
        self._cases: dict[Split, list[Case]] = {name: [] for name in SPLITS}
        self.left_out: dict[Split, Counter[str]] = {name: Counter() for name in SPLITS}  # by bug type
        for number, row in read_jsonl_rows(path):
            slug = self._text(number, row, "slug")
            split: Split = "test" if held_out else split_of(slug)
            case = self._case(number, row)
            if case is None:
                self.left_out[split][row["bug_type"]] += 1
            else:
                self._cases[split].append(case)
        total = sum(counts.total() for counts in self.left_out.values())
        if total:
            log.info("%s: %d rows whose buggy lines are blank are left out", path, total)

    def cases(self, name: Split) -> list[Case]:
        """The programs of a split, in the file's order; their ``group`` is the bug type."""
        return self._cases[name]

    def split(self, name: Split) -> StoredSamples:
        """The programs of a split with questions in English, in a wording that the program's id settles."""
        return StoredSamples([ask(case, "en", name, Random(case.id), "debugbench") for case in self._cases[name]])

    def _error(self, number: int, field: str, problem: str) -> DataError:
        return DataError(f"{self._path}:{number}: field '{field}': {problem}")

    def _text(self, number: int, row: Mapping[str, Any], field: str) -> str:
        value = row.get(field)
        if not isinstance(value, str):
            problem = "is missing" if field not in row else f"must be a string, got {type(value).__name__}"
            raise self._error(number, field, problem)
        if not value.strip():
            raise self._error(number, field, "must not be empty")
        return value

    def _case(self, number: int, row: Mapping[str, Any]) -> Case | None:
        bug_type, source = self._text(number, row, "bug_type"), self._text(number, row, "buggy_code")
        if bug_type not in KIND_OF_TYPE:
            raise self._error(number, "bug_type", f"{bug_type!r} is not one of {', '.join(KIND_OF_TYPE)}")
        lines = row.get("bug_lines")
        if not isinstance(lines, list) or not lines or any(type(line) is not int for line in lines):
            raise self._error(number, "bug_lines", f"must be a list of line numbers, got {lines!r}")
        texts = source.split("\n")
        for line in lines:
            if not 1 <= line <= len(texts):
                raise self._error(number, "bug_lines", f"{line} is not a line of the program, which has {len(texts)}")
        seen = tuple(line for line in lines if texts[line - 1].strip())
        identity = f"{row['slug']}-{number}"
        return Case(identity, source, seen, KIND_OF_TYPE[bug_type], bug_type) if seen else None
