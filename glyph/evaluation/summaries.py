"""Score extracts of web pages against the summaries their sites wrote, and the extracts that need no model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glyph.documents import Block, Document
from glyph.documents.cjk import is_cjk
from glyph.metrics.rouge import rouge, summary_tokens
from glyph.text.sentences import PROSE, document_sentences

MIN_WORDS = 6  # of a sentence that is no link, date or name


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTION_WORDS = _words("""the and for are but not you all any can had her was one our out has him his how its may new
    now see way who did get let she too use that this with have from they will would there their what about which when
    were been than them then these those into some such only also over more most other your could should very just
    where while after
    los las del que por con una para como más sus pero ser fue son este esta der die das und ist von mit dem den ein
    eine auch auf für sich nicht des als les une est par pour dans qui sur pas aux ces ses avec sont plus""")
_FUNCTION_CHARS = frozenset(
    "的了是在和与也有不这那我你他她它们就都而及或之以于为被把对从到上下中个一のにはをたがでとしてれさもないるす"
)


@dataclass(frozen=True, slots=True)
class SummaryScore:
    """Of one extract; all but ``num_words`` lie in 0..1."""

    rouge1: float  # F1, as the next two
    rouge2: float
    rougeL: float
    coverage: float  # share of the reference's content words that it says
    num_words: int  # Chinese by character


def content_words(text: str) -> Counter[str]:
    """Words of three letters and more, figures, and CJK characters, but for those that mean little by themselves.

    English, Chinese and Japanese function words are known, and the commonest Spanish, German and French ones.
    """
    tokens = summary_tokens(text)
    return Counter(token for token in tokens if _means_something(token))


def _means_something(token: str) -> bool:
    if is_cjk(token[0]):
        return token not in _FUNCTION_CHARS
    return token.isdigit() or (len(token) > 2 and token not in _FUNCTION_WORDS)


def coverage(prediction: str, reference: str) -> float:
    """ROUGE-1 recall on content words: of those of a reference, the share that a prediction says as often.

    Raises:
        ValueError: when the reference has none.
    """
    wanted = content_words(reference)
    if not wanted:
        raise ValueError(f"the reference {reference!r} holds no content word to cover")
    return (content_words(prediction) & wanted).total() / wanted.total()


def score_summary(prediction: str, reference: str) -> SummaryScore:
    """Score one extract against one reference; raises ValueError as ``coverage``."""
    said, wanted = summary_tokens(prediction), summary_tokens(reference)
    found = (rouge(said, wanted, 1).f1, rouge(said, wanted, 2).f1, rouge(said, wanted, "L").f1)
    return SummaryScore(*found, coverage(prediction, reference), len(said))


def lead(document: Document, num_sentences: int = 3) -> str:
    """The first sentences of a page as it was parsed, boilerplate and all."""
    return " ".join(sentence.text for sentence in document_sentences(document)[:num_sentences])


def lead_below_headline(document: Document, num_sentences: int = 3) -> str:
    """The first sentences below the first heading of the highest level, but for those too short to say much."""
    levels = [block.level for block in document.blocks if block.kind == "heading"]
    headline = next(
        (k for k, block in enumerate(document.blocks) if block.kind == "heading" and block.level == min(levels)), -1
    )
    below = [s.text for s in document_sentences(document) if s.block > headline]
    telling = [text for text in below if len(summary_tokens(text)) >= MIN_WORDS]
    return " ".join(telling[:num_sentences])


def lead_of_text(document: Document, num_sentences: int = 3) -> str:
    """The first sentences of the longest run of paragraphs, by characters; empty where there is no paragraph."""
    runs = list(_runs(document.blocks))
    if not runs:
        return ""
    longest = max(runs, key=lambda run: sum(len(block.text) for block in run))
    sentences = document_sentences(Document(document.source, tuple(longest)), PROSE)
    return " ".join(sentence.text for sentence in sentences[:num_sentences])


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Paragraphs with no other block between."""
    run: list[Block] = []
    for block in [*blocks, Block("rule")]:
        if block.kind == "paragraph":
            run.append(block)
        elif run:
            yield run
            run = []
