"""Language models: the character tokenizer, small models, adapters, and folders of weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import LlamaConfig, LlamaForCausalLM

from glyph.models.language import (
    add_lora,
    build_language_model,
    character_tokenizer,
    linear_names,
    load_language_model,
    small_language_model,
)
from glyph.text.charset import Charset

CHARSET = Charset()
TOKENIZER = character_tokenizer(CHARSET)


@given(st.text(st.sampled_from((" ", *CHARSET.characters[1:])), max_size=40))
def test_tokenizer_round_trip(text: str) -> None:
    ids = TOKENIZER.encode(text, add_special_tokens=False)
    assert len(ids) == len(text) and TOKENIZER.decode(ids) == text


@pytest.mark.parametrize("text", ["Net income was (1,024).", "净利润为多少？  两个空格", "don't , stop ."])
def test_tokenizer_examples(text: str) -> None:
    assert TOKENIZER.decode(TOKENIZER.encode(text, add_special_tokens=False)) == text


def test_tokenizer_specials(tmp_path: Path) -> None:
    assert (TOKENIZER.pad_token_id, TOKENIZER.eos_token_id, TOKENIZER.unk_token_id) == (0, 1, 2)
    assert TOKENIZER.encode("a\U0001f600", add_special_tokens=False)[1] == TOKENIZER.unk_token_id
    assert len(TOKENIZER) == len(CHARSET) + 3
    assert TOKENIZER.decode([TOKENIZER.encode("a", add_special_tokens=False)[0]]) == "a"


def test_small_model_runs_and_ties_its_embeddings() -> None:
    model = small_language_model(TOKENIZER, width=32, depth=2, num_heads=2)
    assert model.config.hidden_size == 32 and model.config.num_hidden_layers == 2
    assert model.get_input_embeddings().weight is model.get_output_embeddings().weight
    assert model(torch.tensor([[5, 6, 7]])).logits.shape == (1, 3, len(TOKENIZER))


def test_lora_trains_adapters_alone() -> None:
    model = small_language_model(TOKENIZER, width=32, depth=2, num_heads=2).eval()
    ids = torch.tensor([[5, 6, 7]])
    before = model(ids).logits
    names = linear_names(model)
    assert names == ["down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"]
    adapted = add_lora(model, rank=2, alpha=4)
    torch.testing.assert_close(adapted(ids).logits, before)  # nothing changes at the start
    taught = {name for name, p in adapted.named_parameters() if p.requires_grad}
    assert len(taught) == 2 * 2 * len(names) and all("lora_" in name for name in taught)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Llama in safetensors, with a tokenizer that lacks a pad token."""
    path = tmp_path_factory.mktemp("llama")
    config = LlamaConfig(
        vocab_size=len(TOKENIZER), hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2
    )
    LlamaForCausalLM(config).save_pretrained(path)
    tokenizer = character_tokenizer(CHARSET)
    tokenizer.pad_token = None
    tokenizer.save_pretrained(path)
    return path


def test_any_causal_model_of_a_folder(folder: Path) -> None:
    model, tokenizer = build_language_model(CHARSET, str(folder), {})
    assert model.config.model_type == "llama" and tokenizer.pad_token_id == tokenizer.eos_token_id
    assert model(torch.tensor([[5, 6]])).logits.shape == (1, 2, len(TOKENIZER))
    assert tokenizer.decode(tokenizer.encode("净 a", add_special_tokens=False)) == "净 a"
    adapted = add_lora(model, rank=2)
    assert all(p.requires_grad == ("lora_" in name) for name, p in adapted.named_parameters())


def test_bad_folders(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ValueError, match=r"language model .*empty.* cannot be loaded"):
        (tmp_path / "empty").mkdir()
        load_language_model(str(tmp_path / "empty"))
    (tmp_path / "pickled").mkdir()
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / "pickled" / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "pickled" / "pytorch_model.bin").write_bytes(b"\x80\x04")
    with pytest.raises(ValueError, match="cannot be loaded"):
        load_language_model(str(tmp_path / "pickled"))
