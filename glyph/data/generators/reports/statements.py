"""Statements and notes as rows of labelled amounts that add up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

from glyph.data.generators.reports.figures import NumberFormat, Series, add, divide, grow, scale, share
from glyph.data.generators.reports.statement_rows import Role, Row, Statement, StatementName
from glyph.data.generators.reports.vocabulary import Concept, KeyFigure, Note, Vocabulary, choose_label
from glyph.data.sample import Split


class Accountant:
    """Draws statements of one company in one unit; the same thing keeps its label and its amounts throughout.

    Args:
        rng: source of chance.
        vocabulary: labels to choose from.
        split: whose labels to choose.
        num_periods: columns of every statement.
        money: format of amounts.
        revenue: size of the newest revenue, in ticks.
    """

    def __init__(
        self, rng: Random, vocabulary: Vocabulary, split: Split, num_periods: int, money: NumberFormat, revenue: float
    ) -> None:
        self._rng = rng
        self._vocabulary = vocabulary
        self._split: Split = split
        self._num_periods = num_periods
        self._money = money
        self._revenue = grow(rng, revenue, num_periods)
        self._cost_sign = -1 if rng.random() < 0.4 else 1
        self._labels: dict[str, str] = {}
        self._assets = grow(rng, revenue * rng.uniform(0.5, 2.2), num_periods + 1)  # one year more, for opening cash
        self._current_assets = share(rng, self._assets, 0.25, 0.7)
        self._cash = share(rng, self._current_assets, 0.1, 0.4, 0.3)
        self._known: dict[str, Row] = {}

    def label(self, wordings: Concept) -> str:
        """The label of a thing in this report."""
        if wordings[0] not in self._labels:
            self._labels[wordings[0]] = choose_label(wordings, self._split, self._rng)
        return self._labels[wordings[0]]

    def statement(self, name: StatementName, small: bool) -> Statement:
        """Draw the statement called ``name``; a small one has five to nine rows."""
        if name == "balance_sheet":
            return self._small_balance_sheet() if small else self._balance_sheet()
        if name == "income_statement":
            return self._income_statement(small)
        if name == "cash_flow":
            return self._cash_flow(small)
        if name == "key_figures":
            return self._key_figures(small)
        return self.note(self._rng.choice(self._vocabulary.notes))

    def _open(self, name: StatementName, stock: bool) -> Statement:
        return Statement(name, self.label(self._vocabulary.titles[name]), stock)

    def _put(
        self, statement: Statement, wordings: Concept, values: Series, role: Role = "item", natural_sign: bool = False
    ) -> int:
        row = Row(wordings, self.label(wordings), values, self._money, role, natural_sign)
        statement.rows.append(row)
        self._known.setdefault(wordings[0], row)
        return len(statement.rows) - 1

    def _put_total(
        self,
        statement: Statement,
        key: str,
        parts: Sequence[tuple[int, int]],
        natural_sign: bool = False,
        role: Role = "total",
    ) -> int:
        values = add(*(scale(sign, statement.rows[i].values) for i, sign in parts))
        index = self._put(statement, self._vocabulary.totals[key], values, role, natural_sign)
        statement.checks.append((index, tuple(parts)))
        return index

    def _section(self, statement: Statement, key: str) -> None:
        wordings = self._vocabulary.totals[f"section_{key}"]
        statement.rows.append(Row(wordings, self.label(wordings), (), self._money, "section"))

    def _pick(self, statement: Statement, section: str, low: int, high: int) -> list[Concept]:
        """Between ``low`` and ``high`` things of a section, in its order, with labels new to the statement."""
        available = self._vocabulary.sections[section]
        taken = statement.labels()
        count = min(self._rng.randint(low, high), len(available))
        chosen: list[Concept] = []
        for i in sorted(self._rng.sample(range(len(available)), count)):
            label = self.label(available[i]).casefold()
            if label not in taken:
                taken.add(label)
                chosen.append(available[i])
        return chosen

    def _put_items(
        self, statement: Statement, section: str, totals: Series, low: int, high: int, sign: int = 1
    ) -> list[int]:
        picked = self._pick(statement, section, low, high)
        amounts = divide(self._rng, totals, len(picked))
        return [self._put(statement, w, scale(sign, a)) for w, a in zip(picked, amounts, strict=True)]

    def _small_balance_sheet(self) -> Statement:
        statement = self._open("balance_sheet", stock=True)
        assets, current, cash = self._assets[1:], self._current_assets[1:], self._cash[1:]
        if self._rng.random() < 0.5:
            first = self._put(statement, self._vocabulary.totals["cash"], cash)
            rest = add(current, scale(-1, cash))
            items = self._put_items(statement, "current_assets", rest, 3, 6)
            self._put_total(statement, "current_assets", _plus([first, *items]))
            return statement
        parts = [self._put(statement, self._vocabulary.totals["current_assets"], current, "total")]
        parts.append(
            self._put(statement, self._vocabulary.totals["noncurrent_assets"], add(assets, scale(-1, current)), "total")
        )
        total = self._put_total(statement, "assets", _plus(parts))
        liabilities = share(self._rng, assets, 0.25, 0.7)
        amounts = divide(self._rng, liabilities, 2)
        keys = ("current_liabilities", "noncurrent_liabilities")
        pairs = zip(keys, amounts, strict=True)
        owed = [self._put(statement, self._vocabulary.totals[key], values, "total") for key, values in pairs]
        debts = [self._put_total(statement, "liabilities", _plus(owed))] if self._rng.random() < 0.5 else owed
        equity = self._put_total(statement, "equity", [(total, 1), *((i, -1) for i in debts)], natural_sign=True)
        self._put_total(statement, "liabilities_equity", _plus([*debts, equity]))
        statement.checks.append((total, _plus([len(statement.rows) - 1])))
        return statement

    def _balance_sheet(self) -> Statement:
        statement = self._open("balance_sheet", stock=True)
        totals = self._vocabulary.totals
        assets, current, cash = self._assets[1:], self._current_assets[1:], self._cash[1:]
        self._section(statement, "current_assets")
        items = [self._put(statement, totals["cash"], cash)]
        items += self._put_items(statement, "current_assets", add(current, scale(-1, cash)), 3, 7)
        sums = [self._put_total(statement, "current_assets", _plus(items))]
        self._section(statement, "noncurrent_assets")
        items = self._put_items(statement, "noncurrent_assets", add(assets, scale(-1, current)), 3, 6)
        sums.append(self._put_total(statement, "noncurrent_assets", _plus(items)))
        total = self._put_total(statement, "assets", _plus(sums))
        liabilities = divide(self._rng, share(self._rng, assets, 0.25, 0.7), 2)
        sums = []
        for key, amounts in zip(("current_liabilities", "noncurrent_liabilities"), liabilities, strict=True):
            self._section(statement, key)
            items = self._put_items(statement, key, amounts, 3, 5)
            sums.append(self._put_total(statement, key, _plus(items)))
        owed = self._put_total(statement, "liabilities", _plus(sums))
        self._section(statement, "equity")
        equity = add(statement.rows[total].values, scale(-1, statement.rows[owed].values))
        paid_in = share(self._rng, equity, 0.4, 1.05, 0.05)
        items = self._put_items(statement, "equity", paid_in, 2, 4)
        items.append(self._put(statement, totals["retained"], add(equity, scale(-1, paid_in)), natural_sign=True))
        sums = [owed, self._put_total(statement, "equity", _plus(items), natural_sign=True)]
        self._put_total(statement, "liabilities_equity", _plus(sums))
        statement.checks.append((total, _plus([len(statement.rows) - 1])))
        return statement

    def _income_statement(self, small: bool) -> Statement:
        statement = self._open("income_statement", stock=False)
        totals, rng, sign = self._vocabulary.totals, self._rng, self._cost_sign
        revenue = self._put(statement, totals["revenue"], self._revenue)
        cost_values = share(rng, self._revenue, 0.45, 0.75)
        cost = self._put(statement, totals["cost"], scale(sign, cost_values))
        gross = self._put_total(statement, "gross", [(revenue, 1), (cost, -sign)], natural_sign=True)
        spent = share(rng, statement.rows[gross].values, 0.5, 0.9, 0.25)
        costs = self._put_items(statement, "expenses", spent, *((1, 2) if small else (3, 6)), sign=sign)
        parts = [(gross, 1), *((i, -sign) for i in costs)]
        if not small or rng.random() < 0.3:
            extra = self._put(statement, totals["other_income"], share(rng, self._revenue, 0.002, 0.03, 0.4))
            parts.append((extra, 1))
        operating = self._put_total(statement, "operating", parts, natural_sign=True)
        if small and rng.random() < 0.5:
            return statement
        parts = [(operating, 1)]
        if not small:
            interest = share(rng, self._revenue, 0.005, 0.03, 0.4)
            parts += ((i, -sign) for i in self._put_items(statement, "financial", interest, 1, 3, sign=sign))
            parts = [(self._put_total(statement, "pretax", parts, natural_sign=True), 1)]
        rate = rng.uniform(0.15, 0.3)
        before_tax = statement.rows[parts[0][0]].values
        tax = self._put(statement, totals["tax"], tuple(sign * round(rate * max(v, 0)) for v in before_tax))
        self._put_total(statement, "net", [*parts, (tax, -sign)], natural_sign=True)
        return statement

    def _cash_flow(self, small: bool) -> Statement:
        statement = self._open("cash_flow", stock=False)
        totals, rng = self._vocabulary.totals, self._rng
        opening, closing = self._cash[:-1], self._cash[1:]
        change = add(closing, scale(-1, opening))
        operating = share(rng, self._revenue, 0.04, 0.2, 0.4)
        investing = scale(-1, share(rng, self._revenue, 0.02, 0.15, 0.4))
        fx = share(rng, closing, -0.02, 0.02) if not small or rng.random() < 0.4 else ()
        financing = add(change, scale(-1, operating), scale(-1, investing), *([scale(-1, fx)] if fx else []))
        parts = []
        for key, net in (("operating", operating), ("investing", investing), ("financing", financing)):
            parts.append(self._cash_block(statement, key, net, small))
        if fx:
            parts.append(self._put(statement, totals["fx"], fx, natural_sign=True))
        moved = self._put_total(statement, "change", _plus(parts), natural_sign=True)
        start = self._put(statement, totals["opening"], opening)
        self._put_total(statement, "closing", _plus([moved, start]))
        return statement

    def _cash_block(self, statement: Statement, key: str, net: Series, small: bool) -> int:
        """One activity: receipts and payments that come to ``net``; only the net when ``small``."""
        totals, rng = self._vocabulary.totals, self._rng
        if small:
            return self._put(statement, totals[f"{key}_cash"], net, "total", key != "investing")
        self._section(statement, key)
        paid = share(rng, self._revenue, 0.6, 0.8) if key == "operating" else tuple(abs(v) for v in net)
        rows: list[int] = []
        if key == "operating":
            receipts, *outflows = self._vocabulary.sections["operating_cash"]
            rows.append(self._put(statement, receipts, add(net, paid)))
            amounts = divide(rng, paid, len(outflows))
            rows += [self._put(statement, w, scale(-1, a)) for w, a in zip(outflows, amounts, strict=True)]
        elif key == "investing":
            rows += self._put_items(statement, "investing_cash", paid, 2, 3, sign=-1)
        else:
            raised = add(share(rng, self._revenue, 0.02, 0.1), tuple(max(n, 0) for n in net))
            rows.append(self._put(statement, totals["proceeds"], raised))
            repaid = add(raised, scale(-1, net))
            rows += self._put_items(statement, "financing_cash", repaid, 2, 3, sign=-1)
        return self._put_total(statement, f"{key}_cash", _plus(rows), natural_sign=key != "investing")

    def _key_figures(self, small: bool) -> Statement:
        statement = self._open("key_figures", stock=False)
        rng = self._rng
        if not small:
            known = [self._known[self._vocabulary.totals[k][0]] for k in ("revenue", "net", "assets", "equity")
                     if self._vocabulary.totals[k][0] in self._known]  # fmt: skip
            statement.rows += [row for row in known if rng.random() < 0.6]
        available = self._vocabulary.key_figures
        for i in sorted(rng.sample(range(len(available)), rng.randint(5, 8) if small else rng.randint(7, 12))):
            row = self._key_figure(available[i])
            if row.label.casefold() not in statement.labels():
                statement.rows.append(row)
        return statement

    def _key_figure(self, figure: KeyFigure) -> Row:
        look = NumberFormat(figure.decimals, self._money.negative, self._money.grouping, suffix=figure.suffix)
        parts = [self._known.get(self._vocabulary.totals[key][0]) for key in figure.ratio]
        if parts and parts[0] and parts[1]:
            factor = 10**figure.decimals * (100 if figure.suffix == "%" else 1)
            pairs = zip(parts[0].values, parts[1].values, strict=True)
            quotients = tuple(round(factor * a / b) for a, b in pairs)
            return Row(figure.wordings, self.label(figure.wordings), quotients, look, natural_sign=True, amount=False)
        low, high = (round(x * 10**figure.decimals) for x in (figure.low, figure.high))
        drawn = grow(self._rng, self._rng.uniform(low, high), self._num_periods, 0.1)
        values = tuple(min(max(v, low // 2), high * 2) for v in drawn)
        if figure.suffix == "%" and figure.high > 50:
            values = tuple(min(v, 99 * 10**figure.decimals) for v in values)
        return Row(figure.wordings, self.label(figure.wordings), values, look, amount=False)

    def fits(self, note: Note, full: Collection[StatementName]) -> bool:
        """Whether a note goes with the statements drawn: a line missing in a full one needs no explanation."""
        host: StatementName = "balance_sheet" if note.stock else "income_statement"
        return not note.of or note.of in self._known or host not in full

    def note(self, note: Note) -> Statement:
        """Draw a note; it ties to the line it explains when that line stands in a statement drawn before."""
        statement = Statement("note", self.label(note.title), note.stock)
        explained = self._known.get(note.of)
        totals = tuple(abs(v) for v in explained.values) if explained else share(self._rng, self._revenue, 0.1, 0.5)
        count = self._rng.randint(min(4, len(note.items)), min(6, len(note.items)))
        picked = sorted(self._rng.sample(range(len(note.items)), count))
        items = note.items[:count] if note.ordered else tuple(note.items[i] for i in picked)
        for wordings, amounts in zip(items, divide(self._rng, totals, count), strict=True):
            statement.rows.append(Row(wordings, wordings[0], amounts, self._money, proper=True))
        statement.rows.append(Row(note.total, self.label(note.total), totals, self._money, "total"))
        statement.checks.append((count, _plus(range(count))))
        return statement


def _plus(rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((row, 1) for row in rows)
