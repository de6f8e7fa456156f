"""Points and commas in numbers: at 100 dpi they differ by a pixel, but in one number only one order makes sense."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise

from glyph.models.ocr.reading import Reading, group_starts
from glyph.text.numbers import MIXED_GROUPS

_MARK = re.compile(r"[.,]")
_OTHER = {",": ".", ".": ","}


def with_separators(reading: Reading) -> Reading:
    """A reading whose numbers part all thousands by one mark, and decimals by the other.

    ``386,958,50`` becomes ``386,958.50`` where the point was the next likeliest name of what was read as a comma. A
    mark that was read surely stays, so lists (``range(1,100,10)``), versions and addresses do. The mark of thousands
    is the one that most of the page's unbroken numbers have, a comma where there is none.
    """
    chains = list(_chains(reading))
    broken = [(start, number) for start, number in chains if not _is_sound(number)]
    if not broken:
        return reading
    thousands = [_MARK.findall(number)[0] for _, number in chains if _is_sound(number)]
    mark = "." if 2 * thousands.count(".") > len(thousands) else ","
    chars = list(reading.chars)
    for start, number in broken:
        wanted = _dressed(number, mark)
        changes = {start + k: char for k, char in enumerate(wanted) if char != number[k]}
        if all(reading.alternatives[at] == char for at, char in changes.items()):
            chars[start : start + len(wanted)] = wanted
    return dataclasses.replace(reading, chars="".join(chars))


def _chains(reading: Reading) -> Iterator[tuple[int, str]]:
    """Where digits stand with points or commas between, as in a number that has thousands, and these characters."""
    for start, end in pairwise([*group_starts(reading.words).tolist(), len(reading.chars)]):
        for found in MIXED_GROUPS.finditer(reading.chars[start:end]):
            yield start + found.start(), found.group()


def _is_sound(number: str) -> bool:
    """Whether one mark parts the thousands and another one the decimals."""
    marks = _MARK.findall(number)
    return number in (_dressed(number, marks[0]), _dressed(number, _OTHER[marks[0]]))


def _dressed(number: str, mark: str) -> str:
    """A number with ``mark`` between thousands and the other one before one or two decimals."""
    groups = _MARK.split(number)
    if len(groups[-1]) == 3:
        return mark.join(groups)
    return mark.join(groups[:-1]) + _OTHER[mark] + groups[-1]
