"""Stage one: teach a page encoder to read, from pages whose every character box is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import lightning as L
import numpy as np
import torch
from lightning.pytorch.loggers import Logger
from safetensors.torch import save_file
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.charset import Charset
from glyph.data.pretrain_module import PretrainDataModule
from glyph.evaluation.readings import Compared, compare, fit_calibration, summarize
from glyph.models.ocr_head import CharTargets
from glyph.models.page_encoder import PageEncoder
from glyph.models.read_cells import read_cells
from glyph.models.reading import Reading
from glyph.models.vision import is_learning
from glyph.tasks.optim import num_training_steps


class PretrainTask(L.LightningModule):
    """OCR reconstruction: presence, name and box of every character of a crop."""

    def __init__(
        self,
        model: PageEncoder,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: Mapping[str, float],
        num_negatives: int | None = None,
        merges: Sequence[int] = (),
    ) -> None:
        """
        Args:
            model: vision backbone and OCR head.
            optimizer: makes an optimizer from (module, lr).
            scheduler: makes a schedule from (optimizer, total_steps).
            lr: learning rate by part.
            num_negatives: of the naming loss in training, see ``OCRHead.loss``.
            merges: read from the visual tokens too, merged so many a side, by turns; needs a model with a dial.
        """
        super().__init__()
        self.save_hyperparameters("lr", "num_negatives", "merges", logger=False)
        self.model, self.optimizer, self.scheduler = model, optimizer, scheduler
        self.charset = Charset()

    def attach(self, data: PretrainDataModule) -> None:
        """Nothing to check: crops are all of one size."""

    def baselines(self, data: PretrainDataModule) -> dict[str, float]:
        """CER of the encoder as it comes."""
        return self._test(data, "untrained")

    def final_test(self, data: PretrainDataModule, folder: Path) -> dict[str, float]:
        """Scores on held-out pages, once the confidence is fitted; writes ``encoder.safetensors`` (float16)."""
        self.calibrate(data)
        weights = {name: tensor.detach().cpu().half().contiguous() for name, tensor in self.model.state_dict().items()}
        save_file(weights, folder / "encoder.safetensors", metadata={"format": "pt"})
        return self._test(data, "test")

    def log_predictions(self, logger: Logger) -> None:
        """Readings are not kept."""

    @torch.no_grad()
    def _test(self, data: PretrainDataModule, stage: str) -> dict[str, float]:
        compared = self._compare_all(data.test_dataloader())
        return {f"{stage}/{name}": value for name, value in summarize(compared).items() if value == value}

    @torch.no_grad()
    def calibrate(self, data: PretrainDataModule) -> None:
        """Fit the head's confidence to how often it is right on the validation pages."""
        compared = self._compare_all(data.val_dataloader())
        signs = np.concatenate([item.reading.signs for item in compared])
        hits = np.concatenate([item.hits for item in compared])
        self.model.ocr_head.calibration.copy_(fit_calibration(signs, hits))

    def _compare_all(self, batches: Iterable[dict[str, Tensor]]) -> list[Compared]:
        was_training = self.model.training
        self.model.eval()
        compared = [item for batch in batches for item in self._compare(batch)]
        self.model.train(was_training)
        return compared

    def forward(self, pixel_values: Tensor, merge: int | None = None) -> list[Reading]:
        """Read pages [P, 1, H, W], from details or from tokens merged ``merge`` a side."""
        return read_cells(self.model.head(merge), self.model.cells(pixel_values, merge), self.charset)

    def training_step(self, batch: dict[str, Tensor], batch_idx: int) -> Tensor:
        merges = self.hparams["merges"]
        losses = []
        if is_learning(self.model.ocr_head):
            losses.append(self._reading_loss(batch, None))
        if merges:
            losses.append(self._reading_loss(batch, merges[self.global_step % len(merges)]))
        loss = torch.stack(losses).sum()
        self.log("train/loss", loss.detach(), prog_bar=True, batch_size=1)
        return loss

    def _reading_loss(self, batch: dict[str, Tensor], merge: int | None) -> Tensor:
        """Of reading from details, or from merged tokens."""
        cells = self.model.cells(batch["pixel_values"], merge)
        targets = CharTargets(batch["boxes"], batch["ids"], batch["pages"])
        parts = self.model.head(merge).loss(cells, targets, self.hparams["num_negatives"], self.global_step)
        place = "" if merge is None else f"merge{merge}_"
        self.log(f"train/{place}accuracy", parts.pop("accuracy"), prog_bar=True, batch_size=1)
        self.log_dict({f"train/{place}{name}": part.detach() for name, part in parts.items()}, batch_size=1)
        return torch.stack(list(parts.values())).sum()

    def validation_step(self, batch: dict[str, Tensor], batch_idx: int) -> None:
        for merge in (None, *self.hparams["merges"]):
            name = "val/cer" if merge is None else f"val/merge{merge}_cer"
            for item in self._compare(batch, merge):
                self.log(name, item.cer, batch_size=max(1, item.num_painted), prog_bar=merge is None)

    def _compare(self, batch: dict[str, Tensor], merge: int | None = None) -> Iterator[Compared]:
        """Per crop, what is read against what is painted; characters cut by the crop count on neither side."""
        for page, reading in enumerate(self(batch["pixel_values"], merge)):
            here = batch["pages"] == page
            painted = self.charset.decode(batch["ids"][here & (batch["ids"] > 0)].cpu().numpy())
            cut = batch["boxes"][here & (batch["ids"] <= 0)].cpu()
            whole = np.array([not _centre_in(torch.from_numpy(box), cut) for box in reading.boxes], np.bool_)
            yield compare(reading.where(whole), painted)

    def configure_optimizers(self) -> Any:
        optimizer = self.optimizer(self.model, lr=self.hparams["lr"])
        scheduler = self.scheduler(optimizer, total_steps=num_training_steps(self.trainer))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}


def _centre_in(box: Tensor, others: Tensor) -> bool:
    """Whether the centre of a box [4] lies in any of [K, 4]."""
    centre = (box[:2] + box[2:]) / 2
    return bool(((centre >= others[:, :2]) & (centre < others[:, 2:])).all(dim=1).any())
