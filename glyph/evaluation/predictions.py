"""WritePredictions: what a model answered in its test, as pictures and rows, and as a table for W&B."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lightning as L
import wandb
from lightning.pytorch.loggers import WandbLogger

from glyph.evaluation.pictures import evidence_picture, write_predictions
from glyph.tasks.scores import Prediction

COLUMNS = ["page", "question", "answer", "prediction", "confidence", "em"]


class WritePredictions(L.Callback):
    """Gathers the ``predictions`` that test steps return; a task that returns none leaves nothing."""

    def __init__(self, folder: str | Path, num_rows: int = 24) -> None:
        """
        Args:
            folder: of the run.
            num_rows: of the table, spread over all predictions.
        """
        self.folder, self.num_rows = Path(folder), num_rows
        self.predictions: list[Prediction] = []

    def on_test_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        self.predictions = []

    def on_test_batch_end(
        self, trainer: L.Trainer, pl_module: L.LightningModule, outputs: Any, batch: Any, batch_idx: int,
        dataloader_idx: int = 0,
    ) -> None:  # fmt: skip
        if isinstance(outputs, dict):
            self.predictions += outputs.get("predictions", [])

    def on_test_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        if not self.predictions:
            return
        write_predictions(self.predictions, self.folder)
        for logger in trainer.loggers:
            if isinstance(logger, WandbLogger):
                logger.log_table("test/predictions", columns=COLUMNS, data=self._rows())

    def _rows(self) -> list[list[Any]]:
        chosen = self.predictions[:: max(1, len(self.predictions) // self.num_rows)]
        return [
            [
                wandb.Image(evidence_picture(p)), p.question.text, p.question.answer, p.answer.marked,
                p.answer.confidence, p.score.em,
            ]
            for p in chosen
        ]  # fmt: skip
