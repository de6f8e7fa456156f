"""How many visual tokens a page costs, and the budgets that are checked before training."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glyph.errors import OverBudget


@dataclass(frozen=True)
class TokenGrid:
    """Size of a visual token, and what a sample may cost.

    ``patch_size`` px of page a token of the backbone stands for; ``merge`` neighbours a side joined by the
    projector; budgets count merged visual tokens a document, and language-model positions a question.
    """

    patch_size: int = 16
    merge: int = 2
    max_visual_tokens: int = 1024
    max_positions: int = 2048

    def size(self, image: NDArray[np.uint8]) -> tuple[int, int]:
        """Rows and columns of backbone tokens for an image, rounded up to whole merged tokens."""
        step = self.patch_size * self.merge
        rows, columns = (-(-side // step) * self.merge for side in image.shape[:2])
        return rows, columns

    def num_tokens_of(self, height: int, width: int) -> int:
        """Merged visual tokens of a page of so many px."""
        step = self.patch_size * self.merge
        return -(-height // step) * -(-width // step)

    def num_visual_tokens(self, images: Iterable[NDArray[np.uint8]]) -> int:
        """Merged visual tokens of a document's pages."""
        return sum(rows * columns // self.merge**2 for rows, columns in map(self.size, images))

    def check(self, name: str, images: Iterable[NDArray[np.uint8]], num_text: int = 0) -> None:
        """Refuse a sample over budget; pages are never cut.

        Raises:
            OverBudget: naming the sample, what it needs, and the settings that help.
        """
        images = list(images)
        visual = self.num_visual_tokens(images)
        help_ = "render coarser (render=coarse), raise model.merge, or raise the budget"
        if visual > self.max_visual_tokens:
            raise OverBudget(
                f"{name}: {len(images)} pages need {visual} visual tokens,"
                f" over model.grid.max_visual_tokens={self.max_visual_tokens}; {help_}"
            )
        if visual + num_text > self.max_positions:
            raise OverBudget(
                f"{name}: {visual} visual and {num_text} text tokens exceed"
                f" model.grid.max_positions={self.max_positions}; {help_}"
            )
