"""Stage three: fine-tune a reader on questions, with the OCR head as an auxiliary task and the backbone frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lightning as L
import numpy as np
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.models.inputs.align import read_text
from glyph.models.ocr.head import CellOutput, CharTargets
from glyph.models.ocr.read_cells import read_cells
from glyph.models.vision.encoders import is_learning
from glyph.readers.answer import Answer
from glyph.readers.checkpoint import save_reader, weights_elsewhere
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page
from glyph.tasks.calibration import calibrate
from glyph.tasks.collate import QACollator, TaughtBatch
from glyph.tasks.document_scores import TestScores, score_batch
from glyph.tasks.optim import freeze_parts, num_training_steps

READING_STREAM = 7  # seeds the choice of steps taught on readings


class SFTTask(L.LightningModule):
    """Joint question answering and OCR on pages whose backbone does not move.

    Scores are those of free answers from what the model itself reads; teacher forcing is only for the losses.
    """

    def __init__(
        self,
        reader: TorchReader,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: Mapping[str, float],
        ocr_weight: float = 0.1,
        gate_weight: float = 1.0,
        pointer_weight: float = 1.0,
        reading_share: float = 0.5,
        page_share: float = 1.0,
    ) -> None:
        """
        Args:
            reader: the network and what it needs to answer.
            optimizer: makes an optimizer from (module, lr).
            scheduler: makes a schedule from (optimizer, total_steps).
            lr: learning rate by part of the network; parts not named are frozen.
            ocr_weight: of the auxiliary OCR loss.
            gate_weight: of the loss of choosing between copying and writing.
            pointer_weight: of the loss of the copied span's first and last unit.
            reading_share: share of steps taught on what the model itself reads, mistakes and all, not on what
                was painted; answers are always given from readings.
            page_share: share of steps in which the pages are looked at; the others, several times faster, teach
                answering alone, from the text that was painted.
        """
        super().__init__()
        self.save_hyperparameters("lr", "ocr_weight", "gate_weight", "pointer_weight", "reading_share", "page_share",
                                  logger=False)  # fmt: skip
        self.reader, self.model = reader, reader.model
        self.collate = QACollator(reader.assembler, reader.model.use_copy)
        self.optimizer, self.scheduler = optimizer, scheduler

    @property
    def feeds_on(self) -> dict[str, Any]:
        """What the data module is to know of the model: how it batches, its budgets, how it reads ready-made images."""
        return {"collate": self.collate, "grid": self.reader.grid, "read_image": self.reader.page_of_image}

    def setup(self, stage: str) -> None:
        freeze_parts(self.model, self.hparams["lr"])
        if stage == "fit":
            self.model.train()  # language models from the hub come in evaluation mode

    def calibrate(self) -> None:
        """Fit the OCR head's confidence anew on the validation pages, unless nothing of the encoder was trained."""
        if is_learning(self.model.encoder):
            batches = self.trainer.datamodule.val_dataloader()  # type: ignore[attr-defined]
            on_device = (batch.to(self.device) for batch in batches)
            for name, value in calibrate(self.model.encoder, on_device, self.reader.charset).items():
                self.log(f"calibration/{name}", value)

    def save(self, folder: Path, metrics: Mapping[str, float]) -> None:
        """Write the reader to ``model``, which ``glyph.load`` opens."""
        save_reader(self.reader, folder / "model", metrics)

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """A frozen language model that is found by its name is not written with every epoch."""
        for name in weights_elsewhere(self.reader):
            checkpoint["state_dict"].pop(f"model.{name}", None)

    def on_load_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Put back what ``on_save_checkpoint`` left out."""
        own = self.model.state_dict()
        for name in weights_elsewhere(self.reader):
            checkpoint["state_dict"].setdefault(f"model.{name}", own[name])

    def forward(self, questions: list[str], pages: list[Page]) -> list[Answer]:
        """Answer questions about pages."""
        return self.reader.answer(questions, pages)

    def _losses(self, batch: TaughtBatch, on_reading: bool) -> dict[str, Tensor]:
        tokens, cells = self.model.encoder(batch.pixel_values, batch.grid_sizes)
        if on_reading:
            batch = self._as_read(batch, cells)
        losses = self._answer_losses(batch, tokens)
        ocr = self.model.encoder.ocr_head.loss(cells, CharTargets(batch.char_boxes, batch.char_ids, batch.char_pages))
        losses["ocr"] = ocr["presence"] + ocr["naming"] + ocr["geometry"]
        losses["loss"] = losses["loss"] + self.hparams["ocr_weight"] * losses["ocr"]
        return losses

    def _answer_losses(self, batch: TaughtBatch, tokens: Tensor | None = None) -> dict[str, Tensor]:
        losses: dict[str, Tensor] = self.model(batch, tokens)
        weights = self.hparams
        answering = weights["gate_weight"] * losses["gate"] + weights["pointer_weight"] * losses["pointer"]
        return losses | {"loss": losses["language"] + answering}

    def _as_read(self, batch: TaughtBatch, cells: CellOutput) -> TaughtBatch:
        """The same batch with the units that the OCR head finds on its pages."""
        readings = iter(read_cells(self.model.encoder.ocr_head, cells, self.reader.charset))
        texts = [[read_text(next(readings), page) for page in group] for group in batch.pages]
        return self.collate.batch(batch.samples, batch.pages, texts).to(self.device)

    def training_step(self, batch: TaughtBatch, batch_idx: int) -> Tensor:
        draw = np.random.default_rng([READING_STREAM, self.global_step])  # so that a resumed run goes the same way
        on_reading, with_pages = draw.random(2) < (self.hparams["reading_share"], self.hparams["page_share"])
        losses = self._losses(batch, on_reading) if with_pages else self._answer_losses(batch.without_pages())
        self.log_dict({f"train/{name}": value.detach() for name, value in losses.items()}, batch_size=len(batch))
        self.log("step_accuracy", losses["step_accuracy"], prog_bar=True, logger=False, batch_size=len(batch))
        return losses["loss"]

    def validation_step(self, batch: TaughtBatch, batch_idx: int) -> None:
        self.log("val/loss", self._losses(batch, on_reading=True)["loss"], batch_size=len(batch))
        for document in score_batch(self.reader, batch, self.device):
            for name, value, weight in document.logged():
                self.log(f"val/{name}", value, batch_size=weight, prog_bar=name in ("em", "cer"))

    def on_test_epoch_start(self) -> None:
        majority = self.trainer.datamodule.majority_answers()  # type: ignore[attr-defined]
        self.scores = TestScores(self.reader, majority)

    def test_step(self, batch: TaughtBatch, batch_idx: int) -> dict[str, Any]:
        return {"predictions": self.scores.step(batch, self.device)}

    def on_test_epoch_end(self) -> None:
        for name, value in self.scores.logged().items():
            self.log(name, value, prog_bar=name in ("test/em", "test/cer"))

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self.model, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}
