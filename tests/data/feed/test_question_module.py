"""Questions alone: each word's slot is where the wording put it, and no split shares its questions with another."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.feed.question_module import IGNORED, SLOTS, QuestionDataModule, collate_questions, slot_labels
from glyph.data.generators.reports import SyntheticReports, intents
from glyph.data.sample import Question
from glyph.data.wording.phrasing import filled
from glyph.text.charset import Charset
from glyph.text.words import text_units

CHARSET = Charset()
WORDS = st.text(st.sampled_from("ab 资产.,"), min_size=1, max_size=8).filter(lambda text: text.strip() == text)


def told(question: Question) -> list[tuple[str, str]]:
    """Each unit of a question with the name of its slot."""
    labels = slot_labels(question, CHARSET)[1]
    return [(unit, SLOTS[i]) for unit, i in zip(text_units(question.text, CHARSET).texts, labels, strict=True)]


def test_words_are_told_apart() -> None:
    text, slots = filled("Is {item} up {when_new}?", {"item": "net profit", "when_new": "in 2024", "unused": ""})
    assert text == "Is net profit up in 2024?" and slots == (("item", 3, 13), ("when_new", 17, 24))
    names = ["", "item", "item", "", "new", "new", ""]
    assert told(Question(text, "", slots=slots)) == list(
        zip(("Is", "net", "profit", "up", "in", "2024", "?"), names, strict=True)
    )


@given(before=WORDS, item=WORDS, other=WORDS)
def test_slots_are_found_in_whatever_stands_around_them(before: str, item: str, other: str) -> None:
    text, slots = filled("{x} – {item} – {other}", {"x": before, "item": item, "other": other})
    assert [text[start:end] for _, start, end in slots] == [before, item, other]
    pairs = told(Question(text, "", slots=slots[1:]))
    for name, value in (("item", item), ("other", other)):
        assert "".join(unit for unit, slot in pairs if slot == name) == value.replace(" ", "")


def test_questions_of_every_split_say_what_they_ask() -> None:
    source = SyntheticReports(40, 40, 40)
    data = QuestionDataModule(source, intents(), steps_per_epoch=5, batch_size=8, num_workers=0)
    texts = []
    for loader in (data.train_dataloader(), data.val_dataloader(), data.test_dataloader()):
        batches = list(loader)
        assert len(batches) == 5 and all(200 > len(batch) >= 50 for batch in batches)
        for batch in batches:
            assert torch.equal(batch.slots == IGNORED, ~batch.mask) and batch.chars.shape[:2] == batch.mask.shape
            assert int(batch.slots.max()) < len(SLOTS) and int(batch.intents.max()) < len(intents())
        texts.append({row.numpy().tobytes() for batch in batches for row in batch.chars})
    assert not texts[0] & (texts[1] | texts[2]) and not texts[1] & texts[2]


def test_every_epoch_asks_anew_and_every_run_the_same() -> None:
    data = QuestionDataModule(SyntheticReports(40, 4, 4), intents(), steps_per_epoch=1, batch_size=8, num_workers=0)
    loader = data.train_dataloader()
    first, again = next(iter(loader)), next(iter(loader))
    assert torch.equal(first.chars, again.chars)
    loader.sampler.set_epoch(1)  # type: ignore[attr-defined]
    assert not torch.equal(next(iter(loader)).intents, first.intents)


def test_questions_without_an_intent_are_left_out() -> None:
    known, unknown = Question("How high is it?", "1", intent="unit"), Question("Who?", "me")
    batch = collate_questions([(known, unknown)], ("company", "unit"), CHARSET)
    assert batch.intents.tolist() == [1] and batch.mask.all()
