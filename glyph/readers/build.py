"""Build a reader from plain settings: the same call for a config, a checkpoint and a test."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from glyph.models.answering.copy_path import UnitEncoder
from glyph.models.answering.page_qa import PageQA
from glyph.models.answering.projector import Projector
from glyph.models.answering.question_encoder import QuestionEncoder
from glyph.models.language import add_lora, build_language_model
from glyph.models.page_encoder import PageEncoder
from glyph.models.vision.encoders import SmallViT, TimmEncoder
from glyph.readers.rules.named import named_rules
from glyph.readers.rules.protocol import Rule
from glyph.readers.torch_reader import TorchReader
from glyph.render import RenderConfig
from glyph.render.visual_tokens import TokenGrid
from glyph.text.charset import Charset

SMALL_VIT = "small_vit"
BASE = "base"
WEIGHTS_FILE = "model.safetensors"
ENCODER, DIAL, QUESTION = "encoder.", "dial.", "copy_path.question."
OF_LANGUAGE = ("language.", "projector.", "register_map.", "pointer.")  # those that fit one language model alone
OF_BACKBONE = (ENCODER, "projector.", "copy_path.see.")  # weights that fit one backbone alone
log = logging.getLogger(__name__)


def build_vision(name: str = SMALL_VIT, **options: Any) -> SmallViT | TimmEncoder:
    """Our own small ViT, or any timm backbone by name; ``options`` as in ``vision_settings``."""
    options = vision_settings(name, **options)
    name = options.pop("name")
    return SmallViT(**options) if name == SMALL_VIT else TimmEncoder(name, **options)


def vision_settings(name: str = SMALL_VIT, sizes_of: str | None = None, **options: Any) -> dict[str, Any]:
    """What makes a backbone: its name and the options that are for it.

    Args:
        name: ``small_vit``, or one of timm's.
        sizes_of: the backbone whose sizes are among the options, so that a config takes another by its name alone;
            None: all options are for ``name``.
        options: of ``SmallViT`` or ``TimmEncoder``.
    """
    sizes = inspect.signature(SmallViT).parameters if sizes_of not in (None, name) else {}
    return {"name": name, **{key: value for key, value in options.items() if key not in sizes}}


def base_folder() -> Path:
    """The checkpoint of the base model that ships with the package."""
    return Path(str(files("glyph") / "assets" / "base"))


def _stored(weights: str, key: str) -> dict[str, Tensor]:
    """What a config names as weights: ``base``, a checkpoint folder, or a safetensors file.

    Raises:
        ValueError: when there is no such file.
    """
    place = base_folder() if weights == BASE else Path(weights)
    file = place / WEIGHTS_FILE if place.is_dir() else place
    if not file.is_file():
        raise ValueError(f"{key}={weights}: {file} does not exist")
    try:
        return load_file(file)
    except SafetensorError as error:
        raise ValueError(f"{key}={weights}: {file} is not a readable safetensors file: {error}") from error


def _part(stored: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The weights of a reader's part, named as the part names them; all, where the file holds that part alone."""
    inner = {name.removeprefix(prefix): tensor for name, tensor in stored.items() if name.startswith(prefix)}
    return inner or stored


def build_encoder(vision: Mapping[str, Any], weights: str | None = None, dial: bool = False) -> PageEncoder:
    """A page encoder, random or with weights.

    Args:
        vision: arguments of ``build_vision``.
        weights: ``base`` for the shipped ones, a checkpoint folder, a safetensors file of an encoder or of a reader, or
            None. A dial that it lacks stays random; one that is not asked for is left out.
        dial: see ``PageEncoder``.

    Raises:
        ValueError: when the file is missing or does not fit the network.
    """
    encoder = PageEncoder(build_vision(**vision), num_classes=len(Charset()), has_dial=dial)
    if weights is not None:
        stored = _stored(weights, "encoder weights")
        own = {name: tensor for name, tensor in encoder.state_dict().items() if name.startswith(DIAL)}
        found = {name: tensor for name, tensor in _part(stored, ENCODER).items() if dial or not name.startswith(DIAL)}
        try:
            encoder.load_state_dict(own | found)
        except RuntimeError as error:
            settings = vision_settings(**vision)
            raise ValueError(f"encoder weights {weights} do not fit model.vision={settings}: {error}") from error
    return encoder


def build_question_encoder(copy: Mapping[str, Any], weights: str | None = None) -> QuestionEncoder:
    """The question encoder of a copy path, random or with weights.

    Args:
        copy: arguments of ``UnitEncoder``, with ``question``.
        weights: ``base``, a checkpoint folder, a safetensors file of a question encoder or of a reader, or None.

    Raises:
        ValueError: when the file is missing or does not fit the network.
    """
    encoder = UnitEncoder(len(Charset()), 1, **copy).question
    if encoder is None:
        raise ValueError("model.copy.question is null: there is no question encoder to build")
    if weights is not None:
        fill_question(encoder, weights)
    return encoder


def fill_question(encoder: QuestionEncoder, weights: str) -> None:
    """Put stored weights, as ``build_question_encoder`` takes them, into a question encoder."""
    stored = _stored(weights, "question weights")
    fill(encoder, _part(stored, QUESTION), f"question weights {weights} do not fit the model")


def fill(network: nn.Module, stored: Mapping[str, Tensor], problem: str, kept: Sequence[str] = ()) -> None:
    """Put stored weights into a network; those whose names start with one of ``kept`` may be missing.

    Raises:
        ValueError: ``problem`` and the first name, when one is too many, is missing or has another shape.
    """
    own = network.state_dict()
    absent = sorted(set(own) - set(stored))
    absent = [name for name in absent if not name.endswith("lm_head.weight")]  # tied to the embeddings
    absent = [name for name in absent if not name.startswith(tuple(kept))]
    wrong = [name for name in sorted(stored) if name not in own or own[name].shape != stored[name].shape]
    if absent or wrong:
        raise ValueError(f"{problem}: {(wrong + absent)[0]!r}")
    network.load_state_dict({name: tensor.to(own[name].dtype) for name, tensor in stored.items()}, strict=False)


def _prefixes(network: PageQA, parts: Sequence[str]) -> list[str]:
    """What the names of the weights of parts start with."""
    known = dict(network.named_modules())
    for part in parts:
        if part not in known:
            names = ", ".join(name for name, _ in network.named_children())
            raise ValueError(f"model.fresh names {part!r}, which is no part of the model; the parts are {names}")
    return [f"{part}." for part in parts]


def _is_other_backbone(network: PageQA, stored: Mapping[str, Tensor]) -> bool:
    """Whether stored weights hold a backbone that shares no weight's name with the network's."""
    own, other = (
        {name for name in names if name.startswith(f"{ENCODER}vision.")} for names in (network.state_dict(), stored)
    )
    return bool(other) and own.isdisjoint(other)


def _of_other_language(network: PageQA, stored: Mapping[str, Tensor]) -> list[str]:
    """Names of weights that do not fit because they go with another language model than the network has.

    None where it has the same one, or adapters of one are stored, which are never passed over.
    """
    own = network.state_dict()

    def fits(name: str) -> bool:
        return name in own and own[name].shape == stored[name].shape

    language = [name for name in stored if name.startswith("language.")]
    if all(map(fits, language)) or any("lora_" in name for name in language):
        return []
    names = {name for name in (*own, *stored) if name.startswith(OF_LANGUAGE)}
    return sorted(name for name in names if name.startswith("language.") or name not in stored or not fits(name))


def build_reader(
    vision: Mapping[str, Any],
    weights: str | None = None,
    encoder_weights: str | None = None,
    question_weights: str | None = None,
    fresh: Sequence[str] = (),
    dial: bool = False,
    merge: int = 2,
    language: Mapping[str, Any] | None = None,
    language_path: str | None = None,
    language_weights: bool = True,
    lora: Mapping[str, Any] | None = None,
    copy: Mapping[str, Any] | None = None,
    use_copy: bool = True,
    grid: TokenGrid | Mapping[str, Any] | None = None,
    render: RenderConfig | Mapping[str, Any] | None = None,
    rules: Sequence[str | Rule] = ("general",),
) -> TorchReader:
    """Put a reader together.

    Args:
        vision: arguments of ``build_vision``: ``name`` and its options.
        weights: of the whole reader: ``base``, a checkpoint folder or its safetensors file, or None. Adapters are put
            on afterwards; a checkpoint that has some is opened with ``load_reader``. Weights of another backbone are
            not used, nor those that follow from its width; a warning says so.
        encoder_weights: of the encoder, in place of those; see ``build_encoder``.
        question_weights: of the question encoder, in place of those; see ``build_question_encoder``.
        fresh: parts that stay random all the same, such as ``projector``, which no other ``merge`` fits.
        dial: see ``PageEncoder``.
        merge: visual tokens joined a side by the projector; 2 gives a quarter of the tokens.
        language: arguments of ``small_language_model``, used without ``language_path``.
        language_path: a pretrained causal LM: folder, hub name, GGUF file, or ``smollm2``; see
            ``find_language_model``. Of ``weights`` made with another language model, what does not fit stays random.
        language_weights: False takes from ``language_path`` only what the model is, for weights loaded later.
        lora: arguments of ``add_lora``; None trains the language model whole.
        copy: arguments of ``UnitEncoder``: ``width``, ``depth``, ``num_heads``, ``num_registers``,
            ``question``.
        use_copy: see ``PageQA``.
        grid: token budgets; its patch size and merge are taken from the network.
        render: how the reader draws a document that it is given as such.
        rules: that review its answers, by name or as objects; see ``rules/named.py``.

    Raises:
        ValueError: when weights are missing or do not fit, ``fresh`` names no part of the network, or ``rules`` no
            rule.
    """
    charset = Charset()
    encoder = build_encoder(vision, encoder_weights, dial)
    model, tokenizer = build_language_model(charset, language_path, language or {}, language_weights, lora is not None)
    copy_path = UnitEncoder(len(charset), encoder.width, **(copy or {}))
    projector = Projector(encoder.width, int(model.config.hidden_size), merge)
    budgets = asdict(grid) if isinstance(grid, TokenGrid) else dict(grid or {})
    render_config = render if isinstance(render, RenderConfig) else RenderConfig.from_dict(render or {})
    build: dict[str, Any] = {
        "vision": vision_settings(**vision),
        "dial": dial,
        "merge": merge,
        "language": dict(language or {}),
        "language_path": language_path,
        "lora": None if lora is None else dict(lora),
        "copy": dict(copy or {}),
        "use_copy": use_copy,
        "grid": budgets,
    }
    network = PageQA(encoder, projector, model, copy_path, use_copy)
    if weights is not None:
        stored = _stored(weights, "weights")
        left_out = [ENCODER] * (encoder_weights is not None) + [QUESTION] * (copy_path.question is None)
        if _is_other_backbone(network, stored):
            log.warning("weights %s hold another backbone than %s: %s start at random%s", weights,
                        build["vision"]["name"], ", ".join(part.rstrip(".") for part in OF_BACKBONE),
                        "" if encoder_weights is None else ", but for encoder_weights")  # fmt: skip
            left_out += OF_BACKBONE
        if language_path is not None:
            left_out += _of_other_language(network, stored)
        kept = (*_prefixes(network, fresh), *left_out)
        stored = {k: tensor for k, tensor in stored.items() if not k.startswith(kept)}
        fill(network, stored, f"weights {weights} do not fit the model", kept)
    if question_weights is not None:
        if copy_path.question is None:
            raise ValueError(f"model.question_weights={question_weights}, but model.copy.question is null")
        fill_question(copy_path.question, question_weights)
    if lora is not None:
        add_lora(model, **lora)
    return TorchReader(
        network,
        tokenizer,
        charset,
        TokenGrid(**{**budgets, "patch_size": encoder.patch_size, "merge": merge}),
        render_config,
        build,
        rules=named_rules(rules),
    )
