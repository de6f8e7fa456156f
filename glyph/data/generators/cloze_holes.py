"""Pieces of a Chinese clause that can be asked for, and the words that ask for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise

import rjieba

from glyph.data.wording.language_files import language_file
from glyph.documents.model import SourceSpan

FEWEST_REST = 3  # characters of what follows a verb
NOUNS = ("n", "nz", "ng", "vn", "an", "a", "b", "l", "j", "eng", "f")  # words that a noun phrase may be made of
_NUMERAL = r"\d一二三四五六七八九十〇"
_DATE = re.compile(rf"[{_NUMERAL}]{{2,4}}年代?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月\d{{1,2}}日")
_WORK = re.compile(r"《[^》]{1,20}》")
_QUOTED = re.compile(r"(?<=[“「])[^”」]{2,20}(?=[”」])")
_TOPIC = re.compile(r"[^，。；：（(、]{2,14}?(?=[，（(]|是|为|位于|又)")


@dataclass(frozen=True, slots=True)
class AskingWords:
    """Words that ask for a piece of a clause, by what it is; those that stand twice are drawn twice as often."""

    what: tuple[str, ...]
    who: tuple[str, ...]
    where: tuple[str, ...]
    which_body: tuple[str, ...]  # an organisation
    which_ones: tuple[str, ...]  # several things
    when: tuple[str, ...]
    which_work: tuple[str, ...]  # a book, a film
    by_last_char: Mapping[str, tuple[str, ...]]  # of a name
    quantity: tuple[str, ...]  # with a slot ``{unit}``
    description: tuple[str, ...]  # of a noun that stays, ``{noun}``
    described: tuple[str, ...]  # the noun too


@cache
def asking_words() -> AskingWords:
    """Those of ``clozes.yaml``.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    entries = language_file("zh", "clozes.yaml").fields([field.name for field in fields(AskingWords)])
    by_last_char = {char: texts.texts() for char, texts in entries.pop("by_last_char").fields().items()}
    slots = {"quantity": ("unit",), "description": ("noun",), "described": ("noun",)}
    lists = {name: texts.wordings(slots.get(name, ())) for name, texts in entries.items()}
    return AskingWords(by_last_char=by_last_char, **lists)


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
    ask = asking_words()
    for pattern, asked_by in ((_DATE, ask.when), (_WORK, ask.which_work), (_QUOTED, ask.what)):
        for match in pattern.finditer(text, *clause):
            yield _named(text, match.start(), match.end(), asked_by)
    for tags, asked_by in ((("nr", "nrt"), ask.who), (("ns",), ask.where), (("nt",), ask.which_body)):
        for run in _runs(words, tags, text):
            yield _named(text, run[0].start, run[-1].end, asked_by)
    yield from _quantities(words, text)
    yield from _noun_phrases(words, text)
    yield from _rests(words, text)


def _named(text: str, start: int, end: int, asked_by: Sequence[str]) -> Hole:
    ask = asking_words()
    return Hole(start, end, asked_by if asked_by is ask.who else ask.by_last_char.get(text[end - 1], asked_by))


def _quantities(words: Sequence[Word], text: str) -> Iterator[Hole]:
    """Figures with what they count."""
    for figure, counted in pairwise(words):
        unit = text[counted.start : counted.end]
        counts = counted.tag in ("q", "n", "m") and unit[0] not in "年月日"
        if figure.tag == "m" and text[figure.start].isdigit() and counts:
            yield Hole(figure.start, counted.end, [word.format(unit=unit) for word in asking_words().quantity])


def _noun_phrases(words: Sequence[Word], text: str) -> Iterator[Hole]:
    """Noun phrases: asked for as a whole, or by the noun that the others describe."""
    ask = asking_words()
    for run in _runs(words, NOUNS, text):
        start, head = run[0].start, run[-1]
        if not head.tag.startswith(("n", "v", "l")):
            continue
        yield Hole(start, head.end, ask.what)
        if len(run) > 1:
            noun = text[head.start : head.end]
            yield Hole(start, head.start, [word.format(noun=noun) for word in ask.description])
            yield Hole(start, head.end, [word.format(noun=noun) for word in ask.described])


def _rests(words: Sequence[Word], text: str) -> Iterator[Hole]:
    """What follows a verb or preposition up to the end of the clause."""
    if not words:
        return
    ask = asking_words()
    end = words[-1].start if words[-1].tag == "x" else words[-1].end
    for word in words:
        if word.tag.startswith(("v", "p")) and end - word.end >= FEWEST_REST:
            yield Hole(word.end, end, ask.which_ones if "、" in text[word.end : end] else ask.what)


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
