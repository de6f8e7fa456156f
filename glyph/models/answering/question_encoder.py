"""Question encoder: what is asked, in which order, before anything is looked at."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from glyph.models.attention import AttentionBlock, rotary_attention
from glyph.text.words import MATCH_FEATURES, UNIT_CHARS

CHAR_WIDTH = 48
ROTARY_BASE = 1000.0  # questions are short


class QuestionEncoder(nn.Module):
    """A transformer over [registers, question units] with rotary positions (arXiv 2104.09864).

    Relating a page to a question costs a pass over every unit of the page; understanding the question does not. So
    most of what knows wordings stands here, where a question of 30 words is 30 positions. Of the page it knows how
    much of the question stands there: a table named that the document does not have shows as a gap. What it found out
    is added to the registers and question units of ``UnitEncoder``, which tells mentions apart by their distance but
    not which of two comes first; and to the page's units that stand in the question, such as the label of the item
    that is to be divided by the other. Its last layers start at zero, so that it can be put into a trained copy path.
    """

    def __init__(
        self, num_classes: int, num_registers: int, out_width: int, width: int = 224, depth: int = 4, num_heads: int = 4
    ) -> None:
        super().__init__()
        self.width, self.head_width = width, width // num_heads
        self.char = nn.Embedding(num_classes + 1, CHAR_WIDTH, padding_idx=0)
        self.spell = nn.Sequential(nn.Linear(CHAR_WIDTH * UNIT_CHARS, width), nn.GELU(), nn.Linear(width, width))
        self.found = nn.Linear(MATCH_FEATURES, width, bias=False)
        self.registers = nn.Parameter(torch.randn(num_registers, width) * 0.02)
        self.blocks = nn.ModuleList(AttentionBlock(width, num_heads, "attended") for _ in range(depth))
        self.norm, self.out, self.role = nn.LayerNorm(width), nn.Linear(width, out_width), nn.Linear(width, out_width)
        for last in (self.out, self.role):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
        nn.init.zeros_(self.found.weight)

    def forward(self, chars: Tensor, mask: Tensor, found: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """What to add to the registers [B, R, out_width], to the question's units [B, Q, out_width], and to those units
        of the page that stand for them [B, Q, out_width].

        Args:
            chars: int64 [B, Q, UNIT_CHARS].
            mask: bool [B, Q].
            found: float32 [B, Q, MATCH_FEATURES] the most that a unit of the page matches each; None: no page is known.
        """
        registers, units = self.states(chars, mask, found)
        return self.out(registers), self.out(units), self.role(units)

    def states(self, chars: Tensor, mask: Tensor, found: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Registers and units before the last layers: [B, R, width] and [B, Q, width]; arguments as of ``forward``."""
        batch, lead = len(chars), len(self.registers)
        units = self.spell(self.char(chars).flatten(-2))
        units = units if found is None else units + self.found(found)
        x = torch.cat([self.registers.expand(batch, -1, -1), units], dim=1)
        is_there = torch.cat([mask.new_ones(batch, lead), mask], dim=1)[:, None, None]
        attend = rotary_attention(rotary_turns(x.shape[1], self.head_width, x.device), is_there)
        for block in self.blocks:
            x = block(x, attend)
        x = self.norm(x)
        return x[:, :lead], x[:, lead:]


def rotary_turns(length: int, head_width: int, device: torch.device) -> Tensor:
    """float32 [2, length, head_width // 2] cosines and sines by which positions turn."""
    rates = ROTARY_BASE ** (-torch.arange(0, head_width, 2, device=device) / head_width)
    angles = torch.arange(length, device=device)[:, None] * rates
    return torch.stack([angles.cos(), angles.sin()])
