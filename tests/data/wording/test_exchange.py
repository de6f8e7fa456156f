"""Words exchanged in wordings: for others of their line, and nothing else is touched."""

from __future__ import annotations

from random import Random

import pytest

from glyph.data.wording import exchange
from glyph.data.wording.exchange import exchanged, thesaurus
from glyph.data.wording.grammar import vary
from glyph.data.wording.taught import report_wordings


@pytest.fixture
def all_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SWAP_PROB", 1.0)


@pytest.mark.usefixtures("all_words")
def test_words_give_way_to_others_of_their_line() -> None:
    groups = [set(group) for group in thesaurus("en")]
    changed = {exchanged("{old} climbed", "en", Random(seed)) for seed in range(40)}
    assert len(changed) > 3 and "{old} climbed" not in changed
    for text in changed:
        assert any({"climbed", text.removeprefix("{old} ")} <= group for group in groups), text
    assert exchanged("Climbed?", "en", Random(1))[:1].isupper()


@pytest.mark.usefixtures("all_words")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_slots_stay(language: str) -> None:
    rng, changed = Random(0), 0
    for templates in report_wordings(language).values():
        for template in templates[::5]:
            wording = vary(template, rng)
            text = exchanged(wording, language, rng)
            changed += text != wording
            for slot in ("{item}", "{other}", "{when}", "{old}", "{new}", "{when_old}", "{when_new}", "{table}"):
                assert text.count(slot) == wording.count(slot), (wording, text)
    assert changed > 100


@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_hold_words_and_no_opposites(language: str) -> None:
    groups = thesaurus(language)
    for group in groups:
        assert len(group) > 1 and len(set(group)) == len(group) and all(word == word.strip() for word in group), group
        assert not any(set("{}[]|") & set(word) for word in group), group
    opposites = [
        ("rose", "fell"),
        ("higher", "lower"),
        ("more", "less"),
        ("增长", "下降"),
        ("高于", "低于"),
        ("最大", "最小"),
    ]
    for a, b in opposites:
        assert not any(a in group and b in group for group in groups), (a, b)
