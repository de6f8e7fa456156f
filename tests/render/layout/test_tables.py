"""Column widths of tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.documents import Block, Cell
from glyph.render.layout.tables import _level, column_widths


def table(*rows: list[int]) -> Block:
    """A table of empty cells that span so many columns."""
    return Block("table", rows=tuple(tuple(Cell((), colspan=span) for span in row) for row in rows))


def widths(
    block: Block, natural: list[float], room: float = 100.0, gap: float = 10.0, words: list[float] | None = None
) -> list[float]:
    longest = np.array(words or [0.0] * len(natural), np.float64)
    found = column_widths(block, np.array(natural, np.float64), longest, room, gap, 5.0)
    assert found is not None
    return found.tolist()


def test_natural_widths_where_they_fit() -> None:
    assert widths(table([1, 1], [1, 1]), [20, 5, 10, 8]) == [30.5, 18.5]
    assert widths(table([1], [1, 1]), [20, 5, 8]) == [30.5, 18.5]


def test_wide_columns_share_what_narrow_ones_leave() -> None:
    assert widths(table([1, 1, 1]), [200, 5, 300]) == pytest.approx([42.25, 15.5, 42.25])
    assert widths(table([1, 1]), [200, 300]) == [50, 50]


def test_no_column_gets_narrower_than_its_longest_word() -> None:
    assert widths(table([1, 1, 1]), [200, 200, 200], words=[30, 5, 5]) == pytest.approx([40.5, 29.75, 29.75])
    assert widths(table([1, 1]), [200, 300], words=[60, 60]) == [50, 50]  # not room for both
    assert widths(table([1, 1, 1]), [200, 12, 300], words=[90, 12, 90]) == pytest.approx([38.75, 22.5, 38.75])


def test_columns_too_narrow_for_a_character_are_none() -> None:
    cells = np.full(10, 8.0)
    assert column_widths(table([1] * 10), cells, cells, 100.0, 6.0, 5.0) is None
    assert column_widths(table([1] * 10), cells, cells, 145.0, 6.0, 5.0) is not None


def test_merged_cells_widen_their_columns_as_far_as_there_is_room() -> None:
    assert widths(table([2], [1, 1]), [60, 5, 5]) == [35.25, 35.25]
    assert sum(widths(table([2], [1, 1]), [600, 5, 5])) == pytest.approx(100)


def test_no_columns() -> None:
    assert widths(table(), []) == widths(table([]), []) == []


@given(
    st.lists(st.lists(st.integers(1, 4), max_size=5), max_size=5),
    st.floats(1, 500),
    st.floats(0, 20),
    st.data(),
)
def test_columns_fit_the_room(rows: list[list[int]], room: float, gap: float, data: st.DataObject) -> None:
    block = table(*rows)
    natural = [data.draw(st.floats(0, 300)) for row in rows for _ in row]
    words = [data.draw(st.floats(0, width)) for width in natural]
    array = column_widths(block, np.array(natural, np.float64), np.array(words, np.float64), room, gap, 5.0)
    if array is None:
        assert max(map(sum, rows)) * (gap + 5.0) > room
        return
    found = array.tolist()
    assert len(found) == max(map(sum, rows), default=0) and all(width >= min(gap, 1.0) for width in found)
    assert sum(found) <= max(room, len(found)) + 1e-6
    if sum(widths(block, natural, 1e9, gap)) <= room:
        assert found == pytest.approx(widths(block, natural, 1e9, gap))


def test_a_room_too_small_by_rounding_alone_has_a_level() -> None:
    rng = np.random.default_rng(0)
    for _ in range(2000):
        wanted = rng.random(rng.integers(1, 8)) * 300
        room = float(np.nextafter(wanted.sum(), 0))
        assert np.minimum(wanted, _level(wanted, room)).sum() == pytest.approx(room)
