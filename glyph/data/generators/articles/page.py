"""The page around an article, in HTML: menus, notices, teasers, captions, comments, a footer; any may be absent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from random import Random

from glyph.data.generators.articles.article import Article, headline_of
from glyph.data.generators.articles.phrases import SLOTS, phrases
from glyph.data.generators.articles.prose import Paragraphs
from glyph.data.generators.lookups.words import Words
from glyph.data.wording.grammar import Slot, parsed

BARE_PROB = 0.12  # of pages that hold the article alone
OWN_LABEL_PROB = 0.4  # of a menu's words that no list of ours holds


class Site:
    """Writes pages of one site."""

    def __init__(self, words: Words, elsewhere: Paragraphs) -> None:
        """
        Args:
            words: of the site.
            elsewhere: text of other articles and of comments.
        """
        self.words, self.rng, self.elsewhere = words, words.rng, elsewhere
        self.phrases = phrases(words.language)
        self.joint = "" if words.language == "zh" else " "
        self.name = words.label(2)

    def html(self, article: Article) -> str:
        """A page with the article."""
        rng = self.rng
        if rng.random() < BARE_PROB:
            return "".join([self._head(article, bare=True), *self._body(article, bare=True)])
        before: list[Callable[[], str]] = [self._consent, self._menu, self._search, self._advert, self._teasers,
                                           self._newsletter, self._menu, self._crumbs]  # fmt: skip
        after: list[Callable[[], str]] = [self._tags, self._author, self._share, self._teasers, self._comments,
                                          self._newsletter, self._menu, self._footer]  # fmt: skip
        return "".join(
            [
                self._masthead(),
                *(part() for part in before if rng.random() < 0.45),
                self._head(article, bare=False),
                *self._body(article, bare=False),
                *(part() for part in after if rng.random() < 0.6),
            ]
        )

    def _fill(self, options: Sequence[str]) -> str:
        """One of the phrases, its slots filled, those of a name one after the other; escaped."""
        parts, rng = list(parsed(self.rng.choice(options))), self.rng
        fills: dict[str, Callable[[], str]] = {
            "name": self.words.name, "date": self.words.date, "site": lambda: self.name,
            "label": lambda: self.words.label(3), "n": lambda: str(rng.randint(2, rng.choice((30, 900)))),
            "time": lambda: f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}",
            "year": lambda: str(rng.randint(1996, 2035)), "headline": self._headline, "text": self._sentence,
        }  # fmt: skip
        for slot in map(Slot, SLOTS):
            for place in (k for k, part in enumerate(parts) if part == slot):
                parts[place] = fills[slot.name]()
        return escape("".join(map(str, parts)), quote=False)

    def _sentence(self) -> str:
        return self.rng.choice(self.rng.choice(self.elsewhere))

    def _headline(self) -> str:
        return headline_of(self._sentence(), self.words.language, self.rng)

    def _list(self, items: Sequence[str]) -> str:
        """Links as a navigation bar, a list, lines of their own, or a line of text."""
        links = [f'<a href="#">{item}</a>' for item in items]
        form = self.rng.random()
        if form < 0.3:
            return f"<nav>{' '.join(links)}</nav>"
        if form < 0.6:
            return f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"
        if form < 0.7:
            return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        if form < 0.85:
            return "".join(f"<div>{link}</div>" for link in links)
        return f"<p>{self.rng.choice((' | ', ' · ', ' ', ' / ')).join(links)}</p>"

    def _labels(self, known: Sequence[str], most: int) -> list[str]:
        own = [self._fill(known) for _ in range(self.rng.randint(2, most))]
        return [escape(self.words.label(2)) if self.rng.random() < OWN_LABEL_PROB else label for label in own]

    def _masthead(self) -> str:
        name = escape(self.name)
        return self.rng.choice(("", f"<h2>{name}</h2>", f'<div><a href="#">{name}</a></div>', f"<p><b>{name}</b></p>"))

    def _menu(self) -> str:
        return self._list(self._labels(self.phrases.menu, 14))

    def _crumbs(self) -> str:
        return f"<p>{' &gt; '.join(self._labels(self.phrases.menu, 4))}</p>"

    def _consent(self) -> str:
        buttons = "".join(f"<button>{self._fill(self.phrases.buttons)}</button>" for _ in range(self.rng.randint(1, 3)))
        return f"<div>{self._fill(self.phrases.consent)}</div>{buttons}"

    def _search(self) -> str:
        button = self._fill(self.phrases.buttons)
        return f'<form><input type="text" placeholder="{escape(self.words.label(2))}"><button>{button}</button></form>'

    def _advert(self) -> str:
        return f"<p>{self._fill(self.phrases.advert)}</p>"

    def _newsletter(self) -> str:
        return f"<div>{self._fill(self.phrases.newsletter)}</div>"

    def _teasers(self) -> str:
        """Other articles: headlines, some with a sentence or a date below."""
        level, with_text = self.rng.choice(("h2", "h3", "h4", "p")), self.rng.random() < 0.4
        parts = [f"<{level}>{self._fill(self.phrases.teasers)}</{level}>"]
        for _ in range(self.rng.randint(2, 5)):
            headline, tag = escape(self._headline(), quote=False), self.rng.choice(("h3", "li", "p", "li"))
            parts.append(f'<{tag}><a href="#">{headline}</a></{tag}>')
            if with_text:
                is_text = self.rng.random() < 0.6
                below = escape(self._sentence(), quote=False) if is_text else self._fill(self.phrases.meta)
                parts.append(f"<p>{below}</p>")
        return "".join(parts)

    def _tags(self) -> str:
        return f"<p>{self._fill(self.phrases.tags)}</p>" + self._list(self._labels(self.phrases.menu, 6))

    def _author(self) -> str:
        return f"<p>{self._fill(self.phrases.author)}</p>"

    def _share(self) -> str:
        return self._list([self._fill(self.phrases.share) for _ in range(self.rng.randint(1, 7))])

    def _comments(self) -> str:
        parts = [f"<h3>{self._fill(self.phrases.comments)}</h3>"]
        for _ in range(self.rng.randint(1, 3)):
            said = self.joint.join(self.rng.choice(self.elsewhere)[:2])
            parts.append(f"<p><b>{self._fill(self.phrases.remark)}</b></p><p>{escape(said, quote=False)}</p>")
        return "".join(parts)

    def _footer(self) -> str:
        return self._list(self._labels(self.phrases.footer, 10)) + f"<p>{self._fill(self.phrases.rights)}</p>"

    def _figure(self) -> str:
        width, height = self.rng.randint(80, 600), self.rng.randint(60, 400)
        image = f'<img alt="{escape(self.words.label(3))}" width="{width}" height="{height}">'
        return f"<figure>{image}<figcaption>{self._fill(self.phrases.caption)}</figcaption></figure>"

    def _meta(self) -> str:
        return "".join(f"<div>{self._fill(self.phrases.meta)}</div>" for _ in range(self.rng.randint(1, 3)))

    def _head(self, article: Article, bare: bool) -> str:
        """Headline and standfirst, with what may stand between and after them."""
        rng = self.rng
        headline = f"<{(tag := rng.choice(('h1', 'h1', 'h1', 'h2')))}>{escape(article.headline, quote=False)}</{tag}>"
        parts = [part() for part in rng.sample([self._meta, self._share, self._figure], rng.randint(0, 3)) if not bare]
        if article.standfirst:
            text = escape(self.joint.join(article.standfirst), quote=False)
            standfirst = rng.choice(
                ("<p>{}</p>", "<p><b>{}</b></p>", "<h2>{}</h2>", "<p><i>{}</i></p>", "<div>{}</div>")
            )
            parts.insert(rng.choice((0, 0, len(parts))), standfirst.format(text))
        return headline + "".join(parts)

    def _body(self, article: Article, bare: bool) -> list[str]:
        rng, parts = self.rng, list[str]()
        level = rng.choice(("h2", "h2", "h3", "h4"))
        inserts = (self._figure, self._advert, self._inline, self._quote, self._newsletter)
        for section in article.sections:
            if section.subhead is not None:
                parts.append(f"<{level}>{escape(section.subhead, quote=False)}</{level}>")
            for paragraph in section.paragraphs:
                parts.append(f"<p>{self.joint.join(_marked(sentence, rng) for sentence in paragraph)}</p>")
                if not bare and rng.random() < 0.15:
                    parts.append(rng.choice(inserts)())
        return parts

    def _inline(self) -> str:
        return f'<p><a href="#">{self._fill(self.phrases.inline)}</a></p>'

    def _quote(self) -> str:
        return f"<blockquote>{escape(self._sentence(), quote=False)}</blockquote>"


def _marked(sentence: str, rng: Random) -> str:
    """The sentence, now and then with a few of its words linked or emphasised; escaped."""
    words = sentence.split(" ")
    if len(words) < 6 or rng.random() > 0.12:
        return escape(sentence, quote=False)
    start = rng.randrange(len(words) - 3)
    tag = rng.choice(("a", "b", "em", "code"))
    parts = [" ".join(words[a:b]) for a, b in ((0, start), (start, start + 2), (start + 2, len(words)))]
    before, marked, after = (escape(part, quote=False) for part in parts)
    return f"{before} <{tag}>{marked}</{tag}> {after}".strip()
