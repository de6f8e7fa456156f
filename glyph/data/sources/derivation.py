"""Arithmetic derivations such as "(44.1 - 56.7)/56.7", matched to the functions of answer templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from glyph.text.numbers import unsigned_at

_BETWEEN = re.compile(r"\s*")
_PERCENT = re.compile(r"\s*%?")
_SPELLING = str.maketrans(
    {"[": "(", "]": ")", "×": "*", "÷": "/", "−": "-", "–": "-", "$": None, "€": None, "£": None, "¥": None}
)


@dataclass(frozen=True, slots=True)
class Call:
    """A template of one function call and the values of its operands, in order."""

    function: str
    operands: tuple[Decimal, ...]

    @property
    def template(self) -> str:
        return f"{self.function}({', '.join(f'{{{i}}}' for i in range(len(self.operands)))})"


@dataclass(frozen=True, slots=True)
class _Operation:
    sign: str
    left: _Expression
    right: _Expression


_Expression = Decimal | _Operation


class _Parser:
    """Recursive descent over + - * / brackets and a leading minus; percent signs and currencies are dropped."""

    def __init__(self, text: str) -> None:
        text = text.translate(_SPELLING).strip()
        self._tokens: list[str] = []
        end = 0
        while end < len(text):
            start = _end_of(_BETWEEN, text, end)
            if (number := unsigned_at(text, start)) is not None:
                self._tokens.append(number[0])
                end = _end_of(_PERCENT, text, number[1])
            elif text[start] in "+-*/()":
                self._tokens.append(text[start])
                end = start + 1
            else:
                raise ValueError(f"{text!r} is not arithmetic at {text[end:]!r}")
        self._tokens.append("")

    def parse(self) -> _Expression:
        expression = self._chain("+-")
        if self._tokens != [""]:
            raise ValueError(f"unexpected {self._tokens[0]!r}")
        return expression

    def _chain(self, signs: str) -> _Expression:
        """Operations of one rank, from left to right."""
        left = self._chain("*/") if signs == "+-" else self._factor()
        while self._tokens[0] and self._tokens[0] in signs:
            sign = self._tokens.pop(0)
            left = _Operation(sign, left, self._chain("*/") if signs == "+-" else self._factor())
        return left

    def _factor(self) -> _Expression:
        token = self._tokens.pop(0) if len(self._tokens) > 1 else ""
        if token == "-":
            return _negate(self._factor())
        if token == "(":
            inner = self._chain("+-")
            if self._tokens[0] != ")":
                raise ValueError("a bracket is not closed")
            self._tokens.pop(0)
            return inner
        if not token or token in "+*/)":
            raise ValueError(f"a number is missing before {token!r}")
        return Decimal(token)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _negate(expression: _Expression) -> _Expression:
    if isinstance(expression, Decimal):
        return expression.copy_negate()
    if expression.sign in "+-":
        return _Operation(expression.sign, _negate(expression.left), _negate(expression.right))
    return _Operation(expression.sign, _negate(expression.left), expression.right)


def _terms(expression: _Expression) -> tuple[Decimal, ...] | None:
    """The signed numbers of a sum, or None if it is more than a sum of numbers."""
    if isinstance(expression, Decimal):
        return (expression,)
    left, right = _terms(expression.left), _terms(expression.right)
    if expression.sign in "*/" or left is None or right is None:
        return None
    return left + (right if expression.sign == "+" else tuple(term.copy_negate() for term in right))


def parse_derivation(derivation: str, is_percent: bool) -> Call | None:
    """Match a derivation to one function call.

    Args:
        derivation: such as ``(a-b)/b``, ``a/b-1``, ``a-b``, ``a+b``, ``a/b`` or ``(a+b+c)/3``.
        is_percent: whether the answer is stated in percent, so that ``(a-b)/b`` is a growth.

    Returns:
        The call, or None if the derivation is no arithmetic or no single function gives it. The operands
        may be printed with another sign; only carrying the call out tells.
    """
    try:
        expression = _Parser(derivation).parse()
        return _match(expression, is_percent)
    except (ValueError, RecursionError, DivisionByZero, InvalidOperation):
        return None


def _match(expression: _Expression, is_percent: bool) -> Call | None:
    if isinstance(expression, Decimal):
        return None
    left, right = expression.left, expression.right
    terms = _terms(expression)
    if terms is not None:
        if expression.sign == "-" and isinstance(left, Decimal) and isinstance(right, Decimal):
            return Call("difference", (left, right))
        return Call("sum", terms)
    if is_percent and expression.sign == "-" and right == 1 and isinstance(left, _Operation):
        return _growth(left.left, left.right) if left.sign == "/" else None  # a/b - 1
    if expression.sign != "/":
        return None
    if is_percent and isinstance(left, _Operation) and left.sign == "-" and left.right == right:
        return _growth(left.left, right)
    summands = _terms(left)
    divisor = _terms(right)
    if summands is not None and divisor is not None and len(summands) > 1 and sum(divisor) == len(summands):
        return Call("average", summands)
    if isinstance(left, Decimal) and isinstance(right, Decimal) and not is_percent:
        return Call("ratio", (left, right))
    return None


def _growth(new: _Expression, old: _Expression) -> Call | None:
    if isinstance(new, Decimal) and isinstance(old, Decimal):
        return Call("growth", (new, old))
    return None
