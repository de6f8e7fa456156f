"""What kind of answer a question asks for, by its words, and whether an answer is of that kind.

A small model misunderstands a question more often than it misreads a page, and is no less sure of itself then. What
kind of answer is asked for stands in few words of a language, so an answer of another kind is told without the model.
Questions whose words say nothing of it pass.

Documents answer in words of their own: a sentence may say yes or no without either word, a range or a list is an
amount, a percentage may stand in a column whose header has the sign. So only bare answers are contradicted, a figure
or a few words, and only what no document would say; what is merely unusual is doubted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from glyph.documents.cjk import CJK, CJK_LETTERS
from glyph.models.ocr.reading import Reading
from glyph.readers.rules.figure_rows import stands_as_one
from glyph.readers.rules.protocol import Verdict
from glyph.text.numbers import Number, find_numbers

if TYPE_CHECKING:
    from glyph.readers.answer import Answer

Kind = Literal["yes or no", "one of those named", "rate", "difference", "amount"]

_AUXILIARY = r"(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|should)"
_YES_NO = re.compile(rf"(?:^|[,:;] ){_AUXILIARY}\b(?!.*\bor\b)|吗[？?。]?$|是否|是不是|有没有|有无")
_POLITE = re.compile(  # an order in the form of a question
    r"(?:^|[,:;] )(?:can|could|may|might|will|would) (?:you|i|we|someone|somebody|anyone|anybody)\b"
    r"|(?:能|可以|可否|麻烦|劳驾|请).*(?:告诉|帮|给|找|查|列|算|报)|[好行成]吗"
)
_MORE = re.compile(r"\b(?:why|which|what|how|where|if so|explain|describe)\b|为什么|如何|怎[么样]|哪|什么")
_CHOICE = re.compile(
    rf"\bwhich\b.*\bor\b|(?:^|[,:;] ){_AUXILIARY}\b.*\bor\b|还是"
    r"|[和与、](?!哪).*(?<!的)哪一?[个项者].{0,8}(?:更|较|最|[高低大小多少长短快慢])"
    r"|[和与、](?!哪).*(?:更|较|最|[高低大小长短快慢]).*(?<!的)哪一?[个项者]"
)
_NO_CHOICE = re.compile(  # what is asked for is something else: an amount, a year, a reason
    r"^(?:how|what|why|who|where)\b|\bwhich (?:fiscal |financial )?(?:year|quarter|month|period|date|day)s?\b"
    r"|什么|多少|为何|怎[么样]|谁"
)
_RATE = re.compile(
    r"percentage(?! points?)|per ?cent\b|growth rate|rate of (?:growth|change|increase|decline)|relative change|\bin %"
    r"|百分(?!点)|[增降涨跌]幅|增长率|增速|[变波]动率|变化率|变动幅度|增长比例"
)
_NO_RATE = re.compile(
    r"\b(?:not|no|\w+n't|rather than|instead of|without)\b[^,.;:?]*?(?:per ?cent\w*|%)"
    r"|(?:不用|不要|别用|别给|不是|而非|不必|无需|不需要?|非)[^，。；：？]{0,6}?(?:百分[比数率]?|%)"
)
_OF_WHICH = re.compile(r"^(?:in |for |at )?(?:which|who|whose|when|where)\b|^哪|谁的?")  # whose rate it is
_DIFFERENCE = re.compile(  # of two figures of the page, which a difference of averages is not
    r"^(?!.*\baverage\b).*(?:difference between|\bminus\b)|相差|差额|之差|减去|[多少]多少"
)
_COUNT = re.compile(r"\bhow many\b|几[个项期年行条]|多少[个项期年行条]")
_AMOUNT = re.compile(
    r"\bhow (?:much|many)\b|\b(?:what|which) (?:amount|number|figure|value)\b"
    r"|\bwhat (?:is|was|are|were) the (?:amount|number|figure|value)\b|多少"
)
_WORKED_OUT = re.compile(
    r"\b(?:total|sum|average|mean|difference|change|growth|increase|decrease|ratio|times|proportion|share|divided|combined)\b"
    r"|平均|合计|总[共计和]|变[动化]|增[长加减]|减少|占|倍|之和|比[例率重]"
)
_OPEN = re.compile(r"^(?:how|what|who|whose|where|when|why)\b|多少|什么|哪[家些里]|谁")
_SAYS_YES_NO = re.compile(
    r"(?:yes|no|true|false|correct|incorrect)(?:[,.;:!，。；：！].*)?|(?:[是否对]|不是|没?有|正确|错误)[。！!]?"
)
_HEDGED = re.compile(  # yes or no in other words
    r"\b(?:not|never|none|neither|nor|sometimes|always|usually|often|partly|partially|only|both|all|some|likely|may"
    r"|might|can|could|does|do|did|is|are|was|were|has|have|had|will|would|should)\b|[不没无未会能可必部全都只]"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|「[^」]*」")
_GAP = "___"  # of a text that is to be filled in, which says nothing of the answer's kind
_NUMBER_WORD = re.compile(
    r"\b(?:no|not|none|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand"
    r"|million|few|several|many|all|both|half|immaterial|negligible|minimal)\b"
    r"|[零〇一二两三四五六七八九十百千万亿半双数几无没未全]|若干|不[多少足]"
)
_NOT_STATED = re.compile(r"not (?:stated|disclosed|given|mentioned|in the document)|未披露|没有披露|未提及|没有提及")
_LISTS = re.compile(r"[,，、;；]\s*(?![0-9])|\band\b|[和与及]")
_BESIDE = re.compile(r"\s+(?:[^\W\d_][\w&/'’.-]*\s+){0,4}")  # between figures of a row that one span runs over
_JOINS = re.compile(r"\b(?:to|and|or|of|in|at|by|from|per|x|vs)\b", re.IGNORECASE)
_WORD = re.compile(rf"[^\W\d_{CJK}]+|[{CJK_LETTERS}]")
BARE_WORDS, BARE_HANZI = 5, 8  # of an answer that is no sentence, beside its figures, at most


class AskedKind:
    """Contradicts answers of another kind than the question asks for."""

    name = "asked"

    def judge(self, question: str, answer: Answer, readings: Sequence[Reading]) -> Verdict:
        """See ``Rule``."""
        spaced = " " in answer.text and stands_as_one(answer.text, readings)
        against = misfit(question, answer.text, answer.template, spaced)
        doubt = "" if against else mismatch(question, answer.text, answer.template)
        return Verdict(self.name, (against,) if against else (), (doubt,) if doubt else ())


def asked_kind(question: str) -> Kind | None:
    """The kind of answer that a question in English or Chinese asks for; None where its words do not tell."""
    text = _own_words(question)
    if _YES_NO.search(text) and not _MORE.search(text) and not _POLITE.search(text):
        return "yes or no"
    if _COUNT.search(text):
        return "amount"
    if _CHOICE.search(text) and not _NO_CHOICE.search(text):
        return "one of those named"
    if _RATE.search(text) and not _OF_WHICH.search(text):
        return "rate"
    if _DIFFERENCE.search(text):
        return "difference"
    return "amount" if _AMOUNT.search(text) else None


def asks_count(question: str) -> bool:
    """Whether a question asks how many things there are, which are counted."""
    return _COUNT.search(_own_words(question)) is not None


def asks_to_work_out(question: str) -> bool:
    """Whether the answer may be a figure that stands nowhere, worked out from others."""
    return asked_kind(question) in ("rate", "difference") or _WORKED_OUT.search(_own_words(question)) is not None


def misfit(question: str, answer: str, template: str, spaced: bool = True) -> str:
    """Why an answer is not of the kind that is asked for, as a sentence; "" where it may be.

    Args:
        question: what was asked.
        answer: the text of the answer.
        template: how the answer was made, see ``glyph/text/answer_program.py``.
        spaced: whether spaces may part the thousands of a number in it; else they part figures.
    """
    asked, text, kind = _own_words(question), _plain(answer), asked_kind(question)
    if not text or _NOT_STATED.fullmatch(text):
        return ""
    says_yes_no = _says_yes_no(text)
    numbers = find_numbers(answer, spaced=spaced)
    is_figure = bool(numbers) and _num_words(answer, numbers) <= 2
    is_label = _is_bare(answer, numbers) and not _HEDGED.search(text) and not _names_any(question, text)
    if says_yes_no and _OPEN.search(asked) and kind != "yes or no":
        return f"the question is not one of yes or no, but the answer is {answer!r}"
    if kind == "yes or no" and not says_yes_no and (is_figure or _is_computed(template) or is_label):
        return f"the question asks for yes or no, and {shortened(answer)!r} is neither"
    if kind == "one of those named" and not says_yes_no and not _names_any(question, text):
        return f"the question asks which of those that it names, and {shortened(answer)!r} is none of them"
    if kind == "rate" and is_figure and _is_computed(template) and not _is_rate(answer, numbers):
        return f"the question asks for a percentage, and {shortened(answer)!r} is none"
    if kind == "difference" and template == "{0}" and is_figure and len(numbers) == 1:
        return f"the question asks for a difference, and {shortened(answer)!r} is a figure as it stands on the page"
    if kind in ("amount", "difference", "rate") and _is_bare(answer, numbers):
        has_digit = any(char.isdigit() for char in text)
        if not has_digit and not _NUMBER_WORD.search(text) and not _LISTS.search(text):
            return f"the question asks for one amount, and {shortened(answer)!r} holds none"
        if template == "{0}" and any(_runs_on(answer[a.end : b.start]) for a, b in pairwise(numbers)):
            return f"the question asks for one amount, and {shortened(answer)!r} holds {len(numbers)}"
    return ""


def mismatch(question: str, answer: str, template: str) -> str:
    """What is unusual about an answer of a few words that may be of the kind asked for all the same; "" for nothing."""
    text, kind = _plain(answer), asked_kind(question)
    numbers = find_numbers(answer, spaced=True)
    if not text or _NOT_STATED.fullmatch(text) or not _is_bare(answer, numbers):
        return ""
    if kind == "yes or no" and not _says_yes_no(text) and not _HEDGED.search(text):
        return f"the question asks for yes or no, and {shortened(answer)!r} may be neither"
    named = _letters(text) in _letters(_plain(question)) or _words(text) <= _words(_plain(question))
    if kind == "one of those named" and not named:
        return f"the question asks which of those that it names, and {shortened(answer)!r} may be another"
    if kind == "rate" and numbers and not _is_rate(answer, numbers):
        return f"the question asks for a percentage, and {shortened(answer)!r} has no percent sign"
    return ""


def shortened(text: str, most: int = 40) -> str:
    """A text of at most ``most`` characters, for use in a sentence."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _says_yes_no(text: str) -> bool:
    return _SAYS_YES_NO.fullmatch(text) is not None


def _is_computed(template: str) -> bool:
    return "(" in template and not template.startswith(("greater(", "larger("))


def _is_rate(answer: str, numbers: Sequence[Number]) -> bool:
    return any(number.is_percent for number in numbers) or "百分" in answer or "‰" in answer


def _is_bare(answer: str, numbers: Sequence[Number]) -> bool:
    """Whether an answer is figures and a few words, not a sentence."""
    return _num_words(answer, numbers) <= BARE_WORDS and not re.search(r"[。；;!?]|\. ", answer)


def _num_words(answer: str, numbers: Sequence[Number]) -> float:
    """How many words an answer has beside its numbers; a Hanzi counts as less than one."""
    rest = answer
    for number in reversed(numbers):
        rest = f"{rest[: number.start]} {rest[number.end :]}"
    words = _WORD.findall(rest)
    return sum(BARE_WORDS / BARE_HANZI if ord(word[0]) >= 0x2E80 else 1.0 for word in words)


def _runs_on(between: str) -> bool:
    """Whether two figures are parted by no more than blanks, or by a label and blanks, as in a row of a table."""
    return _BESIDE.fullmatch(between) is not None and _JOINS.search(between) is None


def _names_any(question: str, text: str) -> bool:
    """Whether a word, number or Hanzi of the answer is the question's, or all its letters and digits are."""
    asked = _plain(question)
    return bool(_words(text) & _words(asked)) or _letters(text) in _letters(asked)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _words(text: str) -> set[str]:
    """Latin words, numbers and single Hanzi."""
    return set(_WORD.findall(text)) | {number.canonical for number in find_numbers(text, in_words=True)}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _own_words(question: str) -> str:
    """A question without what it quotes from the page, and without a percentage that it does not want."""
    text = _plain(question)
    return "" if _GAP in text else _NO_RATE.sub("", _QUOTED.sub("“”", text))
