"""Prose as sentences, each with the place it stands at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from glyph.documents import Block, Document
from glyph.documents.model import NO_SOURCE, BlockKind, SourceSpan

PROSE: tuple[BlockKind, ...] = ("heading", "paragraph", "list_item", "quote")
_CLOSERS = "\"'”’»)\\]）」』】》"
_OPENERS = "\"'“‘«(\\[（「『【《¿¡"
# What may end a sentence: Chinese marks anywhere, Latin ones before a space and what can open the next; a newline does.
_END = re.compile(
    rf"(?P<cjk>[。！？；][。！？；…{_CLOSERS}]*)|(?P<latin>[.!?…]+[{_CLOSERS}]*)(?=\s+[{_OPENERS}]*(?P<next>\S))|\n"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABBREVIATIONS = _words("""mr mrs ms dr prof st sr jr gen col lt capt sgt rep sen gov rev hon pres vs etc al approx cf
    e.g i.e u.s u.k u.n p.m a.m no nos vol fig figs eq sec ch pp ed eds inc ltd corp co dept est jan feb mar apr jun
    jul aug sep sept oct nov dec bzw z.b u.a ca nr bspw sra srta núm pág av mme mlle""")
_NUMBERED = _words("no nos vol fig figs eq sec ch pp p nr núm pág art")  # with a number after the dot
_LAST_WORD = re.compile(r"[^\s(\[“\"'‘—–-]*\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: ``text`` as painted, ``span`` where it stands in ``Document.source``."""

    text: str
    span: SourceSpan
    block: int  # in Document.blocks


def split_sentences(text: str) -> list[SourceSpan]:
    """Where the sentences of a text stand.

    English and Chinese, and other languages as far as they end sentences alike. A dot after an abbreviation, an
    initial or within a number ends none; a newline always does.

    Returns:
        Half-open ranges in order, none empty, without white space around; together they hold all of the text but white
        space.
    """
    found: list[SourceSpan] = []
    start = 0
    for match in _END.finditer(text):
        if match["latin"] and not _ends(text[start : match.start()], match["latin"], match["next"]):
            continue
        found += _stripped(text, start, match.end())
        start = match.end()
    return [*found, *_stripped(text, start, len(text))]


def _stripped(text: str, start: int, end: int) -> Iterator[SourceSpan]:
    """The range without white space around, if anything is left of it."""
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _ends(before: str, mark: str, following: str) -> bool:
    """Whether a Latin mark after ``before`` ends a sentence, when ``following`` is the next letter after it."""
    if following.islower():
        return False
    if mark != ".":
        return True
    word = _LAST_WORD.search(before)
    last = word[0] if word else ""
    if last.lower() in _NUMBERED:
        return not following.isdigit()
    if len(last) == 1 and last.isupper() and last != "I":
        return False  # an initial
    return last.lower() not in _ABBREVIATIONS


def document_sentences(document: Document, kinds: Collection[BlockKind] = PROSE) -> list[Sentence]:
    """The sentences of a document's blocks, in order; a block's end ends a sentence.

    Args:
        document: any; where its source holds markup, a span runs over the markup within its sentence.
        kinds: of blocks to look at.
    """
    return [
        sentence
        for number, block in enumerate(document.blocks)
        if block.kind in kinds
        for sentence in _of_block(block, number)
    ]


def _of_block(block: Block, number: int) -> Iterator[Sentence]:
    text = block.text
    places = [
        span.start + k if span.start != NO_SOURCE else NO_SOURCE
        for span in block.all_spans()
        for k in range(len(span.text))
    ]
    for start, end in split_sentences(text):
        known = [place for place in places[start:end] if place != NO_SOURCE]
        if known:
            yield Sentence(text[start:end], (min(known), max(known) + 1), number)
