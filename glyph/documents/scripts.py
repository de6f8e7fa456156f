"""Raised, lowered and small text, written so that it cannot be read as part of the number or word beside it.

Pages are set in one size a line, so ``1,234<sup>2</sup>`` would be painted "1,2342". A note's mark becomes "1,234 [2]",
a power "10^6" or "m²", an index stays "H2O" where no figure stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from glyph.documents.cjk import is_cjk
from glyph.documents.model import NO_SOURCE, Span

ScriptKind = Literal["sup", "sub", "small"]

MAX_BEFORE_CHARS = 64  # looked at to tell what a mark stands beside
MAX_MARK_CHARS = 12  # of longer raised text, nothing is made a mark
MAX_UNIT_LETTERS = 2  # of a unit or variable that is raised to a power; the word before a note's mark is longer
LONGER_UNITS = frozenset(
    ["ohm", "mol", "rad", "sec", "min", "deg", "hpa", "kpa", "mpa", "gal", "bar", "var", "px", "ha"]
)
CHINESE_UNITS = "米里寸尺秒"
POWERS = {"1": "¹", "2": "²", "3": "³"}  # those that the dense head can name
RAISED = ("²", "")

_BASE = re.compile(r"(?<![\d.,'’\u00a0\u202f])(?P<base>10|\d)$")  # a number that is likely to be raised to a power
_OPERATOR = re.compile(r"[×x*·⋅=≈~<>≤≥(/+^−-]\s*$")
_LETTERS = re.compile(r"[^\W\d_]+$")
_PRICE = re.compile(r"[$€£¥]\s?\d[\d,.]*$")
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![a-z])")
_NOTE = re.compile(r"[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})*[a-z]?|[0-9]?[a-zA-Z]")
_EXPONENT = re.compile(r"[+−–-]\s?\w+|\d*[+−–-]|[0-9]+[./][0-9]+|[0-9]*[a-z]")
_FRACTION = re.compile(r"\s?(?:/\s?\d|⁄)")


class Script(NamedTuple):
    """How text stands to the line; ``number`` tells one element of the source from the next."""

    kind: ScriptKind
    number: int = 0


def spell_scripts(spans: Sequence[Span], scripts: Sequence[Script | None]) -> tuple[Span, ...]:
    """The spans of one block, with what parts raised, lowered or small text from its neighbours.

    Args:
        spans: of the block, in order.
        scripts: of each span, None for text on the line.

    Returns:
        The same spans; signs that are not in the source are added as spans at ``NO_SOURCE``, and a few characters
        are replaced (a power by "²", the parentheses around a note's number by brackets).
    """
    if not any(scripts):
        return tuple(spans)
    texts = [span.text for span in spans]
    written: list[Span] = []
    before = ""  # as written so far
    first = 0
    while first < len(spans):
        script, last = scripts[first], first + 1
        while last < len(spans) and script is not None and scripts[last] == script:
            last += 1
        run = list(spans[first:last])
        if script is not None and (mark := "".join(texts[first:last]).strip()):
            opening, run, closing = _without_blanks(run)
            before += "".join(span.text for span in opening)
            after = "".join(span.text for span in closing) + "".join(texts[last : last + 4])
            is_next_raised = last < len(spans) and scripts[last] is not None
            run = _written(run, script.kind, mark, before, " " if is_next_raised and after[:1].isdigit() else after)
            run = [*opening, *run, *closing]
        written += run
        before = (before + "".join(span.text for span in run))[-MAX_BEFORE_CHARS:]
        first = last
    return tuple(written)


def _without_blanks(run: list[Span]) -> tuple[list[Span], list[Span], list[Span]]:
    """The blanks that open a run, the rest, and the blanks that end it."""
    opening, closing = list[Span](), list[Span]()
    while not run[0].text or run[0].text[0].isspace():
        size = len(run[0].text) - len(run[0].text.lstrip())
        opening.append(run[0].part(0, size))
        run = [run[0].part(size), *run[1:]] if size < len(run[0].text) else run[1:]
    while not run[-1].text or run[-1].text[-1].isspace():
        size = len(run[-1].text.rstrip())
        closing.insert(0, run[-1].part(size))
        run = [*run[:-1], run[-1].part(0, size)] if size else run[:-1]
    return opening, run, closing


def _written(run: list[Span], kind: ScriptKind, mark: str, before: str, after: str) -> list[Span]:
    """The spans of one mark with the signs around it."""
    if kind == "small":
        signs = _signs_of_small(mark, before, after)
    elif kind == "sub":
        signs = _signs_of_sub(mark, before, after)
    else:
        is_link = any(span.link for span in run)
        signs = _signs_of_sup(mark, before, after, is_link)
        if signs == RAISED:
            return [replace(span, text="".join(POWERS.get(char, char) for char in span.text)) for span in run]
        if signs[0].strip() == "[" and mark[0] == "(" and mark[-1] == ")":
            run = [part for span in run for part in _in_brackets(span)]
            signs = signs[0].rstrip("["), signs[1].lstrip("]")
    opening, closing = (sign and [Span(sign, NO_SOURCE, *_look(run))] for sign in signs)
    return [*opening, *run, *closing]


def _look(run: Sequence[Span]) -> tuple[bool, bool, bool, bool]:
    return run[0].bold, run[0].italic, run[0].mono, run[0].link


def _in_brackets(span: Span) -> list[Span]:
    """The span with brackets in place of parentheses, each a span of its own."""
    parts = [span.part(match.start(), match.end()) for match in re.finditer(r"[()]|[^()]+", span.text)]
    return [replace(part, text={"(": "[", ")": "]"}.get(part.text, part.text)) for part in parts]


def _signs_of_sup(mark: str, before: str, after: str, is_link: bool) -> tuple[str, str]:
    """What opens and closes raised text; ``RAISED`` for figures to be written in their raised forms."""
    previous = before[-1:]
    note = ("[" if not previous or previous.isspace() or previous in "([" else " [", "]" + _gap(after))
    if mark[0] == "[":
        return note[0][:-1], _gap(after)
    if mark[0] == "(" and mark[-1] == ")" and len(mark) <= MAX_MARK_CHARS:
        return note
    if not any(map(str.isalnum, mark)):
        return "", ""
    if len(mark) > MAX_MARK_CHARS or (mark.isalpha() and len(mark) > 1):  # a sentence; an ordinal or trade mark
        return (" " if previous.isdigit() and mark[0].isdigit() else ""), ""
    if is_link and _NOTE.fullmatch(mark):
        return note
    if mark.isdigit() and _FRACTION.match(after):
        return (" " if previous.isdigit() else ""), ""
    if mark.isalpha():
        return _signs_of_letter(mark, before, note)
    if not previous or previous.isspace() or previous in "([":
        return ("^", "") if _ISOTOPE.match(after) and mark.isdigit() else note
    if _EXPONENT.fullmatch(mark):
        return "^", _gap(after)
    letters = _LETTERS.search(before)
    if letters is not None:
        is_unit = len(letters[0]) <= MAX_UNIT_LETTERS or letters[0].lower() in LONGER_UNITS
        if is_cjk(letters[0][-1]):
            is_unit = letters[0][-1] in CHINESE_UNITS
        if not is_unit:
            return note
        return RAISED if set(mark) <= set(POWERS) and not after[:1].isdigit() else ("^", _gap(after))
    if previous.isdigit():
        return _signs_of_power(mark, before, after, note)
    return note


def _signs_of_letter(letter: str, before: str, note: tuple[str, str]) -> tuple[str, str]:
    """A single raised letter: an ordinal's ending (2e, 1o), a power (2^n), or a note's mark."""
    number = re.search(r"[\d.,'’]+$", before)
    letters = _LETTERS.search(before)
    if number is not None:
        if letter in "eoºª" and number[0].isdigit() and len(number[0]) <= 2:
            return "", ""
        return ("^", "") if letter in "nkxmij" and _BASE.search(before) else note
    if letters is not None:
        is_short = len(letters[0]) <= MAX_UNIT_LETTERS
        return ("", "") if letter in "oºª" and is_short else ("^", "") if is_short else note
    return note


def _signs_of_power(mark: str, before: str, after: str, note: tuple[str, str]) -> tuple[str, str]:
    """Figures raised behind a figure: a power of ten or in a formula, cents of a price, else a note's mark."""
    base = _BASE.search(before)
    if base is not None:
        rest = before[: base.start()]
        is_formula = _OPERATOR.search(rest) is not None or after.lstrip()[:1] in ("=", "×", "≈")
        is_ten = base["base"] == "10" and mark != "1" and bool(rest.strip() or after.strip())
        if is_formula or is_ten or (base["base"] == "2" and len(mark) > 1):
            return "^", _gap(after)
    if len(mark) == 2 and _PRICE.search(before):
        return "^", _gap(after)
    return note


def _signs_of_sub(mark: str, before: str, after: str) -> tuple[str, str]:
    if not mark[0].isdigit() and not mark[-1].isdigit():
        return "", ""
    if before[-1:].isdigit() and mark[0].isdigit():
        return (" [", "]" + _gap(after)) if len(mark) <= MAX_MARK_CHARS else (" ", "")
    if after[:1].isdigit() and mark[-1].isdigit():
        return "_" if before[-1:].isalpha() else "", " "
    return "", ""


def _signs_of_small(mark: str, before: str, after: str) -> tuple[str, str]:
    if before[-1:].isdigit() and mark[0].isdigit():
        if len(mark) == 2 and mark.isdigit() and _PRICE.search(before):
            return "^", _gap(after)
        return (" [", "]" + _gap(after)) if _NOTE.fullmatch(mark) else (" ", "")
    return "", " " if mark[-1].isdigit() and after[:1].isdigit() else ""


def _gap(after: str) -> str:
    """A blank where a word or number follows at once."""
    return " " if after[:1].isalnum() else ""
