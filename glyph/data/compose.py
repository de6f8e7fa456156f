"""Data modules as configs name them: generated reports with whatever files are given, or one file alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from glyph.data.feed.module import QADataModule
from glyph.data.feed.question_module import QuestionDataModule
from glyph.data.generators.articles import Articles
from glyph.data.generators.clozes import ClozeSet, corpus_passages
from glyph.data.generators.code_review import BuggyFunctions
from glyph.data.generators.filings import Filings
from glyph.data.generators.lookups import Lookups
from glyph.data.generators.reports import SyntheticReports, intents
from glyph.data.sample import SPLITS, SampleSource, StoredSamples, TrainOnly
from glyph.data.sources.debugbench import DebugBenchSamples
from glyph.data.sources.jsonl import JsonlSamples
from glyph.data.sources.squad import SquadSamples
from glyph.data.sources.tatqa import TatqaSamples
from glyph.data.sources.webpages import WebPageSamples


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


def filing_data(filings: Filings, reports: SyntheticReports, lookups: Lookups, **module: Any) -> QADataModule:
    """Tables of real filings, synthetic reports and generated lookups; ``module`` goes to ``QADataModule``."""
    return QADataModule({"filings": filings, "reports": reports, "lookups": lookups}, **module)


def question_data(reports: SyntheticReports, **module: Any) -> QuestionDataModule:
    """Questions about synthetic reports, without these; ``module`` goes to ``QuestionDataModule``."""
    return QuestionDataModule(reports, intents(), **module)


def web_data(
    articles: Articles, webpages_path: str | None = None, webpages_held_out: bool = True, **module: Any
) -> QADataModule:
    """Generated articles; and real pages, by default of test alone, where a path is given."""
    sources: dict[str, SampleSource] = {"articles": articles}
    if webpages_path is not None:
        sources["webpages"] = WebPageSamples(webpages_path, webpages_held_out)
    return QADataModule(sources, **module)


def code_review_data(
    programs: BuggyFunctions, debugbench_path: str | None = None, debugbench_held_out: bool = True, **module: Any
) -> QADataModule:
    """Generated faulty programs; and DebugBench's, by default of test alone, where a path is given."""
    sources: dict[str, SampleSource] = {"code_review": programs}
    if debugbench_path is not None:
        sources["debugbench"] = DebugBenchSamples(debugbench_path, debugbench_held_out)
    return QADataModule(sources, **module)


def squad_data(path: str, train_paths: Sequence[str], corpus: Sequence[str], num_clozes: int,
               **module: Any) -> QADataModule:  # fmt: skip
    """Reading comprehension, and cloze questions about the passages of train, and of text files where some are given.

    Args:
        path: a file of SQuAD's form, split by article.
        train_paths: further ones, for training alone.
        corpus: text files.
        num_clozes: cloze questions of a passage.
        module: goes to ``QADataModule``.
    """
    own = SquadSamples(path)
    others = [SquadSamples(other) for other in train_paths]
    further = [sample for other in others for split in SPLITS for sample in other.split(split).samples]
    taught = [*own.split("train").samples, *further]
    passages = [sample.document.source for sample in taught if sample.document is not None]
    sources: dict[str, SampleSource] = {
        "squad": own,
        "further": TrainOnly(StoredSamples(further)),
        "clozes": TrainOnly(ClozeSet(passages, num_clozes)),
        "prose": TrainOnly(ClozeSet(corpus_passages(corpus), num_clozes)),
    }
    return QADataModule(sources, **module)


def stored_data(path: str, adapter: Callable[[str], SampleSource], name: str, **module: Any) -> QADataModule:
    """One file, read by its adapter; ``module`` goes to ``QADataModule``."""
    return QADataModule({name: adapter(path)}, **module)
