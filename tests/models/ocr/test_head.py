"""The dense head: planted cells are read back, votes merge, and reading order follows geometry."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from glyph.data.pages.degrade import turned
from glyph.models.ocr.head import IGNORE, UNIT_PX, CellOutput, CharTargets, OCRHead
from glyph.models.ocr.read_cells import read_cells
from glyph.models.ocr.reading import merge_votes, reading_order
from glyph.models.ocr.word_gaps import starts_word
from glyph.render import Page, RenderConfig, render
from glyph.text.charset import Charset

CHARSET = Charset("abcdeilmn0123456789.,()中文利润")
CONFIG = RenderConfig(page_width_pt=160, page_height_pt=96, margin_x_pt=6, margin_y_pt=6)


def head() -> OCRHead:
    """A head whose classifier passes its features through."""
    made = OCRHead(8, len(CHARSET), feature_px=16, cell_width=len(CHARSET))
    with torch.no_grad():
        made.classifier.weight.copy_(20 * torch.eye(len(CHARSET)))
        made.classifier.bias.zero_()
    return made


def targets_of(page: Page) -> CharTargets:
    ids = torch.from_numpy(CHARSET.encode(page.text))
    return CharTargets(torch.from_numpy(page.boxes), ids, torch.zeros(len(ids), dtype=torch.int64))


def planted(made: OCRHead, page: Page) -> CellOutput:
    """What a perfect network would say of a page."""
    height, width = (-(-side // 16) * 16 for side in page.image.shape)
    rows, columns = height // made.cell_px[0], width // made.cell_px[1]
    presence, geometry = torch.full((1, rows, columns), -12.0), torch.zeros(1, rows, columns, 4)
    features = torch.zeros(1, rows, columns, len(CHARSET))
    for box, char in zip(torch.from_numpy(page.boxes), CHARSET.encode(page.text), strict=True):
        centre = (box[:2] + box[2:]) / 2
        column, row = int(centre[0] // made.cell_px[1]), int(centre[1] // made.cell_px[0])
        cell = made.cell_centres(torch.tensor([row]), torch.tensor([column]))[0]
        offset = (centre - cell) / torch.tensor([made.cell_px[1], made.cell_px[0]])
        presence[0, row, column] = 12.0
        geometry[0, row, column] = torch.cat([offset, ((box[2:] - box[:2]) / UNIT_PX).log()])
        features[0, row, column, int(char)] = 1.0
    return CellOutput(features, presence, geometry)


@pytest.mark.parametrize("text", ["ab 12.5\n\nlimi 中文利润，(0)", "il 1,234", "a", "nd  (99)\n润"])
def test_a_perfect_output_has_no_loss_and_reads_the_page(text: str) -> None:
    (page,) = render(text.replace("，", ","), CONFIG)
    made = head()
    cells = planted(made, page)
    losses = made.loss(cells, targets_of(page))
    assert float(losses["presence"]) < 0.02 and float(losses["naming"]) < 1e-3
    assert float(losses["geometry"]) < 1e-6 and float(losses["accuracy"]) == 1.0
    (reading,) = read_cells(made, cells, CHARSET)
    assert reading.text == page.reading_text()
    np.testing.assert_allclose(reading.boxes, page.boxes, atol=1e-3)
    assert (reading.confidences > 0.99).all()


def test_mistakes_cost() -> None:
    (page,) = render("ab 12", CONFIG)
    made, targets = head(), targets_of(page)
    cells = planted(made, page)
    perfect = made.loss(cells, targets)
    wrong = CellOutput(cells.features.roll(1, -1), -cells.presence, cells.geometry + 0.5)
    costs = made.loss(wrong, targets)
    assert all(float(costs[name]) > float(perfect[name]) + 0.1 for name in ("presence", "naming", "geometry"))
    assert float(costs["accuracy"]) == 0.0


def test_cut_characters_are_neither_taught_nor_punished() -> None:
    (page,) = render("ab 12", CONFIG)
    made, targets = head(), targets_of(page)
    cells = planted(made, page)
    targets.ids[0] = IGNORE
    silent = CellOutput(cells.features, cells.presence.clone(), cells.geometry)
    row, column = (cells.presence[0] > 0).nonzero()[0]
    silent.presence[0, row, column] = -12.0
    for out in (cells, silent):
        losses = made.loss(out, targets)
        assert float(losses["presence"]) < 0.02 and float(losses["naming"]) < 1e-3


def test_no_characters_and_characters_off_the_page() -> None:
    made = head()
    (page,) = render("", CONFIG)
    losses = made.loss(planted(made, page), targets_of(page))
    assert all(bool(torch.isfinite(value)) for value in losses.values())
    off = CharTargets(torch.tensor([[-9.0, -9, -1, -1], [900, 0, 910, 9]]), torch.ones(2).long(), torch.zeros(2).long())
    assert all(bool(torch.isfinite(value)) for value in made.loss(planted(made, page), off).values())
    (reading,) = read_cells(made, planted(made, page), CHARSET)
    assert (reading.chars, reading.text, reading.boxes.shape) == ("", "", (0, 4))


@given(st.integers(0, 23), st.integers(0, 79), st.lists(st.floats(-2, 2), min_size=4, max_size=4))
def test_boxes_invert_geometry(row: int, column: int, geometry: list[float]) -> None:
    made = head()
    box = made.boxes(torch.tensor([geometry]), torch.tensor([row]), torch.tensor([column]))[0]
    centre = (box[:2] + box[2:]) / 2
    cell = made.cell_centres(torch.tensor([row]), torch.tensor([column]))[0]
    torch.testing.assert_close(
        (centre - cell) / torch.tensor([2.0, 4.0]), torch.tensor(geometry[:2]), atol=1e-4, rtol=0
    )
    torch.testing.assert_close(((box[2:] - box[:2]) / UNIT_PX).log(), torch.tensor(geometry[2:]), atol=1e-4, rtol=0)


def test_sampled_negatives_keep_the_right_class() -> None:
    (page,) = render("ab 12", CONFIG)
    made = head()
    losses = made.loss(planted(made, page), targets_of(page), num_negatives=3)
    assert float(losses["naming"]) < 1e-3 and float(losses["accuracy"]) == 1.0


def boxes(*corners: tuple[float, float], width: float = 6.0, height: float = 10.0) -> NDArray[np.float32]:
    return np.array([(x, y, x + width, y + height) for x, y in corners], np.float32).reshape(-1, 4)


def test_votes_for_one_character_merge() -> None:
    kept, total = merge_votes(boxes((10, 10), (10.5, 10), (30, 10)), np.array([0.4, 0.35, 0.3], np.float32))
    assert kept.tolist() == [0] and total == pytest.approx([0.75])
    kept, total = merge_votes(boxes((10, 10), (14, 10)), np.array([0.9, 0.8], np.float32))  # neighbours stay two
    assert sorted(kept.tolist()) == [0, 1]
    kept, total = merge_votes(boxes((10, 10), (10, 10)), np.array([0.9, 0.8], np.float32))
    assert total == pytest.approx([1.7])
    kept, total = merge_votes(boxes(), np.zeros(0, np.float32))
    assert len(kept) == len(total) == 0


def test_narrow_neighbours_with_two_characters_votes_stay_two() -> None:
    kept, total = merge_votes(boxes((10, 10), (12, 10)), np.array([0.9, 0.8], np.float32))
    assert sorted(kept.tolist()) == [0, 1] and total == pytest.approx([0.9, 0.8])
    kept, _ = merge_votes(boxes((10, 10), (12, 10)), np.array([0.6, 0.4], np.float32))
    assert len(kept) == 1


def test_votes_meet_across_bucket_borders() -> None:
    kept, _ = merge_votes(boxes((12.8, 10.9), (13.1, 11.1)), np.array([0.4, 0.4], np.float32))
    assert len(kept) == 1


def test_reading_order_goes_line_by_line_across_columns() -> None:
    places = [(200, 11), (10, 10), (206, 11), (16, 10), (10, 30), (200, 31)]  # two columns of words, two lines
    order, lines = reading_order(boxes(*places))
    assert order.tolist() == [1, 3, 0, 2, 4, 5]
    assert lines.tolist() == [0, 0, 0, 0, 1, 1]
    assert starts_word("abcdef", boxes(*places)[order], lines).tolist() == [True, False, True, False, True, True]


def test_reading_order_of_nothing_and_of_one() -> None:
    order, lines = reading_order(boxes())
    assert len(order) == len(lines) == len(starts_word("", boxes(), lines)) == 0
    order, lines = reading_order(boxes((5, 5)))
    assert (order.tolist(), lines.tolist()) == ([0], [0]) and starts_word("a", boxes((5, 5)), lines).all()


@given(st.permutations(range(12)), st.floats(0, 1.5))
def test_reading_order_does_not_depend_on_the_order_given(order: list[int], jitter: float) -> None:
    places = [(10 + 8 * (k % 4), 12 * (k // 4) + (jitter if k % 2 else 0)) for k in range(12)]
    found, lines = reading_order(boxes(*(places[k] for k in order)))
    assert [order[k] for k in found] == list(range(12))
    assert lines.tolist() == [0] * 4 + [1] * 4 + [2] * 4


@given(st.floats(-3, 3))
def test_lines_that_rise_or_fall_are_read_in_order(degrees: float) -> None:
    pages = render("Total assets 1,024 (77) 3.5%\n" * 12, RenderConfig(page_width_pt=320, page_height_pt=200))
    page = next(pages)
    _, boxes = turned(page.grey, page.boxes, degrees, 255)
    order, lines = reading_order(boxes)
    assert order.tolist() == list(range(len(boxes))) and lines.tolist() == page.lines.tolist()
