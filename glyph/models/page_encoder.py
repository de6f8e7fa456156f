"""PageEncoder: the vision backbone with its dense OCR head; what pretraining teaches and fine-tuning freezes."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from glyph.models.ocr.dial import TokenDial
from glyph.models.ocr.head import CellOutput, OCRHead
from glyph.models.vision.encoders import SmallViT, TimmEncoder, is_learning


class PageEncoder(nn.Module):
    """Visual tokens of pages, and the characters on them."""

    def __init__(
        self, vision: SmallViT | TimmEncoder, num_classes: int, cell_width: int = 192, has_dial: bool = False
    ) -> None:
        """
        Args:
            vision: the backbone.
            num_classes: size of the charset.
            cell_width: features a cell of the OCR head.
            has_dial: with a ``TokenDial``, so that the tokens themselves can be read.
        """
        super().__init__()
        self.vision = vision
        self.width, self.patch_size = vision.width, vision.patch_size
        self.ocr_head = OCRHead(vision.detail_width, num_classes, vision.detail_px, cell_width=cell_width)
        cells = self.patch_size // vision.detail_px
        self.dial = TokenDial(self.width, vision.detail_width, cells) if has_dial else None

    def forward(self, pixel_values: Tensor, grid_sizes: Tensor | None = None) -> tuple[Tensor, CellOutput]:
        """[P, 1, H, W] pages to tokens [P, h, w, D] and cells; ``grid_sizes`` as in ``SmallViT``."""
        learns = is_learning(self.vision)
        if not learns:
            self.vision.eval()  # its norms take no averages of what it is shown
        with torch.set_grad_enabled(torch.is_grad_enabled() and learns):  # frozen, it keeps no activations
            seen = self.vision(pixel_values, grid_sizes)
        return seen.tokens, self.ocr_head(seen.details)

    def details(self, pixel_values: Tensor, merge: int | None = None) -> Tensor:
        """[P, H / detail_px, W / detail_px, F] seen, or restored from the visual tokens merged ``merge`` a side."""
        details = self.vision.details(pixel_values)
        return details if merge is None else self.restored(self.vision.tokens(details), merge)

    def restored(self, tokens: Tensor, merge: int) -> Tensor:
        """Details of pages from their tokens [P, h, w, D], merged ``merge`` a side.

        Raises:
            ValueError: where there is no dial to restore them with.
        """
        if self.dial is None:
            raise ValueError("this encoder has no dial: it reads from details alone")
        restored: Tensor = self.dial(tokens, merge)
        return restored

    def cells(self, pixel_values: Tensor, merge: int | None = None) -> CellOutput:
        """The cells alone; see ``details``."""
        cells: CellOutput = self.ocr_head(self.details(pixel_values, merge))
        return cells
