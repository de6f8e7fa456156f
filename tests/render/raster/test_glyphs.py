"""Glyph bitmaps: sub-pixel phases, hinting, supersampling, made cuts, and the arrays they are kept in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from glyph.render import RenderConfig, RenderConfigError, render
from glyph.render.layout.charclass import MAX_CLUSTERS
from glyph.render.raster import glyphs
from glyph.render.raster.glyphs import MAX_LOOKS, MISSING_EM, NUM_PHASES, GlyphSheet, Look, glyph_sheet
from tests.render.drawing import box_of, draw_page, small

SANS = Look("DejaVu Sans", False, False, 10.0)


def sheet(**changes: Any) -> GlyphSheet:
    options = {"horizontal_scale": 1.0, "hinting": "vertical", "supersampling": 1, "antialias": True, **changes}
    return GlyphSheet(**options)


def bitmaps(char: str, look: Look = SANS, **changes: Any) -> list[tuple[NDArray[np.uint8], int, int]]:
    """Ink, left and top of a character at each phase."""
    made = sheet(**changes)
    index = made.look(look)
    code = ord(char)
    made.learn(np.array([code], np.uint32), np.array([index], np.uint8))
    glyph = int(made.ids[made.rows[index, code // 256], code % 256])
    made.draw(np.full(NUM_PHASES, glyph, np.int32), np.arange(NUM_PHASES, dtype=np.uint8))
    found = []
    for phase in range(NUM_PHASES):
        slot = int(made.slots[glyph, phase])
        height, width, left, top = made.shapes[slot, :4].tolist() if slot else (0, 0, 0, 0)
        words = -(-width // 8)
        ink = made.ink[made.starts[slot] :][: height * words].view(np.uint8).reshape(height, 8 * words)[:, :width]
        found.append((ink, left, top))
    return found


def advance(char: str, look: Look = SANS, **changes: Any) -> float:
    made = sheet(**changes)
    index = made.look(look)
    made.learn(np.array([ord(char)], np.uint32), np.array([index], np.uint8))
    return float(made.advances[made.ids[made.rows[index, ord(char) // 256], ord(char) % 256]])


def weight(ink: NDArray[np.uint8]) -> int:
    return int(ink.astype(int).sum())


@pytest.mark.parametrize("font", ["DejaVu Sans", "Noto Sans CJK SC"])
@pytest.mark.parametrize("hinting", ["vertical", "none"])
def test_phases_are_sub_pixel_positions(font: str, hinting: str) -> None:
    for char in "oHm":
        drawn = bitmaps(char, Look(font, False, False, 10.0), hinting=hinting)
        assert len({ink.tobytes() + bytes([left % 256]) for ink, left, _ in drawn}) == NUM_PHASES
        weights = [weight(ink) for ink, _, _ in drawn]
        assert max(weights) < 1.1 * min(weights)
        centres = [left + (ink.sum(axis=0) @ np.arange(ink.shape[1])) / weight(ink) for ink, left, _ in drawn]
        np.testing.assert_allclose(np.diff(centres), 1 / NUM_PHASES, atol=0.1)


def test_phases_are_drawn_on_pages() -> None:
    page = draw_page("llllllll")  # its advance is no whole number of pixels
    looks = set()
    for x0, y0, x1, y1 in page.boxes.astype(int).tolist():
        looks.add(page.image[y0:y1, x0:x1].tobytes())
    assert len(looks) > 2


def test_blanks_and_the_empty_glyph_have_no_ink() -> None:
    assert all(not ink.size for ink, _, _ in bitmaps(" "))
    assert advance(" ") > 2
    made = sheet()
    assert (made.slots[:2] == 0).all() and made.advances[glyphs.EMPTY_ID] == 0


def test_advances_do_not_depend_on_hinting_or_supersampling() -> None:
    for char in "iWo中":
        assert len({advance(char, hinting=h, supersampling=s) for h in ("vertical", "none") for s in (1, 4)}) == 1
    assert advance("中") == pytest.approx(10, abs=1e-3)
    assert advance("W", horizontal_scale=1.5) == pytest.approx(1.5 * advance("W"), abs=0.01)
    twice = advance("W", Look("DejaVu Sans", False, False, 20.0))
    assert twice == pytest.approx(2 * advance("W"), abs=0.01)


def test_hinting_sharpens_bars() -> None:
    (hinted, *_), (plain, *_) = (bitmaps("E", hinting=hinting) for hinting in ("vertical", "none"))
    full, plain_full = (np.count_nonzero((ink[0] == 255).sum(axis=1) > 3) for ink in (hinted, plain))
    assert full == 3 > plain_full  # each bar fills one row of pixels


@pytest.mark.parametrize("times", [2, 3, 4])
def test_supersampling_keeps_place_and_weight(times: int) -> None:
    for char in "gÅ中.":
        for (plain, left, top), (fine, fine_left, fine_top) in zip(
            bitmaps(char, hinting="none"), bitmaps(char, hinting="none", supersampling=times), strict=True
        ):
            assert abs(left - fine_left) <= 1 and abs(top - fine_top) <= 1
            assert weight(fine) == pytest.approx(weight(plain), rel=0.05)


def test_pixel_art_is_black_or_nothing() -> None:
    for times in (1, 3):
        for ink, _, _ in bitmaps("g", antialias=False, supersampling=times):
            assert set(np.unique(ink).tolist()) <= {0, 255} and ink.any()


def test_bold_and_italic_are_made_where_a_font_lacks_them() -> None:
    plain, bold, italic = (
        bitmaps("中", Look("Noto Sans CJK SC", *cut, 20.0))[0] for cut in ((False, False), (True, False), (False, True))
    )
    assert weight(bold[0]) > 1.1 * weight(plain[0])
    assert italic[0].shape[1] > plain[0].shape[1]
    height = len(italic[0]) // 2
    lean = [np.flatnonzero(part.any(axis=0)).mean() for part in (italic[0][:height], italic[0][height:])]
    assert lean[0] > lean[1]
    for char in "中l":  # a font that has the cuts uses them
        assert advance("l", Look("DejaVu Sans", True, False, 10.0)) > advance("l"), char


def test_a_character_without_advance_gets_room() -> None:
    assert advance("\u0301") >= 2.5  # drawn on its own
    assert advance("\U000abcde") == pytest.approx(10 * MISSING_EM)


def test_sheets_are_shared_by_configs_that_draw_alike() -> None:
    assert glyph_sheet(small()) is glyph_sheet(small(margin_pt=9, line_height=2.0))
    assert glyph_sheet(small()) is not glyph_sheet(small(hinting="none"))
    assert glyph_sheet(small()) is not glyph_sheet(small(theme="pixel"))


def test_arrays_grow() -> None:
    made = sheet()
    index = made.look(SANS)
    codes = np.arange(0x4E00, 0x4E00 + 3000, dtype=np.uint32)
    made.learn(codes, np.full(len(codes), index, np.uint8))
    ids = made.ids[made.rows[index, codes // 256], codes % 256]
    assert len(set(ids.tolist())) == 3000 and np.allclose(made.advances[ids], 10, atol=1e-3)
    some = ids[::3].astype(np.int32)
    made.draw(some, np.zeros(len(some), np.uint8))
    slots = made.slots[some, 0]
    assert (slots > 0).all() and len(set(slots.tolist())) == len(some)
    assert (made.slots[ids[1::3], 0] < 0).all()
    first = bitmaps(chr(0x4E00))[0][0]
    height, width, _, _ = made.shapes[slots[0], :4].tolist()
    words = -(-width // 8)
    again = made.ink[made.starts[slots[0]] :][: height * words].view(np.uint8).reshape(height, -1)[:, :width]
    np.testing.assert_array_equal(first, again)


def test_looks_are_limited() -> None:
    made = sheet()
    for size in range(MAX_LOOKS):
        assert made.look(Look("DejaVu Sans", False, False, 5.0 + size)) == size
    with pytest.raises(RenderConfigError, match="more than 64 fonts and sizes"):
        made.look(Look("DejaVu Sans", False, False, 4.0))


def test_more_clusters_than_there_are_codes_for_are_drawn_unshaped() -> None:
    config = small(font_size_pt=11.125)
    taken = glyph_sheet(config)._clusters
    taken.update({(-1 - k, ()): k for k in range(MAX_CLUSTERS - 3)})
    text = "".join(f"{base}\u0338\u0347" for base in "abcdef")
    page = draw_page(text, config)
    assert page.text == text and len(taken) == MAX_CLUSTERS - 1
    assert (page.boxes[0] == page.boxes[1]).all() and (page.boxes[-1] != page.boxes[-2]).any()
    glyphs._sheet.cache_clear()


def test_large_type_is_drawn() -> None:
    page = draw_page("Åg中", page_size="1000x400", font_size_pt=64, dpi=300, line_height=1.5)
    x0, y0, x1, y1 = box_of(page, "中").astype(int)
    assert x1 - x0 > 200 and page.image[y0:y1, x0:x1].min() == 0


def test_small_glyphs_are_stored_in_equally_many_rows() -> None:
    """Blank rows around the ink of a look's glyphs, none around what reaches further, or is large."""
    config = RenderConfig(font_size_pt=10.0, dpi=72)
    list(render("xbgA,。中Ǻ", config))
    sheet = glyph_sheet(config)
    drawn = sheet.shapes[1 : sheet._num_bitmaps]
    heights, _, _, tops, above, rows = (column.tolist() for column in drawn.T)
    usual = max(set(rows), key=rows.count)
    assert sum(r == usual for r in rows) >= len(rows) - 2 and usual == 12
    for k, (height, top) in enumerate(zip(heights, tops, strict=True), 1):
        start, per_row = int(sheet.starts[k]), -(-int(sheet.shapes[k, 1]) // 8)
        stored = sheet.ink[start - above[k - 1] * per_row : start + (rows[k - 1] - above[k - 1]) * per_row]
        inked = np.flatnonzero(stored.reshape(rows[k - 1], per_row).any(axis=1))
        assert inked.min() >= above[k - 1] and inked.max() < above[k - 1] + height
        assert rows[k - 1] in (usual, height) and (rows[k - 1] == height or above[k - 1] - top == 9)
