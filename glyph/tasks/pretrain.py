"""Stage one: teach a page encoder to read, and its tokens to tell and to complete what a page says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import lightning as L
import numpy as np
import torch
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from glyph.data.pages.masking import draw_hidden, hide
from glyph.models.ocr.head import CharTargets
from glyph.models.ocr.read_cells import read_cells
from glyph.models.ocr.reading import Reading, reading_order
from glyph.models.page_encoder import PageEncoder
from glyph.models.vision.encoders import is_learning
from glyph.readers.checkpoint import save_weights
from glyph.tasks.calibration import fit_confidence
from glyph.tasks.completion import completed, completion_scores
from glyph.tasks.optim import freeze_parts, num_training_steps
from glyph.tasks.reading_scores import Compared, compare, fit_calibration, summarize
from glyph.text.charset import NUM_COMMON, Charset

HIDING_STREAM = 11  # seeds what is hidden


class PretrainTask(L.LightningModule):
    """OCR reconstruction (presence, name and box of every character of a crop) and masked visual completion.

    Details are taught to be read. Tokens are taught to restore the details, of hidden regions too, and what they
    restore to be read: from a page that is partly hidden, all of its characters.
    """

    def __init__(
        self,
        model: PageEncoder,
        optimizer: Callable[..., Optimizer],
        scheduler: Callable[..., LRScheduler],
        lr: Mapping[str, float],
        num_negatives: int | None = None,
        merges: Sequence[int] = (),
        hidden_share: float = 0.5,
        restore_weight: float = 1.0,
    ) -> None:
        """
        Args:
            model: vision backbone and OCR head.
            optimizer: makes an optimizer from (module, lr).
            scheduler: makes a schedule from (optimizer, total_steps).
            lr: learning rate by part.
            num_negatives: of the naming loss in training, see ``OCRHead.loss``.
            merges: read from the visual tokens too, merged so many a side, by turns; needs a model with a dial.
            hidden_share: of the pages that tokens are made of with regions hidden.
            restore_weight: of the squared error of restored details, over their variance.
        """
        super().__init__()
        self.save_hyperparameters("lr", "num_negatives", "merges", "hidden_share", "restore_weight", logger=False)
        self.model, self.optimizer, self.scheduler = model, optimizer, scheduler
        self.charset = Charset()
        self._compared: list[Compared] = []
        self._completed: list[tuple[float, Tensor]] = []

    @property
    def feeds_on(self) -> dict[str, Any]:
        """What the data module is to know of the model: nothing, for all crops are of one size."""
        return {}

    def setup(self, stage: str) -> None:
        freeze_parts(self.model, self.hparams["lr"])

    @torch.no_grad()
    def calibrate(self) -> None:
        """Fit, on whole validation pages, what the head sees at a glance, and its confidence to how often characters,
        then lines and words, are right."""
        head, seen = self.model.ocr_head, []
        compared: list[Compared] = []
        for batch in self.trainer.datamodule.calibration_dataloader():  # type: ignore[attr-defined]
            cells = self.model.cells(batch["pixel_values"].to(self.device))
            targets = CharTargets(batch["boxes"], batch["ids"], batch["pages"]).to(self.device)
            seen.append(head.at_centres(cells, targets))
            compared += self._held_against(batch, read_cells(head, cells, self.charset))
        features, ids = (torch.cat(part).cpu() for part in zip(*seen, strict=True))
        head.glance.copy_(fit_calibration(features.float().numpy(), (ids < NUM_COMMON).numpy()))
        fit_confidence(head, compared)

    def save(self, folder: Path, metrics: Mapping[str, float]) -> None:
        """Write ``encoder.safetensors`` (float16)."""
        save_weights(self.model, folder / "encoder.safetensors")

    def forward(self, pixel_values: Tensor, merge: int | None = None) -> list[Reading]:
        """Read pages [P, 1, H, W], from details or from tokens merged ``merge`` a side."""
        return read_cells(self.model.ocr_head, self.model.cells(pixel_values, merge), self.charset)

    def training_step(self, batch: dict[str, Tensor], batch_idx: int) -> Tensor:
        merges = self.hparams["merges"]
        losses = []
        details = self.model.details(batch["pixel_values"])
        if is_learning(self.model.ocr_head):
            losses.append(self._reading_loss(batch, details, ""))
        if merges:
            losses.append(self._token_loss(batch, details.detach(), merges[self.global_step % len(merges)]))
        loss = torch.stack(losses).sum()
        self.log("train/loss", loss.detach(), prog_bar=True, batch_size=1)
        return loss

    def _token_loss(self, batch: dict[str, Tensor], details: Tensor, merge: int) -> Tensor:
        """Of restoring details from merged tokens of pages that are partly hidden, and of reading them.

        Details are taught by reading alone: nothing of this loss goes into them.
        """
        pages, _, height, width = batch["pixel_values"].shape
        patch = self.model.patch_size
        rng = np.random.default_rng([HIDING_STREAM, self.global_step])  # a resumed run hides the same
        hidden = draw_hidden((pages, height // patch, width // patch), rng, page_share=self.hparams["hidden_share"])
        seen = hide(batch["pixel_values"], hidden)
        with torch.no_grad():
            seen_details = self.model.details(seen)
        restored = self.model.restored(self.model.vision.tokens(seen_details), merge)
        error = (restored.float() - details.float()).square().mean() / details.float().var()
        self.log(f"train/merge{merge}_restoration", error.detach(), batch_size=1)
        return self.hparams["restore_weight"] * error + self._reading_loss(batch, restored, f"merge{merge}_")

    def _reading_loss(self, batch: dict[str, Tensor], details: Tensor, place: str) -> Tensor:
        targets = CharTargets(batch["boxes"], batch["ids"], batch["pages"])
        cells = self.model.ocr_head(details)
        parts = self.model.ocr_head.loss(cells, targets, self.hparams["num_negatives"], self.global_step)
        self.log(f"train/{place}accuracy", parts.pop("accuracy"), prog_bar=True, batch_size=1)
        self.log_dict({f"train/{place}{name}": part.detach() for name, part in parts.items()}, batch_size=1)
        return torch.stack(list(parts.values())).sum()

    def validation_step(self, batch: dict[str, Tensor], batch_idx: int) -> None:
        for merge in (None, *self.hparams["merges"]):
            name = "val/cer" if merge is None else f"val/merge{merge}_cer"
            for item in self._compare(batch, merge):
                self.log(name, item.cer, batch_size=max(1, item.num_painted), prog_bar=merge is None)

    def on_test_epoch_start(self) -> None:
        self._compared, self._completed = [], []

    def test_step(self, batch: dict[str, Tensor], batch_idx: int) -> None:
        with torch.autocast(self.device.type, enabled=False):  # as a reader reads, whatever training computes in
            self._compared += self._compare(batch)
            if 1 in self.hparams["merges"]:
                self._completed.append(completed(self.model, batch, batch_idx))

    def on_test_epoch_end(self) -> None:
        scores = summarize(self._compared)
        scores |= completion_scores(self._completed) if self._completed else {}
        self.log("test/cer", scores.pop("cer"), prog_bar=True)
        self.log_dict({f"test/{name}": value for name, value in scores.items()})

    def _compare(self, batch: dict[str, Tensor], merge: int | None = None) -> Iterator[Compared]:
        """What is read of crops against what is painted."""
        return self._held_against(batch, self(batch["pixel_values"], merge))

    def _held_against(self, batch: dict[str, Tensor], readings: Sequence[Reading]) -> Iterator[Compared]:
        """Readings against what is painted; characters cut by the crop count on neither side."""
        for page, reading in enumerate(readings):
            here = batch["pages"] == page
            whole_ones = here & (batch["ids"] > 0)
            order = reading_order(batch["boxes"][whole_ones].cpu().numpy())[0]  # a file may draw in any other
            painted = self.charset.decode(batch["ids"][whole_ones].cpu().numpy()[order])
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
