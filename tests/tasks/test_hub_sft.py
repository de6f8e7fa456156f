"""HubSFTTask: any hub VLM learns on our data by adapters alone, and what was saved answers as what was trained."""

from __future__ import annotations

import json
import pickle
from functools import partial
from pathlib import Path
from typing import Any

import lightning as L
import pytest
import torch
from hydra import compose, initialize_config_dir
from PIL import Image
from torch.utils.data import DataLoader

import glyph
from glyph.evaluation.evaluate import evaluate
from glyph.readers.hub_vlm import HubVLMReader
from glyph.tasks.hub.collate import IGNORED, HubCollator
from glyph.tasks.hub.sft import HubSFTTask
from glyph.tasks.optim import build_optimizer, warmup_cosine
from glyph.tasks.training import train
from tests.places import EXPERIMENTS
from tests.tiny import SAMPLES, rendered
from tests.tiny_vlm import KINDS

SMALL = [
    "data.reports.num_test=1", "data.reports.num_val=1", "data.reports.questions_per_report=2", "data.max_questions=1",
    "data.num_workers=0",
]  # fmt: skip


def config(name: str, folder: Path, *overrides: str) -> Any:
    with initialize_config_dir(str(EXPERIMENTS), version_base="1.3"):
        return compose(name, overrides=[*SMALL, f"run_dir={folder}", *overrides])


def task_of(folder: Path, lr: float = 1e-2) -> HubSFTTask:
    optimizer = partial(build_optimizer, weight_decay=0.0, muon_share=0.0)
    return HubSFTTask(HubVLMReader.open(folder), optimizer, partial(warmup_cosine, warmup_steps=1), lr, rank=8)


@pytest.mark.parametrize("kind", KINDS)
def test_only_answers_are_taught(tiny_vlm_folders: dict[str, Path], kind: str) -> None:
    reader = HubVLMReader.open(tiny_vlm_folders[kind])
    batch = HubCollator(reader)([rendered(SAMPLES[0]), rendered(SAMPLES[1])])
    questions = [question for sample in SAMPLES[:2] for question in sample.questions]
    assert len(batch) == len(questions) and batch.inputs["input_ids"].shape == batch.labels.shape
    for row, question in zip(batch.labels, questions, strict=True):
        taught = row[row != IGNORED]
        assert reader.processor.tokenizer.decode(taught[:-1]) == question.answer
        assert int(taught[-1]) == reader.processor.tokenizer.eos_token_id


def test_workers_are_sent_no_weights(tiny_vlm_folders: dict[str, Path]) -> None:
    items = [rendered(SAMPLES[0])]
    collator = HubCollator(HubVLMReader.open(tiny_vlm_folders["qwen2_vl"]))
    sent = pickle.dumps(collator)
    assert b"lm_head" not in sent and not isinstance(collator.reader.model, torch.nn.Module)
    one, two = collator(items), pickle.loads(sent)(items)
    assert all(torch.equal(tensor, two.inputs[name]) for name, tensor in one.inputs.items())


def test_rows_of_images_are_learnt_from(tiny_vlm_folders: dict[str, Path], tmp_path: Path) -> None:
    """JSON Lines with image_path, which no OCR head has read."""
    rows = []
    for number in range(20):
        file = tmp_path / f"{number}.png"
        Image.fromarray(rendered(SAMPLES[number % 3])[1][0].image).save(file)
        rows.append({"image_path": file.name, "question": "What was it?", "answer": str(number)})
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    own = ["experiment=hub_sft", f"model.path={tiny_vlm_folders['qwen2_vl']}", "logger=csv", "trainer=cpu"]
    with initialize_config_dir(str(EXPERIMENTS), version_base="1.3"):
        cfg = compose("train", overrides=[*own, "data=jsonl", f"data.path={tmp_path / 'rows.jsonl'}",
                                          "data.num_val=1", "data.num_test=1", "trainer.max_steps=2",
                                          "test_untrained=false", f"run_dir={tmp_path / 'run'}"])  # fmt: skip
    metrics = train(cfg)
    assert metrics["train/steps"] == 2 and metrics["test/num_questions"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_one_batch_is_learnt_by_adapters_alone(tiny_vlm_folders: dict[str, Path], kind: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    task = task_of(tiny_vlm_folders[kind])
    task.model.get_output_embeddings().weight.data.mul_(50)  # random ones are too small to be sure of anything
    batch = task.collate([rendered(SAMPLES[2])])
    before = {name: value.clone() for name, value in task.model.state_dict().items()}
    trainer = L.Trainer(
        accelerator="cpu", max_steps=120, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, gradient_clip_val=1.0, default_root_dir=tmp_path,
    )  # fmt: skip
    loader: DataLoader[Any] = DataLoader([batch] * 120, batch_size=None)  # type: ignore[arg-type]
    trainer.fit(task, train_dataloaders=loader)
    assert float(trainer.callback_metrics["train/loss"]) < 0.1
    moved = {name for name, value in task.model.state_dict().items() if not torch.equal(value, before[name])}
    assert moved and all("lora_" in name and "visual" not in name for name in moved)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_trains_tests_saves_and_goes_on(tiny_vlm_folders: dict[str, Path], kind: str, tmp_path: Path) -> None:
    own = ["experiment=hub_sft", f"model.path={tiny_vlm_folders[kind]}", "data.steps_per_epoch=1"]
    own += ["logger=csv", "trainer.accelerator=cpu"]
    metrics = train(config("train", tmp_path / "a", *own, "trainer.max_epochs=2"))
    assert {"test/em", "majority/em", "untrained/em", "val/em", "train/loss"} <= set(metrics)
    assert json.loads((tmp_path / "a/metrics.json").read_text())["train/steps"] == 2
    assert (tmp_path / "a/model/model.safetensors").is_file()
    scored = evaluate(config("evaluate", tmp_path / "b", f"model_path={tmp_path / 'a/model'}"))
    assert scored["test/num_questions"] == metrics["test/num_questions"]
    longer = train(config("train", tmp_path / "c", *own, "trainer.max_epochs=3",
                          f"ckpt_path={tmp_path / 'a/checkpoints/last.ckpt'}"))  # fmt: skip
    assert longer["train/steps"] == 3


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_saved_answers_as_what_was_trained(
    tiny_vlm_folders: dict[str, Path], kind: str, tmp_path: Path
) -> None:
    torch.manual_seed(1)
    task = task_of(tiny_vlm_folders[kind])
    for name, parameter in task.model.named_parameters():
        if "lora_B" in name:
            parameter.data.normal_(0, 0.3)
    task.model.eval()
    pages = rendered(SAMPLES[0])[1]
    task.save(tmp_path, {})
    loaded = glyph.load(tmp_path / "model")
    trained, saved = (reader.answer("What was Revenue?", pages) for reader in (task.reader, loaded))
    assert trained.text == saved.text and abs(trained.confidence - saved.confidence) < 1e-4
    assert trained.text != HubVLMReader.open(tiny_vlm_folders[kind]).answer("What was Revenue?", pages).text
