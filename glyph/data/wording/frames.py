"""Frames: what people say before and after a question of any kind, which changes nothing about its answer.

Leads and follows are templates of :func:`glyph.data.wording.grammar.vary` without slots, ``frames.yaml``. They fit
questions, orders, fragments and statements, whether a figure, a name, yes or no, two figures or a line of code is asked
for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from random import Random

from glyph.data.wording.grammar import expanded, vary
from glyph.data.wording.language_files import language_file

FRAME_PROB = 0.3  # of questions
LEAD_SHARE, FOLLOW_SHARE = 1 / 2, 1 / 3  # of framed questions, those with one alone; the others have both
# A word, no month and no part of a longer name.
_OPENING = re.compile(r"(?!May (?!I |we ))([A-Z][a-z]*(?:'[a-z]+)?)(?![\w&.]| [A-Z][a-z])")
_ENDED = re.compile(r"[.?!…。？！～][\"'”’)）」』]*$")
_ASKS = {
    "en": re.compile(
        r"(?i)(?:^|[.,;:-] )(?:\{\w+\},? )?(?:(?:and|so|but|by|in|of|at|to|for|from|on) )?"
        r"(?:what|how|which|who|whose|whom|when|where|why|is|are|am|was|were|did|do|does|has|have|had|can|could|may|will|would|should)\b|=$"
    ),
    "zh": re.compile("什么|多少|多大|多高|几|哪|谁|何|吗|呢|么|是否|是不是|有没有|还是|能否|可否|怎|[=＝]$"),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """What may stand around a question in one language."""

    running_leads: tuple[str, ...]  # they go on into the question, which loses its capital
    leads: tuple[str, ...]  # of both sorts
    follows: tuple[str, ...]
    openers: frozenset[str]  # first words of questions that may lose their capital, in small letters


@cache
def frames(language: str) -> Frames:
    """Those of a language.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    optional = ("macros", "running_leads", "openers")
    fields = language_file(language, "frames.yaml").fields(("leads", "follows"), optional)
    given = fields["macros"].fields() if "macros" in fields else {}
    macros = {name: text.wording(choices=True) for name, text in given.items()}

    def templates(name: str) -> tuple[str, ...]:
        texts = fields[name].wordings(macros, choices=True) if name in fields else ()
        return tuple(expanded(text, macros) for text in texts)

    running = templates("running_leads")
    openers = fields["openers"].texts() if "openers" in fields else ()
    return Frames(running, running + templates("leads"), templates("follows"), frozenset(openers))


def framed(template: str, language: str, rng: Random) -> str:
    """A wording with ``{slots}`` and, now and then, a lead before it, a follow after it or both; nothing else changes.

    Where a follow comes after it, a wording without a final sign gets one. After a running lead of English, its capital
    goes, unless it may be that of "I", a name or an abbreviation; a slot at the start stays as it is.
    """
    if rng.random() >= FRAME_PROB:
        return template
    known = frames(language)
    text, drawn, gap = template, rng.random(), "" if language == "zh" else " "
    if drawn >= LEAD_SHARE:
        text = f"{_ended(text, language)}{gap}{vary(rng.choice(known.follows), rng)}"
    if not LEAD_SHARE <= drawn < LEAD_SHARE + FOLLOW_SHARE:
        lead = rng.choice(known.leads)
        text = f"{vary(lead, rng)}{gap}{_uncapitalised(text, known) if lead in known.running_leads else text}"
    return text


def _ended(text: str, language: str) -> str:
    if _ENDED.search(text):
        return text
    text = text.rstrip(" ,:;-–—，：；、")
    statement, question = (".", "?") if language == "en" else ("。", "？")
    return text + (question if _ASKS[language].search(text) else statement)


def _uncapitalised(text: str, known: Frames) -> str:
    opening = _OPENING.match(text)
    return text[0].lower() + text[1:] if opening and opening[1].lower() in known.openers else text
