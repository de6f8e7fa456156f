"""Faulty programs: one line differs, the parser stumbles where the kind says so, and evidence is that very line."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.data.generators.code_review import BuggyFunctions, Case, ask
from glyph.data.generators.code_review.asking import LANGUAGES, kind_said, review_words
from glyph.data.generators.code_review.faults import FAULTS, PARSABLE, UNPARSABLE, Edit, Program, applied, draw_fault
from glyph.data.generators.code_review.functions import MAX_LINES, free_names, written_functions
from glyph.data.generators.code_review.logic_edits import logic_edits
from glyph.data.generators.code_review.names import invented, misspelt, stands_in
from glyph.data.generators.code_review.programs import composed_program, pieces_for
from glyph.data.generators.code_review.restyle import in_class, renamed, tightened, without_comments
from glyph.data.generators.code_review.text_edits import text_edits
from glyph.data.sample import SPLITS, Sample, Split
from glyph.render import RenderConfig, render
from glyph.text.answer_program import execute
from glyph.text.python_source import parse, syntax_error_line

COMPOSED = BuggyFunctions(1000, 8, 8, composed_share=1.0)
MIXED = BuggyFunctions(1000, 8, 8)
OF_LIBRARIES = {"List", "Optional", "TreeNode", "ListNode", "deque", "defaultdict", "Counter", "bisect_left"}
SOURCE = """def first(a, b):
    # look at both
    n = len(a) - 1
    for i in range(1, n):
        if a[i] == b[i - 1] and not b[i] < "x":
            n += max(i, n)
    return n"""
seeds = st.integers(0, 2**32)
split_names = st.sampled_from(SPLITS)


def all_edits(program: Program, seed: int = 0) -> list[Edit]:
    rng = Random(seed)
    return logic_edits(program, rng) + text_edits(program, rng)


def train_sample(seed: int, source: BuggyFunctions = COMPOSED) -> Sample:
    return source.split("train").sample(0, np.random.default_rng(seed))


@given(seeds, split_names)
def test_a_fault_is_in_the_named_line_and_nowhere_else(seed: int, split: Split) -> None:
    rng = Random(seed)
    library = rng.choice(written_functions(split))
    program = Program(library if rng.random() < 0.5 else composed_program(rng, split))
    made = draw_fault(program, all_edits(program, seed), rng)
    assert made is not None
    faulty, line, kind = made
    before, after = program.source.split("\n"), faulty.split("\n")
    assert [k for k, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]] == [line]
    assert kind not in UNPARSABLE or parse(faulty) is None
    assert kind not in PARSABLE or parse(faulty) is not None
    assert kind in FAULTS


def test_every_kind_of_fault_is_made_in_all_its_ways() -> None:
    program = Program(SOURCE)
    found: dict[str, set[str]] = {}
    for seed in range(40):
        for edit in all_edits(program, seed):
            if (made := applied(program, edit)) is not None:
                found.setdefault(edit.kind, set()).add(made[0].split("\n")[made[1] - 1].strip())
    assert set(found) == set(FAULTS)
    assert {"n -= max(i, n)", "n = max(i, n)", "n = len(a) + 1"} <= found["operator"]
    condition = 'if a[i] == b[i - 1] and not b[i] < "x":'
    changes = (("==", "!="), ("and", "or"), ("not ", ""), ("<", "<="))
    assert {condition.replace(old, new) for old, new in changes} <= found["condition"]
    shifted = {"n = len(a) - 1 - 1", "for i in range(0, n):", "for i in range(1, n + 1):"}
    assert shifted | {condition.replace("[i - 1]", "[i]")} <= found["index"]
    assert "n += max(n, i)" in found["arguments"] and {"n", "return"} <= found["return"]
    assert "for i in range(1, n)" in found["colon"] and "// look at both" in found["comment"]
    assert {"return i", "return a", "return b"} <= found["variable"]
    assert condition.replace("==", "=") in found["equals"] and "n == len(a) - 1" in found["equals"]
    assert {condition.replace('"x"', '"x'), condition.replace('"x"', 'x"')} <= found["string"]
    assert "n = len(a - 1" in found["bracket"]


def test_an_edit_that_makes_no_such_fault_is_refused() -> None:
    program = Program("x = 1\ny = x  # x\n")
    same, comment = Edit("constant", 4, 5, "0x1"), Edit("variable", 15, 16, "y")
    unparsable, parsable, blank = Edit("operator", 4, 5, "("), Edit("string", 4, 5, "2"), Edit("return", 0, 5, "")
    for edit in (same, comment, unparsable, parsable, blank, Edit("constant", 4, 6, "2\n")):
        assert applied(program, edit) is None, edit
    assert applied(program, Edit("constant", 4, 5, "2")) == ("x = 2\ny = x  # x\n", 1)
    assert draw_fault(program, [same, blank], Random(0)) is None
    for source in ("x = (", "x = 'é'"):
        with pytest.raises(ValueError, match="must parse and be ASCII"):
            Program(source)
    assert syntax_error_line("x = 1\nif x\n") == 2 and syntax_error_line("x = 1") is None


@given(seeds)
def test_questions_are_answered_by_the_line(seed: int) -> None:
    sample = train_sample(seed)
    assert sample.document is not None and [q.kind for q in sample.questions] == ["bug_line", "bug_kind"]
    source = sample.document.source
    for question in sample.questions:
        texts = [source[start:end] for start, end in question.evidence]
        assert question.template is not None and execute(question.template, texts, sample.language) == question.answer
        assert texts[0] == texts[0].strip() and texts[0] in [line.strip() for line in source.split("\n")]
    page = next(iter(render(sample.document, RenderConfig(page_width_pt=512, page_height_pt=640))))
    assert len(page.boxes_of(sample.questions[0].evidence[0])) > 0
    assert kind_said(sample.questions[1].answer) in FAULTS and kind_said(sample.questions[0].answer) is None


def test_programs_follow_from_their_seeds() -> None:
    assert train_sample(3, MIXED) == train_sample(3, MIXED) != train_sample(4, MIXED)
    for name in ("val", "test"):
        split = MIXED.split(name)
        sample = split.sample(2, np.random.default_rng(0))
        assert sample == split.sample(2, np.random.default_rng(1))
        assert sample.document is not None and sample.document.source == split.case(2).source
        with pytest.raises(IndexError, match="index=8"):
            split.sample(8, np.random.default_rng(0))
    with pytest.raises(ValueError, match="chinese_share=2 is outside"):
        BuggyFunctions(1, 1, 1, chinese_share=2)


def test_splits_share_no_function_piece_or_wording() -> None:
    for pool in (written_functions, pieces_for):
        texts = [set(pool(name)) for name in SPLITS]
        assert min(map(len, texts)) >= 5 and sum(map(len, texts)) == len(set.union(*texts))
    for language in LANGUAGES:
        for kind, asked in review_words(language).questions.items():
            own = [set(asked[name]) for name in SPLITS]
            assert all(own) and sum(map(len, own)) == len(set.union(*own)) == len(list(asked)), (language, kind)
    said = [name for language in LANGUAGES for name in review_words(language).faults.values()]
    assert len(set(said)) == len(said) and max(map(len, said)) <= 18  # an answer is 24 steps at most


@given(seeds, split_names)
def test_programs_are_whole_before_their_fault(seed: int, split: Split) -> None:
    source = composed_program(Random(seed), split)
    tree = parse(source)
    assert tree is not None and free_names(tree) <= OF_LIBRARIES
    assert "$" not in source and "«" not in source and "~" not in source


@given(seeds)
def test_looks_change_no_meaning(seed: int) -> None:
    rng = Random(seed)
    source = rng.choice(written_functions("train"))
    assert source.count("\n") < MAX_LINES and not free_names(Program(source).tree)
    for look in (without_comments, tightened, renamed, in_class):
        source = look(source, rng)
        assert not free_names(Program(source).tree), source


def test_looks() -> None:
    rng = Random(0)
    assert without_comments(SOURCE, rng) == SOURCE.replace("    # look at both\n", "")
    tight = tightened(SOURCE, rng)
    assert "n=len(a)-1" in tight and "a[i]==b[i-1] and not b[i]<" in tight
    assert in_class("def f():\n    pass", rng).endswith(":\n    def f(self):\n        pass")
    assert "def f(self, a):" in in_class("def f(a):\n    return a", rng)
    assert in_class("def f(a):\n    return f(a)", rng) == "def f(a):\n    return f(a)"
    assert renamed("def f(a):\n    return f'{a}'", rng) == "def f(a):\n    return f'{a}'"
    assert renamed("def f(a):\n    return g(a=a)", rng) == "def f(a):\n    return g(a=a)"
    assert renamed("def f(one):\n    return one", rng) != "def f(one):\n    return one"


@given(seeds, st.sampled_from(("i", "nums", "is_open", "__x", "print")))
def test_wrong_names_are_new(seed: int, name: str) -> None:
    rng, source = Random(seed), f"{name} = nums"
    for wrong in (misspelt(name, source, rng), invented(source, rng)):
        assert wrong.isidentifier() and wrong != name and not stands_in(wrong, source)


def test_a_case_names_lines_that_can_be_seen() -> None:
    for lines in ((), (0,), (2,), (4,)):
        with pytest.raises(ValueError, match="must name lines that are not blank"):
            Case("c", "x = 1\n\n  y", lines, None, "")
    with pytest.raises(ValueError, match="kind='typo' is not one of"):
        Case("c", "x", (1,), "typo", "")
    case = Case("c", "x = 1\n\n  y ", (3, 1), None, "other")
    sample = ask(case, "en", "test", Random(0), "c")
    assert [(q.kind, q.answer, q.references) for q in sample.questions] == [("bug_line", "y", ("x = 1",))]
    named = ask(Case("c", "x = {}", (1,), "name", ""), "zh", "test", Random(0), "c").questions[1]
    assert named.answer == "名称未定义：x = {}" and kind_said(named.answer) == "name"
