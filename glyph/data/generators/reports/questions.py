"""Questions about a report, each with its one right answer and the place of its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random

from glyph.data.generators.reports.not_stated import draw_absent
from glyph.data.generators.reports.periods import period_slots
from glyph.data.generators.reports.report import PaintedCell, PaintedRow, PaintedTable, Report, item_in_sentence
from glyph.data.generators.reports.vocabulary import (
    ProseFact,
    Vocabulary,
    labels_for,
)
from glyph.data.sample import Question, Split
from glyph.data.wording.grammar import Wordings
from glyph.data.wording.held_out import held_out
from glyph.data.wording.phrasing import draw_wording, filled
from glyph.documents.model import SourceSpan
from glyph.text.answer_program import execute
from glyph.text.numbers import find_numbers, parse_number

DEFAULT_WEIGHTS: Mapping[str, float] = {
    "lookup": 0.4,
    "comparison": 0.08,
    "growth": 0.08,
    "difference": 0.08,
    "ratio": 0.05,
    "yes_no": 0.09,
    "multi_span": 0.06,
    "count": 0.05,
    "not_stated": 0.11,
}
_MAX_TRIES = 12  # draws of a question before another kind is taken
_PARAPHRASE_PROB = {"train": 0.25, "val": 0.1, "test": 0.1}  # lookups that call an item by other words than the page


class Examiner:
    """Asks questions about one report.

    Args:
        rng: source of chance.
        vocabulary: the report's language.
        split: whose question wordings to use.
        report: what to ask about.
        own: wordings in place of the split's, by what they ask.
    """

    def __init__(
        self, rng: Random, vocabulary: Vocabulary, split: Split, report: Report, own: Wordings | None = None
    ) -> None:
        self.rng = rng
        self.vocabulary = vocabulary
        self.split: Split = split
        self.report = report
        self.own = own or {}
        self.source = report.document.source
        self.folded = self.source.casefold()
        self.rows = [(t, r) for t in report.tables for r in t.rows if r.cells]
        self.count = Counter(r.row.label.casefold() for _, r in self.rows)
        self.single = [(t, r) for t, r in self.rows if self.count[r.row.label.casefold()] == 1]
        self._ask: Mapping[str, Callable[[], Question | None]] = {
            "lookup": self._lookup,
            "comparison": self._comparison,
            "growth": self._growth,
            "difference": self._difference,
            "ratio": self._ratio,
            "yes_no": self._yes_no,
            "multi_span": self._multi_span,
            "count": self._count_rows_or_periods,
            "not_stated": partial(draw_absent, self),
        }

    def ask(self, count: int, weights: Mapping[str, float]) -> tuple[Question, ...]:
        """Draw ``count`` different questions (fewer when the report has no more), kinds by ``weights``."""
        questions: dict[str, Question] = {}
        kinds = list(weights)
        for _ in range(4 * count):  # a kind that this report has nothing for gives way to another
            kind = self.rng.choices(kinds, [weights[k] for k in kinds])[0]
            for _ in range(_MAX_TRIES):
                question = self._ask[kind]()
                if question is not None and question.text not in questions:
                    questions[question.text] = question
                    break
            if len(questions) == count:
                break
        return tuple(questions.values())

    def make(self, kind: str, wording: str, template: str, evidence: Sequence[SourceSpan], **slots: str) -> Question:
        taught = self.vocabulary.questions[wording]
        language = self.vocabulary.language
        if wording in self.own:
            asked = self.rng.choice(self.own[wording])
        else:
            kept = held_out(language).reports[wording]
            asked = draw_wording(taught, kept, self.split, language, self.rng)
        text, spans = filled(asked, slots)
        return self.finish(kind, text, template, evidence, wording, spans)

    def finish(
        self,
        kind: str,
        text: str,
        template: str,
        evidence: Sequence[SourceSpan],
        intent: str,
        slots: tuple[tuple[str, int, int], ...] = (),
    ) -> Question:
        operands = [self.source[start:end] for start, end in evidence]
        answer = execute(template, operands, self.vocabulary.language)
        plain = normalised(answer)
        if kind == "not_stated":
            references = self.vocabulary.not_stated[1:]
        else:
            references = (plain,) if plain not in ("", answer) else ()
        return Question(text[:1].upper() + text[1:], answer, tuple(evidence), template, kind, references, intent, slots)

    def item(self, row: PaintedRow) -> str:
        return item_in_sentence(row.row, self.vocabulary)

    def _lookup(self) -> Question | None:
        draw = self.rng.random()
        if draw < 0.2 and self.report.facts:
            told = self.rng.choice(self.report.facts)
            return self.finish("lookup", self.about(told.fact), "{0}", [told.span], told.fact.key)
        if draw < 0.24 and self.report.unit_span is not None:
            return self.make("lookup", "unit", "{0}", [self.report.unit_span])
        if draw < 0.27:
            return self.make("lookup", "company", "{0}", [self.report.company_span])
        table, row = self.rng.choice(self.rows)
        cell = self.rng.choice(row.cells)
        if not _is_number(cell):
            return None
        item = self.item(row)
        if self.count[row.row.label.casefold()] > 1 or self.rng.random() < (0.6 if row.row.proper else 0.08):
            return self.make("lookup", "lookup_table", "{0}", [cell.span], item=item, when=cell.column.when,
                              table=table.statement.title)  # fmt: skip
        if self.rng.random() < _PARAPHRASE_PROB[self.split]:
            item = self._other_wording(row) or item
        return self.make("lookup", "lookup", "{0}", [cell.span], item=item, when=cell.column.when)

    def _other_wording(self, row: PaintedRow) -> str | None:
        others = [w for w in labels_for(row.row.wordings, self.split) if w.casefold() not in self.folded]
        if not others:
            return None
        other = self.rng.choice(others)
        return other[:1].lower() + other[1:] if other[1:2].islower() and not row.row.proper else other

    def _two_periods(self, absolute: bool = False) -> tuple[PaintedRow, PaintedCell, PaintedCell] | None:
        """A row and two of its periods, older first, whose figures are numbers, differ and compare naturally.

        ``absolute`` leaves percentages out: their change may be meant in points or in percent.
        """
        if not self.single:
            return None
        _, row = self.rng.choice(self.single)
        i, j = sorted(self.rng.sample(range(len(row.cells)), 2))
        a, b = row.row.values[i], row.row.values[j]
        if a == b or 0 in (a, b) or (absolute and row.row.format.suffix):
            return None
        if min(a, b) < 0 and not row.row.natural_sign:
            return None
        return row, row.cells[i], row.cells[j]

    def _two_items(self) -> tuple[PaintedRow, PaintedCell, PaintedRow, PaintedCell] | None:
        """Two rows of a table and one period in which both are positive and differ."""
        table = self.rng.choice(self.report.tables)
        rows = [r for t, r in self.single if t is table and r.row.amount]
        if len(rows) < 2:
            return None
        first, second = self.rng.sample(rows, 2)
        period = self.rng.randrange(len(first.cells))
        a, b = first.row.values[period], second.row.values[period]
        if min(a, b) <= 0 or a == b:
            return None
        return first, first.cells[period], second, second.cells[period]

    def _comparison(self) -> Question | None:
        if self.rng.random() < 0.5:
            if (drawn := self._two_periods()) is None:
                return None
            row, old, new = drawn
            evidence = [old.header, old.span, new.header, new.span]
            return self.make("comparison", "compare_year", "larger({0},{1},{2},{3})", evidence,
                              item=self.item(row), **period_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        evidence = [first.label, a.span, second.label, b.span]
        return self.make("comparison", "compare_item", "larger({0},{1},{2},{3})", evidence,
                          item=self.item(first), other=self.item(second), when=a.column.when)  # fmt: skip

    def _growth(self) -> Question | None:
        drawn = self._two_periods(absolute=True)
        if drawn is None or min(parse_number(drawn[1].text), parse_number(drawn[2].text)) <= 0:
            return None
        row, old, new = drawn
        return self.make("growth", "growth", "growth({0},{1})", [new.span, old.span],
                          item=self.item(row), **period_slots(old.column, new.column))  # fmt: skip

    def _difference(self) -> Question | None:
        if self.rng.random() < 0.5:
            if (drawn := self._two_periods(absolute=True)) is None:
                return None
            row, old, new = drawn
            return self.make("difference", "difference_year", "difference({0},{1})", [new.span, old.span],
                              item=self.item(row), **period_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        if parse_number(a.text) < parse_number(b.text):
            first, a, second, b = second, b, first, a
        return self.make("difference", "difference_item", "difference({0},{1})", [a.span, b.span],
                          item=self.item(first), other=self.item(second), when=a.column.when)  # fmt: skip

    def _yes_no(self) -> Question | None:
        if self.rng.random() < 0.65:
            if (drawn := self._two_periods()) is None:
                return None
            row, old, new = drawn
            up = self.rng.random() < 0.5
            return self.make("yes_no", "yes_no_up" if up else "yes_no_down", "greater({0},{1})",
                              [new.span, old.span] if up else [old.span, new.span],
                              item=self.item(row), **period_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        return self.make("yes_no", "yes_no_item", "greater({0},{1})", [a.span, b.span],
                          item=self.item(first), other=self.item(second), when=a.column.when)  # fmt: skip

    def _ratio(self) -> Question | None:
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        return self.make("ratio", "ratio", "ratio({0},{1})", [a.span, b.span],
                          item=self.item(first), other=self.item(second), when=a.column.when)  # fmt: skip

    def _multi_span(self) -> Question | None:
        if self.rng.random() < 0.5:
            if (drawn := self._two_periods()) is None:
                return None
            row, old, new = drawn
            return self.make("multi_span", "multi_period", "{0}, {1}", [old.span, new.span],
                              item=self.item(row), **period_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        return self.make("multi_span", "multi_item", "{0}, {1}", [a.span, b.span],
                          item=self.item(first), other=self.item(second), when=a.column.when)  # fmt: skip

    def _count_rows_or_periods(self) -> Question | None:
        table = self.rng.choice(self.report.tables)
        if self.rng.random() < 0.4:
            headers = sorted(cell.header for cell in table.rows[-1].cells)
            return self.make("count", "count_periods", _counted(headers), headers, table=table.statement.title)
        own = [(total, parts) for total, parts in table.statement.checks if self._are_items(table, parts)]
        if not own:
            return None
        total, parts = self.rng.choice(own)
        if self.count[table.rows[total].row.label.casefold()] > 1:
            return None
        labels = [table.rows[i].label for i, _ in parts]
        return self.make("count", "count_items", _counted(labels), labels, total=self.item(table.rows[total]))

    @staticmethod
    def _are_items(table: PaintedTable, parts: Sequence[tuple[int, int]]) -> bool:
        """Whether what a total sums up are single items, all added, one below the other."""
        rows = [i for i, _ in parts]
        single = all(sign == 1 and table.rows[i].row.role == "item" for i, sign in parts)
        return single and rows == list(range(rows[0], rows[0] + len(rows)))

    def about(self, fact: ProseFact) -> str:
        """A question about what prose tells."""
        if fact.key in self.own:
            return self.rng.choice(self.own[fact.key])
        return draw_wording(fact.questions.train, fact.questions, self.split, self.vocabulary.language, self.rng)


def _counted(evidence: Sequence[SourceSpan]) -> str:
    return f"count({','.join(f'{{{i}}}' for i in range(len(evidence)))})"


def _is_number(cell: PaintedCell) -> bool:
    return any(character.isdigit() for character in cell.text)


def normalised(answer: str) -> str:
    """An amount without currency sign and separators, a minus sign for a negative; "" for what is no amount."""
    amount = answer.removesuffix(",")  # of a place in prose
    numbers = find_numbers(amount)
    if len(numbers) != 1 or (numbers[0].start, numbers[0].end) != (0, len(amount)):
        return ""
    number = numbers[0]
    if number.currency not in ("", "$", "€", "£"):  # amounts in others are kept as printed
        return ""
    return ("-" if number.is_negative else "") + number.digits + ("%" if number.is_percent else "")
