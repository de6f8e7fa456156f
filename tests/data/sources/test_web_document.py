"""Tests of glyph.data.sources.web_document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glyph.data.sources.web_document import block_span, num_lines, web_document
from glyph.documents import Document, parse_document

PIECES = st.sampled_from(
    [
        "<h1> A head </h1>", "<p>Some <b>bold</b> prose &amp; a <a href='#'>link</a>.</p>",
        "<p><a href='#'>Home</a></p>",
        "<ul><li><a href='#'>News</a></li><li><a href='#'>World</a></li></ul>", "<img alt='x' width=90 height=90>",
        "<table><tr><td>a</td><th>b</th></tr></table>", "<p>两行<br>中文</p>", "<button>Go</button>", "<hr>", "text",
    ]
)  # fmt: skip


def page(html: str, max_lines: float = 1000.0) -> Document:
    return web_document(parse_document(html, "html"), max_lines)


@given(st.lists(PIECES, max_size=12), st.floats(0, 30))
def test_every_span_stands_in_the_source(pieces: list[str], max_lines: float) -> None:
    document = page("".join(pieces), max_lines)
    for block in document.blocks:
        for span in block.all_spans():
            assert document.source[span.start : span.end] == span.text
    assert len(document.blocks) <= 1 or sum(map(num_lines, document.blocks)) <= max_lines


@given(st.lists(PIECES, max_size=12), st.floats(0, 30))
def test_a_cut_keeps_the_beginning(pieces: list[str], max_lines: float) -> None:
    html = "".join(pieces)
    assert page(html).source.startswith(page(html, max_lines).source)


def test_links_stand_in_bars_and_pictures_are_left_out() -> None:
    links = "".join(f"<li><a href='#'>Item {k}</a></li>" for k in range(4))
    document = page(f"<img alt='Logo' width=200 height=200><ul>{links}</ul><h2>Head</h2><form><input value=v></form>"
                    "<p>Prose with <a href='#'>one link</a> in it.</p><p><a href='#'>Alone</a></p>")  # fmt: skip
    assert [block.kind for block in document.blocks] == ["nav", "heading", "paragraph", "paragraph"]
    assert document.source.splitlines()[0] == "Item 0\tItem 1\tItem 2\tItem 3"
    assert document.source[slice(*block_span(document.blocks[1]))] == "Head"


def test_the_source_is_free_of_markup() -> None:
    assert page("<p>One <b>bold</b> &amp; <i>more</i>.</p>").source == "One bold & more.\n"
