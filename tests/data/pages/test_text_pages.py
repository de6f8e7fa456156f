"""Text pages: labelled crops, a pure function of seed and index."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from glyph.data.feed.pretrain_module import PretrainDataModule
from glyph.data.pages.text_pages import IGNORE, TextPages, collate_text_pages, find_font_files, random_token
from glyph.data.sources.corpus import Corpus
from glyph.errors import DataError
from glyph.render.fonts import find_font
from glyph.text.charset import Charset

PAGES = TextPages(seed=3, crop_px=96)


@settings(max_examples=25)
@given(st.integers(0, 10**9))
def test_labels_lie_in_the_crop(index: int) -> None:
    page = PAGES[index]
    assert page.image.shape == (96, 96) and page.image.dtype == np.uint8
    assert page.boxes.shape == (len(page.ids), 4)
    centres = (page.boxes[:, :2] + page.boxes[:, 2:]) / 2
    assert ((centres >= 0) & (centres < 96)).all()
    taught = page.boxes[page.ids != IGNORE]
    assert (page.ids != 0).all() and (page.ids < len(Charset())).all()
    assert (taught[:, :2] > -8).all() and (taught[:, 2:] < 104).all()
    for x0, y0, x1, y1 in taught:  # nearly all of it is to be seen
        seen = (min(x1, 96) - max(x0, 0)) * (min(y1, 96) - max(y0, 0))
        assert seen >= 0.79 * (x1 - x0) * (y1 - y0)


def test_pages_follow_from_seed_and_index() -> None:
    for index in (0, 7, 10**12):
        one, two = PAGES[index], TextPages(seed=3, crop_px=96)[index]
        assert (one.image == two.image).all() and (one.boxes == two.boxes).all() and (one.ids == two.ids).all()
    assert not np.array_equal(PAGES[1].image, PAGES[2].image)
    assert not np.array_equal(PAGES[1].image, TextPages(seed=4, crop_px=96)[1].image)


def test_pages_differ_in_look_and_most_hold_text() -> None:
    pages = [PAGES[index] for index in range(40)]
    assert sum(len(page.ids) > 5 for page in pages) > 35
    papers = {int(np.bincount(page.image.ravel()).argmax()) for page in pages}
    assert len(papers) > 5 and min(papers) < 128 < max(papers)
    ids = np.concatenate([page.ids for page in pages])
    chars = set(Charset().decode(ids[ids > 0]))
    assert any("\u4e00" <= c <= "\u9fff" for c in chars) and any(c.isdigit() for c in chars)


def test_cut_characters_are_ignored() -> None:
    cut = [page.ids == IGNORE for page in (PAGES[index] for index in range(20))]
    assert 0 < np.concatenate(cut).mean() < 0.5


def test_boxes_hold_ink_where_nothing_is_worn() -> None:
    pages = TextPages(seed=1, crop_px=96, wear_prob=0.0)
    for page in (pages[index] for index in range(10)):
        paper = int(np.bincount(page.image.ravel()).argmax())
        for box in page.boxes[page.ids != IGNORE].round().astype(int):
            x0, y0, x1, y1 = np.clip(box, 0, 96)
            assert (page.image[y0:y1, x0 : max(x1, x0 + 1)] != paper).any()


def test_corpus(tmp_path: Path) -> None:
    line = "A line of prose that is long enough to be kept."
    (tmp_path / "a.txt").write_text(f"short\n{line}\n", encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(line.encode()))
    corpus = Corpus([tmp_path / "a.txt", str(tmp_path / "b.txt.gz")])
    assert corpus.lines == [[line], [line]]
    assert corpus.passage(np.random.default_rng(0), 10) in line
    pages = TextPages(corpus=[str(tmp_path / "a.txt")], crop_px=96, random_share=0.0)
    assert all(len(pages[index].image) == 96 for index in range(5))
    (tmp_path / "c.txt").write_text("short\n")
    for name, message in (("c.txt", "no line of more than 20"), ("none.txt", "does not exist")):
        with pytest.raises(DataError, match=message):
            Corpus([tmp_path / name])


def test_random_tokens_are_of_the_charset() -> None:
    rng, charset = np.random.default_rng(0), Charset()
    tokens = [random_token(rng) for _ in range(500)]
    assert all(token and (charset.encode(token) > 0).all() and not any(c.isspace() for c in token) for token in tokens)
    assert len(set(tokens)) > 400


def test_collating() -> None:
    items = [PAGES[index] for index in range(3)]
    batch = collate_text_pages(items)
    assert batch["pixel_values"].shape == (3, 1, 96, 96) and float(batch["pixel_values"].max()) <= 1
    assert batch["pages"].bincount(minlength=3).tolist() == [len(item.ids) for item in items]
    assert len(batch["ids"]) == len(batch["boxes"]) == len(batch["pages"])


def test_splits_share_no_page_and_epochs_draw_anew() -> None:
    data = PretrainDataModule(lambda seed: TextPages(seed=seed, crop_px=64), 2, batch_size=2, num_workers=0, num_val=2)
    train = data.train_dataloader()
    first = next(iter(train))["pixel_values"]
    train.sampler.set_epoch(1)  # type: ignore[attr-defined]
    second = next(iter(train))["pixel_values"]
    others = [next(iter(loader))["pixel_values"] for loader in (data.val_dataloader(), data.test_dataloader())]
    every = [page.numpy().tobytes() for pages in (first, second, *others) for page in pages]
    assert len(set(every)) == len(every) == 8 and len(train) == 2


def test_confidence_is_fitted_on_pages_of_the_validation_seed_as_they_are_wanted() -> None:
    def pages(seed: int, crop_px: int = 64) -> TextPages:
        return TextPages(seed=seed, crop_px=crop_px)

    data = PretrainDataModule(
        pages, 2, batch_size=2, num_workers=0, seed=5, num_calibration=3, calibration={"crop_px": 96}
    )
    found = [page for batch in data.calibration_dataloader() for page in batch["pixel_values"]]
    expected = [collate_text_pages([pages(3 * 5 + 1, 96)[index]])["pixel_values"][0] for index in range(3)]
    assert len(found) == 3 and all(torch.equal(a, b) for a, b in zip(found, expected, strict=True))


def test_pages_of_hanzi_alone() -> None:
    pages = TextPages(seed=3, crop_px=96, random_share=0.0, hanzi_share=1.0)
    ids = np.concatenate([pages[index].ids for index in range(10)])
    text = Charset().decode(ids[ids > 0])
    assert sum("\u4e00" <= char <= "\u9fff" for char in text) > 0.7 * len(text) > 100


def test_half_of_the_pages_draw_from_other_fonts(tmp_path: Path) -> None:
    file = find_font("DejaVu Serif").path
    copy = tmp_path / "Other.ttf"
    copy.write_bytes(file.read_bytes())
    (tmp_path / "CarlitoLike.ttf").write_bytes(file.read_bytes())
    (tmp_path / "notes.txt").write_text("no font")
    assert find_font_files(tmp_path) == [str(copy)]
    pages = TextPages(seed=3, fonts=["sans"], more_fonts=[str(tmp_path)])
    drawn = [pages._font(np.random.default_rng(seed)) for seed in range(200)]
    assert set(drawn) == {"sans", str(copy)} and 60 < drawn.count("sans") < 140
    with pytest.raises(DataError, match="holds no font file with all of ASCII"):
        TextPages(more_fonts=[str(tmp_path / "nowhere")])
