"""PageEncoder: the vision backbone with its dense OCR head; what pretraining teaches and fine-tuning freezes."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from glyph.models.ocr_head import CellOutput, OCRHead


class PageEncoder(nn.Module):
    """Visual tokens of pages and, from the same tokens, the characters on them."""

    def __init__(self, vision: nn.Module, num_classes: int, cell_width: int = 128) -> None:
        super().__init__()
        self.vision = vision
        self.width, self.patch_size = int(vision.width), int(vision.patch_size)  # type: ignore[arg-type]
        self.ocr_head = OCRHead(self.width, num_classes, self.patch_size, cell_width=cell_width)

    def forward(self, pixel_values: Tensor, grid_sizes: Tensor | None = None) -> tuple[Tensor, CellOutput]:
        """[P, 1, H, W] pages to tokens [P, h, w, D] and cells; ``grid_sizes`` as in ``SmallViT``."""
        learns = torch.is_grad_enabled() and any(p.requires_grad for p in self.vision.parameters())
        with torch.set_grad_enabled(learns):  # a frozen backbone keeps no activations
            tokens = self.vision(pixel_values, grid_sizes)
        return tokens, self.ocr_head(tokens)
