"""Dense OCR head: every place on a page says which character has its centre there, its box, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from glyph.models.kernels.largest import largest
from glyph.models.ocr.reading import NUM_SIGNS, UNFITTED
from glyph.models.precision import has_bfloat16
from glyph.text.charset import NUM_COMMON

IGNORE = -1  # class id of a character that is cut by the image border: neither taught nor punished


@dataclass
class CharTargets:
    """The K characters of a batch of pages."""

    boxes: Tensor  # float32 [K, 4] xyxy px
    ids: Tensor  # int64 [K] class ids, IGNORE for cut characters
    pages: Tensor  # int64 [K] index of the page in the batch

    def to(self, device: torch.device) -> CharTargets:
        return CharTargets(self.boxes.to(device), self.ids.to(device), self.pages.to(device))


@dataclass
class CellOutput:
    """What the head says of every cell: R x C cells a page."""

    features: Tensor  # [P, R, C, F]
    presence: Tensor  # [P, R, C] logit that a character's centre is in the cell
    geometry: Tensor  # [P, R, C, 4] centre offset from the cell centre (cells), log of width and height over UNIT_PX


UNIT_PX = 8.0
NAMED_AT_ONCE = 64  # cells; all classes of each are weighed, in a cache's size
NUM_CANDIDATES = 8  # names that are weighed against each other
COMMON_SURE = 7.0  # log-odds, a thousand to one


class OCRHead(nn.Module):
    """Splits each feature into a small grid of cells and reads a character at most from each.

    Supervised directly by the boxes the renderer knows; no decoder, so loops and invented runs cannot happen.
    """

    def __init__(
        self, width: int, num_classes: int, feature_px: int, cell_px: tuple[int, int] = (4, 2), cell_width: int = 128
    ) -> None:
        """
        Args:
            width: D of the features.
            num_classes: size of the charset.
            feature_px: side of the square of page that a feature stands for.
            cell_px: (height, width) of a cell; a cell must be narrower than the thinnest letter.
            cell_width: F, features a cell.
        """
        super().__init__()
        self.cell_px = cell_px
        self.split = (feature_px // cell_px[0], feature_px // cell_px[1])
        self.expand = nn.Linear(width, self.split[0] * self.split[1] * cell_width)
        self.mix = nn.Sequential(nn.LayerNorm(cell_width), nn.Linear(cell_width, cell_width), nn.GELU())
        self.presence = nn.Linear(cell_width, 1)
        self.geometry = nn.Linear(cell_width, 4)
        self.classifier = nn.Linear(cell_width, num_classes)
        nn.init.normal_(self.presence.weight, std=0.01)  # a head that learnt nothing reads nothing (arXiv 1708.02002)
        nn.init.constant_(self.presence.bias, -3.0)  # about one cell in twenty holds a centre
        self.calibration: Tensor  # [NUM_SIGNS + 1] bias and weights of ``confidence``
        self.register_buffer("calibration", torch.tensor([0.0, 1.0, *[0.0] * (NUM_SIGNS - 1)]))
        self.grouping: Tensor  # [2, 5] the same of lines and of words, see ``reading.group_signs``
        self.register_buffer("grouping", torch.from_numpy(UNFITTED.copy()))
        self.glance: Tensor  # [F + 1] bias and weights of ``is_common``; unfitted, nothing is
        self.register_buffer("glance", torch.zeros(cell_width + 1))

    def forward(self, features: Tensor) -> CellOutput:
        """Read cells from features [P, h, w, D]."""
        p, h, w, _ = features.shape
        rows, columns = self.split
        cells = (
            self.expand(features).view(p, h, w, rows, columns, -1).transpose(2, 3).reshape(p, h * rows, w * columns, -1)
        )
        cells = cells + self.mix(cells)
        return CellOutput(cells, self.presence(cells).squeeze(-1).float(), self.geometry(cells).float())

    def classify(self, features: Tensor) -> Tensor:
        """Class logits [M, num_classes] of chosen cells' features [M, F]."""
        return self.classifier(features).float()

    @torch.no_grad()
    def name(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """The likeliest classes, UNKNOWN left out, of cells' features [M, F], and their probabilities.

        Where it is clear at a glance that a character is of Latin text, no Hanzi is weighed (see ``is_common``).

        Returns:
            int64 and float32 [M, NUM_CANDIDATES], or as many as there are, likeliest first. Probabilities are among
            the candidates.
        """
        common, num_classes = self.is_common(features), len(self.classifier.bias)
        shape = len(features), min(NUM_CANDIDATES, num_classes - 1)
        ids = torch.empty(shape, dtype=torch.int64, device=features.device)
        probs = torch.empty(shape, device=features.device)
        for chosen, end in ((common, NUM_COMMON), (~common, num_classes)):
            if bool(chosen.any()):
                ids[chosen], probs[chosen] = self._candidates(features[chosen], end)
        return ids, probs

    def _candidates(self, features: Tensor, end: int) -> tuple[Tensor, Tensor]:
        """As ``name``, restricted to the classes 1 to ``end`` - 1."""
        dtype = torch.bfloat16 if has_bfloat16(features.device.type) else self.classifier.weight.dtype
        weight, bias = self.classifier.weight[1:end].to(dtype), self.classifier.bias[1:end].to(dtype)
        found = [
            largest(F.linear(part, weight, bias), min(NUM_CANDIDATES, len(bias)))
            for part in torch.split(features.to(dtype), NAMED_AT_ONCE)
        ]
        logits = torch.cat([values for values, _ in found]).float()
        return torch.cat([columns for _, columns in found]) + 1, logits.softmax(dim=-1)

    def is_common(self, features: Tensor) -> Tensor:
        """Whether it is all but sure (COMMON_SURE) that cells' classes are below NUM_COMMON: bool [M]."""
        return self.glance[0] + features.float() @ self.glance[1:] > COMMON_SURE

    def at_centres(self, out: CellOutput, targets: CharTargets) -> tuple[Tensor, Tensor]:
        """Features [M, F] of the cells in which whole characters have their centre, and the characters' ids [M]."""
        inside, rows, columns = self._centre_cells(out, targets)
        taught = inside & (targets.ids > 0)
        return out.features[targets.pages[taught], rows[taught], columns[taught]], targets.ids[taught]

    def _centre_cells(self, out: CellOutput, targets: CharTargets) -> tuple[Tensor, Tensor, Tensor]:
        """Whether each character's centre is on its page, bool [K], and the row and column of its cell, int64 [K]."""
        centres = (targets.boxes[:, :2] + targets.boxes[:, 2:]) / 2
        columns = (centres[:, 0] / self.cell_px[1]).long()
        rows = (centres[:, 1] / self.cell_px[0]).long()
        inside = (columns >= 0) & (rows >= 0) & (columns < out.presence.shape[2]) & (rows < out.presence.shape[1])
        return inside, rows, columns

    def confidence(self, signs: Tensor) -> Tensor:
        """Probability [M] that a character is there and is the one named, by logistic regression (Platt 1999).

        Args:
            signs: float32 [M, NUM_SIGNS], see ``own_signs``. Until ``calibration`` is fitted, the first alone.
        """
        return torch.sigmoid(self.calibration[0] + (signs * self.calibration[1:]).sum(dim=-1))

    def _compared(self, features: Tensor, ids: Tensor, num_negatives: int | None, seed: int) -> tuple[Tensor, Tensor]:
        """Logits [M, C] of the classes that are compared, and the right one's column [M]."""
        if num_negatives is None:
            return self.classify(features), ids
        generator = torch.Generator().manual_seed(seed)
        drawn = torch.randint(self.classifier.out_features, (num_negatives,), generator=generator).to(ids.device)
        classes, columns = torch.unique(torch.cat([ids, drawn]), return_inverse=True)
        logits = F.linear(features, self.classifier.weight[classes], self.classifier.bias[classes]).float()
        return logits, columns[: len(ids)]

    def cell_centres(self, rows: Tensor, columns: Tensor) -> Tensor:
        """[M, 2] x and y of cell centres, px."""
        return torch.stack([(columns + 0.5) * self.cell_px[1], (rows + 0.5) * self.cell_px[0]], dim=-1)

    def boxes(self, geometry: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """Decode geometry [M, 4] of cells at (rows, columns) to xyxy px [M, 4]."""
        scale = geometry.new_tensor([self.cell_px[1], self.cell_px[0]])
        centre = self.cell_centres(rows, columns) + geometry[:, :2] * scale
        half = geometry[:, 2:].clamp(-3.0, 3.0).exp() * (UNIT_PX / 2)
        return torch.cat([centre - half, centre + half], dim=-1)

    def loss(
        self, out: CellOutput, targets: CharTargets, num_negatives: int | None = None, seed: int = 0
    ) -> dict[str, Tensor]:
        """Presence, class and geometry losses, each a mean over characters (float32 scalars).

        Args:
            out: the cells of P pages.
            targets: the characters of the same pages.
            num_negatives: compare with the classes in the batch and so many random others, not with all
                (sampled softmax, arXiv 1412.2007, uncorrected): cheaper where classes are thousands.
            seed: of the negatives.
        """
        centres = (targets.boxes[:, :2] + targets.boxes[:, 2:]) / 2
        inside, rows, columns = self._centre_cells(out, targets)
        page, row, column = targets.pages[inside], rows[inside], columns[inside]
        ids, centre, box = targets.ids[inside], centres[inside], targets.boxes[inside]
        wanted, weight = torch.zeros_like(out.presence), torch.ones_like(out.presence)
        wanted[page, row, column] = 1.0
        weight[page[ids == IGNORE], row[ids == IGNORE], column[ids == IGNORE]] = 0.0
        num_chars = max(1, len(ids))
        presence = F.binary_cross_entropy_with_logits(out.presence, wanted, weight, reduction="sum") / num_chars
        taught = ids != IGNORE
        page, row, column, ids = page[taught], row[taught], column[taught], ids[taught]
        logits, ids = self._compared(out.features[page, row, column], ids, num_negatives, seed)
        naming = F.cross_entropy(logits, ids, reduction="sum") / num_chars
        scale = box.new_tensor([self.cell_px[1], self.cell_px[0]])
        offset = (centre[taught] - self.cell_centres(row, column)) / scale
        size = ((box[taught, 2:] - box[taught, :2]) / UNIT_PX).log()
        geometry = F.smooth_l1_loss(
            out.geometry[page, row, column], torch.cat([offset, size], -1), reduction="sum", beta=0.1
        )
        accuracy = (logits.argmax(-1) == ids).float().sum() / num_chars
        return {"presence": presence, "naming": naming, "geometry": geometry / num_chars, "accuracy": accuracy.detach()}
