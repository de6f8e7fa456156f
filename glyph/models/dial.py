"""TokenDial: reads characters back from the visual tokens alone, at several budgets of tokens.

What a language model can know of a page passes through these tokens, so how well they can be read back at 1, 4 or 16
patches a token is the frontier of precision against compression (DeepSeek-OCR, arXiv 2510.18234).
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from glyph.models.ocr_head import CellOutput, OCRHead
from glyph.models.projector import merge_tokens

MERGES = (1, 2, 4)


class TokenDial(nn.Module):
    """Merges ``m x m`` tokens into one vector of their width, spreads it out again and reads it."""

    def __init__(
        self, width: int, num_classes: int, patch_size: int, merges: Sequence[int] = MERGES, cell_width: int = 128
    ) -> None:
        super().__init__()
        self.merges = tuple(merges)
        self.join = nn.ModuleDict({str(m): nn.Linear(width * m * m, width) for m in self.merges})
        self.spread = nn.ModuleDict({str(m): nn.Linear(width, width * m * m) for m in self.merges})
        self.mix = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        )
        self.head = OCRHead(width, num_classes, patch_size, cell_width=cell_width)

    def forward(self, tokens: Tensor, merge: int) -> CellOutput:
        """Cells of pages from their tokens [P, h, w, D], h and w multiples of ``merge``, of which it keeps one in
        ``merge`` squared."""
        kept = self.join[str(merge)](merge_tokens(tokens, merge))
        p, rows, columns, width = kept.shape
        spread = self.spread[str(merge)](kept).view(p, rows, columns, merge, merge, width).transpose(2, 3)
        spread = spread.reshape(p, rows * merge, columns * merge, width)
        return self.head(spread + self.mix(spread))
