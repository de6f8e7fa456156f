"""Hidden regions: about as much as asked, painted over, and no character under them peeps out."""

from __future__ import annotations

import numpy as np
import torch

from glyph.data.pages.masking import HIDDEN_GREY, draw_hidden, hide, wholly_hidden


def test_how_much_is_hidden() -> None:
    hidden = draw_hidden((40, 8, 8), np.random.default_rng(0), share=0.2)
    shares = hidden.float().mean(dim=(1, 2))
    assert (shares >= 0.2).all() and float(shares.mean()) < 0.3
    some = draw_hidden((200, 8, 8), np.random.default_rng(0), page_share=0.5)
    assert 0.35 < float(some.any(dim=2).any(dim=1).float().mean()) < 0.65
    assert not draw_hidden((4, 8, 8), np.random.default_rng(0), page_share=0.0).any()


def test_hidden_patches_and_no_others_are_painted_over() -> None:
    hidden = torch.zeros(1, 2, 3, dtype=torch.bool)
    hidden[0, 1, 2] = True
    seen = hide(torch.ones(1, 1, 32, 48), hidden)
    assert (seen[0, 0, 16:, 32:] == HIDDEN_GREY).all()
    assert float((seen == 1).float().sum()) == 32 * 48 - 256


def test_characters_that_peep_out_do_not_count() -> None:
    hidden = torch.zeros(2, 2, 3, dtype=torch.bool)
    hidden[1, 0, 1:] = True
    boxes = torch.tensor([[17.0, 2, 24, 14], [15, 2, 24, 14], [17, 2, 24, 17], [17, 2, 24, 14], [28, 0, 48, 16]])
    pages = torch.tensor([1, 1, 1, 0, 1])
    assert wholly_hidden(boxes, pages, hidden, 16).tolist() == [True, False, False, False, True]
