"""Paragraphs to make articles of; no sentence is in two splits."""

from __future__ import annotations

import re
from functools import cache

from glyph.data.generators.lookups.words import Words
from glyph.data.sample import SPLITS, Split, split_of
from glyph.data.sources.corpus import Corpus, reference_sentences
from glyph.documents.cjk import HAN
from glyph.text.sentences import split_sentences

Paragraphs = tuple[tuple[str, ...], ...]
NUM_PARAGRAPHS = 40  # made up at a time, or gone through of a corpus
_PLAIN = re.compile(r"[^\\$<>{}|`_=#]{18,220}[.!?。！？][\"”’」』）)]?")  # neither formula, code nor fragment
_OPENING = re.compile(rf"[A-Z0-9\"“‘「『《（({HAN}]")


def _is_plain(sentence: str) -> bool:
    """Whether it reads as a sentence of an article, whole."""
    paired = all(sentence.count(a) == sentence.count(b) for a, b in ("()", "（）", "“”", "[]"))
    fits = _PLAIN.fullmatch(sentence) and _OPENING.match(sentence)
    return bool(fits) and paired and sentence.count('"') % 2 == 0


@cache
def corpus_paragraphs(path: str, split: Split) -> Paragraphs:
    """Paragraphs of a text file, by line, of plain whole sentences; a repeated sentence is left to the first split."""
    found = [(split_of(line), [line[a:b] for a, b in split_sentences(line)]) for line in Corpus([path]).lines[0]]
    owner: dict[str, Split] = {}
    for own, sentences in found:
        for sentence in sentences:
            owner[sentence] = min(own, owner.get(sentence, "test"), key=SPLITS.index)
    kept = (
        tuple(s for s in dict.fromkeys(sentences) if owner[s] == split and _is_plain(s))
        for own, sentences in found
        if own == split
    )
    return tuple(paragraph for paragraph in kept if paragraph)


@cache
def reference_paragraphs(split: Split, size: int = 3) -> Paragraphs:
    """The Python language reference, so many sentences a paragraph."""
    sentences = [s for s in reference_sentences(split) if _is_plain(s)]
    return tuple(tuple(sentences[k : k + size]) for k in range(0, len(sentences), size))


def draw_paragraphs(words: Words) -> Paragraphs:
    """Neighbouring paragraphs of one text, ``NUM_PARAGRAPHS`` at most; made-up ones where no text is at hand."""
    rng = words.rng
    pools = [corpus_paragraphs(path, words.split) for path in words.corpus]
    if words.language == "en" and (not any(pools) or rng.random() < 0.15):
        pools = [reference_paragraphs(words.split)]
    pools = [pool for pool in pools if pool]
    if not pools:
        return tuple(tuple(_made(words) for _ in range(rng.randint(1, 4))) for _ in range(NUM_PARAGRAPHS))
    pool = rng.choice(pools)
    start = rng.randrange(max(1, len(pool) - NUM_PARAGRAPHS + 1))
    return pool[start : start + NUM_PARAGRAPHS]


def _made(words: Words) -> str:
    """A sentence of one to four clauses."""
    clauses = [words.made_sentence()[:-1] for _ in range(words.rng.randint(1, 2 if words.language == "zh" else 1))]
    return "，".join(clauses) + ("。" if words.language == "zh" else ".")
