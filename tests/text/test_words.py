"""Units: characters are parted into words, numbers, signs and single Hanzi, and matched with a question's."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.documents.cjk import is_cjk
from glyph.text.charset import Charset
from glyph.text.words import MAX_RUN, UNIT_CHARS, match_features, split_units, text_units

CHARSET = Charset()
TEXT = st.text(st.sampled_from("abAB019.,%$()-é 中文净利润，。\n"), max_size=50)


@given(TEXT, st.randoms(use_true_random=False))
def test_units_partition_the_characters(text: str, random: object) -> None:
    chars = "".join(c for c in text if not c.isspace())
    breaks = np.random.default_rng(random.getrandbits(32)).random(len(chars)) < 0.2  # type: ignore[attr-defined]
    units = split_units(chars, breaks, CHARSET)
    assert "".join(units.texts) == chars and all(units.texts)
    assert [0, *units.ends] == [*units.starts, len(chars)]
    assert set(np.flatnonzero(breaks)) - {0} <= set(units.starts.tolist())
    for text_, ids in zip(units.texts, units.chars, strict=True):
        head = text_[:UNIT_CHARS]
        assert CHARSET.decode(ids[: len(head)] - 1) == head and not ids[len(head) :].any()


def old_parts(chars: str, breaks: NDArray[np.bool_], k: int) -> bool:
    """Where units ended when the released models were trained: full-width digits stood alone."""
    before, after = chars[k - 1], chars[k]
    if is_cjk(before) or is_cjk(after):
        return True
    if before.isalnum() and after.isalnum():
        return False
    if before.isdigit() and after in ".," and k + 1 < len(chars):
        return bool(breaks[k + 1]) or not chars[k + 1].isdigit()
    if before in ".," and after.isdigit() and k >= 2 and not breaks[k - 1]:
        return not chars[k - 2].isdigit()
    return True


@given(
    st.text(st.one_of(st.characters(max_codepoint=126), st.sampled_from("中文净利润，。（）：、％￥－")), max_size=60),
    st.randoms(use_true_random=False),
)
def test_ascii_and_hanzi_are_split_as_when_the_models_were_trained(text: str, random: object) -> None:
    chars = "".join(c for c in text if not c.isspace())
    breaks = np.random.default_rng(random.getrandbits(32)).random(len(chars)) < 0.2  # type: ignore[attr-defined]
    if re.search(r"(?<![0-9，,])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])", chars):
        return  # 7，600 is one number now
    units = split_units(chars, breaks, CHARSET)
    starts = [k for k in range(len(chars)) if k == 0 or breaks[k] or old_parts(chars, breaks, k)]
    assert units.starts.tolist() == starts
    for text_, ids in zip(units.texts, units.chars, strict=True):
        assert ids[: min(len(text_), UNIT_CHARS)].tolist() == (CHARSET.encode(text_[:UNIT_CHARS]) + 1).tolist()


def test_full_width_figures_are_units_with_the_ids_of_plain_ones() -> None:
    dressed, plain = text_units("营收１，２０４.5万", CHARSET), text_units("营收1,204.5万", CHARSET)
    assert list(dressed.texts) == ["营", "收", "１，２０４.5", "万"]
    np.testing.assert_array_equal(dressed.chars, plain.chars)
    assert list(text_units("7．6和7，600", CHARSET).texts) == ["7．6", "和", "7，600"]
    assert list(text_units("2018，2019", CHARSET).texts) == ["2018", "，", "2019"]
    features, partner = match_features(text_units("２０２３年", CHARSET), text_units("2023年", CHARSET))
    assert features[:, 0].tolist() == [1, 1] and partner.tolist() == [1, 2]


@given(TEXT)
def test_hanzi_stand_alone_and_words_hold_no_signs(text: str) -> None:
    for unit in text_units(text, CHARSET).texts:
        assert len(unit) == 1 or not any(map(is_cjk, unit))
        assert len(unit) == 1 or all(c.isalnum() or c in ".," for c in unit)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["{}", "({})", "-{}", "${}", "{}%", "{}."]))
def test_numbers_stay_whole(number: object, form: str) -> None:
    written = f"{number:,}"
    assert written in text_units(form.format(written), CHARSET).texts


@pytest.mark.parametrize(
    "text, units",
    [
        ("Net income, 2023.", ["Net", "income", ",", "2023", "."]),
        ("1,024.50万元", ["1,024.50", "万", "元"]),
        ("end.2023", ["end", ".", "2023"]),
        ("A4 v2.0", ["A4", "v2.0"]),
        ("2023, 12 and 5. 6", ["2023", ",", "12", "and", "5", ".", "6"]),
        ("12.", ["12", "."]),
        ("", []),
        (" \n", []),
    ],
)
def test_examples(text: str, units: list[str]) -> None:
    assert list(text_units(text, CHARSET).texts) == units


def test_covering() -> None:
    units = text_units("ab cde 中", CHARSET)
    assert units.covering(0, 2) == (0, 0) and units.covering(1, 3) == (0, 1) and units.covering(5, 6) == (2, 2)
    assert units.covering(6, 9) is None and units.covering(2, 2) is None


def naive(page: tuple[str, ...], question: tuple[str, ...]) -> NDArray[np.float32]:
    """The features by their definition: try every run."""
    runs = np.zeros(len(page), int)
    for a in range(len(page)):
        for b in range(len(question)):
            n = 0
            while a + n < len(page) and b + n < len(question) and page[a + n] == question[b + n]:
                n += 1
            runs[a : a + n] = np.maximum(runs[a : a + n], n)
    longest = max([0, *runs])
    columns = [runs > 0, np.minimum(runs, MAX_RUN) / MAX_RUN, (runs == longest) & (longest > 1)]
    return np.stack(columns, axis=1).astype(np.float32)


@given(st.lists(st.sampled_from("abc"), max_size=20), st.lists(st.sampled_from("abcd"), max_size=14))
def test_match_features_by_their_definition(page: list[str], question: list[str]) -> None:
    units = [text_units(" ".join(words), CHARSET) for words in (page, question)]
    features, partner = match_features(*units)
    np.testing.assert_allclose(features, naive(tuple(page), tuple(question)).reshape(-1, 3), atol=1e-6)
    assert [question[p - 1] if p else None for p in partner] == [word if word in question else None for word in page]


def test_matching_folds_case_and_prefers_the_longest_run() -> None:
    page, question = (text_units(t, CHARSET) for t in ("Net income rose; net costs", "What was NET INCOME?"))
    features, partner = match_features(page, question)
    assert features[:, 0].tolist() == [1, 1, 0, 0, 1, 0] and features[:, 2].tolist() == [1, 1, 0, 0, 0, 0]
    assert partner.tolist() == [3, 4, 0, 0, 3, 0]
    features, partner = match_features(question, text_units("", CHARSET))
    assert features.shape == (len(question), 3) and not partner.any()


def test_a_word_that_is_said_twice_goes_with_the_mention_of_its_phrase() -> None:
    page, question = (text_units(t, CHARSET) for t in ("total costs total sales", "total sales over total costs"))
    assert match_features(page, question)[1].tolist() == [4, 5, 1, 2]
