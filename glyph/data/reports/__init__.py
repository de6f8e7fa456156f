"""Synthetic annual reports with questions."""

from glyph.data.reports.generator import INTENTS, ReportSet, SyntheticReports
from glyph.data.reports.questions import DEFAULT_WEIGHTS
from glyph.data.reports.report import Length

__all__ = ["DEFAULT_WEIGHTS", "INTENTS", "Length", "ReportSet", "SyntheticReports"]
