"""Stage one: teach a page encoder to read, from pages whose every character box is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import lightning as L
import torch
from lightning.pytorch.loggers import Logger
from safetensors.torch import save_file
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.charset import Charset
from glyph.data.pretrain_module import PretrainDataModule
from glyph.evaluation.metrics import cer
from glyph.models.ocr_head import CharTargets
from glyph.models.page_encoder import PageEncoder
from glyph.models.read_cells import read_cells
from glyph.models.reading import Reading
from glyph.tasks.optim import num_training_steps


class OCRPretrainTask(L.LightningModule):
    """OCR reconstruction: presence, name and box of every character of a crop."""

    def __init__(
        self,
        model: PageEncoder,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: Mapping[str, float],
        num_negatives: int | None = 1024,
    ) -> None:
        """
        Args:
            model: vision backbone and OCR head.
            optimizer: makes an optimizer from (module, lr).
            scheduler: makes a schedule from (optimizer, total_steps).
            lr: learning rate by part.
            num_negatives: of the naming loss in training, see ``OCRHead.loss``.
        """
        super().__init__()
        self.save_hyperparameters("lr", "num_negatives", logger=False)
        self.model, self.optimizer, self.scheduler = model, optimizer, scheduler
        self.charset = Charset()

    def attach(self, data: PretrainDataModule) -> None:
        """Nothing to check: crops are all of one size."""

    def baselines(self, data: PretrainDataModule) -> dict[str, float]:
        """CER of the encoder as it comes."""
        return self._test(data, "untrained")

    def final_test(self, data: PretrainDataModule, folder: Path) -> dict[str, float]:
        """CER on held-out pages; writes ``encoder.safetensors`` (float16)."""
        weights = {name: tensor.detach().cpu().half().contiguous() for name, tensor in self.model.state_dict().items()}
        save_file(weights, folder / "encoder.safetensors", metadata={"format": "pt"})
        return self._test(data, "test")

    def log_predictions(self, logger: Logger) -> None:
        """Readings are not kept."""

    @torch.no_grad()
    def _test(self, data: PretrainDataModule, stage: str) -> dict[str, float]:
        self.model.eval()
        wrong = total = 0.0
        for batch in data.test_dataloader():
            for reading, reference in self._read_whole(batch):
                wrong += cer(reading, reference) * len(reference)
                total += len(reference)
        self.model.train()
        return {f"{stage}/cer": wrong / max(1.0, total), f"{stage}/num_chars": total}

    def forward(self, pixel_values: Tensor) -> list[Reading]:
        """Read pages [P, 1, H, W]."""
        _, cells = self.model(pixel_values)
        return read_cells(self.model.ocr_head, cells, self.charset)

    def training_step(self, batch: dict[str, Tensor], batch_idx: int) -> Tensor:
        _, cells = self.model(batch["pixel_values"])
        targets = CharTargets(batch["boxes"], batch["ids"], batch["pages"])
        parts = self.model.ocr_head.loss(cells, targets, self.hparams["num_negatives"], self.global_step)
        loss = parts["presence"] + parts["naming"] + parts["geometry"]
        self.log("train/loss", loss.detach(), prog_bar=True, batch_size=1)
        self.log("train/accuracy", parts.pop("accuracy"), prog_bar=True, batch_size=1)
        self.log_dict({f"train/{name}": part.detach() for name, part in parts.items()}, batch_size=1)
        return loss

    def validation_step(self, batch: dict[str, Tensor], batch_idx: int) -> None:
        for read, reference in self._read_whole(batch):
            self.log("val/cer", cer(read, reference), batch_size=max(1, len(reference)), prog_bar=True)

    def _read_whole(self, batch: dict[str, Tensor]) -> Iterator[tuple[str, str]]:
        """Per crop, what is read and what is painted; characters cut by the crop count on neither side."""
        for page, reading in enumerate(self(batch["pixel_values"])):
            here = batch["pages"] == page
            reference = self.charset.decode(batch["ids"][here & (batch["ids"] > 0)].cpu().numpy())
            cut = batch["boxes"][here & (batch["ids"] <= 0)].cpu()
            kept = (not _centre_in(torch.from_numpy(box), cut) for box in reading.boxes)
            yield "".join(char for char, keep in zip(reading.chars, kept, strict=True) if keep), reference

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self.model, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}


def _centre_in(box: Tensor, others: Tensor) -> bool:
    """Whether the centre of a box [4] lies in any of [K, 4]."""
    centre = (box[:2] + box[2:]) / 2
    return bool(((centre >= others[:, :2]) & (centre < others[:, 2:])).all(dim=1).any())
