"""How questions are asked in training: lists of templates by several writers, whose macros are expanded here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from glyph.data.wording.grammar import expanded, merged, parsed, problem_of, resolved
from glyph.data.wording.kinds import LOOKUP_KINDS, REPORT_KINDS, Kinds
from glyph.data.wording.language_files import Entry, language_file

Macros = Mapping[str, str]
# In this order, on which the draws of a seed depend.
REPORT_FILES = {
    "en": ("", "_auditor", "_everyday", "_investor", "_professional", "_reckoning", "_teacher", "_source"),
    "zh": ("_source", "", "_auditor", "_everyday", "_investor", "_professional", "_reckoning"),
}
LOOKUP_FILES = ("", "_everyday")
_ROOMS: Mapping[str, Kinds] = {"reports": REPORT_KINDS, "lookups": LOOKUP_KINDS}


@dataclass(frozen=True)
class _File:
    """A file of templates: macros of its own, templates by kind, and the macros under which those of reports fit it."""

    macros: Macros
    kinds: Mapping[str, tuple[Entry, ...]]
    as_in_reports: Macros


@cache
def report_wordings(language: str) -> dict[str, tuple[str, ...]]:
    """Templates of :func:`glyph.data.wording.grammar.vary` by kind of question about a report.

    Raises:
        DataError: with file and line, if a file is not as it should be.
    """
    return _all_of(language, "reports", REPORT_FILES[language])


@cache
def lookup_wordings(language: str) -> dict[str, tuple[str, ...]]:
    """As ``report_wordings``, of lookups."""
    return _all_of(language, "lookups", LOOKUP_FILES)


def _all_of(language: str, room: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    files = [_read(language, room, name) for name in names]
    return merged(*({kind: tuple(_templates(language, file, kind, room)) for kind in file.kinds} for file in files))


def _templates(language: str, file: _File, kind: str, room: str) -> Iterator[str]:
    macros, slots = _resolved(language, file.macros), _ROOMS[room][kind]
    for entry in file.kinds[kind]:
        if not entry.is_mapping():
            yield _template(entry, macros, slots)
        elif room == "reports":
            yield _template(entry.fields(("reports_only",))["reports_only"], macros, slots)
        else:
            yield from _as_in_reports(language, entry.fields(("as_in_reports",))["as_in_reports"], file, slots)


def _as_in_reports(language: str, kind: Entry, file: _File, slots: frozenset[str]) -> Iterator[str]:
    """Templates of a kind of reports under other macros, without those for reports alone."""
    if kind.text() not in REPORT_KINDS:
        raise kind.error(f"{kind.text()!r} is no kind of reports; it must be one of: {', '.join(REPORT_KINDS)}")
    for of_reports in (_read(language, "reports", name) for name in REPORT_FILES[language]):
        macros = _resolved(language, {**of_reports.macros, **file.as_in_reports})
        for entry in of_reports.kinds.get(kind.text(), ()):
            if not entry.is_mapping():
                yield _template(entry, macros, slots)


def _template(entry: Entry, macros: Macros, slots: frozenset[str]) -> str:
    text = expanded(entry.text(), macros)
    if problem := problem_of(text, slots):
        raise entry.error(problem)
    return text


@cache
def _read(language: str, room: str, name: str) -> _File:
    kinds = _ROOMS[room]
    optional = ("macros", "as_in_reports") if room == "lookups" else ("macros",)
    fields = language_file(language, f"{room}/asking{name}.yaml").fields(("wordings",), optional)
    of_kinds = fields["wordings"].fields((), kinds)
    macros = _macros(fields["macros"], _known_slots(kinds)) if "macros" in fields else {}
    as_in_reports = _macros(fields["as_in_reports"]) if "as_in_reports" in fields else {}
    return _File(macros, {kind: tuple(entry.items()) for kind, entry in of_kinds.items()}, as_in_reports)


@cache
def _shared(language: str) -> Macros:
    return _macros(language_file(language, "macros.yaml"), _known_slots(REPORT_KINDS) | _known_slots(LOOKUP_KINDS))


def _resolved(language: str, macros: Macros) -> Macros:
    return resolved({**_shared(language), **macros})


def _known_slots(kinds: Kinds) -> frozenset[str]:
    return frozenset[str]().union(*kinds.values())


def _macros(entry: Entry, slots: frozenset[str] = frozenset()) -> Macros:
    """A mapping from names, none of which may be a slot's, to templates."""
    macros = {name: text.text() for name, text in entry.fields().items()}
    for name, text in entry.fields().items():
        if name in slots:
            raise text.error(f"the macro {name!r} has the name of a slot; call it otherwise")
        try:
            parsed(text.text())
        except ValueError as error:
            raise text.error(str(error)) from error
    try:
        resolved(macros)
    except ValueError as error:
        raise entry.error(str(error)) from error
    return macros
