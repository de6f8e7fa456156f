"""The smallest hub VLMs: randomly initialised Qwen2-VL and GLM-4V with their processors, saved as the hub would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

KINDS = ("qwen2_vl", "glm4v")
PATCH_PX = 8  # of a page; two by two make a visual token
ENDS = ("<|endoftext|>", "<|im_end|>")
SPECIAL: dict[str, dict[str, str]] = {
    "qwen2_vl": {
        "image_token_id": "<|image_pad|>",
        "video_token_id": "<|video_pad|>",
        "vision_start_token_id": "<|vision_start|>",
        "vision_end_token_id": "<|vision_end|>",
    },
    "glm4v": {
        "image_token_id": "<|image|>",
        "video_token_id": "<|video|>",
        "image_start_token_id": "<|begin_of_image|>",
        "image_end_token_id": "<|end_of_image|>",
        "video_start_token_id": "<|begin_of_video|>",
        "video_end_token_id": "<|end_of_video|>",
    },
}
SHOWN = {
    "qwen2_vl": "<|vision_start|><|image_pad|><|vision_end|>",
    "glm4v": "<|begin_of_image|><|image|><|end_of_image|>",
}
CHAT = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}SHOWN{% elif part['type'] == 'text' %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tiny_tokenizer(kind: str) -> Any:
    """A tokenizer of single bytes, with the special tokens of a kind of model."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    bytewise = Tokenizer(models.BPE({char: k for k, char in enumerate(alphabet)}, []))
    bytewise.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytewise.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bytewise, pad_token=ENDS[0], eos_token=ENDS[1], padding_side="left", model_max_length=32768
    )
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>", *SPECIAL[kind].values()]})
    return tokenizer


def tiny_processor(kind: str) -> Any:
    """The processor of a kind of model, with a chat template of its own."""
    from transformers import (
        Glm4vImageProcessor,
        Glm4vProcessor,
        Glm4vVideoProcessor,
        Qwen2VLImageProcessor,
        Qwen2VLProcessor,
        Qwen2VLVideoProcessor,
    )

    classes = {
        "qwen2_vl": (Qwen2VLProcessor, Qwen2VLImageProcessor, Qwen2VLVideoProcessor),
        "glm4v": (Glm4vProcessor, Glm4vImageProcessor, Glm4vVideoProcessor),
    }
    processor, image_processor, video_processor = classes[kind]
    # GLM counts the pixels of both frames of a pair, Qwen those of a page
    size = {"shortest_edge": (4 * PATCH_PX) ** 2, "longest_edge": 2 * (24 * PATCH_PX) ** 2}
    sizes = {"patch_size": PATCH_PX, "merge_size": 2, "temporal_patch_size": 2, "size": size}
    return processor(  # type: ignore[no-untyped-call]
        image_processor(**sizes), tiny_tokenizer(kind), video_processor(**sizes), CHAT.replace("SHOWN", SHOWN[kind])
    )


def tiny_vlm(kind: str, tokenizer: Any, seed: int = 0) -> Any:
    """A model of a few thousand random weights."""
    from transformers import (
        Glm4vConfig,
        Glm4vForConditionalGeneration,
        Qwen2VLConfig,
        Qwen2VLForConditionalGeneration,
    )

    text: dict[str, Any] = {
        "vocab_size": len(tokenizer), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "max_position_embeddings": 8192,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 3, 3]},
        "bos_token_id": None, "eos_token_id": tokenizer.eos_token_id, "pad_token_id": tokenizer.pad_token_id,
    }  # fmt: skip
    vision: dict[str, Any] = {"depth": 1, "num_heads": 2, "patch_size": PATCH_PX, "spatial_merge_size": 2}
    if kind == "qwen2_vl":
        vision |= {"embed_dim": 32, "hidden_size": 32, "mlp_ratio": 2}
    else:
        vision |= {"hidden_size": 32, "out_hidden_size": 32, "intermediate_size": 64, "image_size": 8 * PATCH_PX}
    ids = {key: tokenizer.convert_tokens_to_ids(token) for key, token in SPECIAL[kind].items()}
    classes = {
        "qwen2_vl": (Qwen2VLConfig, Qwen2VLForConditionalGeneration),
        "glm4v": (Glm4vConfig, Glm4vForConditionalGeneration),
    }
    config, model = classes[kind]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return model(config(text_config=text, vision_config=vision, **ids)).eval()


def save_tiny_vlm(kind: str, folder: Path) -> Path:
    """Write a model and its processor as ``from_pretrained`` expects them; returns the folder."""
    processor = tiny_processor(kind)
    tiny_vlm(kind, processor.tokenizer).save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_vlm_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of a tiny model of each of ``KINDS``, which ``AutoModelForImageTextToText`` opens."""
    return {kind: save_tiny_vlm(kind, tmp_path_factory.mktemp(kind)) for kind in KINDS}
