"""Language models: any Hugging Face causal LM by name or path, or a small one from config; LoRA by peft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from peft import LoraConfig, inject_adapter_in_model
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from torch import nn
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
)

from glyph.text.charset import Charset


def character_tokenizer(charset: Charset) -> PreTrainedTokenizerFast:
    """A tokenizer of single characters over a charset, with a space, ``<pad>``, ``<eos>`` and ``<unk>``."""
    entries = ["<pad>", "<eos>", "<unk>", " ", *charset.characters[1:]]
    tokenizer = Tokenizer(models.WordLevel({entry: i for i, entry in enumerate(entries)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    tokenizer.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        eos_token="<eos>",
        unk_token="<unk>",
        clean_up_tokenization_spaces=False,
    )


def small_language_model(
    tokenizer: PreTrainedTokenizerBase, width: int = 192, depth: int = 3, num_heads: int = 4, max_positions: int = 4096
) -> PreTrainedModel:
    """A Qwen2-architecture causal LM of a few layers, randomly initialised."""
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=width,
        intermediate_size=3 * width,
        num_hidden_layers=depth,
        num_attention_heads=num_heads,
        num_key_value_heads=num_heads,
        max_position_embeddings=max_positions,
        tie_word_embeddings=True,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return Qwen2ForCausalLM(config)


def load_language_model(path: str, weights: bool = True) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """A causal LM and its tokenizer, from a folder or a hub name; safetensors only, no remote code.

    Args:
        path: folder or hub name.
        weights: False makes a randomly initialised model of the same form.

    Raises:
        ValueError: when nothing loadable is there.
    """
    try:
        if weights:
            model = AutoModelForCausalLM.from_pretrained(path, use_safetensors=True, trust_remote_code=False)
        else:
            config = AutoConfig.from_pretrained(path, trust_remote_code=False)
            model = AutoModelForCausalLM.from_config(config, trust_remote_code=False)
        tokenizer = AutoTokenizer.from_pretrained(path, trust_remote_code=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"language model {path!r} cannot be loaded: {error}") from error
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return cast(PreTrainedModel, model), cast(PreTrainedTokenizerBase, tokenizer)


def add_lora(model: PreTrainedModel, rank: int = 16, alpha: int = 32, dropout: float = 0.0) -> PreTrainedModel:
    """Freeze a language model and put trainable low-rank adapters on all its linear layers (arXiv 2106.09685)."""
    model.requires_grad_(False)
    config = LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=dropout, target_modules=list(linear_names(model)))
    return cast(PreTrainedModel, inject_adapter_in_model(config, model))


def linear_names(model: PreTrainedModel) -> Sequence[str]:
    """The distinct last names of linear layers inside the decoder, such as ``q_proj``; the output layer is not one."""
    inner = model.base_model.named_modules()
    return sorted({name.rsplit(".", 1)[-1] for name, module in inner if isinstance(module, nn.Linear)})


def build_language_model(
    charset: Charset,
    path: str | None,
    small: Mapping[str, Any],
    weights: bool = True,
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """The language model a config asks for: from ``path``, or a small one."""
    if path is not None:
        return load_language_model(path, weights)
    tokenizer = character_tokenizer(charset)
    return small_language_model(tokenizer, **small), tokenizer
