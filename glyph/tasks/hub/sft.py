"""Fine-tune any vision-language model of the hub on the same questions: LoRA on its language model, vision frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lightning as L
from peft import LoraConfig, get_peft_model
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.readers.answer import Answer
from glyph.readers.hub_vlm import HubVLMReader
from glyph.render import Page
from glyph.render.page_image import unread_page
from glyph.render.visual_tokens import TokenGrid
from glyph.tasks.document_scores import TestScores, score_batch
from glyph.tasks.hub.collate import HubBatch, HubCollator
from glyph.tasks.optim import num_training_steps

UNLIMITED = TokenGrid(max_visual_tokens=1 << 30, max_positions=1 << 30)  # the reader fits pages to its model itself


class HubSFTTask(L.LightningModule):
    """Supervised fine-tuning of a hub model on (pages, question, answer), scored by its own free answers.

    Adapters are trained in float32 beside weights that stay in the type they are stored in; checkpoints hold the
    adapters alone.
    """

    def __init__(
        self,
        reader: HubVLMReader,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: float = 1.0e-4,
        rank: int = 16,
        alpha: int = 32,
    ) -> None:
        """
        Args:
            reader: the model with its processor.
            optimizer: makes an optimizer from (module, lr).
            scheduler: makes a schedule from (optimizer, total_steps).
            lr: learning rate of the adapters.
            rank: of the adapters (LoRA, arXiv 2106.09685).
            alpha: their scale times the rank.
        """
        super().__init__()
        self.save_hyperparameters("lr", "rank", "alpha", logger=False)
        self.strict_loading = False  # checkpoints leave out what is frozen
        adapters = LoraConfig(r=rank, lora_alpha=alpha, target_modules=language_layers(reader.model))
        self.model: Any = get_peft_model(reader.model, adapters)
        for name, parameter in self.model.named_parameters():
            parameter.data = parameter.data.float() if "lora_" in name else parameter.data
        self.reader, self.collate = reader, HubCollator(reader)
        self.optimizer, self.scheduler = optimizer, scheduler

    @property
    def feeds_on(self) -> dict[str, Any]:
        """What the data module is to know of the model: how it batches; pages and images may be of any size."""
        return {"collate": self.collate, "grid": UNLIMITED, "read_image": unread_page}

    def setup(self, stage: str) -> None:
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_("lora_" in name)
        if stage == "fit":
            self.model.train()  # models come from the hub in evaluation mode

    def calibrate(self) -> None:
        """Nothing to fit: the confidence is that of the language model's tokens."""

    def save(self, folder: Path, metrics: Mapping[str, float]) -> None:
        """Write the model, its adapters merged, with its processor to ``model``, which ``glyph.load`` opens."""
        self.model.merge_adapter()
        base = self.model.get_base_model()
        named = {name.replace(".base_layer.", "."): tensor for name, tensor in base.state_dict().items()}
        stored = {name: tensor.contiguous() for name, tensor in named.items() if "lora_" not in name}
        base.save_pretrained(folder / "model", state_dict=stored)
        self.model.unmerge_adapter()
        self.reader.processor.save_pretrained(folder / "model")

    def forward(self, questions: list[str], pages: list[Page]) -> list[Answer]:
        """Answer questions about pages."""
        return self.reader.answer(questions, pages)

    def _loss(self, batch: HubBatch) -> Tensor:
        dtype = self.model.dtype
        inputs = {name: t.to(dtype) if t.is_floating_point() else t for name, t in batch.inputs.items()}
        return self.model(**inputs, labels=batch.labels).loss

    def training_step(self, batch: HubBatch, batch_idx: int) -> Tensor:
        loss = self._loss(batch)
        self.log("train/loss", loss.detach(), prog_bar=True, batch_size=len(batch))
        return loss

    def validation_step(self, batch: HubBatch, batch_idx: int) -> None:
        self.log("val/loss", self._loss(batch), batch_size=len(batch))
        for document in score_batch(self.reader, batch, self.device):
            for name, value, weight in document.logged():
                self.log(f"val/{name}", value, batch_size=weight, prog_bar=name == "em")

    def on_test_epoch_start(self) -> None:
        majority = self.trainer.datamodule.majority_answers()  # type: ignore[attr-defined]
        self.scores = TestScores(self.reader, majority)

    def test_step(self, batch: HubBatch, batch_idx: int) -> dict[str, Any]:
        return {"predictions": self.scores.step(batch, self.device)}

    def on_test_epoch_end(self) -> None:
        for name, value in self.scores.logged().items():
            self.log(name, value, prog_bar=name == "test/em")

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        weights = checkpoint["state_dict"]
        checkpoint["state_dict"] = {name: tensor for name, tensor in weights.items() if "lora_" in name}

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self.model, lr={"": self.hparams["lr"]})
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}


def language_layers(model: Any) -> list[str]:
    """Names of the linear layers of a hub model's language model, without its output layer.

    Raises:
        ValueError: when the model has none that can be told from its vision tower.
    """
    decoder = model.get_decoder()
    inside = {id(module) for module in decoder.modules() if isinstance(module, nn.Linear)}
    towers = [getattr(owner, "visual", None) for owner in (model, getattr(model, "model", None), decoder)]
    inside -= {id(module) for tower in towers if tower is not None for module in tower.modules()}
    names = [name for name, module in model.named_modules() if id(module) in inside and name != "lm_head"]
    if not names:
        raise ValueError(f"{type(model).__name__} has no linear layers in its language model to put adapters on")
    return names
