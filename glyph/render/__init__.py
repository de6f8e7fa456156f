"""Documents to page images with exact character boxes; imports no torch."""

from glyph.documents.model import NO_SOURCE
from glyph.render.config import PRESETS, Granularity, RenderConfig, RenderConfigError, preset_settings
from glyph.render.page import Page, merge_by_line
from glyph.render.renderer import render, uncovered

__all__ = [
    "NO_SOURCE",
    "PRESETS",
    "Granularity",
    "Page",
    "RenderConfig",
    "RenderConfigError",
    "merge_by_line",
    "preset_settings",
    "render",
    "uncovered",
]
