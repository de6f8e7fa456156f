"""Pieces of a Chinese clause that can be asked for, and the words that ask for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import rjieba

from glyph.documents.model import SourceSpan

FEWEST_REST = 3  # characters of what follows a verb
WHAT = ("什么", "什么", "什么", "什么", "什么", "哪种")
WHO = ("谁", "谁", "哪位", "哪个人", "什么人")
WHERE = ("哪里", "什么地方", "哪儿", "哪个地方", "何处")
WHICH_BODY = ("哪个机构", "什么机构", "哪个组织")
WHICH_ONES = ("哪些", "什么", "哪几个")
WHEN, WHICH_WORK = ("哪一年", "哪年", "什么时候", "何时"), ("哪部作品", "什么", "哪本书", "哪部电影")
BY_LAST_CHAR = {  # what a name ends in tells how to ask for it
    "日": ("什么时候", "哪一天", "何时", "什么时间"),
    "国": ("哪个国家", "哪国", "哪里"),
    "市": ("哪个城市", "哪里", "哪个市"),
    "省": ("哪个省", "哪里"),
    "学": ("哪所学校", "什么学校", "哪所大学"),
    "司": ("哪家公司", "什么公司"),
}
NOUNS = ("n", "nz", "ng", "vn", "an", "a", "b", "l", "j", "eng", "f")  # words that a noun phrase may be made of
_NUMERAL = r"\d一二三四五六七八九十〇"
_PATTERNS: tuple[tuple[re.Pattern[str], Sequence[str]], ...] = (
    (re.compile(rf"[{_NUMERAL}]{{2,4}}年代?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月\d{{1,2}}日"), WHEN),
    (re.compile(r"《[^》]{1,20}》"), WHICH_WORK),
    (re.compile(r"(?<=[“「])[^”」]{2,20}(?=[”」])"), WHAT),
)
_NAMES: tuple[tuple[Collection[str], Sequence[str]], ...] = (
    (("nr", "nrt"), WHO),
    (("ns",), WHERE),
    (("nt",), WHICH_BODY),
)
_TOPIC = re.compile(r"[^，。；：（(、]{2,14}?(?=[，（(]|是|为|位于|又)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and its class, in the notation of ICTCLAS (n noun, nr person, ns place, v verb, x mark ...)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A piece of a text, and the words that may ask for it."""

    start: int
    end: int
    asked_by: Sequence[str]


def tagged_words(text: str) -> list[Word]:
    """The words of a Chinese text, one after the other."""
    found: list[Word] = []
    place = 0
    for word, tag in rjieba.tag(text):
        found.append(Word(place, place + len(word), tag))
        place += len(word)
    return found


def topic_of(text: str) -> str:
    """What a passage begins by naming; "" where it does not."""
    match = _TOPIC.match(text)
    return match[0] if match else ""


def holes(words: Sequence[Word], text: str, clause: SourceSpan) -> Iterator[Hole]:
    """Pieces of a clause of ``text`` that can be asked for; ``words`` are the clause's own."""
    for pattern, asked_by in _PATTERNS:
        for match in pattern.finditer(text, *clause):
            yield _named(text, match.start(), match.end(), asked_by)
    for tags, asked_by in _NAMES:
        for run in _runs(words, tags, text):
            yield _named(text, run[0].start, run[-1].end, asked_by)
    yield from _quantities(words, text)
    yield from _noun_phrases(words, text)
    yield from _rests(words, text)


def _named(text: str, start: int, end: int, asked_by: Sequence[str]) -> Hole:
    return Hole(start, end, asked_by if asked_by is WHO else BY_LAST_CHAR.get(text[end - 1], asked_by))


def _quantities(words: Sequence[Word], text: str) -> Iterator[Hole]:
    """Figures with what they count."""
    for figure, counted in pairwise(words):
        unit = text[counted.start : counted.end]
        counts = counted.tag in ("q", "n", "m") and unit[0] not in "年月日"
        if figure.tag == "m" and text[figure.start].isdigit() and counts:
            yield Hole(figure.start, counted.end, (f"多少{unit}", f"多少{unit}", f"几{unit}", "多少"))


def _noun_phrases(words: Sequence[Word], text: str) -> Iterator[Hole]:
    """Noun phrases: asked for as a whole, or by the noun that the others describe."""
    for run in _runs(words, NOUNS, text):
        start, head = run[0].start, run[-1]
        if not head.tag.startswith(("n", "v", "l")):
            continue
        yield Hole(start, head.end, WHAT)
        if len(run) > 1:
            noun = text[head.start : head.end]
            yield Hole(start, head.start, (f"什么{noun}", f"哪种{noun}", f"哪个{noun}", f"什么样的{noun}"))
            yield Hole(start, head.end, (f"什么{noun}", f"哪种{noun}", f"哪个{noun}"))


def _rests(words: Sequence[Word], text: str) -> Iterator[Hole]:
    """What follows a verb or preposition up to the end of the clause."""
    if not words:
        return
    end = words[-1].start if words[-1].tag == "x" else words[-1].end
    for word in words:
        if word.tag.startswith(("v", "p")) and end - word.end >= FEWEST_REST:
            yield Hole(word.end, end, WHICH_ONES if "、" in text[word.end : end] else WHAT)


def _runs(words: Sequence[Word], tags: Collection[str], text: str) -> Iterator[list[Word]]:
    """The longest runs of words of some classes; the dot in a foreign name belongs to it."""
    run: list[Word] = []
    for word in words:
        if word.tag in tags or (run and text[word.start : word.end] == "·"):
            run.append(word)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run
