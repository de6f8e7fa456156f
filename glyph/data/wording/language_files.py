"""Data files of words: YAML under ``glyph/assets``, read node by node, so that every error names its file and line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

from glyph.data.wording.grammar import Sequence, parsed, problem_of, problem_of_program
from glyph.errors import DataError

ASSETS = Path(__file__).parents[2] / "assets"
_TEXT, _INTEGER, _NUMBER, _FLAG = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool"))
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of a data file, and the file. Each method reads it as one type and raises DataError if it is another."""

    path: Path
    node: yaml.Node

    def error(self, problem: str) -> DataError:
        """What to raise for this place."""
        return DataError(f"{self.path}:{self.node.start_mark.line + 1}: {problem}")

    def text(self) -> str:
        """A text that is not empty."""
        value = self._scalar("a text; quote it", _TEXT)
        if not value:
            raise self.error("an empty text; write it or leave the line out")
        return value

    def integer(self) -> int:
        return int(self._scalar("a whole number", _INTEGER))

    def number(self) -> float:
        return float(self._scalar("a number", _INTEGER, _NUMBER))

    def flag(self) -> bool:
        value = self._scalar("true or false", _FLAG)
        if value not in ("true", "false"):
            raise self.error(f"{value!r} must be true or false")
        return value == "true"

    def _scalar(self, kind: str, *tags: str) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag not in tags:
            raise self.error(f"{self._shown()} must be {kind}")
        return str(self.node.value)

    def items(self) -> list[Entry]:
        """The entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error(f"{self._shown()} must be a list")
        return [Entry(self.path, node) for node in self.node.value]

    def texts(self) -> tuple[str, ...]:
        """A list of texts, at least one."""
        texts = tuple(entry.text() for entry in self.items())
        if not texts:
            raise self.error("an empty list; it must hold a text")
        return texts

    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def fields(self, required: Collection[str] | None = None, optional: Collection[str] = ()) -> dict[str, Entry]:
        """The entries of a mapping by their keys.

        Args:
            required: keys that it must have; None: it may have any.
            optional: further ones that it may have.
        """
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(f"{self._shown()} must be a mapping")
        fields: dict[str, Entry] = {}
        for key_node, node in self.node.value:
            key = Entry(self.path, key_node)
            name = key.text()
            if name in fields:
                raise key.error(f"the key {name!r} stands here a second time")
            if required is not None and name not in required and name not in optional:
                raise key.error(f"unknown key {name!r}; it must be one of: {', '.join((*required, *optional))}")
            fields[name] = Entry(self.path, node)
        if missing := [name for name in required or () if name not in fields]:
            raise self.error(f"the key {missing[0]!r} is missing")
        return fields

    def wording(self, slots: Collection[str] = (), choices: bool = False) -> str:
        """A text in the grammar of wordings without macros, with none but these slots."""
        text = self.text()
        if problem := problem_of(text, slots, choices):
            raise self.error(problem)
        return text

    def wordings(self, slots: Collection[str] = (), choices: bool = False) -> tuple[str, ...]:
        """A list of them, at least one."""
        self.texts()
        return tuple(entry.wording(slots, choices) for entry in self.items())

    def program(self, roles: Collection[str]) -> Sequence:
        """Code in the grammar of wordings, parsed, with none but these slots; choices may have labels."""
        text = self.text()
        if problem := problem_of_program(text, roles):
            raise self.error(problem)
        return parsed(text)

    def _shown(self) -> str:
        if isinstance(self.node, yaml.ScalarNode):
            return repr(self.node.value)
        return "a mapping" if isinstance(self.node, yaml.MappingNode) else "a list"


def language_file(language: str, name: str) -> Entry:
    """A file of words in a language by its name within the language's folder, such as ``"reports/facts.yaml"``."""
    return read_yaml(ASSETS / "language" / language / name)


def read_yaml(path: Path) -> Entry:
    """The root of a YAML file.

    Raises:
        DataError: with the line, if it is no YAML or holds nothing.
    """
    try:
        with path.open(encoding="utf-8") as file:
            node = yaml.compose(file, Loader=_Loader)
    except FileNotFoundError as error:
        raise DataError(f"{path}: the file is missing; install glyph again") from error
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else f":{error.problem_mark.line + 1}"
        raise DataError(f"{path}{line}: no YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: no YAML: {error}") from error
    if node is None:
        raise DataError(f"{path}:1: the file is empty")
    return Entry(path, node)
