"""The words of a report in one language, as read from its data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from glyph.data.generators.reports.vocabulary import Concept, KeyFigure, Language, Note, ProseFact, Unit, Vocabulary
from glyph.data.wording.by_split import read_by_split
from glyph.data.wording.grammar import NUMBERS
from glyph.data.wording.language_files import Entry, language_file
from glyph.data.wording.taught import report_wordings
from glyph.text.answer_program import NOT_STATED

LANGUAGES: tuple[Language, ...] = ("en", "zh")
_LABELS = ("company_stems", "company_patterns", "pools", "units", "captions", "titles", "sections", "totals", "notes",
           "key_figures")  # fmt: skip
_TITLES = ("balance_sheet", "income_statement", "cash_flow", "key_figures", "management", "notes", "report")
_SECTIONS = ("current_assets", "noncurrent_assets", "current_liabilities", "noncurrent_liabilities", "equity",
             "expenses", "financial", "operating_cash", "investing_cash", "financing_cash")  # fmt: skip
_TOTALS = (
    "cash", "current_assets", "noncurrent_assets", "assets", "current_liabilities", "noncurrent_liabilities",
    "liabilities", "retained", "equity", "liabilities_equity", "revenue", "cost", "gross", "other_income", "operating",
    "pretax", "tax", "net", "operating_cash", "investing_cash", "financing_cash", "proceeds", "fx", "change", "opening",
    "closing", "section_current_assets", "section_noncurrent_assets", "section_current_liabilities",
    "section_noncurrent_liabilities", "section_equity", "section_operating", "section_investing", "section_financing",
    "item_column", "note_column",
)  # fmt: skip
_IN_COMPANIES = ("stem", "sector", "surname", "city")
_IN_MOVEMENTS = ("item", "Item", "old", "new", "when_old", "when_new")


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Everything that a report in a language is worded with.

    Raises:
        DataError: with file and line, if a file is not as it should be.
    """
    labels = language_file(language, "reports/labels.yaml").fields(_LABELS)
    prose = language_file(language, "reports/prose.yaml").fields(
        ("heading", "not_stated", "remarks", "movements"), ("sentence_joint",)
    )
    stems = labels["company_stems"].fields(("heads", "tails"))
    pools = {name: pool.texts() for name, pool in labels["pools"].fields().items()}
    totals = {name: wordings.texts() for name, wordings in labels["totals"].fields(_TOTALS).items()}
    taught, asked = _facts(language_file(language, "reports/facts.yaml"), pools)
    return Vocabulary(
        language=language,
        stem_heads=stems["heads"].texts(),
        stem_tails=stems["tails"].texts(),
        company_patterns=labels["company_patterns"].wordings(_IN_COMPANIES),
        pools=pools,
        units=tuple(map(_unit, labels["units"].items())),
        captions=labels["captions"].wordings(("unit",)),
        titles={
            name: wordings.wordings(("year",) if name == "report" else ())
            for name, wordings in labels["titles"].fields(_TITLES).items()
        },
        sections={name: _concepts(section) for name, section in labels["sections"].fields(_SECTIONS).items()},
        totals=totals,
        notes=tuple(map(_note, labels["notes"].items())),
        key_figures=tuple(_key_figure(entry, totals) for entry in labels["key_figures"].items()),
        prose_facts=asked,
        taught_facts=taught,
        remarks=prose["remarks"].texts(),
        movements={way: s.wordings(_IN_MOVEMENTS) for way, s in prose["movements"].fields(("up", "down")).items()},
        questions=report_wordings(language),
        not_stated=(NOT_STATED[language], *prose["not_stated"].texts()),
        words={
            "space": prose["sentence_joint"].text() if "sentence_joint" in prose else "",
            "heading": prose["heading"].wording(("company", "report")),
        },
    )


def _concepts(section: Entry) -> tuple[Concept, ...]:
    return tuple(wordings.texts() for wordings in section.items())


def _unit(entry: Entry) -> Unit:
    fields = entry.fields(("name", "digits", "decimals"), ("sign",))
    digits = [number.integer() for number in fields["digits"].items()]
    if len(digits) != 2:
        raise fields["digits"].error(f"{digits} must be the fewest and the most digits")
    decimals = tuple(number.integer() for number in fields["decimals"].items())
    sign = fields["sign"].text() if "sign" in fields else ""
    return Unit(fields["name"].text(), sign, (digits[0], digits[1]), decimals)


def _note(entry: Entry) -> Note:
    fields = entry.fields(("title", "total", "items"), ("of", "stock", "ordered"))
    title, total, items = (fields[name].texts() for name in ("title", "total", "items"))
    of = fields["of"].text() if "of" in fields else ""
    stock, ordered = (name in fields and fields[name].flag() for name in ("stock", "ordered"))
    return Note(title, total, tuple((item,) for item in items), of, stock, ordered)


def _key_figure(entry: Entry, totals: Mapping[str, Concept]) -> KeyFigure:
    fields = entry.fields(("wordings", "low", "high", "decimals"), ("percent", "ratio"))
    ratio = fields["ratio"].texts() if "ratio" in fields else ()
    if ratio and (len(ratio) != 2 or not set(ratio) <= set(totals)):
        raise fields["ratio"].error(f"{', '.join(ratio)} must be two of: {', '.join(totals)}")
    return KeyFigure(
        fields["wordings"].texts(),
        fields["low"].number(),
        fields["high"].number(),
        fields["decimals"].integer(),
        "%" if "percent" in fields and fields["percent"].flag() else "",
        ratio,
    )


def _facts(file: Entry, pools: Mapping[str, tuple[str, ...]]) -> tuple[tuple[ProseFact, ...], tuple[ProseFact, ...]]:
    """Facts as train tells them, and those that val and test tell and ask for too."""
    taught, asked = [], []
    for entry in file.items():
        fields = entry.fields(("key", "value", "sentences", "questions", "words"), ("sentences_train",))
        fact = ProseFact(
            fields["key"].text(),
            fields["value"].wording((*pools, *NUMBERS, "sign"), choices=True),
            fields["sentences"].wordings(("value",)),
            read_by_split(fields["questions"], optional=("val", "test")),
            fields["words"].texts(),
        )
        if not all(sentence.count("{value}") == 1 for sentence in fact.sentences):
            raise fields["sentences"].error("each sentence must hold {value} once")
        further = fields["sentences_train"].wordings(("value",)) if "sentences_train" in fields else ()
        taught.append(replace(fact, sentences=fact.sentences + further))
        if fact.questions.test:
            asked.append(fact)
    return tuple(taught), tuple(asked)
