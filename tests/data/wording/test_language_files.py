"""Data files of words: those shipped are as they should be, and what is wrong with one is told with file and line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glyph.data.generators.articles.phrases import phrases
from glyph.data.generators.cloze_holes import asking_words
from glyph.data.generators.code_review import programs
from glyph.data.generators.code_review.asking import review_words
from glyph.data.generators.code_review.programs import pieces
from glyph.data.generators.main_points import wordings
from glyph.data.generators.reports.vocabulary import further_labels
from glyph.data.generators.reports.vocabulary_files import vocabulary
from glyph.data.wording import language_files, taught
from glyph.data.wording.exchange import thesaurus
from glyph.data.wording.frames import frames
from glyph.data.wording.grammar import NUMBERS, problem_of
from glyph.data.wording.held_out import held_out
from glyph.data.wording.language_files import ASSETS, Entry, language_file, read_yaml
from glyph.data.wording.taught import lookup_wordings, report_wordings
from glyph.errors import DataError
from tests.places import ROOT

OF_LANGUAGES = (vocabulary, report_wordings, lookup_wordings, held_out, frames, thesaurus, phrases, wordings,
                review_words)  # fmt: skip
OTHERS = (further_labels, pieces, asking_words)
CACHED = (*OF_LANGUAGES, *OTHERS, taught._read, taught._shared)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing is read yet, and nothing read here is kept."""
    for read in CACHED:
        read.cache_clear()
    yield
    for read in CACHED:
        read.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_all_files_that_are_shipped_pass_and_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[Path] = set()

    def noted(path: Path) -> Entry:
        read.add(path)
        return read_yaml(path)

    monkeypatch.setattr(language_files, "read_yaml", noted)
    monkeypatch.setattr(programs, "read_yaml", noted)
    for language in ("en", "zh"):
        for known in OF_LANGUAGES:
            assert known(language)
    assert all(known() for known in OTHERS)
    shipped = {path for folder in ("language", "programs") for path in (ASSETS / folder).rglob("*") if path.is_file()}
    assert read == shipped


@pytest.mark.parametrize("file", sorted((ASSETS / "language").rglob("asking*.yaml")), ids=str)
def test_every_macro_is_used(file: Path) -> None:
    macros = read_yaml(file).fields(("wordings",), ("macros", "as_in_reports")).get("macros")
    text = file.read_text(encoding="utf-8")
    for name in macros.fields() if macros else ():
        assert f"{{{name}}}" in text, name


FAULTS: list[tuple[str, str, str, str, Callable[[], object]]] = [
    ("reports/facts.yaml", "  words:", "  word:", "unknown key 'word'; it must be one of: key, value,",
     lambda: vocabulary("en")),
    ("reports/labels.yaml", "    low: 12", "    low: few", "'few' must be a number", lambda: vocabulary("en")),
    ("reports/labels.yaml", "    stock: true", "    stock: 1", "'1' must be true or false", lambda: vocabulary("en")),
    ("reports/labels.yaml", "[gross, revenue]", "[gross, turnover]", "gross, turnover must be two of: cash,",
     lambda: vocabulary("en")),
    ("reports/asking.yaml", "{item}, {when}?", "[{item}, {when}?", r"a '\[' without its '\]' in the wording",
     lambda: report_wordings("en")),
    ("reports/asking.yaml", "{item}, {when}?", "{item}, {whenever}?",
     r"the slot {whenever} in '{item}, {whenever}\?' is unknown; it may have: {item}, {when}$",
     lambda: report_wordings("en")),
    ("reports/asking.yaml", "{item}, {when}?", "{item}, when}?", "a '}' that belongs to no slot",
     lambda: report_wordings("en")),
    ("reports/asking.yaml", '"{item}, {when}?"', "yes", "'yes' must be a text; quote it",
     lambda: report_wordings("en")),
    ("reports/asking.yaml", "  by: ", "  item: ", "the macro 'item' has the name of a slot",
     lambda: report_wordings("en")),
    ("macros.yaml", 'ask: "', 'ask: "{ask} ', "name each other in a circle", lambda: report_wordings("en")),
    ("lookups/asking.yaml", "as_in_reports: growth", "as_in_reports: growing", "'growing' is no kind of reports",
     lambda: lookup_wordings("en")),
    ("held_out.yaml", "    val:\n", "    vals:\n", "unknown key 'vals'; it must be one of: val, test",
     lambda: held_out("en")),
    ("held_out.yaml", "Could you tell me", "[Could|Can] you tell me", "a choice in the wording",
     lambda: held_out("en")),
    ("thesaurus.yaml", "- [rise, climb,", "- [rise, rise,", "it must hold two or more words, all different",
     lambda: thesaurus("en")),
    ("frames.yaml", "follows:\n", "more:\n", "unknown key 'more'", lambda: frames("en")),
    ("main_points.yaml", "title:\n", "title: [\n", "no YAML", lambda: wordings("en")),
    ("main_points.yaml", "main_points:\n", "title:\n", "the key 'title' stands here a second time",
     lambda: wordings("en")),
    ("code_review.yaml", "  comment: ", "  comments: ", "unknown key 'comments'", lambda: review_words("en")),
    ("articles.yaml", "{date}", "{day}", "the slot {day} in", lambda: phrases("en")),
]  # fmt: skip


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("name", "right", "wrong", "told", "read"), FAULTS)
def test_what_is_wrong_is_told_with_file_and_line(
    name: str, right: str, wrong: str, told: str, read: Callable[[], object], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shutil.copytree(ASSETS / "language", tmp_path / "language")
    file = tmp_path / "language" / "en" / name
    text = file.read_text(encoding="utf-8")
    before, _, after = text.partition(right)
    assert after, f"{right} does not stand in {name}"
    file.write_text(before + wrong + after, encoding="utf-8")
    monkeypatch.setattr(language_files, "ASSETS", tmp_path)
    line = {"name each other in a circle": 3, "no YAML": 4}.get(told, before.count("\n") + 1)
    with pytest.raises(DataError, match=rf"{file}:{line}: .*{told}"):
        read()


def test_a_file_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nothing.yaml: the file is missing"):
        language_file("en", "nothing.yaml")
    (tmp_path / "empty.yaml").write_text("# nothing\n")
    with pytest.raises(DataError, match=r"empty.yaml:1: the file is empty"):
        read_yaml(tmp_path / "empty.yaml")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("takes: [xs]", "takes: [zs]", "'zs' is no role that has a type"),
        ("{res} += 1", "{result} += 1", "the slot {result} in"),
        ("{xs}\\[{i}\\]", "{xs}[{i}\\]", r"a '\[' without its '\]'"),
        ("optional:", "maybe:", "unknown key 'maybe'"),
    ],
)
def test_what_is_wrong_with_a_piece_of_a_program(
    right: str, wrong: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ASSETS / "programs" / "pieces.yaml").read_text(encoding="utf-8")
    start = text.index("pieces:")
    (tmp_path / "programs").mkdir()
    file = tmp_path / "programs" / "pieces.yaml"
    file.write_text(text[:start] + text[start:].replace(right, wrong, 1), encoding="utf-8")
    monkeypatch.setattr(programs, "ASSETS", tmp_path)
    with pytest.raises(DataError, match=rf"{file}:\d+: .*{told}"):
        programs.pieces.__wrapped__()


def test_nothing_is_read_when_glyph_is_imported_and_no_python_source_ever() -> None:
    """Words are read when first used; texts of Python are those shipped, whatever Python runs."""
    code = """
import sys, sysconfig
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import glyph.data.compose, glyph.evaluation.runner
from glyph.data.sources import corpus
assert not [path for path in opened if "assets/language" in path or "assets/programs" in path], opened
opened.clear()
for read in (corpus.english_words, corpus.reference_sentences, corpus.python_functions, corpus.written_functions):
    assert all(read(split) for split in ("train", "val", "test"))
assert len(opened) == 4 and all("assets/python" in path for path in opened), opened
assert "pydoc_data.topics" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_slots_of_values_are_checked() -> None:
    pools = ("city", *NUMBERS)
    for text, right in (("{int:1:9} {city}", True), ("{int:1}", False), ("{int}", False), ("{dec:1:9:2.5}", False)):
        assert (problem_of(text, pools) is None) == right, text
