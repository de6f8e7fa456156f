"""What a seed draws stays the same to the byte: the data of published figures, and tests that are not to be moved."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from glyph.data.generators.articles import Articles
from glyph.data.generators.clozes import ClozeSet
from glyph.data.generators.code_review import BuggyFunctions
from glyph.data.generators.lookups import Lookups
from glyph.data.generators.reports import SyntheticReports
from glyph.data.sample import SPLITS, SampleSource
from tests.data.generators.test_clozes import PASSAGE

SOURCES: dict[str, SampleSource] = {
    "reports": SyntheticReports(90, 40, 130, length=("short", "medium", "long")),
    "lookups": Lookups(30, 10, 30),
    "articles": Articles(12, 4, 8),
    "code review": BuggyFunctions(20, 8, 24, chinese_share=0.3),
}
# When draws are meant to change, put the new ones here and say so in the changelog.
DRAWN = {
    "reports": (2080, "2115d9a499c5db003c2f6462"),
    "lookups": (560, "2c4b66dc4e223732f1ff3dc0"),
    "articles": (48, "d929f40aea3f66f5a10fb572"),
    "code review": (104, "c45b2370c5fa36937e936a7b"),
}
CLOZES = "4edbedd7c9180a5a7be279d7"


@pytest.mark.parametrize("name", SOURCES)
def test_draws_stay_the_same(name: str) -> None:
    number, digest = 0, hashlib.blake2b(digest_size=12)
    for split in SPLITS:
        samples = SOURCES[name].split(split)
        for index in range(len(samples)):
            sample = samples.sample(index, np.random.default_rng([7, index]))
            assert sample.document is not None
            digest.update(f"{sample.document.source}\n{sample.questions}\n".encode())
            number += len(sample.questions)
    assert (number, digest.hexdigest()) == DRAWN[name]


def test_clozes_stay_the_same() -> None:
    clozes, digest = ClozeSet([PASSAGE], num_questions=6), hashlib.blake2b(digest_size=12)
    for seed in range(20):
        digest.update(repr(clozes.sample(0, np.random.default_rng(seed)).questions).encode())
    assert digest.hexdigest() == CLOZES
