"""Questions about the tables of a page, in the wordings of a split: of one cell, of two, and of what is absent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from random import Random

from glyph.data.generators.filings.tables import FigureTable, NamedColumn, NamedRow
from glyph.data.generators.reports.periods import Column, period_slots
from glyph.data.generators.reports.questions import normalised
from glyph.data.generators.reports.vocabulary_files import vocabulary
from glyph.data.sample import Question, Split
from glyph.data.wording.held_out import held_out
from glyph.data.wording.phrasing import draw_wording, filled
from glyph.data.wording.taught import lookup_wordings, report_wordings
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import Language, execute
from glyph.text.numbers import parse_number

SHARES = {"lookup": 0.68, "over_time": 0.12, "over_rows": 0.06, "not_stated": 0.14}
OVER_TIME = ("growth", "difference_year", "yes_no_up", "yes_no_down", "multi_period", "compare_year")
OVER_ROWS = ("difference_item", "ratio", "yes_no_item", "multi_item", "compare_item")
TRIES = 8  # of a question
_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]")
_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十0-9]{1,3}(?:[、．)）]|\.(?![0-9])))\s*"
)
_ROLE = re.compile(r"^(?:其中|加|减)[：:]\s*")
_BALANCE = ("余额", "金额", "数", "发生额")


class PageExaminer:
    """Asks questions about a page's tables.

    Args:
        rng: source of chance.
        language: of the page.
        split: whose question wordings to use.
        text: of the page.
        tables: of it.
        elsewhere: labels of rows on other pages.
    """

    def __init__(
        self, rng: Random, language: Language, split: Split, text: str, tables: Sequence[FigureTable],
        elsewhere: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.rng, self.language, self.split, self.text = rng, language, split, text
        self.folded = "".join(text.split()).casefold()
        self.tables, self.elsewhere = tables, elsewhere
        labels = [row.label.casefold() for table in tables for row in table.rows]
        self.count = Counter(labels)
        self.in_section = Counter((row.section, row.label) for table in tables for row in table.rows)
        self.short = Counter({name for label in set(labels) for name in {label, self._shortened(label).casefold()}})

    def ask(self, count: int) -> tuple[Question, ...]:
        """``count`` different questions, or fewer where chance finds no more."""
        ways = {"lookup": self._lookup, "over_time": self._over_time, "over_rows": self._over_rows,
                "not_stated": self._absent}  # fmt: skip
        found: dict[str, Question] = {}
        for _ in range(TRIES * count):
            question = ways[self.rng.choices(list(SHARES), list(SHARES.values()))[0]]()
            if question is not None:
                found.setdefault(question.text, question)
            if len(found) == count:
                break
        return tuple(found.values())

    def _lookup(self) -> Question | None:
        table, row = self._row()
        place, figure = self.rng.choice(list(row.figures.items()))
        column, name = table.columns[place], self._name(row)
        kind, template, spans = "lookup", "{0}", [figure.span]
        if name is None:
            if not row.section or self.in_section[row.section, row.label] > 1:
                return None
            slots = {"item": self._lowered(row.label), "when": self._when(table, column), "table": row.section}
            return self._put("lookup_table", kind, template, spans, slots)
        if not self._is_period(table, column) or self.rng.random() < 0.3:
            return self._put("cell", kind, template, spans, {"row": name, "column": column.header})
        return self._put("lookup", kind, template, spans, {"item": name, "when": self._when(table, column)})

    def _over_time(self) -> Question | None:
        table, row = self._row()
        name = self._name(row)
        if name is None or not table.is_dated or len(row.figures) < 2:
            return None
        old, new = sorted(self.rng.sample(list(row.figures), 2), key=lambda c: table.columns[c].year or 0)
        before, after = row.figures[old], row.figures[new]
        a, b = parse_number(before.text), parse_number(after.text)
        wording = self.rng.choice(OVER_TIME)
        if a == b or 0 in (a, b) or (min(a, b) < 0 and wording != "multi_period"):
            return None
        if "%" in before.text + after.text and wording in ("growth", "difference_year"):
            return None
        slots = period_slots(*(self._spoken(table, table.columns[c]) for c in (old, new)))
        pair, turned = [after.span, before.span], [before.span, after.span]
        headed = [table.columns[old].span, before.span, table.columns[new].span, after.span]
        template, evidence = {
            "growth": ("growth({0},{1})", pair), "difference_year": ("difference({0},{1})", pair),
            "yes_no_up": ("greater({0},{1})", pair), "yes_no_down": ("greater({0},{1})", turned),
            "multi_period": ("{0}, {1}", turned), "compare_year": ("larger({0},{1},{2},{3})", headed),
        }[wording]  # fmt: skip
        return self._put(wording, _kind(wording), template, evidence, {"item": name, **slots})

    def _over_rows(self) -> Question | None:
        table, row = self._row()
        other = self.rng.choice(table.rows)
        first, second = self._name(row), self._name(other)
        shared = sorted(row.figures.keys() & other.figures.keys())
        if first is None or second is None or other is row or not shared:
            return None
        column = self.rng.choice(shared)
        a, b = (parse_number(r.figures[column].text) for r in (row, other))
        if min(a, b) <= 0 or a == b or not self._is_period(table, table.columns[column]):
            return None
        wording = self.rng.choice(OVER_ROWS)
        if a < b and wording == "difference_item":
            row, other, first, second = other, row, second, first
        pair = [row.figures[column].span, other.figures[column].span]
        headed = [row.span, pair[0], other.span, pair[1]]
        template, evidence = {
            "difference_item": ("difference({0},{1})", pair), "ratio": ("ratio({0},{1})", pair),
            "yes_no_item": ("greater({0},{1})", pair), "multi_item": ("{0}, {1}", pair),
            "compare_item": ("larger({0},{1},{2},{3})", headed),
        }[wording]  # fmt: skip
        slots = {"item": first, "other": second, "when": self._when(table, table.columns[column])}
        return self._put(wording, _kind(wording), template, evidence, slots)

    def _absent(self) -> Question | None:
        """A row that stands on another page, or a year that the table does not show."""
        table, row = self._row()
        column = self.rng.choice(list(table.columns.values()))
        said = vocabulary(self.language).not_stated[0]
        if self.elsewhere and self.rng.random() < 0.6:
            label = self.rng.choice(self.elsewhere)
            if "".join(self._shortened(label).split()).casefold() in self.folded:
                return None
            slots = {"item": self._lowered(label), "when": self._when(table, column)}
            return self._put("lookup", "not_stated", said, [], slots)
        name = self._name(row)
        years = [column.year for column in table.columns.values() if column.year is not None]
        if name is None or not table.is_dated:
            return None
        year = self.rng.choice((min(years) - self.rng.randint(1, 4), max(years) + self.rng.randint(1, 3)))
        if str(year) in self.text:
            return None
        when = f"in {year}" if self.language == "en" else f"{year}年"
        return self._put("lookup", "not_stated", said, [], {"item": name, "when": when})

    def _row(self) -> tuple[FigureTable, NamedRow]:
        """Any row of the page, all of them alike."""
        table = self.rng.choices(self.tables, [len(table.rows) for table in self.tables])[0]
        return table, self.rng.choice(table.rows)

    def _name(self, row: NamedRow) -> str | None:
        """What a row is called by; None where its label does not tell it from others."""
        if self.count[row.label.casefold()] > 1:
            return None
        shorter = self._shortened(row.label)
        if shorter != row.label and self.short[shorter.casefold()] == 1 and self.rng.random() < 0.4:
            return self._lowered(shorter)
        return self._lowered(row.label)

    def _shortened(self, label: str) -> str:
        """A label without brackets, numbering and its part in a sum."""
        bare = _PARENTHESES.sub("", label)
        bare = _ROLE.sub("", _NUMBERING.sub("", bare)) if self.language == "zh" else bare
        return bare.strip(" ,:：") or label

    def _lowered(self, label: str) -> str:
        return label[:1].lower() + label[1:] if self.language == "en" and label[1:2].islower() else label

    def _is_period(self, table: FigureTable, column: NamedColumn) -> bool:
        return table.is_dated or (self.language == "zh" and column.header.endswith(_BALANCE))

    def _when(self, table: FigureTable, column: NamedColumn) -> str:
        return self._spoken(table, column).when

    def _spoken(self, table: FigureTable, column: NamedColumn) -> Column:
        """A column as it is spoken of."""
        header = column.header
        if table.is_dated:
            year = str(column.year)
            if self.language == "zh":
                text = self.rng.choice((f"{year}年", f"{year}年", header))
                return Column(header, text, text)
            if header != year and self.rng.random() < 0.2:
                return Column(header, f"in the {header} column", header)
            form = self.rng.choice(
                ("in {}", "in {}", "in {}", "for {}", "in fiscal {}", "for fiscal year {}", "in FY{}")
            )
            return Column(header, form.format(year), year)
        if self.language == "zh":
            short = next((header.removesuffix(end) for end in _BALANCE if header.endswith(end)), header)
            text = self.rng.choice((header, header, short or header))
            return Column(header, text, text)
        return Column(header, f'in the "{header}" column', header)

    def _put(
        self, wording: str, kind: str, template: str, evidence: Sequence[SourceSpan], slots: dict[str, str]
    ) -> Question | None:
        is_lookup = wording == "cell"
        taught = (lookup_wordings if is_lookup else report_wordings)(self.language)[wording]
        kept = held_out(self.language)
        own = (kept.lookups if is_lookup else kept.reports)[wording]
        text, places = filled(draw_wording(taught, own, self.split, self.language, self.rng), slots)
        try:
            answer = execute(template, [self.text[start:end] for start, end in evidence], self.language)
        except ValueError:  # a tie, or no number
            return None
        plain = normalised(answer) if evidence else ""
        references = vocabulary(self.language).not_stated[1:] if not evidence else ()
        references = (plain,) if plain not in ("", answer) else references
        text = text[:1].upper() + text[1:]
        return Question(text, answer, tuple(evidence), template, kind, references, wording, places)


def _kind(wording: str) -> str:
    """The kind of question, as reports name it."""
    return {"compare": "comparison", "multi": "multi_span", "yes": "yes_no"}.get(
        wording.split("_")[0], wording.split("_")[0]
    )
