"""TAT-QA: questions over tables and paragraphs of English annual reports (Zhu et al. 2021, arXiv 2105.07624).

Questions of the development file that get a template (as ``tests/data/test_tatqa.py`` counts them): span 700 of
701, multi-span 215 of 217, arithmetic 614 of 718, count 32 of 32. Arithmetic without one is mostly a share in
percent (``a/b``) or takes more than one function.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from glyph.data.sample import Question, Sample, Split, StoredSamples, split_of
from glyph.data.sources.derivation import Call, parse_derivation
from glyph.data.sources.evidence import locate_answer
from glyph.data.sources.jsonl import read_json
from glyph.documents import Cell, Document, DocumentBuilder, Span
from glyph.documents.model import Align, SourceSpan
from glyph.errors import DataError
from glyph.text.answer_program import execute
from glyph.text.numbers import is_number, parse_number

ROUNDING = Decimal("0.01")  # gold answers have two decimals
_WORD = re.compile(r"[a-z]+|[0-9]+")  # a word or a run of digits, such as a year


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece of text that may hold an answer: a table cell, or a paragraph (``row`` < 0)."""

    text: str
    start: int
    row: int = -1
    column: int = -1
    label: frozenset[str] = frozenset()  # words of the row's and the column's heads
    value: Decimal | None = None  # of a cell that holds one number

    def locate(self, answer: str) -> SourceSpan | None:
        """Where the answer stands in the document; letter case may differ, as the annotators' sometimes does."""
        found = locate_answer(self.text, answer)
        if found is None and len(self.text.lower()) == len(self.text):
            found = locate_answer(self.text.lower(), answer.lower())
        return found and (self.start + found[0], self.start + found[1])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


class TatqaSamples:
    """A TAT-QA file, one sample a context; split by the table's uid."""

    def __init__(self, path: str | Path, max_cells: int | None = None, fold: int = 0, num_folds: int = 5) -> None:
        """
        Args:
            path: a JSON file of the data set, with answers.
            max_cells: leave out contexts whose table has more cells.
            fold: which part of all tables is tested, from 0; the others are trained and validated with.
            num_folds: into how many parts the tables fall; 1 tests all.

        Raises:
            DataError: if the file is missing or not of TAT-QA's form; the message names context and field.
            ValueError: if there is no such fold.
        """
        if not 0 <= fold < num_folds:
            raise ValueError(f"data.adapter.fold={fold} must be from 0 to num_folds - 1 = {num_folds - 1}")
        share = 1 / num_folds
        content = read_json(path)
        if not isinstance(content, list):
            raise DataError(f"{path}: not of TAT-QA's form: must be a list, got {type(content).__name__}")
        self._splits: dict[Split, list[Sample]] = {"train": [], "val": [], "test": []}
        for k, context in enumerate(content):
            try:
                uid, table = str(context["table"]["uid"]), context["table"]["table"]
                if max_cells is None or sum(map(len, table)) <= max_cells:
                    self._splits[split_of(uid, test_share=share, turn=fold * share)].append(
                        _Context(context).sample(uid)
                    )
            except (KeyError, TypeError, AttributeError, IndexError, ValueError, ArithmeticError) as error:
                problem = f"field {error} is missing" if isinstance(error, KeyError) else str(error)
                raise DataError(f"{path}: not of TAT-QA's form: context {k}: {problem}") from error

    def split(self, name: Split) -> StoredSamples:
        """The contexts whose table belongs to a split."""
        return StoredSamples(self._splits[name])


class _Context:
    """One table with its paragraphs, laid out as a document, and where everything stands in it."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.questions = context["questions"]
        self.paragraphs: dict[int, _Place] = {}
        builder = DocumentBuilder(str(context["table"]["uid"]))
        paragraphs = sorted(context["paragraphs"], key=lambda paragraph: int(paragraph["order"]))
        for paragraph in [*paragraphs[:1], None, *paragraphs[1:]]:  # the table after the first paragraph
            if paragraph is None:
                self.cells = _add_table(builder, context["table"]["table"])
            else:
                start, _ = builder.paragraph(paragraph["text"])
                self.paragraphs[int(paragraph["order"])] = _Place(paragraph["text"], start)
        self.document: Document = builder.build()

    def sample(self, uid: str) -> Sample:
        questions = tuple(self._question(question) for question in self.questions)
        return Sample(uid, questions, self.document, language="en", source="tatqa")

    def _question(self, given: Mapping[str, Any]) -> Question:
        kind, scale = str(given["answer_type"]), str(given["scale"])
        if kind == "arithmetic":
            return self._arithmetic(given, scale)
        answers = given["answer"] if isinstance(given["answer"], list) else [given["answer"]]
        texts = [str(answer).strip() for answer in answers if str(answer).strip()]
        answer = ", ".join(texts)
        if kind == "count":
            evidence = tuple(found for found in self._locate_all(str(given["derivation"]).split("##"), given) if found)
            return Question(given["question"], answer, evidence, answer, kind)
        if kind == "span":
            kind = f"span_{given['answer_from']}".replace("-", "_")  # table, text or both: as hard as different kinds
        found = self._locate_all(texts, given)
        evidence = tuple(span for span in found if span)
        references = [answer, _with_scale(answer, scale), ", ".join(_with_scale(text, scale) for text in texts)]
        template = None
        if texts and len(evidence) == len(texts):
            template = ", ".join(f"{{{i}}}" for i in range(len(texts)))
            answer = ", ".join(self.document.source[start:end] for start, end in evidence)  # in the source's case
        return Question(given["question"], answer, evidence, template, kind, _others(answer, references))

    def _locate_all(self, answers: Iterable[str], question: Mapping[str, Any]) -> list[SourceSpan | None]:
        """Where each answer stands; one place is not given twice while another is left."""
        found: list[SourceSpan | None] = []
        for answer in answers:
            spans = [span for place in self._places(question) if (span := place.locate(answer.strip())) is not None]
            found.append(next((span for span in spans if span not in found), spans[0] if spans else None))
        return found

    def _places(self, question: Mapping[str, Any]) -> Iterator[_Place]:
        """Cells and paragraphs, the likeliest first: cells by words shared with the question."""
        asked = _words(question["question"])
        cells = sorted(self.cells, key=lambda cell: -len(cell.label & asked))
        relevant = {int(order) for order in question.get("rel_paragraphs", ())}
        paragraphs = sorted(self.paragraphs.items(), key=lambda item: item[0] not in relevant)
        texts = [place for _, place in paragraphs]
        yield from (*texts, *cells) if question["answer_from"] == "text" else (*cells, *texts)

    def _arithmetic(self, given: Mapping[str, Any], scale: str) -> Question:
        value = Decimal(str(given["answer"]))
        bare = f"{value.normalize():,f}" if value else "0"
        answer = f"{bare}%" if scale == "percent" else bare
        references = [bare, bare.replace(",", ""), _with_scale(bare, scale)]
        call = parse_derivation(str(given["derivation"]), scale == "percent")
        evidence = self._locate_operands(call, given) if call else None
        template = None
        if call is not None and evidence is not None:
            made = self._execute(call, evidence)
            if made is not None and abs(parse_number(made) - value) <= ROUNDING:
                template = call.template
                references.append(made)
        others = _others(answer, references)
        return Question(given["question"], answer, evidence or (), template, "arithmetic", others)

    def _execute(self, call: Call, evidence: Sequence[SourceSpan]) -> str | None:
        try:
            return execute(call.template, [self.document.source[start:end] for start, end in evidence], "en")
        except ValueError:  # an operand that is no number as printed, or a division by zero: no template then
            return None

    def _locate_operands(self, call: Call, question: Mapping[str, Any]) -> tuple[SourceSpan, ...] | None:
        """A distinct place for each operand: in one row of the table, else one column, else anywhere."""
        cells = [place for place in self._places(question) if place.row >= 0]
        groups = [[cell for cell in cells if cell.row == row] for row in dict.fromkeys(cell.row for cell in cells)]
        groups += [[c for c in cells if c.column == column] for column in dict.fromkeys(c.column for c in cells)]
        groups.append(cells)
        for group in groups:
            found = _assign(call.operands, group)
            if found is not None:
                return found
        for form in (",f", "f"):
            anywhere = self._locate_all([format(abs(operand), form) for operand in call.operands], question)
            if None not in anywhere:
                return tuple(span for span in anywhere if span)
        return None


def _assign(operands: Sequence[Decimal], cells: Sequence[_Place]) -> tuple[SourceSpan, ...] | None:
    """A different cell for each operand, its sign as printed if possible."""
    used: list[_Place] = []
    for operand in operands:
        free = [c for c in cells if c not in used and c.value is not None and abs(c.value) == abs(operand)]
        if not free:
            return None
        used.append(min(free, key=lambda cell: cell.value != operand))
    return tuple((cell.start, cell.start + len(cell.text)) for cell in used)


def _value(text: str) -> Decimal | None:
    return parse_number(text) if is_number(text) else None


def _with_scale(text: str, scale: str) -> str:
    if not scale or (scale == "percent" and text.endswith("%")):
        return text
    return f"{text}%" if scale == "percent" else f"{text} {scale}"


def _others(answer: str, references: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reference for reference in references if reference != answer))


def _num_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """The first row and those right after it whose first cell is empty; one row at least is left as body."""
    num = 1
    while num < len(rows) - 1 and not rows[num][0].strip():
        num += 1
    return min(num, len(rows) - 1)


def _merge(row: Sequence[str]) -> list[tuple[int, str, int]]:
    """A header row as (column, text, columns): a cell takes in the empty ones after it.

    A lone title stands over all columns (but the first, if that is empty).
    """
    filled = [c for c, text in enumerate(row) if text.strip()]
    if len(filled) == 1 and filled[0] > 0:
        return [(0, row[0], 1), (1, row[filled[0]], len(row) - 1)]
    starts = sorted({0, min(1, len(row) - 1), *filled}) if len(filled) != 1 else [0]
    return [(c, row[c], end - c) for c, end in zip(starts, [*starts[1:], len(row)], strict=True)]


def _add_table(builder: DocumentBuilder, rows: Sequence[Sequence[str]]) -> list[_Place]:
    """Write the table; returns its cells with the words of their row's and column's heads."""
    num_headers = _num_header_rows(rows)
    layout = [_merge(row) if r < num_headers else [(c, t, 1) for c, t in enumerate(row)] for r, row in enumerate(rows)]
    written: list[list[Cell]] = []
    for r, row in enumerate(layout):
        aligns: list[Align] = ["left" if c == 0 else "center" if span > 1 else "right" for c, _, span in row]
        cells = zip(row, aligns, strict=True)
        written.append([Cell((Span(t, 0),), align, r < num_headers, span) for (_, t, span), align in cells])
    positions = builder.table(written, num_headers)
    heads: dict[int, frozenset[str]] = {}  # of each column
    section: frozenset[str] = frozenset()  # of the rows under a row that holds a label only
    places: list[_Place] = []
    for r, row in enumerate(layout):
        if r >= num_headers and not any(text.strip() for _, text, _ in row[1:]):
            section = _words(row[0][1])
        for (column, text, span), (start, _) in zip(row, positions[r], strict=True):
            if r < num_headers:
                label = _words(text)
                heads |= {c: heads.get(c, frozenset()) | label for c in range(column, column + span)}
            else:
                label = _words(row[0][1]) | (section | heads.get(column, frozenset()) if column > 0 else frozenset())
            places.append(_Place(text, start, r, column, label, _value(text)))
    return places
