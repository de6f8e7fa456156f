"""Frames: slots and words of the wording stay; leads and follows hold no slots; only running leads take a capital."""

from __future__ import annotations

from random import Random
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.wording.frames import FOLLOW_SHARE, FRAME_PROB, LEAD_SHARE, framed, frames
from glyph.data.wording.grammar import variants

TEMPLATES = (
    ("en", "By how much did {item} change from {old} to {new}?"),
    ("en", "{when_new}, what was {item}"),
    ("en", "I need {item} {when}."),
    ("en", "tell me {item} for {column}"),
    ("zh", "{when_new}{item}较{when_old}变动了多少？"),
    ("zh", "请列出{item}与{other}"),
)
NAMES = ("I", "I'd", "IBM", "Q2", "YoY", "Apple", "Will Smith", "The Home Depot", "May Lee", "May", "{Item}")
KEPT = [f"{name} and the {{item}}" for name in NAMES]
SEEDS = st.integers(0, 2**32)
RUNNING = tuple({text + " " for lead in frames("en").running_leads for text in variants(lead)})
LEADING = tuple({text + " " for lead in frames("en").leads for text in variants(lead)})


def slots(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def leads(text: str, wording: str) -> list[str]:
    """The English leads that a text may have got, if it is framed and its wording has kept its first letter."""
    return [lead for lead in LEADING if text.startswith(lead + wording)]


@given(st.sampled_from(TEMPLATES), SEEDS)
def test_the_wording_stays_within_its_frame(asked: tuple[str, str], seed: int) -> None:
    language, template = asked
    made = framed(template, language, Random(seed))
    assert slots(made) == slots(template) and made == made.strip() and "  " not in made
    assert template[1:] in made
    assert made == framed(template, language, Random(seed))


@given(st.sampled_from(TEMPLATES), SEEDS)
def test_what_is_not_drawn_stays_as_it_is(asked: tuple[str, str], seed: int) -> None:
    language, template = asked
    made = framed(template, language, Random(seed))
    assert (made == template) == (Random(seed).random() >= FRAME_PROB)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_as_many_are_framed_as_is_said(language: str) -> None:
    template, rng = "{item}?", Random(0)
    made = [framed(template, language, rng) for _ in range(4000)]
    with_lead, with_follow = ([t for t in made if not keeps(t)] for keeps in (_starts, _ends))
    assert abs(len(with_lead) / len(made) - FRAME_PROB * (1 - FOLLOW_SHARE)) < 0.03
    assert abs(len(with_follow) / len(made) - FRAME_PROB * (1 - LEAD_SHARE)) < 0.03


def _starts(text: str) -> bool:
    return text.startswith("{item}?")


def _ends(text: str) -> bool:
    return text.endswith("{item}?")


@pytest.mark.parametrize("part", ["leads", "follows"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_leads_and_follows_parse_and_hold_no_slots(part: str, language: str) -> None:
    templates = getattr(frames(language), part)
    texts = [text for template in templates for text in variants(template)]
    assert len(templates) >= 70 and len(set(texts)) == len(texts)
    assert all(text and text == text.strip() and not set(text) & set("{}[]|") for text in texts)


@given(st.sampled_from(KEPT), SEEDS)
def test_names_abbreviations_and_i_keep_their_capital(template: str, seed: int) -> None:
    assert template in framed(template, "en", Random(seed))


@given(SEEDS)
def test_a_capital_goes_after_running_leads_alone(seed: int) -> None:
    made = framed("What was {item}?", "en", Random(seed))
    running = any(made.startswith(lead + "what was {item}?") for lead in RUNNING)
    assert running == ("What was {item}?" not in made)
    assert running or made.startswith("What was {item}?") or leads(made, "What was {item}?")


@pytest.mark.parametrize(
    ("language", "template", "ended"),
    [
        ("en", "what was {item}", "what was {item}? "),
        ("en", "{when}, how much is {item}", "{when}, how much is {item}? "),
        ("en", "name {item} {when}", "name {item} {when}. "),
        ("en", "{item} {when}:", "{item} {when}. "),
        ("en", 'Is it "{text}?"', 's it "{text}?" '),
        ("zh", "{item}是多少", "{item}是多少？"),
        ("zh", "列出{item}", "列出{item}。"),
        ("zh", "{item}是多少？", "{item}是多少？"),
    ],
)
def test_a_follow_comes_after_a_final_sign(language: str, template: str, ended: str) -> None:
    follows = tuple({text for follow in frames(language).follows for text in variants(follow)})
    made = [text for seed in range(300) if (text := framed(template, language, Random(seed))).endswith(follows)]
    assert made and all(ended in text for text in made)
