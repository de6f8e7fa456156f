"""Data modules as configs name them: generated reports with whatever files are given, or one file alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glyph.data.jsonl import JsonlSamples
from glyph.data.lookups import Lookups
from glyph.data.qa_module import QADataModule
from glyph.data.reports import SyntheticReports
from glyph.data.sample import SampleSource
from glyph.data.tatqa import TatqaSamples


def report_data(
    reports: SyntheticReports, tatqa_path: str | None = None, jsonl_path: str | None = None, **module: Any
) -> QADataModule:
    """Synthetic reports, and the TAT-QA and JSONL files whose paths are given; ``module`` goes to ``QADataModule``."""
    sources: dict[str, SampleSource] = {"reports": reports}
    if tatqa_path is not None:
        sources["tatqa"] = TatqaSamples(tatqa_path)
    if jsonl_path is not None:
        sources["jsonl"] = JsonlSamples(jsonl_path)
    return QADataModule(sources, **module)


def lookup_data(lookups: Lookups, reports: SyntheticReports, **module: Any) -> QADataModule:
    """Generated lookups, and synthetic reports; ``module`` goes to ``QADataModule``."""
    return QADataModule({"lookups": lookups, "reports": reports}, **module)


def stored_data(path: str, adapter: Callable[[str], SampleSource], name: str, **module: Any) -> QADataModule:
    """One file, read by its adapter; ``module`` goes to ``QADataModule``."""
    return QADataModule({name: adapter(path)}, **module)
