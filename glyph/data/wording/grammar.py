"""The grammar of wordings, ``"[How much|By what [sum|amount]] did {item} grow?"``: see ``docs/wording-grammar.md``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random

Wordings = Mapping[str, tuple[str, ...]]  # templates by kind of question
Sequence = tuple["str | Slot | Choice", ...]  # what stands one after the other
_TOKEN = re.compile(
    r"\\(?P<escaped>.)|\[(?:(?P<label>\d):)?|\||\]|\{(?P<name>\w+)(?P<numbers>(?::[\d.]+)*)\}|[^\\\[\]|{]+|.", re.DOTALL
)
_NAME = re.compile(r"\{(\w+)\}")
_NO_BRACE = re.compile(r"\\.|\{\w+(?::[\d.]+)*\}", re.DOTALL)
_INNERMOST = re.compile(r"\[(?!\d:)[^\[\]]*\]")
NUMBERS = {"int:": 2, "dec:": 3, "year:": 2}  # slots that are drawn numbers, and how many arguments they take


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap that is filled when a wording is used: ``{name}``, or ``{int:10:99}`` with its ``numbers``."""

    name: str
    numbers: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{{{':'.join((self.name, *self.numbers))}}}"


@dataclass(frozen=True, slots=True)
class Choice:
    """``[a|b]``, of which one option is taken; all choices of a template with one ``label`` are taken alike."""

    options: tuple[Sequence, ...]
    label: str = ""


def vary(template: str, rng: Random) -> str:
    """Take one option of every ``[a|b|]``, each equally likely; ``{slots}`` stay, to be filled afterwards.

    Raises:
        ValueError: if a bracket has no partner, or a choice has a label, which only programs may use.
    """

    def pick(choice: Choice) -> Sequence:
        if choice.label:
            raise ValueError(f"the choice {choice.label!r} of {template!r} has a label; only programs may have them")
        return rng.choice(choice.options)

    return "".join(map(str, chosen(parsed(template), pick)))


def merged(*lists: Wordings) -> dict[str, tuple[str, ...]]:
    """The templates of several lists, kind by kind, each once."""
    kinds = dict.fromkeys(kind for wordings in lists for kind in wordings)
    return {kind: tuple(dict.fromkeys(t for wordings in lists for t in wordings.get(kind, ()))) for kind in kinds}


def variants(template: str) -> Iterator[str]:
    """Every text that :func:`vary` can make of a template."""
    return _all_of(parsed(template))


def chosen(sequence: Sequence, pick: Callable[[Choice], Sequence]) -> Iterator[str | Slot]:
    """Text and slots that are left when ``pick`` has taken an option of every choice, from left to right."""
    for part in sequence:
        if isinstance(part, Choice):
            yield from chosen(pick(part), pick)
        else:
            yield part


def expanded(template: str, macros: Mapping[str, str]) -> str:
    """A template in which every ``{name}`` of a macro has given way to its text; other slots stay."""
    return _NAME.sub(lambda name: macros.get(name[1], name[0]), template)


def resolved(macros: Mapping[str, str]) -> dict[str, str]:
    """Macros whose texts name no macro any more.

    Raises:
        ValueError: if one names itself, be it by way of others.
    """
    plain = dict(macros)
    for _ in range(len(plain) + 1):
        further = {name: expanded(text, plain) for name, text in plain.items()}
        if further == plain:
            return plain
        plain = further
        if any(f"{{{name}}}" in text for name, text in plain.items()):
            break
    raise ValueError(f"the macros {', '.join(macros)} name each other in a circle")


def problem_of(template: str, slots: Collection[str], choices: bool = True) -> str | None:
    """What is wrong with a template: brackets without partners, slots that nothing fills; None for nothing.

    Args:
        template: without macros and escapes.
        slots: names of the slots that it may have, those of ``NUMBERS`` with their colon.
        choices: whether it may have choices.
    """
    rest = _NAME.sub(lambda name: "" if name[1] in slots else name[0], template)
    while (shorter := _INNERMOST.sub("", rest) if choices else rest) != rest:
        rest = shorter
    if not any(char in rest for char in "[]{}\\"):
        return None
    if problem := problem_of_program(template, slots):
        return problem
    if "\\" in template:
        return f"a backslash in the wording {template!r}; only programs may have them"
    if any(char in template for char in "[]") and not choices:
        return f"a choice in the wording {template!r}, which is used as it stands; write a wording for each option"
    if any(isinstance(part, Choice) and part.label for part in _parts_of(parsed(template))):
        return f"a label in the wording {template!r}; only programs may have labels"
    return None


def problem_of_program(template: str, slots: Collection[str]) -> str | None:
    """As ``problem_of``, of a template that may have choices, labels and escapes."""
    try:
        parts = parsed(template)
    except ValueError as error:
        return str(error)
    known = ", ".join(f"{{{name}}}" for name in sorted(slots)) or "none"
    for slot in (part for part in _parts_of(parts) if isinstance(part, Slot)):
        if not _fits(slot, slots):
            return f"the slot {slot} in {template!r} is unknown; it may have: {known}"
    if brace := re.search("[{}]", _NO_BRACE.sub("", template)):
        return f"a {brace[0]!r} that belongs to no slot in {template!r}; add its partner or a backslash before it"
    return None


def _fits(slot: Slot, slots: Collection[str]) -> bool:
    """Whether a slot is one of those known; a number with as many arguments as it takes, whole but for dec's bounds."""
    if not slot.numbers:
        return slot.name in slots
    kind, whole = f"{slot.name}:", slot.numbers[2:] if slot.name == "dec" else slot.numbers
    return kind in slots and len(slot.numbers) == NUMBERS[kind] and all(number.isdigit() for number in whole)


def _parts_of(sequence: Sequence) -> Iterator[str | Slot | Choice]:
    for part in sequence:
        yield part
        if isinstance(part, Choice):
            for option in part.options:
                yield from _parts_of(option)


def _all_of(sequence: Sequence) -> Iterator[str]:
    options = (
        [text for option in part.options for text in _all_of(option)] if isinstance(part, Choice) else (str(part),)
        for part in sequence
    )
    return map("".join, product(*options))


@cache
def parsed(template: str) -> Sequence:
    """A template as text, slots and choices.

    Raises:
        ValueError: if a bracket has no partner.
    """
    levels: list[list[list[str | Slot | Choice]]] = [[[]]]  # the options met so far of each bracket that is open
    labels: list[str] = []
    for token in _TOKEN.finditer(template):
        text = token[0]
        if text[0] == "[":
            levels.append([[]])
            labels.append(token["label"] or "")
        elif text == "|" and len(levels) > 1:
            levels[-1].append([])
        elif text == "]":
            options = tuple(tuple(option) for option in levels.pop())
            if not levels:
                raise ValueError(f"a ']' without its '[' in the wording {template!r}; add or remove one")
            levels[-1][-1].append(Choice(options, labels.pop()))
        elif token["name"] is not None:
            numbers = token["numbers"]
            levels[-1][-1].append(Slot(token["name"], tuple(numbers[1:].split(":")) if numbers else ()))
        else:
            levels[-1][-1].append(token["escaped"] or text)
    if len(levels) > 1:
        raise ValueError(f"a '[' without its ']' in the wording {template!r}; add or remove one")
    return tuple(levels[0][0])
