"""HubVLMReader: any vision-language model of the hub, asked through its processor's chat template."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from glyph.documents import Document
from glyph.readers.answer import Answer
from glyph.readers.protocol import BaseReader, PageLike, Source
from glyph.readers.rules.review import REVIEW_CONFIDENCE
from glyph.render import Page, RenderConfig, render
from glyph.render.page_image import page_picture
from glyph.text.answer_program import NOT_STATED, Language
from glyph.text.language import language_of

INSTRUCTION = {
    "en": f'Answer from the pages alone, as briefly as they say it. If they do not, answer "{NOT_STATED["en"]}".',
    "zh": f"请仅根据页面内容，用最简短的原文回答；页面上没有的，回答“{NOT_STATED['zh']}”。",
}
MAX_TRIES = 8  # at shrinking pages until they fit
MIN_SIDE_PX = 28  # of a page that is shrunk
_THOUGHT = re.compile(r"^.*</think>", re.DOTALL)  # models that think aloud first
_TAG = re.compile(r"</?answer>|<\|(?:begin|end)_of_box\|>")
Inputs = Any  # a transformers BatchFeature


@dataclass
class HubVLMReader(BaseReader):
    """A vision-language model with its processor. It needs no OCR head and points at no evidence.

    Pages are shown to it as images, all of them with every question; the answer is decoded greedily and is as sure as
    its least sure token.
    """

    model: Any  # of transformers' image-text-to-text classes
    processor: Any
    render_config: RenderConfig = field(default_factory=lambda: RenderConfig.preset("medium"))  # of documents
    max_new_tokens: int = 64
    review_confidence: float = REVIEW_CONFIDENCE  # answers less sure than this need review

    @classmethod
    def open(cls, path: str | Path, device: str = "cpu", **options: Any) -> HubVLMReader:
        """Open a folder, or a model of the hub by name, from safetensors alone and without code of its own.

        Args:
            path: as ``from_pretrained`` takes it; a folder is never looked for on the hub.
            device: that it computes on, in the type that its weights are stored in.
            options: fields of the reader.

        Raises:
            ValueError: when there is no such model, or it is none that answers about images.
        """
        from transformers import AutoModelForImageTextToText, AutoProcessor

        is_local = Path(path).is_dir()
        try:
            processor = AutoProcessor.from_pretrained(str(path), local_files_only=is_local)
            model: Any = AutoModelForImageTextToText.from_pretrained(
                str(path), local_files_only=is_local, use_safetensors=True, dtype="auto"
            )
        except (OSError, ValueError, KeyError, ImportError) as error:
            place = "the folder" if is_local else "the hub"
            raise ValueError(f"{path}: no image-text-to-text model can be opened from {place}: {error}") from error
        if not hasattr(processor, "apply_chat_template") or not hasattr(processor, "image_processor"):
            raise ValueError(f"{path}: its processor takes no images ({type(processor).__name__})")
        model.to(device).eval()
        return cls(model, processor, **options)

    def _answers(self, questions: list[str], source: Source, budget: int | None) -> list[Answer]:
        drawn = tuple(render(source, self.render_config)) if isinstance(source, Document) else ()
        pages: Sequence[PageLike] = source if not isinstance(source, Document) else drawn
        pictures = [page_picture(page).convert("RGB") for page in pages]
        return [self._answer(question, pictures, budget, drawn) for question in questions]

    @torch.no_grad()
    def _answer(
        self, question: str, pictures: list[Image.Image], budget: int | None, drawn: tuple[Page, ...]
    ) -> Answer:
        inputs = self.fitting_inputs(question, pictures, budget)
        made = self.model.generate(
            **inputs.to(self.model.device, self.model.dtype),
            max_new_tokens=self.max_new_tokens, do_sample=False, num_beams=1, temperature=None, top_p=None, top_k=None,
            output_logits=True, return_dict_in_generate=True,
        )  # fmt: skip
        tokens = made.sequences[0, inputs["input_ids"].shape[1] :]
        logits = torch.stack(made.logits, dim=1)[0].float()  # [T, vocabulary]
        probs = logits.softmax(-1).gather(1, tokens[: len(logits), None])[:, 0]
        text = _final_answer(str(self.processor.decode(tokens, skip_special_tokens=True)))
        confidence = float(probs.min()) if len(probs) and text else 0.0
        language: Language = language_of(question)
        reason = "" if confidence >= self.review_confidence else f"confidence {confidence:.2f} is under"
        reason = f"{reason} {self.review_confidence:g}" if reason else ""
        return Answer(
            text, confidence, needs_review=bool(reason) or not text, reason=reason if text else "no answer was given",
            language=language, char_confidences=(confidence,) * len(text), pages=drawn,
            visual_tokens=self._num_image_tokens(inputs), pixels=self._num_pixels(inputs, pictures),
            template=text.replace("{", "").replace("}", ""),
        )  # fmt: skip

    def fitting_inputs(self, question: str, pictures: list[Image.Image], budget: int | None) -> Inputs:
        """The model's inputs, with pages shrunk where they would pass the budget or the model's context."""
        inputs = self.inputs(question, pictures)
        text_config = self.model.config.get_text_config()
        positions = int(getattr(text_config, "max_position_embeddings", None) or 1 << 30)
        for _ in range(MAX_TRIES):
            spent = self._num_image_tokens(inputs)
            room = positions - self.max_new_tokens - (inputs["input_ids"].shape[1] - spent)
            limit = room if budget is None else min(budget, room)
            if spent <= limit:
                return inputs
            share = math.sqrt(max(limit, 1) / spent) * 0.95
            pictures = [_shrunk(picture, share) for picture in pictures]
            inputs = self.inputs(question, pictures)
        raise ValueError(
            f"{len(pictures)} pages cost this model at least {self._num_image_tokens(inputs)} visual tokens, over the"
            f" limit of {limit}; ask about fewer pages, or with a larger budget"
        )

    def inputs(self, question: str, pictures: Sequence[Image.Image]) -> Inputs:
        """What the model is fed for a question about pages: a batch of one, by the processor's chat template."""
        asked = f"{INSTRUCTION[language_of(question)]}\n{question}"
        content = [*({"type": "image", "image": picture} for picture in pictures), {"type": "text", "text": asked}]
        return self.processor.apply_chat_template(
            [{"role": "user", "content": content}],
            add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt",
        )  # fmt: skip

    def _num_image_tokens(self, inputs: Inputs) -> int:
        """Positions of the language model that pages fill."""
        names = ("image_token_id", "image_token_index")
        found = [getattr(owner, name, None) for owner in (self.model.config, self.processor) for name in names]
        known = [int(token) for token in found if isinstance(token, int)]
        return int((inputs["input_ids"] == known[0]).sum()) if known else 0

    def _num_pixels(self, inputs: Inputs, pictures: Sequence[Image.Image]) -> int:
        """Of pages as the processor resizes them, where it tells; else as they were given."""
        if "image_grid_thw" in inputs:
            side = int(self.processor.image_processor.patch_size)
            return int(inputs["image_grid_thw"][:, 1:].prod(dim=1).sum()) * side**2
        return sum(picture.width * picture.height for picture in pictures)


def _shrunk(picture: Image.Image, share: float) -> Image.Image:
    width, height = (max(MIN_SIDE_PX, round(side * share)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _final_answer(text: str) -> str:
    """What is left of a reply without its thoughts and tags."""
    return _TAG.sub("", _THOUGHT.sub("", text)).strip()
