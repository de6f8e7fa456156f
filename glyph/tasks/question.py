"""Stage one and a half: teach a question encoder what questions ask, and of what, without any page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.loggers import Logger
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.feed.question_module import IGNORED, SLOTS, QuestionBatch, QuestionDataModule
from glyph.models.answering.question_encoder import QuestionEncoder
from glyph.readers.checkpoint import save_weights
from glyph.tasks.optim import num_training_steps

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
        self.intent: nn.Module = nn.Identity()  # until ``attach`` tells how many there are
        self.slots: nn.Module = nn.Identity()

    def attach(self, data: QuestionDataModule) -> None:
        """Make the classifiers, of as many intents as the data has."""
        self.intent = nn.Linear(self.encoder.width, len(data.intents))
        self.slots = nn.Linear(self.encoder.width, len(SLOTS))

    def baselines(self, data: QuestionDataModule) -> dict[str, float]:
        """The share of the commonest intent in test."""
        intents = torch.cat([batch.intents for batch in data.test_dataloader()])
        return {"majority/intent": float(intents.bincount().max() / len(intents))}

    def final_test(self, data: QuestionDataModule, folder: Path) -> dict[str, float]:
        """Scores on questions in wordings held out; writes ``question.safetensors`` (float16)."""
        self.eval()
        save_weights(self.encoder, folder / WEIGHTS)
        return {f"test/{name}": value for name, value in self._scores(data.test_dataloader()).items()}

    def log_predictions(self, logger: Logger) -> None:
        """Predictions are not kept."""

    @torch.no_grad()
    def _scores(self, batches: Iterable[QuestionBatch]) -> dict[str, float]:
        """Over all questions: ``intent`` and ``slots`` rightly told (all of a question's units), and ``both``."""
        hits = []
        for batch in batches:
            intents, slots = self(batch.chars.to(self.device), batch.mask.to(self.device))
            right = (slots.argmax(-1).cpu() == batch.slots) | (batch.slots == IGNORED)
            hits.append(torch.stack([intents.argmax(-1).cpu() == batch.intents, right.all(dim=1)]))
        intent, slots = torch.cat(hits, dim=1)
        shares = {"intent": intent, "slots": slots, "both": intent & slots}
        return {name: float(share.float().mean()) for name, share in shares.items()}

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
        for name, share in self._scores([batch]).items():
            self.log(f"val/{name}", share, prog_bar=True, batch_size=len(batch))

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}
