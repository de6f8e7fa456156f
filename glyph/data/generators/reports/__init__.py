"""Synthetic annual reports with questions."""

from glyph.data.generators.reports.generator import ReportSet, SyntheticReports, intents
from glyph.data.generators.reports.questions import DEFAULT_WEIGHTS
from glyph.data.generators.reports.report import Length

__all__ = ["DEFAULT_WEIGHTS", "Length", "ReportSet", "SyntheticReports", "intents"]
