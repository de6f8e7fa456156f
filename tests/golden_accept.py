"""The golden pages; ``python -m tests.golden_accept [name ...]`` accepts them as they are drawn now."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from glyph.render import RenderConfig, render

GOLDEN = Path(__file__).parent / "golden"
ENGLISH = """# Annual report 2023

Net revenue rose by 12.5% to $1,024 million.  The board is pleased.
It thanks all staff, "old & new" – and wishes them well.

- First, cash of (77)
- Second, **bold** debt

> A quoted remark of the chairman about nothing in particular.
"""
CHINESE = """# 年度报告

营业收入为１,024万元，同比增长12.5%。董事会表示满意。（详见附注）全体员工辛苦了！

- 现金：（77）
- 负债《合同》

> 董事长的一句话，没有数字。
"""
TABLE = """| Item | 2022 | 2023 |
|:-----|-----:|:----:|
| 收入 Revenue | 1,024 | 9 |
| Costs of a kind that need two lines | (77) | 8.5% |
"""
_SMALL = {"page_width_pt": 240, "page_height_pt": 240}
PAGES: dict[str, tuple[str, RenderConfig]] = {
    **{
        f"{granularity}_{language}": (text, RenderConfig.preset(granularity, **_SMALL))  # type: ignore[arg-type]
        for granularity in ("coarse", "medium", "fine")
        for language, text in (("en", ENGLISH), ("zh", CHINESE))
    },
    "dark": (ENGLISH, RenderConfig.preset("medium", theme="dark", font="DejaVu Serif", **_SMALL)),
    "grid": (TABLE, RenderConfig.preset("medium", table_borders="grid", font="Noto Sans CJK SC", **_SMALL)),
}


def draw(name: str) -> NDArray[np.uint8]:
    """The first page of a golden source, as drawn now."""
    text, config = PAGES[name]
    return next(render(text, config, format="markdown")).image


def accept(names: list[str]) -> None:
    """Make what is drawn now the golden pages."""
    GOLDEN.mkdir(exist_ok=True)
    for name in names or list(PAGES):
        Image.fromarray(draw(name)).save(GOLDEN / f"{name}.png", optimize=True)
        print(GOLDEN / f"{name}.png")


if __name__ == "__main__":
    accept(sys.argv[1:])
