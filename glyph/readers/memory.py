"""What a reader remembers of pages it has looked at, so that the same ones are not looked at twice."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """The last few values by key."""

    def __init__(self, most: int) -> None:
        """
        Args:
            most: values that are kept; the one asked for longest ago goes first.
        """
        self._most = most
        self._values: OrderedDict[bytes, Value] = OrderedDict()

    def get(self, key: bytes) -> Value | None:
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def put(self, key: bytes, value: Value) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def recall(self, key: bytes, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not known."""
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value


def fingerprint(images: Sequence[NDArray[np.uint8]], network: nn.Module | None = None) -> bytes:
    """A key for images as a network sees them: another one for other pixels, and once any weight has changed."""
    digest = hashlib.blake2b(digest_size=16)
    for image in images:
        digest.update(repr(image.shape).encode())
        digest.update(np.ascontiguousarray(image).data)
    tensors = [] if network is None else [t for t in (*network.parameters(), *network.buffers()) if t.numel()]
    for tensor in tensors:
        digest.update(b"%d %d " % (tensor.data_ptr(), _version(tensor)))
    if tensors:  # fused optimizers change weights without counting it
        probe = torch.stack([tensor.detach().flatten()[-1].float() for tensor in tensors])
        digest.update(probe.cpu().numpy().data)
    return digest.digest()


def _version(tensor: torch.Tensor) -> int:
    """How often a tensor was changed in place; tensors of inference mode do not count it."""
    return 0 if tensor.is_inference() else int(tensor._version)
