"""Wordings from a file: what it asks is asked in them, the rest as before, and what is wrong is named."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from glyph.data.generators.reports import SyntheticReports
from glyph.data.generators.reports.vocabulary import facts_for
from glyph.data.generators.reports.vocabulary_files import LANGUAGES, vocabulary
from glyph.data.wording.grammar import variants
from glyph.errors import DataError
from tests.places import ROOT


def drawn(path: Path | None, split: str, count: int = 12) -> list[str]:
    source = SyntheticReports(count, count, count, languages=("en",), wordings=path).split(split)  # type: ignore[arg-type]
    samples = [source.sample(k, np.random.default_rng(k)) for k in range(count)]
    return [f"{q.intent}: {q.text}" for sample in samples for q in sample.questions]


def written(folder: Path, wordings: object) -> Path:
    path = folder / "wordings.json"
    path.write_text(json.dumps(wordings), encoding="utf-8")
    return path


def test_val_and_test_ask_in_them_and_train_does_not(tmp_path: Path) -> None:
    path = written(tmp_path, {"en": {"lookup": ["Zyx {item} {when}"], "auditor": ["Zyx who audits?"]}})
    for split in ("val", "test"):
        own = [q.startswith(("lookup: Zyx ", "auditor: Zyx who")) for q in drawn(path, split)]
        asked = [q.startswith(("lookup:", "auditor:")) for q in drawn(path, split)]
        assert own == asked and any(own) and not all(own)
    assert drawn(path, "train") == drawn(None, "train")


def test_training_cannot_ask_as_the_exam_does() -> None:
    exam = json.loads((ROOT / "benchmarks" / "exam_wordings.json").read_text(encoding="utf-8"))
    for language in LANGUAGES:
        words = vocabulary(language)
        taught = dict(words.questions) | {fact.key: fact.questions.train for fact in facts_for(words, "train")}
        for kind, wordings in exam[language].items():
            asked = {letters(text) for template in taught[kind] for text in variants(template)}
            assert asked.isdisjoint(map(letters, wordings)), kind


def letters(wording: str) -> str:
    """What is left of a wording without its signs and capitals."""
    return "".join(char for char in wording.casefold() if char.isalnum() or char in "{}")


def test_the_exam_holds_every_kind_and_fact() -> None:
    path = ROOT / "benchmarks" / "exam_wordings.json"
    exam = json.loads(path.read_text(encoding="utf-8"))
    templates = [w for kinds in exam.values() for wordings in kinds.values() for w in wordings]
    assert len(templates) == len(set(templates)) > 300
    plain = set(drawn(None, "test"))
    assert plain.isdisjoint(drawn(path, "test"))


@pytest.mark.parametrize(
    ("wordings", "message"),
    [
        ([], "must be an object with the keys en, zh"),
        ({"fr": {}}, "must be an object with the keys en, zh"),
        ({"en": []}, "en: it must be an object of lists of wordings"),
        ({"en": {"riddle": ["?"]}}, "en: 'riddle' is none of "),
        ({"zh": {"unit": "几元？"}}, "zh: unit: it must be a list of wordings"),
        ({"en": {"ratio": ["{item} over {other}?"]}}, r"en: ratio\[0\]: the slots .* must be: item, other, when"),
        ({"en": {"auditor": ["Who?", "Who {when}?"]}}, r"en: auditor\[1\]: the slots .* must be: none"),
        ({"en": {"growth": ["{item} {when_old} {new}", "{item"]}}, r"en: growth\[1\]: '\{item': "),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, wordings: object, message: str) -> None:
    path = written(tmp_path, wordings)
    with pytest.raises(DataError, match=message) as error:
        SyntheticReports(1, 1, 1, wordings=path)
    assert str(error.value).startswith(str(path))
