"""Tests of glyph.data.sources.webpages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glyph.data.generators.main_points import MAIN_POINTS, TITLE
from glyph.data.sample import SPLITS, Sample, split_of
from glyph.data.sources.webpages import WebPageSamples
from glyph.errors import DataError
from glyph.evaluation.summaries import score_summary
from glyph.render import RenderConfig, render
from glyph.render.visual_tokens import TokenGrid
from glyph.text.answer_program import execute
from tests.places import SHARED

PAGES = SHARED / "data/webpages/dev.jsonl.gz"
HTML = """<ul><li><a href="#">Home</a></li><li><a href="#">World</a></li></ul><h2>The Daily Kite</h2>
<h1>How to <em>fly</em> a kite</h1><p>By A. Author</p><p>Kites need <a href="#">wind</a>. A long tail helps. Mind the
trees!</p><p>Nothing else matters here.</p>"""


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "pages.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def row(**changes: Any) -> dict[str, Any]:
    summary = "Kites need wind; mind the big trees"
    fields = {"name": "kite", "title": "How to fly a kite | Kites", "summary": summary, "html": HTML}
    return {key: value for key, value in {**fields, **changes}.items() if value is not None}


def samples(source: WebPageSamples) -> list[Sample]:
    return [sample for name in SPLITS for sample in source.split(name).samples]


def check(sample: Sample) -> None:
    """Answers are made of their evidence, which is painted."""
    assert sample.document is not None
    for question in sample.questions:
        texts = [sample.document.source[start:end] for start, end in question.evidence]
        assert question.template is not None and texts and all(text == text.strip() != "" for text in texts)
        assert execute(question.template, texts, sample.language) == question.answer


def test_title_and_main_points_stand_on_the_page(tmp_path: Path) -> None:
    (sample,) = samples(WebPageSamples(write(tmp_path, row())))
    check(sample)
    title, points = sample.questions
    assert (title.kind, title.answer, title.references) == (TITLE, "How to fly a kite", ("How to fly a kite | Kites",))
    assert points.kind == MAIN_POINTS and points.answer == "Kites need wind. Mind the trees!"
    assert points.references == ("Kites need wind; mind the big trees",) and len(points.evidence) == 2


def test_a_question_without_an_answer_on_the_page_is_left_out(tmp_path: Path) -> None:
    (sample,) = samples(WebPageSamples(write(tmp_path, row(title="Something else altogether"))))
    assert [question.kind for question in sample.questions] == [MAIN_POINTS]
    (sample,) = samples(WebPageSamples(write(tmp_path, row(summary="Entirely unrelated"))))
    assert [question.kind for question in sample.questions] == [TITLE]


def test_pages_are_held_out_or_split_by_name(tmp_path: Path) -> None:
    names = [f"page-{k}" for k in range(30)]
    path = write(tmp_path, *(row(name=name) for name in names))
    held_out = WebPageSamples(path)
    assert [len(held_out.split(name)) for name in SPLITS] == [0, 0, 30]
    parted = WebPageSamples(path, held_out=False)
    for name in SPLITS:
        assert [s.id for s in parted.split(name).samples] == [n for n in names if split_of(n) == name]
    assert samples(WebPageSamples(path)) == samples(held_out), "the same file gives the same questions"


def test_a_long_page_is_cut(tmp_path: Path) -> None:
    html = HTML + "".join(f"<p>Paragraph {k} of a page that goes on for long.</p>" for k in range(500))
    (sample,) = samples(WebPageSamples(write(tmp_path, row(html=html)), max_lines=40))
    assert sample.document is not None and len(sample.document.blocks) < 40
    check(sample)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": None}, "pages.jsonl:2: field 'name': is missing"),
        ({"summary": " "}, "pages.jsonl:2: field 'summary': must not be empty"),
        ({"html": 3}, "pages.jsonl:2: field 'html': must be a string, got int"),
        ({"html": "<img src='x'>"}, "pages.jsonl:2: field 'html': shows no text"),
        ({"name": "kite"}, "pages.jsonl:2: field 'name': 'kite' is that of line 1 too"),
    ],
)
def test_mistakes_name_file_line_and_field(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError) as caught:
        WebPageSamples(write(tmp_path, row(), row(**{"name": "other", **changes})))
    assert message in str(caught.value)


@pytest.mark.skipif(not PAGES.is_file(), reason=f"{PAGES} is absent")
def test_reads_the_real_pages() -> None:
    found = list(WebPageSamples(PAGES, asked_as="test").split("test").samples)
    assert len(found) == 37
    config = RenderConfig.from_dict(
        {**RenderConfig.preset("medium").to_dict(), "page_width_pt": 448, "page_height_pt": 448}
    )
    said = []
    for sample in found:
        check(sample)
        assert sample.document is not None
        pages = list(render(sample.document, config))
        TokenGrid().check(sample.id, [page.grey for page in pages], 1000)
        for question in sample.questions:
            assert all(sum(len(page.boxes_of(span)) for page in pages) for span in question.evidence)
            if question.kind == MAIN_POINTS:
                said.append(score_summary(question.answer, [*question.references, question.answer][0]).rouge1)
    assert len(said) == 37 and sum(said) / 37 > 0.85, "the oracle says most of the excerpts"
