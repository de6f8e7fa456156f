"""The data module: everything follows from (seed, epoch, index), budgets hold, images can be trained on."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import lightning as L
import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from glyph.data.feed.dataset import render_sample
from glyph.data.feed.module import QADataModule, holds_images
from glyph.data.generators.reports import SyntheticReports
from glyph.data.sample import StoredSamples, split_of
from glyph.data.sources.jsonl import JsonlSamples
from glyph.errors import DataError
from glyph.render import RenderConfig
from glyph.tasks.collate import TaughtBatch
from glyph.tasks.optim import build_optimizer, warmup_cosine
from glyph.tasks.sft import SFTTask
from tests.tiny import SAMPLES, TINY_PAGE, TinySource, feeds_on, rendered, tiny_reader, tiny_sample

READER = tiny_reader()
LONG = tiny_sample("long", [(f"Item {k}", str(k)) for k in range(40)])


def module(**changes: Any) -> QADataModule:
    settings: dict[str, Any] = {
        "sources": {"tiny": TinySource()}, "render": TINY_PAGE, "steps_per_epoch": 2, "num_workers": 0, "seed": 5,
        "max_questions": 1, **feeds_on(READER), **changes,
    }  # fmt: skip
    return QADataModule(**settings)


def epoch(data: QADataModule, number: int) -> list[TaughtBatch]:
    loader = data.train_dataloader()
    loader.sampler.set_epoch(number)  # type: ignore[attr-defined]
    return list(loader)


def same(one: TaughtBatch, two: TaughtBatch) -> bool:
    pairs = ((getattr(one, field.name), getattr(two, field.name)) for field in dataclasses.fields(one))
    return all(torch.equal(a, b) if isinstance(a, Tensor) else True for a, b in pairs) and one.samples == two.samples


def test_everything_follows_from_seed_and_epoch() -> None:
    first = epoch(module(), 0)
    assert len(first) == 2 and all(len(batch.samples) == 2 for batch in first)
    assert all(same(a, b) for a, b in zip(first, epoch(module(), 0), strict=True))
    data = module()
    epoch(data, 0)  # what went before leaves no trace
    later = epoch(data, 3)
    assert all(same(a, b) for a, b in zip(later, epoch(module(), 3), strict=True))
    assert not all(same(a, b) for a, b in zip(first, later, strict=True))
    assert not all(same(a, b) for a, b in zip(first, epoch(module(seed=6), 0), strict=True))


def test_lightning_tells_the_sampler_its_epoch() -> None:
    seen: list[list[str]] = []

    class Watch(L.LightningModule):
        automatic_optimization = False

        def training_step(self, batch: TaughtBatch, batch_idx: int) -> None:
            seen.append([f"{sample.id}{sample.questions[0].text}" for sample in batch.samples])

        def configure_optimizers(self) -> None:
            return None

    trainer = L.Trainer(
        accelerator="cpu", max_epochs=3, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, limit_val_batches=0,
    )  # fmt: skip
    trainer.fit(Watch(), datamodule=module())
    expected = [epoch(module(), number) for number in range(3)]
    flat = [[f"{s.id}{s.questions[0].text}" for s in batch.samples] for batches in expected for batch in batches]
    assert seen == flat


@pytest.mark.slow
def test_workers_change_nothing() -> None:
    alone, shared = module(), module(num_workers=1)
    for number in (0, 1):
        assert all(same(a, b) for a, b in zip(epoch(alone, number), epoch(shared, number), strict=True))


def test_granularities_mix_and_evaluation_goes_round() -> None:
    data = module(granularities=["coarse", "medium", "fine"])
    assert [render.font_size_pt for render in data.renders] == [8, 10, 12]
    assert {render.page_width_pt for render in data.renders} == {160}
    heights = [
        {round(float(np.diff(page.boxes[:, 1::2]).max())) for page in data.dataset("val")[k][1]} for k in range(3)
    ]
    assert heights[0] < heights[2] or min(heights[0]) < min(heights[2])
    drawn = {round(float(np.diff(data.dataset("train")[k][1][0].boxes[:, 1::2]).max())) for k in range(30)}
    assert len(drawn) == 3


def test_question_choice_is_kept_in_order() -> None:
    picked = [module().dataset("train")[k][0].questions for k in range(40)]
    assert {len(questions) for questions in picked} == {1}
    assert {questions[0].text for questions in picked} == {q.text for sample in SAMPLES for q in sample.questions}
    whole = module(max_questions=9).dataset("train")[0][0]
    assert whole in SAMPLES


def test_weights_choose_between_sources() -> None:
    sources = {"one": TinySource(SAMPLES[:1]), "two": TinySource(SAMPLES[1:])}
    for weights, ids in (({"one": 1.0, "two": 0.0}, {"a"}), ({"one": 0.0, "two": 1.0}, {"b", "c"}), (None, set("abc"))):
        dataset = module(sources=sources, weights=weights).dataset("train")
        assert {dataset[k][0].id for k in range(30)} == ids
    with pytest.raises(DataError, match="leave nothing to draw from one, two"):
        module(sources=sources, weights={"one": 0.0, "two": 0.0}).dataset("train")


def test_limits_spread_over_the_split() -> None:
    data = module(num_val=2, num_test=None)
    assert [data.dataset("val")[k][0].id for k in range(len(data.dataset("val")))] == ["a", "c"]
    assert len(data.dataset("test")) == 3


def test_over_budget_is_an_error_or_skipped(caplog: pytest.LogCaptureFixture) -> None:
    sources = {"tiny": TinySource([*SAMPLES, LONG])}
    with pytest.raises(DataError, match=r"sample long: .* over model\.grid\.max_visual_tokens=64; render coarser"):
        module(sources=sources).dataset("val")
    data = module(sources=sources, over_budget="skip", num_val=9)
    assert [data.dataset("val")[k][0].id for k in range(len(data.dataset("val")))] == ["a", "b", "c"]
    assert "1 of 4 samples exceed the token budget" in caplog.text
    with pytest.raises(DataError, match="no sample of a source fits"):
        module(sources={"tiny": TinySource([LONG])}, over_budget="skip").dataset("val")


def test_skipped_samples_are_not_drawn_in_training() -> None:
    data = module(sources={"tiny": TinySource([*SAMPLES, LONG])}, over_budget="skip")
    assert {data.dataset("train")[k][0].id for k in range(40)} == {"a", "b", "c"}


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match=r"data\.steps_per_epoch, data\.batch_size and data\.max_questions"):
        module(batch_size=0)
    with pytest.raises(ValueError, match="unknown render setting"):
        module(render={"size": 3})
    with pytest.raises(DataError, match="the data set is empty: tiny gives no sample"):
        module(sources={"tiny": TinySource([])}).dataset("train")


def test_majority_answers() -> None:
    same_answer = [tiny_sample(str(k), [("Cash", "8")]) for k in range(3)]
    assert module(sources={"t": TinySource(same_answer)}).majority_answers(10) == {"en": "8"}


def test_generated_splits_do_not_repeat_in_training() -> None:
    data = module(
        sources={"reports": SyntheticReports(10, 2, 2, questions_per_report=2)},
        render={"page_width_pt": 448, "page_height_pt": 448}, steps_per_epoch=1,
        grid=replace(READER.grid, max_visual_tokens=4096, max_positions=9000),
    )  # fmt: skip
    documents = [sample.document for number in range(3) for batch in epoch(data, number) for sample in batch.samples]
    assert len({document.source for document in documents if document}) == 6


def images(folder: Path) -> JsonlSamples:
    """JSONL rows over pictures of the tiny pages; at least one in every split."""
    splits: set[str] = set()
    rows, number = [], 0
    while splits != {"train", "val", "test"} or number < 6:
        name = f"page{number}.png"
        Image.fromarray(rendered(SAMPLES[number % 3])[1][0].image).save(folder / name)
        question = SAMPLES[number % 3].questions[0]
        rows.append({"image_path": name, "question": question.text, "answer": question.answer})
        splits.add(split_of(name))
        number += 1
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return JsonlSamples(folder / "rows.jsonl")


def test_images_train_with_a_reader(tmp_path: Path) -> None:
    reader = tiny_reader()
    data = module(sources={"images": images(tmp_path)}, num_workers=1, **feeds_on(reader))
    assert holds_images(data.sources["images"].split("train")) and not holds_images(StoredSamples(SAMPLES))
    schedule, rates = partial(warmup_cosine, warmup_steps=1), {"language": 1e-3, "projector": 1e-3}
    task = SFTTask(reader, build_optimizer, schedule, rates, reading_share=0.5)
    trainer = L.Trainer(
        accelerator="cpu", max_epochs=1, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, default_root_dir=tmp_path,
    )  # fmt: skip
    trainer.fit(task, datamodule=data)
    assert np.isfinite(float(trainer.callback_metrics["train/loss"]))


def test_answers_are_looked_up_in_what_was_read(tmp_path: Path) -> None:
    page = rendered(SAMPLES[0])[1][0]
    sample = images(tmp_path).split(split_of("page0.png")).samples[0]
    read = dataclasses.replace(page, offsets=np.full(len(page.text), -1))
    found, (kept,) = render_sample(
        dataclasses.replace(sample, questions=SAMPLES[0].questions), RenderConfig(), lambda _: read
    )
    assert kept.text == page.text
    sample = dataclasses.replace(
        sample, questions=tuple(dataclasses.replace(q, evidence=(), template=None) for q in SAMPLES[0].questions)
    )
    found, (kept,) = render_sample(sample, RenderConfig(), lambda _: read)
    for question in found.questions:
        assert question.template == "{0}"
        (span,) = question.evidence
        inside = (kept.offsets >= span[0]) & (kept.offsets < span[1])
        assert "".join(np.array(list(kept.text))[inside]) == question.answer
    with pytest.raises(DataError, match="an image needs a model that can read it"):
        render_sample(sample, RenderConfig())
