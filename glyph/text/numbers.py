"""Numbers in text as documents print them: the one grammar that all other modules use.

Thousands are parted by commas, by spaces of any width, by apostrophes, or by dots where a decimal comma or a second
dot leaves no doubt (``1.204,50``, ``1.204.500``; ``1.204`` alone has three decimals). Digits, points, commas, signs and
brackets may be full-width. Negative are ``-76``, ``−76``, ``–76``, ``76-``, ``(76)``, ``△76``, ``▲76`` and ``76 CR``
(as in a ledger, where ``76 DR`` is positive). Raised digits (``m²``) are never part of a number.

Percent signs, currencies and words of scale are told beside the value and never multiplied in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_FOLD: dict[int, int | str] = {
    **{0xFF01 + k: 0x21 + k for k in range(94)},  # full-width ASCII
    **dict.fromkeys(map(ord, "\u2007\u2009\u202f"), "\u00a0"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63"), "-"),
    **{ord(mark): plain for mark, plain in zip("’￥￡﹪▲∆", "'¥£%△△", strict=True)},
}
_FULL_WIDTH_DIGITS: dict[int, int | str] = {0xFF10 + k: 0x30 + k for k in range(10)}

_GROUPED = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])(?:\.[0-9]+)?"  # 12,34,567 as in India
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]{1,3}(?:'[0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
)
_SPACED = r"[1-9][0-9]{{0,2}}(?:[{spaces}][0-9]{{3}})+(?:\.[0-9]+|,[0-9]{{1,2}})?(?![.,]?[0-9])"
_PLAIN = r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_DIGITS, _SPACED_DIGITS = (  # 1.2.3 is no number
    re.compile(rf"(?<![0-9.])(?:{_GROUPED}|{_SPACED.format(spaces=spaces)}|{_PLAIN})(?!\.?[0-9])")
    for spaces in ("\u00a0", "\u00a0 ")
)
_FULL_WIDTH_GROUPS = re.compile(r"(?<![0-9，,.．])[0-9]{1,3}(?:[，,][0-9]{3})+(?![0-9])")
_FULL_WIDTH_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")

MIXED_GROUPS = re.compile(  # thousands and decimals parted by points and commas in any order, as where one was misread
    r"(?<![0-9.,])[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]{1,2})?(?![.,]?[0-9])"
)

_CURRENCY = (
    r"(?:(?:(?<![A-Za-z])(?i:US|HK|NT|[ACSR]))?\$|[€£¥₩₹₽]|人民币"
    r"|(?<![A-Za-z])(?i:RMB|CNY|USD|EUR|GBP|JPY|HKD|CHF|AUD|CAD)(?![A-Za-z]))"
)
_MONEY = r"(?:人民币|美|港|欧|日|英)?(?:元|镑)"
_PERCENT = r"(?:%|(?i:per\s?cent)(?![A-Za-z]))"
_BEFORE = re.compile(  # what dresses the digits on their left, as much of it as there is
    rf"(?P<sign>[-+△]\s*)?(?P<currency>{_CURRENCY}\s*)?(?P<open>\(\s*)?"
    rf"(?P<inner_sign>[-+△]\s*)?(?P<inner_currency>{_CURRENCY}\s*)?(?P<percent>百分之)?$"
)
_LONGEST_BEFORE = 20
_CHAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
_REACH = 40  # characters beside a range in which a number that it cuts may begin or end
_AFTER = re.compile(rf"(?P<percent>\s*{_PERCENT})?(?P<closed>\s*\)(?P<late>\s*{_PERCENT})?)?")
_TRAILING_SIGN = re.compile(r"-(?=\s*(?:$|[)\],;:，；。\n\t|])|\s+(?:[-+(△]\s*)?[0-9])")
_SIDE = re.compile(r" ?(?:CR|DR)\b")
_OPENS_ITEM = re.compile(r"(?:^|[,;:、\n\t|])\s*$")  # before a bracket that makes a number negative
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "bn": 9, "k": 3, "m": 6, "b": 9}
_HAN_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
_SCALE = re.compile(
    r"\s*(?:(?P<word>(?i:thousand|million|billion|trillion|mn|bn))(?![A-Za-z])|(?P<letter>[kKmMbB])(?![A-Za-z])"
    r"|(?P<han>[十百千万亿兆]+))"
)
_CURRENCY_AFTER = re.compile(rf"\s*({_MONEY}|{_CURRENCY})")
_UNIT = re.compile(  # what may follow a number that is a text of its own
    rf"\s*(?:[%‰]|个?百分点|percentage points?|percent|pp|bps|basis points"
    rf"|(?:thousand|million|billion|trillion|mn|bn|[kKmMBbx])(?:\s*{_CURRENCY})?"
    rf"|[十百千万亿兆]*{_MONEY}|[十百千万亿兆]+|[倍股人家个名吨次项笔天]|{_CURRENCY})\s*"
)
CANONICAL = r"-?[0-9]+(?:\.[0-9]+)?"  # how ``Number.canonical`` is spelled
_UNIT_IN_BRACKETS = re.compile(rf"(?<=[0-9]){_UNIT.pattern}(?=\)\s*%?$)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in a text: ``text[start:end]``.

    The span takes in sign, currency before the digits, brackets, percent sign, CR or DR. Words of scale and
    currencies behind the number are told in ``scale`` and ``currency`` and stand outside.
    """

    start: int
    end: int
    first: int  # ``text[first:last]`` are the digits with their separators, and a sign before or behind them
    last: int
    digits: str  # without separators, a point before the decimals, zeros as printed
    is_negative: bool
    is_percent: bool
    currency: str  # as printed, "" for none
    scale: int  # the power of ten that words behind it name: 4 for 万, 6 for million, 0 for none
    separator: str  # of thousands: "," or " " or "'" or ".", "" for none

    @property
    def value(self) -> Decimal:
        """With the decimals as printed, and without the scale."""
        value = Decimal(self.digits)
        return value.copy_negate() if self.is_negative and value else value  # unary minus would round to the context

    @property
    def canonical(self) -> str:
        """The one spelling of equal numbers: no separators, no zeros behind the last decimal, ``-`` for a negative."""
        digits = f"{Decimal(self.digits):f}".rstrip("0").rstrip(".") if "." in self.digits else self.digits
        return f"-{digits}" if self.is_negative and digits.strip("0") else digits


def find_numbers(text: str, in_words: bool = False, spaced: bool = False) -> list[Number]:
    """The numbers of a text, in order.

    A number in brackets is negative where the bracket opens the text or an item of a list; a sign counts where no
    word or number stands before it. Digits with several points (dates, versions) are no number.

    Args:
        text: of any length; spans refer to it as it is.
        in_words: also digits behind a Latin letter, as in ``Q3`` or ``v2.0``.
        spaced: ordinary spaces part thousands too, as no-break and thin ones do; in running text they may part the
            cells of a row instead.
    """
    return list(_numbers(text.translate(_FOLD), in_words, spaced))


def parse_number(text: str) -> Decimal:
    """The value of a text that is one number and nothing else but one unit ("%", "million", "万元") behind it.

    Units and currencies are dropped, not multiplied in: "12.5%" is 12.5 and "1,024万元" is 1024.

    Returns:
        The number; its exponent keeps the decimals as printed.

    Raises:
        ValueError: if ``text`` holds anything else than one number.
    """
    return read_number(text).value


def read_number(text: str) -> Number:
    """As ``parse_number``, with how the number is dressed; its span is of no use, a unit in brackets is not counted."""
    plain = _UNIT_IN_BRACKETS.sub("", text.strip().translate(_FOLD))
    numbers = list(_numbers(plain, in_words=False, spaced=True))
    if len(numbers) == 1 and numbers[0].start == 0:
        rest = plain[numbers[0].end :]
        if not rest or _UNIT.fullmatch(rest):
            return numbers[0]
    raise ValueError(f"{text!r} is not a number; expected a form such as '1,024', '-3.2', '(1,234)' or '12.5%'")


def is_number(text: str) -> bool:
    """Whether ``parse_number`` takes a text."""
    try:
        read_number(text)
    except ValueError:
        return False
    return True


def whole_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """The range ``text[start:end]``, widened to the whole of each number that it cuts: digits, separators and sign.

    What points or commas join counts as one, such as a date.
    """
    left = max(0, start - _REACH)
    plain = text[left : end + _REACH].translate(_FOLD)
    pieces = [(number.first, number.last) for number in _numbers(plain, in_words=True, spaced=False)]
    for first, last in sorted([*pieces, *(match.span() for match in _CHAIN.finditer(plain))]):
        if left + first < end and start < left + last:
            start, end = min(start, left + first), max(end, left + last)
    return start, end


def unsigned_at(text: str, start: int) -> tuple[str, int] | None:
    """The digits of the number that begins at a place of a text, without separators, and where they end."""
    match = _DIGITS.match(text, start)
    return (_plain_digits(match[0])[0], match.end()) if match else None


def fold_numbers(text: str) -> str:
    """The text with numbers in plain dress, as long as it was.

    Full-width digits become ASCII everywhere, a full-width point between digits and full-width commas that part
    thousands do too. All else stays: a full-width comma between years is Chinese punctuation.
    """
    if text.isascii():
        return text
    plain = _FULL_WIDTH_POINT.sub(".", text.translate(_FULL_WIDTH_DIGITS))
    return _FULL_WIDTH_GROUPS.sub(lambda match: match[0].replace("，", ","), plain)


def _numbers(plain: str, in_words: bool, spaced: bool) -> Iterator[Number]:
    free = 0  # where the number before ends
    for match in (_SPACED_DIGITS if spaced else _DIGITS).finditer(plain):
        number = _dressed(plain, match.start(), match.end(), free)
        if in_words or not _is_in_word(plain, number.start):
            yield number
        free = number.end


def _is_in_word(plain: str, start: int) -> bool:
    """Whether a Latin letter, or one and a hyphen, stand before: Q3, F-16."""
    before = plain[max(0, start - 2) : start].removesuffix("-")[-1:]
    return before.isalpha() and ord(before) < 0x2E80


def _dressed(plain: str, first: int, last: int, free: int) -> Number:
    """The number of the digits ``plain[first:last]``; what stands before ``free`` belongs to another."""
    before = _BEFORE.search(plain, max(free, first - _LONGEST_BEFORE), first)
    after = _AFTER.match(plain, last)
    assert before and after  # both may be empty
    sign, start = _sign(plain, before)
    opened = before["open"] is not None and start <= before.start("open")
    negates = not sign and bool(_OPENS_ITEM.search(plain, 0, start))
    wrapped = opened and after["closed"] is not None and bool(sign or negates)
    if opened and not wrapped:  # the brackets are the text's, as in "Revenue (2019)"
        sign, start = (before["inner_sign"] or "").strip(), before.end("open")
    end = after.end() if wrapped else max(last, after.end("percent"))
    digits, separator = _plain_digits(plain[first:last])
    is_negative = sign in ("-", "△") or (wrapped and negates)
    if sign:
        first = plain.index(sign, start)
    elif not wrapped and (behind := _TRAILING_SIGN.match(plain, end) or _SIDE.match(plain, end)):
        is_negative, last = behind[0].strip() != "DR", behind.end()
        end = last
    currency = before["currency"] or before["inner_currency"] or ""
    scale, scaled = _scale(plain, end, bool(currency))
    money = _CURRENCY_AFTER.match(plain, scaled)
    percent = before["percent"] or after["percent"] or (wrapped and after["late"])
    return Number(
        start, end, first, last, digits, is_negative, bool(percent), currency.strip() or (money[1] if money else ""),
        scale, separator,
    )  # fmt: skip


def _sign(plain: str, before: re.Match[str]) -> tuple[str, int]:
    """The sign of a number, "" for none, and where the number starts."""
    sign, start = before["sign"], before.start()
    if sign:
        ahead = plain[:start]
        is_dash = sign != sign.strip() and _OPENS_ITEM.search(ahead) is None  # 70 - 80
        if ahead[-1:].isalnum() or ahead[-1:] == "_" or (is_dash and "△" not in sign) or before["inner_sign"]:
            sign, start = None, before.end("sign")
    if before["inner_sign"] and before["open"] is None and before["currency"] is None:
        return "", before.end("inner_sign")  # two signs
    return (sign or before["inner_sign"] or "").strip(), start


def _scale(plain: str, end: int, has_currency: bool) -> tuple[int, int]:
    """The power of ten that words behind a number name, and where they end; one letter counts beside a currency."""
    match = _SCALE.match(plain, end)
    if match is None or (match["letter"] and not has_currency):
        return 0, end
    if match["han"]:
        return sum(_HAN_SCALES[char] for char in match["han"]), match.end()
    return _SCALES[(match["word"] or match["letter"]).casefold()], match.end()


def _plain_digits(digits: str) -> tuple[str, str]:
    """Digits without their separators and with a decimal point, and the separator of thousands."""
    if separator := next((mark for mark in "\u00a0 '" if mark in digits), ""):
        return digits.replace("\u00a0", "").replace(separator, "").replace(",", "."), separator.replace("\u00a0", " ")
    if digits.count(".") > 1 or ("," in digits and "." in digits and digits.rindex(",") > digits.rindex(".")):
        return digits.replace(".", "").replace(",", "."), "."
    return digits.replace(",", ""), "," if "," in digits else ""
