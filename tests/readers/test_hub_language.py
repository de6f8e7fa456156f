"""A pretrained causal LM in place of the small one: stored in half precision, with a tokenizer of bytes."""

from __future__ import annotations

import warnings
from functools import partial
from pathlib import Path
from typing import Any

import lightning as L
import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from torch.utils.data import DataLoader
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

from glyph.models.language import cache_argument, decode_steps, load_language_model
from glyph.readers.checkpoint import load_reader, save_reader
from glyph.readers.torch_reader import TorchReader
from glyph.tasks.optim import build_optimizer, warmup_cosine
from glyph.tasks.sft import SFTTask
from tests.tiny import SAMPLES, collate, rendered, tiny_reader

RATES = {name: 1e-2 for name in ("projector", "language", "copy_path", "pointer", "register_map")}
QUESTIONS = [question.text for question in SAMPLES[1].questions]
LORA = {"rank": 2, "alpha": 4}


def fast(tokenizer: Tokenizer) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>", pad_token="<|endoftext|>")


def byte_level_tokenizer() -> PreTrainedTokenizerFast:
    """As Qwen2's, without its merges: a token a byte."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({char: i for i, char in enumerate(alphabet)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return fast(tokenizer)


def byte_fallback_tokenizer() -> PreTrainedTokenizerFast:
    """As Llama's: letters that it knows, and bytes for all others."""
    entries = [*(f"<0x{byte:02X}>" for byte in range(256)), *"abcdefghijklmnopqrstuvwxyz "]
    tokenizer = Tokenizer(models.BPE({entry: i for i, entry in enumerate(entries)}, [], byte_fallback=True))
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    return fast(tokenizer)


def save_qwen(folder: Path, dtype: torch.dtype) -> str:
    tokenizer = byte_level_tokenizer()
    config = Qwen2Config(
        vocab_size=len(tokenizer) + 7,  # Qwen2 too has more rows than tokens
        hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
        tie_word_embeddings=True, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        Qwen2ForCausalLM(config).to(dtype).save_pretrained(folder)  # type: ignore[arg-type]
    tokenizer.save_pretrained(folder)
    return str(folder)


def fit(reader: TorchReader, precision: Any, folder: Path, steps: int = 2) -> None:
    """Fine-tune: on pages that are read, and once without pages."""
    task = SFTTask(reader, partial(build_optimizer, muon_share=0.0), partial(warmup_cosine, warmup_steps=1), RATES)
    batch = collate(reader)([rendered(sample) for sample in SAMPLES[:2]])
    reader.model.train()
    trainer = L.Trainer(
        accelerator="cpu", max_steps=steps, precision=precision, logger=False, enable_checkpointing=False,
        enable_progress_bar=False, enable_model_summary=False, default_root_dir=folder,
    )  # fmt: skip
    trainer.fit(task, train_dataloaders=DataLoader([batch] * steps, batch_size=None))  # type: ignore[arg-type]
    assert torch.isfinite(trainer.callback_metrics["train/loss"])
    reader.model.eval()
    assert torch.isfinite(reader.model(batch.without_pages())["language"])


@pytest.mark.parametrize("precision", ["32-true", "bf16-mixed"])
@pytest.mark.parametrize("lora", [None, LORA], ids=["whole", "lora"])
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16], ids=["bf16", "f16"])
def test_half_precision_is_trained_saved_and_loaded(
    tmp_path: Path, dtype: torch.dtype, lora: dict[str, int] | None, precision: str
) -> None:
    path = save_qwen(tmp_path / "lm", dtype)
    reader = tiny_reader(language_path=path, lora=lora)
    before = {name: p.detach().clone() for name, p in reader.model.language.named_parameters()}
    fit(reader, precision, tmp_path)
    for name, p in reader.model.language.named_parameters():
        assert torch.equal(before[name], p) != p.requires_grad, name
        kept = torch.bfloat16 if dtype == torch.bfloat16 and not p.requires_grad else torch.float32
        assert p.dtype == kept, name
    with torch.no_grad():
        for tensor in reader.model.state_dict().values():  # as precise as a checkpoint
            tensor.copy_(tensor.half() if tensor.dtype == torch.float32 else tensor)
    loaded = load_reader(save_reader(reader, tmp_path / "model"))
    pages = rendered(SAMPLES[1])[1]
    answers, others = (one.answer(QUESTIONS, pages) for one in (reader, loaded))
    assert [(a.text, a.confidence) for a in answers] == [(a.text, a.confidence) for a in others]
    for (name, one), two in zip(reader.model.state_dict().items(), loaded.model.state_dict().values(), strict=True):
        assert one.dtype == two.dtype and torch.equal(one, two), name


def test_frozen_bfloat16_is_stored_as_it_is(tmp_path: Path) -> None:
    reader = tiny_reader(language_path=save_qwen(tmp_path / "lm", torch.bfloat16), lora=LORA)
    stored = load_file(save_reader(reader, tmp_path / "model") / "model.safetensors")
    dtypes = {name.startswith("language.") and "lora_" not in name: tensor.dtype for name, tensor in stored.items()}
    assert dtypes == {True: torch.bfloat16, False: torch.float16}


def test_nothing_deprecated_is_called(tmp_path: Path) -> None:
    """transformers 5.40 removes ``past_key_values``."""
    reader = tiny_reader(language_path=save_qwen(tmp_path / "lm", torch.bfloat16))
    assert cache_argument(reader.model.language) == "cache"
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        reader.answer(QUESTIONS, rendered(SAMPLES[1])[1])


@pytest.mark.parametrize("tokenizer", [byte_level_tokenizer(), byte_fallback_tokenizer()], ids=["level", "fallback"])
def test_characters_of_several_tokens_are_decoded_whole(tokenizer: PreTrainedTokenizerFast) -> None:
    """Decoded one by one, the bytes of a Chinese character give nothing but replacement characters."""
    ids = tokenizer.encode("未披露 no", add_special_tokens=False)
    texts = decode_steps(tokenizer, ids)
    assert texts == ["", "", "未", "", "", "披", "", "", "露", " ", "n", "o"]
    assert decode_steps(tokenizer, [*ids[:3], None, *ids[9:]]) == ["", "", "未", "", " ", "n", "o"]
    assert decode_steps(tokenizer, [ids[0], None, ids[3]]) == ["\ufffd", "", "\ufffd"]
    assert decode_steps(tokenizer, []) == []


def test_a_tokenizer_that_ends_nothing_is_refused(tmp_path: Path) -> None:
    path = save_qwen(tmp_path, torch.float32)
    tokenizer = byte_level_tokenizer()
    tokenizer.eos_token = None
    tokenizer.save_pretrained(path)
    with pytest.raises(ValueError, match="has no eos_token"):
        load_language_model(path)
