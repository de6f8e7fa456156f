"""Stage three: fine-tune a reader on questions, with the OCR head as an auxiliary task and the backbone frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lightning as L
import numpy as np
import wandb
from lightning.pytorch.loggers import Logger, WandbLogger
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.feed.module import QADataModule
from glyph.evaluation.pictures import evidence_picture, write_predictions
from glyph.evaluation.runner import Prediction, evaluate_reader
from glyph.models.inputs.align import read_text
from glyph.models.ocr.head import CellOutput, CharTargets
from glyph.models.ocr.read_cells import read_cells
from glyph.readers.answer import Answer
from glyph.readers.checkpoint import save_reader
from glyph.readers.majority import MajorityReader
from glyph.readers.torch_reader import TorchReader
from glyph.render import Page
from glyph.tasks.collate import QACollator, TaughtBatch
from glyph.tasks.optim import num_training_steps
from glyph.tasks.scores import score_document

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
        self.predictions: list[Prediction] = []

    def attach(self, data: QADataModule) -> None:
        """Give the data the model's tokens and budgets; every split is checked against them now."""
        data.attach(self.collate, self.reader.grid, self.reader.page_of_image)
        for split in ("train", "val", "test"):
            data.dataset(split)

    def baselines(self, data: QADataModule) -> dict[str, float]:
        """Test scores of the model before any fine-tuning, and of the commonest answer."""
        self.model.eval()
        untrained = evaluate_reader(self.reader, data.dataset("test"), "the untrained model")[0]
        self.model.train()
        majority = evaluate_reader(
            MajorityReader(data.majority_answers()), data.dataset("test"), "the majority answer"
        )[0]
        named = {"untrained": untrained, "majority": {name: majority[name] for name in ("em", "f1")}}
        return {f"{column}/{name}": value for column, scores in named.items() for name, value in scores.items()}

    def final_test(self, data: QADataModule, folder: Path) -> dict[str, float]:
        """Test scores of the trained model; writes the model and pictures and rows of its predictions."""
        self.model.eval()
        scores, self.predictions = evaluate_reader(self.reader, data.dataset("test"), "test")
        metrics = {f"test/{name}": value for name, value in scores.items()}
        save_reader(self.reader, folder / "model", metrics)
        write_predictions(self.predictions, folder)
        return metrics

    def log_predictions(self, logger: Logger, num_rows: int = 24) -> None:
        """A W&B table of pages with the evidence drawn on them; other loggers keep none."""
        if not isinstance(logger, WandbLogger):
            return
        columns = ["page", "question", "answer", "prediction", "confidence", "em"]
        rows = [
            [
                wandb.Image(evidence_picture(p)),
                p.question.text,
                p.question.answer,
                p.answer.marked,
                p.answer.confidence,
                p.score.em,
            ]
            for p in self.predictions[:: max(1, len(self.predictions) // num_rows)]
        ]
        logger.log_table("test/predictions", columns=columns, data=rows)

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
        for sample, pages in zip(batch.samples, batch.pages, strict=True):
            for name, value, weight in score_document(self.reader, sample, pages).logged():
                self.log(f"val/{name}", value, batch_size=weight, prog_bar=name in ("em", "cer"))

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self.model, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}
