"""What sites say around their articles, by language."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from glyph.data.generators.lookups.words import Language
from glyph.data.wording.language_files import language_file


@dataclass(frozen=True, slots=True)
class Phrases:
    """The stock phrases of sites in one language."""

    menu: tuple[str, ...]
    consent: tuple[str, ...]
    buttons: tuple[str, ...]
    share: tuple[str, ...]
    meta: tuple[str, ...]  # who wrote an article, and when
    advert: tuple[str, ...]
    newsletter: tuple[str, ...]
    caption: tuple[str, ...]
    inline: tuple[str, ...]  # between paragraphs, with the headline of another article
    teasers: tuple[str, ...]  # headings over links to other articles
    comments: tuple[str, ...]  # headings over what readers say
    remark: tuple[str, ...]  # who says it
    author: tuple[str, ...]
    tags: tuple[str, ...]
    footer: tuple[str, ...]
    rights: tuple[str, ...]
    subheads: tuple[str, ...]  # beside those made of the article's words


LANGUAGES: tuple[Language, ...] = ("en", "zh")
SLOTS = ("name", "date", "site", "label", "n", "time", "year", "headline", "text")


@cache
def phrases(language: Language) -> Phrases:
    """Those of a language, ``articles.yaml``; their slots are of ``SLOTS``.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    lists = language_file(language, "articles.yaml").fields([field.name for field in fields(Phrases)])
    return Phrases(**{name: texts.wordings(SLOTS) for name, texts in lists.items()})
