"""TokenDial: restores what stands on the page from the visual tokens alone, at several budgets of tokens.

What a language model can know of a page passes through these tokens, so how well the page can be read back from 1, 4
or 16 patches a token is the frontier of precision against compression (DeepSeek-OCR, arXiv 2510.18234). The dial gives
details of the kind that the stem does, so the OCR head reads both.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from glyph.models.answering.projector import merge_tokens

MERGES = (1, 2, 4)


class TokenDial(nn.Module):
    """Merges ``m x m`` tokens into one vector of their width, spreads it out again and restores the details."""

    def __init__(self, width: int, detail_width: int, cells: int, merges: Sequence[int] = MERGES) -> None:
        """
        Args:
            width: of tokens.
            detail_width: F, of a vector of details.
            cells: vectors of details a side of a patch.
            merges: patches a side that become one token.
        """
        super().__init__()
        self.merges, self.cells = tuple(merges), cells
        self.join = nn.ModuleDict({str(m): nn.Linear(width * m * m, width) for m in self.merges})
        self.spread = nn.ModuleDict({str(m): nn.Linear(width, width * m * m) for m in self.merges})
        self.restore = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, detail_width * cells**2)
        )

    def forward(self, tokens: Tensor, merge: int) -> Tensor:
        """Details [P, h * cells, w * cells, F] of pages from their tokens [P, h, w, D], h and w multiples of
        ``merge``, of which it keeps one in ``merge`` squared."""
        kept = self.join[str(merge)](merge_tokens(tokens, merge))
        return split_tokens(self.restore(split_tokens(self.spread[str(merge)](kept), merge)), self.cells)


def split_tokens(tokens: Tensor, parts: int) -> Tensor:
    """[P, h, w, parts * parts * D] to [P, h * parts, w * parts, D]: what ``merge_tokens`` undoes."""
    p, rows, columns, width = tokens.shape
    spread = tokens.view(p, rows, columns, parts, parts, width // parts**2).transpose(2, 3)
    return spread.reshape(p, rows * parts, columns * parts, width // parts**2)
