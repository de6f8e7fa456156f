"""The reader's door: pages of every kind in, answers out, mistakes told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from glyph.models.inputs.assembler import PageText, document_units
from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer, compose_answer, doubts_of
from glyph.readers.protocol import MAX_QUESTION_CHARS
from glyph.readers.rules.named import FINANCE
from glyph.readers.text import TextReader
from glyph.readers.torch_reader import TorchReader
from glyph.render.page_image import PageLike, page_image
from glyph.text.charset import Charset
from tests.tiny import SAMPLES, rendered, tiny_reader


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader()


PAGE = rendered(SAMPLES[0])[1][0]


def as_pages(folder: Path) -> dict[str, PageLike]:
    Image.fromarray(PAGE.image).save(folder / "page.png")
    colour = np.repeat(PAGE.image[..., None], 3, axis=-1)
    return {
        "page": PAGE, "array": PAGE.image, "colour": colour, "PIL": Image.fromarray(PAGE.image),
        "PIL colour": Image.fromarray(colour), "path": folder / "page.png", "str": str(folder / "page.png"),
    }  # fmt: skip


def test_what_was_looked_at_is_not_looked_at_again(reader: TorchReader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = replace(reader)
    looked: list[int] = []
    forward = type(reader.model.encoder).forward
    cells = type(reader.model.encoder).cells
    encoder = "glyph.models.page_encoder.PageEncoder"

    def counting(kind: int, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            looked.append(kind)
            return call(*given)

        return counted

    monkeypatch.setattr(f"{encoder}.forward", counting(1, forward))
    monkeypatch.setattr(f"{encoder}.cells", counting(2, cells))
    first = reader.answer("What was Revenue?", [PAGE])
    again = reader.answer(["What were Costs?", "What was Revenue?"], [PAGE])
    reading = reader.read([PAGE])[0]
    assert looked == [1] and again[1].text == first.text and reading is reader.read([PAGE])[0]
    with torch.no_grad():  # another network
        for parameter in reader.model.encoder.parameters():
            parameter.mul_(1.01)
    reader.answer("What was Revenue?", [PAGE])
    assert looked == [1, 1]
    with torch.no_grad():
        for parameter in reader.model.encoder.parameters():
            parameter.div_(1.01)


def test_pages_of_every_kind_are_the_same(reader: TorchReader, tmp_path: Path) -> None:
    (first,) = reader.read([PAGE])
    for name, page in as_pages(tmp_path).items():
        np.testing.assert_array_equal(page_image(page), PAGE.image, err_msg=name)
        assert reader.read([page])[0].chars == first.chars
    assert len(reader.read([PAGE, PAGE.image[:40]])) == 2 and reader.read([]) == []


def test_answers_come_in_order_and_do_not_depend_on_each_other(reader: TorchReader) -> None:
    questions = ["What was Revenue?", "现金是多少？", "x"]
    together = reader.answer(questions, [PAGE, PAGE])
    assert len(together) == 3
    for question, answer in zip(questions, together, strict=True):
        alone = reader.answer(question, [PAGE, PAGE])
        assert alone.text == answer.text and alone.confidence == pytest.approx(answer.confidence, rel=1e-3)
    assert [answer.language for answer in together] == ["en", "zh", "en"]


def test_documents_are_rendered_as_the_reader_likes(reader: TorchReader) -> None:
    assert SAMPLES[0].document is not None
    answer = reader.answer("What?", SAMPLES[0].document)
    assert [page.text for page in answer.pages] == [PAGE.text]
    assert repr(replace(answer, pages=())) == repr(reader.answer("What?", [PAGE]))


def test_questions_are_checked(reader: TorchReader) -> None:
    for empty in ("", " \n\t"):
        with pytest.raises(ValueError, match="the question is empty"):
            reader.answer(empty, [PAGE])
    with pytest.raises(ValueError, match=f"has {MAX_QUESTION_CHARS + 1} characters, over the limit"):
        reader.answer("a" * (MAX_QUESTION_CHARS + 1), [PAGE])
    with pytest.raises(ValueError, match="no page"):
        reader.answer("What?", [])


def test_long_questions_count_against_the_positions(reader: TorchReader) -> None:
    with pytest.raises(ValueError, match="max_positions"):
        reader.answer("a" * MAX_QUESTION_CHARS, [PAGE])  # of 256 positions


def test_what_is_no_image(reader: TorchReader, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("not an image")
    (tmp_path / "b.png").write_bytes(b"")
    Image.fromarray(PAGE.image).save(tmp_path / "c.png")
    (tmp_path / "c.png").write_bytes((tmp_path / "c.png").read_bytes()[:200])
    for path in ("a.png", "b.png", "c.png", "none.png"):
        with pytest.raises(ValueError, match="is not an image that can be read"):
            reader.read([tmp_path / path])
    for array in (PAGE.image.astype(np.float32), PAGE.image[0], np.zeros((0, 5), np.uint8), np.zeros((1, 2, 3, 4))):
        with pytest.raises(ValueError, match=r"must be uint8 \[H, W\] or"):
            reader.read([array])  # type: ignore[list-item]


@pytest.mark.parametrize("channels", [1, 5])
def test_odd_channels(channels: int) -> None:
    with pytest.raises(ValueError, match="uint8"):
        page_image(np.zeros((8, 8, channels), np.uint8))


def test_decompression_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(PAGE.image).save(tmp_path / "page.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(ValueError, match="not an image that can be read"):
        page_image(tmp_path / "page.png")


def test_an_image_becomes_a_page_of_what_is_read(reader: TorchReader) -> None:
    page = reader.page_of_image(PAGE.image)
    (reading,) = reader.read([PAGE])
    assert page.text == reading.chars and (page.offsets == -1).all()
    assert page.reading_text() == reading.text


CHARS = "Revenue1,024(77)"
BREAKS = np.array([c in "R1(" for c in CHARS])
BOXES = np.array([(10 * k, 0 if k < 12 else 20, 10 * k + 9, 10 if k < 12 else 30) for k in range(16)], np.float32)
TEXT = PageText(CHARS, BOXES, BREAKS)
UNITS = document_units([TEXT], [40], Charset())


def composed(
    steps: list[int | tuple[int, int]], probs: list[float], texts: list[str], low: float = 1.0, zh: bool = False
) -> Answer:
    confidences = np.ones(16, np.float32)
    confidences[8] = low
    return compose_answer(steps, probs, texts, UNITS, CHARS, confidences, "zh" if zh else "en")


def test_answers_are_composed_of_their_steps() -> None:
    copied = composed([(1, 1)], [0.9], [""])
    assert (copied.text, copied.needs_review) == ("1,024", False) and copied.confidence == pytest.approx(0.9)
    ((page, box),) = copied.evidence
    assert page == 0 and box.tolist() == [70, 0, 119, 10]
    assert copied.marked == "1,024"
    spelled = composed([5, 6], [0.9, 0.8], ["y", "e{s}"])
    assert spelled.text == "yes" and not spelled.evidence and spelled.confidence == pytest.approx(0.8)
    both = composed([(0, 4)], [1.0], [""])
    assert both.text == "Revenue 1,024 (77)" and len(both.evidence) >= 1


def test_every_character_has_its_confidence() -> None:
    copied = composed([(1, 1)], [0.9], [""], low=0.5)  # 1,024 with an unsure 1
    assert copied.char_confidences == pytest.approx([0.9, 0.45, 0.9, 0.9, 0.9])
    both = composed([(0, 1)], [0.8], [""])
    assert len(both.char_confidences) == len(both.text) == len("Revenue 1,024")
    computed = composed([5, (1, 1), 6, (1, 1), 7], [0.9] * 5, ["difference(", "", ", ", "", ")"])
    assert computed.text == "0" and computed.char_confidences == pytest.approx([computed.confidence])


def test_doubts_are_traced_to_their_glyphs() -> None:
    page = Reading(
        CHARS, BOXES, np.array([0.4 if k == 8 else 0.7 if k == 9 else 1.0 for k in range(16)], np.float32),
        np.zeros(16, np.int32), BREAKS, np.zeros((16, 3), np.float32),
        alternatives=tuple("7" if k == 8 else "o" if k in (0, 9) else "" for k in range(16)),
    )  # fmt: skip
    doubts = doubts_of([5, (1, 1)], UNITS, [page])  # 1,024
    assert [(d.char, d.alternative, d.page) for d in doubts] == [(",", "7", 0), ("0", "o", 0)]
    assert doubts[0].box.tolist() == BOXES[8].tolist() and doubts[0].confidence == pytest.approx(0.4)
    blank, nothing = PageText("", BOXES[:0], BREAKS[:0]), page.where(np.zeros(16, np.bool_))
    behind_a_blank_page = doubts_of([(1, 1)], document_units([blank, TEXT], [40, 40], Charset()), [nothing, page])
    assert [doubt.page for doubt in behind_a_blank_page] == [1, 1]


def test_heat_lies_on_the_pages(reader: TorchReader) -> None:
    answer = reader.answer("What was Revenue?", [PAGE])
    heat = answer.heatmap(0)
    assert heat.shape == PAGE.grey.shape and heat.dtype == np.float32 and 0 < heat.max() <= 1 and heat.min() == 0
    with pytest.raises(IndexError, match="page=1 is none of the 1 pages"):
        answer.heatmap(1)
    with pytest.raises(IndexError, match="none of the 0 pages"):
        Answer("", 1.0).heatmap(0)


def test_an_answer_is_as_sure_as_its_least_sure_step_and_character() -> None:
    assert composed([(1, 1)], [0.4], [""]).confidence == pytest.approx(0.4)
    assert composed([(1, 1)], [0.9], [""], low=0.3).confidence == pytest.approx(0.27)
    elsewhere = composed([(0, 0)], [1.0], [""], low=0.3)
    assert elsewhere.confidence == 1.0 and not elsewhere.needs_review


def test_answers_are_reviewed(reader: TorchReader) -> None:
    for threshold in (0.0, 1.01):
        answers = replace(reader, review_confidence=threshold).answer(["Where?", "何处？"], [PAGE])
        for answer in answers:
            assert answer.needs_review == bool(answer.reason) and answer.needs_review >= (threshold > 1)
            assert answer.marked.endswith(("[needs review]", "[需人工确认]")) == answer.needs_review


def test_what_is_likely_enough_not_to_be_answered_is_said_not_to_be(reader: TorchReader) -> None:
    asked = ["Where?", "何处？"]
    given = replace(reader, not_stated_prob=0.0).answer(asked, [PAGE])
    assert [answer.text.startswith(said) for answer, said in zip(given, ("not stated", "未披露"), strict=True)] == [
        True
    ] * 2
    freely = replace(reader, not_stated_prob=1.01).answer(asked, [PAGE])
    assert [answer.text for answer in freely] != [answer.text for answer in given]


def test_what_is_contradicted_gives_way_to_the_likeliest_that_is_not(
    reader: TorchReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def composed(reader: TorchReader, questions: list[str], *given: object) -> list[Answer]:
        begun = len(given) == 4  # with openings
        others = [
            Answer("Oslo", 0.9, template="Oslo"),
            Answer("no", 0.1, template="no"),
            Answer("yes", 0.2, ((0, np.zeros(4, np.float32)),), template="yes"),
        ]
        return (
            others * (len(questions) // 3) if begun else [Answer("Bergen", 0.8, template="Bergen") for _ in questions]
        )

    monkeypatch.setattr(TorchReader, "_composed", composed)
    page = np.full((64, 64), 255, np.uint8)
    questions = ("Where is it?", "Was it larger?")
    assert [reader.answer(question, [page]).text for question in questions] == ["Bergen", "Bergen"]
    answers = [replace(reader, rules=FINANCE).answer(question, [page]) for question in questions]
    assert [answer.text for answer in answers] == ["Bergen", "yes"]
    assert answers[1].needs_review and "a likelier answer, 'Bergen', cannot be right" in answers[1].reason
    assert answers[1].confidence == 0.2


def test_it_can_be_seen_how_an_answer_was_made() -> None:
    computed = composed([5, (1, 1), 6, (1, 1), 7], [0.9] * 5, ["difference(", "", ", ", "", ")"])
    assert (computed.template, computed.operands) == ("difference({0}, {1})", ("1,024", "1,024"))


def test_empty_and_impossible_answers_need_review() -> None:
    nothing = composed([], [], [])
    assert (nothing.text, nothing.needs_review, nothing.reason) == ("", True, "the model gave no answer")
    broken = composed([5, (0, 0), 6, (1, 1), 7], [1.0] * 5, ["growth(", "", ", ", "", ")"])
    assert broken.needs_review and broken.text == "Revenue, 1,024"
    assert broken.reason == "growth of 'Revenue' and '1,024' cannot be worked out"


def test_the_text_itself_can_be_answered_from(reader: TorchReader) -> None:
    answer = TextReader(reader).answer("What was Revenue?", [PAGE])
    (reading,) = TextReader(reader).read([PAGE])
    assert reading.text == PAGE.reading_text() and answer.visual_tokens == 0
    assert answer.heatmap(0).shape == PAGE.grey.shape
    seen = reader.answer("What was Revenue?", [PAGE])
    assert seen.visual_tokens == reader.grid.num_visual_tokens([PAGE.grey]) > 0
    assert seen.pixels == PAGE.grey.size and seen.num_tokens == seen.visual_tokens + seen.text_tokens
