"""Tests of glyph.data.generators.clozes and glyph.data.generators.cloze_holes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.generators.cloze_holes import Hole, asking_words, holes, tagged_words, topic_of
from glyph.data.generators.clozes import ClozeSet, corpus_passages
from glyph.data.sample import TrainOnly
from glyph.errors import DataError

PASSAGE = (
    "英雄广场（Heldenplatz）位于奥地利首都维也纳，是霍夫堡皇宫的外部广场，在弗朗茨·约瑟夫一世统治时期兴建。"
    "广场于1878年建成，全长548公里，收藏了《倚天屠龙记》的手稿。每年有许多游客来到这里参观，其中包括学生、教师和艺术家。"
)


def asked(clause: str) -> dict[str, Hole]:
    return {clause[hole.start : hole.end]: hole for hole in holes(tagged_words(clause), clause, (0, len(clause)))}


def test_names_dates_and_quantities_are_asked_for_by_their_own_words() -> None:
    assert asked("在弗朗茨·约瑟夫一世统治时期兴建")["弗朗茨·约瑟夫"].asked_by is asking_words().who
    assert asked("位于奥地利的首都")["奥地利"].asked_by is asking_words().where
    assert asked("广场于1878年建成")["1878年"].asked_by is asking_words().when
    assert "多少公里" in asked("全长548公里")["548公里"].asked_by
    assert "哪部作品" in asked("收藏了《倚天屠龙记》的手稿")["《倚天屠龙记》"].asked_by
    assert "哪些" in asked("其中包括学生、教师和艺术家。")["学生、教师和艺术家"].asked_by


def test_topic() -> None:
    assert topic_of(PASSAGE) == "英雄广场"
    assert topic_of("，") == ""


@given(st.integers(0, 2**32 - 1))
def test_an_answer_stands_where_it_is_said_to_and_not_in_its_question(seed: int) -> None:
    sample = ClozeSet([PASSAGE], num_questions=4).sample(0, np.random.default_rng(seed))
    assert sample.document is not None and sample.language == "zh"
    assert 1 <= len(sample.questions) <= 4
    for question in sample.questions:
        ((start, end),) = question.evidence
        assert sample.document.source[start:end] == question.answer
        assert question.answer not in question.text
        assert question.text[-1] in "？?"


def test_the_same_chance_gives_the_same_questions() -> None:
    clozes = ClozeSet([PASSAGE])
    one, same, other = (clozes.sample(0, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one.questions == same.questions != other.questions


def test_only_chinese_passages_and_only_for_training() -> None:
    clozes = TrainOnly(ClozeSet(["The cat sat on the mat.", PASSAGE]))
    assert [len(clozes.split(name)) for name in ("train", "val", "test")] == [1, 0, 0]


@given(st.text("，。的1年《》北京市n ", min_size=1, max_size=40))
def test_any_text_is_borne(text: str) -> None:
    clozes = ClozeSet([text + "北京市是中国的首都。", PASSAGE])
    assert all(clozes.sample(index, np.random.default_rng(0)).questions for index in range(len(clozes)))


def test_a_passage_with_nothing_to_ask_for_is_passed_over() -> None:
    nothing = "的了着的了着。"
    sample = ClozeSet([nothing, PASSAGE]).sample(0, np.random.default_rng(0))
    assert sample.id == "cloze-1" and sample.questions
    with pytest.raises(DataError, match="none of 1 passages"):
        ClozeSet([nothing]).sample(0, np.random.default_rng(0))


def test_corpus_passages(tmp_path: Path) -> None:
    path = tmp_path / "prose.txt"
    line = "这是一个很长的句子，它有许多的字，一共超过了二十个字。"
    path.write_text("\n".join([line] * 50), encoding="utf-8")
    passages = corpus_passages([str(path)], num_chars=100, fewest=60)
    assert passages and all(60 <= len(passage) <= 100 for passage in passages)
    assert set("".join(passages)) == set(line)
    with pytest.raises(DataError, match=r"nowhere.txt does not exist"):
        corpus_passages([str(tmp_path / "nowhere.txt")])
