"""Every reader keeps the promises of the one door: questions, sources, mistakes, costs and places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from glyph.documents import Document
from glyph.readers.answer import Answer
from glyph.readers.hub_vlm import HubVLMReader
from glyph.readers.majority import MajorityReader
from glyph.readers.ocr_engine import OcrTextReader, installed_engines
from glyph.readers.protocol import MAX_QUESTION_CHARS, PageReader, Reader, Source
from glyph.readers.retrieval import RetrievalReader
from glyph.readers.text import TextReader, TruncatedReader
from tests.tiny import SAMPLES, rendered, tiny_reader

PAGES = list(rendered(SAMPLES[0])[1] + rendered(SAMPLES[1])[1])
QUESTIONS = ["What was Revenue?", "收入是多少？"]
Opened = Callable[[dict[str, Path]], Reader]


def engine_reader(name: str) -> Reader:
    if name not in installed_engines():
        pytest.skip(f"the OCR engine {name} is not installed")
    return OcrTextReader(tiny_reader(), name)


def hub_reader(folder: Path) -> Reader:
    reader = HubVLMReader.open(folder)
    reader.max_new_tokens = 3
    return reader


READERS: dict[str, Opened] = {
    "torch": lambda _: tiny_reader(),
    "text": lambda _: TextReader(tiny_reader()),
    "truncated": lambda _: TruncatedReader(tiny_reader()),
    "retrieval": lambda _: RetrievalReader(tiny_reader(), budget=20, chunk_tokens=5),
    "tesseract": lambda _: engine_reader("tesseract"),
    "rapidocr": lambda _: engine_reader("rapidocr"),
    "majority": lambda _: MajorityReader({"en": "7", "zh": "八"}),
    "qwen2_vl": lambda folders: hub_reader(folders["qwen2_vl"]),
    "glm4v": lambda folders: hub_reader(folders["glm4v"]),
}


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest, tiny_vlm_folders: dict[str, Path]) -> Reader:
    return READERS[request.param](tiny_vlm_folders)


def sources(folder: Path) -> dict[str, Source]:
    files = [folder / f"{k}.png" for k in range(len(PAGES))]
    for page, file in zip(PAGES, files, strict=True):
        Image.fromarray(page.image).save(file)
    assert SAMPLES[0].document is not None
    return {
        "pages": PAGES, "arrays": [page.image for page in PAGES], "PIL": [Image.open(file) for file in files],
        "colours": [np.repeat(page.image[..., None], 3, axis=2) for page in PAGES], "files": files,
        "names": [str(file) for file in files], "mixed": [PAGES[0], files[1]], "a document": SAMPLES[0].document,
    }  # fmt: skip


def sizes_of(source: Source, answer: Answer) -> list[tuple[int, ...]]:
    pages = answer.pages if isinstance(source, Document) else PAGES
    return [page.image.shape for page in pages]


def check(answer: Answer, source: Source) -> None:
    assert isinstance(answer, Answer) and isinstance(answer.text, str)
    assert 0.0 <= answer.confidence <= 1.0 and answer.needs_review == bool(answer.reason)
    assert len(answer.char_confidences) in (0, len(answer.text)) and all(0 <= c <= 1 for c in answer.char_confidences)
    for costs in (answer.visual_tokens, answer.overview_tokens, answer.text_tokens, answer.words, answer.pixels):
        assert isinstance(costs, int) and costs >= 0
    assert answer.overview_tokens <= answer.visual_tokens
    sizes = sizes_of(source, answer)
    for page, box in answer.evidence:
        height, width = sizes[page][:2]
        assert 0 <= box[0] <= box[2] <= width and 0 <= box[1] <= box[3] <= height


def test_it_is_a_reader(reader: Reader) -> None:
    assert isinstance(reader, Reader)


def test_pages_of_every_kind_and_documents_are_answered(reader: Reader, tmp_path: Path) -> None:
    texts = {}
    for name, source in sources(tmp_path).items():
        answers = reader.answer(QUESTIONS, source)
        assert len(answers) == len(QUESTIONS) and [answer.language for answer in answers] == ["en", "zh"]
        for answer in answers:
            check(answer, source)
        alone = reader.answer(QUESTIONS[0], source)
        check(alone, source)
        assert alone.text == answers[0].text and alone.confidence == pytest.approx(answers[0].confidence, rel=1e-3)
        texts[name] = [answer.text for answer in answers]
    assert texts["arrays"] == texts["PIL"] == texts["files"] == texts["names"] == texts["colours"]
    assert reader.answer([], PAGES) == []


def test_costs_are_counted(reader: Reader) -> None:
    answer, one = reader.answer(QUESTIONS[0], PAGES), reader.answer(QUESTIONS[0], PAGES[:1])
    if isinstance(reader, MajorityReader):
        assert answer.num_tokens == answer.pixels == 0
    elif isinstance(reader, PageReader) or answer.visual_tokens == 0:  # text is handed over
        assert answer.text_tokens > 0 and answer.words > 0
    if answer.visual_tokens:
        assert answer.visual_tokens > one.visual_tokens > 0 and answer.pixels > one.pixels > 0
    assert answer.num_tokens == answer.visual_tokens + answer.text_tokens >= one.num_tokens


def test_budgets_are_kept(reader: Reader) -> None:
    few = reader.answer(QUESTIONS[0], PAGES, budget=8)
    check(few, PAGES)
    if few.visual_tokens:
        assert few.visual_tokens - few.overview_tokens <= 8
    else:
        assert few.text_tokens <= 8
    check(reader.answer(QUESTIONS[0], PAGES, budget=100_000), PAGES)
    with pytest.raises(ValueError, match="budget=0 must be at least 1"):
        reader.answer(QUESTIONS[0], PAGES, budget=0)


def test_answers_do_not_change(reader: Reader) -> None:
    first, again = reader.answer(QUESTIONS, PAGES), reader.answer(QUESTIONS, PAGES)
    assert [(a.text, a.confidence, a.num_tokens) for a in first] == [
        (a.text, a.confidence, a.num_tokens) for a in again
    ]


def test_what_is_read_lies_on_the_pages(reader: Reader) -> None:
    if not isinstance(reader, PageReader):
        pytest.skip("it tells no reading")
    readings = reader.read(PAGES)
    assert len(readings) == len(PAGES)
    for page, reading in zip(PAGES, readings, strict=True):
        height, width = page.image.shape[:2]
        assert len(reading.boxes) == len(reading.chars) == len(reading.confidences)
        middle = (reading.boxes[:, :2] + reading.boxes[:, 2:]) / 2
        assert ((middle >= -16) & (middle <= [width + 16, height + 16])).all()


def test_mistakes_are_told(reader: Reader) -> None:
    for empty in ("", " \n\t"):
        with pytest.raises(ValueError, match="the question is empty"):
            reader.answer(empty, PAGES)
    with pytest.raises(ValueError, match=f"has {MAX_QUESTION_CHARS + 1} characters, over the limit"):
        reader.answer(["What?", "a" * (MAX_QUESTION_CHARS + 1)], PAGES)
    with pytest.raises(ValueError, match="no page"):
        reader.answer("What?", [])
    with pytest.raises(ValueError, match="given as a list"):
        reader.answer("What?", PAGES[0].image)  # type: ignore[call-overload]
