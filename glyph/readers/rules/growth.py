"""Check growth rates: computed from figures that have no growth rate, or stated beside figures that imply another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from glyph.models.ocr.reading import Reading
from glyph.readers.rules.balance import Imbalance, doubted
from glyph.readers.rules.characters import is_figure
from glyph.readers.rules.figure_rows import Figure, FigureRow, figure_rows, words_of
from glyph.readers.rules.protocol import Verdict
from glyph.text.numbers import parse_number

if TYPE_CHECKING:
    from glyph.readers.answer import Answer

MOST_GROWTH = Decimal(1000)  # percent
_HEADER = re.compile(r"change|growth|variance|增减|同比|增长|变动|增幅", re.IGNORECASE)


class GrowthRates:
    """Doubts growth that is hardly possible, and rates that do not follow from the two amounts beside them."""

    name = "growth"

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """See ``Rule``."""
        if not any(map(is_figure, answer.operands)):
            return Verdict(self.name)
        told: list[str] = []
        if answer.template.startswith("growth(") and len(answer.operands) == 2:
            told += [odd] if (odd := odd_growth(*answer.operands)) else []
        for page, reading in enumerate(readings):
            told += doubted(answer, wrong_rates(reading, figure_rows(reading, page)))
        return Verdict(self.name, doubts=tuple(dict.fromkeys(told)))


def odd_growth(new: str, old: str) -> str:
    """What is odd about the growth between two figures, as a sentence; "" where nothing is, or one is no figure."""
    try:
        after, before = parse_number(new), parse_number(old)
    except ValueError:
        return ""
    shown = f"growth from {old} to {new}"
    if before < 0 or after < 0:
        return f"{shown} starts or ends below zero, where a percentage means little"
    if before and (after - before) / before * 100 > MOST_GROWTH:
        return f"{shown} is over {MOST_GROWTH}%, which is hardly plausible"
    return ""


def wrong_rates(reading: Reading, rows: Sequence[FigureRow]) -> Iterator[Imbalance]:
    """Rates in a column of changes that do not follow from the two amounts of their row, whichever is the older.

    Args:
        reading: of a page.
        rows: of the same page.
    """
    headers = [box for text, box in words_of(reading) if _HEADER.search(text)]
    for row in rows:
        rates = [figure for figure in row.figures if figure.text.rstrip(")）").endswith(("%", "％"))]
        amounts = [figure for figure in row.figures if figure not in rates]
        if len(rates) != 1 or len(amounts) != 2:
            continue
        rate = rates[0]
        is_change = any(rate.is_beneath(box) for box in headers)
        if is_change and not any(_follows(rate, *pair) for pair in (amounts, amounts[::-1])):
            first, second = (amount.text for amount in amounts)
            yield Imbalance(f"{rate.text} is not the change between {first} and {second}", (rate, *amounts))


def _follows(rate: Figure, new: Figure, old: Figure) -> bool:
    if old.value == 0:
        return True
    slack = Decimal(1).scaleb(int(rate.value.as_tuple().exponent))  # of rounding; amounts too are rounded
    return abs((new.value - old.value) / abs(old.value) * 100 - rate.value) <= slack
