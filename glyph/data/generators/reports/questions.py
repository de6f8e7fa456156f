"""Questions about a report, each with its one right answer and the place of its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from glyph.data.generators.reports.periods import Column
from glyph.data.generators.reports.report import PaintedCell, PaintedRow, PaintedTable, Report, item_in_sentence
from glyph.data.generators.reports.vocabulary import (
    Concept,
    ProseFact,
    Vocabulary,
    choose_label,
    facts_for,
    known_wordings,
    labels_for,
    questions_for,
)
from glyph.data.sample import Question, Split
from glyph.data.wording.grammar import Wordings
from glyph.data.wording.held_out import REPORTS
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
_HELD_OUT: tuple[Split, ...] = ("val", "test")
_MAX_TRIES = 12  # draws of a question before another kind is taken
_PARAPHRASE_PROB = {"train": 0.25, "val": 0.1, "test": 0.1}  # lookups that call an item by other words than the page
_ABSENT_SHARES = {  # of questions for an item, a year, a table and a fact that are not there
    "train": (0.3, 0.25, 0.25, 0.2),
    "val": (0.35, 0.3, 0.15, 0.2),
    "test": (0.35, 0.3, 0.15, 0.2),
}


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
        self._rng = rng
        self._vocabulary = vocabulary
        self._split: Split = split
        self._report = report
        self._own = own or {}
        self._source = report.document.source
        self._folded = self._source.casefold()
        self._rows = [(t, r) for t in report.tables for r in t.rows if r.cells]
        self._count = Counter(r.row.label.casefold() for _, r in self._rows)
        self._single = [(t, r) for t, r in self._rows if self._count[r.row.label.casefold()] == 1]
        self._ask = {
            "lookup": self._lookup,
            "comparison": self._comparison,
            "growth": self._growth,
            "difference": self._difference,
            "ratio": self._ratio,
            "yes_no": self._yes_no,
            "multi_span": self._multi_span,
            "count": self._count_rows_or_periods,
            "not_stated": self._not_stated,
        }

    def ask(self, count: int, weights: Mapping[str, float]) -> tuple[Question, ...]:
        """Draw ``count`` different questions (fewer when the report has no more), kinds by ``weights``."""
        questions: dict[str, Question] = {}
        kinds = list(weights)
        for _ in range(4 * count):  # a kind that this report has nothing for gives way to another
            kind = self._rng.choices(kinds, [weights[k] for k in kinds])[0]
            for _ in range(_MAX_TRIES):
                question = self._ask[kind]()
                if question is not None and question.text not in questions:
                    questions[question.text] = question
                    break
            if len(questions) == count:
                break
        return tuple(questions.values())

    def _make(self, kind: str, wording: str, template: str, evidence: Sequence[SourceSpan], **slots: str) -> Question:
        taught = self._vocabulary.questions[wording]
        language = self._vocabulary.language
        held_out = REPORTS[language][wording]
        if wording in self._own:
            asked = self._rng.choice(self._own[wording])
        else:
            asked = draw_wording(taught, held_out, self._split, language, self._rng)
        text, spans = filled(asked, slots)
        return self._finish(kind, text, template, evidence, wording, spans)

    def _finish(
        self,
        kind: str,
        text: str,
        template: str,
        evidence: Sequence[SourceSpan],
        intent: str,
        slots: tuple[tuple[str, int, int], ...] = (),
    ) -> Question:
        operands = [self._source[start:end] for start, end in evidence]
        answer = execute(template, operands, self._vocabulary.language)
        plain = normalised(answer)
        if kind == "not_stated":
            references = self._vocabulary.not_stated[1:]
        else:
            references = (plain,) if plain not in ("", answer) else ()
        return Question(text[:1].upper() + text[1:], answer, tuple(evidence), template, kind, references, intent, slots)

    def _item(self, row: PaintedRow) -> str:
        return item_in_sentence(row.row, self._vocabulary)

    # -- kinds ---------------------------------------------------------------------------------------------

    def _lookup(self) -> Question | None:
        draw = self._rng.random()
        if draw < 0.2 and self._report.facts:
            told = self._rng.choice(self._report.facts)
            return self._finish("lookup", self._about(told.fact), "{0}", [told.span], told.fact.key)
        if draw < 0.24 and self._report.unit_span is not None:
            return self._make("lookup", "unit", "{0}", [self._report.unit_span])
        if draw < 0.27:
            return self._make("lookup", "company", "{0}", [self._report.company_span])
        table, row = self._rng.choice(self._rows)
        cell = self._rng.choice(row.cells)
        if not _is_number(cell):
            return None
        item = self._item(row)
        if self._count[row.row.label.casefold()] > 1 or self._rng.random() < (0.6 if row.row.proper else 0.08):
            return self._make("lookup", "lookup_table", "{0}", [cell.span], item=item, when=cell.column.when,
                              table=table.statement.title)  # fmt: skip
        if self._rng.random() < _PARAPHRASE_PROB[self._split]:
            item = self._other_wording(row) or item
        return self._make("lookup", "lookup", "{0}", [cell.span], item=item, when=cell.column.when)

    def _other_wording(self, row: PaintedRow) -> str | None:
        others = [w for w in labels_for(row.row.wordings, self._split) if w.casefold() not in self._folded]
        if not others:
            return None
        other = self._rng.choice(others)
        return other[:1].lower() + other[1:] if other[1:2].islower() and not row.row.proper else other

    def _two_periods(self, absolute: bool = False) -> tuple[PaintedRow, PaintedCell, PaintedCell] | None:
        """A row and two of its periods, older first, whose figures are numbers, differ and compare naturally.

        ``absolute`` leaves percentages out: their change may be meant in points or in percent.
        """
        if not self._single:
            return None
        _, row = self._rng.choice(self._single)
        i, j = sorted(self._rng.sample(range(len(row.cells)), 2))
        a, b = row.row.values[i], row.row.values[j]
        if a == b or 0 in (a, b) or (absolute and row.row.format.suffix):
            return None
        if min(a, b) < 0 and not row.row.natural_sign:
            return None
        return row, row.cells[i], row.cells[j]

    def _two_items(self) -> tuple[PaintedRow, PaintedCell, PaintedRow, PaintedCell] | None:
        """Two rows of a table and one period in which both are positive and differ."""
        table = self._rng.choice(self._report.tables)
        rows = [r for t, r in self._single if t is table and r.row.amount]
        if len(rows) < 2:
            return None
        first, second = self._rng.sample(rows, 2)
        period = self._rng.randrange(len(first.cells))
        a, b = first.row.values[period], second.row.values[period]
        if min(a, b) <= 0 or a == b:
            return None
        return first, first.cells[period], second, second.cells[period]

    def _comparison(self) -> Question | None:
        if self._rng.random() < 0.5:
            if (drawn := self._two_periods()) is None:
                return None
            row, old, new = drawn
            evidence = [old.header, old.span, new.header, new.span]
            return self._make("comparison", "compare_year", "larger({0},{1},{2},{3})", evidence,
                              item=self._item(row), **_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        evidence = [first.label, a.span, second.label, b.span]
        return self._make("comparison", "compare_item", "larger({0},{1},{2},{3})", evidence,
                          item=self._item(first), other=self._item(second), when=a.column.when)  # fmt: skip

    def _growth(self) -> Question | None:
        drawn = self._two_periods(absolute=True)
        if drawn is None or min(parse_number(drawn[1].text), parse_number(drawn[2].text)) <= 0:
            return None
        row, old, new = drawn
        return self._make("growth", "growth", "growth({0},{1})", [new.span, old.span],
                          item=self._item(row), **_slots(old.column, new.column))  # fmt: skip

    def _difference(self) -> Question | None:
        if self._rng.random() < 0.5:
            if (drawn := self._two_periods(absolute=True)) is None:
                return None
            row, old, new = drawn
            return self._make("difference", "difference_year", "difference({0},{1})", [new.span, old.span],
                              item=self._item(row), **_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        if parse_number(a.text) < parse_number(b.text):
            first, a, second, b = second, b, first, a
        return self._make("difference", "difference_item", "difference({0},{1})", [a.span, b.span],
                          item=self._item(first), other=self._item(second), when=a.column.when)  # fmt: skip

    def _yes_no(self) -> Question | None:
        if self._rng.random() < 0.65:
            if (drawn := self._two_periods()) is None:
                return None
            row, old, new = drawn
            up = self._rng.random() < 0.5
            return self._make("yes_no", "yes_no_up" if up else "yes_no_down", "greater({0},{1})",
                              [new.span, old.span] if up else [old.span, new.span],
                              item=self._item(row), **_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        return self._make("yes_no", "yes_no_item", "greater({0},{1})", [a.span, b.span],
                          item=self._item(first), other=self._item(second), when=a.column.when)  # fmt: skip

    def _ratio(self) -> Question | None:
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        return self._make("ratio", "ratio", "ratio({0},{1})", [a.span, b.span],
                          item=self._item(first), other=self._item(second), when=a.column.when)  # fmt: skip

    def _multi_span(self) -> Question | None:
        if self._rng.random() < 0.5:
            if (drawn := self._two_periods()) is None:
                return None
            row, old, new = drawn
            return self._make("multi_span", "multi_period", "{0}, {1}", [old.span, new.span],
                              item=self._item(row), **_slots(old.column, new.column))  # fmt: skip
        if (pair := self._two_items()) is None:
            return None
        first, a, second, b = pair
        return self._make("multi_span", "multi_item", "{0}, {1}", [a.span, b.span],
                          item=self._item(first), other=self._item(second), when=a.column.when)  # fmt: skip

    def _count_rows_or_periods(self) -> Question | None:
        table = self._rng.choice(self._report.tables)
        if self._rng.random() < 0.4:
            headers = sorted(cell.header for cell in table.rows[-1].cells)
            return self._make("count", "count_periods", _counted(headers), headers, table=table.statement.title)
        own = [(total, parts) for total, parts in table.statement.checks if self._are_items(table, parts)]
        if not own:
            return None
        total, parts = self._rng.choice(own)
        if self._count[table.rows[total].row.label.casefold()] > 1:
            return None
        labels = [table.rows[i].label for i, _ in parts]
        return self._make("count", "count_items", _counted(labels), labels, total=self._item(table.rows[total]))

    @staticmethod
    def _are_items(table: PaintedTable, parts: Sequence[tuple[int, int]]) -> bool:
        """Whether what a total sums up are single items, all added, one below the other."""
        rows = [i for i, _ in parts]
        single = all(sign == 1 and table.rows[i].row.role == "item" for i, sign in parts)
        return single and rows == list(range(rows[0], rows[0] + len(rows)))

    # -- not stated ----------------------------------------------------------------------------------------

    def _not_stated(self) -> Question | None:
        ways = (self._absent_item, self._absent_year, self._absent_table, self._absent_fact)
        return self._rng.choices(ways, _ABSENT_SHARES[self._split])[0]()

    def _absent(self, wording: str, **slots: str) -> Question:
        return self._make("not_stated", wording, self._vocabulary.not_stated[0], (), **slots)

    def _absent_item(self) -> Question | None:
        """An item that would fit in: no wording of it stands in the report, nor is it part of what stands there."""
        table = self._rng.choice(self._report.tables)
        column = self._rng.choice(table.rows[-1].cells).column
        wordings = self._rng.choice(self._candidates(table))
        known = [wording.casefold() for wording in known_wordings(wordings, self._split)]
        if any(wording in self._folded for wording in known):
            return None
        asked = choose_label(wordings, self._split, self._rng)
        told = [word for told in self._report.facts for word in told.fact.words]
        if any(part in wording for part in (*self._count, *told) for wording in known):
            return None
        item = asked[:1].lower() + asked[1:] if asked[1:2].islower() else asked
        return self._absent("lookup", item=item, when=column.when)

    def _candidates(self, table: PaintedTable) -> tuple[Concept, ...]:
        """Things of the kind that the table shows; single items only, since a total could be worked out."""
        if table.statement.name == "key_figures":
            return tuple(figure.wordings for figure in self._vocabulary.key_figures)
        painted = {row.row.wordings for row in table.rows}
        sections = list(self._vocabulary.sections.values())
        related = [section for section in sections if painted.intersection(section)]
        return self._rng.choice(related or sections)

    def _absent_year(self) -> Question | None:
        """An item of the report in a year before or after those shown."""
        periods = self._report.periods
        if not periods.dated or not self._single:
            return None
        _, row = self._rng.choice(self._single)
        carried = (self._vocabulary.totals[key] for key in ("cash", "opening", "closing"))
        if row.row.wordings in carried:  # one year's closing is the next one's opening
            return None
        shown = self._rng.choice((periods.years[0], periods.years[-1]))
        absent = shown - self._rng.randint(1, 2) if shown == periods.years[0] else shown + 1
        if str(absent) in self._source:
            return None
        column = row.cells[periods.years.index(shown)].column
        when, bare = (text.replace(str(shown), str(absent)) for text in (column.when, column.bare))
        if self._rng.random() < 0.75:
            return self._absent("lookup", item=self._item(row), when=when)
        pair = (Column("", when, bare), column) if absent < shown else (column, Column("", when, bare))
        wording = self._rng.choice(("growth", "difference_year", "yes_no_up"))
        return self._absent(wording, item=self._item(row), **_slots(*pair))

    def _absent_table(self) -> Question | None:
        """An item of one table, asked of a table that the report does not have."""
        titles = [self._vocabulary.titles[k] for k in ("balance_sheet", "income_statement", "cash_flow")]
        titles += [note.title for note in self._vocabulary.notes]
        wordings = self._rng.choice(titles)
        if any(w.casefold() in self._folded for w in known_wordings(wordings, self._split)):
            return None
        _, row = self._rng.choice(self._rows)
        when = self._rng.choice(row.cells).column.when
        title = choose_label(wordings, self._split, self._rng)
        return self._absent("lookup_table", item=self._item(row), when=when, table=title)

    def _absent_fact(self) -> Question | None:
        """What prose often tells and this report does not."""
        fact = self._rng.choice(facts_for(self._vocabulary, self._split))
        if any(word in self._folded for word in fact.words) or fact.key in (
            told.fact.key for told in self._report.facts
        ):
            return None
        return self._finish("not_stated", self._about(fact), self._vocabulary.not_stated[0], (), fact.key)

    def _about(self, fact: ProseFact) -> str:
        """A question about what prose tells."""
        if fact.key in self._own:
            return self._rng.choice(self._own[fact.key])
        if self._split != "train":
            return self._rng.choice(questions_for(fact.questions, self._split))
        held_out = [other for other in self._vocabulary.prose_facts if other.key == fact.key]
        kept = [q for other in held_out for split in _HELD_OUT for q in questions_for(other.questions, split)]
        return draw_wording(fact.questions, tuple(kept), "train", self._vocabulary.language, self._rng)


def _slots(old: Column, new: Column) -> dict[str, str]:
    return {"old": old.bare, "new": new.bare, "when_old": old.when, "when_new": new.when}


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
