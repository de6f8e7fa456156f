"""Questions in wordings kept from training, written without sight of those it uses: ``held_out.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from glyph.data.wording.by_split import BySplit, read_by_split
from glyph.data.wording.kinds import LOOKUP_KINDS, REPORT_KINDS, Kinds
from glyph.data.wording.language_files import Entry, language_file


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Wordings of val and test by kind of question."""

    reports: Mapping[str, BySplit]
    lookups: Mapping[str, BySplit]


@cache
def held_out(language: str) -> HeldOut:
    """Those of a language.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    fields = language_file(language, "held_out.yaml").fields(("reports", "lookups"))
    return HeldOut(_of_kinds(fields["reports"], REPORT_KINDS), _of_kinds(fields["lookups"], LOOKUP_KINDS))


def _of_kinds(entry: Entry, kinds: Kinds) -> dict[str, BySplit]:
    fields = entry.fields(kinds)
    return {kind: read_by_split(lists, ("val", "test"), slots=kinds[kind]) for kind, lists in fields.items()}
