"""The rules by name, as configs and checkpoints list them."""

from __future__ import annotations

from collections.abc import Sequence

from glyph.readers.rules.asked import AskedKind
from glyph.readers.rules.balance import Sums
from glyph.readers.rules.characters import DoubtfulCharacters
from glyph.readers.rules.growth import GrowthRates
from glyph.readers.rules.invented import InventedFigures
from glyph.readers.rules.protocol import Rule
from glyph.readers.rules.workable import Workable

GENERAL: tuple[Rule, ...] = (Workable(), InventedFigures(), DoubtfulCharacters())  # for any pages
FINANCE: tuple[Rule, ...] = (AskedKind(), Sums(), GrowthRates())  # for questions about financial reports
SETS = {"general": GENERAL, "finance": FINANCE}


def named_rules(names: Sequence[str | Rule]) -> tuple[Rule, ...]:
    """The rules of a list that names rules and sets of them (``general``, ``finance``), or holds rules themselves.

    Raises:
        ValueError: when there is no rule of a name.
    """
    known = {rule.name: (rule,) for rule in (*GENERAL, *FINANCE)} | SETS
    rules: dict[str, Rule] = {}
    for name in names:
        if isinstance(name, str) and name not in known:
            raise ValueError(f"rules: {name!r} is none of {', '.join(known)}; give a rule of your own as an object")
        rules |= {rule.name: rule for rule in (known[name] if isinstance(name, str) else (name,))}
    return tuple(rules.values())
