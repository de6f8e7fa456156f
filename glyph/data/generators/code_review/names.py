"""Names for programs: of the kinds that short algorithms use, misspelt ones, and ones that nobody defined."""

from __future__ import annotations

import builtins
import keyword
import re
from random import Random

SHORT = tuple("abcdefghijklmnpqrstuvwxyzABCDLMNPRST")
LONG = (
    "res", "ans", "out", "cur", "prev", "total", "count", "best", "low", "high", "left", "right", "start", "stop",
    "first", "last", "size", "length", "limit", "value", "item", "items", "nums", "arr", "data", "words", "word",
    "text", "chars", "char", "seen", "stack", "queue", "heap", "graph", "node", "root", "head", "tail", "tmp", "temp",
    "idx", "pos", "row", "col", "rows", "cols", "grid", "key", "val", "dp", "memo", "freq", "table", "path", "step",
    "steps", "maxi", "mini", "diff", "target", "source", "result", "answer", "current", "index", "pairs", "group",
)  # fmt: skip
_VERBS = ("get", "set", "find", "make", "build", "check", "compute", "update", "add", "read", "next", "is", "to", "do")
_NOUNS = ("value", "sum", "index", "list", "node", "item", "count", "score", "pair", "key", "path", "all", "end")
_TAKEN = frozenset(dir(builtins)) | frozenset(keyword.kwlist)


def invented(source: str, rng: Random) -> str:
    """A name of one to three parts that does not stand in a program."""
    while True:
        parts = [rng.choice(rng.choice((LONG, _VERBS))), rng.choice(_NOUNS)][: rng.choice((1, 2, 2))]
        parts += [str(rng.randint(1, 3))] if rng.random() < 0.1 else []
        draw = rng.random()
        name = "_".join(parts) if draw < 0.5 else parts[0] + "".join(map(str.capitalize, parts[1:]))
        name = name[:1].upper() + name[1:] if draw > 0.9 else name
        if name not in _TAKEN and not stands_in(name, source):
            return name


def misspelt(name: str, source: str, rng: Random) -> str:
    """A name a letter, a case, a number or an underscore away from another, that does not stand in a program."""
    at = rng.randrange(len(name))
    swapped = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    forms = [name + "s", name[:at] + name[at] + name[at:], name + "_", f"{name}{rng.randint(1, 3)}", swapped]
    if len(name) > 2:
        forms += [name[:at] + name[at + 1 :], name[1:], name[:-1], name.capitalize(), f"my_{name}"]
    forms = [form for form in forms if form.isidentifier() and form not in _TAKEN and not stands_in(form, source)]
    return rng.choice(forms) if forms else invented(source, rng)


def stands_in(name: str, source: str) -> bool:
    """Whether a program says a name, be it in a string."""
    return re.search(rf"\b{re.escape(name)}\b", source) is not None
