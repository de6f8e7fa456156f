"""Checkpoints: a folder that holds all a reader needs, and says plainly when it is damaged."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from safetensors.torch import load_file, save_file

import glyph
from glyph.models.language import character_tokenizer, small_language_model
from glyph.readers.checkpoint import load_reader, save_reader
from glyph.readers.rules.named import FINANCE, GENERAL
from glyph.readers.torch_reader import TorchReader
from tests.tiny import SAMPLES, TINY_VISION, rendered, tiny_config, tiny_reader

QUESTIONS = [question.text for question in SAMPLES[0].questions]


def check_same(one: TorchReader, two: TorchReader) -> None:
    _, pages = rendered(SAMPLES[0])
    answers, others = (reader.answer(QUESTIONS, pages) for reader in (one, two))
    readings, other_readings = (reader.read(pages) for reader in (one, two))
    for first, second in zip(readings, other_readings, strict=True):
        assert first.chars == second.chars
        np.testing.assert_array_equal(first.confidences, second.confidences)
    assert [(a.text, a.confidence) for a in answers] == [(a.text, a.confidence) for a in others]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_reader(tiny_reader(), tmp_path_factory.mktemp("model") / "deep" / "er", {"test/em": 0.5})


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "copy"))


@pytest.mark.parametrize(
    "changes",
    [{}, {"lora": {"rank": 2, "alpha": 4}}, {"use_copy": False}, {"merge": 1}],
    ids=["whole", "lora", "spelling", "unmerged"],
)
def test_saved_and_loaded_gives_the_same_answers(tmp_path: Path, changes: dict[str, Any]) -> None:
    reader = tiny_reader(**changes)
    if "lora" in changes:  # adapters start at zero
        with torch.no_grad():
            for name, p in reader.model.named_parameters():
                if "lora_B" in name:
                    p.copy_(torch.randn(p.shape, generator=torch.Generator().manual_seed(0)))
    with torch.no_grad():
        for tensor in reader.model.state_dict().values():  # as precise as a checkpoint
            tensor.copy_(tensor.half())
    loaded = load_reader(save_reader(reader, tmp_path))
    check_same(reader, loaded)
    assert not loaded.model.training and loaded.model.use_copy == reader.model.use_copy
    assert (loaded.grid, loaded.render_config, loaded.build) == (reader.grid, reader.render_config, reader.build)
    assert loaded.render_config == tiny_config()


def test_folder_holds_plain_files(saved: Path) -> None:
    assert {file.name for file in saved.iterdir()} == {"model.safetensors", "glyph.yaml"}
    described = yaml.safe_load((saved / "glyph.yaml").read_text(encoding="utf-8"))
    assert described["metrics"] == {"test/em": 0.5}
    assert {tensor.dtype for tensor in load_file(saved / "model.safetensors").values()} <= {torch.float16, torch.int64}


def test_rules_are_kept_by_name_and_can_be_switched(tmp_path: Path, saved: Path) -> None:
    save_reader(tiny_reader(rules=["general", "sums"]), tmp_path)
    names = [rule.name for rule in load_reader(tmp_path).rules]
    assert names == ["workable", "invented", "characters", "sums"]
    assert yaml.safe_load((tmp_path / "glyph.yaml").read_text(encoding="utf-8"))["rules"] == names
    assert load_reader(saved, rules=()).rules == () and load_reader(saved).rules == GENERAL
    assert load_reader(saved, rules=("finance",)).rules == FINANCE
    with pytest.raises(ValueError, match="rules: 'balance' is none of"):
        glyph.load(saved, rules=("balance",))


def test_the_public_door_loads_it(saved: Path) -> None:
    reader = glyph.load(saved)
    assert isinstance(reader, TorchReader)
    check_same(reader, load_reader(saved))


@pytest.mark.parametrize("name", ["model.safetensors", "glyph.yaml"])
def test_missing_files(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ValueError, match=f"is not a glyph checkpoint: {name} is missing"):
        load_reader(folder)
    with pytest.raises(ValueError, match="is not a glyph checkpoint"):
        load_reader(folder / "nowhere")


def damage(folder: Path, kind: str) -> None:
    weights, config = folder / "model.safetensors", folder / "glyph.yaml"
    if kind == "truncated weights":
        weights.write_bytes(weights.read_bytes()[:-1000])
    elif kind == "not weights":
        weights.write_bytes(b"PK\x03\x04 no tensors")
    elif kind == "empty weights":
        weights.write_bytes(b"")
    elif kind == "empty config":
        config.write_text("")
    elif kind == "lacking key":
        config.write_text("format: 1\n")
    elif kind == "no yaml":
        config.write_text("build: [1, {")
    elif kind == "other sizes":
        config.write_text(config.read_text().replace("width: 32", "width: 64"))
    elif kind == "other parts":
        config.write_text(config.read_text().replace("depth: 1", "depth: 2"))
    elif kind == "binary config":
        config.write_bytes(b"\xff\xfe\x00\x80")
    elif kind == "stray tensor":
        save_file({**load_file(weights), "stray": torch.zeros(1)}, weights)


@pytest.mark.parametrize(
    "kind",
    [
        "truncated weights", "not weights", "empty weights", "empty config", "lacking key", "other parts",
        "binary config", "stray tensor", "no yaml", "other sizes",
    ],
)  # fmt: skip
def test_damaged_files(folder: Path, kind: str) -> None:
    damage(folder, kind)
    with pytest.raises(ValueError):
        load_reader(folder)


def rewrite(folder: Path, **changes: Any) -> None:
    """Change values in a checkpoint's description; None takes one out."""
    file = folder / "glyph.yaml"
    described = {**yaml.safe_load(file.read_text(encoding="utf-8")), **changes}
    file.write_text(yaml.safe_dump({k: v for k, v in described.items() if v is not None}), encoding="utf-8")


def test_a_checkpoint_of_a_newer_format_names_the_version_that_reads_it(folder: Path) -> None:
    rewrite(folder, format=3, glyph_version="9.1.0")
    with pytest.raises(
        ValueError, match=r"it has format 3, written by glyph 9\.1\.0; glyph .* reads formats up to 2\."
    ):
        load_reader(folder)
    rewrite(folder, glyph_version=None, charset_size=5)  # what else is wrong does not matter then
    with pytest.raises(ValueError, match="it has format 3, written by glyph a newer version"):
        load_reader(folder)


@pytest.mark.parametrize("number", ["1", 0, -1, 1.5, [1]])
def test_a_format_that_is_none_is_refused(folder: Path, number: Any) -> None:
    rewrite(folder, format=number)
    with pytest.raises(ValueError, match="which is not a checkpoint format"):
        load_reader(folder)


def test_another_charset_is_refused(folder: Path) -> None:
    size = yaml.safe_load((folder / "glyph.yaml").read_text(encoding="utf-8"))["charset_size"]
    rewrite(folder, charset_size=size - 1)
    with pytest.raises(ValueError, match=rf"a charset of {size - 1} characters, and glyph .* has one of {size}"):
        load_reader(folder)


def test_a_checkpoint_from_before_versions_were_written_opens(folder: Path) -> None:
    described = yaml.safe_load((folder / "glyph.yaml").read_text(encoding="utf-8"))
    assert described["format"] == 1 and described["glyph_version"] == glyph.__version__
    rewrite(folder, glyph_version=None)
    check_same(load_reader(folder), tiny_reader(weights=str(folder)))


def test_a_killed_save_leaves_the_old_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    def die(self: Path, target: Path) -> Path:
        raise OSError("power cut")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="power cut"):
        patched.setattr(Path, "replace", die)
        save_reader(tiny_reader(seed=1), folder)
    assert {name: (folder / name).read_bytes() for name in before} == before
    save_reader(tiny_reader(seed=1), folder)
    assert {file.name for file in folder.iterdir()} == set(before)
    check_same(load_reader(folder), load_reader(folder))


def test_a_checkpoint_needs_no_other_folder(tmp_path: Path) -> None:
    tokenizer = character_tokenizer(tiny_reader().charset)
    tokenizer.save_pretrained(tmp_path / "lm")
    small_language_model(tokenizer, width=32, depth=1, num_heads=2).save_pretrained(tmp_path / "lm")
    reader = tiny_reader(language_path=str(tmp_path / "lm"), lora={"rank": 2})
    save_reader(reader, tmp_path / "model")
    check_same(load_reader(tmp_path / "model"), load_reader(tmp_path / "model"))  # as long as it is there
    shutil.rmtree(tmp_path / "lm")
    load_reader(tmp_path / "model")


def test_a_checkpoint_asks_no_hub(tmp_path: Path) -> None:
    reader = tiny_reader()
    reader.build["vision"] = {**TINY_VISION, "pretrained": True}
    save_reader(reader, tmp_path)
    described = yaml.safe_load((tmp_path / "glyph.yaml").read_text(encoding="utf-8"))
    assert not described["build"]["vision"].get("pretrained", False)


def test_a_new_reader_starts_from_a_checkpoint(saved: Path, tmp_path: Path) -> None:
    """All of it; or all but the encoder; adapters come on top; what does not fit is told."""
    other = tiny_reader(seed=1, weights=str(saved))
    check_same(load_reader(saved), other)
    encoder = save_reader(tiny_reader(seed=2), tmp_path / "other")
    mixed = tiny_reader(seed=3, weights=str(saved), encoder_weights=str(encoder)).model.state_dict()
    sources = {True: tiny_reader(seed=2).model.state_dict(), False: tiny_reader().model.state_dict()}
    for name, tensor in mixed.items():
        stored = sources[name.startswith("encoder.")][name]
        torch.testing.assert_close(tensor, stored.half().to(tensor.dtype) if stored.is_floating_point() else stored)
    adapted = tiny_reader(seed=1, weights=str(saved), lora={"rank": 2})
    check_same(load_reader(saved), adapted)
    with pytest.raises(ValueError, match=r"weights .* do not fit the model: 'copy_path"):
        tiny_reader(weights=str(saved), copy={"width": 16, "depth": 1, "num_heads": 2, "num_registers": 2})


def test_the_base_loads_without_a_path() -> None:
    reader = glyph.load()
    (page,) = glyph.render("Revenue was 1,024 in 2023.", glyph.RenderConfig(page_width_pt=320, page_height_pt=64))
    assert reader.read([page])[0].text.split() == ["Revenue", "was", "1,024", "in", "2023."]
