"""Projector: fewer, wider tokens that know where they stand."""

from __future__ import annotations

import pytest
import torch

from glyph.models.answering.projector import Projector, grid_code


@pytest.mark.parametrize("merge", [1, 2, 4])
@pytest.mark.parametrize("width", [1, 6, 32])
def test_merging_divides_the_tokens(merge: int, width: int) -> None:
    out = Projector(8, width, merge)(torch.randn(3, 4, 8, 8))
    assert out.shape == (3, 4 // merge, 8 // merge, width)


def test_each_token_holds_its_own_square() -> None:
    torch.manual_seed(0)
    projector, tokens = Projector(8, 16, 2), torch.randn(1, 4, 6, 8)
    changed = tokens.clone()
    changed[0, 3, 1] += 1
    moved = (projector(changed) != projector(tokens)).any(-1)[0]
    assert moved.nonzero().tolist() == [[1, 0]]


def test_codes_tell_places_apart() -> None:
    code = grid_code(5, 7, 32, torch.device("cpu")).flatten(0, 1)
    assert code.shape == (35, 32) and float(torch.cdist(code, code).add(torch.eye(35)).min()) > 0.1


def test_errors() -> None:
    with pytest.raises(ValueError, match="merge=0 must be at least 1"):
        Projector(8, 8, 0)
    with pytest.raises(RuntimeError):
        Projector(8, 8, 2)(torch.randn(1, 3, 4, 8))
