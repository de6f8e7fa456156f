"""PageEncoder: the vision backbone with its dense OCR head; what pretraining teaches and fine-tuning freezes."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from glyph.models.dial import TokenDial
from glyph.models.ocr_head import CellOutput, OCRHead
from glyph.models.vision import SmallViT, TimmEncoder, is_learning


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
            has_dial: with a ``TokenDial``, which reads the tokens themselves.
        """
        super().__init__()
        self.vision = vision
        self.width, self.patch_size = vision.width, vision.patch_size
        self.ocr_head = OCRHead(vision.detail_width, num_classes, vision.detail_px, cell_width=cell_width)
        self.dial = TokenDial(self.width, num_classes, self.patch_size) if has_dial else None

    def forward(self, pixel_values: Tensor, grid_sizes: Tensor | None = None) -> tuple[Tensor, CellOutput]:
        """[P, 1, H, W] pages to tokens [P, h, w, D] and cells; ``grid_sizes`` as in ``SmallViT``."""
        learns = is_learning(self.vision)
        if not learns:
            self.vision.eval()  # its norms take no averages of what it is shown
        with torch.set_grad_enabled(torch.is_grad_enabled() and learns):  # frozen, it keeps no activations
            seen = self.vision(pixel_values, grid_sizes)
        return seen.tokens, self.ocr_head(seen.details)

    def head(self, merge: int | None = None) -> OCRHead:
        """What reads from the details, or from merged tokens.

        Raises:
            ValueError: where there is no dial to read tokens with.
        """
        if merge is None:
            return self.ocr_head
        if self.dial is None:
            raise ValueError("this encoder has no dial: it reads from details alone")
        return self.dial.head

    def cells(self, pixel_values: Tensor, merge: int | None = None) -> CellOutput:
        """The cells alone: from the details, or from the visual tokens merged ``merge`` a side."""
        if merge is None:
            return self.ocr_head(self.vision.details(pixel_values))
        assert self.dial is not None
        cells: CellOutput = self.dial(self.vision(pixel_values).tokens, merge)
        return cells
