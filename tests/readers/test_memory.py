"""What is remembered of pages: the last few, by their pixels and the weights that looked at them."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

from glyph.readers.memory import Memory, fingerprint


def test_the_value_asked_for_longest_ago_goes_first() -> None:
    memory = Memory[int](2)
    memory.put(b"a", 1)
    memory.put(b"b", 2)
    assert memory.get(b"a") == 1
    assert memory.recall(b"c", lambda: 3) == 3 and memory.recall(b"c", lambda: 4) == 3
    assert memory.get(b"b") is None and memory.get(b"a") == 1


def test_other_pixels_shapes_and_orders_are_other_keys() -> None:
    network = nn.Linear(2, 2)
    image = np.arange(12, dtype=np.uint8).reshape(3, 4)
    other = image.copy()
    other[0, 0] = 9
    keys = {fingerprint(images, network) for images in ([image], [other], [image.T], [image, other], [other, image])}
    assert len(keys) == 5 and fingerprint([image.copy()], network) in keys
    assert fingerprint([image.reshape(4, 3)]) != fingerprint([image])


@pytest.mark.parametrize(
    "optimizer", [partial(torch.optim.AdamW, foreach=flag) for flag in (False, True)]
    + [partial(torch.optim.AdamW, fused=True), torch.optim.SGD],
)  # fmt: skip
def test_trained_weights_are_another_network(optimizer: partial[torch.optim.Optimizer]) -> None:
    network = nn.Linear(2, 2)
    image = np.zeros((2, 2), np.uint8)
    before = fingerprint([image], network)
    assert fingerprint([image], network) == before
    network(torch.ones(1, 2)).sum().backward()
    optimizer(network.parameters(), lr=0.1).step()
    stepped = fingerprint([image], network)
    network.load_state_dict({name: tensor + 1 for name, tensor in network.state_dict().items()})
    assert len({before, stepped, fingerprint([image], network), fingerprint([image], network.half())}) == 4
