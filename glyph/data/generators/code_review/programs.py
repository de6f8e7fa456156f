"""Short methods as programmers write them for exercises: pieces of algorithms put together, their names drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random

from glyph.data.generators.code_review.names import SHORT, invented
from glyph.data.sample import SPLITS, Split
from glyph.data.wording.grammar import Choice, Sequence, Slot, chosen
from glyph.data.wording.language_files import ASSETS, Entry, read_yaml

IN_CLASS_PROB, TWO_METHODS_PROB, TWO_BLOCKS_PROB = 0.9, 0.25, 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an algorithm: the roles it takes as parameters, and its code, of which some lines may be left out."""

    takes: tuple[str, ...]
    code: tuple[tuple[Sequence, bool], ...]  # text of whole lines, and whether it is optional


@dataclass(frozen=True, slots=True)
class Role:
    """What a name stands for: names for it, and the type of a parameter, "" for what is none."""

    names: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces, by split, and the roles in them."""

    by_split: Mapping[Split, tuple[Piece, ...]]
    roles: Mapping[str, Role]


@cache
def pieces() -> Pieces:
    """Those of ``glyph/assets/programs/pieces.yaml``.

    Raises:
        DataError: with file and line, if the file is not as it should be.
    """
    fields = read_yaml(ASSETS / "programs" / "pieces.yaml").fields(("pieces", "roles"))
    roles = {name: _role(entry) for name, entry in fields["roles"].fields().items()}
    lists = fields["pieces"].fields(SPLITS)
    return Pieces({split: tuple(_piece(entry, roles) for entry in lists[split].items()) for split in SPLITS}, roles)


def _role(entry: Entry) -> Role:
    fields = entry.fields(("names",), ("type",))
    return Role(fields["names"].texts(), fields["type"].text() if "type" in fields else "")


def _piece(entry: Entry, roles: Mapping[str, Role]) -> Piece:
    fields = entry.fields(("takes", "code"))
    takes = fields["takes"].texts()
    if unknown := [role for role in takes if role not in roles or not roles[role].type]:
        raise fields["takes"].error(f"{unknown[0]!r} is no role that has a type")
    code = []
    for part in fields["code"].items():
        text = part.fields(("optional",))["optional"] if part.is_mapping() else part
        code.append((text.program(roles), part.is_mapping()))
    return Piece(takes, tuple(code))


@dataclass
class _Writer:
    """Draws the names of one program and fills pieces with them."""

    rng: Random
    parameters: dict[str, str] = field(default_factory=dict)  # name of each parameter, by what it holds
    taken: set[str] = field(default_factory=set)

    def name(self, role: str) -> str:
        free = [name for name in pieces().roles[role].names if name not in self.taken]
        name = self.rng.choice(free or [name for name in SHORT if name not in self.taken])
        self.taken.add(name)
        return name

    def fill(self, piece: Piece) -> tuple[str, str]:
        """Expand one template into source lines.

        Returns:
            The lines, and the name of the variable that holds the result.
        """
        kept = [text for text, optional in piece.code if not optional or self.rng.random() < 0.5]
        draws = {str(digit): self.rng.random() for digit in range(10)}

        def pick(choice: Choice) -> Sequence:
            drawn = self.rng.random()
            return choice.options[int(draws.get(choice.label, drawn) * len(choice.options))]

        parts = [part for text in kept for part in chosen(text, pick)]
        roles = dict.fromkeys(part.name for part in parts if isinstance(part, Slot))
        names = {role: self.parameters.get(role) or self.name(role) for role in roles}
        lines = "".join(part if isinstance(part, str) else names[part.name] for part in parts)
        return lines.removesuffix("\n"), names["res"]


def pieces_for(split: Split) -> tuple[Piece, ...]:
    """The pieces of a split."""
    return pieces().by_split[split]


def composed_program(rng: Random, split: Split) -> str:
    """A program of one class with one or two methods, or one function; no piece of an algorithm is in two splits."""
    known = pieces_for(split)
    as_class = rng.random() < IN_CLASS_PROB
    typed = rng.random() < 0.7
    methods = [_method(rng, known, as_class, typed)]
    if as_class and rng.random() < TWO_METHODS_PROB:
        methods.append(_method(rng, known, as_class, typed, calls=methods[0]))
        if rng.random() < 0.5:
            methods.reverse()
    if not as_class:
        return "\n".join(methods[0].lines)
    body = "\n\n".join("\n".join(method.lines) for method in methods)
    head = rng.choice(("class Solution:", "class Solution:", "class Solution:", "class Solution(object):"))
    return "\n".join([head, *(f"    {line}" if line else "" for line in body.split("\n"))])


@dataclass
class _Method:
    name: str
    parameters: dict[str, str]
    lines: list[str]


def _method(
    rng: Random, known: tuple[Piece, ...], as_class: bool, typed: bool, calls: _Method | None = None
) -> _Method:
    drawn = rng.sample(known, 2 if calls is None and rng.random() < TWO_BLOCKS_PROB else 1)
    writer = _Writer(rng)
    roles = dict.fromkeys(role for piece in drawn for role in piece.takes)
    if calls is not None:
        roles |= dict.fromkeys(calls.parameters)
    writer.parameters = {role: writer.name(role) for role in roles}
    filled = [writer.fill(piece) for piece in drawn]
    results = [result for _, result in filled]
    if calls is not None:
        results.append(f"self.{calls.name}({', '.join(writer.parameters[role] for role in calls.parameters)})")
    pair = rng.choice(("[{0}, {1}]", "({0}, {1})", "{0}, {1}"))
    returned = results[0] if len(results) == 1 else pair.format(*results)
    while not (name := invented("", rng))[0].islower():
        pass
    own = [f"{n}: {pieces().roles[role].type}" if typed else n for role, n in writer.parameters.items()]
    head = f"def {name}({', '.join((['self'] if as_class else []) + own)}){' -> int' if typed else ''}:"
    lines = [line for text, _ in filled for line in [*text.split("\n"), *([""] if rng.random() < 0.4 else [])]]
    remark = [f"# {rng.choice(('walk through all of them', 'the result so far', 'start here', 'O(n) time'))}"]
    lines = [*(remark if rng.random() < 0.2 else []), *lines, f"return {returned}"]
    return _Method(name, writer.parameters, [head, *(f"    {line}" if line else "" for line in lines)])
