"""Forms, lists, prose and code, and what can be looked up in them."""

from __future__ import annotations

import ast
import re

from glyph.data.generators.lookups.asking import put, put_absent
from glyph.data.generators.lookups.words import Words
from glyph.data.sample import Question
from glyph.data.sources.corpus import python_functions
from glyph.documents import DocumentBuilder
from glyph.documents.model import SourceSpan
from glyph.text.charset import Charset
from glyph.text.words import Units, text_units

ABSENT_PROB = 0.12
MAX_LINE_CHARS = 60


class Form:
    """Labels with their values, one a line."""

    def __init__(self, words: Words) -> None:
        rng = words.rng
        self.words, self.rng = words, rng
        labels: dict[str, str] = {}
        for _ in range(rng.randint(3, 8)):
            value = rng.choice(
                (
                    words.name,
                    words.date,
                    lambda: words.label(3),
                    lambda: words.number(words.number_form(), rng.randint(2, 7)),
                )
            )()
            labels[words.label(3)] = value
        self.fields = [
            (k, v) for k, v in labels.items() if sum(k.casefold() in other.casefold() for other in labels) == 1
        ]
        self.mark = rng.choice((": ", ": ", "：", " – ") if words.language == "en" else ("：", "：", ": "))
        self.spans: list[tuple[SourceSpan, SourceSpan]] = []

    def write(self, builder: DocumentBuilder) -> None:
        as_table = self.rng.random() < 0.4
        for label, value in self.fields:
            if as_table:
                continue
            start, end = builder.paragraph(f"{label}{self.mark}{value}")
            self.spans.append(((start, start + len(label)), (end - len(value), end)))
        if as_table:
            self.spans = [
                (row[0], row[1]) for row in builder.table([list(field) for field in self.fields], header_rows=0)
            ]

    def facts(self) -> list[SourceSpan]:
        return [(label[0], value[1]) for label, value in self.spans]

    def ask(self, source: str) -> Question | None:
        k, draw = self.rng.randrange(len(self.fields)), self.rng.random()
        (label, value), (label_span, value_span) = self.fields[k], self.spans[k]
        if draw < ABSENT_PROB:
            other = self.words.label(3)
            return None if other.casefold() in source.casefold() else put_absent(self.words, "field", label=other)
        if draw < 0.8:
            return put(self.words, "field", "label", "{0}", [value_span], source, label=label)
        if source.count(value) != 1:
            return None
        return put(self.words, "label_of", "label", "{0}", [label_span], source, value=value)


class Listing:
    """A numbered list whose numbers are part of the text."""

    def __init__(self, words: Words) -> None:
        rng = words.rng
        self.words, self.rng = words, rng
        first, form = rng.choice((1, 1, 1, rng.randint(2, 40))), rng.choice(("{}.", "{})", "({})"))
        self.numbers = [str(first + i) for i in range(rng.randint(3, 8))]
        self.marks = [form.format(number) for number in self.numbers]
        self.items = [words.label(4) for _ in self.numbers]
        self.spans: list[tuple[SourceSpan, SourceSpan]] = []

    def write(self, builder: DocumentBuilder) -> None:
        for mark, number, item in zip(self.marks, self.numbers, self.items, strict=True):
            start, end = builder.paragraph(f"{mark} {item}")
            at = start + mark.index(number)
            self.spans.append(((at, at + len(number)), (end - len(item), end)))

    def facts(self) -> list[SourceSpan]:
        return [item for _, item in self.spans]

    def ask(self, source: str) -> Question | None:
        k, draw = self.rng.randrange(len(self.items)), self.rng.random()
        if draw < ABSENT_PROB:
            return put_absent(self.words, "item", number=str(int(self.numbers[-1]) + self.rng.randint(1, 5)))
        if draw < 0.6:
            return put(self.words, "item", "list", "{0}", [self.spans[k][1]], source, number=self.numbers[k])
        if source.count(self.items[k]) != 1:
            return None
        return put(self.words, "number_of", "list", "{0}", [self.spans[k][0]], source, item=self.items[k])


class Prose:
    """Sentences, of which a few words are asked for by those around them."""

    charset = Charset()

    def __init__(self, words: Words) -> None:
        self.words, self.rng = words, words.rng
        self.text = ("" if words.language == "zh" else " ").join(words.sentences(words.rng.randint(1, 4)))
        self.start = 0
        self.kept = [i for i, char in enumerate(self.text) if not char.isspace()]
        self.units: Units = text_units(self.text, self.charset)

    def write(self, builder: DocumentBuilder) -> None:
        self.start = builder.paragraph(self.text)[0]

    def _between(self, first: int, last: int) -> SourceSpan:
        """Of units ``first`` to ``last``, within the paragraph."""
        return self.kept[int(self.units.starts[first])], self.kept[int(self.units.ends[last]) - 1] + 1

    def facts(self) -> list[SourceSpan]:
        size = min(len(self.units), 9)
        starts = [self.rng.randrange(len(self.units) - size + 1) for _ in range(3)]
        spans = [self._between(start, start + size - 1) for start in starts]
        return [(self.start + a, self.start + b) for a, b in spans]

    def ask(self, source: str) -> Question | None:
        around, asked = self.rng.randint(3, 7), self.rng.randint(1, 4)
        if len(self.units) < 2 * around + asked:
            return None
        first = self.rng.randrange(around, len(self.units) - around - asked + 1)
        low, high = self._between(first, first + asked - 1)
        before = self.text[self._between(first - around, first - 1)[0] : low].strip()
        after = self.text[high : self._between(first + asked, first + asked + around - 1)[1]].strip()
        wording = self.rng.choice(("cloze", "cloze", "follows", "precedes"))
        if self.text.count(before) > 1 or self.text.count(after) > 1:
            return None
        if wording != "cloze":  # how far the answer goes must be plain: one unit
            span = (
                self._between(first, first)
                if wording == "follows"
                else self._between(first + asked - 1, first + asked - 1)
            )
            low, high = span
            if not self.text[low:high].strip().isalnum():
                return None
        return put(self.words, wording, "cloze", "{0}", [(self.start + low, self.start + high)], source, before=before,
                   after=after)  # fmt: skip


class Code:
    """A function of the standard library."""

    def __init__(self, words: Words) -> None:
        self.words, self.rng = words, words.rng
        self.text = words.rng.choice(python_functions(words.split))
        self.start = 0

    def write(self, builder: DocumentBuilder) -> None:
        self.start = builder.code(self.text)[0]

    def _lines(self) -> list[SourceSpan]:
        """Of every line, without its indent."""
        found = re.finditer(r"\S[^\n]*", self.text)
        return [(self.start + m.start(), self.start + m.end()) for m in found]

    def facts(self) -> list[SourceSpan]:
        return [span for span in self._lines() if span[1] - span[0] <= MAX_LINE_CHARS]

    def ask(self, source: str) -> Question | None:
        if self.rng.random() < 0.5:
            low, high = self.rng.choice(self._lines())
            tokens = [t for t in re.findall(r"\w{3,}", source[low:high]) if len(re.findall(rf"\b{t}\b", source)) == 1]
            if not tokens or high - low > MAX_LINE_CHARS:
                return None
            return put(self.words, "line", "code", "{0}", [(low, high)], source, token=self.rng.choice(tokens))
        return self._statement(source)

    def _statement(self, source: str) -> Question | None:
        """What a name is given, or a function returns, where that happens once."""
        tree = ast.parse(self.text)
        starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        found: list[tuple[str, str, ast.expr]] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found.append(("assigned", node.targets[0].id, node.value))
            elif isinstance(node, ast.Return) and node.value is not None:
                found.append(("returned", tree.body[0].name, node.value))  # type: ignore[attr-defined]
        found = [f for f in found if sum(f[:2] == other[:2] for other in found) == 1]
        if not found:
            return None
        wording, name, value = self.rng.choice(found)
        assert value.end_lineno is not None and value.end_col_offset is not None
        if (
            value.lineno != value.end_lineno
            or value.end_col_offset - value.col_offset > MAX_LINE_CHARS
            or not self.text.isascii()
        ):
            return None
        low = self.start + starts[value.lineno - 1] + value.col_offset
        high = self.start + starts[value.lineno - 1] + value.end_col_offset
        return put(self.words, wording, "code", "{0}", [(low, high)], source, name=name)
