"""Questions that a report does not answer, though others like it would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glyph.data.generators.reports.periods import Column, period_slots
from glyph.data.generators.reports.report import PaintedTable
from glyph.data.generators.reports.vocabulary import Concept, choose_label, facts_for, known_wordings
from glyph.data.sample import Question

if TYPE_CHECKING:
    from glyph.data.generators.reports.questions import Examiner

_ABSENT_SHARES = {  # of questions for an item, a year, a table and a fact that are not there
    "train": (0.3, 0.25, 0.25, 0.2),
    "val": (0.35, 0.3, 0.15, 0.2),
    "test": (0.35, 0.3, 0.15, 0.2),
}


def draw_absent(examiner: Examiner) -> Question | None:
    """A question about an item, a year, a table or a fact that the report lacks; None where chance found none."""
    ways = (_absent_item, _absent_year, _absent_table, _absent_fact)
    return examiner.rng.choices(ways, _ABSENT_SHARES[examiner.split])[0](examiner)


def _absent(examiner: Examiner, wording: str, **slots: str) -> Question:
    return examiner.make("not_stated", wording, examiner.vocabulary.not_stated[0], (), **slots)


def _absent_item(examiner: Examiner) -> Question | None:
    """An item that would fit in: no wording of it stands in the report, nor is it part of what stands there."""
    table = examiner.rng.choice(examiner.report.tables)
    column = examiner.rng.choice(table.rows[-1].cells).column
    wordings = examiner.rng.choice(_candidates(examiner, table))
    known = [wording.casefold() for wording in known_wordings(wordings, examiner.split)]
    if any(wording in examiner.folded for wording in known):
        return None
    asked = choose_label(wordings, examiner.split, examiner.rng)
    told = [word for told in examiner.report.facts for word in told.fact.words]
    if any(part in wording for part in (*examiner.count, *told) for wording in known):
        return None
    item = asked[:1].lower() + asked[1:] if asked[1:2].islower() else asked
    return _absent(examiner, "lookup", item=item, when=column.when)


def _candidates(examiner: Examiner, table: PaintedTable) -> tuple[Concept, ...]:
    """Things of the kind that the table shows; single items only, since a total could be worked out."""
    if table.statement.name == "key_figures":
        return tuple(figure.wordings for figure in examiner.vocabulary.key_figures)
    painted = {row.row.wordings for row in table.rows}
    sections = list(examiner.vocabulary.sections.values())
    related = [section for section in sections if painted.intersection(section)]
    return examiner.rng.choice(related or sections)


def _absent_year(examiner: Examiner) -> Question | None:
    """An item of the report in a year before or after those shown."""
    periods = examiner.report.periods
    if not periods.dated or not examiner.single:
        return None
    _, row = examiner.rng.choice(examiner.single)
    carried = (examiner.vocabulary.totals[key] for key in ("cash", "opening", "closing"))
    if row.row.wordings in carried:  # one year's closing is the next one's opening
        return None
    shown = examiner.rng.choice((periods.years[0], periods.years[-1]))
    absent = shown - examiner.rng.randint(1, 2) if shown == periods.years[0] else shown + 1
    if str(absent) in examiner.source:
        return None
    column = row.cells[periods.years.index(shown)].column
    when, bare = (text.replace(str(shown), str(absent)) for text in (column.when, column.bare))
    if examiner.rng.random() < 0.75:
        return _absent(examiner, "lookup", item=examiner.item(row), when=when)
    pair = (Column("", when, bare), column) if absent < shown else (column, Column("", when, bare))
    wording = examiner.rng.choice(("growth", "difference_year", "yes_no_up"))
    return _absent(examiner, wording, item=examiner.item(row), **period_slots(*pair))


def _absent_table(examiner: Examiner) -> Question | None:
    """An item of one table, asked of a table that the report does not have."""
    titles = [examiner.vocabulary.titles[k] for k in ("balance_sheet", "income_statement", "cash_flow")]
    titles += [note.title for note in examiner.vocabulary.notes]
    wordings = examiner.rng.choice(titles)
    if any(w.casefold() in examiner.folded for w in known_wordings(wordings, examiner.split)):
        return None
    _, row = examiner.rng.choice(examiner.rows)
    when = examiner.rng.choice(row.cells).column.when
    title = choose_label(wordings, examiner.split, examiner.rng)
    return _absent(examiner, "lookup_table", item=examiner.item(row), when=when, table=title)


def _absent_fact(examiner: Examiner) -> Question | None:
    """What prose often tells and this report does not."""
    fact = examiner.rng.choice(facts_for(examiner.vocabulary, examiner.split))
    if any(word in examiner.folded for word in fact.words) or fact.key in (
        told.fact.key for told in examiner.report.facts
    ):
        return None
    return examiner.finish("not_stated", examiner.about(fact), examiner.vocabulary.not_stated[0], (), fact.key)
