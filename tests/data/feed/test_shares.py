"""Shares of draws: own rows beside generated reports are drawn as often as was asked for."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from glyph.data.compose import report_data
from glyph.data.feed.module import QADataModule
from glyph.data.feed.shares import share_table, shares_of
from glyph.data.generators.reports import SyntheticReports
from glyph.data.sample import SampleSet, StoredSamples
from glyph.errors import DataError
from tests.tiny import SAMPLES

NUM_DRAWS = 600


def own_rows(folder: Path, number: int = 200) -> Path:
    file = folder / "mine.jsonl"
    rows = [{"text": f"Item {k} costs {k}.", "question": "How much?", "answer": str(k)} for k in range(number)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def beside_reports(folder: Path, **changes: Any) -> QADataModule:
    """200 rows of a user's own beside synthetic reports, as ``data=reports data.jsonl_path=mine.jsonl``."""
    settings: dict[str, Any] = {
        "render": {"page_width_pt": 448, "page_height_pt": 448}, "steps_per_epoch": 2, "num_workers": 0, **changes,
    }  # fmt: skip
    return report_data(SyntheticReports(100_000, 2, 2), jsonl_path=str(own_rows(folder)), **settings)


def num_drawn(data: QADataModule) -> int:
    """How many of NUM_DRAWS training samples are rows of the file."""
    dataset = data.dataset("train")
    drawn = (dataset.draw(np.random.default_rng([5, k])).document for k in range(NUM_DRAWS))
    return sum(document is not None and document.source.startswith("Item ") for document in drawn)


@pytest.mark.parametrize(
    ("weights", "share"),
    [(None, 0.5), ({"jsonl": 1}, 1.0), ({"jsonl": 3, "reports": 1}, 0.75), ({"jsonl": 0.2, "reports": 0.8}, 0.2),
     ({"reports": 1}, 0.0)],
)  # fmt: skip
def test_own_rows_beside_reports_get_their_share(
    tmp_path: Path, weights: dict[str, float] | None, share: float
) -> None:
    drawn = num_drawn(beside_reports(tmp_path, weights=weights))
    assert abs(drawn - share * NUM_DRAWS) <= 4 * math.sqrt(share * (1 - share) * NUM_DRAWS)


class Endless:
    """A generator that claims to have many samples."""

    def __len__(self) -> int:
        return 100_000

    def sample(self, index: int, rng: np.random.Generator) -> Any:
        return SAMPLES[0]


def test_defaults_go_by_rows_among_files_and_alike_among_generators() -> None:
    one, three, none = StoredSamples(SAMPLES[:1]), StoredSamples(SAMPLES), StoredSamples(())
    assert shares_of({"a": one, "b": three}, None) == {"a": 0.25, "b": 0.75}
    assert shares_of({"x": Endless(), "y": Endless()}, None) == {"x": 0.5, "y": 0.5}
    assert shares_of({"x": Endless(), "a": one, "b": three, "c": none}, None) == {
        "x": 0.5, "a": 0.125, "b": 0.375, "c": 0.0,
    }  # fmt: skip
    assert shares_of({"x": Endless(), "c": none}, None) == {"x": 1.0, "c": 0.0}


def test_what_weights_do_not_name_is_not_drawn_from() -> None:
    sets: dict[str, SampleSet] = {"x": Endless(), "a": StoredSamples(SAMPLES), "c": StoredSamples(())}
    assert shares_of(sets, {"a": 0.1}) == {"x": 0.0, "a": 1.0, "c": 0.0}
    assert shares_of(sets, {"a": 1, "c": 5}) == {"x": 0.0, "a": 1.0, "c": 0.0}, "an empty set takes no share"
    with pytest.raises(DataError, match=r"data\.weights names 'json', which is no source; the sources are x, a, c"):
        shares_of(sets, {"json": 1})
    with pytest.raises(DataError, match="cannot be negative"):
        shares_of(sets, {"a": -1, "x": 2})
    with pytest.raises(DataError, match=r"weights=\{'c': 1\} leave nothing to draw from x, a"):
        shares_of(sets, {"c": 1})


def test_a_table_of_sources_is_printed_before_training(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = beside_reports(tmp_path, weights={"jsonl": 0.25, "reports": 0.75})
    data.setup("fit")
    data.setup("fit")
    told = capsys.readouterr().out
    rows = [line.split() for line in told.splitlines() if "jsonl" in line or "reports" in line]
    assert len(rows) == 2, "once"
    num_rows = len(data.dataset("train").own["jsonl"])
    assert {"generated", "75.0%"} <= set(rows[0]) and {str(num_rows), "25.0%"} <= set(rows[1]) and num_rows < 200


def test_the_table_names_sources_that_only_test() -> None:
    table = share_table({"a": 1.0, "b": 0.0}, {"a": None}, {"a": 3}, {"a": 2, "b": 7})
    console = Console(width=100)
    with console.capture() as told:
        console.print(table)
    assert "7" in next(line for line in told.get().splitlines() if " b " in line)
