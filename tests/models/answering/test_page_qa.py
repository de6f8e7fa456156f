"""PageQA: batching changes nothing, positions are filled as the collator lays them out, copying can be switched off."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import torch
from torch import Tensor

from glyph.data.sample import Sample
from glyph.models.answering.page_qa import Opening, PageQA, Prefix
from glyph.models.inputs.batch import COPY, IMAGE, REGISTER, QABatch
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page
from tests.tiny import SAMPLES, collate, rendered, same_size, tiny_batch, tiny_reader


@pytest.fixture(scope="module")
def reader() -> TorchReader:
    return tiny_reader(seed=3)


def hidden_losses(reader: TorchReader, items: list[tuple[Sample, tuple[Page, ...]]]) -> tuple[dict[str, Tensor], int]:
    batch = collate(reader)(items)
    with torch.no_grad():
        return reader.model(batch), int((batch.gate_labels >= 0).sum())


def padded(height: int = 96) -> list[tuple[Sample, tuple[Page, ...]]]:
    return [(sample, same_size(rendered(sample)[1], height)) for sample in SAMPLES]


def answers_of(reader: TorchReader, batch: QABatch) -> tuple[list[list[int | tuple[int, int]]], list[list[float]]]:
    with torch.no_grad():
        made = reader.model.generate(batch, reader.model.prefix(batch), int(reader.tokenizer.eos_token_id), max_steps=6)
    return made.steps, made.probs


def test_a_batch_is_as_good_as_its_documents_alone(reader: TorchReader) -> None:
    items = padded()
    together, num = hidden_losses(reader, items)
    alone = [hidden_losses(reader, [item]) for item in items]
    assert num == sum(count for _, count in alone)
    for name in ("gate", "step_accuracy"):  # means over scored steps
        mean = sum(losses[name] * count for losses, count in alone) / num
        torch.testing.assert_close(together[name], mean, rtol=1e-4, atol=1e-5)
    for name in ("language", "pointer"):  # every document has as many tokens and copies as the others
        mean = sum(losses[name] for losses, _ in alone) / len(alone)
        torch.testing.assert_close(together[name], mean, rtol=1e-4, atol=1e-5)


def check_answers_alone(reader: TorchReader, items: list[tuple[Sample, tuple[Page, ...]]]) -> None:
    steps, probs = answers_of(reader, collate(reader)(items))
    row = 0
    for item in items:
        own_steps, own_probs = answers_of(reader, collate(reader)([item]))
        for one, prob in zip(own_steps, own_probs, strict=True):
            assert one == steps[row]
            assert prob == pytest.approx(probs[row], abs=1e-4)
            row += 1
    assert row == len(steps)


def test_answers_do_not_depend_on_the_batch(reader: TorchReader) -> None:
    check_answers_alone(reader, padded())


def test_visual_tokens_do_not_depend_on_the_other_pages(reader: TorchReader) -> None:
    short, tall = padded(96)[0], padded(128)[1]
    both, own = collate(reader)([short, tall]), collate(reader)([short])
    with torch.no_grad():
        alone = reader.model.encoder(own.pixel_values, own.grid_sizes)[0]
        together = reader.model.encoder(both.pixel_values, both.grid_sizes)[0]
    rows, columns = own.grid_sizes[0].tolist()
    torch.testing.assert_close(together[0, :rows, :columns], alone[0], rtol=1e-3, atol=1e-3)


def test_every_slot_is_filled(reader: TorchReader) -> None:
    batch = tiny_batch(reader)
    with torch.no_grad():
        prefix = reader.model.prefix(batch)
        tokens, _ = reader.model.encoder(batch.pixel_values)
        rows, columns = batch.grid_sizes[0].tolist()
        visual = reader.model.projector(tokens[:1, :rows, :columns]).flatten(0, 2)
    for row in range(len(batch)):
        assert int((batch.slots[row] == IMAGE).sum()) == rows * columns // 4
        assert int((batch.slots[row] == REGISTER).sum()) == reader.model.copy_path.num_registers
    torch.testing.assert_close(prefix.embeddings[0][batch.slots[0] == IMAGE], visual, rtol=1e-4, atol=1e-5)
    assert prefix.units.shape[:2] == batch.match.shape[:2]


def test_pages_go_to_their_own_documents(reader: TorchReader) -> None:
    """Two documents, one of two pages: the tokens of each stand in reading order in its own rows."""
    (first, pages), (second, others), _ = padded()
    batch = collate(reader)([(first, (*pages, *others)), (second, others)])
    with torch.no_grad():
        prefix = reader.model.prefix(batch)
    counts = (batch.slots == IMAGE).sum(dim=1).tolist()
    assert counts == [30, 30, 15, 15]
    images = [prefix.embeddings[b][batch.slots[b] == IMAGE] for b in range(4)]
    torch.testing.assert_close(images[0][15:], images[2], rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(images[0], images[1])


def test_padding_on_the_left_changes_nothing(reader: TorchReader) -> None:
    batch = tiny_batch(reader, SAMPLES[:1])
    wider: dict[str, Any] = {}
    for name, fill in (("input_ids", 0), ("slots", 0), ("labels", -100), ("gate_labels", -100), ("copy_labels", -100)):
        tensor = getattr(batch, name)
        wider[name] = torch.cat([tensor.new_full((len(batch), 5, *tensor.shape[2:]), fill), tensor], dim=1)
    wider["attention_mask"] = torch.cat([torch.zeros(len(batch), 5, dtype=torch.bool), batch.attention_mask], dim=1)
    with torch.no_grad():
        plain = reader.model(batch)
        moved = reader.model(dataclasses.replace(batch, **wider))
    for name, value in plain.items():
        torch.testing.assert_close(moved[name], value, rtol=1e-4, atol=1e-5)


def forced(model: PageQA, gate: float) -> PageQA:
    with torch.no_grad():
        model.pointer.gate.weight.zero_()
        model.pointer.gate.bias.fill_(gate)
    return model


def test_without_copying_every_answer_is_spelled() -> None:
    for use_copy, copies in ((True, True), (False, False)):
        reader = tiny_reader(use_copy=use_copy)
        forced(reader.model, 9.0)
        steps, _ = answers_of(reader, tiny_batch(reader))
        assert all(isinstance(step, tuple) == copies for row in steps for step in row)
        assert not copies or all(len(row) == 6 for row in steps)


def test_copied_spans_run_forward_over_real_units() -> None:
    reader = tiny_reader()
    forced(reader.model, 9.0)
    batch = tiny_batch(reader)
    steps, probs = answers_of(reader, batch)
    for row, (own, prob) in enumerate(zip(steps, probs, strict=True)):
        num_units = int(batch.unit_mask[batch.document[row]].sum())
        assert all(isinstance(step, tuple) and 0 <= step[0] <= step[1] < num_units for step in own)
        assert all(0 <= p <= 1 for p in prob) and len(prob) == len(own)


def test_a_blank_page_is_never_copied_from() -> None:
    reader = tiny_reader()
    forced(reader.model, 9.0)
    page = same_size(rendered(SAMPLES[0])[1], 96)[0].image * 0 + 255
    answer, (reading,) = reader.answer("What?", [page]), reader.read([page])
    assert reading.chars == "" and answer.evidence == ()


def test_teacher_forcing_agrees_with_generation_from_the_cache(reader: TorchReader) -> None:
    """The first step's choice is the same, whether the answer follows in the sequence or not."""
    batch = tiny_batch(reader, SAMPLES[:1])
    with torch.no_grad():
        prefix = reader.model.prefix(batch)
        whole, _ = reader.model._decode(prefix.embeddings, batch.attention_mask)
        part, cache = reader.model._decode(prefix.embeddings[:, :-3], batch.attention_mask[:, :-3], use_cache=True)
        rest, _ = reader.model._decode(prefix.embeddings[:, -3:], batch.attention_mask, cache, use_cache=True)
    torch.testing.assert_close(torch.cat([part, rest], dim=1), whole, rtol=1e-3, atol=1e-4)


def test_parts_must_fit() -> None:
    one, two = tiny_reader().model, tiny_reader(language={"width": 64, "depth": 1, "num_heads": 2}).model
    with pytest.raises(ValueError, match="projector gives width 32, but the language model takes 64"):
        PageQA(one.encoder, one.projector, two.language, one.copy_path)


def test_losses_without_any_answer_are_zero_and_differentiable(reader: TorchReader) -> None:
    batch = tiny_batch(reader, SAMPLES[:1])
    for name in ("labels", "gate_labels", "copy_labels"):
        setattr(batch, name, torch.full_like(getattr(batch, name), -100))
    batch.slots = torch.where(batch.slots == COPY, 0, batch.slots)
    losses = reader.model(batch)
    assert all(float(losses[name]) == 0 for name in ("language", "gate", "pointer", "step_accuracy"))
    assert losses["language"].requires_grad
    assert isinstance(reader.model.prefix(batch), Prefix)


def test_without_pages_the_answers_are_taught_all_the_same(reader: TorchReader) -> None:
    """A batch without pages has the same text, spans and units, no image, and gives a gradient to what answers."""
    batch = tiny_batch(reader)
    bare = batch.without_pages()
    assert len(bare.pixel_values) == 0 and not (bare.slots[bare.attention_mask] == IMAGE).any()
    assert bare.input_ids.shape[1] < batch.input_ids.shape[1]
    for name in ("labels", "gate_labels", "copy_labels"):
        before, after = getattr(batch, name), getattr(bare, name)
        assert before[before != -100].tolist() == after[after != -100].tolist()
    text = (batch.slots != IMAGE) & batch.attention_mask
    assert batch.input_ids[text].tolist() == bare.input_ids[bare.attention_mask].tolist()
    losses = reader.model(bare)
    sum(losses[name] for name in ("language", "gate", "pointer")).backward()
    assert all(p.grad is None for p in reader.model.encoder.parameters())
    assert all(
        p.grad is not None and bool(p.grad.any())
        for p in (reader.model.copy_path.registers, reader.model.pointer.gate.weight)
    )
    reader.model.zero_grad()


def test_answers_begin_as_they_are_told_to(reader: TorchReader) -> None:
    batch = tiny_batch(reader)
    num = len(batch.question_chars)
    call = reader.tokenizer.encode("ratio(", add_special_tokens=False)
    openings: list[Opening] = [call, [None, call[0]], *[[]] * (num - 2)]
    with torch.no_grad():
        prefix, eos_id = reader.model.prefix(batch), int(reader.tokenizer.eos_token_id)
        made = reader.model.generate(batch, prefix, eos_id, max_steps=8, openings=openings)
        freely = reader.model.generate(batch, prefix, eos_id, max_steps=8)
    assert made.steps[0][: len(call)] == call
    assert isinstance(made.steps[1][0], tuple) and made.steps[1][1] == call[0]
    assert made.steps[2:] == freely.steps[2:] and made.probs[2:] == freely.probs[2:]
    assert all(0 <= prob <= 1 for probs in made.probs for prob in probs)


def test_the_probability_of_an_opening_is_that_of_its_steps(reader: TorchReader) -> None:
    batch = tiny_batch(reader)
    num = len(batch.question_chars)
    texts = [reader.tokenizer.encode(("not stated", "no")[k % 2], add_special_tokens=False) for k in range(num)]
    with torch.no_grad():
        prefix = reader.model.prefix(batch)
        probs = reader.model.probability(batch, prefix, texts)
        made = reader.model.generate(batch, prefix, eos_id=-1, max_steps=10, openings=texts)
    for prob, text, steps, each in zip(probs.tolist(), texts, made.steps, made.probs, strict=True):
        assert steps[: len(text)] == text
        assert prob == pytest.approx(float(torch.tensor(each[: len(text)]).prod()), rel=1e-3)
