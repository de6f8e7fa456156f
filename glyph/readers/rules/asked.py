"""What kind of answer a question asks for, by its words, and whether an answer is of that kind.

A small model misunderstands a question more often than it misreads a page, and is no less sure of itself then. What
kind of answer is asked for stands in few words of a language, so an answer of another kind is told without the model.
Questions whose words say nothing of it pass.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Kind = Literal["yes or no", "one of those named", "rate", "difference", "amount"]

_AUXILIARY = r"(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|should)"
_YES_NO = re.compile(rf"(?:^|[,:;] ){_AUXILIARY}\b(?!.*\bor\b)|吗[？?。]?$|是否|是不是|有没有|有无")
_POLITE = re.compile(  # an order in the form of a question
    r"(?:^|[,:;] )(?:can|could|may|might|will|would) (?:you|i|we|someone|somebody|anyone|anybody)\b"
    r"|(?:能|可以|可否|麻烦|劳驾|请).*(?:告诉|帮|给|找|查|列|算|报)|[好行成]吗"
)
_MORE = re.compile(r"\b(?:why|which|what|how|where|if so|explain|describe)\b|为什么|如何|怎[么样]|哪|什么")
_CHOICE = re.compile(rf"\bwhich\b.*\bor\b|(?:^|[,:;] ){_AUXILIARY}\b.*\bor\b|还是|[和与、].*哪一?[个项]")
_RATE = re.compile(
    r"percentage(?! points?)|per ?cent\b|growth rate|rate of (?:growth|change|increase|decline)|relative change|\bin %"
    r"|百分(?!点)|[增降涨跌]幅|增长率|增速|[变波]动率|变化率|变动幅度|增长比例"
)
_NO_RATE = re.compile(
    r"\b(?:not|no|\w+n't|rather than|instead of|without)\b[^,.;:?]*?(?:per ?cent\w*|%)"
    r"|(?:不用|不要|别用|别给|不是|而非|不必|无需|不需要?|非)[^，。；：？]{0,6}?(?:百分[比数率]?|%)"
)
_DIFFERENCE = re.compile(r"difference between|\bminus\b|相差|差额|之差|减去|[多少]多少")
_COUNT = re.compile(r"\bhow many\b|几[个项期年行条]|多少[个项期年行条]")
_AMOUNT = re.compile(
    r"\bhow (?:much|many)\b|\b(?:what|which) (?:amount|number|figure|value)\b"
    r"|\bwhat (?:is|was|are|were) the (?:amount|number|figure|value)\b|多少"
)
_OPEN = re.compile(r"^(?:how|what|who|whose|where|when|why)\b|多少|什么|哪[家些里]|谁")
_SAYS_YES_NO = re.compile(r"(?:yes|no|true|false|correct|incorrect)\b.*|[是否对]|不是|[没]?有|正确|错误")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|「[^」]*」")
_GAP = "___"  # of a text that is to be filled in, which says nothing of the answer's kind
_FIGURE = re.compile(r"\d(?:[\d,.]*\d)?")
_NUMBER_WORD = re.compile(
    r"\b(?:no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million)\b"
    r"|[零一二两三四五六七八九十百千万亿]"
)
_NOT_STATED = re.compile(r"not (?:stated|disclosed|given|mentioned|in the document)|未披露|没有披露|未提及|没有提及")


def asked_kind(question: str) -> Kind | None:
    """The kind of answer that a question in English or Chinese asks for; None where its words do not tell."""
    text = _own_words(question)
    if _YES_NO.search(text) and not _MORE.search(text) and not _POLITE.search(text):
        return "yes or no"
    if _COUNT.search(text):
        return "amount"
    if _CHOICE.search(text):
        return "one of those named"
    if _RATE.search(text):
        return "rate"
    if _DIFFERENCE.search(text):
        return "difference"
    return "amount" if _AMOUNT.search(text) else None


def misfit(question: str, answer: str, template: str) -> str:
    """Why an answer is not of the kind that is asked for, as a sentence; "" where it may be.

    Args:
        question: what was asked.
        answer: the text of the answer.
        template: how the answer was made, see ``glyph/text/answer_program.py``.
    """
    asked, text, kind = _own_words(question), _plain(answer), asked_kind(question)
    if not text or _NOT_STATED.fullmatch(text):
        return ""
    says_yes_no = _SAYS_YES_NO.fullmatch(text) is not None
    if says_yes_no and _OPEN.search(asked) and kind != "yes or no":
        return f"the question is not one of yes or no, but the answer is {answer!r}"
    if kind == "yes or no" and not says_yes_no:
        return f"the question asks for yes or no, and {shortened(answer)!r} is neither"
    if kind == "one of those named" and _letters(text) not in _letters(_plain(question)):
        return f"the question asks which of those that it names, and {shortened(answer)!r} is none of them"
    if kind == "rate" and "%" not in text and "percent" not in text and "百分" not in text:
        return f"the question asks for a percentage, and {shortened(answer)!r} is none"
    if kind == "difference" and template == "{0}" and len(_FIGURE.findall(text)) == 1:
        return f"the question asks for a difference, and {shortened(answer)!r} is a figure as it stands on the page"
    if kind in ("amount", "difference"):
        found = len(_FIGURE.findall(text))
        if (found > 1 and template == "{0}") or (found == 0 and not _NUMBER_WORD.search(text)):
            return f"the question asks for one amount, and {shortened(answer)!r} holds {found or 'none'}"
    return ""


def shortened(text: str, most: int = 40) -> str:
    """A text of at most ``most`` characters, for use in a sentence."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _own_words(question: str) -> str:
    """A question without what it quotes from the page, and without a percentage that it does not want."""
    text = _plain(question)
    return "" if _GAP in text else _NO_RATE.sub("", _QUOTED.sub("“”", text))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
