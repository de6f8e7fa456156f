"""Build a reader from plain settings: the same call for a config, a checkpoint and a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from glyph.data.charset import Charset
from glyph.data.tokens import TokenGrid
from glyph.models.copy_path import UnitEncoder
from glyph.models.language import build_language_model
from glyph.models.page_encoder import PageEncoder
from glyph.models.page_qa import PageQA
from glyph.models.projector import Projector
from glyph.models.reader import TorchReader
from glyph.models.vision import SmallViT, TimmEncoder
from glyph.render import RenderConfig

SMALL_VIT = "small_vit"
BASE_ENCODER = "base"
DIAL = "dial."


def build_vision(name: str = SMALL_VIT, **options: Any) -> SmallViT | TimmEncoder:
    """Our own small ViT, or any timm backbone by name."""
    return SmallViT(**options) if name == SMALL_VIT else TimmEncoder(name, **options)


def base_encoder_file() -> Path:
    """The encoder weights that ship with the package."""
    return Path(str(files("glyph") / "assets" / "base" / "encoder.safetensors"))


def build_encoder(vision: Mapping[str, Any], weights: str | None = None, dial: bool = False) -> PageEncoder:
    """A page encoder, random or with weights.

    Args:
        vision: arguments of ``build_vision``.
        weights: ``base`` for the shipped ones, a safetensors file, or None. A dial that the file lacks stays random;
            one that is not asked for is left out.
        dial: see ``PageEncoder``.

    Raises:
        ValueError: when the file is missing or does not fit the network.
    """
    encoder = PageEncoder(build_vision(**vision), num_classes=len(Charset()), has_dial=dial)
    if weights is not None:
        file = base_encoder_file() if weights == BASE_ENCODER else Path(weights)
        if not file.is_file():
            raise ValueError(f"encoder weights {file} do not exist")
        try:
            own = {name: tensor for name, tensor in encoder.state_dict().items() if name.startswith(DIAL)}
            found = {name: tensor for name, tensor in load_file(file).items() if dial or not name.startswith(DIAL)}
            encoder.load_state_dict(own | found)
        except RuntimeError as error:
            raise ValueError(f"encoder weights {file} do not fit model.vision={dict(vision)}: {error}") from error
    return encoder


def build_reader(
    vision: Mapping[str, Any],
    encoder_weights: str | None = None,
    merge: int = 2,
    language: Mapping[str, Any] | None = None,
    language_path: str | None = None,
    language_weights: bool = True,
    lora: Mapping[str, Any] | None = None,
    copy: Mapping[str, Any] | None = None,
    use_copy: bool = True,
    grid: TokenGrid | Mapping[str, Any] | None = None,
    render: RenderConfig | Mapping[str, Any] | None = None,
) -> TorchReader:
    """Put a reader together.

    Args:
        vision: arguments of ``build_vision``: ``name`` and its options.
        encoder_weights: see ``build_encoder``.
        merge: visual tokens joined a side by the projector; 2 gives a quarter of the tokens.
        language: arguments of ``small_language_model``, used without ``language_path``.
        language_path: folder or hub name of a pretrained causal LM.
        language_weights: False takes from ``language_path`` only what the model is, for weights loaded later.
        lora: arguments of ``add_lora``; None trains the language model whole.
        copy: arguments of ``UnitEncoder``: ``width``, ``depth``, ``num_heads``, ``num_registers``.
        use_copy: see ``PageQA``.
        grid: token budgets; its patch size and merge are taken from the network.
        render: how the reader draws a document that it is given as such.
    """
    charset = Charset()
    encoder = build_encoder(vision, encoder_weights)
    model, tokenizer = build_language_model(charset, language_path, language or {}, lora, language_weights)
    copy_path = UnitEncoder(len(charset), encoder.width, **(copy or {}))
    projector = Projector(encoder.width, int(model.config.hidden_size), merge)
    budgets = asdict(grid) if isinstance(grid, TokenGrid) else dict(grid or {})
    render_config = render if isinstance(render, RenderConfig) else RenderConfig.from_dict(render or {})
    build = {
        "vision": dict(vision),
        "merge": merge,
        "language": dict(language or {}),
        "language_path": language_path,
        "lora": None if lora is None else dict(lora),
        "copy": dict(copy or {}),
        "use_copy": use_copy,
        "grid": budgets,
    }
    return TorchReader(
        PageQA(encoder, projector, model, copy_path, use_copy),
        tokenizer,
        charset,
        TokenGrid(**{**budgets, "patch_size": encoder.patch_size, "merge": merge}),
        render_config,
        build,
    )
