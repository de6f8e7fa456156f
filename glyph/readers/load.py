"""load: the one way to a reader, whatever is behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

if TYPE_CHECKING:
    from glyph.readers.ocr_engine import OcrTextReader
    from glyph.readers.protocol import Reader
    from glyph.readers.retrieval import RetrievalReader
    from glyph.readers.rules.protocol import Rule
    from glyph.readers.text import TextReader, TruncatedReader
    from glyph.readers.torch_reader import TorchReader

Rules: TypeAlias = "Sequence[str | Rule] | None"
HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")
REMEDIES = (
    "base for the model that ships with glyph; the folder of a checkpoint (the `model` folder of a run); tesseract or"
    " rapidocr for another engine's text; text, retrieval or truncated for the text itself; the folder, or the name on"
    " the hub such as Qwen/Qwen2-VL-2B-Instruct, of an image-text-to-text model"
)


@overload
def load(path: Literal["base"] = ..., device: str = ..., base: str | Path = ..., rules: Rules = ...) -> TorchReader: ...


@overload
def load(
    path: Literal["tesseract", "rapidocr"], device: str = ..., base: str | Path = ..., rules: Rules = ...
) -> OcrTextReader: ...


@overload
def load(path: Literal["text"], device: str = ..., base: str | Path = ..., rules: Rules = ...) -> TextReader: ...


@overload
def load(
    path: Literal["retrieval"], device: str = ..., base: str | Path = ..., rules: Rules = ...
) -> RetrievalReader: ...


@overload
def load(
    path: Literal["truncated"], device: str = ..., base: str | Path = ..., rules: Rules = ...
) -> TruncatedReader: ...


@overload
def load(path: str | Path, device: str = ..., base: str | Path = ..., rules: Rules = ...) -> Reader: ...


def load(path: str | Path = "base", device: str = "cpu", base: str | Path = "base", rules: Rules = None) -> Reader:
    """Open a reader by name or place.

    Args:
        path: ``base``, the model that ships with the package; a checkpoint, the ``model`` folder that a run leaves;
            ``tesseract`` or ``rapidocr``, another engine that reads the pages; ``text``, ``retrieval`` or
            ``truncated``, which answer from the text that was painted; or a vision-language model of the hub, by its
            folder or its name there.
        device: that a network computes on.
        base: for readers of text, the checkpoint that answers from it.
        rules: that review the answers of a glyph model, by name (``general``, ``finance`` or single ones) or as
            objects, in place of those that it was saved with; () leaves its answers as they come.

    Raises:
        ValueError: when nothing of that name can be opened, or there is no rule of a name.
        EngineMissing: when an OCR engine is not installed.
    """
    from glyph.readers.build import BASE  # torch is loaded only when a model is asked for
    from glyph.readers.checkpoint import CONFIG, load_reader

    name, folder = str(path), Path(path)
    if name in READERS_OF_TEXT:
        return _reader_of_text(name, base, device, rules)
    if name == BASE or (folder / CONFIG).is_file():
        return load_reader(path, device, rules)
    is_hub_name = not folder.exists() and isinstance(path, str) and HUB_NAME.fullmatch(name) is not None
    if (folder / "config.json").is_file() or is_hub_name:
        from glyph.readers.hub_vlm import HubVLMReader

        try:
            return HubVLMReader.open(path, device)
        except ValueError as error:
            raise ValueError(f"{error}; it is no checkpoint folder either; give one of: {REMEDIES}") from error
    if folder.is_dir():
        return load_reader(folder, device, rules)  # tells what it lacks
    raise ValueError(f"{name} is not a glyph checkpoint: {CONFIG} is missing, and no other reader has that name; give"
                     f" one of: {REMEDIES}")  # fmt: skip


READERS_OF_TEXT = ("tesseract", "rapidocr", "text", "retrieval", "truncated")


def _reader_of_text(name: str, base: str | Path, device: str, rules: Rules) -> Reader:
    from glyph.readers.ocr_engine import ENGINES, OcrTextReader
    from glyph.readers.retrieval import RetrievalReader
    from glyph.readers.text import TextReader, TruncatedReader
    from glyph.readers.torch_reader import TorchReader

    reader = load(base, device, rules=rules)
    if not isinstance(reader, TorchReader):
        raise ValueError(f"base={base} must be a checkpoint that answers from text, not a {type(reader).__name__}")
    if name in ENGINES:
        return OcrTextReader(reader, name)
    return {"text": TextReader, "retrieval": RetrievalReader, "truncated": TruncatedReader}[name](reader)
