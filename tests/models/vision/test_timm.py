"""timm backbones: their own statistics, in the place of ours by name alone, and pretrained from the shipped config."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
import torch
from hydra import compose, initialize_config_dir
from hydra.utils import instantiate
from omegaconf import DictConfig
from timm.data.constants import IMAGENET_DEFAULT_MEAN, IMAGENET_DEFAULT_STD

from glyph.models.vision.encoders import SmallViT, TimmEncoder
from glyph.readers.build import build_reader, build_vision
from glyph.readers.checkpoint import load_reader, save_reader
from glyph.tasks.training import train
from tests.places import EXPERIMENTS
from tests.tiny import SAMPLES, rendered

NAME = "test_vit.r160_in1k"


def composed(*overrides: str) -> DictConfig:
    with initialize_config_dir(str(EXPERIMENTS), version_base="1.3"):
        return compose("train", overrides=["run_dir=unused", *overrides])


@pytest.mark.parametrize(
    ("name", "mean", "std"),
    [(NAME, (0.5,) * 3, (0.5,) * 3), ("resnet18", IMAGENET_DEFAULT_MEAN, IMAGENET_DEFAULT_STD)],
)
def test_pages_are_scaled_as_the_backbone_was_trained(name: str, mean: Any, std: Any) -> None:
    encoder = build_vision(name).eval()
    backbone: Any = encoder.backbone
    page = torch.rand(1, 1, 64, 96)
    scaled = torch.cat([(page - m) / s for m, s in zip(mean, std, strict=True)], dim=1)
    with torch.no_grad():
        tokens, wanted = encoder(page).tokens, backbone.forward_features(scaled)
    wanted = wanted.permute(0, 2, 3, 1) if wanted.ndim == 4 else wanted[:, backbone.num_prefix_tokens :].view_as(tokens)
    torch.testing.assert_close(tokens, wanted)
    assert not [key for key in encoder.state_dict() if not key.startswith("backbone.")]


def test_another_name_leaves_out_the_sizes_of_ours() -> None:
    ours = instantiate(composed().model.vision, _target_="glyph.readers.build.build_vision")
    assert isinstance(ours, SmallViT) and ours.width == 256
    theirs = instantiate(
        composed(f"model.vision.name={NAME}").model.vision, _target_="glyph.readers.build.build_vision"
    )
    assert isinstance(theirs, TimmEncoder) and theirs.width == 64
    options = composed("model/vision=timm", f"model.vision.name={NAME}", "+model.vision.depth=2").model.vision
    assert len(instantiate(options, _target_="glyph.readers.build.build_vision").backbone.blocks) == 2
    with pytest.raises(ValueError, match=r"cannot be made with \{'brightness': 1\}"):
        build_vision(NAME, brightness=1)


def test_the_base_takes_another_backbone_by_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What does not look at pages is the base's; the rest starts at random, and says so."""
    with caplog.at_level(logging.WARNING):
        reader = instantiate(composed(f"model.vision.name={NAME}").model)
    assert "base hold another backbone than test_vit.r160_in1k: encoder, projector" in caplog.text
    base = load_reader_of_base()
    for name, weight in reader.model.state_dict().items():
        if not name.startswith(("encoder.", "projector.", "copy_path.see.")):
            torch.testing.assert_close(weight, base[name], rtol=0, atol=0)
    assert reader.build["vision"] == {"name": NAME}
    pages = rendered(SAMPLES[0])[1]
    loaded = load_reader(save_reader(reader, tmp_path))
    assert loaded.answer("What was Costs?", pages).text is not None
    with pytest.raises(ValueError, match=r"do not fit the model: .copy_path"):
        build_reader({"width": 32, "depth": 1, "num_heads": 2}, weights="base")


def load_reader_of_base() -> dict[str, torch.Tensor]:
    weights: dict[str, torch.Tensor] = instantiate(composed().model).model.state_dict()
    return weights


def test_a_timm_encoder_is_pretrained_and_fine_tuned_from_the_shipped_configs(tmp_path: Path) -> None:
    metrics = train(
        composed(
            "experiment=pretrain", f"model.vision.name={NAME}", "logger=csv", "trainer=cpu", "trainer.max_epochs=1",
            "+trainer.enable_progress_bar=false", "~callbacks.progress", "data.steps_per_epoch=2", "data.batch_size=2",
            "data.num_workers=0", "data.num_val=2", "data.pages.crop_px=64", "data.num_calibration=2",
            "data.calibration={crop_px: 64}", f"run_dir={tmp_path}",
        )
    )  # fmt: skip
    assert metrics["train/steps"] == 2 and metrics["train/loss"] > 0
    weights = tmp_path / "encoder.safetensors"
    reader = instantiate(composed(f"model.vision.name={NAME}", f"model.encoder_weights={weights}").model)
    before = instantiate(composed(f"model.vision.name={NAME}").model).model.encoder.state_dict()
    taught = reader.model.encoder.state_dict()
    assert any(not torch.equal(before[name], taught[name]) for name in taught if "backbone.blocks" in name)
    assert reader.answer(["What was Costs?"], rendered(SAMPLES[0])[1])
