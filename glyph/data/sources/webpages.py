"""Real web pages with their own titles and excerpts: the text of a page, and which of its sentences say the same."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from glyph.data.generators.main_points import MAIN_POINTS, MAX_POINTS, TITLE, copied_question, wording
from glyph.data.sample import Question, Sample, Split, StoredSamples, split_of
from glyph.data.sources.jsonl import read_jsonl_rows
from glyph.data.sources.web_document import block_span, web_document
from glyph.documents import Document, parse_document
from glyph.errors import DataError
from glyph.metrics.rouge import oracle_extract, rouge, summary_tokens
from glyph.text.language import language_of
from glyph.text.sentences import document_sentences

log = logging.getLogger(__name__)

MAX_LINES = 150.0  # of a page; at 10 px that is up to five pages of 448 px, under 1024 visual tokens
TITLE_F1 = 0.6  # ROUGE-1 from which a heading is the title: a site's name may follow in one and not in the other


class WebPageSamples:
    """Rows ``{"name", "title", "summary", "html"}`` as samples with two questions: the title, and the main points.

    A page is cut to its first ``max_lines`` lines, see ``web_document``. Its title is the heading most like the row's;
    its main points are the sentences that say most of ``summary``, at most three (``oracle_extract``). The row's own
    title and summary are references of the answers. A question whose answer is not on the page is left out.
    """

    def __init__(
        self,
        path: str | Path,
        held_out: bool = True,
        asked_as: Split | None = None,
        max_lines: float = MAX_LINES,
    ) -> None:
        """Read and check every row.

        Args:
            path: the JSON Lines file (also .gz).
            held_out: all pages belong to test; False splits them by ``name``.
            asked_as: the split whose wordings of questions are used; that of each page where not given.
            max_lines: of a page, as estimated for 10 px type and 448 px.

        Raises:
            DataError: naming file, line and field of the first row that cannot be used.
        """
        self._path, self._max_lines = Path(path), max_lines
        self._splits: dict[Split, list[Sample]] = {"train": [], "val": [], "test": []}
        seen: dict[str, int] = {}
        skipped = 0
        for line, row in read_jsonl_rows(self._path):
            name = self._string(line, row, "name")
            if name in seen:
                raise self._error(line, "name", f"{name!r} is that of line {seen[name]} too; pages are split by it")
            seen[name] = line
            split: Split = "test" if held_out else split_of(name)
            sample = self._sample(line, row, name, asked_as or split)
            skipped += 2 - len(sample.questions)
            if sample.questions:
                self._splits[split].append(sample)
        log.info("%s: %d pages; %d questions have no answer on their page", path, len(seen), skipped)

    def split(self, name: Split) -> StoredSamples:
        """The pages of a split."""
        return StoredSamples(self._splits[name])

    def _error(self, line: int, field: str, problem: str) -> DataError:
        return DataError(f"{self._path}:{line}: field '{field}': {problem}")

    def _string(self, line: int, row: Mapping[str, Any], field: str, may_be_empty: bool = False) -> str:
        value = row.get(field)
        if field not in row:
            raise self._error(line, field, "is missing")
        if not isinstance(value, str):
            raise self._error(line, field, f"must be a string, got {type(value).__name__}")
        if not value.strip() and not may_be_empty:
            raise self._error(line, field, "must not be empty")
        return value

    def _sample(self, line: int, row: Mapping[str, Any], name: str, asked_as: Split) -> Sample:
        title = " ".join(self._string(line, row, "title", may_be_empty=True).split())
        summary = " ".join(self._string(line, row, "summary").split())
        document = web_document(parse_document(self._string(line, row, "html"), "html", name), self._max_lines)
        if not document.source.strip():
            raise self._error(line, "html", "shows no text")
        language = language_of(document.source)
        rng = Random(name)
        questions = [
            found
            for found in (
                _title_question(document, title, wording(TITLE, language, asked_as, rng)),
                _points_question(document, summary, wording(MAIN_POINTS, language, asked_as, rng)),
            )
            if found is not None
        ]
        return Sample(name, tuple(questions), document, language=language, source=self._path.name.split(".")[0])


def _title_question(document: Document, title: str, asked: str) -> Question | None:
    wanted = summary_tokens(title)
    headings = [block for block in document.blocks if block.kind == "heading"]
    likeness = [rouge(summary_tokens(block.text), wanted, 1).f1 for block in headings]
    if not headings or max(likeness) < TITLE_F1:
        return None
    best = headings[likeness.index(max(likeness))]
    return copied_question(asked, TITLE, document.source, [block_span(best)], [title])


def _points_question(document: Document, summary: str, asked: str) -> Question | None:
    sentences = document_sentences(document)
    chosen = oracle_extract([sentence.text for sentence in sentences], summary, MAX_POINTS)
    if not chosen:
        return None
    return copied_question(asked, MAIN_POINTS, document.source, [sentences[k].span for k in chosen], [summary])
