"""Tests of glyph.documents.html.parser.

Every span reads ``source[start:end] == text``, but for these: the characters of a reference ("&amp;") stand
at its "&"; a one-character " " may stand at other white space, and "\\n" at a <br> or a carriage return; and
what is not in the source starts at -1.
"""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from justhtml import JustHTML, Text

from glyph.documents.html.nesting import MAX_DEPTH
from glyph.documents.html.parser import parse_html
from glyph.documents.model import NO_SOURCE, Block, Cell, Document, Span
from tests.places import SHARED

WEB_PAGES = SHARED / "data/webpages/dev.jsonl.gz"
WHITE_SPACE = " \t\n\f\r"

TEXTS = [
    "word", "数据", "a b", " ", "  ", "\n", "\r\n", "\r", "\t", "\x0c", "\0", "\u3000", "\xa0", "é", "😀", "x < y",
    "<", "&", ";", '"', "=", "&amp;", "&lt;", "&#20013;", "&#x4e2d", "&copy", "&notit;", "&nbsp;", "&#32;", "&#10;",
    "&#13;", "&#0;", "&#128;", "&#xD800;", "&#99999999999;", "&bogus;", "&ampamp;", "&NotEqualTilde;",
]  # fmt: skip
TAGS = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<span a='>'>", "</span>",
    "<ul>", "</ul>", "<ol start=7>", "<li>", "</li>", "<dl>", "<dt>", "<dd>", "<blockquote>", "</blockquote>",
    "<pre>", "</pre>", "<code>", "</code>", "<h1>", "</h1>", "<br>", "<br/>", "</br>", "<hr>",
    "<table>", "</table>", "<caption>", "<thead>", "<tr>", "</tr>", "<td>", "</td>", "<th colspan=2>", "</th>",
    "<td rowspan=2>", "<colgroup>", "<col>", "<nav>", "</nav>", "<math><mi>", "</math>", "<title>x</title>",
    "<nobr>", "</foo>", "<foo>", "</>", "<!-- c -->", "<!---->", "<!-->", "<!bogus>", "<?xml version='1'?>",
    "<!doctype html>", "</foo bar>", "<body>", "</body>", "<html>", "</html>", "<head>", "</head>", "<form>",
    "<script>a<b</script>", "<style>s</style>", "<template>t</template>", "<noscript><p>n</noscript>",
    "<p hidden>", "<i style='display:none'>", "<listing>", "<xmp>", "</xmp>", "<ruby>", "<rt>", "<section>",
]  # fmt: skip
CONTROLS = [
    "<button>", "</button>", "<input type=checkbox checked>", "<input value='v &amp; \r\n w'>", "<input type=submit>",
    "<input value=a&lt;b>", "<input placeholder=\"\0p\">", "<input type=password value=s>", "<input type=hidden>",
    "<select>", "</select>", "<option>", "<option selected>", "<textarea>", "\n</textarea>", "<img alt='A&B'>",
    "<img alt=icon width=9>", "<img src=x width=5 height=1e9", "<svg>", "</svg>", "<svg width=9/>", "<title>",
    "</title>", "<desc>", "<![CDATA[", "]]>", "<iframe title=f>", "</iframe>", "<object>", "<object data=x>", "<q>",
    "</q>", "<dialog>", "<label>", "<x a=\"", "<x a='", "'>", '">', "<!--", "-->", "<plaintext>", "<frameset>",
]  # fmt: skip


def soup(pieces: list[str], size: int = 30) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=size).map("".join)


def spans_of(document: Document) -> list[Span]:
    return [span for block in document.blocks for span in block.all_spans()]


def check_spans(document: Document) -> None:
    source = document.source
    for span in spans_of(document):
        assert span.text
        if span.start == NO_SOURCE:
            continue
        assert 0 <= span.start < len(source)
        if source[span.start : span.end] != span.text:
            char = source[span.start]
            is_space = span.text == " " and char in WHITE_SPACE
            is_break = span.text == "\n" and char in "<\r"
            is_mark = len(span.text) == 1 and span.text + char in ("¹1", "²2", "³3", "[(", "])")
            is_shown = span.token == "error" and span.text == f"‹U+{ord(char):04X}›"
            assert char == "&" or is_space or is_break or is_mark or is_shown, (span, source[span.start :][:20])


def look(block: Block) -> tuple[str, str, int, str]:
    return block.kind, block.text, block.level, block.marker


def looks(html: str) -> list[tuple[str, str, int, str]]:
    document = parse_html(html)
    check_spans(document)
    return [look(block) for block in document.blocks]


def kinds(html: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text, _, _ in looks(html)]


def only(html: str) -> Block:
    document = parse_html(html)
    check_spans(document)
    (block,) = document.blocks
    return block


def painted(html: str) -> list[tuple[str, int]]:
    return [(span.text, span.start) for span in only(html).spans]


def cells(block: Block) -> list[list[str]]:
    return [[cell.text for cell in row] for row in block.rows]


# Where characters stand


@given(soup(TEXTS + TAGS))
@example("<table>a<tr>b<td>c</foo>d</td></tr>e</table>z")
@example("<?xml version='1'?>\n<!doctype html>\n<p>a<!doctype x>b")
@example("<pre>\r\n x\r\ry</pre>")
@example("<table> <!---->x<tr> <td>y</table>")
@example("\ufeff \r\n<p>a&amp")
@example("<b><p>a</b>b</p>c")
@example("\0&#0;word")
@example("<math><mi><xmp>&ampamp;</xmp></mi><xmp>&amp;")
@example("<svg><p><xmp>&ampamp;")
def test_every_character_of_prose_has_its_own_place(text: str) -> None:
    document = parse_html(text)
    assert document.source == text
    check_spans(document)
    placed = [span for span in spans_of(document) if span.start != NO_SOURCE]
    own = [span.start + k for span in placed for k in range(len(span.text)) if document.source[span.start] != "&"]
    assert len(own) == len(set(own))
    lost = "".join(span.text for span in spans_of(document) if span.start == NO_SOURCE)
    assert not lost.translate(dict.fromkeys(map(ord, " \n•.0123456789"))), lost


@given(soup(TEXTS + TAGS + CONTROLS))
@example("<svg><title><![CDATA[a>b]]></title></svg>c")
@example("<math><xmp><textarea><caption>")
@example("<select><option>a<option selected>b")
@example('<xmp><input placeholder="\x00p">')
def test_every_span_stands_where_it_says(text: str) -> None:
    document = parse_html(text)
    assert document.source == text
    check_spans(document)


@given(st.text(max_size=200))
def test_any_text_parses(text: str) -> None:
    check_spans(parse_html(text))


def reference_text(html: str) -> str:
    """What a plain parse without places holds, but for hidden elements and white space."""
    parts: list[str] = []
    nodes = [JustHTML(html, sanitize=False).root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Text):
            parts.append(node.data or "")
        elif node.name not in ("head", "script", "style", "template", "noscript", "title") and not (
            node.attrs and ("hidden" in node.attrs or "style" in node.attrs)
        ):
            nodes.extend(reversed(node.children or ()))
    return squeezed("".join(parts))


def squeezed(text: str) -> str:
    return "".join(text.replace("\0", "").replace("\ufffd", "").split())


@given(soup([piece for piece in TEXTS + TAGS if piece not in ("\0", "<td rowspan=2>")]))
def test_paints_what_a_browser_reads(text: str) -> None:
    document = parse_html(text)
    of_source = (span.text for span in spans_of(document) if span.start != NO_SOURCE)
    assert squeezed("".join(of_source)) == reference_text(text)


@pytest.mark.parametrize(
    ("html", "spans"),
    [
        ("<p>one two</p>", [("one two", 3)]),
        ("<p> one\n  two </p>", [("one", 4), (" two", 9)]),
        ("<p>one\ntwo", [("one", 3), (" ", 6), ("two", 7)]),
        ("<p>one  two", [("one ", 3), ("two", 8)]),
        ("<p>one\r\n two", [("one", 3), (" two", 8)]),
        ("<p>a &amp; b", [("a ", 3), ("&", 5), (" b", 10)]),
        ("<p>&#20013;&NotEqualTilde;!", [("中", 3), ("≂̸", 11), ("!", 26)]),
        ("<p>a<br>b", [("a", 3), ("\n", 4), ("b", 8)]),
        ("<p><br>a <br> b<br></p>", [("a", 7), ("\n", 9), ("b", 14)]),
        ("a</foo>b", [("a", 0), ("b", 7)]),
        ("a\0b", [("a", 0), ("b", 2)]),
        ("a<!-- x -->b", [("a", 0), ("b", 11)]),
        ("a<![CDATA[x]]>b", [("a", 0), ("b", 14)]),
        ("a</foo bar>b", [("a", 0), ("b", 11)]),
        ("a<div", [("a", 0)]),
        ("a < b & c", [("a < b & c", 0)]),
        ("\ufeffa", [("a", 1)]),
        ("<pre>\r\n x\r\n\ty \n</pre>", [(" x", 7), ("\n\ty", 10)]),
        ("<pre>&#10;a", [("a", 10)]),
        ("<pre>a\rb", [("a", 5), ("\n", 6), ("b", 7)]),
        ("<p>a&nbsp; b", [("a", 3), ("\xa0", 4), (" b", 10)]),
        ("&notit; &copy=1 &#x80;", [("¬", 0), ("it; ", 4), ("©", 8), ("=1 ", 13), ("€", 16)]),
    ],
)
def test_splits_spans_where_the_source_differs(html: str, spans: list[tuple[str, int]]) -> None:
    assert painted(html) == spans


def test_repeated_words_are_told_apart() -> None:
    html = "<p title=same>same<!-- same --> <i>same</i></same> same <script>same</script>same"
    starts = [span.start + span.text.index("same") for span in spans_of(parse_html(html)) if "same" in span.text]
    assert starts == [14, 35, 51, html.rindex("same")]


def test_text_put_before_a_table_keeps_its_places() -> None:
    html = "<p>X<table>A<tr>B<td>C</foo>D</td></tr>E</table>Z"
    document = parse_html(html)
    assert document.text() == "XABE\nCD\nZ"
    assert {span.text: span.start for span in spans_of(document)} == {char: html.index(char) for char in "XABCDEZ"}


# Blocks


def test_reads_every_kind_of_text_block() -> None:
    html = """<!DOCTYPE html><html><head><title>T</title><style>s</style></head><body>
<h1>Title</h1><h3>Sub <em>em</em></h3>loose<p>A paragraph
<div>Division<section>Section</section>tail</div>
<blockquote>quoted<blockquote>deep</blockquote></blockquote>
<pre>  x = 1
    y</pre><hr>
<figure><figcaption>Caption</figcaption></figure>
<details><summary>Summary</summary>Body</details>
<script>s()</script><noscript>n</noscript><template>t</template><!-- c -->
"""
    assert looks(html) == [
        ("heading", "Title", 1, ""),
        ("heading", "Sub em", 3, ""),
        ("paragraph", "loose", 0, ""),
        ("paragraph", "A paragraph", 0, ""),
        ("paragraph", "Division", 0, ""),
        ("paragraph", "Section", 0, ""),
        ("paragraph", "tail", 0, ""),
        ("quote", "quoted", 1, ""),
        ("quote", "deep", 2, ""),
        ("code", "  x = 1\n    y", 0, ""),
        ("rule", "", 0, ""),
        ("paragraph", "Caption", 0, ""),
        ("paragraph", "Summary", 0, ""),
        ("paragraph", "Body", 0, ""),
    ]


def test_reads_lists() -> None:
    html = """<ul><li>one<ol start="3"><li>three</li><li value=7>seven<li>eight</ol><p>more</li><li><h3>head</h3></ul>
<ol start=99999999999999999999999><li>x</ol><dl><dt>term<dd>said</dl><li>alone"""
    assert looks(html)[:8] == [
        ("list_item", "one", 1, "•"),
        ("list_item", "three", 2, "3."),
        ("list_item", "seven", 2, "7."),
        ("list_item", "eight", 2, "8."),
        ("list_item", "more", 1, ""),
        ("list_item", "head", 1, "•"),
        ("list_item", "x", 1, "999999999."),
        ("paragraph", "term", 0, ""),
    ]
    assert looks(html)[8:] == [("list_item", "said", 1, ""), ("list_item", "alone", 1, "•")]


def test_reads_looks() -> None:
    html = """<p>a<b>b<i>c</i></b><strong>d</strong><cite>e</cite><code>f</code><kbd>g</kbd><a href=x>h<b>i</b></a>
<a name=y>j</a><pre><code>k</code></pre>"""
    document = parse_html(html)
    check_spans(document)
    found = {span.text.strip(): (span.bold, span.italic, span.mono, span.link) for span in spans_of(document)}
    yes, no = True, False
    assert found == {
        "a": (no, no, no, no), "b": (yes, no, no, no), "c": (yes, yes, no, no), "d": (yes, no, no, no),
        "e": (no, yes, no, no), "f": (no, no, yes, no), "g": (no, no, yes, no), "h": (no, no, no, yes),
        "i": (yes, no, no, yes), "j": (no, no, no, no), "k": (no, no, no, no), "": (no, no, no, no),
    }  # fmt: skip


@pytest.mark.parametrize(
    "attributes",
    ["hidden", "aria-hidden=true", 'style="color:red; DISPLAY : none"', "style=visibility:hidden"],
)
def test_skips_what_is_hidden(attributes: str) -> None:
    assert kinds(f"<p>a<b {attributes}>x<i>y</i></b>b<div {attributes}><p>z<img alt=q></div>") == [("paragraph", "ab")]


def test_skips_what_no_browser_shows() -> None:
    html = "<audio>a</audio><datalist><option>o</datalist><dialog>d</dialog><math><annotation>n</annotation></math>"
    assert kinds(html + "<p>&nbsp;</p><input type=hidden value=h><svg><path d=M0/></svg>") == []
    assert kinds("<dialog open>d</dialog>") == [("paragraph", "d")]


@pytest.mark.parametrize(
    "html",
    [
        "<del>80 EUR</del> 65", "<s>80 EUR</s> 65", "<strike>80 EUR</strike> 65", "<del>80 <b>EUR</b></del> 65",
        "<span style='text-decoration: line-through'>80 EUR</span> 65",
        "<i style='color:red;TEXT-DECORATION:underline line-through'>80 EUR</i> 65",
        "<span style='text-decoration-line:line-through;'>80 EUR</span> <ins>65</ins>",
    ],
)  # fmt: skip
def test_struck_text_is_marked(html: str) -> None:
    for block in (only(f"<p>{html}"), only(f"<table><tr><th>a<th>b<tr><td>c<td>{html}</table>")):
        struck = "".join(span.text for span in block.all_spans() if span.strike)
        assert struck == "80 EUR" and "65" in block.text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<progress>70%</progress>", "70%"),
        ("<progress value=70 max=100></progress>", "70%"),
        ("<meter value=0.4></meter>", "40%"),
        ("Done: <progress value=3 max=4>3 of 4</progress> today", "Done: 3 of 4 today"),
    ],
)
def test_gauges_are_text(html: str, expected: str) -> None:
    assert only(html).text == expected
    assert kinds("<progress></progress><meter value=x></meter>")[:1] in ([], [("paragraph", "x")])


def test_styles_keep_white_space() -> None:
    table = "Item    2023\n  Net   12"
    assert kinds(f"<div style='white-space: pre'>{table}</div>") == [("code", table)]
    assert kinds(f"<p style='white-space:pre-wrap;color:red'>{table}</p>") == [("code", table)]
    assert kinds(f"<p style='white-space: pre-line'>{table}</p>") == [("paragraph", "Item 2023\nNet 12")]
    assert kinds(f"<p style='white-space: nowrap'>{table}</p>") == [("paragraph", "Item 2023 Net 12")]


def test_a_chance_to_break_is_kept() -> None:
    assert only("<p>long<wbr>word").text == "long\u200bword"


def test_quotes_and_math_are_text() -> None:
    assert only("<p>say <q>it</q> <math><mi>x</mi><mo>=</mo></math>").text == "say “it” x="


# Tables


def test_reads_a_table() -> None:
    table = only(
        """<table><thead><tr><th>Item</th><th align=right colspan="2">Value &amp; unit</th></tr></thead>
<tr align="center"><td><b>a</b> b<td style="text-align: right">1,024<td>m
<tr><td><p>two</p><p>lines</p><td><td colspan=99999>x<tr></table>"""
    )
    assert table.kind == "table"
    assert cells(table) == [["Item", "Value & unit"], ["a b", "1,024", "m"], ["two\nlines", "", "x"]]
    assert [[cell.align for cell in row] for row in table.rows][:2] == [
        ["left", "right"],
        ["center", "right", "center"],
    ]
    assert [cell.header for row in table.rows for cell in row] == [True] * 2 + [False] * 6
    assert [cell.colspan for row in table.rows for cell in row] == [1, 2, 1, 1, 1, 1, 1, 1000]
    assert all(span.bold for cell in table.rows[0] for span in cell.spans)
    assert table.rows[1][0].spans[0].bold and not table.rows[1][0].spans[1].bold


@pytest.mark.parametrize(
    ("given_span", "colspan"), [("0", 1), ("-3", 1), ("x", 1), ("", 1), ("2.9", 2), ("9" * 5000, 1000)]
)
def test_clamps_colspan(given_span: str, colspan: int) -> None:
    table = only(f"<table><tr><td colspan='{given_span}'>a<td>b</table>")
    assert [cell.colspan for cell in table.rows[0]] == [colspan, 1]


def test_a_cell_that_reaches_down_leaves_empty_cells() -> None:
    table = only("<table><tr><td rowspan=2>a<td>b<td rowspan=0>c<tr><td>d<tr><td>e<td>f</table>")
    assert cells(table) == [["a", "b", "c"], ["", "d", ""], ["e", "f", ""]]


def test_a_caption_stands_before_its_table() -> None:
    assert kinds("<table><caption>C</caption><tr><td>a<td>b</table>") == [("paragraph", "C"), ("table", "ab")]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>a<tr><td>b</table>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<table role=presentation><tr><td>a<td>b</table>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<table><tr><td><h1>a</h1><td>b</table>", [("heading", "a"), ("paragraph", "b")]),
        ("<table><tr><td>Name<td><input></table>", [("paragraph", "Name"), ("field", "")]),
        ("<table><tr><td><p>a<p>b<td>c</table>", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", [("table", "ab"), ("paragraph", "c")]),
        ("<table></table><table><tr><td><td></table>", []),
    ],
)
def test_a_layout_table_gives_ordinary_blocks(html: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(html) == expected


def test_blocks_within_a_cell_with_headers_become_lines() -> None:
    table = only(
        """<table><tr><th>Name<td><ul><li>x<li>y</ul><img alt=pic><button>go</button>
<table><tr><td>1<td>2<tr><td>3<td>4</table></table>"""
    )
    assert cells(table) == [["Name", "• x\n• y\npic\ngo\n1 2\n3 4"]]


# Navigation, forms and images


def test_reads_a_navigation_bar() -> None:
    html = "<nav><h2>Menu</h2><ul><li><a href=a>One <b>1</b></a><li><a href=b>Two</a><li>Here</ul></nav>"
    assert kinds(html) == [("heading", "Menu"), ("nav", "One 1TwoHere")]
    nav = parse_html(html).blocks[1]
    assert cells(nav) == [["One 1", "Two", "Here"]]
    assert nav.rows[0][1] == Cell((Span("Two", html.index("Two"), link=True),))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div role=navigation><a href=a>A</a> | <a href=b>B</a></div>", [("nav", "A|B")]),
        ("<nav><a href=a>A</a><nav><a href=b>B</a></nav></nav>", [("nav", "AB")]),
        ("<nav><button>Open</button><a href=a>A</a></nav>", [("button", "Open"), ("nav", "A")]),
        ("<nav>No links</nav>", [("paragraph", "No links")]),
        (
            "<nav><a href=a>A</a><p>A text that is too long for an item.</nav>",
            [("nav", "A"), ("paragraph", "A text that is too long for an item.")],
        ),
    ],
)
def test_finds_bars_of_links(html: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(html) == expected


@pytest.mark.parametrize(
    ("html", "kind", "text", "start"),
    [
        ("<button type=x>\n Go <b>now</b> </button>", "button", "Go now", 17),
        ("<button aria-label='Close'><svg></svg></button>", "button", "Close", 20),
        ("<button><img alt='Find' width=90></button>", "button", "Find", 18),
        ("<input type=submit value='Send &gt;'>", "button", "Send >", 26),
        ("<input type=RESET>", "button", "Reset", NO_SOURCE),
        ("<input type=image alt=Go>", "button", "Go", 22),
        ("<input type=file value=x>", "button", "Choose File", NO_SOURCE),
        ("<input VALUE = 'a  b' placeholder=p>", "field", "a b", 16),
        ("<input type=email placeholder=you@x.y>", "field", "you@x.y", 30),
        ("<input a='value=no' value=\"yes\">", "field", "yes", 27),
        ("<input value=one value=two>", "field", "one", 13),
        ("<input type=password value=secret>", "field", "••••••", NO_SOURCE),
        ("<select><option>a<option>b</select>", "field", "a", 16),
        ("<select><optgroup label=g><option>a<option selected>b</select>", "field", "b", 52),
        ("<select><option label=L>a</select>", "field", "L", 22),
        ("<textarea placeholder=p>\n a\n  b\n</textarea>", "field", " a\n  b", 25),
        ("<textarea placeholder=p> </textarea>", "field", "p", 22),
        ("<img alt='A &amp; B'>", "image", "A & B", 10),
        ("<svg viewBox='0 0 1 1'><title>Chart</title><text>t</text></svg>", "image", "Chart\nt", 30),
        ("<svg><g><text>Q1 <tspan>80</tspan></text></g><text>Q2</text></svg>", "image", "Q1 80\nQ2", 14),
        (
            "<select multiple><option>a<option selected>b<option selected>c</select>",
            "field",
            "☐ a\n☑ b\n☑ c",
            NO_SOURCE,
        ),
        ("<iframe title=Map>inner</iframe>", "image", "Map", 14),
    ],
)
def test_reads_controls_and_images(html: str, kind: str, text: str, start: int) -> None:
    block = only(html)
    assert (block.kind, block.text, block.spans[0].start) == (kind, text, start)


def test_empty_boxes() -> None:
    assert kinds("<input><select></select><textarea></textarea><img src=x><canvas>c</canvas><button></button>") == [
        ("field", ""),
        ("field", ""),
        ("field", ""),
        ("image", ""),
        ("image", ""),
    ]


def test_check_boxes_and_labels_are_one_line() -> None:
    html = "<label><input type=checkbox> Keep</label> <input type=radio checked>One<input type=radio>Two"
    assert painted(html)[:2] == [("☐", NO_SOURCE), (" Keep", 28)]
    assert only(html).text == "☐ Keep ◉ One ○ Two"
    assert only("<input type=checkbox checked> on").text == "☑ on"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width=640 height=480", (640, 480)),
        ("width=' 640px ' height=480.5", (640, 480)),
        ("width=99999 height=5000", (4096, 4096)),
        ("width=100% height=50", None),
        ("width=640", None),
        (f"width={'9' * 5000} height=-4", None),
    ],
)
def test_reads_the_size_of_an_image(attributes: str, size: tuple[int, int] | None) -> None:
    assert only(f"<img {attributes} alt=x>").size == size


def test_icons_stand_in_the_line() -> None:
    assert kinds("<p>nice <img alt='😀' width=16> day<img width=1 height=1>") == [("paragraph", "nice 😀 day")]
    assert kinds("<p>a<img alt=x width=200>b") == [("paragraph", "a"), ("image", "x"), ("paragraph", "b")]
    assert only("<a href=x><img alt=logo></a>").spans[0].link


def test_the_document_says_what_it_is() -> None:
    document = parse_html("<p>x", "page.html")
    assert (document.name, document.style, document.source) == ("page.html", "web", "<p>x")
    assert parse_html("").blocks == ()


# Hostile input


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<div>", ""), ("<b>", ""), ("<b><p>", ""), ("<ul><li>", ""), ("<blockquote>", "</blockquote>"),
        ("<table><tr><td>", ""), ("<table>a<tr><td>", "</td>b</table>"), ("<svg>", ""), ("<svg><mi></tr>", ""),
        ("<font color=x><div></div>", ""), ("<span><div></span>", ""), ("<div><table></div></table>", ""),
        ("<li><dd>", ""), ("<q>", "</q>"), ("<select><option>x", ""), ("<button><table><td>", ""),
        ("<object><applet></b>", "<tr>"), ("<nav>", "<a href=x>x</a></nav>"), ("<template>", ""), ("</p>", ""),
        ("<a><ul><applet>", "</a>"), ("a</foo>", ""), ("<x a='", ""), ("<!--", ""), ("<", ""), ("&", ""),
        ("&#x", ""), ("&aaaa", ""), ("</", ""), ("<table>x", ""), ("<title>", ""), ("<pre>\r", ""),
    ],
)  # fmt: skip
def test_hostile_input_takes_linear_time(opening: str, closing: str) -> None:
    def seconds(times: int) -> float:
        html = opening * times + "end" + closing * times
        started = time.process_time()
        document = parse_html(html)
        elapsed = time.process_time() - started
        check_spans(document)
        return elapsed

    short, long = max(seconds(800), seconds(800)), min(seconds(6400), seconds(6400))
    assert long < 1.5 or long < 40 * short  # eight times as much text; quadratic would be 64 times


def test_deep_nesting_keeps_the_text() -> None:
    depth = 100_000
    html = "<div>" * depth + "deep &amp; <i>safe</i>" + "</div>" * depth + "<h1>after</h1>"
    assert kinds(html) == [("paragraph", "deep & safe"), ("heading", "after")]


def test_nesting_short_of_the_limit_is_read_in_full() -> None:
    depth = MAX_DEPTH // 4
    html = "<ul><li>x" * depth + "</li></ul>" * depth + "<b>y</b>"
    assert [block.level for block in parse_html(html).blocks] == [*range(1, depth + 1), 0]


def test_tag_soup_of_old_pages_does_not_count_as_nesting() -> None:
    html = "<ul>" + "<li>item<p>more<font size=2>x" * 500 + "</ul><table><tr><td>a<td>b" + "<tr><td><b>c<td>d" * 500
    blocks = parse_html(html).blocks
    assert sum(block.kind == "list_item" and block.marker != "" for block in blocks) == 500
    assert len(blocks[-1].rows) == 501


def test_rowspans_do_not_multiply_a_table() -> None:
    html = "<table><tr>" + "<td rowspan=65534>x" * 500 + "<tr><td>y" * 5000
    assert sum(len(row) for row in only(html).rows) < 5 * 5500 + 5


@pytest.mark.skipif(not WEB_PAGES.exists(), reason=f"{WEB_PAGES} is not there")
def test_real_pages() -> None:
    with gzip.open(WEB_PAGES, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line, _ in zip(lines, range(12), strict=False)]
    length = 0
    started = time.process_time()
    for page in pages:
        document = parse_html(page["html"], page["name"])
        length += len(page["html"])
        check_spans(document)
        assert document.blocks
        without = "".join(span.text for span in spans_of(document) if span.start == NO_SOURCE)
        assert set(without) <= set("\n •☐☑○◉“”SubmitReChosFl[]^\u200b"), without
    assert time.process_time() - started < 2 + length / 200_000
