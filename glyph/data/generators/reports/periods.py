"""Column headers: how the periods of a report are labelled and spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from glyph.data.generators.reports.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Column:
    """One period: the painted ``label``, ``when`` as it reads in a sentence, ``bare`` after "from" and "to"."""

    label: str
    when: str
    bare: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The periods of a table, oldest first, and the merged header above them ("" for none)."""

    columns: tuple[Column, ...]
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Periods:
    """All periods of a report: ``flow`` columns over a year, ``stock`` columns at its end."""

    years: tuple[int, ...]  # oldest first
    flow: Columns
    stock: Columns
    newest_first: bool
    dated: bool  # labels carry the year

    def columns(self, stock: bool) -> Columns:
        return self.stock if stock else self.flow


_ENGLISH_DATES = (
    ("31 December", "Dec 31,", "31.12."),
    ("30 June", "Jun 30,", "30.06."),
    ("31 March", "Mar 31,", "31.03."),
)


def _english(rng: Random, years: tuple[int, ...], short: bool) -> tuple[Columns, Columns]:
    day, month_day, dotted = rng.choice(_ENGLISH_DATES)
    style = rng.choice(("year", "year", "fy", "date", "merged", "relative"))
    plain = tuple(Column(str(y), f"in {y}", str(y)) for y in years)
    if style == "relative" and len(years) == 2:
        names = rng.choice((("Prior year", "Current year"), ("Previous year", "Reporting year")))
        both = Columns(tuple(Column(n, f"in the {n.lower()}", f"the {n.lower()}") for n in names))
        return both, both
    if style == "fy":
        fiscal = Columns(tuple(Column(f"FY{y}", f"in FY{y}", f"FY{y}") for y in years))
        return fiscal, fiscal
    if style == "date":
        form = rng.choice(("{d}{y}",) if short else ("{d}{y}", "{day} {y}", "{md} {y}"))
        texts = [form.format(d=dotted, day=day, md=month_day, y=y) for y in years]
        dates = Columns(tuple(Column(t, f"at {t}", t) for t in texts))
        return Columns(plain), dates
    if style == "merged":
        return Columns(plain, f"Year ended {day}"), Columns(plain, rng.choice(("At {}", "As at {}", "{}")).format(day))
    return Columns(plain), Columns(plain)


def _as_labelled(labels: Iterable[str]) -> Columns:
    """Columns whose label is also what they are called in a sentence."""
    return Columns(tuple(Column(text, text, text) for text in labels))


def _relative(labels: tuple[str, str]) -> Columns:
    """ "期末余额" and the like, called "期末" in a sentence."""
    names = [label.removesuffix("余额").removesuffix("金额").removesuffix("数") for label in labels]
    return Columns(tuple(Column(label, name, name) for label, name in zip(labels, names, strict=True)))


def _chinese(rng: Random, years: tuple[int, ...], short: bool) -> tuple[Columns, Columns]:
    style = rng.choice(("year", "annual", "bare", "merged", "relative"))
    plain = tuple(Column(f"{y}年", f"{y}年", f"{y}年") for y in years)
    if style == "relative" and len(years) == 2:
        flow = rng.choice((("上期", "本期"), ("上期金额", "本期金额"), ("上年", "本年"), ("上年数", "本年数")))
        stock = rng.choice((("期初余额", "期末余额"), ("期初", "期末"), ("年初余额", "年末余额"), ("年初", "年末")))
        return _relative(flow), _relative(stock)
    if style == "annual":
        form = "{}年末" if short or rng.random() < 0.3 else "{}年12月31日"
        return _as_labelled(f"{y}年度" for y in years), _as_labelled(form.format(y) for y in years)
    if style == "bare":
        bare = Columns(tuple(Column(str(y), f"{y}年", f"{y}年") for y in years))
        return bare, bare
    if style == "merged":
        over_flow = rng.choice(("截至12月31日止年度", "年度"))
        return Columns(plain, over_flow), Columns(plain, rng.choice(("12月31日", "年末余额")))
    return Columns(plain), Columns(plain)


def draw_periods(rng: Random, language: Language, num_periods: int, short: bool) -> Periods:
    """Draw years and one way of labelling them.

    Args:
        rng: source of chance.
        language: language of the labels.
        num_periods: how many columns.
        short: keep the labels narrow, for small pages.
    """
    newest = rng.randint(2005, 2025)
    years = tuple(range(newest - num_periods + 1, newest + 1))
    flow, stock = (_english if language == "en" else _chinese)(rng, years, short)
    dated = str(newest) in flow.columns[-1].label
    return Periods(years, flow, stock, newest_first=rng.random() < 0.7, dated=dated)


def period_slots(old: Column, new: Column) -> dict[str, str]:
    """What the slots ``old``, ``new``, ``when_old`` and ``when_new`` of a wording are filled with."""
    return {"old": old.bare, "new": new.bare, "when_old": old.when, "when_new": new.when}
