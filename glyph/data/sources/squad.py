"""Reading comprehension in SQuAD's format: SQuAD 1.1 and 2.0, CMRC 2018."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glyph.data.sample import Question, Sample, Split, StoredSamples, split_of
from glyph.data.sources.evidence import locate_answer
from glyph.data.sources.jsonl import read_json
from glyph.documents import parse_document
from glyph.documents.model import SourceSpan
from glyph.errors import DataError
from glyph.text.answer_program import NOT_STATED, Language
from glyph.text.language import language_of


class SquadSamples:
    """A file of SQuAD's form, one sample a paragraph; split by article (its title or id).

    An article without title or id, as in CMRC 2018, is told by its first paragraph's id. Questions marked
    ``is_impossible`` (SQuAD 2.0, arXiv 1806.03822) are answered "not stated" or "未披露".
    """

    def __init__(self, path: str | Path, source: str = "squad") -> None:
        """
        Args:
            path: the JSON file.
            source: name of the data set, kept in each sample.

        Raises:
            DataError: if the file is missing or not of SQuAD's form; the message says where.
        """
        self._path, self._source = Path(path), source
        self._splits: dict[Split, list[Sample]] = {"train": [], "val": [], "test": []}
        content = read_json(path)
        if not isinstance(content, dict):
            raise DataError(f"{path}: not of SQuAD's form: must be an object, got {type(content).__name__}")
        for a, article in enumerate(self._list(content, "data", "")):
            for p, paragraph in enumerate(self._list(article, "paragraphs", f"data[{a}].")):
                where = f"data[{a}].paragraphs[{p}]."
                sample = self._sample(paragraph, where)
                first = article["paragraphs"][0]
                key = article.get("title") or article.get("id") or first.get("id") or first["context"]
                self._splits[split_of(str(key))].append(sample)

    def split(self, name: Split) -> StoredSamples:
        """The paragraphs whose article belongs to a split."""
        return StoredSamples(self._splits[name])

    def _field(self, item: Mapping[str, Any], field: str, kind: type, where: str) -> Any:
        value = item.get(field)
        if not isinstance(value, kind):
            problem = "is missing" if field not in item else f"must be a {kind.__name__}, got {type(value).__name__}"
            raise DataError(f"{self._path}: not of SQuAD's form: field '{where}{field}' {problem}")
        return value

    def _list(self, item: Mapping[str, Any], field: str, where: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._field(item, field, list, where)
        for k, one in enumerate(items):
            if not isinstance(one, dict):
                problem = f"must be an object, got {type(one).__name__}"
                raise DataError(f"{self._path}: not of SQuAD's form: field '{where}{field}[{k}]' {problem}")
        return items

    def _sample(self, paragraph: Mapping[str, Any], where: str) -> Sample:
        context: str = self._field(paragraph, "context", str, where)
        language = language_of(context)
        questions = tuple(
            self._question(qa, context, language, f"{where}qas[{k}].")
            for k, qa in enumerate(self._list(paragraph, "qas", where))
        )
        name = str(paragraph.get("id") or f"{self._path.stem}:{where.rstrip('.')}")
        document = parse_document(context, "text", name)
        return Sample(name, questions, document, language=language, source=self._source)

    def _question(self, qa: Mapping[str, Any], context: str, language: Language, where: str) -> Question:
        text: str = self._field(qa, "question", str, where)
        if qa.get("is_impossible"):
            return Question(text, NOT_STATED[language], template=NOT_STATED[language], kind="unanswerable")
        answers = self._list(qa, "answers", where)
        if not answers:
            raise DataError(f"{self._path}: field '{where}answers' is empty, but 'is_impossible' is not set")
        texts: list[str] = [self._field(one, "text", str, f"{where}answers[{k}].") for k, one in enumerate(answers)]
        references = tuple(dict.fromkeys(other for other in texts if other != texts[0]))
        found = _locate(context, texts[0], answers[0].get("answer_start"))
        if found is None:
            return Question(text, texts[0], kind="span", references=references)
        return Question(text, texts[0], (found,), "{0}", "span", references)


def _locate(context: str, answer: str, start: Any) -> SourceSpan | None:
    """Where the answer stands: as stated if true, else where its text is found."""
    if not answer:
        return None
    if isinstance(start, int) and start >= 0 and context.startswith(answer, start):
        return start, start + len(answer)
    found = locate_answer(context, answer)
    if found is None or context[found[0] : found[1]] != answer:
        return None
    return found
