"""Question wordings in a small alternation grammar: ``"[How much|By what [amount|sum]] did {item} change?"``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from random import Random

Wordings = Mapping[str, tuple[str, ...]]  # templates by kind of question
Sequence = tuple["str | Choice", ...]  # text and alternations, one after the other
Choice = tuple[Sequence, ...]  # the options of one alternation


def vary(template: str, rng: Random) -> str:
    """Take one option of every ``[a|b|]``, each equally likely; ``{slots}`` stay, to be filled afterwards.

    Raises:
        ValueError: if a bracket has no partner.
    """
    return _drawn(_parsed(template), rng)


def merged(*hands: Wordings) -> dict[str, tuple[str, ...]]:
    """The templates of several lists, kind by kind, each once."""
    kinds = dict.fromkeys(kind for hand in hands for kind in hand)
    return {kind: tuple(dict.fromkeys(t for hand in hands for t in hand.get(kind, ()))) for kind in kinds}


def variants(template: str) -> Iterator[str]:
    """Every text that :func:`vary` can make of a template."""
    return _expanded(_parsed(template))


def _drawn(sequence: Sequence, rng: Random) -> str:
    return "".join(part if isinstance(part, str) else _drawn(rng.choice(part), rng) for part in sequence)


def _expanded(sequence: Sequence) -> Iterator[str]:
    options = (
        (part,) if isinstance(part, str) else [text for option in part for text in _expanded(option)]
        for part in sequence
    )
    return map("".join, product(*options))


@cache
def _parsed(template: str) -> Sequence:
    levels: list[list[list[str | Choice]]] = [[[]]]  # the options met so far of each bracket that is open
    for char in template:
        if char == "[":
            levels.append([[]])
        elif char == "|" and len(levels) > 1:
            levels[-1].append([])
        elif char == "]":
            choice = tuple(tuple(option) for option in levels.pop())
            if not levels:
                raise ValueError(f"a ']' without its '[' in the wording {template!r}; add or remove one")
            levels[-1][-1].append(choice)
        else:
            levels[-1][-1].append(char)
    if len(levels) > 1:
        raise ValueError(f"a '[' without its ']' in the wording {template!r}; add or remove one")
    return tuple(levels[0][0])
