"""The golden pages; ``python -m tests.golden_accept [name ...]`` accepts them as they are drawn now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from glyph.render import RenderConfig, render

GOLDEN = Path(__file__).parent / "golden"
SOURCES = {
    "document_en": """# Annual report 2023

Net revenue rose by 12.5% to $1,024 million. It **thanks** all *staff*, "old & new" – see [notes](#n).

9. First, cash of (77)
10. Second, debt

> A quoted remark.

| Item | 2022 | 2023 |
|:-----|-----:|-----:|
| Costs | 1,024 | (9) |
""",
    "document_zh": """# 年度报告

营业收入为１,024万元，同比**增长**12.5%。（详见*附注*）全体员工辛苦了！

9. 现金：（77）
10. 负债《合同》

> 董事长的一句话。

| 项目 | 2022 | 2023 |
|:-----|-----:|-----:|
| 成本 | 1,024 | (9) |
""",
    "code_en": '''@cache
def area(r: float) -> float:
    """Of a circle."""
    if r < 0:  # cannot be
        raise ValueError(f"{r=}")
    return 3.14159 * r**2  # pi times the square

class Shape(Base):
\tsides = [1, 2, None]
''',
    "code_zh": '''def 面积(半径: float) -> float:
    """圆的面积。"""
    if 半径 < 0:  # 不可能
        raise ValueError("半径不能为负")
    return 3.14159 * 半径**2  # 圆周率乘以半径的平方，得到面积

class 形状(Base):
\t边 = [1, 2, None]
''',
    "web_en": """<nav><a href=a>Home</a> <a href=b>Reports</a> <a href=c>About us</a></nav>
<h1>Annual report</h1>
<p>Net revenue rose by <b>12.5%</b>; see <a href=d>the notes</a> and <code>x = 1</code>.
<form><input value="Search the site"> <button>Send</button></form>
<img alt="A chart" width=90 height=40>
<ul><li>cash of (77)<li>debt</ul>
""",
    "web_zh": """<nav><a href=a>首页</a> <a href=b>报告</a> <a href=c>关于我们</a></nav>
<h1>年度报告</h1>
<p>营业收入同比增长<b>12.5%</b>，见<a href=d>附注</a>与<code>x = 1</code>。
<form><input value="搜索本站"> <button>发送</button></form>
<img alt="图表" width=90 height=40>
<ul><li>现金：（77）<li>负债</ul>
""",
    "marks": "Caf\u00e9, cafe\u0301 – שלום (עולם) 123 – السلام عليكم\n\nȩ́ ắ q\u0308 → ∑ ♥ \U000abcde ①\n\n"
    + "a\tb\n" * 2,
}
FORMATS = {"document": "markdown", "code": "python", "web": "html", "marks": "text"}
Source = tuple[str, RenderConfig]


def _small(**changes: Any) -> RenderConfig:
    return RenderConfig.from_dict({"page_size": "240x160", "margin_pt": 6, "font_size_pt": 9.0, **changes})


PAGES: dict[str, Source] = {
    **{
        f"{style}_{theme}_{language}": (f"{style}_{language}", _small(style=style, theme=theme, page_size=size))
        for style, size in (("document", "240x160"), ("code", "240x160"), ("web", "240x210"))
        for theme in ("document", "web", "code", "dark", "pixel")
        for language in ("en", "zh")
    },
    **{
        f"{granularity}_{language}": (f"document_{language}", RenderConfig.preset(granularity, page_size="240x160"))
        for granularity in ("coarse", "medium", "fine")
        for language in ("en", "zh")
    },
    "scripts": ("marks", _small(whitespace="keep")),
    "columns": ("document_en", _small(columns=2, column_gap_pt=10.0, alignment="justified", font="serif")),
    "columns_zh": ("document_zh", _small(columns=2, column_gap_pt=10.0, alignment="justified", shadow=True)),
    "grid": ("document_zh", _small(table_borders="grid", border_pt=1.0, alignment="right", first_line_indent_pt=18.0)),
    "newlines": ("marks", _small(newline_mark="↵", letter_spacing_pt=1.0, hinting="none", supersampling=3)),
}


def draw(name: str) -> NDArray[np.uint8]:
    """The first page of a golden source, as drawn now."""
    source, config = PAGES[name]
    return next(render(SOURCES[source], config, FORMATS[source.split("_")[0]])).image


def accept(names: list[str]) -> None:
    """Make what is drawn now the golden pages."""
    GOLDEN.mkdir(exist_ok=True)
    for name in names or list(PAGES):
        Image.fromarray(draw(name)).save(GOLDEN / f"{name}.png", optimize=True)
        print(GOLDEN / f"{name}.png")


if __name__ == "__main__":
    accept(sys.argv[1:])
