"""The coarse view: what stays, what hides behind a mark, and that it can be shown again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Block, Document, Span
from glyph.render import NO_SOURCE
from glyph.render.keyparts import HIDDEN_MARK, hidden_ranges, key_parts
from tests.render.drawing import draw_pages, painted_places, plain_document
from tests.render.strategies import documents

PROSE = st.lists(
    st.sampled_from(
        ["It is so. ", "It was 12. ", "何もない。", "利润３元。", "No end", "Why? ", "3.5 % up! ", "\n", "…"]
    ),
    max_size=9,
).map("".join)


def text_of(document: Document) -> str:
    return "|".join(block.text for block in document.blocks)


def test_first_sentences_figures_and_emphasis_stay() -> None:
    text = "One goes. Two goes. In 2023 it rose. Nothing. Bold word here. Code here. Link here. End."
    marked = [("Bold word", {"bold": True}), ("Code", {"mono": True}), ("Link", {"link": True})]
    spans, at = [], 0
    for words, look in marked:
        start = text.index(words)
        spans += [Span(text[at:start], at), Span(words, start, **look)]  # type: ignore[arg-type]
        at = start + len(words)
    document = Document(text, (Block("paragraph", (*spans, Span(text[at:], at))),))
    shown = text_of(key_parts(document))
    assert shown == "One goes. […] In 2023 it rose. […] Bold word here. Code here. Link here. […]"
    assert [text[a:b].strip() for a, b in hidden_ranges(document)] == ["Two goes.", "Nothing.", "End."]


def test_a_decimal_point_ends_no_sentence() -> None:
    assert text_of(key_parts(plain_document("A. B 3.5 m. C."))) == "A. B 3.5 m. […]"


@given(documents(), PROSE)
def test_what_is_hidden_and_what_is_shown_make_the_whole(document: Document, prose: str) -> None:
    start = len(document.source)
    document = replace(
        document,
        source=document.source + prose,
        blocks=(*document.blocks, Block("quote", (Span(prose[:7], start), Span(prose[7:], start + len(prose[:7]))))),
    )
    short, hidden = key_parts(document), hidden_ranges(document)
    shown = set(painted_places(short))
    away = {k for low, high in hidden for k in range(low, high)}
    assert [low for low, _ in hidden] == sorted(low for low, _ in hidden)
    assert not shown & away
    assert set(painted_places(document)) <= shown | away
    marks = [span for block in short.blocks for span in block.all_spans() if span.start == NO_SOURCE]
    assert len(marks) == len(hidden) and all(span.text.strip() == HIDDEN_MARK for span in marks)


@given(PROSE, st.data())
def test_hidden_runs_can_be_shown(prose: str, data: st.DataObject) -> None:
    document = plain_document(prose)
    count = len(hidden_ranges(document))
    assert text_of(key_parts(document, range(count))) == prose
    expanded = data.draw(st.sets(st.integers(0, count + 1)))
    short = text_of(key_parts(document, expanded))
    assert short.count(HIDDEN_MARK) == count - len({k for k in expanded if k < count})


@given(documents())
def test_headings_lists_tables_code_and_all_figures_stay(document: Document) -> None:
    pages = draw_pages(document, paragraphs="key")
    shown = {int(k) for page in pages for k in page.offsets}
    for block in document.blocks:
        for k in painted_places(replace(document, blocks=(block,))):
            if block.kind not in ("paragraph", "quote") or document.source[k] in "0123456789":
                assert k in shown
