"""What questions about annual reports mean by words that the reports do not use: capex, P&L, 营收, and the like.

Analysts name a ratio or a statement; the report prints the rows that it is worked out from. Each concept tells the
labels of those rows, and the title of the statement they stand in. Used for finding pages, never for answering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CAPEX = "purchases of property plant and equipment|capital expenditures"
_PLANT = "property plant and equipment net|property and equipment net"
_REVENUE = "net sales|total revenues|net revenues|total net revenues|revenues"
_OPERATING = "operating income|income from operations|operating profit"
_COST = "cost of sales|cost of revenue|cost of products sold|cost of goods sold"
_CASH_IN = "net cash provided by operating activities"
_INCOME = "income before income taxes; net income; provision for income taxes; diluted; total costs and expenses"
_EQUITY = "total equity|total stockholders equity|total shareholders equity"
_TITLE_CASH, _TITLE_INCOME, _TITLE_BALANCE = (
    "consolidated statements of cash flows",
    "consolidated statements of income operations",
    "consolidated balance sheets",
)
# what a question says; labels of rows, other names of the same row parted by "|"; the title of a statement
_WRITTEN: tuple[tuple[str, str, str], ...] = (
    (
        r"balance sheet|financial position",
        "total assets; total current assets; total current liabilities; total liabilities and equity|total liabilities",
        _TITLE_BALANCE,
    ),
    (
        r"cash ?flows? statement|statements? of cash ?flows?",
        f"{_CASH_IN}; net cash used in investing activities; net cash used in financing activities;"
        "cash and cash equivalents at end of year",
        _TITLE_CASH,
    ),
    (
        r"p ?& ?l\b|income statement|statements? of (?:income|operations|earnings)|profit and loss",
        f"{_REVENUE};{_INCOME}",
        _TITLE_INCOME,
    ),
    (r"cap(?:ital)?[ -]?ex(?:penditure)?s?\b", _CAPEX, ""),
    (r"pp ?& ?e|\bppne\b|fixed assets?|property, plant", _PLANT, ""),
    (r"capital[- ]intensive|asset[- ]heavy", f"{_CAPEX};{_PLANT};total assets", ""),
    (r"operating (?:margin|profitability)", f"{_OPERATING};operating margin;{_REVENUE}", _TITLE_INCOME),
    (r"gross (?:margin|profit)", f"gross profit|gross margin;{_COST}", ""),
    (r"inventor(?:y|ies).*turnover|sold its inventory|\bdio\b", f"inventories|merchandise inventories;{_COST}", ""),
    (r"free ?cash ?flow|\bfcf\b", f"{_CASH_IN};{_CAPEX}", _TITLE_CASH),
    (r"operating cash ?flow|cash from operations", _CASH_IN, _TITLE_CASH),
    (r"\bd ?& ?a\b|depreciation", "depreciation and amortization", ""),
    (r"lawsuits?|legal (?:battles|disputes|matters)", "", "legal proceedings litigation"),
    (r"\beps\b", "diluted earnings per share|earnings per share diluted|diluted", ""),
    (r"bankrupt|liquidat|book value", "book value per share;tangible book value per share", ""),
    (r"sg ?& ?a", "selling general and administrative expenses", ""),
    (
        r"working capital|(?:current|quick|liquidity) ratio",
        "total current assets;total current liabilities",
        _TITLE_BALANCE,
    ),
    (r"return on assets|\broa\b", "total assets;net income", ""),
    (r"return on equity|\broe\b", f"{_EQUITY};net income", ""),
    (r"segments?", "", "segment results"),
    (r"tax rate", "effective tax rate|effective income tax rate", ""),
    (r"\bebitda\b", f"{_OPERATING};depreciation and amortization", ""),
    (r"interest coverage", f"interest expense;{_OPERATING}", ""),
    (r"days payable|\bdpo\b", f"accounts payable;{_COST}", ""),
    (r"营收|收入总额|销售额", "营业收入|营业总收入", ""),
    (r"归母净利润", "归属于上市公司股东的净利润|归属于母公司股东的净利润", ""),
    (r"扣非", "归属于上市公司股东的扣除非经常性损益的净利润", ""),
    (r"毛利率?", "营业成本;营业收入", ""),
    (r"经营现金流|经营性现金流", "经营活动产生的现金流量净额", "合并现金流量表"),
    (r"资产负债率", "负债合计;资产总计", "合并资产负债表"),
    (r"每股盈利", "基本每股收益", ""),
    (r"研发投入|研发支出", "研发费用|研发投入金额", ""),
    (r"资产负债表", "资产总计;负债合计", "合并资产负债表"),
    (r"利润表", "营业总收入;利润总额;净利润", "合并利润表"),
    (r"现金流量表", "经营活动产生的现金流量净额;投资活动产生的现金流量净额", "合并现金流量表"),
)
# words that a text is likely to use where a question uses others
_WORDS: tuple[tuple[str, str], ...] = (
    (r"\bm ?& ?a\b", "acquisitions divestitures organic"),
    (r"\bq1\b", "first quarter march"),
    (r"\bq2\b", "second quarter june"),
    (r"\bq3\b", "third quarter september"),
    (r"\bq4\b", "fourth quarter december"),
    (r"\bceo\b", "chief executive officer"),
    (r"\bcfo\b", "chief financial officer"),
    (r"lawsuits?|legal (?:battles|disputes|matters)", "litigation legal proceedings"),
    (r"\b(?:drove|why|caused)\b", "primarily due driven"),
    (r"\btop ?-?line\b", "revenues sales"),
    (r"董事长|总经理", "现任 职务"),
)


@dataclass(frozen=True, slots=True)
class Concept:
    """What a question is about, as reports print it."""

    rows: tuple[tuple[str, ...], ...]  # labels of rows; of each, its other names
    title: str  # of the statement that they stand in, "" where it may be any


def _rows(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.strip().split("|")) for row in written.split(";") if row.strip())


_CONCEPTS = tuple((re.compile(said), Concept(_rows(rows), title)) for said, rows, title in _WRITTEN)
_OTHER_WORDS = tuple((re.compile(said), words) for said, words in _WORDS)


def concepts_of(question: str) -> Iterator[Concept]:
    """The concepts that a question names."""
    folded = question.casefold()
    return (concept for said, concept in _CONCEPTS if said.search(folded))


def with_other_words(question: str) -> str:
    """A question and the words that a text may use in place of its own."""
    folded = question.casefold()
    return " ".join([question, *(words for said, words in _OTHER_WORDS if said.search(folded))])
