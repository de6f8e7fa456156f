"""Tests of glyph.documents.scripts, through the formats that have raised and lowered text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents.html.parser import parse_html
from glyph.documents.model import NO_SOURCE, Span
from glyph.documents.scripts import Script, spell_scripts


def text(html: str) -> str:
    return parse_html(html).text()


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("1,234<sup>2</sup>", "1,234 [2]"),
        ("57<sup>3</sup>", "57 [3]"),
        ("57<sup>12</sup>", "57 [12]"),
        ("57<sup>1</sup><sup>2</sup>", "57 [1] [2]"),
        ("57<sup>1,2</sup>", "57 [1,2]"),
        ("57<sup>a</sup>", "57 [a]"),
        ("57<sup>(a)</sup>", "57 [a]"),
        ("57<sup>(2)</sup>", "57 [2]"),
        ("57<sup>[2]</sup>", "57 [2]"),
        ("57 <sup>2</sup>", "57 [2]"),
        ("57<sup> 2 </sup>million", "57 [2] million"),
        ("57<sup>*</sup>", "57*"),
        ("57<sup><a href=#n>3</a></sup>", "57 [3]"),
        ("57<a href=#n><sup>3</sup></a>", "57 [3]"),
        ("10<sup><a href=#n>3</a></sup> offices", "10 [3] offices"),
        ("(810)<sup>2</sup>", "(810) [2]"),
        ("12.5%<sup>1</sup>", "12.5% [1]"),
        ("2023<sup>1</sup>2022", "2023 [1] 2022"),
        ("Revenue<sup>1</sup>", "Revenue [1]"),
        ("as told.<sup>4</sup> Then", "as told. [4] Then"),
        ("营业收入<sup>1</sup>", "营业收入 [1]"),
        ("利润<sup>1</sup>", "利润 [1]"),
        ("25厘米<sup>2</sup>", "25厘米²"),
        ("<sup>1</sup> Before discounts", "[1] Before discounts"),
        ("<sup>1</sup>Before discounts", "[1] Before discounts"),
        ("4 × 10<sup>6</sup> litres", "4 × 10^6 litres"),
        ("about 10<sup>6</sup> litres", "about 10^6 litres"),
        ("10<sup>-6</sup> m", "10^-6 m"),
        ("10<sup>−6</sup> m", "10^−6 m"),
        ("2<sup>10</sup> bytes", "2^10 bytes"),
        ("2<sup>n</sup>", "2^n"),
        ("3 + 2<sup>3</sup>", "3 + 2^3"),
        ("25 m<sup>2</sup>", "25 m²"),
        ("25m<sup>3</sup>/h", "25m³/h"),
        ("kg m<sup>4</sup>", "kg m^4"),
        ("x<sup>2</sup>5", "x^2 5"),
        ("Ca<sup>2+</sup>", "Ca^2+"),
        ("<sup>14</sup>C dating", "^14C dating"),
        ("1<sup>st</sup> of May, 2<sup>nd</sup>", "1st of May, 2nd"),
        ("le 2<sup>e</sup> trimestre", "le 2e trimestre"),
        ("Glyph<sup>TM</sup>", "GlyphTM"),
        ("1<sup>1</sup>/<sub>2</sub> cups", "1 1/2 cups"),
        ("$12<sup>99</sup>", "$12^99"),
        ("H<sub>2</sub>O and CO<sub>2</sub>", "H2O and CO2"),
        ("C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>", "C6H12O6"),
        ("log<sub>10</sub>100", "log_10 100"),
        ("1,234<sub>2</sub>", "1,234 [2]"),
        ("1,234<small>2</small>", "1,234 [2]"),
        ("<small>1</small>234", "1 234"),
        ("49<small>.90</small>", "49.90"),
        ("49<small>/month</small>", "49/month"),
        ("<small>All amounts in EUR 1,000</small>", "All amounts in EUR 1,000"),
        ("57<small><sup>3</sup></small>", "57 [3]"),
        ("57<sup><small>3</small></sup>", "57 [3]"),
        ("57<b><sup>3</sup></b>", "57 [3]"),
        ('57<span style="vertical-align: super; font-size: 6pt">3</span>', "57 [3]"),
        ('57<font style="position:relative;top:-3.5pt;font-size:6.5pt">(3)</font>', "57 [3]"),
        ("57<span style='position:relative;bottom:0.4em'>3</span>", "57 [3]"),
        ("57<span style='vertical-align:baseline'>3</span>", "573"),
    ],
)
def test_raised_text_is_no_part_of_the_number(html: str, written: str) -> None:
    assert text(f"<p>{html}</p>") == written
    assert text(f"<table><tr><th>a<th>b<tr><td>x<td>{html}</table>") == f"a\tb\nx\t{written}"


def test_a_lone_ten_in_a_cell_has_a_note() -> None:
    assert text("<table><tr><th>a<th>b<tr><td>Offices<td>10<sup>3</sup></table>").endswith("Offices\t10 [3]")


@given(st.from_regex(r"[1-9][0-9]{0,2}(,[0-9]{3}){0,2}", fullmatch=True), st.integers(1, 999),
       st.sampled_from(["sup", "sub", "small"]))  # fmt: skip
def test_no_number_grows(number: str, mark: int, tag: str) -> None:
    written = text(f"<p>It was {number}<{tag}>{mark}</{tag}> million")
    assert re.search(rf"was {number}(?: \[{mark}\]|\^{mark}) million", written)


def test_places_stay_exact() -> None:
    html = "<p>57<sup>(3)</sup> m<sup>2</sup>"
    spans = [(span.text, span.start) for span in parse_html(html).blocks[0].spans]
    assert spans == [("57", 3), (" ", NO_SOURCE), ("[", 10), ("3", 11), ("]", 12), (" m", 19), ("²", 26)]


def test_spans_without_scripts_stay_as_they_are() -> None:
    spans = [Span("a", 0), Span("b", 1, bold=True)]
    assert spell_scripts(spans, [None, None]) == tuple(spans)
    assert spell_scripts([Span("7", 0), Span(" ", 1)], [None, Script("sup")]) == (Span("7", 0), Span(" ", 1))
