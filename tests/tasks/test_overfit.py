"""Learning: the real tasks and Trainer fit one small batch, down to exact free answers and exact reading."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import lightning as L
import pytest
import torch
from torch.utils.data import DataLoader

from glyph.data.feed.question_module import QuestionDataModule
from glyph.data.generators.reports import SyntheticReports
from glyph.data.generators.reports import intents as all_intents
from glyph.data.pages.text_pages import TextPages, collate_text_pages
from glyph.readers.build import build_encoder, build_question_encoder
from glyph.tasks.optim import build_optimizer, warmup_cosine
from glyph.tasks.pretrain import PretrainTask
from glyph.tasks.question import WEIGHTS, QuestionTask
from glyph.tasks.sft import SFTTask
from glyph.text.charset import Charset
from tests.tiny import SAMPLES, collate, rendered, tiny_config, tiny_reader

OPTIMIZER = partial(build_optimizer, muon_share=0.0)
SCHEDULE = partial(warmup_cosine, warmup_steps=20)


VISION = {"name": "small_vit", "width": 64, "depth": 2, "num_heads": 2, "stem_width": 32, "stem_depth": 2}


def fit(
    task: L.LightningModule, batch: Any, steps: int, folder: Path, data: L.LightningDataModule | None = None
) -> L.Trainer:
    """Train on one batch alone; what else a task asks of its ``data`` it gets."""
    trainer = L.Trainer(
        accelerator="cpu", max_steps=steps, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, gradient_clip_val=1.0, default_root_dir=folder,
    )  # fmt: skip
    loader: DataLoader[Any] = DataLoader([batch] * steps, batch_size=None)  # type: ignore[arg-type]
    if data is None:
        trainer.fit(task, train_dataloaders=loader)
        return trainer
    data.train_dataloader = lambda: loader  # type: ignore[method-assign]
    data.val_dataloader = lambda: []  # type: ignore[method-assign]
    trainer.fit(task, datamodule=data)
    return trainer


def test_fine_tuning_fits_one_batch_and_answers_it_freely(tmp_path: Path) -> None:
    reader = tiny_reader(
        vision=VISION,
        language={"width": 64, "depth": 1, "num_heads": 2},
        copy={
            "width": 64,
            "depth": 1,
            "num_heads": 4,
            "num_registers": 4,
            "question": {"width": 32, "depth": 1, "num_heads": 2},
        },
    )
    items = [rendered(sample, tiny_config()) for sample in SAMPLES[:2]]
    parts = ("encoder", "projector", "language", "copy_path", "pointer", "register_map")
    rates = {name: 3e-3 for name in parts}
    task = SFTTask(reader, OPTIMIZER, SCHEDULE, rates, ocr_weight=1.0)
    reader.model.train()
    trainer = fit(task, collate(reader)(items), 120, tmp_path)
    losses = {name: float(value) for name, value in trainer.callback_metrics.items()}
    assert losses["train/language"] + losses["train/gate"] + losses["train/pointer"] < 0.1, losses
    assert losses["train/step_accuracy"] == 1.0
    reader.model.eval()
    for sample, pages in items:
        answers = reader.answer([question.text for question in sample.questions], pages)
        readings = reader.read(pages)
        assert [reading.text for reading in readings] == [page.reading_text() for page in pages]
        assert [answer.text for answer in answers] == [question.answer for question in sample.questions]
        for question, answer in zip(sample.questions, answers, strict=True):
            (found,) = answer.evidence
            (labelled,) = pages[0].boxes_of(question.evidence[0])
            assert found[0] == 0 and abs(found[1] - labelled).max() < 4
            assert answer.confidence > 0.5 and not answer.needs_review


def test_pretraining_fits_one_batch_and_reads_it(tmp_path: Path) -> None:
    pages = TextPages(seed=5, crop_px=64, wear_prob=0.0, sizes_px=(10.0,))
    batch = collate_text_pages([pages[i] for i in range(4)])
    torch.manual_seed(0)
    encoder = build_encoder(VISION)
    task = PretrainTask(encoder, OPTIMIZER, SCHEDULE, {"vision": 3e-3, "ocr_head": 3e-3})
    trainer = fit(task, batch, 150, tmp_path)
    assert float(trainer.callback_metrics["train/loss"]) < 0.1
    taught = float((batch["ids"] >= 0).float().mean())
    assert float(trainer.callback_metrics["train/accuracy"]) == pytest.approx(
        taught, abs=0.01
    )  # cut ones are not named
    encoder.eval()
    for page, reading in enumerate(task(batch["pixel_values"])):
        ids = batch["ids"][batch["pages"] == page]
        whole = Charset().decode(ids[ids > 0].numpy())
        assert len(whole) >= 3 and not set(whole) - set(reading.chars)


def test_question_pretraining_fits_one_batch_and_goes_into_a_reader(tmp_path: Path) -> None:
    copy = {"width": 32, "depth": 1, "num_heads": 2, "question": {"width": 64, "depth": 1, "num_heads": 2}}
    torch.manual_seed(0)
    encoder = build_question_encoder(copy)
    task = QuestionTask(encoder, OPTIMIZER, SCHEDULE, {"encoder": 3e-3, "intent": 3e-3, "slots": 3e-3})
    data = QuestionDataModule(SyntheticReports(8, 4, 4), all_intents(), steps_per_epoch=1, batch_size=4, num_workers=0)
    batch = next(iter(data.train_dataloader()))
    trainer = fit(task, batch, 150, tmp_path, data)
    assert float(trainer.callback_metrics["train/intent"] + trainer.callback_metrics["train/slots"]) < 0.1
    intents, slots = task(batch.chars, batch.mask)
    assert torch.equal(intents.argmax(-1), batch.intents)
    assert torch.equal(slots.argmax(-1)[batch.mask], batch.slots[batch.mask])
    (scores,) = trainer.test(task, data, verbose=False)
    assert set(scores) == {"test/intent", "test/slots", "test/both", "majority/intent"}
    assert scores["test/both"] <= scores["test/slots"] and 0 < scores["majority/intent"] < 1
    task.save(tmp_path, scores)
    reader = tiny_reader(copy={**copy, "num_registers": 4}, question_weights=str(tmp_path / WEIGHTS))
    assert reader.model.copy_path.question is not None
    told = reader.model.copy_path.question.states(batch.chars, batch.mask)[0]
    torch.testing.assert_close(told, encoder.states(batch.chars, batch.mask)[0], rtol=1e-2, atol=1e-2)  # float16
    with pytest.raises(ValueError, match="question weights"):
        build_question_encoder({**copy, "question": {"width": 32}}, str(tmp_path / WEIGHTS))
    with pytest.raises(ValueError, match=r"model\.copy\.question is null"):
        tiny_reader(copy={"width": 32, "depth": 1, "num_heads": 2}, question_weights=str(tmp_path / WEIGHTS))
