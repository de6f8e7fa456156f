"""Stage one: teach a page encoder to read, from pages whose every character box is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import lightning as L
import torch
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.charset import Charset
from glyph.evaluation.metrics import cer
from glyph.models.ocr_head import CharTargets
from glyph.models.page_encoder import PageEncoder
from glyph.models.read_cells import read_cells
from glyph.models.reading import Reading


class OCRPretrainTask(L.LightningModule):
    """OCR reconstruction: presence, name and box of every character of a crop."""

    def __init__(
        self,
        model: PageEncoder,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: Mapping[str, float],
    ) -> None:
        super().__init__()
        self.save_hyperparameters("lr", logger=False)
        self.model, self.optimizer, self.scheduler = model, optimizer, scheduler
        self.charset = Charset()

    def forward(self, pixel_values: Tensor) -> list[Reading]:
        """Read pages [P, 1, H, W]."""
        _, cells = self.model(pixel_values)
        return read_cells(self.model.ocr_head, cells, self.charset)

    def training_step(self, batch: dict[str, Tensor], batch_idx: int) -> Tensor:
        _, cells = self.model(batch["pixel_values"])
        parts = self.model.ocr_head.loss(cells, CharTargets(batch["boxes"], batch["ids"], batch["pages"]))
        loss = parts["presence"] + parts["naming"] + parts["geometry"]
        self.log("train/loss", loss.detach(), prog_bar=True, batch_size=1)
        self.log("train/accuracy", parts.pop("accuracy"), prog_bar=True, batch_size=1)
        self.log_dict({f"train/{name}": part.detach() for name, part in parts.items()}, batch_size=1)
        return loss

    def validation_step(self, batch: dict[str, Tensor], batch_idx: int) -> None:
        self._evaluate(batch, "val")

    def test_step(self, batch: dict[str, Tensor], batch_idx: int) -> None:
        self._evaluate(batch, "test")

    def _evaluate(self, batch: dict[str, Tensor], stage: str) -> None:
        _, cells = self.model(batch["pixel_values"])
        parts = self.model.ocr_head.loss(cells, CharTargets(batch["boxes"], batch["ids"], batch["pages"]))
        self.log(f"{stage}/accuracy", parts["accuracy"], batch_size=len(batch["ids"]), prog_bar=True)
        for page, reading in enumerate(read_cells(self.model.ocr_head, cells, self.charset)):
            here = batch["pages"] == page
            whole = here & (batch["ids"] > 0)
            reference = self.charset.decode(batch["ids"][whole].cpu().numpy())
            cut = batch["boxes"][here & (batch["ids"] <= 0)].cpu()
            read = "".join(
                char for char, box in zip(reading.chars, torch.from_numpy(reading.boxes), strict=True)
                if not _centre_in(box, cut)
            )  # fmt: skip
            self.log(f"{stage}/cer", cer(read, reference), batch_size=max(1, len(reference)), prog_bar=True)

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self.model, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=int(self.trainer.estimated_stepping_batches))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}


def _centre_in(box: Tensor, others: Tensor) -> bool:
    """Whether the centre of a box [4] lies in any of [K, 4]."""
    centre = (box[:2] + box[2:]) / 2
    return bool(((centre >= others[:, :2]) & (centre < others[:, 2:])).all(dim=1).any())
