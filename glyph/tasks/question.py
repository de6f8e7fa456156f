"""Stage one and a half: teach a question encoder what questions ask, and of what, without any page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lightning as L
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.feed.question_module import IGNORED, SLOTS, QuestionBatch
from glyph.models.answering.question_encoder import QuestionEncoder
from glyph.readers.checkpoint import save_weights
from glyph.tasks.optim import freeze_parts, num_training_steps

WEIGHTS = "question.safetensors"


class QuestionTask(L.LightningModule):
    """Joint intent classification and slot filling (arXiv 1902.10909) on a question encoder.

    In a step of question answering one question in ten asks for a ratio, and whether it was understood shows in
    which of two figures is copied first. Here every word of every question is told apart, several times as fast.
    The two classifiers are left behind; what the encoder's states tell is for the copy path to find.
    """

    def __init__(
        self,
        model: QuestionEncoder,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: Mapping[str, float],
    ) -> None:
        """
        Args:
            model: what learns.
            optimizer: makes an optimizer from (module, lr).
            scheduler: makes a schedule from (optimizer, total_steps).
            lr: learning rate by part: ``encoder``, ``intent`` and ``slots``.
        """
        super().__init__()
        self.save_hyperparameters("lr", logger=False)
        self.optimizer, self.scheduler = optimizer, scheduler
        self.encoder = model
        self.intent: nn.Module = nn.Identity()  # until ``setup`` learns from the data how many there are
        self.slots: nn.Module = nn.Identity()
        self._asked: list[Tensor] = []

    @property
    def feeds_on(self) -> dict[str, Any]:
        """What the data module is to know of the model: nothing."""
        return {}

    def setup(self, stage: str) -> None:
        if isinstance(self.intent, nn.Identity):
            self.intent = nn.Linear(self.encoder.width, len(self.trainer.datamodule.intents))  # type: ignore[attr-defined]
            self.slots = nn.Linear(self.encoder.width, len(SLOTS))
        freeze_parts(self, self.hparams["lr"])

    def calibrate(self) -> None:
        """Nothing to fit: no confidence is given."""

    def save(self, folder: Path, metrics: Mapping[str, float]) -> None:
        """Write ``question.safetensors`` (float16)."""
        save_weights(self.encoder, folder / WEIGHTS)

    def _hits(self, batch: QuestionBatch) -> Tensor:
        """bool [3, B]: whether the intent, the slots of all units, and both are rightly told."""
        intents, slots = self(batch.chars, batch.mask)
        intent = intents.argmax(-1) == batch.intents
        slot = ((slots.argmax(-1) == batch.slots) | (batch.slots == IGNORED)).all(dim=1)
        return torch.stack([intent, slot, intent & slot])

    def _log_hits(self, stage: str, batch: QuestionBatch) -> None:
        for name, share in zip(("intent", "slots", "both"), self._hits(batch).float().mean(dim=1), strict=True):
            self.log(f"{stage}/{name}", share, prog_bar=True, batch_size=len(batch), on_step=False, on_epoch=True)

    def forward(self, chars: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of intents [B, num_intents] and of slots [B, Q, len(SLOTS)]; arguments as of ``QuestionEncoder``."""
        registers, units = self.encoder.states(chars, mask)
        return self.intent(registers.mean(dim=1)).float(), self.slots(units).float()

    def training_step(self, batch: QuestionBatch, batch_idx: int) -> Tensor:
        intents, slots = self(batch.chars, batch.mask)
        intent = F.cross_entropy(intents, batch.intents)
        slot = F.cross_entropy(slots.flatten(0, 1), batch.slots.flatten(), ignore_index=IGNORED)
        self.log_dict({"train/intent": intent.detach(), "train/slots": slot.detach()}, batch_size=len(batch))
        right = (intents.argmax(-1) == batch.intents).float().mean()
        self.log("intent_accuracy", right, prog_bar=True, logger=True, batch_size=len(batch))
        return intent + slot

    def validation_step(self, batch: QuestionBatch, batch_idx: int) -> None:
        self._log_hits("val", batch)

    def on_test_epoch_start(self) -> None:
        self._asked = []

    def test_step(self, batch: QuestionBatch, batch_idx: int) -> None:
        with torch.autocast(self.device.type, enabled=False):
            self._log_hits("test", batch)
        self._asked.append(batch.intents.cpu())

    def on_test_epoch_end(self) -> None:
        intents = torch.cat(self._asked)
        self.log("majority/intent", float(intents.bincount().max() / len(intents)))  # of the commonest in test

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}
