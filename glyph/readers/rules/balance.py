"""What must add up on a page: assets are liabilities and equity, and a total is the sum of the figures above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from glyph.models.ocr.reading import Reading
from glyph.readers.rules.characters import is_figure
from glyph.readers.rules.figure_rows import Figure, FigureRow, figure_rows
from glyph.readers.rules.protocol import Verdict

if TYPE_CHECKING:
    from glyph.readers.answer import Answer


def _key(label: str) -> str:
    return "".join(char for char in label.casefold() if char.isalnum())


# What a line of a balance sheet may be called, in letters alone (see ``_key``); the first is its name in a sentence.
NAMES: dict[str, tuple[str, ...]] = {
    "total assets": ("assets, total", "sum of assets", "资产总计", "资产合计", "资产总额", "总资产"),
    "total liabilities and equity": (
        "total equity and liabilities", "liabilities and equity, total", "total liabilities and shareholders' equity",
        "total liabilities and stockholders' equity", "total liabilities and net assets", "负债和所有者权益总计",
        "负债和所有者权益（或股东权益）总计", "负债及股东权益总计", "负债和股东权益总计", "负债及所有者权益总计",
        "权益及负债总额",
    ),
    "liabilities": (
        "total liabilities", "liabilities, total", "sum of liabilities", "负债合计", "负债总计", "负债总额", "总负债",
    ),
    "equity": (
        "total equity", "shareholders' equity", "stockholders' equity", "total shareholders' equity", "net assets",
        "total stockholders' equity", "total shareholders' funds", "所有者权益合计", "股东权益合计", "权益总额",
        "权益合计", "所有者权益（或股东权益）合计", "净资产",
    ),
    "current assets": ("total current assets", "current assets, total", "流动资产合计", "流动资产总额", "流动资产小计"),
    "non-current assets": (
        "total non-current assets", "non-current assets, total", "total long-term assets", "非流动资产合计",
        "非流动资产总额", "长期资产合计",
    ),
    "current liabilities": (
        "total current liabilities", "current liabilities, total", "creditors due within one year", "流动负债合计",
        "流动负债总额", "流动负债小计",
    ),
    "non-current liabilities": (
        "total non-current liabilities", "total long-term liabilities", "creditors due after one year",
        "非流动负债合计", "非流动负债总额", "长期负债合计",
    ),
}  # fmt: skip
_NAME_OF = {_key(text): name for name, others in NAMES.items() for text in (name, *others)}
EQUATIONS = (
    ("total assets", ("liabilities", "equity")),
    ("total assets", ("current liabilities", "non-current liabilities", "equity")),
    ("total assets", ("total liabilities and equity",)),
    ("total assets", ("current assets", "non-current assets")),
    ("liabilities", ("current liabilities", "non-current liabilities")),
    ("total liabilities and equity", ("liabilities", "equity")),
)
MIN_DIGITS = 5  # of a total by which a misread digit is told from sums that are close by chance
MAX_PARTS = 16  # rows above a total that are looked at


@dataclass(frozen=True, slots=True)
class Imbalance:
    """Figures of one column that do not add up."""

    sentence: str
    figures: tuple[Figure, ...]


class Sums:
    """Doubts answers that rest on figures which do not add up."""

    name = "sums"

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """See ``Rule``."""
        if not any(map(is_figure, answer.operands)):
            return Verdict(self.name)
        pages = [figure_rows(reading, page) for page, reading in enumerate(readings)]
        broken = [*broken_equations([row for rows in pages for row in rows])]
        broken += [imbalance for rows in pages for imbalance in misread_sums(rows)]
        return Verdict(self.name, doubts=tuple(dict.fromkeys(doubted(answer, broken))))


def doubted(answer: Answer, broken: Iterable[Imbalance]) -> Iterator[str]:
    """The sentences of those that an answer rests on."""
    for imbalance in broken:
        if any(_holds(page, box, figure) for figure in imbalance.figures for page, box in answer.evidence):
            yield imbalance.sentence


def broken_equations(rows: Sequence[FigureRow]) -> Iterator[Imbalance]:
    """Where the totals of a balance sheet, in any column, are not what they must be; rounding is allowed for.

    A line that the pages hold several times counts as right if any of them fits.
    """
    named: dict[str, list[FigureRow]] = {name: [] for name in NAMES}
    for row in rows:
        if (name := _NAME_OF.get(_key(row.label))) is not None:
            named[name].append(row)
    for total_name, part_names in EQUATIONS:
        for whole, total in ((own, figure) for own in named[total_name] for figure in own.figures):
            found = [[own for other in named[name] if other.goes_with(whole) and (own := other.under(total))]
                     for name in part_names]  # fmt: skip
            if all(found) and not any(_adds_up(total, parts) for parts in product(*found)):
                yield Imbalance(_sentence(total_name, total, part_names, [own[0] for own in found]),
                                (total, *(figure for own in found for figure in own)))  # fmt: skip


def misread_sums(rows: Sequence[FigureRow]) -> Iterator[Imbalance]:
    """Totals, of the rows of one page, that one other digit would make the sum of the figures since the total before.

    Not every total sums what stands above it, so one that is off by more than a digit, or that some run of rows above
    it adds up to, is let pass.
    """
    for number, row in enumerate(rows):
        if not _is_total(row.label):
            continue
        others = rows[max(0, number - MAX_PARTS) : number]
        ends = [k + 1 for k, other in enumerate(others) if _is_total(other.label) or not other.label]
        first = max([0, *ends])  # behind the total before, or behind a header of years
        for total in row.figures:
            above = [other.under(total) for other in others]
            own = [figure for figure in above[first:] if figure]
            runs = [[figure for figure in above[k:] if figure] for k in range(len(above) - 1)]
            is_long = len(total.value.as_tuple().digits) >= MIN_DIGITS
            is_off = is_long and len(own) > 1 and not any(_adds_up(total, run) for run in runs)
            if is_off and _one_digit(total.value - _sum(own)):
                yield Imbalance(f"{row.label} {total.text} is not the sum of the {len(own)} figures above it, "
                                f"{_sum(own):,}: a digit may be misread", (total, *own))  # fmt: skip


def _is_total(label: str) -> bool:
    return _key(label).startswith(("total", "sumof")) or _key(label).endswith(("total", "合计", "总计", "小计", "总额"))


def _sum(parts: Sequence[Figure]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts make a total, each of them rounded to half a unit of its last place."""
    unit = max(Decimal(1).scaleb(int(figure.value.as_tuple().exponent)) for figure in (total, *parts))
    slack = unit * (len(parts) + 1) / 2 if len(parts) > 1 else Decimal(0)
    return abs(total.value - _sum(parts)) <= slack


def _one_digit(rest: Decimal) -> bool:
    return sum(digit != 0 for digit in rest.as_tuple().digits) == 1


def _sentence(total_name: str, total: Figure, names: Sequence[str], parts: Sequence[Figure]) -> str:
    told = " + ".join(f"{name} {part.text}" for name, part in zip(names, parts, strict=True))
    came_to = f" = {_sum(parts):,}" if len(parts) > 1 else ""
    return f"{total_name} {total.text} is not {told}{came_to}"


def _holds(page: int, box: NDArray[np.float32], figure: Figure) -> bool:
    x, y = (figure.box[0] + figure.box[2]) / 2, (figure.box[1] + figure.box[3]) / 2
    return page == figure.page and bool(box[0] <= x < box[2] and box[1] <= y < box[3])
