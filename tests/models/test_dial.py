"""The dial reads merged tokens; what it keeps of them depends on nothing but its own square."""

from __future__ import annotations

import pytest
import torch

from glyph.models.build import build_encoder
from glyph.models.dial import TokenDial
from tests.tiny import TINY_VISION


@pytest.mark.parametrize("merge", [1, 2, 4])
def test_cells_cover_the_page_at_every_budget(merge: int) -> None:
    dial = TokenDial(16, 50, 16, cell_width=8)
    cells = dial(torch.randn(2, 4, 8, 16), merge)
    assert cells.presence.shape == (2, 16, 64) and cells.features.shape == (2, 16, 64, 8)


@pytest.mark.parametrize("merge", [1, 2, 4])
def test_a_token_speaks_for_its_square_alone(merge: int) -> None:
    torch.manual_seed(0)
    dial = TokenDial(16, 50, 16, cell_width=8)
    tokens = torch.randn(1, 4, 8, 16)
    changed = tokens.clone()
    changed[0, 0, 0] += 1.0
    moved = (dial(tokens, merge).presence - dial(changed, merge).presence).abs()[0] > 1e-7
    rows, columns = 4 * merge, 8 * merge  # cells of the square
    assert moved[:rows, :columns].any() and not moved[rows:].any() and not moved[:, columns:].any()


def test_an_encoder_without_a_dial_says_so() -> None:
    encoder = build_encoder(TINY_VISION)
    with pytest.raises(ValueError, match="no dial"):
        encoder.head(2)
    assert build_encoder(TINY_VISION, dial=True).cells(torch.ones(1, 1, 64, 64), 4).presence.shape == (1, 16, 32)
