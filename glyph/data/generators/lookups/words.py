"""Labels, names and values for lookups: no word, and no passage of prose, is in two splits."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from random import Random
from typing import Literal

from glyph.data.generators.reports.vocabulary_files import vocabulary
from glyph.data.sample import Split, split_of
from glyph.data.sources.corpus import corpus_sentences, english_words, reference_sentences
from glyph.data.wording.held_out import held_out
from glyph.data.wording.phrasing import draw_wording
from glyph.data.wording.taught import lookup_wordings
from glyph.documents.cjk import is_han
from glyph.text.charset import default_characters

Language = Literal["en", "zh"]
_SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvwz" for vowel in "aeio"]
_HANZI = [c for c in default_characters() if is_han(c)][:3755]  # GB 2312's first level: those in use
_MONTHS = calendar.month_name[1:]
MADE_UP_PROB = 0.3  # of words that are no words


class Words:
    """Draws words in one language for one split."""

    def __init__(
        self, rng: Random, language: Language, split: Split, corpus: Sequence[str] = (), asked_as: Split | None = None
    ) -> None:
        """
        Args:
            rng: source of chance.
            language: of labels and prose.
            split: whose words to draw.
            corpus: text files of prose in that language, drawn from beside what every installation has.
            asked_as: the split whose wordings of questions are used; the same where not given.
        """
        self.rng, self.language, self.split = rng, language, split
        self.corpus, self.asked_as = tuple(corpus), asked_as or split
        self.not_stated = vocabulary(language).not_stated

    def asked(self, kind: str) -> str:
        """How a kind of lookup is asked: a template with slots."""
        taught, kept = lookup_wordings(self.language)[kind], held_out(self.language).lookups[kind]
        return draw_wording(taught, kept, self.asked_as, self.language, self.rng)

    def word(self) -> str:
        """A word, or a made-up one; a Chinese one has two to four Hanzi."""
        if self.language == "zh":
            return self._own(lambda: "".join(self.rng.choice(_HANZI) for _ in range(self.rng.choice((2, 2, 3, 4)))))
        if self.rng.random() < MADE_UP_PROB:
            return self._own(lambda: "".join(self.rng.choice(_SYLLABLES) for _ in range(self.rng.randint(2, 4))))
        return self.rng.choice(english_words(self.split))

    def _own(self, make: Callable[[], str]) -> str:
        """What ``make`` gives, once it falls to this split."""
        while split_of(word := make()) != self.split:
            pass
        return word

    def label(self, longest: int = 3) -> str:
        """One to ``longest`` words, now and then in capitals."""
        words = [self.word() for _ in range(self.rng.randint(1, longest))]
        if self.language == "zh":
            return "".join(words[: 1 + (self.rng.random() < 0.3)])
        text = " ".join(words)
        draw = self.rng.random()
        return text.title() if draw < 0.2 else text[:1].upper() + text[1:] if draw < 0.8 else text

    def name(self) -> str:
        """Of a person, a product or a code."""
        draw = self.rng.random()
        if draw < 0.3:
            letters = "".join(self.rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(self.rng.randint(1, 3)))
            return f"{letters}{self.rng.choice(('-', ''))}{self.rng.randint(1, 9999)}"
        return self.word() if self.language == "zh" else " ".join(self.word().title() for _ in range(1 + (draw < 0.7)))

    def date(self) -> str:
        """A day."""
        year, month, day = self.rng.randint(1950, 2035), self.rng.randint(1, 12), self.rng.randint(1, 28)
        if self.language == "zh" and self.rng.random() < 0.6:
            return f"{year}年{month}月{day}日"
        forms = (
            f"{day} {_MONTHS[month - 1]} {year}",
            f"{_MONTHS[month - 1]} {day}, {year}",
            f"{year}-{month:02d}-{day:02d}",
        )
        return self.rng.choice(forms)

    def number_form(self) -> str:
        """A form that all numbers of a column share, for ``number``."""
        return self.rng.choice(("{:d}", "{:,d}", "{:,d}", "{:,.1f}", "{:.2f}", "{:.1f}%", "${:,d}", "¥{:,.2f}"))

    def number(self, form: str, digits: int) -> str:
        """A number of about so many digits; one in eight negative, in brackets or with a minus sign."""
        value = self.rng.randint(10 ** (digits - 1), 10**digits - 1)
        text = form.format(value / 100 if "f" in form else value)
        draw = self.rng.random()
        return f"({text})" if draw < 0.08 else f"-{text}" if draw < 0.12 else text

    def sentences(self, count: int) -> list[str]:
        """Neighbouring sentences of real prose."""
        pools = [corpus_sentences(path, self.split) for path in self.corpus]
        if self.language == "en":
            pools.append(reference_sentences(self.split))
        pools = [pool for pool in pools if pool]
        if not pools:
            return [self.made_sentence() for _ in range(count)]
        pool = self.rng.choice(pools)
        start = self.rng.randrange(len(pool))
        return list(pool[start : start + count])

    def made_sentence(self) -> str:
        """Words in a row, for a language that no text is at hand in."""
        if self.language == "zh":
            return "，".join("".join(self.word() for _ in range(self.rng.randint(2, 4))) for _ in range(2)) + "。"
        return " ".join(self.word() for _ in range(self.rng.randint(6, 12))).capitalize() + "."
