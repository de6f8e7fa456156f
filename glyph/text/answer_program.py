"""Answer templates: how an answer is made from the texts of its evidence, and how that is carried out.

A template is one of

* a copy: ``"{0}"``;
* a literal, without braces: ``"yes"``, ``"not stated"``;
* a mix of both: ``"{0}, {1}"`` joins two spans;
* exactly one call of a function of ``FUNCTIONS``: ``"growth({0}, {1})"``.

Templates may come from a model, so they are matched against this grammar and never evaluated as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from glyph.text.numbers import parse_number, read_number

Language = Literal["en", "zh"]
NOT_STATED: dict[Language, str] = {"en": "not stated", "zh": "未披露"}


def _has_separators(operands: Sequence[str]) -> bool:
    return any(read_number(operand).separator for operand in operands)


def _format(value: Decimal, decimals: int, separators: bool = False) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:{',' if separators else ''}.{decimals}f}"


def _max_decimals(numbers: Sequence[Decimal]) -> int:
    return max(-int(number.as_tuple().exponent) for number in numbers)


def _divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    if denominator == 0:
        raise ValueError(f"division by zero: {numerator} / {denominator}")
    return numerator / denominator


def _growth(operands: Sequence[str], language: Language) -> str:
    new, old = map(parse_number, operands)
    return _format(_divide(new - old, abs(old)) * 100, 2) + "%"


def _difference(operands: Sequence[str], language: Language) -> str:
    a, b = map(parse_number, operands)
    return _format(a - b, _max_decimals((a, b)), _has_separators(operands))


def _ratio(operands: Sequence[str], language: Language) -> str:
    a, b = map(parse_number, operands)
    return _format(_divide(a, b), 2)


def _sum(operands: Sequence[str], language: Language) -> str:
    numbers = [parse_number(operand) for operand in operands]
    return _format(sum(numbers, Decimal(0)), _max_decimals(numbers), _has_separators(operands))


def _average(operands: Sequence[str], language: Language) -> str:
    numbers = [parse_number(operand) for operand in operands]
    return _format(sum(numbers, Decimal(0)) / len(numbers), 2, _has_separators(operands))


def _greater(operands: Sequence[str], language: Language) -> str:
    a, b = map(parse_number, operands)
    yes, no = ("yes", "no") if language == "en" else ("是", "否")
    return yes if a > b else no


def _count(operands: Sequence[str], language: Language) -> str:
    return str(len(operands))


def _larger(operands: Sequence[str], language: Language) -> str:
    first, second = parse_number(operands[1]), parse_number(operands[3])
    if first == second:
        raise ValueError(f"neither is larger: {operands[0]!r} and {operands[2]!r} are both {first}")
    return operands[0] if first > second else operands[2]


@dataclass(frozen=True, slots=True)
class Function:
    """A named function of templates: takes the operands' texts, gives the answer's text."""

    run: Callable[[Sequence[str], Language], str]
    min_operands: int
    max_operands: int | None  # None: any number


FUNCTIONS: dict[str, Function] = {
    "growth": Function(_growth, 2, 2),  # (new - old) / |old|, "12.50%"
    "difference": Function(_difference, 2, 2),  # a - b, with the operands' decimals
    "ratio": Function(_ratio, 2, 2),  # a / b, "0.87"
    "sum": Function(_sum, 2, None),  # with the operands' decimals
    "average": Function(_average, 2, None),  # "4,227.50"
    "count": Function(_count, 1, None),  # how many operands there are
    "greater": Function(_greater, 2, 2),  # a > b, "yes" or "no"
    "larger": Function(_larger, 4, 4),  # label, value, label, value -> the label of the larger value
}

_SLOT = re.compile(r"\{([0-9]+)\}")
_CALL = re.compile(r"(?P<name>[A-Za-z_]+)\((?P<arguments>.*)\)", re.DOTALL)
_ARGUMENTS = re.compile(r"\{[0-9]+\}(?:, *\{[0-9]+\})*")
_CALL_IN_TEXT = re.compile(rf"\b(?:{'|'.join(FUNCTIONS)})\(\s*\{{")


def _operand(index: str, template: str, operands: Sequence[str]) -> str:
    if int(index) >= len(operands):
        raise ValueError(f"template {template!r} uses operand {{{index}}}, but {len(operands)} were given")
    return operands[int(index)]


def _call(template: str, name: str, arguments: str, operands: Sequence[str], language: Language) -> str:
    if name not in FUNCTIONS:
        raise ValueError(f"template {template!r} calls unknown function {name!r}; known: {', '.join(FUNCTIONS)}")
    if not _ARGUMENTS.fullmatch(arguments):
        raise ValueError(f"template {template!r}: arguments must read '{{0}}, {{1}}, ...', got {arguments!r}")
    function = FUNCTIONS[name]
    chosen = [_operand(index, template, operands) for index in _SLOT.findall(arguments)]
    if len(chosen) < function.min_operands or len(chosen) > (function.max_operands or len(chosen)):
        rule = f"{'at least ' if function.max_operands is None else ''}{function.min_operands}"
        raise ValueError(f"template {template!r}: {name} takes {rule} operands, got {len(chosen)}")
    with localcontext() as context:
        context.prec = 40 + sum(map(len, chosen))  # exact before the one rounding, however long the operands
        try:
            return function.run(chosen, language)
        except ValueError as error:
            raise ValueError(f"template {template!r} on {chosen}: {error}") from error


def execute(template: str, operands: Sequence[str], language: Language = "en") -> str:
    """Carry out an answer template.

    Args:
        template: see the module's grammar; spaces are allowed after commas.
        operands: texts of the evidence; ``operands[i]`` fills ``{i}``. Some may go unused.
        language: of words that a function itself gives ("yes" or "是").

    Returns:
        The answer's text. Quotients have two decimals, rounded half up (away from zero).

    Raises:
        ValueError: if the template is not of the grammar, names an operand that is not there, has the
            wrong number of operands, an operand is not a number, or a division by zero arises.
    """
    if language not in ("en", "zh"):
        raise ValueError(f"language={language!r} is not one of 'en', 'zh'")
    if "{" not in template and "}" not in template:
        return template
    if (call := _CALL.fullmatch(template.strip())) is not None:
        return _call(template, call["name"], call["arguments"], operands, language)
    if _CALL_IN_TEXT.search(template):
        raise ValueError(f"template {template!r}: a function call must be the whole template")
    if re.search(r"[{}]", _SLOT.sub("", template)):
        raise ValueError(f"template {template!r}: braces may only hold an operand's number, as in '{{0}}'")
    return _SLOT.sub(lambda slot: _operand(slot[1], template, operands), template)
