"""Tests of glyph.text.sentences."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glyph.documents import DocumentBuilder, parse_document
from glyph.text.sentences import document_sentences, split_sentences

PROSE = st.text(st.sampled_from("aB9 .!?\"”()。！；，Dr日本\n\t\u00a0'’…"), max_size=60)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(PROSE | st.text(max_size=40))
@example("He said “No.” Then left...  And?!\n\nEnd")
def test_spans_tile_the_prose(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    covered = 0
    for start, end in spans:
        assert not text[covered:start].strip(), "only white space lies between"
        covered = end
    assert not text[covered:].strip()


@given(PROSE)
def test_a_sentence_is_one_sentence(text: str) -> None:
    """Split again, the marks that end it included, it stays whole."""
    for sentence in sentences(text):
        assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Smith met J. R. Doe at 3 p.m. on Monday. He left.",
         ["Dr. Smith met J. R. Doe at 3 p.m. on Monday.", "He left."]),
        ("It grew 3.5 percent, e.g. in the U.S. Markets rose.",
         ["It grew 3.5 percent, e.g. in the U.S. Markets rose."]),
        ("See Fig. 3 and No. 7. That is no. It is so.", ["See Fig. 3 and No. 7.", "That is no.", "It is so."]),
        ("“Stop!” She ran. (It was late.) “Why?” he asked.",
         ["“Stop!”", "She ran.", "(It was late.)", "“Why?” he asked."]),
        ("Visit example.com/a.b today. 12 came.", ["Visit example.com/a.b today.", "12 came."]),
        ("今天下雨。他说：“走吧！”我们走了；到家已晚。", ["今天下雨。", "他说：“走吧！”", "我们走了；", "到家已晚。"]),
        ("版本是3.5。New Title\nBody text", ["版本是3.5。", "New Title", "Body text"]),
        ("¿Qué pasó? ¡Nada! Fin.", ["¿Qué pasó?", "¡Nada!", "Fin."]),
        (" \n ", []),
    ],
)  # fmt: skip
def test_splits_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_sentences_of_a_document_stand_where_they_say() -> None:
    builder = DocumentBuilder()
    builder.heading("A title. With a dot")
    builder.paragraph("First one. Second one.")
    builder.code("not. Prose.")
    builder.list_item("An item")
    document = builder.build()
    found = document_sentences(document)
    assert [s.text for s in found] == ["A title.", "With a dot", "First one.", "Second one.", "An item"]
    assert all(document.source[slice(*s.span)] == s.text for s in found)
    assert [s.block for s in found] == [0, 0, 1, 1, 3]
    assert [s.text for s in document_sentences(document, ["list_item"])] == ["An item"]


def test_markup_within_a_sentence_belongs_to_its_span() -> None:
    source = "<p>One <b>bold</b> word. And <a href='#'>a link.</a></p>"
    first, second = document_sentences(parse_document(source, "html"))
    assert (first.text, source[slice(*first.span)]) == ("One bold word.", "One <b>bold</b> word.")
    assert (second.text, source[slice(*second.span)]) == ("And a link.", "And <a href='#'>a link.")
