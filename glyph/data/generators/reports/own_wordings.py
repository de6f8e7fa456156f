"""Question wordings from a file, to ask held-out reports in words that nobody here has thought of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter

from glyph.data.sources.jsonl import read_json
from glyph.data.wording.grammar import Wordings
from glyph.data.wording.kinds import REPORT_KINDS
from glyph.errors import DataError
from glyph.text.answer_program import Language


def read_wordings(path: str | Path, facts: Mapping[Language, Sequence[str]]) -> dict[Language, Wordings]:
    """Templates by language and by what they ask, a kind or a fact's key.

    What a file leaves out is asked in the split's own wordings.

    Args:
        path: JSON, ``{"en": {"ratio": ["{item} over {other} {when}?", ...], "auditor": [...], ...}, "zh": {...}}``; the
            slots of a kind are those of ``REPORT_KINDS``, each once, and a fact has none.
        facts: by language, the keys of all facts.

    Raises:
        DataError: with file, language, kind and place, for what is none of these.
    """
    found = read_json(path)
    if not isinstance(found, dict) or not set(found) <= set(facts):
        raise DataError(f"{path}: it must be an object with the keys {', '.join(facts)}")
    return {language: _of_language(kinds, f"{path}: {language}", language, facts) for language, kinds in found.items()}


def _of_language(kinds: object, where: str, language: Language, facts: Mapping[Language, Sequence[str]]) -> Wordings:
    if not isinstance(kinds, dict):
        raise DataError(f"{where}: it must be an object of lists of wordings")
    known = {kind: {name.removeprefix("when_") for name in slots} for kind, slots in REPORT_KINDS.items()}
    known |= {key: set() for key in facts[language]}
    for kind, wordings in kinds.items():
        if kind not in known:
            raise DataError(f"{where}: {kind!r} is none of {', '.join(known)}")
        if not isinstance(wordings, list) or not wordings or not all(isinstance(w, str) and w for w in wordings):
            raise DataError(f"{where}: {kind}: it must be a list of wordings")
        for number, wording in enumerate(wordings):
            try:
                slots = _slots(wording)
            except ValueError as error:
                raise DataError(f"{where}: {kind}[{number}]: {wording!r}: {error}") from error
            if slots != known[kind]:
                fit = ", ".join(sorted(known[kind])) or "none"
                raise DataError(f"{where}: {kind}[{number}]: the slots of {wording!r} must be: {fit}")
    return {kind: tuple(wordings) for kind, wordings in kinds.items()}


def _slots(wording: str) -> set[str]:
    """Its slots; a period may be told bare or with its preposition, which is one slot."""
    return {name.removeprefix("when_") for _, name, _, _ in Formatter().parse(wording) if name is not None}
