"""Tests of glyph.documents.jsonl."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glyph.documents import Document
from glyph.documents.jsonl import parse_jsonl
from glyph.documents.model import NO_SOURCE
from glyph.documents.plain import parse_plain

TEXT = st.text(st.sampled_from('ab 数😀"\\/\b\f\n\r\t\u2028\0é{}:,'), max_size=30)
VALUES = st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | TEXT, st.lists, max_leaves=4)


def rows(document: Document) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for block in document.blocks:
        if block.kind == "rule":
            found.append([])
        else:
            found[-1].append(block.text)
    return found


@st.composite
def row(draw: st.DrawFn) -> tuple[str, str]:
    """A row's text, and the row."""
    text = draw(TEXT)
    fields = (
        draw(st.dictionaries(TEXT, VALUES, max_size=2))
        | {"text": text}
        | draw(st.dictionaries(TEXT, VALUES, max_size=1))
    )
    fields["text"] = text
    blank = draw(st.sampled_from(["", " ", "\t"]))
    written = json.dumps(fields, ensure_ascii=draw(st.booleans()), separators=(f"{blank},{blank}", f"{blank}:{blank}"))
    return text, f"{blank}{written}{blank}"


@given(st.lists(row(), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\n\n \n"]))
@example([("a\u4e2d😀\n\nb", '{"text":"a\\u4e2d\\ud83d\\ude00\\n\\nb"}')], "\n")
def test_every_character_stands_where_it_is_written(written: list[tuple[str, str]], line_end: str) -> None:
    source = line_end.join(line for _, line in written)
    document = parse_jsonl(source)
    assert document.source == source
    assert rows(document) == [[block.text for block in parse_plain(text).blocks] for text, _ in written]
    for block in document.blocks:
        for span in block.spans:
            if span.start == NO_SOURCE:
                assert span.text == "\n"  # for an old line end
            elif source[span.start] == "\\":
                assert len(span.text) == 1
            else:
                assert source[span.start : span.end] == span.text


def test_escapes_stand_at_their_backslash() -> None:
    source = r'{"text": "a\"b\u4e2d\ud83d\ude00c\n\ud83d"}'
    (block,) = parse_jsonl(source).blocks
    expected = [("a", 10), ('"', 11), ("b", 13), ("中", 14), ("😀", 20), ("c", 32), ("\n", 33), ("\ufffd", 35)]
    assert [(span.text, span.start) for span in block.spans] == expected


def test_the_last_of_equal_fields_counts() -> None:
    assert rows(parse_jsonl('\ufeff{"text": 1, "x": {"text": "no"}, "te\\u0078t": "yes"}\n')) == [["yes"]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[1]", "a row must be an object with a field 'text'"),
        ("{}", "field 'text' is missing; the row has none"),
        ('{"a": 1, "b": 2}', "field 'text' is missing; the row has 'a', 'b'"),
        ('{"text": null}', "field 'text' must be a string, got null"),
        ('{"text": "x"', "invalid JSON at column 13"),
        ('{"text": "a\tb"}', "invalid JSON at column 12: Invalid control character"),
        ('{"text": "\\x"}', "invalid JSON at column 11"),
        ("[" * 100_000, "invalid JSON: nested too deeply"),
        ('{"text": ' + "1" * 5_000 + "}", "invalid JSON: .*digits"),
    ],
)
def test_bad_rows_are_named(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=rf"f\.jsonl:3: {message}"):
        parse_jsonl(f'{{"text": "ok"}}\n\n{line}\n', "f.jsonl")


def test_no_rows() -> None:
    assert parse_jsonl("\ufeff \n\n").blocks == ()
