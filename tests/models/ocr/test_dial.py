"""The dial restores details from merged tokens; what it keeps of them depends on nothing but its own square."""

from __future__ import annotations

import pytest
import torch

from glyph.models.answering.projector import merge_tokens
from glyph.models.ocr.dial import TokenDial, split_tokens
from glyph.readers.build import build_encoder
from tests.tiny import TINY_VISION


@pytest.mark.parametrize("merge", [1, 2, 4])
def test_details_cover_the_page_at_every_budget(merge: int) -> None:
    details = TokenDial(16, 12, 4)(torch.randn(2, 4, 8, 16), merge)
    assert details.shape == (2, 16, 32, 12)


@pytest.mark.parametrize("merge", [1, 2, 4])
def test_a_token_speaks_for_its_square_alone(merge: int) -> None:
    torch.manual_seed(0)
    dial = TokenDial(16, 12, 4)
    tokens = torch.randn(1, 4, 8, 16)
    changed = tokens.clone()
    changed[0, 0, 0] += 1.0
    moved = (dial(tokens, merge) - dial(changed, merge)).abs()[0].sum(dim=-1) > 1e-7
    rows, columns = 4 * merge, 4 * merge  # vectors of the square
    assert moved[:rows, :columns].any() and not moved[rows:].any() and not moved[:, columns:].any()


def test_an_encoder_without_a_dial_says_so() -> None:
    encoder = build_encoder(TINY_VISION)
    with pytest.raises(ValueError, match="no dial"):
        encoder.cells(torch.ones(1, 1, 64, 64), 2)
    assert build_encoder(TINY_VISION, dial=True).cells(torch.ones(1, 1, 64, 64), 4).presence.shape == (1, 16, 32)


def test_splitting_undoes_merging() -> None:
    tokens = torch.randn(2, 4, 8, 6)
    assert torch.equal(split_tokens(merge_tokens(tokens, 2), 2), tokens)
