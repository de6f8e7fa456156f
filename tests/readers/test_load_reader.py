"""glyph.load: every reader by its name or place, and a plain word where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import glyph
from glyph.readers.checkpoint import save_reader
from glyph.readers.hub_vlm import HubVLMReader
from glyph.readers.ocr_engine import EngineMissing, OcrTextReader, installed_engines
from glyph.readers.retrieval import RetrievalReader
from glyph.readers.text import TextReader, TruncatedReader
from glyph.readers.torch_reader import TorchReader
from tests.tiny import tiny_reader
from tests.tiny_vlm import KINDS


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_reader(tiny_reader(), tmp_path_factory.mktemp("model"))


def test_checkpoints_and_readers_of_text(saved: Path) -> None:
    assert isinstance(glyph.load(saved), TorchReader) and isinstance(glyph.load(str(saved)), TorchReader)
    for name, kind in (("text", TextReader), ("retrieval", RetrievalReader), ("truncated", TruncatedReader)):
        reader = glyph.load(name, base=saved)
        assert isinstance(reader, kind) and isinstance(reader.reader, TorchReader)
        assert reader.reader.render_config == tiny_reader().render_config
    with pytest.raises(ValueError, match="base=text must be a checkpoint that answers from text, not a TextReader"):
        glyph.load("retrieval", base="text")


@pytest.mark.parametrize("name", ["tesseract", "rapidocr"])
def test_ocr_engines(name: str, saved: Path) -> None:
    if name in installed_engines():
        assert isinstance(glyph.load(name, base=saved), OcrTextReader)
    else:
        with pytest.raises(EngineMissing, match=f"the OCR engine {name} is not installed"):
            glyph.load(name, base=saved)


@pytest.mark.parametrize("kind", KINDS)
def test_models_of_the_hub(kind: str, tiny_vlm_folders: dict[str, Path]) -> None:
    reader = glyph.load(tiny_vlm_folders[kind])
    assert isinstance(reader, HubVLMReader) and not reader.model.training


def test_what_is_none_of_these_is_told(
    tmp_path: Path, tiny_vlm_folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=r"nowhere is not a glyph checkpoint.*tesseract.*Qwen/Qwen2-VL-2B-Instruct"):
        glyph.load("nowhere")
    with pytest.raises(ValueError, match=r"is not a glyph checkpoint: glyph\.yaml is missing"):
        glyph.load(tmp_path)
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ValueError, match=r"no image-text-to-text model can be opened from the folder"):
        glyph.load(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ValueError, match=r"no-one/nothing: .* from the hub: .*; it is no checkpoint folder either"):
        glyph.load("no-one/nothing")


def test_importing_glyph_loads_no_torch() -> None:
    code = "import glyph, sys; sys.exit(not {'torch', 'transformers'}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
