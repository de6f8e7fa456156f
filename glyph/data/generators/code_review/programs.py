"""Short methods as programmers write them for exercises: pieces of algorithms put together, their names drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from glyph.data.generators.code_review.blocks import BLOCKS
from glyph.data.generators.code_review.names import SHORT, invented
from glyph.data.generators.reports.vocabulary import questions_for
from glyph.data.sample import Split

IN_CLASS_PROB, TWO_METHODS_PROB, TWO_BLOCKS_PROB = 0.9, 0.25, 0.3
_NAMES: dict[str, tuple[str, ...]] = {
    "xs": ("nums", "arr", "a", "A", "values", "heights", "prices", "data", "xs", "weights", "costs"),
    "ys": ("b", "B", "other", "nums2", "brr", "ys", "more"),
    "s": ("s", "word", "text", "S", "string", "line"),
    "t": ("t", "T", "pattern", "target", "p", "other"),
    "k": ("k", "n", "target", "limit", "m", "num", "K"),
    "grid": ("grid", "matrix", "board", "edges", "pairs", "mat", "rows"),
    "node": ("root", "node", "tree"),
    "head": ("head", "first", "lst"),
    "res": ("res", "ans", "result", "out", "answer", "total", "ret", "best", "count"),
    "n": ("n", "N", "size", "length", "rows", "h"),
    "m": ("m", "M", "cols", "w", "width"),
    "i": ("i", "idx", "r", "a", "row"),
    "j": ("j", "jdx", "c", "b", "col"),
    "x": ("x", "num", "c", "ch", "val", "v", "cur", "item"),
    "y": ("y", "cnt", "freq", "w", "amount"),
    "l": ("l", "left", "lo", "i", "start", "low", "slow"),
    "r": ("r", "right", "hi", "j", "end", "high", "fast"),
    "mid": ("mid", "m", "middle", "med"),
    "d": ("d", "seen", "counts", "table", "mp", "lookup", "hashmap", "visited", "parent"),
    "st": ("stack", "st", "stk"),
    "q": ("q", "queue", "todo", "que"),
    "dp": ("dp", "f", "table", "ways", "opt"),
    "f": ("dfs", "helper", "go", "search", "solve", "visit", "bt", "rec"),
    "u": ("u", "node", "src", "dx", "p"),
    "v": ("v", "nei", "dst", "dy", "w"),
    "cur": ("cur", "curr", "window", "level", "acc", "path", "prefix"),
    "heap": ("heap", "h", "pq"),
    "memo": ("memo", "cache", "dp"),
    "graph": ("graph", "g", "adj"),
}  # fmt: skip
_TYPES = {
    "xs": "List[int]", "ys": "List[int]", "s": "str", "t": "str", "k": "int", "grid": "List[List[int]]",
    "node": "Optional[TreeNode]", "head": "Optional[ListNode]",
}  # fmt: skip


@dataclass
class _Writer:
    """Draws the names of one program and fills pieces with them."""

    rng: Random
    parameters: dict[str, str] = field(default_factory=dict)  # name of each parameter, by what it holds
    taken: set[str] = field(default_factory=set)

    def name(self, role: str) -> str:
        own = [name for name in _NAMES[role] if name not in self.taken]
        name = self.rng.choice(own or [name for name in SHORT if name not in self.taken])
        self.taken.add(name)
        return name

    def fill(self, piece: str) -> tuple[str, str]:
        """Its lines and the name of its result."""
        lines = self._chosen(piece.strip("\n").split("\n"))
        draws = {str(digit): self.rng.random() for digit in range(10)}

        def chosen(choice: re.Match[str]) -> str:
            options = choice[2].split("|")
            return options[int(draws.get(choice[1], self.rng.random()) * len(options))]

        text = re.sub("«(?:([0-9]):)?([^»]*)»", chosen, "\n".join(lines))
        roles = dict.fromkeys(re.findall(r"\$(\w+)", text))
        names = {role: self.parameters.get(role) or self.name(role) for role in roles}
        return re.sub(r"\$(\w+)", lambda role: names[role[1]], text), names["res"]

    def _chosen(self, lines: list[str]) -> list[str]:
        """The lines, each run of those that may be left out kept or not."""
        kept: list[str] = []
        keeps, before = True, False
        for line in lines:
            optional = line.startswith("~")
            if optional and not before:
                keeps = self.rng.random() < 0.5
            if not optional or keeps:
                kept.append(line.removeprefix("~"))
            before = optional
        return kept


def blocks_for(split: Split) -> tuple[tuple[str, str], ...]:
    """The pieces of a split: by position, as wordings of questions are."""
    own = set(questions_for(tuple(map(str, range(len(BLOCKS)))), split))
    return tuple(block for k, block in enumerate(BLOCKS) if str(k) in own)


def composed_program(rng: Random, split: Split) -> str:
    """A program of one class with one or two methods, or one function; no piece of an algorithm is in two splits."""
    pieces = blocks_for(split)
    as_class = rng.random() < IN_CLASS_PROB
    typed = rng.random() < 0.7
    methods = [_method(rng, pieces, as_class, typed)]
    if as_class and rng.random() < TWO_METHODS_PROB:
        methods.append(_method(rng, pieces, as_class, typed, calls=methods[0]))
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
    rng: Random, pieces: tuple[tuple[str, str], ...], as_class: bool, typed: bool, calls: _Method | None = None
) -> _Method:
    chosen = rng.sample(pieces, 2 if calls is None and rng.random() < TWO_BLOCKS_PROB else 1)
    writer = _Writer(rng)
    roles = dict.fromkeys(" ".join(takes for takes, _ in chosen).split())
    if calls is not None:
        roles |= dict.fromkeys(calls.parameters)
    writer.parameters = {role: writer.name(role) for role in roles}
    filled = [writer.fill(piece) for _, piece in chosen]
    results = [result for _, result in filled]
    if calls is not None:
        results.append(f"self.{calls.name}({', '.join(writer.parameters[role] for role in calls.parameters)})")
    pair = rng.choice(("[{0}, {1}]", "({0}, {1})", "{0}, {1}"))
    returned = results[0] if len(results) == 1 else pair.format(*results)
    while not (name := invented("", rng))[0].islower():
        pass
    own = [f"{n}: {_TYPES[role]}" if typed else n for role, n in writer.parameters.items()]
    head = f"def {name}({', '.join((['self'] if as_class else []) + own)}){' -> int' if typed else ''}:"
    lines = [line for text, _ in filled for line in [*text.split("\n"), *([""] if rng.random() < 0.4 else [])]]
    remark = [f"# {rng.choice(('walk through all of them', 'the result so far', 'start here', 'O(n) time'))}"]
    lines = [*(remark if rng.random() < 0.2 else []), *lines, f"return {returned}"]
    return _Method(name, writer.parameters, [head, *(f"    {line}" if line else "" for line in lines)])
