"""Language models: any Hugging Face causal LM by name or path, or a small one from config; LoRA by peft.

Dtypes: weights that are trained are float32, whatever the files store, so that small updates are not rounded away.
Weights that LoRA freezes stay in bfloat16 if they are stored so; float16 becomes float32, since it cannot hold the
gradients that pass through a frozen layer. ``PageQA`` converts where the language model meets its other parts.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, cast

import torch
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

from glyph.models.pretrained import find_language_model
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


def load_language_model(
    path: str, weights: bool = True, frozen: bool = False
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """A causal LM and its tokenizer, from a folder or a hub name; safetensors or GGUF only, no remote code.

    Args:
        path: folder or hub name, ``smollm2``, or a GGUF file; see ``find_language_model``.
        weights: False makes a randomly initialised model of the same form.
        frozen: whether its weights will not be trained; only then may they stay in bfloat16.

    Raises:
        ValueError: when nothing loadable is there, or the tokenizer has no token that ends a text.
    """
    path = find_language_model(path)
    try:
        config = AutoConfig.from_pretrained(path, trust_remote_code=False)
        dtype = torch.bfloat16 if frozen and config.dtype == torch.bfloat16 else torch.float32
        attention = (
            "sdpa" if torch.cuda.is_available() else "eager"
        )  # on a CPU twice as fast in training, at our lengths
        if weights:
            model = AutoModelForCausalLM.from_pretrained(
                path, use_safetensors=True, trust_remote_code=False, dtype=dtype, attn_implementation=attention
            )
        else:
            model = AutoModelForCausalLM.from_config(
                config, trust_remote_code=False, dtype=dtype, attn_implementation=attention
            )
            model.config.dtype = config.dtype  # what is stored, so that a saved copy loads like the original
        tokenizer = AutoTokenizer.from_pretrained(path, trust_remote_code=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"language model {path!r} cannot be loaded: {error}") from error
    if tokenizer.eos_token_id is None:
        raise ValueError(f"the tokenizer of language model {path!r} has no eos_token, with which answers end; set one")
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return cast(PreTrainedModel, model), cast(PreTrainedTokenizerBase, tokenizer)


def add_lora(model: PreTrainedModel, rank: int = 16, alpha: int = 32, dropout: float = 0.0) -> PreTrainedModel:
    """Freeze a language model and put trainable low-rank adapters on all its linear layers (arXiv 2106.09685).

    The adapters are float32, also beside layers in bfloat16.
    """
    model.requires_grad_(False)
    config = LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=dropout, target_modules=list(linear_names(model)))
    adapted = inject_adapter_in_model(config, model)
    for parameter in adapted.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.float()
    return cast(PreTrainedModel, adapted)


def linear_names(model: PreTrainedModel) -> Sequence[str]:
    """The distinct last names of linear layers inside the decoder, such as ``q_proj``; the output layer is not one."""
    inner = model.base_model.named_modules()
    return sorted({name.rsplit(".", 1)[-1] for name, module in inner if isinstance(module, nn.Linear)})


def build_language_model(
    charset: Charset,
    path: str | None,
    small: Mapping[str, Any],
    weights: bool = True,
    frozen: bool = False,
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """The language model a config asks for: from ``path`` (see ``load_language_model``), or a small one."""
    if path is not None:
        return load_language_model(path, weights, frozen)
    tokenizer = character_tokenizer(charset)
    return small_language_model(tokenizer, **small), tokenizer


def cache_argument(model: PreTrainedModel) -> str:
    """The name by which a model's decoder takes and returns its key-value cache.

    ``cache`` from transformers 5.24 on, ``past_key_values`` before; the old name is to be removed in 5.40.
    """
    names = inspect.signature(type(model.base_model).forward).parameters
    return "cache" if "cache" in names else "past_key_values"


def decode_steps(tokenizer: PreTrainedTokenizerBase, ids: Sequence[int | None]) -> list[str]:
    """The text that each token adds to those before it.

    Byte-level tokenizers split a Chinese character over several tokens, none of which is text by itself: the character
    then counts for the last of them.

    Args:
        tokenizer: of the language model.
        ids: tokens; None where something else stands in between, whose text is "".
    """
    texts: list[str] = []
    run: list[int] = []
    said = ""
    for place, token in enumerate(ids):
        if token is None:
            texts.append("")
            run, said = [], ""
            continue
        run.append(token)
        whole = str(tokenizer.decode(run, clean_up_tokenization_spaces=False))
        is_last = place + 1 == len(ids) or ids[place + 1] is None
        if whole.endswith("\ufffd") and not is_last:
            whole = said  # perhaps the first bytes of a character
        texts.append(whole[len(said) :])
        said = whole
    return texts
