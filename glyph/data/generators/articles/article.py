"""An article: a headline, a text in sections, and the sentences that a reader in a hurry should be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from glyph.data.generators.articles.phrases import Phrases
from glyph.data.generators.articles.prose import Paragraphs
from glyph.data.generators.lookups.words import Language
from glyph.data.generators.main_points import MAX_POINTS

STANDFIRST_PROB = 0.55
SUBHEADS_PROB = 0.5
LEAD_SENTENCES = 2  # of the first paragraph, that are main points
MAX_PARAGRAPH_CHARS = {"en": 600, "zh": 260}


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a subheading; the first section has none."""

    subhead: str | None
    paragraphs: tuple[tuple[str, ...], ...]  # of sentences


@dataclass(frozen=True, slots=True)
class Article:
    """``standfirst``: the sentences set apart under the headline, maybe none."""

    headline: str
    standfirst: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def main_points(self) -> tuple[str, ...]:
        """What opens it, the standfirst or else the first paragraph, then what opens each section; in order."""
        opening = self.standfirst or self.sections[0].paragraphs[0]
        topics = [section.paragraphs[0][0] for section in self.sections[1:]]
        return (*opening[:LEAD_SENTENCES], *topics)[:MAX_POINTS]


def headline_of(sentence: str, language: Language, rng: Random) -> str:
    """Words of a sentence as a headline: four to ten, or, of Chinese, a clause."""
    if language == "zh":
        clauses = [c for c in re.split(r"[，。！？；：、]", sentence) if 5 <= len(c) <= 24]
        return rng.choice(clauses) if clauses else sentence[:18].strip("，。！？；：、 ")
    words = sentence.split()
    start = rng.randrange(max(1, len(words) - 5))
    text = " ".join(words[start : start + rng.randint(4, 10)]).strip(" .,;:!?()\"'“”‘’-")
    return text.title() if rng.random() < 0.25 else text[:1].upper() + text[1:]


def draw_article(paragraphs: Paragraphs, phrases: Phrases, language: Language, rng: Random) -> Article:
    """An article of paragraphs that follow each other, as many as there are or fewer.

    Raises:
        ValueError: when there is no paragraph.
    """
    rest = _shortened(paragraphs, MAX_PARAGRAPH_CHARS[language], rng)
    try:
        first = next(rest)
    except StopIteration:
        raise ValueError("an article needs a paragraph") from None
    headline = headline_of(rng.choice(first), language, rng)
    standfirst = first[:LEAD_SENTENCES] if rng.random() < STANDFIRST_PROB else ()
    bodies: list[tuple[tuple[str, ...], ...]] = []
    opening = () if standfirst else (first,)
    for number in range(rng.randint(2, 4) if rng.random() < SUBHEADS_PROB else 1):
        size = rng.randint(1, 2) if number else rng.randint(2, 5)
        body = (*(() if number else opening), *(p for p, _ in zip(rest, range(size), strict=False)))
        bodies += [body] if body else []
    sections = [Section(None, bodies[0])] if bodies else [Section(None, (first,))]
    for body in bodies[1:]:
        named = rng.choice(phrases.subheads) if rng.random() < 0.3 else headline_of(rng.choice(body[0]), language, rng)
        sections.append(Section(named, body))
    return Article(headline, standfirst if bodies else (), tuple(sections))


def _shortened(paragraphs: Paragraphs, max_chars: int, rng: Random) -> Iterator[tuple[str, ...]]:
    """The paragraphs, long ones cut to their first sentences."""
    for paragraph in paragraphs:
        most = rng.randint(2, 6)
        kept = [s for k, s in enumerate(paragraph[:most]) if k == 0 or sum(map(len, paragraph[: k + 1])) <= max_chars]
        yield tuple(kept)
