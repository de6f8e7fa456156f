"""The tiny hub models are opened as any model of the hub is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.tiny_vlm import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_tiny_hub_model_answers_about_pages(tiny_vlm_folders: dict[str, Path], kind: str) -> None:
    from transformers import AutoModelForImageTextToText, AutoProcessor

    folder = tiny_vlm_folders[kind]
    processor = AutoProcessor.from_pretrained(folder, local_files_only=True)
    model = AutoModelForImageTextToText.from_pretrained(folder, local_files_only=True)
    pages = [Image.new("RGB", (64, 48), "white"), Image.new("RGB", (32, 96), "white")]
    content = [*({"type": "image", "image": page} for page in pages), {"type": "text", "text": "What?"}]
    inputs = processor.apply_chat_template(
        [{"role": "user", "content": content}],
        add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt",
    )  # fmt: skip
    made = model.generate(**inputs, max_new_tokens=3, do_sample=False)
    assert inputs["input_ids"].shape[1] < made.shape[1] <= inputs["input_ids"].shape[1] + 3
    assert int((inputs["input_ids"] == model.config.image_token_id).sum()) == 4 * 3 + 2 * 6
