"""Random tables and what can be looked up in them, or worked out from two or three of their cells."""

from __future__ import annotations

from glyph.data.generators.lookups.asking import put, put_absent
from glyph.data.generators.lookups.words import Words
from glyph.data.sample import Question
from glyph.documents import DocumentBuilder
from glyph.documents.model import SourceSpan
from glyph.text.numbers import parse_number

ABSENT_PROB = 0.1
OVER_TIME = ("growth", "difference", "average", "greater")
OVER_ROWS = ("sum", "ratio", "greater_row", "larger")


class Grid:
    """A table of named rows and columns, all names different."""

    def __init__(self, words: Words) -> None:
        rng = words.rng
        self.words, self.rng = words, rng
        self.dated = rng.random() < 0.5  # columns that are years: figures of the same thing, which compare
        num_rows, num_columns = rng.randint(2, 7), rng.randint(1, 4)
        self.columns = self._years(num_columns) if self.dated else self._different(num_columns, 2)
        self.rows = self._different(num_rows, 4)
        self.corner = rng.choice(("", "", words.label(1)))
        self.numeric = self.dated or rng.random() < 0.6
        form, digits = words.number_form(), rng.randint(2, 7)
        self.cells = [[self._value(c, form, digits) for c in range(num_columns)] for _ in range(num_rows)]
        self.row_spans: list[SourceSpan] = []
        self.column_spans: list[SourceSpan] = []
        self.spans: list[list[SourceSpan]] = []

    def _years(self, count: int) -> list[str]:
        first, up = self.rng.randint(1985, 2034), self.rng.random() < 0.5
        years = [first + (i if up else -i) for i in range(count)]
        form = self.rng.choice(
            ("{}", "{}", "FY{}", "31.12.{}") if self.words.language == "en" else ("{}", "{}年", "{}年度")
        )
        return [form.format(year) for year in years]

    def _different(self, count: int, longest: int) -> list[str]:
        names: dict[str, None] = {}
        while len(names) < count:
            name = self.words.label(self.rng.randint(1, longest))
            if not any(name.casefold() in other.casefold() or other.casefold() in name.casefold() for other in names):
                names[name] = None
        return list(names)

    def _value(self, column: int, form: str, digits: int) -> str:
        if self.numeric:
            return self.words.number(form, max(1, digits + self.rng.choice((-1, 0, 0, 0, 1))))
        draw = (column + self.rng.random() * 0.6) % 3
        return self.words.name() if draw < 1 else self.words.date() if draw < 1.6 else self.words.label(2)

    def write(self, builder: DocumentBuilder) -> None:
        rows = [
            [self.corner, *self.columns],
            *([name, *cells] for name, cells in zip(self.rows, self.cells, strict=True)),
        ]
        spans = builder.table(rows)
        self.column_spans, self.row_spans = spans[0][1:], [row[0] for row in spans[1:]]
        self.spans = [row[1:] for row in spans[1:]]

    def facts(self) -> list[SourceSpan]:
        """Whole rows."""
        return [(label[0], cells[-1][1]) for label, cells in zip(self.row_spans, self.spans, strict=True)]

    def ask(self, source: str) -> Question | None:
        r, c = self.rng.randrange(len(self.rows)), self.rng.randrange(len(self.columns))
        draw = self.rng.random()
        if draw < ABSENT_PROB:
            return self._absent(source, r, c)
        if draw < 0.7 or not self.numeric:
            return self._plain(source, r, c)
        return self._computed(source, r, c)

    def _plain(self, source: str, r: int, c: int) -> Question | None:
        draw, cell = self.rng.random(), self.spans[r][c]
        names = {"row": self.rows[r], "column": self.columns[c]}
        if draw < 0.75:
            return put(self.words, "cell", "table", "{0}", [cell], source, **names)
        value = self.cells[r][c]
        if draw < 0.9 and sum(row[c] == value for row in self.cells) == 1:
            return put(self.words, "row_of", "table", "{0}", [self.row_spans[r]], source, value=value, **names)
        if self.cells[r].count(value) == 1:
            return put(self.words, "column_of", "table", "{0}", [self.column_spans[c]], source, value=value, **names)
        return None

    def _computed(self, source: str, r: int, c: int) -> Question | None:
        """Two cells of one row, or of one column, and what is done with them."""
        over_time = self.dated and len(self.columns) > 1 and self.rng.random() < 0.6
        kind = self.rng.choice(OVER_TIME if over_time else OVER_ROWS)
        values = [parse_number(text) for text in self.cells[r]]
        if over_time:
            old, new = sorted(self.rng.sample(range(len(self.columns)), 2), key=lambda k: self.columns[k])
            if values[old] == values[new] or (kind == "growth" and min(values[old], values[new]) <= 0):
                return None
            names = {"row": self.rows[r], "old": self.columns[old], "new": self.columns[new]}
            return put(self.words, kind, kind, f"{kind}({{0}},{{1}})", [self.spans[r][new], self.spans[r][old]], source,
                       **names)  # fmt: skip
        other = self.rng.randrange(len(self.rows))
        second = parse_number(self.cells[other][c])
        if other == r or values[c] == second or min(values[c], second) <= 0:
            return None
        names = {"row": self.rows[r], "other": self.rows[other], "column": self.columns[c]}
        pair = [self.spans[r][c], self.spans[other][c]]
        if kind == "larger":
            evidence = [self.row_spans[r], pair[0], self.row_spans[other], pair[1]]
            return put(self.words, kind, kind, "larger({0},{1},{2},{3})", evidence, source, **names)
        name = kind.removesuffix("_row")
        return put(self.words, kind, name, f"{name}({{0}},{{1}})", pair, source, **names)

    def _absent(self, source: str, r: int, c: int) -> Question | None:
        row, column = self.rows[r], self.columns[c]
        if self.rng.random() < 0.5:
            row = self.words.label(3)
        else:
            column = self._years(1)[0] if self.dated else self.words.label(2)
        asked = row if row != self.rows[r] else column
        if asked.casefold() in source.casefold():
            return None
        return put_absent(self.words, "cell", row=row, column=column)
