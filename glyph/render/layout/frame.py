"""Frame: the text columns that every page of a config has."""

from __future__ import annotations

from dataclasses import dataclass

from glyph.render.config import RenderConfig

WEB_MEASURE_EM = 62  # widest text column of the web style
SCROLL_BAR_PT = 9.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The text columns of every page, px."""

    left_px: float  # of the first
    top_px: float
    width_px: float
    height_px: float
    step_px: float  # from one column to the next

    @classmethod
    def of(cls, config: RenderConfig, style: str) -> Frame:
        page_height, page_width = config.page_size_px
        left, top = config.margin_x_pt * config.scale, config.margin_y_pt * config.scale
        room = page_width - 2 * left
        if style == "web":
            room -= SCROLL_BAR_PT * config.scale
            widest = WEB_MEASURE_EM * config.font_size_px * config.columns
            left, room = left + max(0.0, room - widest) / 2, min(room, widest)
        gap = config.column_gap_pt * config.scale
        width = max((room - (config.columns - 1) * gap) / config.columns, config.font_size_px)
        return cls(left, top, width, page_height - 2 * top, width + gap)
