"""A whole report: statements, notes and prose laid out as a document, with the place of every figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from glyph.data.generators.reports.figures import NumberFormat
from glyph.data.generators.reports.periods import Column, Periods, draw_periods
from glyph.data.generators.reports.statement_rows import Row, Statement, StatementName
from glyph.data.generators.reports.statements import Accountant
from glyph.data.generators.reports.values import draw_company, draw_value
from glyph.data.generators.reports.vocabulary import ProseFact, Unit, Vocabulary, choose_label, facts_for
from glyph.data.sample import Split
from glyph.documents.builder import DocumentBuilder
from glyph.documents.model import Cell, Document, SourceSpan, Span

Length = Literal["short", "medium", "long"]
_STATEMENTS: tuple[StatementName, ...] = ("balance_sheet", "income_statement", "cash_flow", "key_figures", "note")


@dataclass(frozen=True, slots=True)
class PaintedCell:
    """A figure on the page."""

    text: str
    span: SourceSpan
    column: Column
    header: SourceSpan  # where the column's label stands


@dataclass(frozen=True, slots=True)
class PaintedRow:
    """A row on the page; ``cells`` are oldest first, empty for a section heading."""

    row: Row
    label: SourceSpan
    cells: tuple[PaintedCell, ...]


@dataclass(frozen=True, slots=True)
class PaintedTable:
    """A table on the page, its rows in the order of ``statement.rows``."""

    statement: Statement
    rows: tuple[PaintedRow, ...]


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact told in prose and where its value stands."""

    fact: ProseFact
    value: str
    span: SourceSpan


@dataclass
class Report:
    """A document and all that can be asked about it."""

    document: Document
    company: str
    company_span: SourceSpan
    unit: Unit
    unit_span: SourceSpan | None  # None when no table has amounts
    periods: Periods
    tables: list[PaintedTable] = field(default_factory=list)
    facts: list[ToldFact] = field(default_factory=list)


def draw_report(rng: Random, vocabulary: Vocabulary, split: Split, length: Length) -> Report:
    """Draw a report.

    Args:
        rng: source of chance.
        vocabulary: the language's words.
        split: whose company names and labels to use.
        length: "short" is one table and a sentence or two, "long" a full set of statements.
    """
    return _Writer(rng, vocabulary, split, length).write()


class _Writer:
    """Draws the parts of one report and writes them down in order."""

    def __init__(self, rng: Random, vocabulary: Vocabulary, split: Split, length: Length) -> None:
        self._rng = rng
        self._vocabulary = vocabulary
        self._split: Split = split
        self._length = length
        short = length == "short"
        self._unit = rng.choice([u for u in vocabulary.units if not short or u.digits[1] < 9 or rng.random() < 0.4])
        decimals = rng.choice(self._unit.decimals)
        self._money = NumberFormat(
            decimals,
            negative=rng.choice(("brackets", "brackets", "minus", "minus", "true_minus")),
            grouping=rng.random() < 0.88,
            sign=rng.choice((self._unit.sign, self._unit.sign + " ")) if self._unit.sign else "",
            nil=rng.choice(("–", "-", "—")),
        )
        choices = {"short": (2, 2, 3) if vocabulary.language == "en" else (2, 3, 3), "medium": (2, 2, 3)}
        num_periods = rng.choice(choices.get(length, (2, 3, 3, 4, 5)))
        self._periods = draw_periods(rng, vocabulary.language, num_periods, short)
        low, high = self._unit.digits
        revenue = 10 ** (rng.uniform(low, high - 0.5 if short else high) - 0.5 + decimals)
        self._accountant = Accountant(rng, vocabulary, split, num_periods, self._money, revenue)
        self._builder = DocumentBuilder()
        self._signs_in_cells = bool(self._money.sign) and rng.random() < 0.2
        self._has_notes_column = not short and rng.random() < 0.35
        self._note_number = 0
        self._caption = rng.choice(vocabulary.captions)
        company = draw_company(rng, vocabulary, split)
        self._report = Report(Document("", ()), company, (0, 0), self._unit, None, self._periods)
        self._remarks = rng.sample(vocabulary.remarks, len(vocabulary.remarks))
        facts = facts_for(vocabulary, split)
        self._unused_facts = rng.sample(facts, len(facts))

    def write(self) -> Report:
        self._write_heading()
        if self._length == "short":
            self._write_short()
        else:
            self._write_full()
        self._report.document = self._builder.build()
        return self._report

    def _write_heading(self) -> None:
        titles, company = self._vocabulary.titles, self._report.company
        report = choose_label(titles["report"], self._split, self._rng).format(year=self._periods.years[-1])
        text = self._vocabulary.words["heading"].format(company=company, report=report)
        start, _ = self._builder.heading(text)
        start += text.find(company)
        self._report.company_span = (start, start + len(company))

    def _write_short(self) -> None:
        statement = self._accountant.statement(self._rng.choice(_STATEMENTS), small=True)
        taken = "\n".join(row.label for row in statement.rows).casefold()
        chinese = self._vocabulary.language == "zh"  # fewer characters a sentence and a label
        num_facts = self._rng.choice((1, 2, 2) if chinese else (1, 1, 2))
        facts_first = self._rng.random() < 0.3
        if facts_first:
            self._write_facts(num_facts, taken)
        self._write_statements([statement], level=2)
        if not facts_first:
            self._write_facts(num_facts, taken, num_remarks=int(chinese and self._rng.random() < 0.5))
        if (chinese or num_facts + len(self._periods.years) == 3) and self._rng.random() < 0.5:
            self._write_movement(self._report.tables)

    def _write_full(self) -> None:
        rng, long, chinese = self._rng, self._length == "long", self._vocabulary.language == "zh"
        names = _STATEMENTS[:4] if long else sorted(rng.sample(_STATEMENTS[:4], 2), key=_STATEMENTS.index)
        full = set(names) if long or chinese else {rng.choice(names)} - {"balance_sheet"}
        statements = [self._accountant.statement(name, small=name not in full) for name in names]
        available = [note for note in self._vocabulary.notes if self._accountant.fits(note, full)]
        num_notes = min(rng.randint(4, 7) + chinese if long else rng.randint(1, 2) + chinese, len(available))
        notes = [self._accountant.note(note) for note in rng.sample(available, num_notes)]
        if long and rng.random() < 0.6:
            statements.insert(0, statements.pop())
        taken = "\n".join(row.label for s in (*statements, *notes) for row in s.rows)
        taken = "\n".join((taken, *(s.title for s in notes))).casefold()
        self._builder.heading(self._accountant.label(self._vocabulary.titles["management"]), level=2)
        for _ in range(rng.randint(3, 4) + chinese if long else 1 + chinese):
            self._write_facts(rng.randint(1, 2), taken, num_remarks=rng.randint(1, 2))
        self._write_statements(statements, level=2)
        if long:
            self._write_movement(self._report.tables, 4)
        self._builder.heading(self._accountant.label(self._vocabulary.titles["notes"]), level=2)
        for note in notes:
            self._write_statements([note], level=3)
            self._write_facts(rng.randint(0, 1), taken, num_remarks=rng.randint(0, 2) if long else 1)

    def _write_statements(self, statements: Sequence[Statement], level: int) -> None:
        for statement in statements:
            self._builder.heading(statement.title, level=level)
            if any(row.amount for row in statement.rows):
                text = self._caption.format(unit=self._unit.name)
                start = self._builder.paragraph(text)[0] + text.find(self._unit.name)
                self._report.unit_span = self._report.unit_span or (start, start + len(self._unit.name))
            self._write_table(statement)

    def _write_table(self, statement: Statement) -> None:
        columns = self._periods.columns(statement.stock)
        order = list(range(len(columns.columns)))
        if self._periods.newest_first:
            order.reverse()
        totals = self._vocabulary.totals
        notes = self._has_notes_column and statement.name in ("balance_sheet", "income_statement")
        corner = self._accountant.label(totals["item_column"]) if self._vocabulary.language == "zh" else ""
        lead = [corner, self._accountant.label(totals["note_column"])] if notes else [corner]
        grid: list[list[str | Cell]] = []
        if columns.merged:
            over = Cell((Span(columns.merged, 0),), "center", header=True, colspan=len(order))
            grid.append([*([""] * len(lead)), over])
        grid.append([*lead, *(columns.columns[i].label for i in order)])
        first = len(grid)
        for index, row in enumerate(statement.rows):
            self._note_number += notes and row.role == "item"
            signed = self._signs_in_cells and row.amount and (index == 0 or row.role == "total")
            texts = [row.format.paint(row.values[i], signed) for i in order] if row.values else [""] * len(order)
            note = [str(self._note_number) if row.role == "item" else ""] if notes else []
            bold = row.role != "item"
            grid.append([_cell(row.label, bold=bold, align="left"), *note, *(_cell(t, bold, "right") for t in texts)])
        spans = self._builder.table(grid, header_rows=first)
        painted = []
        for row, cells, where in zip(statement.rows, grid[first:], spans[first:], strict=True):
            found: dict[int, PaintedCell] = {}
            for position, period in enumerate(order if row.values else (), start=len(lead)):
                text, header = _text(cells[position]), spans[first - 1][position]
                found[period] = PaintedCell(text, where[position], columns.columns[period], header)
            painted.append(PaintedRow(row, where[0], tuple(found[period] for period in sorted(found))))
        self._report.tables.append(PaintedTable(statement, tuple(painted)))

    def _write_facts(self, count: int, taken: str, num_remarks: int = 0) -> None:
        """One paragraph of facts and remarks; ``taken`` are the labels of all tables, in lower case."""
        sentences: list[tuple[str, ProseFact | None, str]] = []
        while count > 0 and self._unused_facts:
            fact = self._unused_facts.pop()
            if not any(word in taken for word in fact.words):
                value = draw_value(self._rng, fact.value, self._vocabulary, self._unit.sign)
                sentences.append((self._rng.choice(fact.sentences), fact, value))
                count -= 1
        sentences += [(self._remarks.pop(), None, "") for _ in range(min(num_remarks, len(self._remarks)))]
        if not sentences:
            return
        self._rng.shuffle(sentences)
        told: list[tuple[ProseFact, str, int]] = []
        text = ""
        for pattern, fact_or_none, value in sentences:
            text += self._vocabulary.words["space"] if text else ""
            if fact_or_none is not None:
                told.append((fact_or_none, value, len(text) + pattern.index("{value}")))
            text += pattern.replace("{value}", value)
        start, _ = self._builder.paragraph(text)
        for fact, value, offset in told:
            self._report.facts.append(ToldFact(fact, value, (start + offset, start + offset + len(value))))

    def _write_movement(self, tables: Sequence[PaintedTable], count: int = 1) -> None:
        """A paragraph that retells up to ``count`` rows of the tables."""
        rows = [r for t in tables for r in t.rows if r.row.values and min(r.row.values) > 0 and not r.row.proper]
        sentences = []
        for row in self._rng.sample(rows, min(count, len(rows))):
            old, new = row.cells[-2:]
            if row.row.values[-1] == row.row.values[-2]:
                continue
            way = "up" if row.row.values[-1] > row.row.values[-2] else "down"
            item = item_in_sentence(row.row, self._vocabulary)
            pattern = self._rng.choice(self._vocabulary.movements[way])
            amounts = {"old": self._quote(row.row, -2), "new": self._quote(row.row, -1)}
            names = {"item": item, "Item": item[:1].upper() + item[1:]}
            sentences.append(pattern.format(**names, **amounts, when_old=old.column.when, when_new=new.column.when))
        if sentences:
            self._builder.paragraph(self._vocabulary.words["space"].join(sentences))

    def _quote(self, row: Row, period: int) -> str:
        """An amount as prose tells it, with its unit."""
        text = row.format.paint(row.values[period])
        if not row.amount:
            return text
        name = self._unit.name
        if self._vocabulary.language == "zh":
            return text + name.removeprefix("人民币")
        big = " thousand" if "thousand" in name or "'000" in name else " million" if "m" in name.casefold() else ""
        return self._unit.sign + text + big


def item_in_sentence(row: Row, vocabulary: Vocabulary) -> str:
    """A label as it reads within a sentence: without its capital, unless that belongs to it."""
    label = row.label
    if vocabulary.language == "zh" or row.proper or not label[1:2].islower():
        return label
    return label[:1].lower() + label[1:]


def _cell(text: str, bold: bool, align: Literal["left", "right"]) -> Cell:
    return Cell((Span(text, 0, bold=bold),), align)


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
