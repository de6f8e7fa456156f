"""What is drawn into the sentences of a report: the name of its company and the values of facts."""

from __future__ import annotations

from random import Random

from glyph.data.generators.reports.vocabulary import Vocabulary, stems_for
from glyph.data.sample import Split
from glyph.data.wording.grammar import Slot, chosen, parsed


def draw_company(rng: Random, vocabulary: Vocabulary, split: Split) -> str:
    """The name of a company of a split."""
    names = {key: rng.choice(vocabulary.pools[key]) for key in ("sector", "surname", "city")}
    return rng.choice(vocabulary.company_patterns).format(stem=rng.choice(stems_for(vocabulary, split)), **names)


def draw_value(rng: Random, pattern: str, vocabulary: Vocabulary, sign: str) -> str:
    """Fill the value of a prose fact (see ``ProseFact``); ``sign`` is the currency's."""

    def fill(slot: Slot) -> str:
        if slot.name == "int":
            return f"{rng.randint(int(slot.numbers[0]), int(slot.numbers[1])):,}"
        if slot.name == "dec":
            return f"{rng.uniform(float(slot.numbers[0]), float(slot.numbers[1])):.{slot.numbers[2]}f}"
        if slot.name == "year":
            return str(rng.randint(int(slot.numbers[0]), int(slot.numbers[1])))
        return sign if slot.name == "sign" else rng.choice(vocabulary.pools[slot.name])

    parts = chosen(parsed(pattern), lambda choice: rng.choice(choice.options))
    return "".join(part if isinstance(part, str) else fill(part) for part in parts)
