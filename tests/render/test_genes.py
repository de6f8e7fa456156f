"""Genomes of RenderConfigs: lossless, bounded, refused when illegal."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glyph.render import RenderConfig, RenderConfigError
from glyph.render.fonts import find_font
from glyph.render.genes import FONTS, GENES, from_genes, to_genes
from tests.render.strategies import configs

NAMES = [gene.name for gene in GENES]
PLACE = {name: place for place, name in enumerate(NAMES)}


@given(configs(), st.sampled_from(FONTS), st.sampled_from(FONTS))
def test_configs_survive_the_round_trip(config: RenderConfig, font: str, code_font: str) -> None:
    config = config.replace(font=font, code_font=code_font)
    genes = to_genes(config)
    assert all(gene.low <= value <= gene.high for gene, value in zip(GENES, genes, strict=True))
    again = from_genes(genes)
    assert palette_free(again) == palette_free(config)
    assert to_genes(again) == genes
    assert from_genes(np.array(genes).tolist()) == again  # as floats throughout


def palette_free(config: RenderConfig) -> dict[str, object]:
    """Settings with colours in one spelling."""
    settings = config.to_dict()
    for name in ("ink", "paper"):
        digits = settings[name].removeprefix("#").lower()
        settings[name] = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    return settings


@given(st.data())
def test_random_genes_are_a_config_or_refused(data: st.DataObject) -> None:
    genes = [
        data.draw(st.integers(int(g.low), int(g.high)) if g.whole else st.floats(g.low, g.high), g.name) for g in GENES
    ]
    try:
        config = from_genes(genes)
    except RenderConfigError as error:
        assert "gene" not in str(error)  # every gene is legal; together they are not
        return
    assert to_genes(config) == tuple(genes)


def test_the_table_follows_the_fields() -> None:
    assert [spec.name for spec in dataclasses.fields(RenderConfig)] == NAMES
    assert all(gene.low < gene.high for gene in GENES)
    table = {gene.name: (gene.low, gene.high, gene.whole) for gene in GENES}
    assert table["font_size_pt"] == (4, 64, False) and table["columns"] == (1, 6, True)
    assert table["shadow"] == (0, 1, True) and table["ink"] == (-1, 0xFFFFFF, True)
    assert table["font"] == (0, len(FONTS) - 1, True)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("font_size_pt", 3, "gene font_size_pt=3 is outside 4.0 to 64.0"),
        ("font_size_pt", math.nan, "gene font_size_pt=nan"),
        ("font_size_pt", True, "gene font_size_pt=True"),
        ("font_size_pt", "9", "gene font_size_pt='9'"),
        ("columns", 1.5, "gene columns=1.5 must be a whole number"),
        ("style", 4, "gene style=4 is outside 0 to 3"),
        ("font", -1, "gene font=-1"),
        ("ink", 1 << 24, "gene ink="),
        ("paper", 0, "cannot be read"),  # black paper under the theme's black ink
        ("margin_x_pt", 400, "too little"),
    ],
)
def test_illegal_genes_are_named(name: str, value: float, message: str) -> None:
    genes = list(to_genes(RenderConfig()))
    genes[PLACE[name]] = value
    with pytest.raises(RenderConfigError, match=message):
        from_genes(genes)


def test_number_of_genes() -> None:
    with pytest.raises(RenderConfigError, match=f"a genome has {len(GENES)} genes, got 1"):
        from_genes([1.0])


def test_font_files_have_no_gene(tmp_path: Path) -> None:
    file = str(find_font("DejaVu Sans").path)
    with pytest.raises(
        RenderConfigError, match=r"^font='.*DejaVuSans.ttf' has no gene; only the families DejaVu Sans,"
    ):
        to_genes(RenderConfig(font=file))
