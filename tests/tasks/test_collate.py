"""Collating: what is taught stands where it should, and points at the evidence."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.data.generators.reports import SyntheticReports
from glyph.data.sample import Question, Sample
from glyph.documents import DocumentBuilder, parse_document
from glyph.models.inputs.assembler import IGNORED, PageText, document_units
from glyph.models.inputs.batch import COPY, IMAGE, REGISTER, TEXT
from glyph.readers.answer import span_text
from glyph.readers.torch_reader import TorchReader
from glyph.render import RenderConfig, render
from glyph.tasks.collate import TaughtBatch, answer_steps
from tests.tiny import SAMPLES, collate, rendered, tiny_batch, tiny_reader

READER = tiny_reader(grid={"max_visual_tokens": 4096, "max_positions": 8192})
CONFIG = RenderConfig(page_width_pt=320, page_height_pt=320)


@pytest.fixture(scope="module")
def batch() -> TaughtBatch:
    return tiny_batch(READER)


def test_shapes_agree(batch: TaughtBatch) -> None:
    num, length = batch.input_ids.shape
    assert num == len(batch) == 6 and len(batch.samples) == len(batch.pages) == 3
    for name in ("slots", "attention_mask", "labels", "gate_labels"):
        assert getattr(batch, name).shape == (num, length)
    assert batch.copy_labels.shape == (num, length, 2)
    assert batch.document.tolist() == [0, 0, 1, 1, 2, 2]
    assert batch.page_document.tolist() == [0, 1, 2]
    assert len(batch.char_ids) == len(batch.char_boxes) == len(batch.char_pages)
    assert batch.pixel_values.dtype == torch.float32 and 0 <= float(batch.pixel_values.min()) <= 1
    assert batch.pixel_values.shape[-2:] == tuple((batch.grid_sizes.amax(0) * 16).tolist())


def test_padding_is_on_the_left(batch: TaughtBatch) -> None:
    for mask in batch.attention_mask:
        assert mask[-1] and (mask.long().diff() >= 0).all()
    padded = ~batch.attention_mask
    assert (batch.labels[padded] == IGNORED).all() and (batch.gate_labels[padded] == IGNORED).all()
    assert (batch.slots[padded] == TEXT).all()


def test_sequences_are_pages_question_registers_answer(batch: TaughtBatch) -> None:
    questions = [question.text for sample in batch.samples for question in sample.questions]
    for row, question in enumerate(questions):
        slots = batch.slots[row][batch.attention_mask[row]].tolist()
        ids = batch.input_ids[row][batch.attention_mask[row]]
        num = slots.count(IMAGE)
        assert slots[:num] == [IMAGE] * num and IMAGE not in slots[num:]
        registers = slots.index(REGISTER)
        assert READER.tokenizer.decode(ids[num:registers]) == question
        assert slots[registers:] == [REGISTER] * 2 + [COPY, TEXT]
        assert int(ids[-1]) == READER.tokenizer.eos_token_id


def test_labels_stand_one_before_what_they_teach(batch: TaughtBatch) -> None:
    scored = batch.gate_labels != IGNORED
    assert ((batch.labels != IGNORED) == (batch.gate_labels == 0)).all()
    assert ((batch.copy_labels != IGNORED).all(-1) == (batch.gate_labels == 1)).all()
    for row, place in scored.nonzero().tolist():
        following = int(batch.slots[row, place + 1])
        if int(batch.gate_labels[row, place]):
            assert following == COPY
        else:
            assert following == TEXT and int(batch.labels[row, place]) == int(batch.input_ids[row, place + 1])
    last_register = batch.slots == REGISTER
    for row in range(len(batch)):
        first = int(last_register[row].nonzero()[-1])
        assert scored[row].nonzero()[:, 0].tolist() == [first, first + 1]  # the copy, and the end


def test_visual_tokens_lie_under_their_units(batch: TaughtBatch) -> None:
    for d, pages in enumerate(batch.pages):
        texts = [PageText.of_page(page) for page in pages]
        document = document_units(texts, [len(page.image) for page in pages], READER.charset)
        for u, box in enumerate(document.boxes):
            page, row, column = batch.unit_tokens[d, u].tolist()
            assert page == d
            assert row * 16 <= (box[1] + box[3]) / 2 < row * 16 + 16
            assert column * 16 <= (box[0] + box[2]) / 2 < column * 16 + 16
        assert int(batch.unit_mask[d].sum()) == len(document.units)


def is_parted(offsets: NDArray[np.int64], start: int, end: int) -> bool:
    """Whether a source range is painted with something else between its characters."""
    places = np.flatnonzero((offsets >= start) & (offsets < end))
    return bool(places[-1] - places[0] >= len(places))


def check_copies(reader: TorchReader, sample: Sample, config: RenderConfig) -> int:
    """Every copied span spells its evidence; returns how many there were."""
    assert sample.document is not None
    pages = list(render(sample.document, config))
    document = document_units([PageText.of_page(p) for p in pages], [len(p.image) for p in pages], reader.charset)
    chars, offsets = "".join(page.text for page in pages), np.concatenate([page.offsets for page in pages])
    found = 0
    for question in sample.questions:
        steps = answer_steps(question, document, reader.tokenizer)
        if steps is None:  # a label of two lines, with other cells between: see the next test
            assert any(is_parted(offsets, *span) for span in question.evidence)
            continue
        spans = [step for step in steps if isinstance(step, tuple)]
        order = [int(piece[0]) for piece in (question.template or "").split("{")[1:]]
        for span, index in zip(spans, order, strict=True):
            start, end = question.evidence[index]
            evidence = sample.document.source[start:end]
            if is_parted(offsets, start, end):
                continue
            assert evidence.replace(" ", "") in span_text(document, chars, *span).replace(" ", "")
            found += 1
    return found


@settings(max_examples=15)
@example(7837, "en", "fine")
@given(st.integers(0, 2**31), st.sampled_from(["en", "zh"]), st.sampled_from(["medium", "fine"]))
def test_copied_spans_are_the_evidence(seed: int, language: str, granularity: str) -> None:
    reports = SyntheticReports(1, 1, 1, languages=(language,))  # type: ignore[arg-type]
    sample = reports.split("train").sample(0, np.random.default_rng(seed))
    config = RenderConfig.preset(granularity, page_width_pt=448, page_height_pt=448)  # type: ignore[arg-type]
    assert check_copies(READER, sample, config) > 0


def test_a_cell_of_two_lines_is_not_taught_with_its_neighbours() -> None:
    builder = DocumentBuilder()
    label = "Net cash from all operating activities"
    (start, end), _ = builder.table([[label, "1,024"]])[0]
    sample = Sample("x", (Question("Which?", label, ((start, end),), "{0}"),), builder.build())
    assert sample.document is not None
    (page,) = render(sample.document, RenderConfig(page_width_pt=160, page_height_pt=96))
    document = document_units([PageText.of_page(page)], [len(page.image)], READER.charset)
    for step in answer_steps(sample.questions[0], document, READER.tokenizer) or []:
        assert not isinstance(step, tuple) or "1,024" not in span_text(document, page.text, *step)


def test_evidence_across_lines_and_pages() -> None:
    text = "The chair of the board of directors was Maria Theresa Lopez Hernandez, who left in 2021."
    start = text.index("Maria")
    sample = Sample("x", (Question("Who?", text[start:-18], ((start, len(text) - 18),), "{0}"),), parse_document(text))
    narrow = RenderConfig(page_width_pt=80, page_height_pt=40, margin_x_pt=4, margin_y_pt=4)
    assert check_copies(READER, sample, narrow) == 1


def test_hidden_evidence_is_not_taught() -> None:
    text = "It sells paper. The chair is Bo. Sales were 12."
    start = text.index("Bo")
    questions = (Question("Who?", "Bo", ((start, start + 2),), "{0}"), Question("Sells?", "paper", (), None))
    sample = Sample("x", questions, parse_document(text))
    batch = collate(READER)([rendered(sample, RenderConfig.preset("coarse"))])
    assert (batch.gate_labels[0] == IGNORED).all() and (batch.slots[0] != COPY).all()
    taught = batch.labels[1][batch.labels[1] != IGNORED]
    assert READER.tokenizer.decode(taught[:-1]) == "paper"


def test_templates_become_text_and_copies() -> None:
    text = "Sales were 12 and 10."
    question = Question("Growth?", "20.00%", ((11, 13), (18, 20)), "growth({0}, {1})")
    (page,) = render(text, CONFIG)
    document = document_units([PageText.of_page(page)], [len(page.image)], READER.charset)
    steps = answer_steps(question, document, READER.tokenizer)
    assert steps is not None
    parts = [step if isinstance(step, tuple) else READER.tokenizer.decode([step]) for step in steps]
    assert parts == [*"growth(", (2, 2), *", ", (4, 4), ")"]
    spelled = answer_steps(Question("?", "{0} %", (), None), document, READER.tokenizer)
    assert spelled is not None
    assert READER.tokenizer.decode([step for step in spelled if isinstance(step, int)]) == "{0} %"


def test_pages_are_stacked_below_each_other() -> None:
    pages = list(render("one\n" * 30, RenderConfig(page_width_pt=64, page_height_pt=64, margin_x_pt=4, margin_y_pt=4)))
    document = document_units([PageText.of_page(p) for p in pages], [len(p.image) for p in pages], READER.charset)
    assert len(pages) > 2 and (np.diff(document.stacked[:, 1]) > 0).all()
    assert document.pages.tolist() == sorted(document.pages.tolist())


def test_an_empty_page_collates() -> None:
    sample = Sample("empty", (Question("What?", "nothing", (), "nothing"),), parse_document(""))
    batch = collate(READER)([rendered(sample), rendered(SAMPLES[0])])
    assert not batch.unit_mask[0].any() and len(batch) == 3
    losses = READER.model(batch)
    assert all(bool(torch.isfinite(loss)) for loss in losses.values())


def test_batches_move_whole(batch: TaughtBatch) -> None:
    moved = batch.to("cpu")
    assert moved.samples == batch.samples and torch.equal(moved.match, batch.match)
